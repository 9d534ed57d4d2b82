package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// twoDates loads the same bytes for two dates, with one row in two that waits.
func twoDates(t *testing.T) (*desk, string) {
	t.Helper()
	d := bareDesk(t)
	d.profile(strings.Replace(deskProfile, "kind: full", "kind: changes", 1))
	export := d.file("c_.csv", "ref,no,warrant,rank,closed\nC1,1,W1,constable,15/05/2026\nC2,1,W2,constable,99/99/2026\n")
	d.loadOn(export, "2026-03-31")
	d.loadOn(export, "2026-06-30")
	return d, export
}

func (d *desk) loadOn(path, day string) {
	d.Helper()
	opt := d.options()
	opt.ExtractDate = onDay(d.T, day)
	if _, err := Load(d.Context(), opt, path); err != nil {
		d.Fatal(err)
	}
}

// TestSameBytesAtTwoDates wants the rows of two extracts that are the same bytes kept,
// put right and given up apart.
func TestSameBytesAtTwoDates(t *testing.T) {
	t.Parallel()
	d, _ := twoDates(t)
	ids := map[string]bool{}
	for _, w := range d.held().Rows() {
		if w.Expired {
			t.Errorf("row %d has lost its values", w.Row)
		}
		ids[w.ID] = true
	}
	if len(ids) != 3 {
		t.Fatalf("%d IDs, want 3: two rows of the first extract and one of the second", len(ids))
	}
	if err := d.accept("nobody knows", d.held().Files[1].Rows[0].ID); err != nil {
		t.Fatal(err)
	}
	h := d.held()
	if len(h.Rows()) != 2 || h.Expired() != 0 {
		t.Errorf("%d rows wait, %d of them without values; want both rows of the first extract", len(h.Rows()), h.Expired())
	}
}

// TestPutRightAtTwoDates puts right the rows of both extracts in one workbook.
func TestPutRightAtTwoDates(t *testing.T) {
	t.Parallel()
	d, _ := twoDates(t)
	book := d.faults("f.xlsx")
	d.edit(book, "c_!K2", "01/02/2026", "c_!K3", "02/02/2026", "c_ (2)!K2", "02/02/2026")
	if got := d.load(book); strings.Count(got, "accepted")+strings.Count(got, "loaded before") != 2 || strings.Contains(got, "loaded before") {
		t.Error(got)
	}
	d.waits("")
	if n := d.session("SELECT count(DISTINCT sha256) FROM wh.load.file WHERE corrects IS NOT NULL"); n != 2 {
		t.Errorf("the corrections of two extracts have %d hashes", n)
	}
}

// TestOlderStore reads a store and a workbook in which rows are named as earlier programs did.
func TestOlderStore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	stores, _ := filepath.Glob(filepath.Join(QuarantineFolder(d.w), "*.jsonl"))
	h := d.held()
	book := d.faults("f.xlsx")
	cells := []string{}
	for i, w := range h.Rows() {
		older := olderID(h.Files[0].SHA256, w.Sheet, int(w.Row))
		text, err := os.ReadFile(stores[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(stores[0], []byte(strings.Replace(string(text), w.ID, older, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		cells = append(cells, sheet+"!A"+string(rune('2'+i)), older, faultsSheet+"!B"+string(rune('3'+i)), older)
	}
	if err := os.Rename(stores[0], strings.Replace(stores[0], "-2026-03-31", "", 1)); err != nil {
		t.Fatal(err)
	}
	if h := d.held(); len(h.Rows()) != 2 || h.Expired() != 0 {
		t.Fatalf("%d rows wait, %d of them without values", len(h.Rows()), h.Expired())
	}
	d.edit(book, append(cells, sheet+"!J2", "sergeant")...)
	if got := d.load(book); !strings.Contains(got, "accepted 1") {
		t.Error(got)
	}
	if err := d.accept("nobody knows", d.held().Rows()[0].ID); err != nil {
		t.Fatal(err)
	}
	if text := d.storeText(); strings.Contains(text, "31/02/2026") {
		t.Error("the values of a row given up are left in the older store")
	}
}
