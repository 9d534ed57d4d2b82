package sampledata

import "slices"

// Caseline is the case system of the forces: two saved queries, each force its own files.

// caseRow is one case × subject × allegation. Cases without a subject have one row with nothing after the summary.
type caseRow struct {
	c           Case
	s           Subject
	a           Allegation
	view, final Decision
}

var caseLayout = layout[caseRow]{
	name: "caseline_cases",
	columns: []column[caseRow]{
		textColumn("Case ref", "case.case_ref; case_ref of every other record of the row", func(r caseRow) string { return r.c.CaseRef }),
		textColumn("Force", "case.force", func(r caseRow) string { return r.c.Force }),
		textColumn("Region", "case.region", func(r caseRow) string { return r.c.Region }),
		codeColumn("Case type", "case.matter_type", matterLabels, func(r caseRow) string { return r.c.MatterType }),
		codeColumn("Mode of investigation", "case.mode", modeLabels, func(r caseRow) string { return r.c.Mode }),
		textColumn("Category", "case.category", func(r caseRow) string { return r.c.Category }),
		textColumn("Priority", "case.severity", func(r caseRow) string { return r.c.Severity }),
		dateColumn("Incident date", "case.incident_date", func(r caseRow) Day { return r.c.IncidentDate }),
		dateColumn("Complaint made", "case.complaint_made_date", func(r caseRow) Day { return r.c.ComplaintMadeDate }),
		dateColumn("Came to attention", "case.attention_date; event came_to_attention of the case", func(r caseRow) Day { return r.c.AttentionDate }),
		dateColumn("Recorded", "case.recorded_date", func(r caseRow) Day { return r.c.RecordedDate }),
		dateColumn("Referred to national body", "case.referred_date", func(r caseRow) Day { return r.c.ReferredDate }),
		dateColumn("Investigation report", "case.investigation_end_date; event report_submitted of the case", func(r caseRow) Day { return r.c.InvestigationEndDate }),
		codeColumn("Status", "case.status", statusLabels, func(r caseRow) string { return r.c.Status }),
		dateColumn("Closed", "case.closed_date; event closed of the case", func(r caseRow) Day { return r.c.ClosedDate }),
		droppedColumn("Complainant", "a name", func(r caseRow) string { return r.c.Complainant }),
		droppedColumn("Summary", "free text", func(r caseRow) string { return r.c.Summary }),
		textColumn("Officer no.", "subject.subject_ref; subject_ref of allegation and decision", func(r caseRow) string { return r.s.SubjectRef }),
		textColumn("Warrant or staff no.", "subject.person_key (hashed as it is read)", func(r caseRow) string { return r.s.PersonID }),
		droppedColumn("Officer name", "a name", func(r caseRow) string { return r.s.Name }),
		codeColumn("Officer status", "subject.status", personLabels, func(r caseRow) string { return r.s.Status }),
		codeColumn("Rank", "subject.rank_band", rankLabels, func(r caseRow) string { return r.s.RankBand }),
		codeColumn("Sex", "subject.sex", sexLabels, func(r caseRow) string { return r.s.Sex }),
		codeColumn("Ethnicity", "subject.ethnicity", ethnicLabels, func(r caseRow) string { return r.s.Ethnicity }),
		codeColumn("Age", "subject.age_band", ageLabels, func(r caseRow) string { return r.s.AgeBand }),
		textColumn("Allegation no.", "allegation.allegation_ref; allegation_ref of decision", func(r caseRow) string { return r.a.AllegationRef }),
		codeColumn("Allegation coding", "allegation.scheme", schemeLabels, func(r caseRow) string { return r.a.Scheme }),
		textColumn("Allegation", "allegation.code (as printed)", func(r caseRow) string { return r.a.Code }),
		codeColumn("Standard breached", "allegation.standard", standardLabels, func(r caseRow) string { return r.a.Standard }),
		codeColumn("Severity assessment", "allegation.severity", severityLabels, func(r caseRow) string { return r.a.Severity }),
		textColumn("Proceeding ref", "allegation.proceeding_ref", func(r caseRow) string { return r.a.ProceedingRef }),
		codeColumn("Outcome coding", "allegation.finding_scheme", outcomeSchemeLabels, func(r caseRow) string { return r.a.FindingScheme }),
		textColumn("Complaint outcome", "allegation.finding (as printed)", func(r caseRow) string { return r.a.Finding }),
		dateColumn("Outcome date", "allegation.finding_date", func(r caseRow) Day { return r.a.FindingDate }),
		codeColumn("Provisional view", "level of the provisional decision", levelLabels, func(r caseRow) string { return r.view.Level }),
		dateColumn("Provisional date", "decided_date of the provisional decision", func(r caseRow) Day { return r.view.DecidedDate }),
		codeColumn("Decision", "level of the final decision", levelLabels, func(r caseRow) string { return r.final.Level }),
		dateColumn("Decision date", "decided_date of the final decision", func(r caseRow) Day { return r.final.DecidedDate }),
		codeColumn("Decided by", "decider of the final decision", deciderLabels, func(r caseRow) string { return r.final.Decider }),
	},
	makes: []string{
		"`case` on every row (the fields repeat, equal, on each row of a case); `territory` is always EW",
		"`event` came_to_attention, report_submitted and closed with empty subject_ref and proceeding_ref and no recorded_date, where the date is filled",
		"`subject` where *Officer no.* is filled (repeats on each allegation row)",
		"`allegation` where *Allegation no.* is filled; its sanction is never filled",
		"provisional `decision` where *Provisional date* is filled: is_final false, decider dg",
		"final `decision` where *Decision date* is filled: is_final true",
	},
	skips: []string{"the last row: `Total` in the first column and the number of data rows in the second"},
}

