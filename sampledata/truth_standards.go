package sampledata

import "time"

// What a limit attaches to.
const (
	onPart           = "proc_subject"
	onCase           = "case"
	onRecommendation = "recommendation"
	onDebrief        = "debrief"
	onFirstYear      = "first_year" // the end of a clock of MIS-12M
)

// limit is one span of validity of one time limit. Limits without a number in law ("as soon as practicable") have no clock and are not here.
type limit struct {
	id, title  string
	on         string
	kinds      []string // types of proceeding
	start, end string
	rule       string
	n, most    int
	from, to   Day // by the start of the clock; 0 sets no bound
	confidence string
	law        law      // the law that the matter must fall under
	instead    string   // event that stands in place of the end once the date has passed
	stops      []string // events after which nothing is due
	again      string   // event that starts the limit anew
}

// law is which Conduct Regulations a limit is of.
type law int

const (
	anyLaw law = iota
	law2012
	law2020
	law2024 // as amended in 2024
)

// within says whether a clock that starts on the day is under this span.
func (l *limit) within(d Day) bool { return d >= l.from && (l.to == 0 || d <= l.to) }

var (
	conduct2020 = Date(2020, time.February, 1)
	// From this day a person objected to may be replaced and the window begin anew.
	objections2024 = Date(2024, time.May, 7)
	conduct2012    = Date(2012, time.November, 22)
	coroners2013   = Date(2013, time.July, 25)
	learning2014   = Date(2014, time.October, 1)
	beforeRecords  = Date(2012, time.January, 1)
	defence2011    = Date(2011, time.February, 28)
	barred2017     = Date(2017, time.December, 15)

	hearings         = []string{"MH"}
	meetings         = []string{"MM"}
	hearingsMeetings = []string{"MH", "MM"}
	accelerated      = []string{"AH"}
	crownCourt       = []string{"CRM-CC"}
	inquestKinds     = []string{"INQ", "INQ-J"}
)

