package sampledata

import "slices"

// The tracker is a workbook kept by hand in the proceedings support unit: one sheet for each thing that no system holds.

// listingRow is one listed day with who attended.
type listingRow struct {
	l     Listing
	roles map[string]Flag
}

var listingLayout = layout[listingRow]{
	name: "Listings",
	columns: []column[listingRow]{
		textColumn("Proceeding ref", "listing.proceeding_ref; attendance.proceeding_ref", func(r listingRow) string { return r.l.ProceedingRef }),
		dateColumn("Listed for", "listing.listed_date; attendance.listed_date", func(r listingRow) Day { return r.l.ListedDate }),
		codeColumn("Kind", "listing.kind", listingLabels, func(r listingRow) string { return r.l.Kind }),
		codeColumn("Used?", "listing.used", usedLabels, func(r listingRow) string { return r.l.Used }),
		codeColumn("Reason lost", "listing.lost_reason", lostLabels, func(r listingRow) string { return r.l.LostReason }),
		attended("Officer", "officer"),
		attended("Our counsel", "presenting_counsel"),
		attended("LQP", "legally_qualified_person"),
		attended("PSU", "psu_specialist"),
		attended("Witnesses", "witness"),
	},
	makes: []string{
		"`listing` on every row (days still to come have nothing after *Kind*)",
		"`attendance` for each of the last five columns that is filled: attended is true for Y, false for N",
	},
	skips: []string{"separator rows that have only a financial year such as `2024-25` in the first column"},
}

func attended(head, role string) column[listingRow] {
	return yesNoColumn(head, "attendance of role "+role, func(r listingRow) Flag { return r.roles[role] })
}

func listingRows(w *World) []listingRow {
	type day struct {
		ref string
		on  Day
	}
	roles := make(map[day]map[string]Flag)
	for _, a := range w.Attendances {
		at := day{a.ProceedingRef, a.ListedDate}
		if roles[at] == nil {
			roles[at] = make(map[string]Flag)
		}
		roles[at][a.Role] = a.Attended
	}
	var rows []listingRow
	for _, l := range w.Listings {
		at := day{l.ProceedingRef, l.ListedDate}
		rows = append(rows, listingRow{l, roles[at]})
		delete(roles, at)
	}
	slices.SortStableFunc(rows, func(a, b listingRow) int { return int(a.l.ListedDate - b.l.ListedDate) })
	return rows
}

// debriefRow is one debrief with its themes.
type debriefRow struct {
	d      Debrief
	themes []string
}

var debriefLayout = layout[debriefRow]{
	name:   "Debriefs",
	titles: []string{"Post-proceedings debriefs"},
	columns: []column[debriefRow]{
		textColumn("Debrief ref", "debrief.debrief_ref; debrief_theme.debrief_ref", func(r debriefRow) string { return r.d.DebriefRef }),
		textColumn("Case ref", "debrief.case_ref", func(r debriefRow) string { return r.d.CaseRef }),
		textColumn("Proceeding ref", "debrief.proceeding_ref", func(r debriefRow) string { return r.d.ProceedingRef }),
		textColumn("Force", "debrief.force", func(r debriefRow) string { return r.d.Force }),
		codeColumn("Jurisdiction", "debrief.jurisdiction", jurisdictionLabels, func(r debriefRow) string { return r.d.Jurisdiction }),
		dateColumn("Concluded", "debrief.trigger_date", func(r debriefRow) Day { return r.d.TriggerDate }),
		dateColumn("Held", "debrief.held_date", func(r debriefRow) Day { return r.d.HeldDate }),
		themed("Theme 1", 0), themed("Theme 2", 1), themed("Theme 3", 2),
	},
	makes: []string{"`debrief` on every row", "`debrief_theme` for each of the three theme columns that is filled"},
	skips: []string{"row 1 (a title)"},
}

func themed(head string, n int) column[debriefRow] {
	return codeColumn(head, "debrief_theme.theme", themeLabels, func(r debriefRow) string {
		if len(r.themes) > n {
			return r.themes[n]
		}
		return ""
	})
}

