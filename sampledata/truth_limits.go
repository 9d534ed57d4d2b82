package sampledata

import (
	"slices"
	"sort"
	"strings"
)

// Measures of time limits.

// limitTally counts clocks by what became of them.
type limitTally struct {
	passed, met, extended, explained, late, overdue, inExtension, notApplicable, noStart int
}

// count adds a clock whose original due date is in the period; it counts once that date has passed.
func (n *limitTally) count(c *truthClock, asOf Day) {
	if c.due == 0 || c.due > asOf {
		return
	}
	into := map[string]*int{
		stateMet: &n.met, stateMetExtended: &n.extended, stateExplained: &n.explained, stateMetLate: &n.late, stateMissed: &n.late, stateOverdue: &n.overdue, stateInExtension: &n.inExtension,
	}
	if counter := into[c.state]; counter != nil {
		*counter++
		n.passed++
	}
}

// counts are the cells of the columns due_passed to open_in_extension.
func (n *limitTally) counts() []any {
	return []any{n.passed, n.met, n.extended, n.late, n.overdue, n.inExtension}
}

// rates are the cells of rate_original with its interval and of rate_extended.
func (n *limitTally) rates() []any {
	return append(wilsonCells(n.met, n.passed), rateCell(n.met+n.extended+n.explained, n.passed-n.inExtension))
}

const tallyColumns = "due_passed met met_extension late open_overdue open_in_extension"

var limitRates = wilsonColumns("rate_original") + " rate_extended"

// latestLimits are the limits in order of id, each by its latest span.
func latestLimits() []*limit {
	var latest []*limit
	for i := range limits {
		if i+1 == len(limits) || limits[i+1].id != limits[i].id {
			latest = append(latest, &limits[i])
		}
	}
	return latest
}

// limitsMet is how each limit was kept by what fell due in the twelve months.
func (t *truth) limitsMet() Table {
	table := newTable("standard_id title", strings.Replace(tallyColumns, " late ", " explained late ", 1), "not_applicable start_not_recorded", limitRates, "confidence")
	for _, l := range latestLimits() {
		var n limitTally
		for i := range t.clocks {
			if c := &t.clocks[i]; c.limit.id == l.id {
				t.countYear(&n, c)
			}
		}
		if n.passed+n.notApplicable+n.noStart > 0 {
			counts := slices.Insert(n.counts(), 3, any(n.explained))
			table.add(l.id, l.title, counts, n.notApplicable, n.noStart, n.rates(), l.confidence)
		}
	}
	return table
}

// countYear adds a clock of the twelve months: by its due date, or by its end where no start is recorded.
func (t *truth) countYear(n *limitTally, c *truthClock) {
	switch {
	case c.state == stateNoStart:
		if t.inYears(c.end, 1) {
			n.noStart++
		}
	case !t.inYears(c.due, 1):
	case c.state == stateNotApplicable:
		n.notApplicable++
	default:
		n.count(c, t.asOf)
	}
}

// quarterlyLimits are the limits that are followed by quarter.
var quarterlyLimits = []string{"COR-PFD-RESP", "LRN-28A-RESP", "MIS-ACC-DATE", "MIS-HRG-100", "MIS-MTG-20", "MIS-OUT-RPT", "MIS-RESP"}

// limitsByQuarter is how main limits were kept in five quarters.
func (t *truth) limitsByQuarter() Table {
	table := newTable("standard_id title quarter due_passed met met_otherwise open_in_extension not_applicable start_not_recorded rate_original rate_extended")
	for _, l := range latestLimits() {
		if !oneOf(l.id, quarterlyLimits...) {
			continue
		}
		for _, q := range t.lastQuarters(5) {
			n := t.tally(func(c *truthClock) bool { return c.limit.id == l.id && q.has(c.due) })
			notApplicable := t.clocksIn(stateNotApplicable, func(c *truthClock) bool { return c.limit.id == l.id && q.has(c.due) })
			noStart := t.clocksIn(stateNoStart, func(c *truthClock) bool { return c.limit.id == l.id && q.has(c.end) })
			table.add(l.id, l.title, q.label, n.passed, n.met, n.extended+n.explained, n.inExtension, notApplicable, noStart, rateCell(n.met, n.passed),
				rateCell(n.met+n.extended+n.explained, n.passed-n.inExtension))
		}
	}
	return table
}

// clocksIn is how many clocks that are wanted are in a state.
func (t *truth) clocksIn(state string, wanted func(*truthClock) bool) int {
	n := 0
	for i := range t.clocks {
		if c := &t.clocks[i]; c.state == state && wanted(c) {
			n++
		}
	}
	return n
}

// tally counts the clocks that are wanted.
func (t *truth) tally(wanted func(*truthClock) bool) limitTally {
	var n limitTally
	for i := range t.clocks {
		if c := &t.clocks[i]; wanted(c) {
			n.count(c, t.asOf)
		}
	}
	return n
}

