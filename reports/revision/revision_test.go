package revision

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"proceedings/queries"
	"proceedings/reports"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	march = Position{day("2026-03-31"), day("2026-01-01"), day("2026-03-31")}
	june  = Position{day("2026-06-30"), day("2026-04-01"), day("2026-06-30")}
)

// side is a release of one figure: its CSV with spaces in place of commas.
func side(p Position, query, csv string) Side {
	return Side{Name: p.AsOf.Format(time.DateOnly), Position: p, Figures: []string{query}, Defined: func(*queries.Query) bool { return true },
		Data: func(string) (Table, error) { return table(csv) }}
}

func table(csv string) (Table, error) { return Read([]byte(strings.ReplaceAll(csv, " ", ","))) }

func compared(t *testing.T, query string, earlier, later Side) *Comparison {
	t.Helper()
	catalogue, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Compare(catalogue, earlier, later)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lines are the revisions in short: row, column, before>after.
func lines(c *Comparison) string {
	var out []string
	for _, r := range c.Revisions {
		s := strings.Join(r.Row, "/") + " " + r.Column.Name + " " + r.Before + ">" + r.After
		if r.New {
			s += " new"
		}
		if r.Gone {
			s += " gone"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// Without the warehouse it is said that rows that came and went are counted too.
func TestRowsOfOneSideAreSaid(t *testing.T) {
	c := compared(t, "intake", side(march, "intake", "month cases\n2026-02-01 3"), side(june, "intake", "month cases\n2026-02-01 3\n2026-03-01 4"))
	said := func() bool {
		_, text := c.summary(reports.Input{})
		return strings.Contains(text, "1 stands in a row that one of the two lacks. Of these,")
	}
	if !said() {
		t.Error("not said where nobody looked for reasons")
	}
	if c.Explained = true; said() {
		t.Error("said where reasons were looked for")
	}
}

// What is compared, and what is not.
func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		query         string
		from, to      Position
		before, after string
		want          string
		cells         int
		left          string
	}{
		"nothing changed":                  {"intake", march, june, "month cases\n2026-02-01 3", "month cases\n2026-02-01 3", "", 1, ""},
		"a month that was over on both":    {"intake", march, june, "month cases\n2026-03-01 3", "month cases\n2026-03-01 4", "2026-03-01 cases 3>4", 1, ""},
		"a month after the first position": {"intake", march, june, "month cases\n2026-04-01 3", "month cases\n2026-04-01 4", "", 0, ""},
		"a month that the first cut":       {"intake", Position{day("2026-03-30"), day("2025-10-01"), day("2025-12-31")}, june, "month cases\n2026-03-01 3", "month cases\n2026-03-01 4", "", 0, ""},
		"a row that is new":                {"intake", march, june, "month cases\n2026-02-01 3", "month cases\n2026-02-01 3\n2026-03-01 4", "2026-03-01 cases >4 new", 2, ""},
		"a row that is gone":               {"intake", march, june, "month cases\n2026-02-01 3\n2026-03-01 4", "month cases\n2026-02-01 3", "2026-03-01 cases 4> gone", 2, ""},
		"a column of now alone":            {"intake", march, june, "month\n2026-02-01", "month cases\n2026-02-01 3", "", 0, ""},
		"of the position":                  {"open_age", march, june, "jurisdiction total\nmisconduct 3", "jurisdiction total\nmisconduct 4", "", 0, OfThePosition},
		"of the position, the same day":    {"open_age", june, june, "jurisdiction total\nmisconduct 3", "jurisdiction total\nmisconduct 4", "misconduct total 3>4", 1, ""},
		"of loads":                         {"sources", march, june, "source title files\na a 1", "source title files\na a 2", "", 0, OfLoads},
		"rows that cannot be told apart":   {"intake", march, june, "month cases\n2026-02-01 3\n2026-02-01 4", "month cases\n2026-02-01 3", "", 0, "its rows cannot be told apart"},
		"limits of a chart move":           {"net_flow", march, june, "month opened mean\n2026-02-01 3 1.5", "month opened mean\n2026-02-01 3 1.6", "", 1, ""},
		"limits of a chart, the same day":  {"net_flow", june, june, "month opened mean\n2026-02-01 3 1.5", "month opened mean\n2026-02-01 3 1.6", "2026-02-01 mean 1.5>1.6", 2, ""},
		"a mark is no part of the key":     {"inquests", march, june, "year maturity concluded\n2024-25 provisional 3", "year maturity concluded\n2024-25 complete 3", "2024-25 maturity provisional>complete", 2, ""},
		"withheld since":                   {"intake", march, june, "month cases\n2026-02-01 3", "month cases\n2026-02-01 [c]", "2026-02-01 cases 3>[c]", 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := compared(t, c.query, side(c.from, c.query, c.before), side(c.to, c.query, c.after))
			left := ""
			if len(got.Left) > 0 {
				left = got.Left[0].Why
			}
			if lines(got) != c.want || got.Compared != c.cells || left != c.left {
				t.Errorf("%q, %d cells, left %q\nwant %q, %d cells, left %q", lines(got), got.Compared, left, c.want, c.cells, c.left)
			}
		})
	}
}

// Each step at which a figure may change gives its reason, and a row that comes or goes with time is no revision.
func TestExplain(t *testing.T) {
	const head = "month cases\n"
	none := head
	fig := func(n string) string { return head + "2026-02-01 " + n }
	for name, c := range map[string]struct {
		before, redone, restated, after string // empty: the step is not worked out
		undefined, limits, erased       bool
		changed                         []Reason
		want                            string // codes, or "moved"
	}{
		"the records changed":                    {before: fig("3"), restated: fig("4"), after: fig("4"), changed: []Reason{{Late, "x"}, {Corrected, "y"}}, want: "late corrected"},
		"the records changed and none is found":  {before: fig("3"), restated: fig("4"), after: fig("4"), want: Unexplained},
		"time passed":                            {before: fig("3"), restated: fig("3"), after: fig("5"), want: Matured},
		"both":                                   {before: fig("3"), restated: fig("4"), after: fig("5"), changed: []Reason{{Late, "x"}}, want: "late matured"},
		"both, one against the other, is listed": {before: fig("3"), redone: fig("3"), restated: fig("4"), after: fig("5"), changed: []Reason{{Withdrawn, "x"}}, want: "withdrawn matured"},
		"defined otherwise":                      {before: fig("3"), redone: fig("5"), restated: fig("5"), after: fig("5"), undefined: true, want: Definition},
		"other limits":                           {before: fig("3"), redone: fig("5"), restated: fig("5"), after: fig("5"), limits: true, want: Limit},
		"erased":                                 {before: fig("3"), redone: fig("2"), restated: fig("2"), after: fig("2"), erased: true, want: Erased},
		"defined otherwise, yet not the reason":  {before: fig("3"), redone: fig("3"), restated: fig("3"), after: fig("5"), undefined: true, want: Matured},
		"the same day":                           {before: fig("3"), after: fig("4"), changed: []Reason{{Corrected, "x"}}, want: Corrected},
		"withheld now":                           {before: fig("30"), restated: fig("30"), after: fig("[c]"), want: "suppression matured"},
		"a row that came with time":              {before: none, restated: none, after: fig("4"), want: "moved"},
		"a row that came with records":           {before: none, restated: fig("4"), after: fig("4"), changed: []Reason{{Late, "x"}}, want: "late"},
		"a row that left with time":              {before: fig("4"), restated: fig("4"), after: none, want: "moved"},
		"a row that left with records":           {before: fig("4"), restated: none, after: none, changed: []Reason{{Withdrawn, "x"}}, want: "withdrawn"},
	} {
		t.Run(name, func(t *testing.T) {
			to := june
			if name == "the same day" {
				to = march
			}
			earlier := side(march, "intake", c.before)
			earlier.Defined = func(*queries.Query) bool { return !c.undefined }
			got := compared(t, "intake", earlier, side(to, "intake", c.after))
			asked := func(csv string) func(string) (Table, error) {
				if csv == "" {
					return nil
				}
				return func(string) (Table, error) { return table(csv) }
			}
			err := got.Explain(Between{Redone: asked(c.redone), Restated: asked(c.restated), Limits: c.limits, Erased: c.erased,
				Changed: func(_ *queries.Query, key, row []string) ([]Reason, error) {
					if !slices.Equal(key, []string{"month"}) || !slices.Equal(row, []string{"2026-02-01"}) {
						t.Errorf("asked of %v %v", key, row)
					}
					return c.changed, nil
				}})
			if err != nil {
				t.Fatal(err)
			}
			codes := "moved"
			if len(got.Revisions) > 0 {
				codes = strings.Join(got.Revisions[0].codes(), " ")
			}
			if codes != c.want || (c.want == "moved") != (got.Moved == 1) || (c.want == Unexplained) != (len(got.Unexplained()) == 1) {
				t.Errorf("reasons %q, %d rows moved, want %q", codes, got.Moved, c.want)
			}
		})
	}
}

func TestSpan(t *testing.T) {
	for text, want := range map[string]string{
		"2025-26Q4": "2026-01-01 2026-03-31", "2025-26": "2025-04-01 2026-03-31", "2020": "2020-01-01 2020-12-31", "2024-02-01": "2024-02-01 2024-02-29",
		"all": "", "2024-02-02": "", "": "", "1 Feb 2020 to 6 May 2024": "",
	} {
		from, to, ok := queries.Span(text)
		got := ""
		if ok {
			got = from.Format(time.DateOnly) + " " + to.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// The page and the data of a comparison of three figures.
func TestPage(t *testing.T) {
	catalogue, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	data := map[string][2]string{
		"intake":   {"month cases\n2026-01-01 120\n2026-02-01 3", "month cases\n2026-01-01 131\n2026-02-01 2"},
		"open_age": {"jurisdiction total\nmisconduct 3", "jurisdiction total\nmisconduct 4"},
		"inquests": {"year maturity concluded\n2024-25 provisional 30", "year maturity concluded\n2024-25 complete 30"},
	}
	of := func(i int, p Position) Side {
		return Side{Name: "2026-03-31-restricted-0123456789ab", Position: p, Figures: []string{"intake", "open_age", "inquests"}, Defined: func(*queries.Query) bool { return true },
			Data: func(q string) (Table, error) { return table(data[q][i]) }}
	}
	c, err := Compare(catalogue, of(0, march), of(1, june))
	if err != nil {
		t.Fatal(err)
	}
	err = c.Explain(Between{Restated: func(q string) (Table, error) { return table(data[q][1]) }, Changed: func(*queries.Query, []string, []string) ([]Reason, error) {
		return Reasons([]queries.RecordChange{{Record: "case", Kind: queries.ChangeLate, N: 12}, {Record: "proc_subject", Kind: queries.ChangeLate, N: 1}, {Record: "case", Kind: queries.ChangeCorrected, N: 2}}, true), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	in := reports.Input{Period: queries.Period{AsOf: june.AsOf, From: june.From, To: june.To}, Answers: reports.Restricted(nil)}
	p, err := Page(in, c, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	html := string(p.HTML)
	body := html[strings.Index(html, `<section class="block"`):strings.LastIndex(html, "</section>")]
	golden(t, "testdata/page.html", body)
	golden(t, "testdata/revisions.csv", string(c.CSV(in)))
	none, err := Page(in, nil, "There is no earlier release.", nil)
	if err != nil || !strings.Contains(string(none.HTML), "There is no earlier release.") || strings.Contains(string(none.HTML), DataPath) {
		t.Errorf("without an earlier release: %v", err)
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != got {
		t.Errorf("%s: %v\n%s", file, err, got)
	}
}

// Frozen figures are given the reasons that they may have, of the figure as a whole.
func TestExplainFrozen(t *testing.T) {
	c := compared(t, "intake", side(march, "intake", "month cases\n2026-01-01 31\n2026-02-01 30"), side(june, "intake", "month cases\n2026-01-01 33\n2026-02-01 [c]"))
	err := c.Explain(Between{Frozen: true, Limits: true, Changed: func(_ *queries.Query, key, row []string) ([]Reason, error) {
		if key != nil || row != nil {
			t.Errorf("asked of row %v", row)
		}
		return Reasons([]queries.RecordChange{{Record: "case", Kind: queries.ChangeLate, N: 1}}, false), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"limit late matured", "suppression limit late matured"} {
		if got := strings.Join(c.Revisions[i].codes(), " "); got != want {
			t.Errorf("%v: %s, want %s", c.Revisions[i].Row, got, want)
		}
		for _, r := range c.Revisions[i].Reasons {
			if strings.ContainsAny(r.Text, "0123456789") {
				t.Errorf("a count is told: %s", r.Text)
			}
		}
	}
	if _, ok := c.Revisions[1].Difference(); ok {
		t.Error("the difference to a figure that is withheld is told")
	}
}
