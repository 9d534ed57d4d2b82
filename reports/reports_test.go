package reports

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"proceedings/queries"
	"proceedings/queries/stats"
	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

func input() Input {
	return Input{Answers: Restricted(reportstest.Results()), Period: reportstest.Period(),
		Facts: Facts{Label: reportstest.Label, Limit: limit, Jurisdiction: reportstest.Jurisdiction, Regimes: []Regime{
			{Label: "2020 Conduct Regulations", From: day(2020, time.February, 1), Breaks: true},
			{Label: "2024 amendments", From: day(2024, time.May, 7), Breaks: true},
			{Label: "2025 Vetting Regulations", From: day(2025, time.May, 14)},
			{Label: "2025 amendments", From: day(2025, time.May, 28), Breaks: true},
			{Label: "2027 amendments", From: day(2027, time.January, 1), Breaks: true},
		}, Sources: []Source{
			{Name: "Case system", File: "a.csv", ExtractDate: day(2026, time.March, 31), Read: 1000, Loaded: 930, Quarantined: 70},
			{Name: "Case system", File: "b.csv", ExtractDate: day(2026, time.June, 30), Current: true, Read: 1100, Loaded: 1096, Quarantined: 4},
		}}}
}

func limit(standardID string) (Limit, bool) {
	title, n, unit, confidence := reportstest.Limit(standardID)
	return Limit{Title: title, N: n, Unit: unit, Confidence: confidence}, n > 0
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func figure(t *testing.T, in Input, name string) Figure {
	t.Helper()
	f, ok, err := in.Figure(name)
	if err != nil || !ok {
		t.Fatalf("figure %s: %v, %v", name, ok, err)
	}
	return f
}

// Each finding is computed from the result beside it.
func TestFindings(t *testing.T) {
	in := input()
	for _, c := range []struct {
		name, headline string
		also           []string
	}{
		{"open_proceedings", "225 proceedings are open; 104 are waiting to start",
			[]string{"38 coronial, 68 criminal and 119 misconduct; 20 are under way and 21 on hold."}},
		{"open_age", "19% of open proceedings are more than 200 working days old (43 of 225)",
			[]string{"2 proceedings began outside the working-day calendar or without a date and have no age."}},
		{"limits_met", "Most misses: “Misconduct hearing within 100 working days”, 19% (10 of 52) late or overdue", nil},
		{"limits_by_quarter", "No limit’s rate differs clearly between 2025-26 Q4 and 2026-27 Q1", []string{
			"1 limit differs clearly between 2025-26 Q1 and 2026-27 Q1. Met more often: “Outcome report within 5 working days” (63% (27 of 43) then, 98% (45 of 46) now).",
			"A difference is clear where its own 95% interval leaves out nought and each quarter has ten or more due.",
			"Of accelerated hearings the first windows alone count here; the share held in the window counts one that began anew in its place."}},
		{"hearing_100wd", "62% of officers due a hearing in 2025-26 had it begin in time (36 of 58)", []string{
			"95% interval 49% to 73%; no clear difference from 2024-25, 64% (35 of 55); since, in 2026-27, 5 of 8.",
			"Of those due in 2025-26, 7 more had it begin within an extension given in time; 2 had no hearing yet and were overdue on 30 June 2026."}},
		{"stage_intervals", "The longest step, “Came to attention to report”, takes a median of 112.5 working days",
			[]string{"For that step half of 44 cases lie between 61 and 188 working days."}},
		{"slippage", "The most frequent reason for lost hearing days was “Officer ill”: 30% (38 of 126)",
			[]string{"The first two reasons together: 52% (65 of 126).",

				"Days of police staff and civil proceedings are counted here; the days used and lost by quarter leave them out."}},
		{"decision_to_finding", "Of decisions of the two years to 30 June 2026 the finding matched the level decided for 90 of 126 individuals (71%)",
			[]string{"95% interval 63% to 79%; 53 of 186 individuals have no finding on record yet; 7 ended without one."}},
		{"proven_by_regime", "The proven rate from 28 May 2025 does not differ clearly from the period before", []string{
			"Proven: 77% (75 of 97; 95% interval 68% to 85%); no clear difference from the period 7 May 2024 to 27 May 2025, 80% (70 of 88).",
			"Dismissed (or, of former officers, would have been), of gross misconduct found: 90% (46 of 51; 95% interval 79% to 96%); no clear difference from the period 7 May 2024 to 27 May 2025, 82% (37 of 45).",
			"A difference between periods is not proof of its cause: the mix of cases changed too."}},
		{"hearing_100wd_by_force", "Fenland (below the 99.8% limit) differs from the rest beyond chance", nil},
		{"findings", "Misconduct or gross misconduct was found for 69 of 87 individuals (79%)", []string{
			"43 gross misconduct, 26 misconduct, 18 neither; 5 discontinued or stayed; the finding of 2 is not recorded."}},
		{"recommendation_acceptance", "83% of recommendations answered were accepted (207 of 249)", nil},
		{"recommendation_due_dates", "89% of paragraph 28A due dates in the sources fall one day after the legal limit (142 of 160)", nil},
		{"end_to_end_time", "13% of subjects have no final outcome yet (318 of 2,370)", nil},
		{"extensions", "6% of limits that fell due in the 12 months to 30 June 2026 were extended at least once (48 of 747)", nil},
		{"extension_reasons", "The most frequent reason for extensions was “Witness availability”: 18% (10 of 55)", []string{"20% (11 of 55) were recorded as “Other”, which names no reason."}},
		{"hearing_days", "18% of listed days of the last eight quarters whose use was noted were lost (223 of 1,260)", nil},
		{"time_to_trial", "9% of defendants with a first appearance since 2021-22 are still to be tried (17 of 185)", nil},
		{"decision_agreement", "74% of individuals with a decision from 2023-24 Q2 to 2026-27 Q1 and a known finding were found at the level decided (328 of 446)", nil},
		{"inquests", "23 inquests reported since 2021-22 are open; 4 are suspended", []string{"The open work counts 38 coronial proceedings: also those without a report to the coroner on record, reported earlier, or concluded and not ended.",
			"Of inquests reported in 2025-26 that are 12 months old, 3 of 4 had no conclusion by that age."}},
		{"time_to_hearing", "Officers referred in 2025-26 waited a median of 114 working days for a hearing", []string{"95% interval 92 to 154; it overlaps the interval of 2024-25, whose median was 105.",
			"Of 12 referred in 2026-27, 0 have had a hearing and 11 still wait: too early for a median.",
			"Counting only the cases already heard would give 92 working days: it leaves out those who still wait and those whose proceedings ended another way."}},
		{"due_soon", "13 limits fall due in the next 30 days, and 21 more within 90",
			[]string{"Most frequent in the next 30 days: “Officer’s response within 15 working days” (6)."}},
		{"load_accounting", "5,576 rows were read, and 24 put into quarantine", []string{
			"Read = loaded + quarantined + skipped holds for every file; together 5,576 = 5,537 + 24 + 15.",
			"Files that later ones have taken the place of are counted here; where only files in use are counted the words say so."}},
	} {
		f := figure(t, in, c.name)
		if f.Headline != c.headline {
			t.Errorf("%s:\n got %s\nwant %s", c.name, f.Headline, c.headline)
		}
		if c.also != nil && fmt.Sprint(f.Also) != fmt.Sprint(c.also) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, f.Also, c.also)
		}
	}
}