// hearing100 is how the hundred working days were kept, by the financial year in which they ended.
func (t *truth) hearing100() Table {
	table := newTable("year", tallyColumns, "not_applicable", limitRates)
	for _, year := range t.financialYears(6) {
		due := func(c *truthClock) bool {
			return c.limit.id == "MIS-HRG-100" && c.due != 0 && c.due.FinancialYear() == year
		}
		n, notApplicable := t.tally(due), t.clocksIn(stateNotApplicable, due)
		if n.passed+notApplicable+t.clocksIn(stateEndUndated, due) > 0 {
			table.add(year, n.counts(), notApplicable, n.rates())
		}
	}
	return table
}

// hearing100ByForce compares the forces over three years.
func (t *truth) hearing100ByForce() Table {
	byForce := make(map[string]*limitTally)
	for i := range t.clocks {
		c := &t.clocks[i]
		if c.limit.id != "MIS-HRG-100" || !t.inYears(c.due, 3) {
			continue
		}
		if byForce[c.force] == nil {
			byForce[c.force] = &limitTally{}
		}
		byForce[c.force].count(c, t.asOf)
	}
	var groups []fraction
	for force, n := range byForce {
		if n.passed > 0 {
			groups = append(groups, fraction{force, n.met, n.passed})
		}
	}
	table := newTable("force due_passed met rate_original", funnelColumns)
	for i, position := range funnel(groups) {
		g := groups[i]
		table.add(named(g.label), g.of, g.part, rateCell(g.part, g.of), position)
	}
	return table
}

// recommendationResponse is how the fifty-six days were kept in eight quarters.
func (t *truth) recommendationResponse() Table {
	table := newTable("quarter", tallyColumns, limitRates)
	for _, q := range t.lastQuarters(8) {
		n := t.tally(func(c *truthClock) bool { return c.limit.id == "LRN-28A-RESP" && q.has(c.due) })
		table.add(q.label, n.counts(), n.rates())
	}
	return table
}

// ahead returns the open clocks that fall due in the next days, with the days left, in order.
func (t *truth) ahead(days int) []truthClock {
	var due []truthClock
	for _, c := range t.clocks {
		left := int(c.lastDay() - t.asOf)
		if (c.state == stateNotDue || c.state == stateInExtension) && left >= 0 && left <= days {
			due = append(due, c)
		}
	}
	for _, c := range t.noticesDue() {
		if left := int(c.due - t.asOf); left > 0 && left <= days {
			due = append(due, c)
		}
	}
	sort.SliceStable(due, func(i, j int) bool { return due[i].before(&due[j]) })
	return due
}

// noticesDue are the public notices still to be given of hearings that are listed and have not begun.
func (t *truth) noticesDue() []truthClock {
	next := make(map[string]Day)
	for _, l := range t.Listings {
		if l.Kind == "hearing" && l.ListedDate > t.asOf {
			next[l.ProceedingRef] = earliestDay(next[l.ProceedingRef], l.ListedDate)
		}
	}
	var out []truthClock
	for ref, day := range next {
		var waiting *truthPart
		for _, p := range t.partsIn(ref) {
			if p.reached("hearing_day_start") || p.reached("public_notice_published") {
				waiting = nil
				break
			}
			if p.open() && p.kind == "MH" {
				waiting = p
			}
		}
		if waiting == nil || !t.inTerritory(waiting.CaseRef) {
			continue
		}
		for i := range limits {
			if l := &limits[i]; l.id == "MIS-PUB-HRG" && l.within(day) {
				_, due := dueBy(l.rule, day, l.n, l.most)
				out = append(out, truthClock{limit: l, caseRef: waiting.CaseRef, proceedingRef: ref, force: waiting.force, start: day, due: due})
			}
		}
	}
	return out
}

// before orders clocks by due date and then by what they run on.
func (c *truthClock) before(d *truthClock) bool {
	if c.lastDay() != d.lastDay() {
		return c.lastDay() < d.lastDay()
	}
	a := []string{c.limit.id, c.caseRef, c.subjectRef, c.reference()}
	b := []string{d.limit.id, d.caseRef, d.subjectRef, d.reference()}
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// reference is what a clock is found by: a recommendation's or debrief's own
// reference, or the proceeding's.
func (c *truthClock) reference() string {
	if c.ref != "" {
		return c.ref
	}
	return c.proceedingRef
}

// dueSoon counts what falls due in the next ninety days.
func (t *truth) dueSoon() Table {
	table := newTable("standard_id title days_30 days_60 days_90")
	soon := t.ahead(90)
	for _, l := range latestLimits() {
		var n [3]int
		for _, c := range soon {
			if c.limit.id == l.id {
				n[max(int(c.lastDay()-t.asOf)-1, 0)/30]++
			}
		}
		if n != [3]int{} {
			table.add(l.id, l.title, n[0], n[1], n[2])
		}
	}
	return table
}

// dueList lists what falls due in the next ninety days.
func (t *truth) dueList() Table {
	table := newTable("due standard_id title case_ref subject_ref proceeding_ref force days_left")
	for _, c := range t.ahead(90) {
		table.add(dayCell(c.lastDay()), c.limit.id, c.limit.title, c.caseRef, c.subjectRef, c.reference(), codeCell(c.force), int(c.lastDay()-t.asOf))
	}
	return table
}
