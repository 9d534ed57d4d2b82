package sampledata

// The national register is a workbook that the invented national body keeps of prosecutions, inquests and recommendations.

// crimRow is one prosecution × defendant.
type crimRow struct {
	p        Proceeding
	ps       ProcSubject
	name     string
	decision Decision
	events   map[string][]Event
}

func (r crimRow) event(code string) Event {
	if len(r.events[code]) == 0 {
		return Event{}
	}
	return r.events[code][0]
}

var registerTitles = []string{Body + " (invented)", "National register of proceedings: extract for analysis"}

var criminalLayout = layout[crimRow]{
	name:   "Criminal",
	titles: registerTitles,
	groups: []group{{"Defendant", 6}, {"File and charge", 5}, {"Court", 8}},
	columns: []column[crimRow]{
		textColumn("Register ref", "proceeding.proceeding_ref; proceeding_ref of proc_subject and event", func(r crimRow) string { return r.p.ProceedingRef }),
		textColumn("Case ref", "case_ref of every record of the row", func(r crimRow) string { return r.p.CaseRef }),
		textColumn("Force", "proceeding.force", func(r crimRow) string { return r.p.Force }),
		textColumn("Defendant no.", "subject_ref of every record of the row but proceeding", func(r crimRow) string { return r.ps.SubjectRef }),
		droppedColumn("Defendant name", "a name", func(r crimRow) string { return r.name }),
		codeColumn("Court", "proceeding.type", courtLabels, func(r crimRow) string { return r.p.Type }),
		dateColumn("File to CPS", "proceeding.started_date; event full_file_to_cps", func(r crimRow) Day { return r.p.StartedDate }),
		dateColumn("File entered", "recorded_date of the event in *File to CPS*", func(r crimRow) Day { return r.event("full_file_to_cps").RecordedDate }),
		codeColumn("CPS decision", "level of the decision", cpsLabels, func(r crimRow) string { return r.decision.Level }),
		dateColumn("CPS decision date", "decided_date of the decision; event charging_decision", func(r crimRow) Day { return r.decision.DecidedDate }),
		crimDate("Requisition issued", "requisition_issued"),
		crimDate("First appearance", "first_appearance"),
		crimDate("Trial start", "trial_start"),
		crimDate("Verdict date", "verdict"),
		crimDate("Sentenced", "sentence"),
		dateColumn("Case ended", "proc_subject.completed_date", func(r crimRow) Day { return r.ps.CompletedDate }),
		codeColumn("How ended", "proc_subject.ended_how", endedLabels, func(r crimRow) string { return r.ps.EndedHow }),
		codeColumn("Result", "proc_subject.result", resultLabels, func(r crimRow) string { return r.ps.Result }),
		codeColumn("Sentence", "proc_subject.sentence", sentenceLabels, func(r crimRow) string { return r.ps.Sentence }),
	},
	makes: []string{
		"`proceeding` on every row (the fields repeat, equal, for each defendant); chair_type and presenter are never filled",
		"`proc_subject` on every row",
		"`decision` where *CPS decision date* is filled: empty allegation_ref, decider cps, is_final true",
		"`event` for each milestone column that is filled, with the case, defendant and proceeding of the row; recorded_date only for full_file_to_cps",
	},
	skips: []string{"rows 1 and 2 (titles)", "blank rows between financial years", "the last row (`Source: …` in the first column)"},
}

func crimDate(head, code string) column[crimRow] {
	return dateColumn(head, "event "+code, func(r crimRow) Day { return r.event(code).EventDate })
}

func crimRows(w *World, x *partIndex) []crimRow {
	decisions := make(map[pair]Decision)
	for _, d := range w.Decisions {
		if d.Decider == "cps" {
			decisions[pair{d.CaseRef, d.SubjectRef}] = d
		}
	}
	var rows []crimRow
	for _, ps := range w.ProcSubjects {
		if p := x.proceedings[ps.ProceedingRef]; p.Jurisdiction() == "criminal" {
			who := pair{ps.CaseRef, ps.SubjectRef}
			rows = append(rows, crimRow{p, ps, x.names[who], decisions[who], x.events[pair{ps.ProceedingRef, ps.SubjectRef}]})
		}
	}
	return rows
}

// inquestRow is one inquest.
type inquestRow struct {
	p        Proceeding
	ps       ProcSubject
	deceased string
	hold     Hold
	events   map[string][]Event
}

func (r inquestRow) event(code string) Event {
	if len(r.events[code]) == 0 {
		return Event{}
	}
	return r.events[code][0]
}