// A control chart says how many points came since the last that stands out.
func TestControlChartsSayWhatCameSince(t *testing.T) {
	in := input()
	r := &queries.Result{Columns: []queries.Column{{Name: "month", Kind: queries.Date}, {Name: stats.UpperColumn, Kind: queries.Duration}, {Name: stats.SignalColumn, Kind: queries.Label}}}
	for m, signal := range []string{"", stats.AboveLimit, ""} {
		r.Rows = append(r.Rows, []queries.Value{day(2026, time.Month(4+m), 1), 5.0, signal})
	}
	if got, want := in.read(r).variation(), "special cause earlier, last in May 2026 (above the upper limit); none at the 1 point since"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// Every figure has a question and a finding, also that of a query without a design of its own.
func TestEveryFigureSaysWhatItIs(t *testing.T) {
	for name, r := range reportstest.Results() {
		f := figure(t, input(), name)
		if f.Question == "" || f.Headline == "" {
			t.Errorf("%s: no question or no finding", name)
		}
		if !f.Empty && (f.Measure == "" || f.Define == nil || len(r.Rows) == 0) {
			t.Errorf("%s: not said what it measures", name)
		}
		if words := fmt.Sprint(f.Question, f.Headline, f.Measure, f.Also); strings.ContainsAny(words, "{}|#") {
			t.Errorf("%s: a blank is not filled: %s", name, words)
		}
		if f.Chart != nil && strings.Contains(string(f.Chart.Options), "|#|") {
			t.Errorf("%s: a blank of the chart is not filled", name)
		}
	}
}

// words are all that a figure says, its chart among it.
func words(f Figure) string {
	s := fmt.Sprintln(f.Question, f.Headline, f.Measure, f.Also)
	if f.Chart != nil {
		s += fmt.Sprintln(f.Chart.Keys, string(f.Chart.Options))
	}
	return s
}

// Words and marks follow the standards in force; without a number they name
// none.
func TestWordsFollowTheStandards(t *testing.T) {
	in := input()
	set := func(n int, unit string, ok bool) {
		in.Facts.Limit = func(string) (Limit, bool) { return Limit{N: n, Unit: unit}, ok }
	}
	mark := `"xAxis":120`
	set(120, "working_day", true)
	for name, want := range map[string][]string{
		"hearing_100wd":            {"within 120 working days?", "Officers whose 120 working days", "Within 120 working days"},
		"hearing_100wd_by_force":   {"hearing whose 120 working days ended"},
		"time_to_hearing":          {mark, `"formatter":"120 working days"`},
		"recommendation_response":  {"whose 120 working days ended", "Within 120 working days"},
		"recommendation_due_dates": {"day 1 of 120 working days"},
		"debriefs_held":            {"whose 120 working days ended", "Held within 120 working days"},
		"contact_updates":          {"longer than 120 working days", "Updated within 120 working days in the 12 months to"},
		"inquests":                 {"longer than 120 working days", "that are 120 working days old"},
	} {
		got := words(figure(t, in, name))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s does not say %q: %s", name, w, got)
			}
		}
	}
	if a := in.Attention(func(string) string { return "" }); !strings.HasSuffix(a[2].Headline, "begin within 120 working days") {
		t.Errorf("the front page says %q", a[2].Headline)
	}
	set(120, "day", true)
	if got := words(figure(t, in, "time_to_hearing")); strings.Contains(got, mark) {
		t.Error("a limit in days is marked on an axis of working days")
	}
	set(0, "", false)
	if got := words(figure(t, in, "hearing_100wd")); !strings.Contains(got, "begin within the limit?") || !strings.Contains(got, "Officers whose limit from") {
		t.Errorf("without a number: %s", got)
	}
}

