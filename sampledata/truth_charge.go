package sampledata

import "sort"

// Steps that follow a charge.

// chargeStep is a step that is looked for of a defendant.
type chargeStep struct {
	c             *Case
	subjectRef    string
	item          string
	charged, from Day // from is the day the step counts from
	due           Day // 0 where no limit is held
	done          Day
}

// chargeItems are the steps in the order in which they fall.
var chargeItems = []string{"requisition_served", "pnc_created", "biometrics_taken", "pnc_result_entered"}

// biometricMonths is the only number held of a limit on these steps.
const biometricMonths = 6

// accused is what is known of a person in a case before the criminal courts.
type accused struct {
	subjectKey
	open    bool
	lastEnd Day
}

func (t *truth) accused() []accused {
	all := make(map[subjectKey]*accused)
	for _, p := range t.parts {
		if !oneOf(p.kind, "CRM-MC", "CRM-CC") || !t.inTerritory(p.CaseRef) {
			continue
		}
		k := subjectKey{p.CaseRef, p.SubjectRef}
		if all[k] == nil {
			all[k] = &accused{subjectKey: k}
		}
		all[k].open = all[k].open || p.open()
		all[k].lastEnd = max(all[k].lastEnd, p.CompletedDate)
	}
	var list []accused
	for _, d := range all {
		list = append(list, *d)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.caseRef < b.caseRef || a.caseRef == b.caseRef && a.subjectRef < b.subjectRef
	})
	return list
}

// chargeSteps are the steps looked for of those charged in the three years.
func (t *truth) chargeSteps() []chargeStep {
	var steps []chargeStep
	for _, d := range t.accused() {
		first := firstDays(milestoneDays(t.events[d.caseRef], func(e Event) bool { return about(e.SubjectRef, d.subjectRef) }))
		issued := first["requisition_issued"]
		charged := issued
		if charged == 0 {
			charged = t.firstCharge(d.subjectKey)
		}
		if !t.inYears(charged, 3) {
			continue
		}
		for _, item := range chargeItems {
			s := chargeStep{c: t.caseOf(d.caseRef), subjectRef: d.subjectRef, item: item, charged: charged, from: charged, done: first[item]}
			switch item {
			case "requisition_served":
				s.from = issued
			case "pnc_result_entered":
				if s.from = d.lastEnd; d.open {
					s.from = 0
				}
			case "biometrics_taken":
				s.due = dueMonthsFrom(charged, biometricMonths)
			}
			if s.from != 0 {
				steps = append(steps, s)
			}
		}
	}
	return steps
}

// firstCharge is the prosecutor's first decision to charge a person.
func (t *truth) firstCharge(k subjectKey) Day {
	var first Day
	for _, d := range t.Decisions {
		if d.Decider == "cps" && d.Level == "charge" && d.CaseRef == k.caseRef && about(d.SubjectRef, k.subjectRef) {
			first = earliestDay(first, d.DecidedDate)
		}
	}
	return first
}

// chargeChecklist is how many of the steps were done.
func (t *truth) chargeChecklist() Table {
	table := newTable("item expected done in_time not_done overdue", wilsonColumns("done_rate"), "median_days")
	for _, item := range chargeItems {
		var expected, done, inTime, overdue int
		limited := false
		var days []duration
		for _, s := range t.chargeSteps() {
			if s.item != item {
				continue
			}
			expected++
			limited = limited || s.due != 0
			if s.done == 0 {
				overdue += ifOne(s.due != 0 && s.due <= t.asOf && s.item != "biometrics_taken")
				days = append(days, duration{int(t.asOf - s.from), false})
				continue
			}
			done++
			inTime += ifOne(s.due != 0 && s.done <= s.due)
			days = append(days, duration{max(int(s.done-s.from), 0), true})
		}
		if expected == 0 {
			continue
		}
		timely, late := any(inTime), any(overdue)
		if !limited {
			timely = nil
		}
		if !limited || item == "biometrics_taken" { // a power: one not used is no miss
			late = nil
		}
		table.add(item, expected, done, timely, expected-done, late, wilsonCells(done, expected), firstAtHalf(survivalCurve(days), survivalOf))
	}
	return table
}

// chargeExceptions lists the steps not done.
func (t *truth) chargeExceptions() Table {
	steps := where(t.chargeSteps(), func(s chargeStep) bool { return s.done == 0 })
	sort.SliceStable(steps, func(i, j int) bool { return steps[i].charged < steps[j].charged })
	table := newTable("case_ref subject_ref force charge_date item due_date days_since_charge overdue")
	for _, s := range steps {
		overdue := "no limit held"
		if s.item == "biometrics_taken" {
			overdue, s.due = "not on record", 0
		}
		if s.due != 0 {
			overdue = "no"
			if s.due <= t.asOf {
				overdue = "yes"
			}
		}
		table.add(s.c.CaseRef, codeCell(s.subjectRef), codeCell(s.c.Force), dayCell(s.charged), s.item, dayCell(s.due), t.daysSince(s.charged), overdue)
	}
	return table
}
