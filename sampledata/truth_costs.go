package sampledata

import (
	"math"
	"sort"
)

// Measures of cost.

// usedDays are the listed days used for hearings, trials and inquests in a financial year, by proceeding, each once.
func (t *truth) usedDays(year string) map[string]map[Day]bool {
	days := make(map[string]map[Day]bool)
	for _, l := range t.Listings {
		if l.Used != "used" || !oneOf(l.Kind, "hearing", "trial", "inquest") || l.ListedDate == 0 || l.ListedDate > t.asOf || l.ListedDate.FinancialYear() != year {
			continue
		}
		if days[l.ProceedingRef] == nil {
			days[l.ProceedingRef] = make(map[Day]bool)
		}
		days[l.ProceedingRef][l.ListedDate] = true
	}
	return days
}

// hearingCosts is what was spent on proceedings in six years, by kind, and what a hearing day cost.
func (t *truth) hearingCosts() Table {
	table := newTable("year cost_kind proceedings total cost_with_days hearing_days cost_per_day without_days share_largest share_two_largest")
	const all = "All kinds"
	for _, year := range t.financialYears(6) {
		spent := make(map[string]map[string]int64) // kind, proceeding: pence
		for _, c := range t.Costs {
			if c.AmountPence == 0 || c.IncurredDate == 0 || c.IncurredDate > t.asOf || c.IncurredDate.FinancialYear() != year {
				continue
			}
			for _, kind := range []string{named(c.Kind), all} {
				if spent[kind] == nil {
					spent[kind] = make(map[string]int64)
				}
				spent[kind][c.ProceedingRef] += c.AmountPence
			}
		}
		used := t.usedDays(year)
		kinds := sortedLabels(spent)
		sort.SliceStable(kinds, func(i, j int) bool { return kinds[i] != all && kinds[j] == all })
		for _, kind := range kinds {
			table.add(year, kind, costCells(spent[kind], used))
		}
	}
	return table
}

// costCells are the cells of a kind of cost: what each proceeding spent, and the days it used.
func costCells(spent map[string]int64, used map[string]map[Day]bool) []any {
	var total, withDays int64
	var each []int64
	days, without := 0, 0
	for proceeding, pence := range spent {
		total += pence
		each = append(each, pence)
		if n := len(used[proceeding]); n > 0 {
			withDays += pence
			days += n
		} else {
			without++
		}
	}
	sort.Slice(each, func(i, j int) bool { return each[i] > each[j] })
	var perDay, largest, two any
	if days > 0 {
		perDay = math.Round(float64(withDays)/float64(days)) / 100
	}
	if total > 0 {
		largest = float64(each[0]) / float64(total)
		two = float64(each[0]+each[min(1, len(each)-1)]) / float64(total)
		if len(each) == 1 {
			two = 1.0
		}
	}
	return []any{len(spent), float64(total) / 100, float64(withDays) / 100, days, perDay, without, largest, two}
}
