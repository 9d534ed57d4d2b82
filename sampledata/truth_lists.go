package sampledata

import (
	"sort"
	"strings"
)

// Lists of what is to come and what is overdue.

// byText orders rows by columns: 0-based numbers, an empty cell last.
func (t *Table) byText(columns ...int) {
	sort.SliceStable(t.Rows, func(i, j int) bool {
		for _, c := range columns {
			a, b := t.Rows[i][c], t.Rows[j][c]
			switch {
			case a == b:
				continue
			case a == nil || b == nil:
				return b == nil
			}
			return strings.Compare(a.(string), b.(string)) < 0
		}
		return false
	})
}

// described are the proceedings by reference, each with the case that it is in.
func (t *truth) described() map[string]*Proceeding {
	all := make(map[string]*Proceeding)
	for i := range t.Proceedings {
		all[t.Proceedings[i].ProceedingRef] = &t.Proceedings[i]
	}
	return all
}

// partsIn are the parts of a proceeding.
func (t *truth) partsIn(ref string) []*truthPart {
	return where(t.parts, func(p *truthPart) bool { return p.ProceedingRef == ref })
}

// stillIn counts the subjects of a proceeding for whom it has not ended.
func (t *truth) stillIn(ref string) int { return len(where(t.partsIn(ref), (*truthPart).open)) }

// restrictionsOn counts the restrictions on a proceeding, or on all of its case, in force on a day.
func (t *truth) restrictionsOn(p *Proceeding, day Day) int {
	return len(where(t.Restrictions, func(x Restriction) bool {
		return (x.ProceedingRef == p.ProceedingRef || x.ProceedingRef == "" && oneOf(x.CaseRef, t.casesOf(p)...)) && x.inForce(day)
	}))
}

// casesOf are the cases of a proceeding: its own and those of its subjects.
func (t *truth) casesOf(p *Proceeding) []string {
	cases := []string{p.CaseRef}
	for _, ps := range t.ProcSubjects {
		if ps.ProceedingRef == p.ProceedingRef && !oneOf(ps.CaseRef, cases...) {
			cases = append(cases, ps.CaseRef)
		}
	}
	return cases
}

// inForce says whether a restriction is in force on a day.
func (x *Restriction) inForce(day Day) bool {
	return x.FromDate <= day && !x.over(day)
}

// over says whether its last day lies before a day.
func (x *Restriction) over(day Day) bool { return x.UntilDate != 0 && x.UntilDate < day }

// nextListed is the next listed day of the proceedings that are wanted.
func (t *truth) nextListed(wanted func(ref string) bool) Day {
	var next Day
	for _, l := range t.Listings {
		if l.ListedDate > t.asOf && wanted(l.ProceedingRef) {
			next = earliestDay(next, l.ListedDate)
		}
	}
	return next
}

// hearingCalendar is what is listed in ninety days.
func (t *truth) hearingCalendar() Table {
	proceedings := t.described()
	table := newTable("listed_date kind proceeding_ref case_ref force type presenter subjects restrictions")
	for _, l := range t.Listings {
		if l.ListedDate <= t.asOf || l.ListedDate > t.asOf+90 {
			continue
		}
		p := proceedings[l.ProceedingRef]
		if p == nil {
			table.add(dayCell(l.ListedDate), codeCell(l.Kind), l.ProceedingRef, nil, nil, nil, nil, 0, 0)
			continue
		}
		if t.inTerritory(p.CaseRef) {
			table.add(dayCell(l.ListedDate), codeCell(l.Kind), l.ProceedingRef, p.CaseRef, codeCell(p.Force), p.Type, codeCell(p.Presenter),
				t.stillIn(p.ProceedingRef), t.restrictionsOn(p, l.ListedDate))
		}
	}
	table.byText(0, 2, 1)
	return table
}

// restrictionsInForce lists the restrictions that are not over by asOf.
func (t *truth) restrictionsInForce() Table {
	cases := make(map[string]string)
	for _, p := range t.Proceedings {
		cases[p.ProceedingRef] = p.CaseRef
	}
	table := newTable("restriction_ref kind case_ref proceeding_ref subject_ref force from_date until_date next_listed")
	for _, x := range t.Restrictions {
		if x.over(t.asOf) || !t.inTerritory(x.CaseRef) {
			continue
		}
		next := t.nextListed(func(ref string) bool {
			return ref == x.ProceedingRef || x.ProceedingRef == "" && cases[ref] == x.CaseRef
		})
		table.add(x.RestrictionRef, codeCell(x.Kind), codeCell(x.CaseRef), codeCell(x.ProceedingRef), codeCell(x.SubjectRef),
			codeCell(t.caseOf(x.CaseRef).Force), dayCell(x.FromDate), dayCell(x.UntilDate), dayCell(next))
	}
	table.byText(7, 0)
	return table
}

// reviewsOverdue lists open cases with a review missed and none done since.
func (t *truth) reviewsOverdue() Table {
	reviews := make(map[string][]CaseReview)
	for _, v := range t.CaseReviews {
		v.DoneDate = notAfter(v.DoneDate, t.asOf)
		reviews[v.CaseRef] = append(reviews[v.CaseRef], v)
	}
	table := newTable("case_ref force due_date days_overdue missed last_done days_since risk")
	for _, ref := range sortedLabels(reviews) {
		c := t.caseOf(ref)
		if !t.inTerritory(ref) || c.ClosedDate != 0 {
			continue
		}
		last, risk, _ := lastReview(reviews[ref])
		var due Day
		missed := 0
		for _, v := range reviews[ref] {
			if v.DoneDate == 0 && v.DueDate != 0 && v.DueDate <= t.asOf && last < v.DueDate {
				due = earliestDay(due, v.DueDate)
				missed++
			}
		}
		if missed > 0 {
			table.add(ref, codeCell(c.Force), dayCell(due), t.daysSince(due), missed, dayCell(last), t.daysSince(last), codeCell(risk))
		}
	}
	table.byText(2, 0)
	return table
}

