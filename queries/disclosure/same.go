package disclosure

import (
	"slices"
	"strings"
)

// fewestAlike is how many groups two series must both speak of, and agree on, to be taken for one measure.
const fewestAlike = 3

// fewestTotals is the value from which two totals of a table that agree are taken for one.
const fewestTotals = 20

// same joins the sums that are one count, as a reader would find them: of one column and group; of series of different
// tables that agree on every group of which both speak; of one name, unit and value where one speaks of the narrower
// group; and where everything in a table adds up to the same, however it is cut.
func (l *linker) same(all []*sum) {
	ofColumn(all)
	l.alike(all)
	narrower(all)
	totals(all)
}

// ofColumn joins what rows of a column add up to with the row that says so.
func ofColumn(all []*sum) {
	type key struct {
		query, name, slice string
		group
		value int64
	}
	first := map[key]*sum{}
	for _, s := range all {
		if s.value == 0 {
			continue
		}
		k := key{s.series.query, s.series.name, s.series.slice, s.group, s.value}
		if f, ok := first[k]; ok {
			f.join(s)
		} else {
			first[k] = s
		}
	}
}

// alike joins series of different tables, or columns, whatever they are called.
func (l *linker) alike(all []*sum) {
	type key struct {
		group
		value int64
	}
	at := map[key][]*sum{}
	for _, s := range all {
		if s.value > 0 {
			at[key{s.group, s.value}] = append(at[key{s.group, s.value}], s)
		}
	}
	type pair struct{ a, b *series }
	agreed := map[pair]int{}
	var order []pair
	for _, s := range all { // in the order of all, so that the outcome is the same each time
		k := key{s.group, s.value}
		if s.value < s.least || len(at[k]) > mostAlike {
			continue
		}
		for _, o := range at[k] {
			if o.place <= s.place || o.series.query == s.series.query {
				continue
			}
			p := pair{s.series, o.series}
			if agreed[p]++; agreed[p] == fewestAlike {
				order = append(order, p)
			}
		}
	}
	for _, p := range order {
		if p.a.agrees(p.b) {
			for g, s := range p.a.of {
				if o := p.b.of[g]; o != nil && s.value > 0 {
					s.join(o)
				}
			}
		}
	}
}

// mostAlike bounds the sums that are compared for being of one group and value.
const mostAlike = 200

// agrees says that two series have the same value wherever both have one.
func (s *series) agrees(o *series) bool {
	for g, one := range s.of {
		if other := o.of[g]; other != nil && other.value != one.value {
			return false
		}
	}
	return true
}

// narrower joins counts of one name, unit, period and value of which one speaks of the narrower group: that hearings
// due in a year are the hearing limit's due in that year is not said by both tables.
func narrower(all []*sum) {
	type key struct {
		period, unit, name string
		value              int64
	}
	near := map[key][]*sum{}
	for _, s := range all {
		if s.value >= max(s.least, 1) {
			k := key{s.period, s.series.unit, s.series.name, s.value}
			for _, o := range near[k] {
				if o.series.query != s.series.query && (s.within(o.group) || o.within(s.group)) {
					s.join(o)
				}
			}
			near[k] = append(near[k], s)
		}
	}
}

// totals joins the groups of a series that all have one value: each cuts the same whole.
func totals(all []*sum) {
	done := map[*series]bool{}
	for _, s := range all {
		if done[s.series] {
			continue
		}
		done[s.series] = true
		if len(s.series.of) < 2 || s.value < fewestTotals || s.period != "" || strings.Contains(s.groups, separator) {
			continue
		}
		groups := make([]*sum, 0, len(s.series.of))
		for _, o := range s.series.of {
			groups = append(groups, o)
		}
		if slices.ContainsFunc(groups, func(o *sum) bool { return o.value != s.value || len(o.parts) < 2 }) {
			continue
		}
		for _, o := range groups {
			s.join(o)
		}
	}
}
