package sampledata

import "sort"

// overdueAct is an act of a duty past its last day and not on record, with the last step on record that can only come after it.
type overdueAct struct {
	truthClock
	later     string
	laterDate Day
}

// laterSteps are the hearing and what follows it, in order, for each kind of proceeding.
var laterSteps = [][]string{
	{"hearing_day_start", "hearing_completed", "report_to_aa", "officer_notified", "report_published", "barred_list_reported"},
	{"trial_start", "verdict", "sentence"},
	{"conclusion"},
}

// late are the acts overdue: first those still to be done, then those that the proceeding has gone past, in each the latest days first.
func (t *truth) late() []overdueAct {
	var late []overdueAct
	for i := range t.clocks {
		if c := &t.clocks[i]; c.state == stateOverdue {
			a := overdueAct{truthClock: *c}
			a.later, a.laterDate = t.gonePast(c)
			late = append(late, a)
		}
	}
	for _, c := range t.noticesDue() {
		if c.due <= t.asOf {
			late = append(late, overdueAct{truthClock: c})
		}
	}
	sort.SliceStable(late, func(i, j int) bool {
		a, b := &late[i], &late[j]
		if (a.later == "") != (b.later == "") {
			return a.later == ""
		}
		if a.lastDay() != b.lastDay() {
			return a.lastDay() > b.lastDay()
		}
		return a.before(&b.truthClock)
	})
	return late
}

// gonePast is the last step on record of the part that a clock runs on which comes after its end, "" where there is none since it began.
func (t *truth) gonePast(c *truthClock) (string, Day) {
	if c.limit.on != onPart {
		return "", 0
	}
	for _, p := range t.parts {
		if p.ProceedingRef != c.proceedingRef || p.CaseRef != c.caseRef || p.SubjectRef != c.subjectRef {
			continue
		}
		for _, steps := range laterSteps {
			for i := len(steps) - 1; i >= 0 && steps[i] != c.limit.end; i-- {
				if day := p.first[steps[i]]; day != 0 && day >= c.start && kindHas(p.jurisdiction, steps[0]) {
					return steps[i], day
				}
			}
		}
	}
	return "", 0
}

// kindHas says whether proceedings of a jurisdiction have the steps that begin with one.
func kindHas(jurisdiction, first string) bool {
	return jurisdiction == map[string]string{"hearing_day_start": "misconduct", "trial_start": "criminal", "inquest_start": "coronial"}[first]
}

// overdueFrom is the first day on which a clock is overdue: an extension still runs on its last.
func (c *truthClock) overdueFrom() Day {
	if c.lastDay() != c.due {
		return c.lastDay() + 1
	}
	return c.due
}

// overdueNow counts what is overdue, by limit, and what became so in the period.
func (t *truth) overdueNow() Table {
	table := newTable("standard_id title overdue newly_overdue over_90_days gone_past longest_days")
	late := t.late()
	for _, l := range latestLimits() {
		var all, fresh, old, past, longest int
		for _, c := range late {
			if c.limit.id != l.id {
				continue
			}
			over := int(t.asOf - c.lastDay())
			all++
			fresh += ifOne(c.overdueFrom() >= t.from)
			old += ifOne(over > 90)
			past += ifOne(c.later != "")
			longest = max(longest, over)
		}
		if all > 0 {
			table.add(l.id, l.title, all, fresh, old, past, longest)
		}
	}
	return table
}

// overdueList lists what is overdue.
func (t *truth) overdueList() Table {
	table := newTable("due standard_id title case_ref subject_ref proceeding_ref force days_over since later later_date")
	for _, c := range t.late() {
		since := "before"
		if c.overdueFrom() >= t.from {
			since = "in_period"
		}
		table.add(dayCell(c.lastDay()), c.limit.id, c.limit.title, c.caseRef, c.subjectRef, c.reference(), codeCell(c.force), int(t.asOf-c.lastDay()), since,
			codeCell(c.later), dayCell(c.laterDate))
	}
	return table
}