func caseRows(w *World, force string) []caseRow {
	subjects, allegations := make(map[string][]Subject), make(map[pair][]Allegation)
	for _, s := range w.Subjects {
		subjects[s.CaseRef] = append(subjects[s.CaseRef], s)
	}
	for _, a := range w.Allegations {
		allegations[pair{a.CaseRef, a.SubjectRef}] = append(allegations[pair{a.CaseRef, a.SubjectRef}], a)
	}
	views, finals := make(map[string]Decision), make(map[string]Decision)
	for _, d := range w.Decisions {
		switch at := key(d.CaseRef, d.SubjectRef, d.AllegationRef); {
		case d.Decider == "cps":
		case d.IsFinal == Yes:
			finals[at] = d
		default:
			views[at] = d
		}
	}
	var rows []caseRow
	for _, c := range w.Cases {
		if c.Force != force {
			continue
		}
		if len(subjects[c.CaseRef]) == 0 {
			rows = append(rows, caseRow{c: c})
		}
		for _, s := range subjects[c.CaseRef] {
			for _, a := range allegations[pair{s.CaseRef, s.SubjectRef}] {
				at := key(a.CaseRef, a.SubjectRef, a.AllegationRef)
				rows = append(rows, caseRow{c, s, a, views[at], finals[at]})
			}
		}
	}
	return rows
}

// procRow is one misconduct proceeding × subject.
type procRow struct {
	p      Proceeding
	ps     ProcSubject
	name   string
	events map[string][]Event
	holds  []Hold
	given  []Extension
}

// event returns the nth milestone of a code, in order of date.
func (r procRow) event(code string, n int) Event {
	if len(r.events[code]) > n {
		return r.events[code][n]
	}
	return Event{}
}

func (r procRow) hold(n int) Hold {
	if len(r.holds) > n {
		return r.holds[n]
	}
	return Hold{}
}

func (r procRow) extension(n int) Extension {
	if len(r.given) > n {
		return r.given[n]
	}
	return Extension{}
}

// How many holds and extensions a row of Caseline has room for.
const (
	holdSlots      = 2
	extensionSlots = 3
)

var procLayout = layout[procRow]{
	name:   "caseline_proceedings",
	titles: []string{"Caseline saved query: Proceedings"},
	columns: slices.Concat([]column[procRow]{
		textColumn("Proceeding ref", "proceeding.proceeding_ref; proceeding_ref of every other record of the row but hold", func(r procRow) string { return r.p.ProceedingRef }),
		textColumn("Case ref", "case_ref of every record of the row", func(r procRow) string { return r.p.CaseRef }),
		textColumn("Officer no.", "subject_ref of every record of the row but proceeding", func(r procRow) string { return r.ps.SubjectRef }),
		droppedColumn("Officer name", "a name", func(r procRow) string { return r.name }),
		codeColumn("Proceeding type", "proceeding.type", proceedingLabels, func(r procRow) string { return r.p.Type }),
		textColumn("Force", "proceeding.force", func(r procRow) string { return r.p.Force }),
		codeColumn("Chair", "proceeding.chair_type", chairLabels, func(r procRow) string { return r.p.ChairType }),
		codeColumn("Presented by", "proceeding.presenter", presenterLabels, func(r procRow) string { return r.p.Presenter }),
		dateColumn("Opened", "proceeding.started_date", func(r procRow) Day { return r.p.StartedDate }),
		milestone("Referral decided", "referral_decided"),
		milestone("Reg 30 served", "reg30_served"),
		entry("Reg 30 entered", "Reg 30 served", "reg30_served"),
		dateColumn("Reg 30 re-served", "event reg30_served, a second one, no recorded_date", func(r procRow) Day { return r.event("reg30_served", 1).EventDate }),
		milestone("Reg 51 served", "reg51_served"),
		entry("Reg 51 entered", "Reg 51 served", "reg51_served"),
		milestone("Officer response", "officer_response"),
		milestone("First hearing day", "hearing_day_start"),
		entry("First day entered", "First hearing day", "hearing_day_start"),
		milestone("Hearing completed", "hearing_completed"),
		milestone("Report to AA", "report_to_aa"),
		milestone("Officer notified", "officer_notified"),
	}, holdColumns(), extensionColumns(), []column[procRow]{
		dateColumn("Completed", "proc_subject.completed_date", func(r procRow) Day { return r.ps.CompletedDate }),
		codeColumn("How ended", "proc_subject.ended_how", endedLabels, func(r procRow) string { return r.ps.EndedHow }),
		codeColumn("Finding", "proc_subject.finding", findingLabels, func(r procRow) string { return r.ps.Finding }),
		codeColumn("Outcome", "proc_subject.sanction", sanctionLabels, func(r procRow) string { return r.ps.Sanction }),
	}),
	makes: []string{
		"`proceeding` on every row (the fields repeat, equal, on each row of a joint proceeding)",
		"`proc_subject` on every row; result, sentence, conclusion, jury and article_2 are never filled",
		"`event` for each milestone column that is filled, with the case, officer and proceeding of the row",
		"`hold` for each filled *Hold … from*: case and officer of the row, no proceeding",
		"`extension` for each filled *Extension … decided*",
	},
	skips: []string{"row 1 (a title)", "the last row: `Total` in the first column and the number of data rows in the second"},
}

