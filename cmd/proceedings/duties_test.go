package main

import (
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"proceedings/queries"
)

// TestEveryDutyOpensSomething reads what the sample's release says to each query that a duty names: each must have a row,
// and one that counts must count something.
func TestEveryDutyOpensSomething(t *testing.T) {
	duties, err := queries.Duties()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	release := released(t, filepath.Join(demoDir(t), "release"))
	for _, d := range duties {
		for _, name := range d.Opens {
			q, err := catalogue.Get(name)
			if err != nil {
				t.Errorf("duty %s: %v", d.ID(), err)
				continue
			}
			if why := emptiness(q.Columns, dataOf(t, release, name)); why != "" {
				t.Errorf("duty %s: %s %s", d.ID(), name, why)
			}
		}
	}
}

// emptiness says how a result shows nothing; it is empty for one that shows something.
func emptiness(columns []queries.Column, rows []map[string]string) string {
	if len(rows) == 0 {
		return "has no row"
	}
	counts := false
	for _, c := range columns {
		if c.Kind != "count" {
			continue
		}
		counts = true
		for _, row := range rows {
			if n := row[c.Name]; n != "" && n != "0" {
				return ""
			}
		}
	}
	if counts {
		return "counts nothing in any row"
	}
	return ""
}

func TestEmptiness(t *testing.T) {
	label, count := queries.Column{Name: "a", Kind: "label"}, queries.Column{Name: "n", Kind: "count"}
	for _, c := range []struct {
		columns []queries.Column
		rows    []map[string]string
		want    string
	}{
		{[]queries.Column{label}, nil, "has no row"},
		{[]queries.Column{label, count}, []map[string]string{{"a": "x", "n": "0"}, {"a": "y", "n": ""}}, "counts nothing in any row"},
		{[]queries.Column{label, count}, []map[string]string{{"a": "x", "n": "0"}, {"a": "y", "n": "1"}}, ""},
		{[]queries.Column{label}, []map[string]string{{"a": "x"}}, ""},
	} {
		if got := emptiness(c.columns, c.rows); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.columns, c.rows, got, c.want)
		}
	}
}

// TestQueryList: every question stands in the list once, on a line that a terminal shows whole.
func TestQueryList(t *testing.T) {
	catalogue, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	list := must(t, "query", "list")
	for _, view := range []string{list, must(t, "query", "list", "--duty")} {
		for line := range strings.Lines(view) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 120 {
				t.Errorf("%d characters: %s", n, line)
			}
		}
	}
	rows, err := csv.NewReader(strings.NewReader(must(t, "query", "list", "--format", "csv"))).ReadAll()
	if err != nil || len(rows) != len(catalogue.List())+1 {
		t.Fatalf("%d rows as csv: %v", len(rows), err)
	}
	for _, q := range catalogue.List() {
		if !strings.Contains(list, "\n"+q.Name+" ") {
			t.Errorf("no line for %s", q.Name)
		}
	}
}

func TestQueryListNarrowed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args      []string
		has, lack string
	}{
		{[]string{"--audience", "quality"}, "recording_lag", "oldest_open"},
		{[]string{"--topic", "learning"}, "debriefs_held", "findings"},
		{[]string{"--measure", "m05"}, "hearing_100wd", "findings"},
		{[]string{"--duty"}, "mhu-13", "no such"},
		{[]string{"--duty", "psu-7"}, "pirh", "mhu-"},
		{[]string{"--duty=mhu"}, "mhu-1 ", "psu-1 "},
		{[]string{"--duty", "psu-23"}, "No export holds who is trained", "psu-22"},
		{[]string{"--duty", "--audience", "board"}, "briefing", "reviews_overdue"},
		{[]string{"--duty", "--format", "csv"}, "mhu-1,mhu_case_manager,", "oldest_open  "},
		{[]string{"--measure", "M17", "--format", "json"}, `"mhu-13"`, `"findings"`},
	} {
		out := must(t, append([]string{"query", "list"}, c.args...)...)
		if !strings.Contains(out, c.has) || strings.Contains(out, c.lack) {
			t.Errorf("query list %s has no %q, or %q:\n%s", strings.Join(c.args, " "), c.has, c.lack, out)
		}
	}
	for _, args := range [][]string{{"--audience", "press"}, {"--topic", "money"}, {"--measure", "M99"}, {"--duty", "psu-24"}, {"--format", "xml"}, {"stray"}} {
		if code, out, errs := call(t, append([]string{"query", "list"}, args...)...); code != 2 || out != "" || !strings.Contains(errs, args[len(args)-1]) {
			t.Errorf("query list %s: exit code %d\n%s%s", strings.Join(args, " "), code, out, errs)
		}
	}
}

func TestQueryShow(t *testing.T) {
	show := must(t, "query", "show", "warnings_expiring")
	for _, want := range []string{"Which written warnings run out", "clock        MIS-WARN-WW", "source       SI 2020/4 reg 42", "caveat", "serves       mhu-13", "column       expires: Last day; date", "SELECT"} {
		if !strings.Contains(show, want) {
			t.Errorf("no %q in\n%s", want, show)
		}
	}
}
