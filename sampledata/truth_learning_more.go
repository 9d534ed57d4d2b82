package sampledata

import "sort"

// Measures of what debriefs found and of what came of it.

// themed are the debriefs held, with the themes found at each.
func (t *truth) themed() []themedDebrief {
	found := make(map[string]map[string]bool)
	for _, x := range t.DebriefThemes {
		if found[x.DebriefRef] == nil {
			found[x.DebriefRef] = make(map[string]bool)
		}
		found[x.DebriefRef][named(x.Theme)] = true
	}
	var held []themedDebrief
	for _, d := range t.Debriefs {
		if d.HeldDate != 0 {
			held = append(held, themedDebrief{d, found[d.DebriefRef]})
		}
	}
	return held
}

type themedDebrief struct {
	Debrief
	themes map[string]bool
}

// lately says whether a debrief was held in the last quarters.
func (t *truth) lately(d themedDebrief, quarters int) bool {
	return d.HeldDate >= t.lastQuarters(quarters)[0].first && d.HeldDate <= t.to
}

// themesIn are the themes found at any of some debriefs.
func themesIn(held []themedDebrief) []string {
	all := make(map[string]bool)
	for _, d := range held {
		for theme := range d.themes {
			all[theme] = true
		}
	}
	return sortedLabels(all)
}

// shareWith counts debriefs, and those of them with a theme.
func shareWith(held []themedDebrief, theme string, wanted func(themedDebrief) bool) (with, of int) {
	for _, d := range held {
		if wanted(d) {
			of++
			if d.themes[theme] {
				with++
			}
		}
	}
	return with, of
}

// themesByJurisdiction is the debriefs of four quarters with each theme, by jurisdiction.
func (t *truth) themesByJurisdiction() Table {
	held := where(t.themed(), func(d themedDebrief) bool { return t.lately(d, 4) })
	jurisdictions := make(map[string]bool)
	for _, d := range held {
		jurisdictions[named(d.Jurisdiction)] = true
	}
	table := newTable("theme jurisdiction debriefs held", wilsonColumns("rate"))
	for _, theme := range themesIn(held) {
		for _, j := range sortedLabels(jurisdictions) {
			with, of := shareWith(held, theme, func(d themedDebrief) bool { return named(d.Jurisdiction) == j })
			table.add(theme, j, with, of, exactCells(with, of))
		}
	}
	return table
}

// themesByResult sets themes beside whether misconduct was proven.
func (t *truth) themesByResult() Table {
	results := t.provenProceedings()
	held := where(t.themed(), func(d themedDebrief) bool {
		return d.Jurisdiction == "misconduct" && t.lately(d, 8) && results[d.ProceedingRef] != ""
	})
	table := newTable("theme proven_with proven", wilsonColumns("proven_rate"), "not_proven_with not_proven", wilsonColumns("not_proven_rate"),
		"difference difference_low difference_high")
	for _, theme := range themesIn(held) {
		k1, n1 := shareWith(held, theme, func(d themedDebrief) bool { return results[d.ProceedingRef] == "proven" })
		k2, n2 := shareWith(held, theme, func(d themedDebrief) bool { return results[d.ProceedingRef] == "not proven" })
		table.add(theme, k1, n1, exactCells(k1, n1), k2, n2, exactCells(k2, n2), newcombeCells(k1, n1, k2, n2))
	}
	return table
}

// provenProceedings is "proven" or "not proven" for proceedings of which that is known: proven against any officer, or the finding on every officer
// known. Police staff are no officers.
func (t *truth) provenProceedings() map[string]string {
	results, unknown := make(map[string]string), make(map[string]bool)
	for _, p := range t.parts {
		if s := t.subjects[subjectKey{p.CaseRef, p.SubjectRef}]; s != nil && s.Status == "staff" {
			continue
		}
		switch findingColumn(p.Finding) {
		case "gross_misconduct", "misconduct":
			results[p.ProceedingRef] = "proven"
		case "not_misconduct":
			if results[p.ProceedingRef] == "" {
				results[p.ProceedingRef] = "not proven"
			}
		default:
			unknown[p.ProceedingRef] = true
		}
	}
	for ref, result := range results {
		if result == "not proven" && unknown[ref] {
			delete(results, ref)
		}
	}
	return results
}

// recurrence is what became of one theme.
type recurrence struct {
	theme                               string
	recent, recentHeld, done            int
	allDone, again                      Day
	before, beforeHeld, after, afterNum int
}

// themeRecurrence is whether themes came back once all actions on them had been done.
func (t *truth) themeRecurrence() Table {
	held := where(t.themed(), func(d themedDebrief) bool { return d.HeldDate <= t.to })
	var all []recurrence
	for _, theme := range themesIn(held) {
		all = append(all, t.recurrenceOf(theme, held))
	}
	sort.SliceStable(all, func(i, j int) bool { return moreAgain(all[i], all[j]) })
	table := newTable("theme recent recent_held", wilsonColumns("recent_rate"), "actions_done all_done before before_held after after_held first_again",
		"difference difference_low difference_high")
	for _, r := range all {
		table.add(r.theme, r.recent, r.recentHeld, exactCells(r.recent, r.recentHeld), r.done, dayCell(r.allDone), r.before, r.beforeHeld,
			r.after, r.afterNum, dayCell(r.again), newcombeCells(r.after, r.afterNum, r.before, r.beforeHeld))
	}
	return table
}

// moreAgain orders themes by the difference, the greatest first and none last.
func moreAgain(a, b recurrence) bool {
	x, y := newcombeCells(a.after, a.afterNum, a.before, a.beforeHeld)[0], newcombeCells(b.after, b.afterNum, b.before, b.beforeHeld)[0]
	if x == nil || y == nil {
		return x != nil
	}
	return x.(float64) > y.(float64)
}