func milestone(head, code string) column[procRow] {
	return dateColumn(head, "event "+code, func(r procRow) Day { return r.event(code, 0).EventDate })
}

func entry(head, of, code string) column[procRow] {
	return dateColumn(head, "recorded_date of the event in *"+of+"*", func(r procRow) Day { return r.event(code, 0).RecordedDate })
}

func holdColumns() []column[procRow] {
	var columns []column[procRow]
	for n, name := range []string{"Hold", "Hold 2"} {
		columns = append(columns,
			codeColumn(name+" kind", "hold.kind", holdLabels, func(r procRow) string { return r.hold(n).Kind }),
			dateColumn(name+" from", "hold.start_date", func(r procRow) Day { return r.hold(n).StartDate }),
			dateColumn(name+" to", "hold.end_date", func(r procRow) Day { return r.hold(n).EndDate }))
	}
	return columns
}

func extensionColumns() []column[procRow] {
	var columns []column[procRow]
	for n, name := range []string{"Extension 1", "Extension 2", "Extension 3"} {
		columns = append(columns,
			codeColumn(name+" limit", "extension.standard_id", limitLabels, func(r procRow) string { return r.extension(n).StandardID }),
			dateColumn(name+" decided", "extension.decided_date", func(r procRow) Day { return r.extension(n).DecidedDate }),
			dateColumn(name+" new date", "extension.new_due_date", func(r procRow) Day { return r.extension(n).NewDueDate }),
			codeColumn(name+" by", "extension.decided_by", extenderLabels, func(r procRow) string { return r.extension(n).DecidedBy }),
			codeColumn(name+" reason", "extension.reason", extensionReasonLabels, func(r procRow) string { return r.extension(n).Reason }))
	}
	return columns
}

// partIndex holds what hangs on a subject's part in a proceeding.
type partIndex struct {
	proceedings map[string]Proceeding
	events      map[pair]map[string][]Event // by proceeding and subject, then code
	extensions  map[pair][]Extension
	holds       map[pair][]Hold // by case and subject
	names       map[pair]string // by case and subject
}

func indexParts(w *World) *partIndex {
	x := &partIndex{
		proceedings: make(map[string]Proceeding), events: make(map[pair]map[string][]Event), extensions: make(map[pair][]Extension),
		holds: make(map[pair][]Hold), names: make(map[pair]string),
	}
	for _, p := range w.Proceedings {
		x.proceedings[p.ProceedingRef] = p
	}
	for _, e := range w.Events {
		at := pair{e.ProceedingRef, e.SubjectRef}
		if x.events[at] == nil {
			x.events[at] = make(map[string][]Event)
		}
		x.events[at][e.Code] = append(x.events[at][e.Code], e)
	}
	for _, e := range w.Extensions {
		x.extensions[pair{e.ProceedingRef, e.SubjectRef}] = append(x.extensions[pair{e.ProceedingRef, e.SubjectRef}], e)
	}
	for _, h := range w.Holds {
		x.holds[pair{h.CaseRef, h.SubjectRef}] = append(x.holds[pair{h.CaseRef, h.SubjectRef}], h)
	}
	for _, s := range w.Subjects {
		x.names[pair{s.CaseRef, s.SubjectRef}] = s.Name
	}
	return x
}

func procRows(w *World, x *partIndex, force string) []procRow {
	carried := make(map[pair]bool) // holds stand on the first row of their officer
	var rows []procRow
	for _, ps := range w.ProcSubjects {
		p := x.proceedings[ps.ProceedingRef]
		if j := p.Jurisdiction(); p.Force != force || j != "misconduct" && j != "employment" {
			continue
		}
		part, who := pair{ps.ProceedingRef, ps.SubjectRef}, pair{ps.CaseRef, ps.SubjectRef}
		row := procRow{p: p, ps: ps, name: x.names[who], events: x.events[part], given: x.extensions[part]}
		if p.Jurisdiction() == "misconduct" && !carried[who] {
			row.holds, carried[who] = x.holds[who], true
		}
		if len(row.holds) > holdSlots || len(row.given) > extensionSlots {
			panic("no room on the row of " + ps.ProceedingRef)
		}
		rows = append(rows, row)
	}
	return rows
}