func debriefRows(w *World) []debriefRow {
	themes := make(map[string][]string)
	for _, t := range w.DebriefThemes {
		themes[t.DebriefRef] = append(themes[t.DebriefRef], t.Theme)
	}
	var rows []debriefRow
	for _, d := range w.Debriefs {
		if len(themes[d.DebriefRef]) > 3 {
			panic("no room for a fourth theme of " + d.DebriefRef)
		}
		rows = append(rows, debriefRow{d, themes[d.DebriefRef]})
	}
	return rows
}

var actionLayout = layout[Action]{
	name:   "Actions",
	titles: []string{"Actions from debriefs"},
	columns: []column[Action]{
		textColumn("Action ref", "action.action_ref", func(r Action) string { return r.ActionRef }),
		textColumn("Debrief ref", "action.debrief_ref", func(r Action) string { return r.DebriefRef }),
		textColumn("Case ref", "action.case_ref", func(r Action) string { return r.CaseRef }),
		textColumn("Force", "action.force", func(r Action) string { return r.Force }),
		codeColumn("Theme", "action.theme", themeLabels, func(r Action) string { return r.Theme }),
		dateColumn("Raised", "action.raised_date", func(r Action) Day { return r.RaisedDate }),
		dateColumn("Due", "action.due_date", func(r Action) Day { return r.DueDate }),
		dateColumn("Done", "action.done_date", func(r Action) Day { return r.DoneDate }),
	},
	makes: []string{"`action` on every row"},
	skips: []string{"row 1 (a title)"},
}

// qaRow is one review with its items.
type qaRow struct {
	v     QAReview
	items map[string]string
}

var qaLayout = layout[qaRow]{
	name: "QA",
	columns: slices.Concat([]column[qaRow]{
		textColumn("Review ref", "qa_review.review_ref; qa_item.review_ref", func(r qaRow) string { return r.v.ReviewRef }),
		textColumn("Case ref", "qa_review.case_ref", func(r qaRow) string { return r.v.CaseRef }),
		textColumn("Force", "qa_review.force", func(r qaRow) string { return r.v.Force }),
		dateColumn("Reviewed", "qa_review.reviewed_date", func(r qaRow) Day { return r.v.ReviewedDate }),
		textColumn("Second reading of", "qa_review.second_of", func(r qaRow) string { return r.v.SecondOf }),
	}, itemColumns()),
	makes: []string{"`qa_review` on every row", "`qa_item` for each item column that is filled"},
}

var itemHeads = map[string]string{
	"notice_complete": "Notice complete", "notice_served_in_time": "Notice served in time", "decision_reasons": "Reasons recorded",
	"disclosure_schedule": "Disclosure schedule", "unused_material": "Unused material", "family_update": "Family updated",
	"exhibit_continuity": "Exhibit continuity", "closure_checklist": "Closure checklist",
}

func itemColumns() []column[qaRow] {
	var columns []column[qaRow]
	for _, item := range qaItems {
		columns = append(columns, codeColumn(itemHeads[item], "qa_item.result of item "+item, qaLabels, func(r qaRow) string { return r.items[item] }))
	}
	return columns
}

func qaRows(w *World) []qaRow {
	items := make(map[string]map[string]string)
	for _, i := range w.QAItems {
		if items[i.ReviewRef] == nil {
			items[i.ReviewRef] = make(map[string]string)
		}
		items[i.ReviewRef][i.Item] = i.Result
	}
	var rows []qaRow
	for _, v := range w.QAReviews {
		rows = append(rows, qaRow{v, items[v.ReviewRef]})
	}
	return rows
}

