package sampledata

import (
	"math"
	"sort"
)

// Measures of misconduct hearings: how long until they began, how long each stage took, the days lost.

// hearingWait is a subject's wait for a hearing: how long, and what ended it.
type hearingWait struct {
	days    int
	timed   bool
	status  int  // theEvent when heard, endedAnother, or stillWaiting
	undated bool // concluded with no hearing day on record: heard, nobody knows when
}

// hearingWaits are the waits for a misconduct hearing by the financial year of the notice. One that ended before the notice is an error: it is
// counted and not timed.
func (t *truth) hearingWaits() map[string][]hearingWait {
	waits := make(map[string][]hearingWait)
	for _, p := range t.parts {
		notice := p.first["reg30_served"]
		if p.kind != "MH" || notice == 0 {
			continue
		}
		year := notice.FinancialYear()
		waits[year] = append(waits[year], t.waitFrom(p, notice))
	}
	return waits
}

// waitFrom is a part's wait from its notice.
func (t *truth) waitFrom(p *truthPart, notice Day) hearingWait {
	until, status := t.waitEnd(p)
	days, ok := workingDaysBetween(notice, until)
	return hearingWait{days, ok && until >= notice, status, status == stillWaiting && !p.open()}
}

// waitEnd is when the wait for a hearing ended, and how. A proceeding concluded with no hearing day was heard on a day that nobody knows: until it ended
// nobody can say.
func (t *truth) waitEnd(p *truthPart) (Day, int) {
	heard := p.first["hearing_day_start"]
	switch {
	case heard == 0 && p.open():
		return t.asOf, stillWaiting
	case heard == 0 && p.EndedHow == "concluded":
		return p.CompletedDate, stillWaiting
	case heard == 0:
		return p.CompletedDate, endedAnother
	case !p.open() && p.EndedHow != "concluded" && p.CompletedDate < heard:
		return p.CompletedDate, endedAnother
	}
	return heard, theEvent
}

// waitDurations are waits as a curve takes them: an end of another kind is no hearing, so the wait is censored there.
func waitDurations(waits []hearingWait) []duration {
	var all []duration
	for _, f := range waitFates(waits) {
		all = append(all, duration{f.t, f.how == theEvent})
	}
	return all
}

// waitFates are the waits that have a time.
func waitFates(waits []hearingWait) []fate {
	var all []fate
	for _, w := range waits {
		if w.timed {
			all = append(all, fate{w.days, w.status})
		}
	}
	return all
}

// timeToHearing is the wait from notice to hearing, by the year of the notice.
func (t *truth) timeToHearing() Table {
	table := newTable("cohort referred heard ended_other undated waiting median_wd median_low median_high p25 p75",
		"heard_by_100 heard_by_100_low heard_by_100_high ended_by_100 heard_by_150 heard_by_150_low heard_by_150_high ended_by_150",
		"heard_by_200 heard_by_200_low heard_by_200_high ended_by_200 closed_only_median maturity")
	waits := t.hearingWaits()
	for _, year := range t.financialYears(6) {
		if len(waits[year]) == 0 {
			continue
		}
		var n [3]int
		undated := 0
		var heard []int
		for _, w := range waits[year] {
			if w.undated {
				undated++
				continue
			}
			n[w.status]++
			if w.status == theEvent && w.timed {
				heard = append(heard, w.days)
			}
		}
		curve, fates := survivalCurve(waitDurations(waits[year])), waitFates(waits[year])
		middle := []any{firstAtHalf(curve, survivalOf), firstAtHalf(curve, lowOf), firstAtHalf(curve, highOf), firstAtShare(curve, 0.75), firstAtShare(curve, 0.25), quantile(heard, 0.5)}
		if n[stillWaiting] > 0 && n[theEvent] < 10 { // those heard so far are the quickest
			middle = make([]any, len(middle))
		}
		table.add(year, len(waits[year]), n[theEvent], n[endedAnother], undated, n[stillWaiting], middle[0], middle[1], middle[2], middle[3], middle[4],
			incidenceCells(fates, 100), incidenceCells(fates, 150), incidenceCells(fates, 200), middle[5], maturity(n[stillWaiting]))
	}
	return table
}