// limits are the limits that records of the sample can anchor, by id and then by validity, oldest first.
var limits = []limit{
	{"COR-12M", "Uncompleted investigation reported to the Chief Coroner", onPart, inquestKinds, "reported_to_coroner", "reported_to_chief_coroner",
		"MONTHS_OF", 12, 0, coroners2013, 0, "A", anyLaw, "", []string{"conclusion"}, ""},
	{"COR-PFD-RESP", "Response to a report to prevent future deaths", onRecommendation, []string{"pfd"}, "pfd_sent", "response_received",
		"DAY_AFTER", 56, 0, coroners2013, 0, "Vp", anyLaw, "", nil, ""},
	{"CRI-DEF-CC", "Defence statement, Crown Court", onPart, crownCourt, "disclosure_served", "defence_statement",
		"DAY_OF", 28, 0, defence2011, 0, "V", anyLaw, "", nil, ""},
	{"LRN-28A-RESP", "Response to a paragraph 28A recommendation", onRecommendation, []string{"para_28A"}, "recommendation_made", "response_received",
		"DAY_OF", 56, 0, learning2014, 0, "V", anyLaw, "", nil, ""},
	{"LRN-DEBRIEF-30", "Debrief held within 30 days (local standard)", onDebrief, nil, "debrief_triggered", "debrief_held",
		"DAY_AFTER", 30, 0, beforeRecords, 0, "M+", anyLaw, "", nil, ""},
	{"MIS-12M", "Investigation completed or explained within 12 months", onCase, nil, "came_to_attention", "report_submitted",
		"MONTHS_FROM", 12, 0, conduct2020, 0, "V", anyLaw, "explanation_sent", nil, "reinvestigation_decided"},
	{"MIS-12M-REP", "Completed or explained again in each later 6 months", onFirstYear, nil, "", "report_submitted",
		"MONTHS_FROM", 6, 0, conduct2020, 0, "V", anyLaw, "explanation_sent", nil, ""},
	{"MIS-ACC-DATE", "Accelerated hearing held in its window", onPart, accelerated, "reg51_served", "hearing_day_start",
		"WINDOW_AFTER", 10, 15, conduct2020, objections2024 - 1, "V", anyLaw, "", []string{"returned_to_part4"}, ""},
	{"MIS-ACC-DATE", "Accelerated hearing held in its window", onPart, accelerated, "reg51_served", "hearing_day_start",
		"WINDOW_AFTER", 10, 15, objections2024, 0, "V", anyLaw, "", []string{"returned_to_part4", "redated"}, ""},
	{"MIS-ACC-REDATE", "Accelerated hearing held in its new window", onPart, accelerated, "redated", "hearing_day_start",
		"WINDOW_AFTER", 10, 15, objections2024, 0, "V", law2024, "", []string{"returned_to_part4"}, "redated"},
	{"MIS-ACC-RESP", "Officer's response before an accelerated hearing", onPart, accelerated, "reg51_served", "officer_response",
		"FWD_AFTER", 7, 0, conduct2020, 0, "M", anyLaw, "", []string{"returned_to_part4"}, ""},
	{"MIS-ACC-RPT", "Report of an accelerated hearing to the appropriate authority", onPart, accelerated, "hearing_completed", "report_to_aa",
		"FWD_AFTER", 5, 0, conduct2020, 0, "V", anyLaw, "", nil, ""},
	{"MIS-APP-MTG-OUT", "Written notice of the appeal decision", onPart, []string{"AM"}, "appeal_determined", "officer_notified",
		"FWD_AFTER", 3, 0, conduct2020, 0, "V", anyLaw, "", nil, ""},
	// Of dismissals alone, and of those who would have been dismissed.
	{"MIS-BAR", "Report to the College of Policing barred list", onPart, []string{"MH", "AH"}, "outcome_imposed", "barred_list_reported",
		"FWD_AFTER", 5, 0, barred2017, 0, "M", anyLaw, "", nil, ""},
	{"MIS-HRG-100", "Misconduct hearing begun", onPart, hearings, "reg30_served", "hearing_day_start",
		"FWD_AFTER", 100, 0, conduct2020, 0, "Vp", anyLaw, "", nil, ""},
	{"MIS-MTG-20", "Misconduct meeting held", onPart, meetings, "reg30_served", "hearing_day_start",
		"FWD_AFTER", 20, 0, conduct2020, 0, "Vp", anyLaw, "", nil, ""},
	{"MIS-OUT-RPT", "Chair's report to the appropriate authority", onPart, hearingsMeetings, "hearing_completed", "report_to_aa",
		"FWD_AFTER", 5, 0, conduct2020, 0, "V", anyLaw, "", nil, ""},
	{"MIS-PREHRG", "Pre-hearing held", onPart, hearings, "docs_to_chair", "prehearing_held",
		"FWD_AFTER", 15, 0, conduct2020, 0, "V", anyLaw, "", nil, ""},
	{"MIS-PUB-HRG", "Public notice of hearing", onPart, hearings, "hearing_day_start", "public_notice_published",
		"BEFORE", 5, 0, conduct2020, 0, "Vp", anyLaw, "", nil, ""},
	{"MIS-RESP", "Officer's response to the notice of referral", onPart, hearingsMeetings, "reg30_served", "officer_response",
		"FWD_AFTER", 14, 0, conduct2012, 0, "M+", law2012, "", nil, ""},
	{"MIS-RESP", "Officer's response to the notice of referral", onPart, hearingsMeetings, "reg30_served", "officer_response",
		"FWD_AFTER", 15, 0, conduct2020, 0, "V", law2020, "", nil, ""},
	{"MIS-WIT", "Witness lists exchanged", onPart, hearingsMeetings, "officer_response", "witness_lists_exchanged",
		"FWD_AFTER", 3, 0, conduct2020, 0, "V", anyLaw, "", nil, ""},
}

// appliesTo says whether the limit is one on a kind of thing: a type of proceeding, a legal basis; any where none is named.
func (l *limit) appliesTo(on, kind string) bool {
	return l.on == on && (len(l.kinds) == 0 || oneOf(kind, l.kinds...))
}

// rolls says whether a last day on which courts are closed moves to the next working day.
func (l *limit) rolls() bool { return l.id == "CRI-DEF-CC" }

func dismissed(sanction string) bool {
	return oneOf(sanction, "dismissal_without_notice", "dismissal_with_notice", "would_have_been_dismissed")
}

// unkept says whether the sample's systems write no end of the limit down: it stands in the diary until its date and cannot be judged after.
func (l *limit) unkept() bool { return l.id == "COR-12M" || l.id == "MIS-ACC-RESP" }
