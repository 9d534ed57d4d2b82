package sampledata

import (
	"slices"
	"strings"
)

// Measures of the published kind: of what was closed, ended or reached, whatever is still open.

// groups collects values by several labels.
type groups[V any] map[string]*V

const between = "\x00" // sorts before anything that a label holds

func (g groups[V]) at(labels ...string) *V {
	key := strings.Join(labels, between)
	if g[key] == nil {
		g[key] = new(V)
	}
	return g[key]
}

// each calls a function for each group, ordered by its labels.
func (g groups[V]) each(do func(labels []any, v *V)) {
	keys := make([][]string, 0, len(g))
	for key := range g {
		keys = append(keys, strings.Split(key, between))
	}
	slices.SortFunc(keys, slices.Compare[[]string])
	for _, key := range keys {
		var labels []any
		for _, l := range key {
			labels = append(labels, l)
		}
		do(labels, g[strings.Join(key, between)])
	}
}

// closedCases calls a function for each case closed on or after its receipt.
func (t *truth) closedCases(do func(c Case, received Day)) {
	for _, c := range t.Cases {
		if received := receipt(c); received != 0 && c.ClosedDate >= received {
			do(c, received)
		}
	}
}

// closedCaseDays is how long the cases closed in each quarter had been open, by territory and category.
func (t *truth) closedCaseDays() Table {
	all := make(groups[[]int])
	t.closedCases(func(c Case, received Day) {
		days := all.at(c.ClosedDate.FinancialQuarter(), named(c.Territory), named(c.Category))
		*days = append(*days, int(c.ClosedDate-received))
	})
	table := newTable("quarter territory category closed median_days p90_days")
	all.each(func(labels []any, days *[]int) {
		table.add(labels, len(*days), quantile(*days, 0.5), quantile(*days, 0.9))
	})
	return table
}

// yardstick counts what took at most a hundred working days.
type yardstick struct {
	days               []int
	inCalendar, within int
}

func (n *yardstick) count(from, to Day) {
	n.days = append(n.days, int(to-from))
	if wd, ok := workingDaysBetween(from, to); ok {
		n.inCalendar++
		if wd <= 100 {
			n.within++
		}
	}
}

// investigations100 is the investigations ended in each quarter that took at most a hundred working days.
func (t *truth) investigations100() Table {
	all := make(groups[yardstick])
	for _, c := range t.Cases {
		received := receipt(c)
		if c.Territory == "EW" && received != 0 && c.InvestigationEndDate >= received {
			all.at(c.InvestigationEndDate.FinancialQuarter()).count(received, c.InvestigationEndDate)
		}
	}
	table := newTable("quarter ended within_100", wilsonColumns("within_100_rate"))
	all.each(func(labels []any, n *yardstick) {
		if n.inCalendar > 0 {
			table.add(labels, n.inCalendar, n.within, wilsonCells(n.within, n.inCalendar))
		}
	})
	return table
}

// closedCaseDaysByForce is how long the cases closed by each force had been open.
func (t *truth) closedCaseDaysByForce() Table {
	all := make(groups[yardstick])
	t.closedCases(func(c Case, received Day) {
		all.at(named(c.Territory), named(c.Force), named(c.Region)).count(received, c.ClosedDate)
	})
	table := newTable("territory force region closed median_days p90_days in_calendar within_100 within_100_rate")
	all.each(func(labels []any, n *yardstick) {
		table.add(labels, len(n.days), quantile(n.days, 0.5), quantile(n.days, 0.9), n.inCalendar, n.within, rateCell(n.within, n.inCalendar))
	})
	return table
}

// milestoneGaps is the days between each event of a proceeding and the one before it of the same subject.
func (t *truth) milestoneGaps() Table {
	lines := make(groups[[]Event])
	for _, e := range t.Events {
		if e.ProceedingRef != "" && e.EventDate != 0 {
			line := lines.at(e.ProceedingRef, e.CaseRef, e.SubjectRef)
			*line = append(*line, e)
		}
	}
	gaps := make(groups[[]int])
	lines.each(func(_ []any, line *[]Event) {
		slices.SortFunc(*line, func(a, b Event) int {
			if a.EventDate != b.EventDate {
				return int(a.EventDate - b.EventDate)
			}
			return strings.Compare(a.Code, b.Code)
		})
		for i, e := range *line {
			if i > 0 {
				gap := gaps.at(e.EventDate.String()[:4], e.Code)
				*gap = append(*gap, int(e.EventDate-(*line)[i-1].EventDate))
			}
		}
	})
	table := newTable("year milestone events median_days p90_days")
	gaps.each(func(labels []any, days *[]int) {
		table.add(labels, len(*days), quantile(*days, 0.5), quantile(*days, 0.9))
	})
	return table
}

// caseloadByQuarter is the cases open at the end of forty quarters, by age.
func (t *truth) caseloadByQuarter() Table {
	all := make(groups[[4]int])
	for _, q := range t.lastQuarters(40) {
		for _, c := range t.Cases {
			received := receipt(c)
			if q.last > t.asOf || received == 0 || received > q.last || c.ClosedDate != 0 && c.ClosedDate <= q.last {
				continue
			}
			band := 3
			for i, from := range []Day{90, 180, 365} {
				if q.last-received < from {
					band = i
					break
				}
			}
			all.at(q.label, named(c.Territory))[band]++
		}
	}
	table := newTable("quarter territory days_0_89 days_90_179 days_180_364 days_over_364 open")
	all.each(func(labels []any, n *[4]int) {
		table.add(labels, n[0], n[1], n[2], n[3], n[0]+n[1]+n[2]+n[3])
	})
	return table
}

// milestonesReached is the cases and proceedings that reached each milestone, that of most cases first.
func (t *truth) milestonesReached() Table {
	cases, proceedings := make(map[string]map[string]bool), make(map[string]map[string]bool)
	for _, e := range t.Events {
		if e.EventDate == 0 {
			continue
		}
		if cases[e.Code] == nil {
			cases[e.Code], proceedings[e.Code] = make(map[string]bool), make(map[string]bool)
		}
		cases[e.Code][e.CaseRef] = true
		if e.ProceedingRef != "" {
			proceedings[e.Code][e.ProceedingRef] = true
		}
	}
	counts, most := make(map[string]int), 0
	for code, reached := range cases {
		counts[code] = len(reached)
		most = max(most, len(reached))
	}
	table := newTable("milestone cases proceedings most_cases share")
	for _, code := range mostFirst(counts) {
		table.add(code, counts[code], len(proceedings[code]), most, rateCell(counts[code], most))
	}
	return table
}
