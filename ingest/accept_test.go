package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/warehouse"
)

func (d *desk) accept(reason string, ids ...string) error {
	_, err := Accept(d.Context(), AcceptOptions{Warehouse: d.w, Words: d.words, IDs: ids, Reason: reason, By: "an analyst", Now: time.Unix(1<<32, 0)})
	return err
}

// storeText is every byte of the quarantine store.
func (d *desk) storeText() string {
	d.Helper()
	var b strings.Builder
	files, _ := filepath.Glob(filepath.Join(QuarantineFolder(d.w), "*"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			d.Fatal(err)
		}
		b.Write(data)
	}
	return b.String()
}

func TestAccept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	id := d.held().Rows()[0].ID
	for reason, c := range map[string]struct{ id, want string }{
		" ": {id, "say why"}, "x": {"ffffffffffff", `no row waits under the ID "ffffffffffff"`}, "y": {"", "no row waits under"},
	} {
		if err := d.accept(reason, c.id); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", reason, err, c.want)
		}
	}
	book := d.faults("f.xlsx")
	if err := d.accept("the force cannot say", id[:8], id); err != nil {
		t.Fatal(err)
	}
	if err := d.accept("again", id); err == nil || !strings.Contains(err.Error(), "it was accepted (the force cannot say)") {
		t.Errorf("error %v", err)
	}
	d.waits("c_2026-03-31.csv  row 4, closed \"31/02/2026\": not a date in the declared format | C3, 1, W3, sergeant, 31/02/2026, two\nlines\n")
	if h := d.held(); h.Lost() != 1 || h.Closed[0].Why != "the force cannot say" || h.Closed[0].Row != 3 {
		t.Errorf("closed: %+v", h.Closed)
	}
	if strings.Contains(d.storeText(), "corporal") || !strings.Contains(d.storeText(), "31/02/2026") {
		t.Error("the store holds the row given up, or lacks the other")
	}
	if n := d.session("SELECT rows_quarantined FROM load.file"); n != 2 {
		t.Errorf("the accounting has %d rows quarantined, want 2", n)
	}
	d.wants(d.load(d.edit(book, sheet+"!J2", "sergeant")), "read 2 = accepted 0 + unchanged 0 + quarantined 0 + skipped 2; 0 of c_2026-03-31.csv closed; 1 row is not changed; 1 row was given up as lost\n")
}

// TestAcceptAfterUndo gives up a row of which a correction that was undone had left
// other values in the store.
func TestAcceptAfterUndo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	d.load(d.edit(d.faults("f.xlsx"), sheet+"!K3", "30/02/2026"))
	if _, err := Undo(t.Context(), UndoOptions{Warehouse: d.w, Batch: "2", Reason: "x", Words: d.words, Now: time.Unix(1<<32, 0)}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.storeText(), "30/02/2026") {
		t.Fatal("the store does not hold what was edited")
	}
	if err := d.accept("nobody knows", d.held().Rows()[1].ID); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(d.storeText(), "30/02/2026") {
		t.Error("the edited values are left in the store")
	}
}

func TestExpire(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	stray := filepath.Join(QuarantineFolder(d.w), "0123456789abcdef-01234567.jsonl.part")
	if err := os.WriteFile(stray, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	written := time.Unix(1<<32, 0).AddDate(0, 0, 89)
	if err := os.Chtimes(stray, written, written); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		hours int
		want  ExpireReport
	}{{89*24 + 1, ExpireReport{}}, {90 * 24, ExpireReport{}}, {90*24 + 1, ExpireReport{Rows: 2, Strays: 1}}, {91 * 24, ExpireReport{}}} {
		got, err := ExpireQuarantine(t.Context(), d.w, d.words, 90, time.Unix(1<<32, 0).Add(time.Duration(c.hours)*time.Hour), warehouse.Settings{Threads: 1})
		if err != nil || *got != c.want {
			t.Errorf("after %d hours: %+v, want %+v (%v)", c.hours, got, c.want, err)
		}
	}
	h := d.held()
	if len(h.Rows()) != 2 || h.Expired() != 2 || d.storeText() != "" {
		t.Errorf("%d rows wait, %d without values", len(h.Rows()), h.Expired())
	}
	if err := d.accept("no longer known", h.Rows()[0].ID); err != nil {
		t.Error(err)
	}
}

// TestExpireCountsWhatWaits removes the values of a row put right and of one that waits,
// in two versions.
func TestExpireCountsWhatWaits(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	d.load(d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant", sheet+"!K3", "30/02/2026"))
	got, err := ExpireQuarantine(t.Context(), d.w, d.words, 0, d.options().Now.AddDate(0, 0, 1), warehouse.Settings{Threads: 1})
	if want := (ExpireReport{Rows: 1, Others: 2}); err != nil || *got != want {
		t.Errorf("%+v, want %+v (%v)", got, want, err)
	}
}

// TestHistoryOfRowsGivenUp wants each giving up under the file of its rows, also of a
// warehouse that noted neither when nor by whom.
func TestHistoryOfRowsGivenUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport+"C4,1,W4,sergeant,32/02/2026,\n"))
	rows := d.held().Rows()
	for _, give := range [][]string{{rows[0].ID, rows[2].ID}, {rows[1].ID}} {
		if err := d.accept("nobody knows", give...); err != nil {
			t.Fatal(err)
		}
	}
	says := func() (out string) {
		batches, err := History(t.Context(), d.w, warehouse.Settings{Threads: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range batches {
			for _, f := range b.Files {
				for _, g := range f.GivenUp {
					out += fmt.Sprintf("%s: %d by %q, %s, %d\n", f.Name, max(g.At.Unix(), -1), g.By, g.Reason, len(g.Rows))
				}
			}
		}
		return out
	}
	if got, want := says(), "c_2026-03-31.csv: 4294967296 by \"an analyst\", nobody knows, 2\nc_2026-03-31.csv: 4294967296 by \"an analyst\", nobody knows, 1\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	editFile(t, d.w, "DROP TABLE load.given_up", "UPDATE load.meta SET version = 2")
	if got, want := says(), "c_2026-03-31.csv: -1 by \"\", nobody knows, 2\nc_2026-03-31.csv: -1 by \"\", nobody knows, 1\n"; got != want {
		t.Errorf("brought up to date:\n%swant\n%s", got, want)
	}
}