var disclosureLayout = layout[DisclosureBatch]{
	name: "Disclosure",
	columns: []column[DisclosureBatch]{
		textColumn("Batch ref", "disclosure_batch.batch_ref", func(r DisclosureBatch) string { return r.BatchRef }),
		textColumn("Case ref", "disclosure_batch.case_ref", func(r DisclosureBatch) string { return r.CaseRef }),
		textColumn("Proceeding ref", "disclosure_batch.proceeding_ref", func(r DisclosureBatch) string { return r.ProceedingRef }),
		textColumn("Force", "disclosure_batch.force", func(r DisclosureBatch) string { return r.Force }),
		dateColumn("Due", "disclosure_batch.due_date", func(r DisclosureBatch) Day { return r.DueDate }),
		dateColumn("Served", "disclosure_batch.served_date", func(r DisclosureBatch) Day { return r.ServedDate }),
		dateColumn("Returned", "disclosure_batch.returned_date", func(r DisclosureBatch) Day { return r.ReturnedDate }),
		codeColumn("Why returned", "disclosure_batch.return_reason", returnLabels, func(r DisclosureBatch) string { return r.ReturnReason }),
	},
	makes: []string{"`disclosure_batch` on every row"},
}

var exhibitLayout = layout[ExhibitAudit]{
	name: "Exhibits",
	columns: []column[ExhibitAudit]{
		textColumn("Audit ref", "exhibit_audit.audit_ref", func(r ExhibitAudit) string { return r.AuditRef }),
		textColumn("Case ref", "exhibit_audit.case_ref", func(r ExhibitAudit) string { return r.CaseRef }),
		textColumn("Force", "exhibit_audit.force", func(r ExhibitAudit) string { return r.Force }),
		dateColumn("Due", "exhibit_audit.due_date", func(r ExhibitAudit) Day { return r.DueDate }),
		dateColumn("Done", "exhibit_audit.done_date", func(r ExhibitAudit) Day { return r.DoneDate }),
		numberColumn("Discrepancies", "exhibit_audit.discrepancies", func(r ExhibitAudit) int { return r.Discrepancies }),
	},
	makes: []string{"`exhibit_audit` on every row"},
}

var contactLayout = layout[ContactUpdate]{
	name: "Contact",
	columns: []column[ContactUpdate]{
		textColumn("Case ref", "contact_update.case_ref", func(r ContactUpdate) string { return r.CaseRef }),
		codeColumn("Who", "contact_update.audience", audienceLabels, func(r ContactUpdate) string { return r.Audience }),
		dateColumn("Updated on", "contact_update.contact_date", func(r ContactUpdate) Day { return r.ContactDate }),
		codeColumn("Quality check", "contact_update.quality", sampleLabels, func(r ContactUpdate) string { return r.Quality }),
	},
	makes: []string{"`contact_update` on every row"},
}

var restrictionLayout = layout[Restriction]{
	name: "Restrictions",
	columns: []column[Restriction]{
		textColumn("Restriction ref", "restriction.restriction_ref", func(r Restriction) string { return r.RestrictionRef }),
		textColumn("Case ref", "restriction.case_ref", func(r Restriction) string { return r.CaseRef }),
		textColumn("Proceeding ref", "restriction.proceeding_ref", func(r Restriction) string { return r.ProceedingRef }),
		textColumn("Officer no.", "restriction.subject_ref", func(r Restriction) string { return r.SubjectRef }),
		codeColumn("Kind", "restriction.kind", restrictionLabels, func(r Restriction) string { return r.Kind }),
		dateColumn("From", "restriction.from_date", func(r Restriction) Day { return r.FromDate }),
		dateColumn("Until", "restriction.until_date", func(r Restriction) Day { return r.UntilDate }),
	},
	makes: []string{"`restriction` on every row"},
}

var reviewLayout = layout[CaseReview]{
	name: "Reviews",
	columns: []column[CaseReview]{
		textColumn("Case ref", "case_review.case_ref", func(r CaseReview) string { return r.CaseRef }),
		dateColumn("Due", "case_review.due_date", func(r CaseReview) Day { return r.DueDate }),
		dateColumn("Done", "case_review.done_date", func(r CaseReview) Day { return r.DoneDate }),
		codeColumn("Risk", "case_review.risk", riskLabels, func(r CaseReview) string { return r.Risk }),
	},
	makes: []string{"`case_review` on every row"},
}