// limits makes rows of limits_met: due, met, met in an extension, open in one,
// overdue, not applicable.
func limits(in Input, counts ...[6]int64) rows {
	r := &queries.Result{}
	names := []string{"due_passed", "met", "met_extension", "open_in_extension", "open_overdue", "not_applicable", "explained"}
	r.Columns = []queries.Column{{Name: "title", Kind: queries.Label}}
	for _, n := range names {
		r.Columns = append(r.Columns, queries.Column{Name: n, Kind: queries.Count})
	}
	for i, c := range counts {
		row := []queries.Value{[]string{"Report", "Notice", "Meeting"}[i]}
		for _, n := range c {
			row = append(row, n)
		}
		r.Rows = append(r.Rows, append(row, int64(0)))
	}
	return in.read(r)
}

func TestLimitsSayNoMoreThanTheyShow(t *testing.T) {
	in := input()
	for _, c := range []struct {
		counts [][6]int64
		want   string
	}{
		{[][6]int64{{0, 0, 0, 0, 0, 4}}, "No limit fell due in the 12 months to 30 June 2026 []"},
		{[][6]int64{{5, 5, 0, 0, 0, 0}}, "Every limit that fell due was met []"},
		{[][6]int64{{5, 3, 2, 0, 0, 0}}, "Every limit that fell due was met, 2 of them within an extension []"},
		{[][6]int64{{5, 3, 1, 1, 0, 0}}, "No limit that fell due was missed; 1 is still open within an extension []"},
		{[][6]int64{{5, 3, 0, 0, 1, 0}}, "Most misses: “Report”, 2 of 5 late or overdue []"},
		{[][6]int64{{5, 3, 0, 0, 1, 0}, {4, 4, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 2}},
			"Most misses: “Report”, 2 of 5 late or overdue [1 of the 2 kinds of limit that fell due had no miss; 1 is still overdue.]"},
		{[][6]int64{{5, 3, 0, 0, 0, 0}, {4, 2, 0, 0, 0, 0}},
			"Most misses, 2 each late or overdue: “Report” and “Notice” [Each of the 2 kinds of limit that fell due was missed at least once; none is still overdue.]"},
	} {
		f := sayLimits(limits(in, c.counts...))
		if got := fmt.Sprint(f.headline, " ", f.also); got != c.want {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
	}
}

// What the headline says of the law is said of paragraph 28A alone.
func TestDueDatesAreOfParagraph28A(t *testing.T) {
	in := input()
	r := in.Answers.results["recommendation_due_dates"]
	r.Rows = slices.DeleteFunc(r.Rows, func(row []queries.Value) bool { return row[0] == "para_28A" })
	if f := figure(t, in, "recommendation_due_dates"); len(r.Rows) == 0 || f.Headline != "No paragraph 28A recommendation carries both a day made and a due date" {
		t.Error(f.Headline)
	}
}

// The five financial years begin on a day that the period decides.
func TestFiveYears(t *testing.T) {
	in := input()
	for to, want := range map[time.Time]string{
		day(2026, time.June, 30): "1 April 2022", day(2026, time.March, 31): "1 April 2021", day(2025, time.December, 31): "1 April 2021",
	} {
		in.Period.To = to
		if f := figure(t, in, "recommendation_acceptance"); !strings.HasPrefix(f.Measure, "Recommendations made since "+want+",") {
			t.Errorf("to %s: %s", to.Format(time.DateOnly), f.Measure)
		}
	}
}

// How sure a limit's number is stands with the figure, and on paper too.
func TestUnsureLimitsAreMarked(t *testing.T) {
	in := input()
	for name, want := range map[string]string{
		"hearing_100wd": "Misconduct hearing begun: the limit of 100 working days has been checked against the law only in part.", "debriefs_held": "Debrief held within 30 days (local standard): the limit of 30 days is still to be checked against the law.",
		"recommendation_response": "", "limits_by_quarter": "† The number of this limit has been checked against the law only in part.",
	} {
		f := figure(t, in, name)
		if want == "" && len(f.Found) == 0 {
			continue
		}
		if !slices.Contains(f.Notes, want) || !slices.Contains(f.Found, want) {
			t.Errorf("%s: %q and %q lack %q", name, f.Notes, f.Found, want)
		}
	}
	if designs()["overdue"].marked != "" {
		t.Error("marks are explained that no row carries: the rows of what is overdue say it in words")
	}
	for _, s := range figure(t, in, "limits_by_quarter").Grid.Sides {
		if strings.HasSuffix(s.Name, "\u00a0†") != (s.Code == "MIS-HRG-100") {
			t.Errorf("%s is headed %q", s.Code, s.Name)
		}
	}
}

// The most frequent of two that are level is not the first of them.
func TestTiesAreSaid(t *testing.T) {
	in := input()
	r := in.Answers.results["slippage"]
	for i, c := range r.Columns {
		if c.Name == "lost_days" {
			r.Rows[1][i] = r.Rows[0][i]
		}
	}
	if f := figure(t, in, "slippage"); !strings.HasPrefix(f.Headline, "The most frequent reasons for lost hearing days were “Officer ill” and ") || !strings.HasSuffix(f.Headline, " each") {
		t.Error(f.Headline)
	}
}

func TestShares(t *testing.T) {
	for n, want := range map[int64]string{0: "0 cases; none is", 1: "1 case; 1 is", 1200: "1,200 cases; 1,200 are"} {
		if got := page.Plural(n, "case", "cases") + "; " + counted(n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := (share{k: 1, n: 5}).of("actions due", "were done"); got != "1 of 5 actions due was done" {
		t.Error(got)
	}
	small, big, bigger := share{k: 5, n: 7}, share{k: 39, n: 50}, share{k: 495, n: 500}
	if got := small.against(big, "2024-25"); got != "too few to compare with 2024-25, 78% (39 of 50)" {
		t.Error(got)
	}
	if got := (share{k: 41, n: 52}).against(big, "2024-25"); got != "no clear difference from 2024-25, 78% (39 of 50)" {
		t.Error(got)
	}
	if got := bigger.against(big, "2024-25"); got != "higher than in 2024-25, 78% (39 of 50)" {
		t.Error(got)
	}
	if got := big.against(bigger, "2024-25"); got != "lower than in 2024-25, 99% (495 of 500)" {
		t.Error(got)
	}
	if got := small.of("hearings", "started"); got != "5 of 7 hearings started" {
		t.Error(got)
	}
}

// A young year that has a median on a handful of quick cases is not spoken of.
func TestUnsettledMedianIsNotSaid(t *testing.T) {
	in := input()
	r := in.Answers.results["time_to_hearing"]
	row := r.Rows[len(r.Rows)-1]
	for i, c := range r.Columns {
		switch c.Name {
		case "referred":
			row[i] = int64(20)
		case "heard":
			row[i] = int64(3)
		case "median_wd":
			row[i] = int64(51)
		case "median_low":
			row[i] = int64(43)
		}
	}
	f := figure(t, in, "time_to_hearing")
	if !strings.HasPrefix(f.Headline, "Officers referred in 2025-26 waited a median of ") {
		t.Error(f.Headline)
	}
	if !strings.Contains(strings.Join(f.Also, " "), "3 have had a hearing and 11 still wait: too early for a median.") {
		t.Error(f.Also)
	}
}

// The rate as extended leaves out what is still open inside an extension, so
// its fraction has another denominator than the rate beside it.
func TestSmallRatesAreFractions(t *testing.T) {
	in := input()
	cols := []queries.Column{
		{Name: "year", Kind: queries.Label}, {Name: "due_passed", Kind: queries.Count}, {Name: "met", Kind: queries.Count},
		{Name: "open_in_extension", Kind: queries.Count},
		{Name: "rate_original", Kind: queries.Rate, Of: "due_passed"}, {Name: "rate_original_low", Kind: queries.Rate, Of: "due_passed"},
		{Name: "rate_original_high", Kind: queries.Rate, Of: "due_passed"}, {Name: "rate_extended", Kind: queries.Rate, Of: "due_passed", Less: "open_in_extension"},
		{Name: "by_100", Kind: queries.Rate, Of: "due_passed"},
	}
	r := &queries.Result{Columns: cols, Rows: [][]queries.Value{{"2025-26", int64(7), int64(4), int64(2), 4.0 / 7, 0.25, 0.84, 0.8, 0.61}}}
	tab := in.table("x", in.read(r))
	var got []string
	for _, c := range tab.Rows[0] {
		got = append(got, c.Text)
		for _, s := range c.Subs {
			if s.Text != "" {
				t.Errorf("%s prints an interval on seven records", c.Col)
			}
		}
	}
	if want := "[2025-26 7 4 2 4 of 7 4 of 5 [u]]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// The page's table holds each value of the result, in full.
func TestTablesHoldEveryValue(t *testing.T) {
	in := input()
	for name, r := range in.Answers.results {
		if name == "time_to_hearing_curve" {
			continue // the second table of time_to_hearing
		}
		if slices.Contains(ChoiceQueries(), name) {
			continue // shows the rows of a choice
		}
		out, err := figure(t, in, name).HTML()
		if err != nil {
			t.Fatal(err)
		}
		rows := tableRows(t, string(out), name)
		if len(rows) != len(r.Rows) {
			t.Errorf("%s: %d rows on the page, %d in the result", name, len(rows), len(r.Rows))
			continue
		}
		for i, row := range r.Rows {
			for j, c := range r.Columns {
				got, ok := rows[i][c.Name]
				if want := page.Raw(row[j]); !ok || got != want {
					t.Errorf("%s row %d %s: %q on the page (%v), %q in the result", name, i, c.Name, got, ok, want)
				}
			}
		}
	}
}

func tableRows(t *testing.T, src, query string) []map[string]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "table" || attr(n, "data-query") != query {
			continue
		}
		rows = append(rows, reportstest.Cells(n)...)
	}
	return rows
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Without rows, and with rows of noughts, a figure is one sentence.
func TestEmptyFiguresAreOneSentence(t *testing.T) {
	in := input()
	in.Answers = Restricted(reportstest.Empty())
	for name, d := range designs() {
		f := figure(t, in, name)
		if !f.Empty || f.Chart != nil || f.Table.Rows != nil || !strings.HasPrefix(f.Headline, "No") || !strings.HasSuffix(f.Headline, ".") {
			t.Errorf("%s: %+v", name, f)
		}
		if d.empty == nil {
			t.Errorf("%s has no words of its own for having no records", name)
		}
	}
	in.Answers.results["findings"] = reportstest.Results()["findings"]
	for _, row := range in.Answers.results["findings"].Rows {
		for i := range row {
			if _, ok := row[i].(int64); ok {
				row[i] = int64(0)
			}
		}
	}
	if f := figure(t, in, "findings"); !f.Empty ||
		f.Headline != "No misconduct hearings, meetings or accelerated hearings that ended in the exports held, in the 12 months to 30 June 2026." {
		t.Errorf("%+v", f)
	}
}

var payloads = []string{
	`</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `__f__alert(1)__f__`,
	`<!--<script>`, `{{.}}`, `javascript:alert(1)`, `' onmouseover='alert(1)`, "\u2028alert(1)",
}

// No text of an export becomes markup, wherever it stands.
func TestHostileTextIsInert(t *testing.T) {
	clean := elements(t, input())
	for _, payload := range payloads {
		in := input()
		for _, r := range in.Answers.results {
			for _, row := range r.Rows {
				for i := range row {
					if _, ok := row[i].(string); ok && (r.Columns[i].Kind == queries.Label) && r.Columns[i].Name != "signal" && r.Columns[i].Name != "position" {
						row[i] = row[i].(string) + payload
					}
				}
			}
			r.Notes = []string{payload}
			r.Query.Title, r.Query.SQL = payload, payload
		}
		for tag, n := range elements(t, in) {
			if tag == "script" && n > clean["script"] || tag == "img" || strings.HasPrefix(tag, "on") {
				t.Errorf("%q makes %d of %s", payload, n, tag)
			}
		}
	}
}

// elements counts the tags and the handler attributes of all figures.
func elements(t *testing.T, in Input) map[string]int {
	t.Helper()
	out := map[string]int{}
	for name := range designs() {
		src, err := figure(t, in, name).HTML()
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(strings.NewReader(string(src)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			out[n.Data]++
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					out[a.Key]++
				}
			}
		}
	}
	return out
}

func TestCSV(t *testing.T) {
	r := &queries.Result{
		Columns: []queries.Column{{Name: "type", Kind: queries.Label, List: "proceeding_type"}, {Name: "day", Kind: queries.Date},
			{Name: "n", Kind: queries.Count}, {Name: "rate", Kind: queries.Rate}},
		Rows: [][]queries.Value{
			{"MH", time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC), int64(1000), 1.0 / 3},
			{"=cmd|' /C calc'!A0", nil, nil, nil},
			{"a,\"b\"\nc", nil, int64(-3), 0.5},
		},
	}
	got, err := csv.NewReader(bytes.NewReader(CSV(r, reportstest.Label))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"type", "type_label", "day", "n", "rate"},
		{"MH", "Misconduct hearing", "2026-05-05", "1000", "0.3333333333333333"},
		{"'=cmd|' /C calc'!A0", "", "", "", ""},
		{"a,\"b\"\nc", "", "", "-3", "0.5"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func boardPage(in Input) (page.Page, error) {
	c, err := Compose(in, boardReport())
	if err != nil {
		return page.Page{}, err
	}
	return c.Page([]page.Link{boardReport().Link()})
}

// The report to the board keeps its rules.
func TestBoardReport(t *testing.T) {
	in := input()
	p, err := boardPage(in)
	if err != nil {
		t.Fatal(err)
	}
	out := string(p.HTML)
	if n := strings.Count(out, "data-chart="); n == 0 || n > 6 {
		t.Errorf("%d charts", n)
	}
	for _, part := range []string{"In brief", "How sure are we?", "What changed in law?", "7 May 2024", "28 May 2025", "18 limits have no recorded start",
		"1,100 rows were read from 1 export file in use; 4 are in quarantine and in no figure.", "All extracts in use are dated "} {
		if !strings.Contains(out, part) {
			t.Errorf("the report lacks %q", part)
		}
	}
	brief := out[strings.Index(out, "In brief"):strings.Index(out, "1. Is the work in control?")]
	if n := strings.Count(brief, "<li>"); n < 5 || n > 7 {
		t.Errorf("%d lines in brief", n)
	}
	for _, fact := range []string{"(33 of 52)", "Fenland", "8 are open and overdue"} {
		if !strings.Contains(brief, fact) {
			t.Errorf("the brief lacks %q", fact)
		}
	}
	again, err := boardPage(input())
	if err != nil || !bytes.Equal(again.HTML, p.HTML) {
		t.Errorf("the same input gives other bytes (%v)", err)
	}
	if regexp.MustCompile(`(?i)\b(rag|league)\b`).MatchString(out) {
		t.Error("the report ranks or rates by colour")
	}
}

func TestAttention(t *testing.T) {
	var got []string
	for _, a := range input().Attention(func(q string) string { return "x.html#" + q }) {
		got = append(got, a.Big+" "+a.Headline)
	}
	want := []string{
		"8 limits are overdue", "13 limits fall due in the next 30 days",
		"63% of officers due a misconduct hearing had it begin within 100 working days",
		"1 force has fewer hearings begun on time than chance explains",
		"24 more proceedings opened than closed in April 2026: not routine",
		"43 open proceedings are more than 200 working days old",
		"31 recommendations have no response on record", "6 restrictions are in force or to come", "4 rows wait in quarantine", "18 limits cannot be timed",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	in := input()
	in.Answers = Restricted(reportstest.Empty())
	a := in.Attention(func(string) string { return "" })
	if len(a) != 1 || a[0].Big+" "+a[0].Headline+". "+a[0].Detail != "4 rows wait in quarantine. "+
		"Of 1,100 read from the exports in use. They are in no figure until they are put right." {
		t.Errorf("the rows of a replaced file are not those that wait: %v", a)
	}
	in.Facts.Sources = nil
	if a := in.Attention(func(string) string { return "" }); len(a) != 0 {
		t.Errorf("nothing held, yet %v", a)
	}
}

// Measures beside other quarters: shares are judged by the interval of their difference, counts are not, and what is
// withheld or too few is not compared.
func TestBesideOtherQuarters(t *testing.T) {
	rate := func(k, n int64) quarterly { return quarterly{share: share{k: k, n: n}, held: true} }
	share, count := versus{n: "n"}, versus{}
	for _, c := range []struct {
		now, then quarterly
		of        versus
		words     string
		judged    bool
	}{
		{rate(70, 87), rate(40, 87), share, "higher", true},
		{rate(40, 87), rate(70, 87), share, "lower", true},
		{rate(409, 518), rate(207, 266), share, "no clear difference", true}, // 79.0 % and 77.8 %
		{rate(9, 9), rate(0, 90), share, "too few to compare", false},
		{rate(0, 90), quarterly{}, share, "nothing to compare with", false},
		{quarterly{held: true, withheld: true}, rate(70, 87), share, "not compared: [c]", false},
		{rate(88, 0), rate(86, 0), count, "2 more", false},
		{rate(80, 0), rate(108, 0), count, "28 fewer", false},
		{rate(80, 0), rate(80, 0), count, "as many", false},
	} {
		if words, _, judged := c.now.beside(c.then, c.of); words != c.words || judged != c.judged {
			t.Errorf("%+v beside %+v: %q, %v; want %q, %v", c.now, c.then, words, judged, c.words, c.judged)
		}
	}
	if it, ok := (Input{Period: input().Period, Answers: Restricted(nil)}).beside([]versus{hearingThen, openedThen}); ok {
		t.Errorf("without records: %+v", it)
	}
}
