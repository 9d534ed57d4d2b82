package sampledata

import (
	"math"
	"sort"
)

// Measures of open work and of the flow of work.

// workParts are the parts in proceedings of the three jurisdictions that the work is in.
func (t *truth) workParts() []*truthPart {
	return where(t.parts, func(p *truthPart) bool { return oneOf(p.jurisdiction, workOrder...) })
}

// openParts are those that had not ended.
func (t *truth) openParts() []*truthPart { return where(t.workParts(), (*truthPart).open) }

// openProceedings is the open work by stage.
func (t *truth) openProceedings() Table {
	table := newTable("jurisdiction preparing waiting under_way on_hold total")
	for _, j := range workOrder {
		stages := make(map[string]int)
		total := 0
		for _, p := range t.openParts() {
			if p.jurisdiction == j {
				stages[p.stage()]++
				total++
			}
		}
		table.add(j, stages["preparing"], stages["waiting"], stages["under_way"], stages["on_hold"], total)
	}
	return table
}

// netFlow is what came, what went and what was left, by month.
func (t *truth) netFlow() Table {
	table := newTable("month opened closed net open_at_end mean lower upper signal")
	var counts [][4]int
	var net []float64
	events := 0
	months := t.completeMonths(36)
	for _, m := range months {
		opened, closed, left := t.flow(m)
		counts = append(counts, [4]int{opened, closed, opened - closed, left})
		net = append(net, float64(opened-closed))
		events += opened + closed
	}
	chart := xmrChart(net)
	if events < xmrFew*len(months) {
		chart = processChart{mean: math.NaN(), lower: math.NaN(), upper: math.NaN(), signals: make([]string, len(net))}
	}
	for i, m := range months {
		n := counts[i]
		table.add(dayCell(m.first), n[0], n[1], n[2], n[3], numberCell(chart.mean), numberCell(chart.lower), numberCell(chart.upper), chart.signals[i])
	}
	return table
}

// flow counts the parts opened and closed in a month and those open at its end.
func (t *truth) flow(m span) (opened, closed, left int) {
	for _, p := range t.workParts() {
		if m.has(p.started) {
			opened++
		}
		if m.has(p.CompletedDate) {
			closed++
		}
		if p.started != 0 && p.started <= m.last && (p.open() || p.CompletedDate > m.last) {
			left++
		}
	}
	return opened, closed, left
}

// openAge is the open work by its age in working days.
func (t *truth) openAge() Table {
	table := newTable("jurisdiction wd_0_50 wd_51_100 wd_101_200 wd_over_200 outside_calendar total")
	for _, j := range workOrder {
		var n [5]int
		total := 0
		for _, p := range t.openParts() {
			if p.jurisdiction == j {
				n[t.ageBand(p)]++
				total++
			}
		}
		table.add(j, n[0], n[1], n[2], n[3], n[4], total)
	}
	return table
}

func (t *truth) ageBand(p *truthPart) int {
	age, ok := workingDaysBetween(p.ageStart(), t.asOf)
	switch {
	case !ok:
		return 4
	case age <= 50:
		return 0
	case age <= 100:
		return 1
	case age <= 200:
		return 2
	}
	return 3
}

// oldestOpen lists the twenty oldest open parts; a part without a day that its age counts from is not listed.
func (t *truth) oldestOpen() Table {
	table := newTable("case_ref proceeding_ref subject_ref force type jurisdiction started age_wd stage hold_kind")
	open := where(t.openParts(), func(p *truthPart) bool { return p.ageStart() != 0 })
	sort.SliceStable(open, func(i, j int) bool { return t.older(open[i], open[j]) })
	for _, p := range open[:min(len(open), 20)] {
		var age any
		if days, ok := workingDaysBetween(p.ageStart(), t.asOf); ok {
			age = days
		}
		table.add(p.CaseRef, p.ProceedingRef, p.SubjectRef, codeCell(p.force), p.kind, p.jurisdiction,
			dayCell(p.ageStart()), age, p.stage(), codeCell(p.hold))
	}
	return table
}

// older orders by age, the oldest first and an unknown age last, then by reference.
func (t *truth) older(p, q *truthPart) bool {
	a, okA := workingDaysBetween(p.ageStart(), t.asOf)
	b, okB := workingDaysBetween(q.ageStart(), t.asOf)
	switch {
	case okA != okB:
		return okA
	case a != b:
		return a > b
	case p.CaseRef != q.CaseRef:
		return p.CaseRef < q.CaseRef
	case p.ProceedingRef != q.ProceedingRef:
		return p.ProceedingRef < q.ProceedingRef
	}
	return p.SubjectRef < q.SubjectRef
}