func (t *truth) recurrenceOf(theme string, held []themedDebrief) recurrence {
	r := recurrence{theme: theme}
	r.recent, r.recentHeld = shareWith(held, theme, func(d themedDebrief) bool { return t.lately(d, 4) })
	r.allDone, r.done = t.everyActionDone(theme)
	if r.allDone == 0 {
		return r
	}
	for _, d := range held {
		if d.themes[theme] && d.HeldDate > r.allDone {
			r.again = earliestDay(r.again, d.HeldDate)
		}
	}
	if t.raisedBetween(theme, r.allDone, r.again) {
		r.allDone, r.done, r.again = 0, 0, 0
		return r
	}
	r.before, r.beforeHeld = shareWith(held, theme, func(d themedDebrief) bool {
		return d.HeldDate <= r.allDone && d.HeldDate > yearsBefore(r.allDone, 1)
	})
	r.after, r.afterNum = shareWith(held, theme, func(d themedDebrief) bool { return d.HeldDate > r.allDone })
	return r
}

// raisedBetween says whether there was new work on a theme after a day and before it was found again; on one not found again, by the end of the period.
func (t *truth) raisedBetween(theme string, day, again Day) bool {
	for _, a := range t.Actions {
		if a.Theme == theme && a.RaisedDate > day && a.RaisedDate <= t.to && (again == 0 || a.RaisedDate < again) {
			return true
		}
	}
	return false
}

// everyActionDone is the last day on which an action on a theme was done and none raised by then was open, with the actions done by then; 0 if there
// was no such day.
func (t *truth) everyActionDone(theme string) (last Day, done int) {
	actions := where(t.Actions, func(a Action) bool { return a.Theme == theme && a.RaisedDate <= t.to })
	for i := range actions {
		a := &actions[i]
		if a.DoneDate = notAfter(a.DoneDate, t.to); a.DoneDate != 0 {
			a.DoneDate = max(a.DoneDate, a.RaisedDate)
		}
	}
	for _, at := range actions {
		day, closed, open := at.DoneDate, 0, 0
		for _, a := range actions {
			switch {
			case a.DoneDate != 0 && a.DoneDate <= day:
				closed++
			case a.RaisedDate <= day:
				open++
			}
		}
		if day > last && open == 0 {
			last, done = day, closed
		}
	}
	return last, done
}

// actionFunnel is how far the actions raised in eight quarters got.
func (t *truth) actionFunnel() Table {
	table := newTable("quarter raised no_due_date due done checked done_other")
	for _, q := range t.lastQuarters(8) {
		var raised, undated, due, done, checked, other int
		for _, a := range t.Actions {
			if !q.has(a.RaisedDate) {
				continue
			}
			raised++
			fell := a.DueDate != 0 && a.DueDate <= t.asOf
			switch {
			case a.DueDate == 0:
				undated++
			case fell:
				due++
			}
			switch {
			case a.DoneDate != 0 && !fell:
				other++
			case a.DoneDate != 0:
				done++
				if t.effectChecked(a) {
					checked++
				}
			}
		}
		table.add(q.label, raised, undated, due, done, checked, other)
	}
	return table
}

// effectChecked says whether somebody looked at the case on or after the day the action was done.
func (t *truth) effectChecked(a Action) bool {
	for _, e := range t.events[a.CaseRef] {
		if e.Code == "effect_checked" && e.EventDate >= a.DoneDate {
			return true
		}
	}
	return false
}

// actionsOpen lists the actions not done.
func (t *truth) actionsOpen() Table {
	open := where(t.Actions, func(a Action) bool { return a.DoneDate == 0 })
	sort.SliceStable(open, func(i, j int) bool {
		a, b := open[i], open[j]
		if (a.DueDate == 0) != (b.DueDate == 0) {
			return a.DueDate != 0
		}
		if a.DueDate != b.DueDate {
			return a.DueDate < b.DueDate
		}
		return a.ActionRef < b.ActionRef
	})
	table := newTable("action_ref debrief_ref case_ref force theme raised_date age_days due_date overdue_days")
	for _, a := range open {
		var overdue any
		if a.DueDate != 0 && a.DueDate <= t.asOf {
			overdue = int(t.asOf - a.DueDate)
		}
		table.add(a.ActionRef, a.DebriefRef, a.CaseRef, codeCell(a.Force), codeCell(a.Theme), dayCell(a.RaisedDate), t.daysSince(a.RaisedDate), dayCell(a.DueDate), overdue)
	}
	return table
}

// actionsByForce counts the actions not done by how long they are overdue.
func (t *truth) actionsByForce() Table {
	counts := make(map[string]*[6]int)
	for _, a := range t.Actions {
		if a.DoneDate != 0 {
			continue
		}
		if counts[named(a.Force)] == nil {
			counts[named(a.Force)] = &[6]int{}
		}
		n := counts[named(a.Force)]
		n[0]++
		switch late := t.asOf - a.DueDate; {
		case a.DueDate == 0:
			n[5]++
		case late < 0:
			n[1]++
		case late <= 30:
			n[2]++
		case late <= 90:
			n[3]++
		default:
			n[4]++
		}
	}
	table := newTable("force open not_due overdue_30 overdue_90 overdue_more no_date")
	for _, force := range sortedLabels(counts) {
		n := counts[force]
		table.add(force, n[0], n[1], n[2], n[3], n[4], n[5])
	}
	return table
}

// daysSince is the days from a day to asOf as a cell.
func (t *truth) daysSince(d Day) any {
	if d == 0 {
		return nil
	}
	return int(t.asOf - d)
}
