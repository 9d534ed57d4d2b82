package vocab

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// corrected is a folder whose standard.csv corrects one limit on 1 July 2026:
// the hearing limit of 100 working days becomes 90.
func corrected(t *testing.T) string {
	t.Helper()
	data, err := embedded.ReadFile("standard.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := [][]string{append(rows[0], "known_from", "known_to")}
	for _, r := range rows[1:] {
		if r[0] != "MIS-HRG-100" {
			out = append(out, append(r, "", ""))
			continue
		}
		fixed := append([]string{}, r...)
		fixed[8] = "90"
		out = append(out, append(r, "", "2026-06-30"), append(fixed, "2026-07-01", ""))
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(out); err != nil {
		t.Fatal(err)
	}
	return folder(t, "standard.csv", b.String())
}

func hearingLimit(t *testing.T, s *Set) int {
	t.Helper()
	for _, st := range s.Standards() {
		if st.ID == "MIS-HRG-100" {
			return st.N
		}
	}
	t.Fatal("no MIS-HRG-100")
	return 0
}

func TestKnownAt(t *testing.T) {
	dir := corrected(t)
	for _, c := range []struct {
		day  string
		want int
	}{{"", 90}, {"2026-06-30", 100}, {"2026-07-01", 90}, {"2020-01-01", 100}} {
		day := time.Time{}
		if c.day != "" {
			day, _ = time.Parse(time.DateOnly, c.day)
		}
		s, err := LoadKnown(dir, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := hearingLimit(t, s); got != c.want {
			t.Errorf("known at %q: %d working days, want %d", c.day, got, c.want)
		}
		if same := s.Fingerprint() == load(t).Fingerprint(); same != (c.want == 100) {
			t.Errorf("known at %q: fingerprint of the uncorrected files: %v", c.day, same)
		}
		for _, table := range s.Tables() {
			if table.Name == "standard" && len(table.Columns) != 28 {
				t.Errorf("the reference table has columns %v", table.Columns)
			}
		}
	}
}

func TestKnownAtRefusesABackwardSpan(t *testing.T) {
	dir := corrected(t)
	path := filepath.Join(dir, "standard.csv")
	data, _ := os.ReadFile(path)
	if err := os.WriteFile(path, []byte(strings.Replace(string(data), ",2026-07-01,\n", ",2026-07-01,2026-06-01\n", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "known_to 2026-06-01 is before known_from 2026-07-01") {
		t.Errorf("got %v", err)
	}
}