var inquestLayout = layout[inquestRow]{
	name:   "Inquests",
	titles: registerTitles,
	groups: []group{{"Inquest", 7}, {"Dates", 7}, {"Result", 4}},
	columns: []column[inquestRow]{
		textColumn("Register ref", "proceeding.proceeding_ref; proceeding_ref of proc_subject and event", func(r inquestRow) string { return r.p.ProceedingRef }),
		textColumn("Case ref", "case_ref of every record of the row", func(r inquestRow) string { return r.p.CaseRef }),
		textColumn("Force", "proceeding.force", func(r inquestRow) string { return r.p.Force }),
		droppedColumn("Deceased", "a name", func(r inquestRow) string { return r.deceased }),
		codeColumn("Kind", "proceeding.type", inquestLabels, func(r inquestRow) string { return r.p.Type }),
		yesNoColumn("Jury", "proc_subject.jury", func(r inquestRow) Flag { return r.ps.Jury }),
		yesNoColumn("Article 2", "proc_subject.article_2", func(r inquestRow) Flag { return r.ps.Article2 }),
		dateColumn("Reported to coroner", "proceeding.started_date; event reported_to_coroner", func(r inquestRow) Day { return r.p.StartedDate }),
		dateColumn("Report entered", "recorded_date of the event in *Reported to coroner*", func(r inquestRow) Day { return r.event("reported_to_coroner").RecordedDate }),
		inquestDate("Inquest opened", "inquest_opened"),
		dateColumn("Suspended from", "hold.start_date", func(r inquestRow) Day { return r.hold.StartDate }),
		dateColumn("Suspended to", "hold.end_date", func(r inquestRow) Day { return r.hold.EndDate }),
		inquestDate("Inquest start", "inquest_start"),
		inquestDate("Conclusion date", "conclusion"),
		dateColumn("Ended", "proc_subject.completed_date", func(r inquestRow) Day { return r.ps.CompletedDate }),
		codeColumn("How ended", "proc_subject.ended_how", endedLabels, func(r inquestRow) string { return r.ps.EndedHow }),
		codeColumn("Conclusion", "proc_subject.conclusion", conclusionLabels, func(r inquestRow) string { return r.ps.Conclusion }),
		inquestDate("PFD issued", "pfd_issued"),
	},
	makes: []string{
		"`proceeding` and `proc_subject` (empty subject_ref) on every row; chair_type and presenter are never filled",
		"`event` for each milestone column that is filled, with empty subject_ref; recorded_date only for reported_to_coroner",
		"`hold` where *Suspended from* is filled: kind coroner_suspension, empty subject_ref",
	},
	skips: []string{"rows 1 and 2 (titles)", "blank rows between financial years", "the last row (`Source: …` in the first column)"},
}

func inquestDate(head, code string) column[inquestRow] {
	return dateColumn(head, "event "+code, func(r inquestRow) Day { return r.event(code).EventDate })
}

func inquestRows(w *World, x *partIndex) []inquestRow {
	var rows []inquestRow
	for i, ps := range w.ProcSubjects {
		p := x.proceedings[ps.ProceedingRef]
		if p.Jurisdiction() != "coronial" {
			continue
		}
		row := inquestRow{p: p, ps: ps, events: x.events[pair{ps.ProceedingRef, ""}], deceased: inventedName(newRNG(w.Seed, ps.ProceedingRef, 0))}
		if i%40 == 0 {
			row.deceased = PlantedNames[2]
		}
		switch holds := x.holds[pair{ps.CaseRef, ""}]; len(holds) {
		case 0:
		case 1:
			row.hold = holds[0]
		default:
			panic("no room for two suspensions on the row of " + ps.ProceedingRef)
		}
		rows = append(rows, row)
	}
	return rows
}

// adviceRow is one recommendation with its response.
type adviceRow struct {
	r Recommendation
	a Response
}

var adviceLayout = layout[adviceRow]{
	name:   "Recommendations",
	titles: registerTitles,
	groups: []group{{"Recommendation", 9}, {"Response", 2}},
	columns: []column[adviceRow]{
		textColumn("Rec ref", "recommendation.recommendation_ref; response.recommendation_ref", func(r adviceRow) string { return r.r.RecommendationRef }),
		textColumn("Case ref", "recommendation.case_ref", func(r adviceRow) string { return r.r.CaseRef }),
		textColumn("Addressee", "recommendation.force", func(r adviceRow) string { return r.r.Force }),
		codeColumn("Basis", "recommendation.legal_basis", basisLabels, func(r adviceRow) string { return r.r.LegalBasis }),
		textColumn("Theme", "recommendation.theme (as printed)", func(r adviceRow) string { return r.r.Theme }),
		dateColumn("Made", "recommendation.made_date", func(r adviceRow) Day { return r.r.MadeDate }),
		dateColumn("Due", "recommendation.due_date", func(r adviceRow) Day { return r.r.DueDate }),
		dateColumn("Extended to", "recommendation.extended_due_date", func(r adviceRow) Day { return r.r.ExtendedDueDate }),
		textColumn("Status", "recommendation.status (as printed)", func(r adviceRow) string { return r.r.Status }),
		dateColumn("Response received", "response.received_date", func(r adviceRow) Day { return r.a.ReceivedDate }),
		codeColumn("Response", "response.response", responseLabels, func(r adviceRow) string { return r.a.Response }),
	},
	makes: []string{
		"`recommendation` on every row; `territory` is always EW",
		"`response` where *Response received* or *Response* is filled",
	},
	skips: []string{"rows 1 and 2 (titles)", "blank rows between financial years", "the last row (`Source: …` in the first column)"},
}

func adviceRows(w *World) []adviceRow {
	answers := make(map[string]Response)
	for _, a := range w.Responses {
		answers[a.RecommendationRef] = a
	}
	var rows []adviceRow
	for _, r := range w.Recommendations {
		rows = append(rows, adviceRow{r, answers[r.RecommendationRef]})
	}
	return rows
}

// registerNotes is a sheet of no use to anyone, as such workbooks have.
var registerNotes = [][]string{
	{"Notes"},
	{"1", "Dates before 2020 are not held."},
	{"2", "Ask the register team before using column F.", "", "checked"},
	{},
	{"", "Last spoke to " + "Ignatius Marrowbright" + " about late inquest results."},
}
