package sampledata

import "fmt"

// labels says how a system prints the codes of a list.
type labels struct {
	list  string // the vocabulary list
	pairs []label
}

type label struct{ code, text string }

// text returns what the system prints for a code; a code without a label is a fault of the history.
func (l *labels) text(code string) string {
	if code == "" {
		return ""
	}
	for _, p := range l.pairs {
		if p.code == code {
			return p.text
		}
	}
	panic(fmt.Sprintf("no label for %s in %s", code, l.list))
}

// The three systems print the same things differently: Caseline in full, the register in full with words of its own, the tracker in the short words
// of the people who keep it.
var (
	matterLabels = &labels{"matter_type", []label{
		{"complaint", "Complaint"}, {"conduct_matter", "Conduct matter"}, {"recordable_conduct_matter", "Recordable conduct matter"}, {"dsi_matter", "DSI"},
	}}
	modeLabels   = &labels{"investigation_mode", []label{{"independent", "Independent"}, {"directed", "Directed"}, {"local", "Local"}}}
	statusLabels = &labels{"case_status", []label{{"open", "Open"}, {"closed", "Closed"}}}
	personLabels = &labels{"subject_status", []label{
		{"officer", "Police officer"}, {"special", "Special constable"}, {"staff", "Police staff"}, {"former_officer", "Former officer"},
		{"senior_officer", "Chief officer"},
	}}
	rankLabels = &labels{"rank_band", []label{
		{"constable", "PC/DC"}, {"sergeant", "PS/DS"}, {"inspecting", "Insp/Ch Insp"}, {"superintending", "Supt/Ch Supt"}, {"chief", "ACC and above"},
		{"special", "Special constable"}, {"pcso", "PCSO"}, {"staff", "Staff"},
	}}
	sexLabels    = &labels{"sex", []label{{"male", "Male"}, {"female", "Female"}}}
	ethnicLabels = &labels{"ethnicity", []label{
		{"white", "White"}, {"asian", "Asian or Asian British"}, {"black", "Black or Black British"}, {"mixed", "Mixed"}, {"other", "Any other group"},
	}}
	ageLabels = &labels{"age_band", []label{
		{"25_and_under", "25 and under"}, {"26_to_40", "26-40"}, {"41_to_55", "41-55"}, {"over_55", "Over 55"},
	}}
	schemeLabels = &labels{"allegation_scheme", []label{
		{"allegation_2020", "Complaint category (Feb 2020)"}, {"allegation_ho_conduct", "HO nature of allegation"},
	}}
	outcomeSchemeLabels = &labels{"finding_scheme", []label{{"other", "Local list"}}}
	standardLabels      = &labels{"professional_standard", []label{
		{"honesty_and_integrity", "Honesty and Integrity"}, {"authority_respect_and_courtesy", "Authority, Respect and Courtesy"},
		{"equality_and_diversity", "Equality and Diversity"}, {"use_of_force", "Use of Force"}, {"orders_and_instructions", "Orders and Instructions"},
		{"duties_and_responsibilities", "Duties and Responsibilities"}, {"confidentiality", "Confidentiality"}, {"fitness_for_duty", "Fitness for Duty"},
		{"discreditable_conduct", "Discreditable Conduct"}, {"challenging_and_reporting_improper_conduct", "Challenging and Reporting Improper Conduct"},
	}}
	severityLabels = &labels{"indication", []label{
		{"none", "No misconduct"}, {"misconduct", "Misconduct"}, {"gross_misconduct", "Gross misconduct"}, {"criminal_offence", "Criminal offence"},
	}}
	levelLabels = &labels{"decision_level", []label{
		{"case_to_answer_gross_misconduct", "Case to answer - gross misconduct"}, {"case_to_answer_misconduct", "Case to answer - misconduct"},
		{"no_case_to_answer", "No case to answer"}, {"practice_requiring_improvement_rprp", "Practice requiring improvement (RPRP)"},
		{"unsatisfactory_performance", "Unsatisfactory performance"},
	}}
	deciderLabels = &labels{"decider", []label{{"aa", "Appropriate authority"}, {"dg", "Director General"}}}
	cpsLabels     = &labels{"decision_level", []label{
		{"charge", "Charge"}, {"nfa_evidential", "NFA - evidential"}, {"nfa_public_interest", "NFA - public interest"}, {"out_of_court", "Out of court disposal"},
	}}
	proceedingLabels = &labels{"proceeding_type", []label{
		{"MH", "Misconduct hearing"}, {"MM", "Misconduct meeting"}, {"AH", "Accelerated misconduct hearing"}, {"AM", "Appeal meeting"},
		{"PAT", "Police Appeals Tribunal"}, {"STF", "Staff disciplinary hearing"},
	}}
	courtLabels   = &labels{"proceeding_type", []label{{"CRM-MC", "Magistrates"}, {"CRM-CC", "Crown"}}}
	inquestLabels = &labels{"proceeding_type", []label{{"INQ", "Inquest"}, {"INQ-J", "Jury inquest"}}}
	chairLabels   = &labels{"chair_type", []label{
		{"legally_qualified_chair", "LQC"}, {"chief_officer", "Chief officer"}, {"chief_officer_delegate", "Chief officer's delegate"},
		{"senior_officer", "Senior officer"}, {"person_conducting", "Person conducting meeting"}, {"tribunal_chair", "PAT chair"},
	}}
	presenterLabels = &labels{"presenter", []label{{"aa", "AA"}, {"dg", "DG"}}}
	endedLabels     = &labels{"ended_how", []label{
		{"concluded", "Concluded"}, {"withdrawn", "Withdrawn"}, {"discontinued", "Discontinued"}, {"resigned_closed", "Resigned/retired - closed"},
		{"died", "Died"}, {"returned_to_part4", "Returned to Part 4"}, {"stayed", "Stayed"},
	}}
	findingLabels = &labels{"finding", []label{
		{"gross_misconduct", "Gross misconduct"}, {"misconduct", "Misconduct"}, {"not_misconduct", "Not misconduct"}, {"not_proven_facts", "Facts not proven"},
		{"discontinued", "Withdrawn or discontinued"}, {"stayed_abuse", "Stayed - abuse of process"}, {"not_recorded", "Not recorded"},
	}}
	sanctionLabels = &labels{"sanction", []label{
		{"dismissal_without_notice", "Dismissal without notice"}, {"would_have_been_dismissed", "Would have been dismissed"},
		{"reduction_in_rank", "Reduction in rank"}, {"final_written_warning", "Final written warning"}, {"written_warning", "Written warning"},
		{"no_action_former_officer", "No action (former officer)"}, {"rprp", "Reflective practice"}, {"none", "No action"},
	}}
	holdLabels  = &labels{"hold_kind", []label{{"sub_judice", "Sub judice"}, {"judicial_review", "Judicial review"}, {"other", "Other"}}}
	limitLabels = &labels{"standard", []label{
		{"MIS-HRG-100", "Hearing 100 WD"}, {"MIS-MTG-20", "Meeting 20 WD"}, {"MIS-RESP", "Response 15 WD"},
	}}
	extenderLabels        = &labels{"extension_decider", []label{{"chair", "Chair"}}}
	extensionReasonLabels = &labels{"extension_reason", []label{
		{"officer_ill", "Officer ill"}, {"counsel_availability", "Counsel availability"}, {"witness_availability", "Witness availability"},
		{"disclosure", "Disclosure"}, {"panel_availability", "Panel availability"}, {"criminal_proceedings", "Criminal proceedings"}, {"other", "Other"},
	}}
	resultLabels = &labels{"criminal_result", []label{
		{"guilty_plea", "Guilty plea"}, {"guilty_verdict", "Guilty - verdict"}, {"guilty_alternative", "Guilty - alternative offence"},
		{"not_guilty_verdict", "Not guilty"}, {"no_evidence_offered", "No evidence offered"}, {"discontinued", "Discontinued"}, {"withdrawn", "Withdrawn"},
		{"left_on_file", "Left on file"}, {"stayed", "Stayed"}, {"died", "Died"},
	}}
	sentenceLabels = &labels{"sentence", []label{
		{"immediate_custody", "Immediate custody"}, {"suspended_sentence", "Suspended sentence"}, {"community_order", "Community order"}, {"fine", "Fine"},
		{"conditional_discharge", "Conditional discharge"},
	}}
	conclusionLabels = &labels{"inquest_conclusion", []label{
		{"natural_causes", "Natural causes"}, {"suicide", "Suicide"}, {"unlawful_killing", "Unlawful killing"}, {"lawful_killing", "Lawful killing"},
		{"accident_or_misadventure", "Accident or misadventure"}, {"road_traffic_collision", "RTC"}, {"alcohol_or_drug_related", "Alcohol/drug related"},
		{"open", "Open"}, {"narrative", "Narrative"},
	}}
	basisLabels = &labels{"legal_basis", []label{
		{"para_28A", "Para 28A"}, {"s10_general", "s10 general"}, {"quick_time", "Quick-time learning"}, {"debrief_internal", "Internal debrief"},
		{"pfd", "PFD report"}, {"hmicfrs", "HMICFRS"}, {"college", "College of Policing"},
	}}
	responseLabels = &labels{"response", []label{
		{"accepted", "Accepted"}, {"accepted_in_part", "Accepted in part"}, {"not_accepted", "Not accepted"}, {"no_response", "No response"},
		{"awaiting", "Awaiting"}, {"superseded", "Superseded"},
	}}
	listingLabels = &labels{"listing_kind", []label{
		{"hearing", "Hearing"}, {"prehearing", "Pre-hearing"}, {"trial", "Trial"}, {"inquest", "Inquest"}, {"pirh", "PIRH"},
	}}
	usedLabels = &labels{"listing_used", []label{{"used", "Used"}, {"lost", "Lost"}}}
	lostLabels = &labels{"lost_reason", []label{
		{"officer_ill", "Officer ill"}, {"legal_representative_unavailable", "Legal rep n/a"}, {"witness_unavailable", "Witness n/a"},
		{"panel_unavailable", "Panel n/a"}, {"disclosure_incomplete", "Disclosure incomplete"}, {"court_overrun", "Overrun of earlier case"},
		{"finished_early", "Finished early"}, {"other", "Other"},
	}}
	jurisdictionLabels = &labels{"jurisdiction", []label{{"misconduct", "Misconduct"}, {"criminal", "Criminal"}, {"coronial", "Coronial"}}}
	themeLabels        = &labels{"theme", []label{
		{"policy_guidance", "Policy/guidance"}, {"training", "Training"}, {"supervision", "Supervision"}, {"information_it", "Information/IT"},
		{"equipment", "Equipment"}, {"partnership", "Partnership"}, {"custody_care", "Custody care"}, {"use_of_force", "Use of force"},
		{"vawg_da", "VAWG/DA"}, {"mental_health", "Mental health"}, {"rtc_pursuit", "RTC/pursuit"}, {"call_handling", "Call handling"},
		{"search_stop", "Search/stop"}, {"disclosure", "Disclosure"}, {"witness_care", "Witness care"}, {"file_quality", "File quality"},
		{"listing_logistics", "Listing/logistics"}, {"press", "Press"},
	}}
	qaLabels     = &labels{"qa_result", []label{{"pass", "Y"}, {"fail", "N"}, {"not_applicable", "NA"}}}
	sampleLabels = &labels{"qa_result", []label{{"pass", "Pass"}, {"fail", "Fail"}, {"not_applicable", "NA"}}}
	returnLabels = &labels{"return_reason", []label{
		{"descriptions_inadequate", "Descriptions inadequate"}, {"items_missing", "Items missing"}, {"wrong_schedule", "Wrong schedule"},
		{"late_material", "Late material"}, {"other", "Other"},
	}}
	audienceLabels = &labels{"contact_audience", []label{
		{"complainant", "Complainant"}, {"family", "Family"}, {"officer", "Officer"}, {"team", "Team"}, {"stakeholder", "Stakeholder"},
	}}
	riskLabels        = &labels{"risk", []label{{"low", "L"}, {"medium", "M"}, {"high", "H"}}}
	restrictionLabels = &labels{"restriction_kind", []label{{"anonymity", "Anonymity"}, {"reporting", "Reporting"}, {"private_hearing", "Private hearing"}}}
	costLabels        = &labels{"cost_kind", []label{
		{"counsel", "Counsel"}, {"legally_qualified_person", "LQP"}, {"venue", "Venue"}, {"transcript", "Transcript"},
	}}
	milestoneLabels = &labels{"event", []label{
		{"docs_to_chair", "Documents to chair"}, {"prehearing_held", "Pre-hearing held"}, {"public_notice_published", "Public notice published"},
		{"report_published", "Outcome report published"}, {"pirh_held", "PIRH held"}, {"report_removed", "Outcome report taken down"},
		{"requisition_served", "Requisition served"}, {"pnc_created", "PNC record created"}, {"biometrics_taken", "Biometrics taken"},
		{"pnc_result_entered", "PNC result entered"}, {"complainant_notified", "Complainant told"}, {"barred_list_reported", "Reported to barred list"},
		{"explanation_sent", "Delay explained"}, {"witness_contact_offered", "Witness contact offered"}, {"witness_stood_down", "Witness stood down"},
		{"effect_checked", "Effect checked"},
		{"moi_decision", "Mode decided"}, {"cps_action_plan", "CPS action plan"}, {"cps_action_plan_answered", "CPS action plan answered"},
		{"defence_statement", "Defence statement"}, {"disclosure_served", "Disclosure served"}, {"witness_lists_exchanged", "Witness lists exchanged"},
		{"hearing_date_fixed", "Hearing date fixed"}, {"trial_fixed", "Trial date fixed"},
		{"panel_named", "Panel named to officer"}, {"objection", "Objection made"}, {"redated", "Window restarted, panel changed"},
	}}
)
