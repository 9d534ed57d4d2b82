package reports

import (
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// qualityDesigns are the figures of files and data.
func qualityDesigns() map[string]design {
	return map[string]design{
		"qa_items": {
			question: "What share of reviewed files meet each standard, and which items fail most?",
			measure:  "First reviews {year}, items that applied. The bar is the range that the sample leaves open.",
			chart: &chart.Spec{Kind: chart.DotCI, Category: "item", Percent: true, K: "passed", N: "applicable",
				Parts: rateParts("pass_rate", "Passed")},
			say: sayItems, empty: none("quality reviews of files"),
		},
		"completeness": {
			list:     "rows_to_fix",
			question: "Which data fields cannot be trusted?",
			measure:  "Records that should hold a field, and the share that do, by force.",
			view:     completenessGrid, say: sayCompleteness, empty: noneAtAll("records to check"),
		},
		"recording_lag": {
			question: "Are events recorded near the time?",
			measure:  "Days from an event to its entry in the source system, events {year}.",
			chart: &chart.Spec{Kind: chart.Bars, Category: "band", XTitle: "Events", Skip: []string{"not recorded"},
				Parts: []chart.Part{{Column: "events", Name: "Events"}}},
			say: sayLag, empty: none("events with a date"),
		},
		"load_accounting": {
			list:     "load_problems",
			question: "Was every row accounted for?",
			measure:  "Rows of each export file: read = loaded + quarantined + skipped.",
			unlike:   "Files that later ones have taken the place of are counted here; where only files in use are counted the words say so.",
			say:      sayLoad, empty: func(Input) string { return "No export has been loaded." },
		},
		"rows_to_fix": {
			question: "Which rows are to be put right?",
			measure:  "Rows and records that fail a check, the first 100 of each: a row by its file, a record by its reference.",
			say: func(t rows) finding {
				return finding{headline: page.Plural(int64(t.Len()), "fault is", "faults are") + " listed, of " + page.Plural(int64(len(t.distinct("id"))), "check", "checks") + " that rows fail"}
			},
			empty: func(Input) string { return "No row fails a check." },
		},
		"dq_results": {
			list:     "rows_to_fix",
			question: "Which data-quality checks do rows fail, by source?",
			measure:  "Rows that fail each check, of the rows it could judge, worst severity first. The table also lists the checks that no row fails and those not made.",
			view:     checksGrid, say: sayChecks, empty: func(Input) string { return "No check could be made: no export has been loaded." },
		},
		"load_problems": {
			question: "Which rules did rows fail?",
			measure:  "Problems found while loading, by source and rule. Quarantine: the row waits. Blank: the field is emptied. Warn: nothing is changed.",
			say:      sayProblems, empty: func(Input) string { return "No problem was found in the rows of the exports held." },
		},
		"sources": {
			question: "How old is each source?",
			measure:  "The exports held, by source system.",
			say:      saySources, empty: func(Input) string { return "No export has been loaded." },
		},
	}
}

func sayItems(t rows) finding {
	at, worst := -1, 2.0
	for i := range t.Len() {
		if n := t.n(i, "applicable"); n >= page.SmallN {
			if rate := num(t, i, "pass_rate"); rate < worst {
				at, worst = i, rate
			}
		}
	}
	if at < 0 {
		return finding{headline: "No item was reviewed ten times or more: the sample is too small to compare items"}
	}
	s := t.share(at, "passed", "applicable", "pass_rate")
	f := finding{headline: t.text(at, "item") + " passes least often: " + s.String()}
	apart := 0
	for i := range t.Len() {
		if t.share(i, "passed", "applicable", "pass_rate").apart(s) == 1 {
			apart++
		}
	}
	clauses := []string{s.interval()}
	if others := int64(t.Len() - 1); others > 0 {
		clauses = append(clauses, page.Count(int64(apart))+" of the other "+page.Plural(others, "item passes", "items pass")+" clearly more often")
	}
	f.also = []string{sentence(clauses...)}
	return f
}

func completenessGrid(t rows) (grid, bool) {
	g := cross(t, "force", "field", func(row int) gridCell {
		k, n := t.n(row, "recorded"), t.n(row, "records")
		c := gridCell{Col: "recorded", Raw: page.Raw(t.Value(row, "recorded")), Class: "s0", Text: "none"}
		if n > 0 {
			rate := float64(k) / float64(n)
			c.Class = missingShade(rate)
			c.Text = page.Count(k) + " of " + page.Count(n)
			if n >= page.SmallN {
				c.Text, c.Sub = page.Percent(rate), page.Count(k)+" of "+page.Count(n)
			}
		}
		return c
	})
	g.Heat, g.Corner, g.Scale = true, "Force", "Share of records that hold the field. Darker: more is missing."
	return g, true
}

// missingShade tints by what is missing: nothing missing is white.
func missingShade(recorded float64) string {
	switch gap := 1 - recorded; {
	case gap <= 0.02:
		return "s0"
	case gap <= 0.10:
		return "s1"
	case gap <= 0.25:
		return "s2"
	case gap <= 0.50:
		return "s3"
	case gap <= 0.75:
		return "s4"
	}
	return "s5"
}

func sayCompleteness(t rows) finding {
	type count struct{ k, n int64 }
	by := map[string]count{}
	var names []string
	for i := range t.Len() {
		name := t.text(i, "field")
		if _, ok := by[name]; !ok {
			names = append(names, name)
		}
		c := by[name]
		by[name] = count{c.k + t.n(i, "recorded"), c.n + t.n(i, "records")}
	}
	worst, low := "", 2.0
	for _, name := range names {
		if c := by[name]; c.n > 0 && float64(c.k)/float64(c.n) < low {
			worst, low = name, float64(c.k)/float64(c.n)
		}
	}
	c := by[worst]
	if c.k == c.n {
		return finding{headline: "Every field checked is recorded on all records that should hold it"}
	}
	return finding{headline: worst + " is the least complete field: recorded for " + page.Share(c.k, c.n),
		also: []string{"What is missing is seldom missing by chance: read a breakdown by such a field with that in mind."}}
}

func sayLag(t rows) finding {
	total, slow, before, unknown := t.sum("events"), int64(0), int64(0), int64(0)
	for i := range t.Len() {
		switch t.Str(i, "band") {
		case "31-90", "over 90":
			slow += t.n(i, "events")
		case "before event":
			before += t.n(i, "events")
		case "not recorded":
			unknown += t.n(i, "events")
		}
	}
	f := finding{headline: share{k: slow, n: total - unknown - before}.of("events", "were entered more than 30 days after they happened")}
	if total == unknown+before {
		f.headline = "No event has a date of entry on or after its own"
	}
	var clauses []string
	if before > 0 {
		clauses = append(clauses, page.Plural(before, "event was", "events were")+" entered before the day they are said to have happened: plans, or errors")
	}
	if unknown > 0 {
		clauses = append(clauses, "for "+page.Count(unknown)+" the date of entry is not recorded")
	}
	if s := sentence(clauses...); s != "" {
		f.also = []string{s}
	}
	return f
}

func sayLoad(t rows) finding {
	read, q := t.sum("read"), t.sum("quarantined")
	f := finding{headline: page.Plural(read, "row was", "rows were") + " read, and " + page.Count(q) + " put into quarantine"}
	for i := range t.Len() {
		if t.n(i, "read") != t.n(i, "loaded")+t.n(i, "quarantined")+t.n(i, "skipped") {
			f.also = []string{"The sum of loaded, quarantined and skipped rows is not the number read: do not use this release."}
			return f
		}
	}
	f.also = []string{"Read = loaded + quarantined + skipped holds for every file; together " + page.Count(read) + " = " +
		page.Count(t.sum("loaded")) + " + " + page.Count(q) + " + " + page.Count(t.sum("skipped")) + "."}
	return f
}

func sayProblems(t rows) finding {
	first, most := t.top(func(i int) int64 { return t.n(i, "rows") })
	var each []string
	for _, i := range first {
		each = append(each, quote(t.text(i, "rule"))+" ("+t.text(i, "source")+")")
	}
	return finding{headline: "The most frequent " + page.Agree(int64(len(each)), "problem is ", "problems are ") + page.List(each) + ": " +
		page.Plural(most, "row", "rows") + page.Agree(int64(len(each)), "", " each"),
		also: []string{page.Plural(t.sum("rows"), "problem", "problems") + " in all. A row can have several."}}
}

func saySources(t rows) finding {
	f := finding{headline: page.Plural(int64(t.Len()), "source is", "sources are") + " held"}
	oldest, newest := -1, -1
	for i := range t.Len() {
		d := t.Day(i, "extract_date")
		if d.IsZero() {
			continue
		}
		if oldest < 0 || d.Before(t.Day(oldest, "extract_date")) {
			oldest = i
		}
		if newest < 0 || d.After(t.Day(newest, "extract_date")) {
			newest = i
		}
	}
	if oldest < 0 || t.Len() == 1 {
		return f
	}
	day := t.Day(oldest, "extract_date")
	var old []int
	for i := range t.Len() {
		if t.Day(i, "extract_date").Equal(day) {
			old = append(old, i)
		}
	}
	f.also = []string{"The oldest " + page.Agree(int64(len(old)), "is ", "are ") + t.verbatim(old, "source") + ", extracted on " + page.Day(day) + "."}
	if day.Equal(t.Day(newest, "extract_date")) {
		f.also = []string{"All were extracted on " + page.Day(day) + "."}
	}
	return f
}
