package comment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const data = "quarter,n\n2025-26Q3,4\n2025-26Q4,5\n"

// A comment is stale when what it speaks of has changed, and only then.
func TestStale(t *testing.T) {
	for name, c := range map[string]struct {
		row   []string
		now   string
		stale bool
	}{
		"nothing changed":                  {nil, data, false},
		"another row changed":              {[]string{"quarter=2025-26Q3"}, strings.Replace(data, "Q4,5", "Q4,6", 1), false},
		"a row came":                       {[]string{"quarter=2025-26Q3"}, data + "2026-27Q1,1\n", false},
		"its row changed":                  {[]string{"quarter=2025-26Q3"}, strings.Replace(data, "Q3,4", "Q3,5", 1), true},
		"its row is gone":                  {[]string{"quarter=2025-26Q3"}, "quarter,n\n2025-26Q4,5\n", true},
		"a row came, and it speaks of all": {nil, data + "2026-27Q1,1\n", true},
		"the figure is gone":               {nil, "", true},
	} {
		hash, err := Value([]byte(data), c.row)
		if err != nil {
			t.Fatal(err)
		}
		var now []byte
		if c.now != "" {
			now = []byte(c.now)
		}
		if got := (Comment{Row: c.row, SHA256: hash}).Stale(now); got != c.stale {
			t.Errorf("%s: stale %v", name, got)
		}
	}
	for _, row := range []string{"quarter=2020-21Q1", "year=2020", "quarter"} {
		if _, err := Value([]byte(data), []string{row}); err == nil {
			t.Errorf("%s: no error", row)
		}
	}
}

// The file is added to and never written over; what stands follows from all of it.
func TestEvents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "comments")
	for _, e := range []Event{
		{Add, Comment{ID: "c1", Text: "one"}}, {Add, Comment{ID: "c2", Text: "two"}}, {Reword, Comment{ID: "c1", Text: "one, better"}}, {Remove, Comment{ID: "c2"}}, {Remove, Comment{ID: "c9"}},
	} {
		if err := Append(path, e); err != nil {
			t.Fatal(err)
		}
	}
	events, err := Read(path)
	if err != nil || len(events) != 5 || NextID(events) != "c3" {
		t.Fatalf("%v %v", events, err)
	}
	if live := Live(events); len(live) != 1 || live[0].Text != "one, better" {
		t.Errorf("%v", live)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if err := os.WriteFile(path, []byte("{\"id\":\"c1\"}\nx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a broken line: %v", err)
	}
}
