package main

import (
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

// facts are what pages say beside the figures.
func facts(words *vocab.Set, sources []queries.Source, period queries.Period) reports.Facts {
	f := reports.Facts{Label: words.Label, Terms: terms(words, period)}
	f.Limit = func(standardID string) (reports.Limit, bool) {
		var now vocab.Standard // the row that began last, as in the queries' own limits
		for _, s := range words.Standards() {
			if s.ID == standardID && !s.ValidFrom.After(period.AsOf) && !s.ValidFrom.Before(now.ValidFrom) {
				now = s
			}
		}
		return reports.Limit{Title: now.Title, N: now.N, Most: now.NMax, Unit: now.Unit, Confidence: now.Confidence}, now.N > 0
	}
	f.Jurisdiction = jurisdictions(words)
	for _, r := range words.Regimes() {
		f.Regimes = append(f.Regimes, reports.Regime{Label: r.Label, From: r.ValidFrom, What: r.What, Breaks: r.Test != ""})
	}
	f.Banner = banner(sources)
	var earliest, latest time.Time
	for _, s := range byHandAsOne(sources) {
		if s.ByHand { // nothing else is known from its day
			f.Sources = append(f.Sources, shownSource(s))
			continue
		}
		if earliest.IsZero() || s.ExtractDate.Before(earliest) {
			earliest = s.ExtractDate
		}
		f.Sources = append(f.Sources, shownSource(s))
		if s.ExtractDate.After(latest) {
			latest = s.ExtractDate
		}
	}
	if latest.Before(period.AsOf) {
		f.Notes = append(f.Notes, fmt.Sprintf("The latest export speaks for %s, before the position date: what happened since then is not in it, and open work and overdue limits may be overstated.", page.Day(latest)))
	}
	if earliest.After(period.AsOf) {
		f.Notes = append(f.Notes, earlyNote(earliest, period.AsOf))
	}
	return f
}

// earlyNote says of figures for a day before all exports what they cannot hold.
func earlyNote(earliest, asOf time.Time) string {
	return fmt.Sprintf("No export speaks for %s: the first is dated %s. The figures are what later exports say had happened by then; what they no longer hold is missing.",
		page.Day(asOf), page.Day(earliest))
}

// jurisdictions finds that of a type of proceeding or of a limit, by its code.
func jurisdictions(words *vocab.Set) func(string) string {
	of := map[string]string{}
	for _, c := range words.Codes("proceeding_type") {
		of[c.Code] = c.Jurisdiction
	}
	for _, s := range words.Standards() {
		of[s.ID] = s.Domain
	}
	return func(code string) string {
		if j, ok := of[code]; ok {
			return j
		}
		return code
	}
}

// acceptedNotes say on every page what was loaded although it had collapsed, one
// line a source, extract and reason.
func acceptedNotes(accepted []queries.Accepted) []string {
	type load struct {
		profile, reason string
		extract, since  time.Time
	}
	var order []load
	lost := map[load][]string{}
	for _, a := range accepted {
		l := load{a.Profile, a.Reason, a.ExtractDate, a.Since}
		if lost[l] == nil {
			order = append(order, l)
		}
		lost[l] = append(lost[l], strings.TrimSpace(fmt.Sprintf("%s %s, %s before and %s now", a.Scope, a.What, portion(a.Before, a.OfBefore), portion(a.Now, a.OfNow))))
	}
	var notes []string
	for _, l := range order {
		what := lost[l]
		if len(what) > 3 {
			what = append(what[:3:3], fmt.Sprintf("and %d more", len(what)-3))
		}
		notes = append(notes, fmt.Sprintf("The extract of %s of %s had lost much against that of %s (%s). It was loaded all the same, for the reason given: “%s”.",
			l.profile, page.Day(l.extract), page.Day(l.since), strings.Join(what, "; "), l.reason))
	}
	return notes
}

func portion(k, n int64) string {
	if n == 0 {
		return page.Count(k)
	}
	return page.Count(k) + " of " + page.Count(n)
}

// banner warns of invented exports, which say so in their titles.
func banner(sources []queries.Source) string {
	invented, exports := 0, 0
	for _, s := range sources {
		if strings.Contains(s.Title, "(invented)") {
			invented++
		}
		if !s.ByHand {
			exports++
		}
	}
	switch invented {
	case 0:
		return ""
	case exports:
		return "Invented sample data"
	}
	return "Invented sample data among the sources"
}
