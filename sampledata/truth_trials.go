package sampledata

import "sort"

// Measures of trials, of reports to prevent future deaths and of the hearings to expect.

// defendant is a person accused in a case, in whichever courts.
type defendant struct {
	first    Day
	verdicts []Day
	ended    Day // of the last of the proceedings
	open     bool
}

func (t *truth) defendants() map[individual]*defendant {
	all := make(map[individual]*defendant)
	for _, p := range t.parts {
		if !oneOf(p.kind, "CRM-MC", "CRM-CC") {
			continue
		}
		who := t.individualOf(p)
		if all[who] == nil {
			all[who] = &defendant{}
		}
		d := all[who]
		d.first = earliestDay(d.first, p.first["first_appearance"])
		d.verdicts = append(d.verdicts, p.days["verdict"]...)
		d.ended = max(d.ended, p.CompletedDate)
		d.open = d.open || p.open()
	}
	return all
}

// end is the first verdict on or after the first appearance, else the day the last proceeding ended once all had.
func (d *defendant) end() (end Day, verdict bool) {
	for _, v := range d.verdicts {
		if v >= d.first {
			end = earliestDay(end, v)
		}
	}
	if end != 0 || d.open {
		return end, end != 0
	}
	return d.ended, false
}

// timeToTrial is the time from first appearance to a verdict or another end, by the year of the first appearance.
func (t *truth) timeToTrial() Table {
	table := newTable("year defendants verdict ended_other waiting closed_only_median median_days median_low median_high p25 p75",
		"by_182 by_365 by_547 by_730 maturity")
	all := t.defendants()
	for _, year := range t.financialYears(6) {
		var n, verdicts, waiting int
		var ended []int
		var durations []duration
		for _, d := range all {
			if d.first == 0 || d.first.FinancialYear() != year {
				continue
			}
			n++
			end, verdict := d.end()
			if verdict {
				verdicts++
			}
			switch {
			case end == 0:
				waiting++
				durations = append(durations, duration{int(t.asOf - d.first), false})
			case end >= d.first:
				ended = append(ended, int(end-d.first))
				durations = append(durations, duration{int(end - d.first), true})
			}
		}
		if n == 0 {
			continue
		}
		curve := survivalCurve(durations)
		table.add(year, n, verdicts, n-verdicts-waiting, waiting, quantile(ended, 0.5),
			firstAtHalf(curve, survivalOf), firstAtHalf(curve, lowOf), firstAtHalf(curve, highOf), firstAtShare(curve, 0.75), firstAtShare(curve, 0.25),
			shareBy(curve, 182), shareBy(curve, 365), shareBy(curve, 547), shareBy(curve, 730), maturity(waiting))
	}
	return table
}

// pfdResponses is how reports to prevent future deaths were answered, by the quarter of the due date: the last eight and the next.
func (t *truth) pfdResponses() Table {
	table := newTable("quarter reports_sent addressees_sent", tallyColumns, limitRates, "not_due")
	next := quarterStart(t.to).AddMonths(3)
	for _, q := range append(t.lastQuarters(8), span{next.FinancialQuarter(), next, next.AddMonths(3) - 1}) {
		reports, addressees := make(map[[2]string]bool), 0
		for _, r := range t.Recommendations {
			if r.LegalBasis != "pfd" || r.Territory != "EW" || !q.has(r.MadeDate) {
				continue
			}
			addressees++
			report := [2]string{r.CaseRef, r.MadeDate.String()}
			if r.CaseRef == "" {
				report = [2]string{"", r.RecommendationRef}
			}
			reports[report] = true
		}
		inQuarter := func(c *truthClock) bool { return c.limit.id == "COR-PFD-RESP" && q.has(c.due) }
		notDue := 0
		for i := range t.clocks {
			if c := &t.clocks[i]; inQuarter(c) && c.due > t.asOf {
				notDue++
			}
		}
		n := t.tally(inQuarter)
		table.add(q.label, len(reports), addressees, n.counts(), n.rates(), notDue)
	}
	return table
}

// hearingsForecast is how many of those who wait for a misconduct hearing are to be expected to be heard by the ends of the next two quarters, if it goes
// as with the notices of the last three years.
func (t *truth) hearingsForecast() Table {
	var past []fate
	var waiting []int
	open, unknown := 0, 0
	for _, p := range t.parts {
		notice := p.first["reg30_served"]
		if p.kind != "MH" || notice == 0 {
			continue
		}
		w := t.waitFrom(p, notice)
		if w.timed && notice > t.asOf.AddMonths(-36) {
			past = append(past, fate{w.days, w.status})
		}
		if w.status == stillWaiting && !w.undated {
			open++
			if w.timed {
				waiting = append(waiting, w.days)
			} else {
				unknown++
			}
		}
	}
	sort.Ints(waiting)
	table := newTable("horizon open expected low high beyond")
	for i, horizon := range []string{"next_quarter", "quarter_after"} {
		end := quarterStart(t.asOf).AddMonths(6+3*i) - 1
		days, _ := workingDaysBetween(t.asOf, end)
		expected, low, high, beyond := expect(past, waiting, days)
		table.add(horizon, open, expected, low, high, beyond+unknown)
	}
	return table
}

// expect adds up the chances of those who have waited so long to be heard within so many days, and gives the interval that the number of them lies in
// with 95 %. Beyond are those who have waited past the last hearing known.
func expect(past []fate, waiting []int, days int) (expected float64, low, high, beyond int) {
	lastHeard, longest := -1, -1
	for _, f := range past {
		longest = max(longest, f.t)
		if f.how == theEvent {
			lastHeard = max(lastHeard, f.t)
		}
	}
	number := []float64{1} // chance of each number heard
	for _, waited := range waiting {
		now, ok := incidenceBy(past, waited)
		if waited >= lastHeard || !ok || now.neither <= 0 {
			beyond++
			continue
		}
		then, _ := incidenceBy(past, min(waited+days, longest))
		chance := (then.event - now.event) / now.neither
		expected += chance
		number = append(number, 0)
		for i := len(number) - 1; i >= 0; i-- {
			number[i] *= 1 - chance
			if i > 0 {
				number[i] += number[i-1] * chance
			}
		}
	}
	return expected, notExceeded(number, 0.025), notExceeded(number, 0.975), beyond
}

// notExceeded is the smallest number that is not exceeded with a chance.
func notExceeded(number []float64, level float64) int {
	sum := 0.0
	for i, chance := range number {
		if sum += chance; sum >= level {
			return i
		}
	}
	return len(number) - 1
}