// lastReview is the last day on which a case was reviewed, and the last risk that was recorded with its day.
func lastReview(reviews []CaseReview) (last Day, risk string, assessed Day) {
	for _, v := range reviews {
		last = max(last, v.DoneDate)
		if v.DoneDate != 0 && v.Risk != "" && v.DoneDate > assessed {
			risk, assessed = v.Risk, v.DoneDate
		}
	}
	return last, risk, assessed
}

// warningKinds are the types of proceeding in which a warning of a kind has a term.
var warningKinds = map[string][]string{"written_warning": hearingsMeetings, "final_written_warning": findingKinds}

// warningMonths are how long a warning lasts, under the rules of 2012 and those of 2020.
var warningMonths = map[string][2]int{"written_warning": {12, 18}, "final_written_warning": {18, 24}}

// warningsExpiring lists the warnings that run out in six months.
func (t *truth) warningsExpiring() Table {
	const columns = "expires proceeding_ref case_ref subject_ref status force type sanction outcome_date notified_date term_months"
	table, last := newTable(columns), newTable(columns)
	for _, p := range t.parts {
		months, warned := warningMonths[p.Sanction]
		if !warned || !oneOf(p.kind, warningKinds[p.Sanction]...) || !t.inTerritory(p.CaseRef) || p.CompletedDate == 0 {
			continue
		}
		notified := p.first["officer_notified"]
		rules := t.caseOf(p.CaseRef).attended()
		if rules == 0 {
			rules = p.CompletedDate
		}
		term := months[1]
		if rules < conduct2020 {
			term = months[0]
		}
		var expires Day
		if notified != 0 {
			expires = dueMonthsFrom(notified, term)
		}
		if notified != 0 && (expires <= t.asOf || expires > t.asOf.AddMonths(6)) || notified == 0 && dueMonthsFrom(p.CompletedDate, months[1]) <= t.asOf {
			continue
		}
		status := ""
		if s := t.subjects[subjectKey{p.CaseRef, p.SubjectRef}]; s != nil {
			status = s.Status
		}
		into, shown := &table, any(term)
		if notified == 0 {
			into, shown = &last, nil
		}
		into.add(dayCell(expires), p.ProceedingRef, p.CaseRef, p.SubjectRef, codeCell(status), codeCell(p.force), p.kind, p.Sanction,
			dayCell(p.CompletedDate), dayCell(notified), shown)
	}
	table.byText(0, 1, 3)
	last.byText(1, 3)
	table.Rows = append(table.Rows, last.Rows...)
	return table
}

// noticesServed lists the services of notices in the twelve months, the latest first.
func (t *truth) noticesServed() Table {
	table := newTable("proceeding_ref case_ref subject_ref force type notice served_date service_no recorded_date first_served",
		"response_date witness_lists_date chair_date")
	for _, p := range t.parts {
		for _, notice := range []string{"reg30_served", "reg51_served"} {
			entered := make(map[Day]Day)
			for _, e := range t.events[p.CaseRef] {
				if e.Code == notice && e.ProceedingRef == p.ProceedingRef && about(e.SubjectRef, p.SubjectRef) {
					entered[e.EventDate] = earliestDay(entered[e.EventDate], e.RecordedDate)
				}
			}
			for day, written := range entered {
				if !t.inYears(day, 1) {
					continue
				}
				number := 1
				for other := range entered {
					number += ifOne(other < day)
				}
				table.add(p.ProceedingRef, p.CaseRef, p.SubjectRef, codeCell(p.force), p.kind, notice, dayCell(day), number, dayCell(written),
					dayCell(p.first[notice]), dayCell(p.first["officer_response"]), dayCell(p.first["witness_lists_exchanged"]), dayCell(p.first["docs_to_chair"]))
			}
		}
	}
	table.byText(0, 2, 5)
	sort.SliceStable(table.Rows, func(i, j int) bool { return table.Rows[i][6].(string) > table.Rows[j][6].(string) })
	return table
}

// iopcPresented lists the proceedings that the national body presents, open or ended in the twelve months: open ones first, then those that ended last.
func (t *truth) iopcPresented() Table {
	proceedings := t.described()
	table := newTable("proceeding_ref case_ref subject_ref force type started_date begun_date next_listed completed_date ended_how finding sanction")
	for _, p := range t.parts {
		if !p.open() && p.CompletedDate <= yearsBefore(t.asOf, 1) || proceedings[p.ProceedingRef].Presenter != "dg" || !t.inTerritory(p.CaseRef) {
			continue
		}
		next := t.nextListed(func(ref string) bool { return p.open() && ref == p.ProceedingRef })
		table.add(p.ProceedingRef, p.CaseRef, codeCell(p.SubjectRef), codeCell(p.force), p.kind, dayCell(p.started), dayCell(p.first["hearing_day_start"]),
			dayCell(next), dayCell(p.CompletedDate), codeCell(p.EndedHow), codeCell(p.Finding), codeCell(p.Sanction))
	}
	table.byText(0, 2)
	sort.SliceStable(table.Rows, func(i, j int) bool {
		a, b := table.Rows[i][8], table.Rows[j][8]
		if a == nil || b == nil {
			return a == nil && b != nil
		}
		return a.(string) > b.(string)
	})
	return table
}

// begun is the first day of the hearing, trial or inquest.
func (p *truthPart) begun() Day {
	return earliestDay(p.first["hearing_day_start"], p.first["trial_start"], p.first["inquest_start"])
}
