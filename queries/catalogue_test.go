package queries

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
)

func TestCatalogueIsWhole(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.List()); n == 0 {
		t.Errorf("%d queries", n)
	}
	if again, err := Load(); err != nil || again.Fingerprint() != c.Fingerprint() || len(c.Fingerprint()) != 64 {
		t.Errorf("fingerprint %q is not stable: %v", c.Fingerprint(), err)
	}
}

// Every query must run on an empty warehouse and return the columns that it
// declares; a missing table or a division by zero shows here.
func TestEveryQueryRunsOnNothing(t *testing.T) {
	s := textSession(t, sharedCatalogue(t), txtar.Parse([]byte("as_of: 2026-03-31\n-- load.file --\nfile_no  source  kind  speaks  title  name  sha256  extract_date  rows_read  rows_accepted  rows_unchanged  rows_quarantined  rows_skipped\n1  x  -  -  -  -  -  -  -  -  -  -  -\n"+
		"-- load.problem --\nsource  file  sheet  row  put_right_by  extract_date  field  rule  severity\nx  -  -  -  -  -  -  -  -\n-- load.first_problem --\nsource  rule  first_seen\nx  -  -\n"+
		"-- load.feed --\nsource  file_no  record\nx  -  -\n-- load.scope --\nfile_no  scope  rows\n1  -  -\n")))
	for _, q := range s.catalogue.List() {
		if _, err := s.Run(context.Background(), q.Name); err != nil {
			t.Error(err)
		}
	}
}

func TestListsExist(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	shared.once.Do(openShared)
	lists := map[string]bool{}
	for _, table := range shared.words.Tables() {
		switch table.Name {
		case "code":
			for _, row := range table.Rows {
				lists[row[0]] = true
			}
		default:
			lists[table.Name] = true
		}
	}
	for _, q := range c.List() {
		for _, col := range q.Columns {
			if col.List != "" && !lists[col.List] {
				t.Errorf("%s: column %s: no vocabulary list %s", q.Path, col.Name, col.List)
			}
		}
	}
}

const goodHeader = `-- title: T
-- question: Q
-- audience: [psu]
-- measures: [M01]
-- population: p
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: g
-- source: s
-- caveats: []
-- parameters: [to]
-- columns:
--   - {name: a, title: A, kind: label, role: dimension}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT $to::DATE::VARCHAR AS a
`

func TestHeadersAreChecked(t *testing.T) {
	if _, err := load(fstest.MapFS{"quality/a.sql": {Data: []byte(goodHeader)}}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ old, new, want string }{
		{"-- title: T", "-- titel: T", "titel"},
		{"-- title: T", "-- title: ''", "title is empty"},
		{"[psu]", "[police]", `audience "police"`},
		{"[to]", "[as_of]", `parameters are ["as_of"], the statement uses ["to"]`},
		{"kind: label", "kind: text", `kind "text"`},
		{"kind: label", "kind: count", "column a has no unit"},
		{"role: dimension", "role: x", `role "x"`},
		{"role: dimension", "role: dimension, of: b", "of b, which is no column"},
		{"sensitivity: aggregate", "sensitivity: secret", "secret"},
		{"-- columns:", "-- then:\n--   - wilsen: {k: a}\n-- columns:", "no such step: wilsen"},
		{"-- columns:", "-- then:\n--   - wilson: {k: a}\n-- columns:", "argument n is missing"},
		{"$to::DATE", "$today::DATE", "$today"},
	} {
		text := strings.Replace(goodHeader, tt.old, tt.new, 1)
		_, err := load(fstest.MapFS{"quality/a.sql": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(tt.want, "$")) || !strings.HasPrefix(err.Error(), "quality/a.sql:") {
			t.Errorf("%s: got %v", tt.new, err)
		}
	}
	twice := fstest.MapFS{"quality/a.sql": {Data: []byte(goodHeader)}, "learning/a.sql": {Data: []byte(goodHeader)}}
	if _, err := load(twice); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("one name for two queries: %v", err)
	}
}

func TestPeriods(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for label, want := range map[string][2]string{
		"2025-26Q1": {"2025-04-01", "2025-06-30"},
		"2025-26Q4": {"2026-01-01", "2026-03-31"},
		"1999-00Q3": {"1999-10-01", "1999-12-31"},
	} {
		from, to, err := ParseQuarter(label)
		if err != nil || !from.Equal(day(want[0])) || !to.Equal(day(want[1])) {
			t.Errorf("%s: %v to %v, %v", label, from, to, err)
		}
		if QuarterOf(from) != label || QuarterOf(to) != label {
			t.Errorf("%s: %s, %s", label, QuarterOf(from), QuarterOf(to))
		}
	}
	for _, bad := range []string{"2025Q1", "2025-27Q1", "2025-26Q5", "2025-26q1", ""} {
		if _, _, err := ParseQuarter(bad); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
	for today, want := range map[string]string{"2026-04-01": "2026-03-31", "2026-03-31": "2025-12-31", "2026-11-21": "2026-09-30", "2026-01-01": "2025-12-31"} {
		p := LastCompleteQuarter(day(today))
		if !p.To.Equal(day(want)) || !p.AsOf.Equal(p.To) || QuarterOf(p.From) != QuarterOf(p.To) || p.check() != nil {
			t.Errorf("%s: %+v", today, p)
		}
	}
	p := LastCompleteQuarter(day("2026-04-01"))
	p.To = p.To.AddDate(0, 0, 1)
	if p.check() == nil {
		t.Error("a period that ends after as-of passed")
	}
}