var counselLayout = layout[Instruction]{
	name: "Counsel",
	columns: []column[Instruction]{
		textColumn("Instruction ref", "instruction.instruction_ref", func(r Instruction) string { return r.InstructionRef }),
		textColumn("Case ref", "instruction.case_ref", func(r Instruction) string { return r.CaseRef }),
		textColumn("Proceeding ref", "instruction.proceeding_ref", func(r Instruction) string { return r.ProceedingRef }),
		dateColumn("Instructed", "instruction.instructed_date", func(r Instruction) Day { return r.InstructedDate }),
		dateColumn("Advice received", "instruction.advice_date", func(r Instruction) Day { return r.AdviceDate }),
	},
	makes: []string{"`instruction` on every row"},
}

// headcountRow is one force on one day, a column for each rank band.
type headcountRow struct {
	force string
	day   Day
	bands map[string]int
}

var headcountLayout = layout[headcountRow]{
	name:   "Headcount",
	titles: []string{"Officers and staff in post (heads)"},
	columns: slices.Concat([]column[headcountRow]{
		textColumn("Force", "headcount.force", func(r headcountRow) string { return r.force }),
		dateColumn("As at", "headcount.as_at_date", func(r headcountRow) Day { return r.day }),
	}, bandColumns()),
	makes: []string{"`headcount` for each rank column"},
	skips: []string{"row 1 (a title)"},
}

func bandColumns() []column[headcountRow] {
	var columns []column[headcountRow]
	for _, b := range rankLabels.pairs {
		columns = append(columns, numberColumn(b.text, "headcount.headcount of rank_band "+b.code, func(r headcountRow) int { return r.bands[b.code] }))
	}
	return columns
}

func headcountRows(w *World) []headcountRow {
	var rows []headcountRow
	for _, h := range w.Headcounts {
		if n := len(rows); n == 0 || rows[n-1].force != h.Force || rows[n-1].day != h.AsAtDate {
			rows = append(rows, headcountRow{h.Force, h.AsAtDate, make(map[string]int)})
		}
		rows[len(rows)-1].bands[h.RankBand] = h.Headcount
	}
	return rows
}

var costLayout = layout[Cost]{
	name: "Costs",
	columns: []column[Cost]{
		textColumn("Proceeding ref", "cost.proceeding_ref", func(r Cost) string { return r.ProceedingRef }),
		codeColumn("Kind", "cost.kind", costLabels, func(r Cost) string { return r.Kind }),
		dateColumn("Incurred", "cost.incurred_date", func(r Cost) Day { return r.IncurredDate }),
		moneyColumn("Amount", "cost.amount", func(r Cost) int64 { return r.AmountPence }),
	},
	makes: []string{"`cost` on every row"},
}

var logLayout = layout[Event]{
	name: "Events log",
	columns: []column[Event]{
		textColumn("Case ref", "event.case_ref", func(r Event) string { return r.CaseRef }),
		textColumn("Proceeding ref", "event.proceeding_ref", func(r Event) string { return r.ProceedingRef }),
		textColumn("Officer no.", "event.subject_ref (empty where it is about all, and for an inquest)", func(r Event) string { return r.SubjectRef }),
		codeColumn("Milestone", "event.code", milestoneLabels, func(r Event) string { return r.Code }),
		dateColumn("Date", "event.event_date", func(r Event) Day { return r.EventDate }),
		dateColumn("Date entered", "event.recorded_date", func(r Event) Day { return r.RecordedDate }),
	},
	makes: []string{"`event` on every row"},
}

// logRows are the milestones that no other export has a column for.
func logRows(w *World) []Event {
	logged := set(milestoneLabels.pairs, func(l label) string { return l.code })
	return where(w.Events, func(e Event) bool { return logged[e.Code] })
}
