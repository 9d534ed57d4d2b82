package reports

import (
	"strings"
	"testing"
)

// A figure of a choice says the counts of that choice, under its name.
func TestExploredFigures(t *testing.T) {
	in := input()
	e := in.Explore()
	for _, tt := range []struct {
		query          string
		choice         Choice
		headline, also string
	}{
		{"explore_flow", Whole(), "37 opened and 34 closed since 2025-26 Q3", "31 were open at the end of 2026-27 Q1."},
		{"explore_flow", Choice{"Greyhaven Police", "MH", "2025-26"}, "Greyhaven Police, misconduct hearing, 2025-26: 22 opened and 23 closed", "27 were open at the end of 2025-26 Q4."},
		{"explore_flow", Choice{All, All, "2027-28"}, "2027-28: no quarter is over yet", ""},
		{"explore_flow", Choice{"Nowhere", All, All}, "Nowhere: no proceedings in the exports held.", ""},
		{"explore_time", Whole(), "A median of 186 days from start to end", "95% interval 173 to 197 days. 85 started; 17 are still open. 1 ended before it started and is in no time."},
		{"explore_time", Choice{All, "misconduct", "2025-26"}, "Misconduct, 2025-26: a median of 190 days from start to end", "95% interval 171 or more days. 44 started; 14 are still open. 1 ended before it started and is in no time."},
		{"explore_limits", Choice{All, All, "2025-26"}, "2025-26: missed most often: “Misconduct hearing begun”, 25% (5 of 20) late or overdue", ""},
		{"explore_limits", Choice{All, "MH", "2025-26"}, "Misconduct, 2025-26: missed most often: “Misconduct hearing begun”, 25% (5 of 20) late or overdue", ""},
		{"explore_limits", Choice{All, "INQ", All}, "Coronial: too few due of any limit to compare; late or overdue in all: 0 of 4", "never missed"},
		{"explore_limits", Choice{All, "criminal", All}, "Criminal: no limits that fell due in the exports held.", ""},
		{"explore_findings", Whole(), "69% of known findings were proven (41 of 59)", "95% interval 57% to 80%."},
		{"explore_findings", Choice{"Greyhaven Police", "MH", "2025-26"}, "Greyhaven Police, misconduct hearing, 2025-26: 63% of known findings were proven (15 of 24)", "All forces together: 63% (15 of 24)."},
		{"explore_findings", Choice{"Greyhaven Police", "CRM-CC", "2025-26"}, "Crown Court: findings are counted of misconduct hearings, meetings and accelerated hearings alone.", ""},
	} {
		f, ok, err := e.Figure(tt.query, tt.choice)
		if err != nil || !ok {
			t.Fatalf("%s %v: %v %v", tt.query, tt.choice, ok, err)
		}
		if also := strings.Join(f.Also, " "); !strings.Contains(f.Headline, tt.headline) || !strings.Contains(also, tt.also) {
			t.Errorf("%s %v:\n%s | %s, want\n%s | %s", tt.query, tt.choice, f.Headline, also, tt.headline, tt.also)
		}
		said, _, err := e.Said(tt.query, tt.choice)
		if err != nil || said.Headline != f.Headline || said.Chart != nil || said.Table.Rows != nil {
			t.Errorf("%s %v: in words alone %q, chart %v (%v)", tt.query, tt.choice, said.Headline, said.Chart, err)
		}
		for _, h := range f.Table.Heads {
			if h.Title == "Force" || h.Title == "Proceedings" {
				t.Errorf("%s: the table has a column %s, the same in every row", tt.query, h.Title)
			}
		}
	}
}

// What can be chosen comes from every result: a force may have limits and no proceedings.
func TestFilters(t *testing.T) {
	in := input()
	limits := in.Answers.results["explore_limits"]
	for _, force := range []string{"Ash", notRecorded} {
		row := append([]any{}, limits.Rows[0]...)
		row[0], row[3] = force, "2021-22"
		limits.Rows = append(limits.Rows, row)
	}
	var got []string
	f := in.Filters()
	for _, o := range append(append(f.Forces, f.Proceedings...), f.Years...) {
		got = append(got, o.Label)
	}
	if want := "All forces|Ash|Greyhaven Police|Force not recorded|All proceedings|Misconduct|Misconduct hearing|All six years|2021-22|2024-25|2025-26"; strings.Join(got, "|") != want {
		t.Errorf("%s, want\n%s", strings.Join(got, "|"), want)
	}
	if f, ok, err := in.Explore().Figure("explore_flow", Choice{"Ash", All, All}); err != nil || !ok || !f.Empty {
		t.Errorf("%+v %v %v", f, ok, err)
	}
}

// A median on nine is given nowhere, and on ten everywhere: in the sentence, the table and the chart.
func TestFewForAMedian(t *testing.T) {
	in := input()
	r := in.Answers.results["explore_time"]
	row := func(force, year string, subjects, reversed int64) {
		r.Rows = append(r.Rows, []any{force, All, year, subjects, subjects, int64(0), reversed, 77.0, 71.0, 79.0, "complete"})
	}
	row("Ash", All, 11, 1)
	row("Ash", "2023-24", 11, 1)
	row("Ash", "2024-25", 10, 1) // nine are timed
	row("Ash", "2025-26", 10, 0)
	row("Elm", All, 18, 0)
	row("Elm", "2024-25", 9, 0)
	row("Elm", "2025-26", 10, 0)
	for _, tt := range []struct {
		choice Choice
		says   string
		table  string // of the years
		drawn  int    // medians
	}{
		{Choice{"Ash", All, All}, "a median of 77 days", "77 [u] 77", 2},
		{Choice{"Ash", All, "2024-25"}, "9 proceedings are too few for a median", "77 [u] 77", 2},
		{Choice{"Elm", All, All}, "a median of 77 days", "[u] 77", 0}, // one point is no line
	} {
		f, _, err := in.Explore().Figure("explore_time", tt.choice)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(f.Headline, tt.says) {
			t.Errorf("%v says %q, want %q", tt.choice, f.Headline, tt.says)
		}
		var medians []string
		for _, cells := range f.Table.Rows {
			for _, c := range cells {
				if c.Col != "median_days" {
					continue
				}
				medians = append(medians, c.Text)
				if bounds := c.Subs[0].Text + c.Subs[1].Text; (c.Text == "[u]") != (bounds == "") {
					t.Errorf("%v: %s with the bounds %q", tt.choice, c.Text, bounds)
				}
			}
		}
		if got := strings.Join(medians, " "); got != tt.table {
			t.Errorf("%v: the table has %s, want %s", tt.choice, got, tt.table)
		}
		drawn := 0
		if f.Chart != nil {
			drawn = strings.Count(string(f.Chart.Options), "Median days: 77")
		}
		if drawn != tt.drawn {
			t.Errorf("%v: %d medians are drawn, want %d", tt.choice, drawn, tt.drawn)
		}
	}
}
