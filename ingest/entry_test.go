package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/warehouse"
)

// An entry by hand is loaded whole or not at all, with who stands by it; what it says twice differs in nothing but the file's bytes.
func TestEnterRestriction(t *testing.T) {
	d := newDesk(t)
	t.Setenv("TMPDIR", t.TempDir())
	day := time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)
	d.load(d.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed\nC-2024-0001,1,77,,\n"))
	enter := func(kind, by, number string) error {
		opt := d.options()
		opt.Entry = &Entry{By: by, Reason: "the chair rang about C-2024-0001"}
		return EnterRestriction(t.Context(), opt, Restriction{Ref: "hand-1", Case: "C-2024-0001", Kind: kind, From: day}, day, number)
	}
	before := d.records()
	for name, err := range map[string]error{"a kind that no list has": enter("silence", "A. Manager", "0001"), "nobody": enter("anonymity", " ", "0002")} {
		if err == nil || d.records() != before || len(d.held().Rows()) > 0 {
			t.Errorf("%s: %v, and %d rows wait", name, err, len(d.held().Rows()))
		}
	}
	if err := enter("anonymity", "A. Manager", "0003"); err != nil || !strings.Contains(d.records(), "hand-1") {
		t.Fatalf("entered: %v\n%s", err, d.records())
	}
	batches, err := History(t.Context(), d.w, warehouse.Settings{Threads: 1})
	if err != nil || len(batches) != 2 || batches[0].Entered == nil || *batches[0].Entered != (Entry{"A. Manager", "the chair rang about C-2024-0001"}) || batches[1].Entered != nil {
		t.Errorf("the history: %v %+v", err, batches)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	plan, err := PlanForget(t.Context(), ForgetOptions{Warehouse: d.w, Case: "C-2024-0001", KeyFile: d.w + ".keys", Profiles: d.profiles, Words: d.words, Now: d.options().Now})
	if err != nil || len(plan.Remains) != 1 || !strings.HasPrefix(plan.Remains[0], "the reason of an entry by hand") || len(plan.Files) != 2 {
		t.Errorf("forgetting its case: %v %+v", err, plan)
	}
	if _, err := os.Stat(filepath.Join(d.dir, "w.duckdb.quarantine")); err == nil {
		t.Error("a refused entry left rows in the quarantine store")
	}
}