// hearingWaitByMonth is the wait of those heard by the month in which they were, as a control chart of its medians.
func (t *truth) hearingWaitByMonth() Table {
	table := newTable("month heard median_wait mean lower upper signal")
	var medians []float64
	var rows []int // of the months with a median: where in medians it stands
	waits := make([][]int, 36)
	months := t.completeMonths(36)
	for i, m := range months {
		for _, p := range t.parts {
			notice := p.first["reg30_served"]
			if p.kind != "MH" || notice == 0 || !m.has(p.first["hearing_day_start"]) {
				continue
			}
			if w := t.waitFrom(p, notice); w.status == theEvent && w.timed {
				waits[i] = append(waits[i], w.days)
			}
		}
		rows = append(rows, -1)
		if middle, ok := quantile(waits[i], 0.5).(float64); ok {
			rows[i] = len(medians)
			medians = append(medians, middle)
		}
	}
	chart := xmrChart(medians)
	for i, m := range months {
		signal := ""
		if rows[i] >= 0 {
			signal = chart.signals[rows[i]]
		}
		table.add(dayCell(m.first), len(waits[i]), quantile(waits[i], 0.5), numberCell(chart.mean), numberCell(math.Max(0, chart.lower)), numberCell(chart.upper), signal)
	}
	return table
}

// maturity says whether a row may still change as what is open ends.
func maturity(open int) string {
	if open > 0 {
		return "provisional"
	}
	return "complete"
}

// timeToHearingCurve is the curve behind timeToHearing, from time 0.
func (t *truth) timeToHearingCurve() Table {
	table := newTable("cohort t at_risk events censored survival low high")
	waits := t.hearingWaits()
	for _, year := range t.financialYears(6) {
		curve := survivalCurve(waitDurations(waits[year]))
		if len(curve) == 0 {
			continue
		}
		if curve[0].t > 0 {
			table.add(year, 0, curve[0].atRisk, 0, 0, 1.0, nil, nil)
		}
		for _, s := range curve {
			table.add(year, s.t, s.atRisk, s.events, s.censored, s.survival, numberCell(s.low), numberCell(s.high))
		}
	}
	return table
}

// intervals are the stages of a misconduct hearing in order, each from one milestone to the next.
var intervals = []struct{ label, from, to string }{
	{"Came to attention to report", "came_to_attention", "report_submitted"},
	{"Report to referral", "report_submitted", "referral_decided"},
	{"Referral to notice", "referral_decided", "reg30_served"},
	{"Notice to first hearing day", "reg30_served", "hearing_day_start"},
	{"First hearing day to completion", "hearing_day_start", "hearing_completed"},
	{"Completion to report", "hearing_completed", "report_to_aa"},
}

// stageIntervals is how long each stage took where it ended in the twelve months.
func (t *truth) stageIntervals() Table {
	table := newTable("stage_no stage n p25 median p75")
	for i, stage := range intervals {
		var days []int
		for _, p := range t.parts {
			if p.kind != "MH" {
				continue
			}
			from, to := t.stageDay(p, stage.from), t.stageDay(p, stage.to)
			if from == 0 || !t.inYears(to, 1) || to < from {
				continue
			}
			if n, ok := workingDaysBetween(from, to); ok {
				days = append(days, n)
			}
		}
		table.add(i+1, stage.label, len(days), quantile(days, 0.25), quantile(days, 0.5), quantile(days, 0.75))
	}
	return table
}

// stageDay is the first day of a milestone of a part; those of the investigation belong to no proceeding.
func (t *truth) stageDay(p *truthPart, code string) Day {
	if code != "came_to_attention" && code != "report_submitted" {
		return p.first[code]
	}
	days := milestoneDays(t.events[p.CaseRef], func(e Event) bool {
		return e.Code == code && e.ProceedingRef == "" && about(e.SubjectRef, p.SubjectRef)
	})
	return earliestDay(days[code]...)
}

// slippage is the listed days lost in the twelve months, by reason.
func (t *truth) slippage() Table {
	lost := make(map[string]int)
	total := 0
	for _, l := range t.Listings {
		if l.Used == "lost" && oneOf(l.Kind, "hearing", "trial", "inquest") && t.inYears(l.ListedDate, 1) {
			lost[named(l.LostReason)]++
			total++
		}
	}
	table := newTable("reason lost_days share cumulative")
	sum := 0
	for _, reason := range mostFirst(lost) {
		sum += lost[reason]
		table.add(reason, lost[reason], rateCell(lost[reason], total), rateCell(sum, total))
	}
	return table
}

// mostFirst orders labels by their counts, the highest first, then by name.
func mostFirst(counts map[string]int) []string {
	labels := sortedLabels(counts)
	sort.SliceStable(labels, func(i, j int) bool { return counts[labels[i]] > counts[labels[j]] })
	return labels
}

// sortedLabels are the keys of a map in order.
func sortedLabels[V any](m map[string]V) []string {
	labels := make([]string, 0, len(m))
	for label := range m {
		labels = append(labels, label)
	}
	sort.Strings(labels)
	return labels
}
