package vocab

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// standardIDs are all limits the project knows of: none may vanish unseen.
const standardIDs = `MIS-REF-IOPC MIS-SEV MIS-NOI MIS-NOI-REPS MIS-INT-ALT MIS-SUSP-REPS MIS-SUSP-REV MIS-12M MIS-12M-REP
MIS-12M-SEND MIS-AA-VIEW MIS-CTA-15 MIS-NOR MIS-NOR-DELEG MIS-OBJ MIS-RESP MIS-WIT MIS-DOCS-CHAIR MIS-PREHRG MIS-PREHRG-ALT
MIS-HRG-100 MIS-MTG-20 MIS-PUB-HRG MIS-OUT-RPT MIS-OUT-OFF MIS-OUT-IOPC MIS-OUT-PUB MIS-OUT-STAY MIS-APP-MTG MIS-APP-MTG-HELD
MIS-APP-MTG-OUT MIS-ACC-CERT MIS-ACC-NOTICE MIS-ACC-DATE MIS-ACC-REDATE MIS-ACC-PUB MIS-ACC-RESP MIS-ACC-RPT MIS-ACC-PUBOUT
MIS-WARN-WW MIS-WARN-FWW PAT-NOTICE PAT-RESP-DOCS PAT-APP-CASE PAT-RESP-CASE UPP-APPEAL UPP-GI MIS-BAR MIS-CMP-UPD MIS-REVIEW
CRI-127 CRI-REF CRI-CHARGE CRI-VRR-REQ CRI-VRR-DEC CRI-PROS-DISC CRI-DEF-MC CRI-DEF-CC CRI-CONT-DISC CRI-EVID-50/70 CRI-PTPH
CRI-CTL CRI-ULS CRI-APP-CC CRI-APP-MC CRI-PNC CRI-BIO COR-OPEN COR-PIRH COR-6M COR-NOTIFY COR-12M COR-SUSP COR-JURY
COR-PFD-RESP LRN-28A-RESP LRN-28A-PUB LRN-OTHER LRN-HMIC LRN-DEBRIEF-30`

func TestStandardsComplete(t *testing.T) {
	s := load(t)
	var got []string
	for _, c := range s.Codes("standard") {
		got = append(got, c.Code)
	}
	want := strings.Fields(standardIDs)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("standards\n%v\nwant\n%v", got, want)
	}
}

// TestLimits spells out the limits that measures publish.
func TestLimits(t *testing.T) {
	tests := []struct {
		id, on, anchor, start, end, rule string
		n, nMax                          int
		appliesTo                        string
	}{
		{"MIS-HRG-100", "2024-01-01", "proc_subject", "reg30_served", "hearing_day_start", "FWD_AFTER", 100, 0, "MH"},
		{"MIS-MTG-20", "2024-01-01", "proc_subject", "reg30_served", "hearing_day_start", "FWD_AFTER", 20, 0, "MM"},
		{"MIS-RESP/R2020", "2020-02-01", "proc_subject", "reg30_served", "officer_response", "FWD_AFTER", 15, 0, "MH|MM"},
		{"MIS-RESP/R2012", "2024-01-31", "proc_subject", "reg30_served", "officer_response", "FWD_AFTER", 14, 0, "MH|MM"},
		{"MIS-OUT-RPT", "2024-01-01", "proc_subject", "hearing_completed", "report_to_aa", "FWD_AFTER", 5, 0, "MH|MM"},
		{"MIS-PREHRG", "2024-01-01", "proc_subject", "docs_to_chair", "prehearing_held", "FWD_AFTER", 15, 0, "MH"},
		{"MIS-PUB-HRG", "2024-01-01", "proc_subject", "hearing_day_start", "public_notice_published", "BEFORE", 5, 0, "MH"},
		{"MIS-ACC-DATE", "2024-01-01", "proc_subject", "reg51_served", "hearing_day_start", "WINDOW_AFTER", 10, 15, "AH"},
		{"MIS-ACC-RPT", "2024-01-01", "proc_subject", "hearing_completed", "report_to_aa", "FWD_AFTER", 5, 0, "AH"},
		{"MIS-12M", "2024-01-01", "case", "came_to_attention", "report_submitted", "MONTHS_FROM", 12, 0, ""},
		{"MIS-WARN-WW/R2012", "2024-01-01", "proc_subject", "officer_notified", "", "MONTHS_FROM", 12, 0, "MH|MM"},
		{"MIS-WARN-WW/R2020", "2024-01-01", "proc_subject", "officer_notified", "", "MONTHS_FROM", 18, 0, "MH|MM"},
		{"MIS-CMP-UPD", "2024-01-01", "none", "investigator_appointed", "", "PERIODIC", 28, 0, ""},
		{"COR-6M", "2024-01-01", "proc_subject", "reported_to_coroner", "conclusion", "MONTHS_OF", 6, 0, "INQ|INQ-J"},
		{"COR-PFD-RESP", "2024-01-01", "recommendation", "pfd_sent", "response_received", "DAY_AFTER", 56, 0, ""},
		{"LRN-28A-RESP", "2014-10-01", "recommendation", "recommendation_made", "response_received", "DAY_OF", 56, 0, ""},
		{"LRN-DEBRIEF-30", "2024-01-01", "debrief", "debrief_triggered", "debrief_held", "DAY_AFTER", 30, 0, ""},
	}
	standards := load(t).Standards()
	for _, tt := range tests {
		st, ok := inForce(t, standards, tt.id, tt.on)
		if !ok {
			t.Errorf("%s: not in force on %s", tt.id, tt.on)
			continue
		}
		if st.Anchor != tt.anchor || st.StartCode != tt.start || st.EndCode != tt.end || st.Rule != tt.rule ||
			st.N != tt.n || st.NMax != tt.nMax || strings.Join(st.AppliesTo, "|") != tt.appliesTo {
			t.Errorf("%s on %s: %+v, want %+v", tt.id, tt.on, st, tt)
		}
	}
	if _, ok := inForce(t, standards, "LRN-28A-RESP", "2014-09-30"); ok {
		t.Error("LRN-28A-RESP in force before 1 October 2014")
	}
}

func inForce(t *testing.T, standards []Standard, id, on string) (Standard, bool) {
	t.Helper()
	day, err := time.Parse(time.DateOnly, on)
	if err != nil {
		t.Fatal(err)
	}
	id, regime, _ := strings.Cut(id, "/")
	for _, st := range standards {
		if st.ID == id && (regime == "" || slices.Contains(st.Regimes, regime)) && !day.Before(st.ValidFrom) && (st.ValidTo.IsZero() || !day.After(st.ValidTo)) {
			return st, true
		}
	}
	return Standard{}, false
}

// TestListsOfRecords: every list that a field names has codes. Load refuses
// one that has none; this says it of the embedded files by name.
func TestListsOfRecords(t *testing.T) {
	s := load(t)
	for _, rec := range s.Records() {
		for _, f := range rec.Fields {
			if f.List != "" && len(s.Codes(f.List)) == 0 {
				t.Errorf("%s.%s: list %s has no codes", rec.Name, f.Name, f.List)
			}
		}
	}
}

// TestCodes spells out the codes that queries compare with.
func TestCodes(t *testing.T) {
	tests := []struct{ list, codes string }{
		{"territory", "EW US-DETROIT"},
		{"jurisdiction", "misconduct performance not_disciplinary employment criminal coronial civil"},
		{"proceeding_type", "MH MM AH AM PAT PHR UPP1 UPP2 UPP3 UPP-GI RPRP STF CRM-MC CRM-CC CRM-CACD INQ INQ-J PIRH FR JR INQY"},
		{"event", `came_to_attention report_submitted referral_decided reg30_served reg51_served officer_response docs_to_chair
			prehearing_held hearing_day_start hearing_completed report_to_aa officer_notified public_notice_published
			full_file_to_cps charging_decision requisition_issued first_appearance trial_start verdict reported_to_coroner
			inquest_opened inquest_start conclusion pfd_issued closed`},
		{"ended_how", "concluded withdrawn discontinued resigned_closed died returned_to_part4 stayed"},
		{"finding", "gross_misconduct misconduct not_misconduct not_proven_facts discontinued stayed_abuse not_recorded"},
		{"sanction", `dismissal_without_notice would_have_been_dismissed reduction_in_rank final_written_warning
			written_warning no_action_former_officer rprp none management_advice extension_of_fww dismissal_with_notice`},
		{"criminal_result", `guilty_plea guilty_verdict guilty_alternative not_guilty_verdict no_evidence_offered discontinued
			withdrawn left_on_file stayed died hung_jury_retrial unfit`},
		{"decision_level", `case_to_answer_gross_misconduct case_to_answer_misconduct no_case_to_answer
			practice_requiring_improvement_rprp unsatisfactory_performance charge nfa_evidential nfa_public_interest out_of_court`},
		{"decider", "aa dg cps"},
		{"inquest_conclusion", `natural_causes suicide unlawful_killing lawful_killing accident_or_misadventure
			road_traffic_collision alcohol_or_drug_related open narrative industrial_disease stillbirth neglect_rider`},
		{"hold_kind", "sub_judice coroner_suspension judicial_review other"},
		{"extension_decider", "chair aa dg coroner court"},
		{"extension_reason", "officer_ill counsel_availability witness_availability disclosure panel_availability criminal_proceedings other"},
		{"listing_kind", "hearing prehearing trial inquest pirh"},
		{"listing_used", "used lost"},
		{"lost_reason", `officer_ill legal_representative_unavailable witness_unavailable panel_unavailable disclosure_incomplete
			court_overrun finished_early other`},
		{"subject_status", "officer special staff former_officer senior_officer"},
		{"rank_band", "constable sergeant inspecting superintending chief special pcso staff"},
		{"legal_basis", "para_28A s10_general quick_time debrief_internal pfd hmicfrs college"},
		{"response", "accepted accepted_in_part not_accepted no_response awaiting superseded"},
		{"theme", `policy_guidance training supervision information_it equipment partnership custody_care use_of_force vawg_da
			mental_health rtc_pursuit call_handling search_stop disclosure witness_care file_quality listing_logistics press`},
		{"qa_item", `notice_complete notice_served_in_time decision_reasons disclosure_schedule unused_material family_update
			exhibit_continuity closure_checklist`},
		{"qa_result", "pass fail not_applicable"},
		{"return_reason", "descriptions_inadequate items_missing wrong_schedule late_material other"},
		{"contact_audience", "complainant family officer team stakeholder"},
		{"risk", "low medium high"},
		{"restriction_kind", "anonymity reporting private_hearing"},
		{"professional_standard", `honesty_and_integrity authority_respect_and_courtesy equality_and_diversity use_of_force
			orders_and_instructions duties_and_responsibilities confidentiality fitness_for_duty discreditable_conduct
			challenging_and_reporting_improper_conduct`},
		{"allegation_2020", "A B C D E F G H J K L"},
		{"allegation_pre2020", "A B S U"},
		{"clock_state", `met met_within_extension met_late open_not_due open_in_extension open_overdue not_applicable
			start_not_recorded end_before_start outside_calendar explained running expired ended_early no_limit limit_not_known`},
	}
	s := load(t)
	for _, tt := range tests {
		for _, code := range strings.Fields(tt.codes) {
			if !s.has(tt.list, code) {
				t.Errorf("list %s lacks %s", tt.list, code)
			}
		}
	}
	if len(s.Codes("professional_standard")) != 10 {
		t.Errorf("%d Standards of Professional Behaviour, want 10", len(s.Codes("professional_standard")))
	}
	if s.has("allegation_2020", "I") {
		t.Error("allegation letter I does not exist")
	}
}

// TestListsMirrorTheGo: the labels in code.csv belong to the codes the Go
// checks against, no more and no fewer.
func TestListsMirrorTheGo(t *testing.T) {
	s := load(t)
	for list, want := range map[string][]string{
		"rule": ruleCodes(), "anchor": anchors, "unit": units, "calendar": calendars,
		"statutory": statutories, "confidence": confidences, "domain": domains, "duty": duties,
	} {
		var got []string
		for _, c := range s.Codes(list) {
			got = append(got, c.Code)
		}
		if !slices.Equal(got, want) {
			t.Errorf("list %s is %v, want %v", list, got, want)
		}
	}
}

// TestLabels: sentence case, no code shown as its own label.
func TestLabels(t *testing.T) {
	s := load(t)
	capital := regexp.MustCompile(`^[A-Z0-9]`)
	for _, list := range s.Lists() {
		for _, c := range s.Codes(list) {
			if !capital.MatchString(c.Label) || strings.Contains(c.Label, "_") {
				t.Errorf("%s %s: label %q", list, c.Code, c.Label)
			}
		}
	}
	for _, tt := range []struct{ list, code, want string }{
		{"finding", "gross_misconduct", "Gross misconduct"},
		{"sanction", "would_have_been_dismissed", "Would have been dismissed"},
		{"proceeding_type", "MH", "Misconduct hearing"},
		{"standard", "MIS-RESP", "Officer's response to the notice of referral"},
		{"theme", "vawg_da", "Violence against women and girls, domestic abuse"},
		{"theme", "unheard_of", "unheard_of"},
		{"no_such_list", "x", "x"},
	} {
		if got := s.Label(tt.list, tt.code); got != tt.want {
			t.Errorf("Label(%s, %s) = %q, want %q", tt.list, tt.code, got, tt.want)
		}
	}
}

// TestSeverity: findings and sanctions rank as the highest outcome needs.
func TestSeverity(t *testing.T) {
	s := load(t)
	rank := func(list, code string) int {
		c, ok := s.code(list, code)
		if !ok {
			t.Fatalf("no %s %s", list, code)
		}
		return c.Rank
	}
	for list, codes := range map[string]string{
		"sanction": `dismissal_without_notice reduction_in_rank extension_of_fww final_written_warning written_warning
			management_advice rprp none`,
		"finding":         "gross_misconduct misconduct not_misconduct not_proven_facts stayed_abuse discontinued not_recorded",
		"criminal_result": "guilty_verdict guilty_plea guilty_alternative not_guilty_verdict died",
	} {
		order := strings.Fields(codes)
		for i := 1; i < len(order); i++ {
			if rank(list, order[i-1]) <= rank(list, order[i]) {
				t.Errorf("%s: %s does not rank above %s", list, order[i-1], order[i])
			}
		}
	}
	if rank("sanction", "would_have_been_dismissed") != 90 || rank("sanction", "dismissal_without_notice") != 90 {
		t.Error("both dismissals rank 90")
	}
}

func TestFindingFlags(t *testing.T) {
	flags := map[string]string{}
	for _, r := range load(t).sheet("finding").rows {
		flags[r.get("code")] = r.get("known") + " " + r.get("proven")
	}
	for code, want := range map[string]string{
		"gross_misconduct": "true true", "misconduct": "true true", "not_misconduct": "true false",
		"not_proven_facts": "true false", "discontinued": "true false", "stayed_abuse": "true false", "not_recorded": "false false",
	} {
		if flags[code] != want {
			t.Errorf("%s: known, proven = %s, want %s", code, flags[code], want)
		}
	}
}

func TestRegimes(t *testing.T) {
	from := map[string]string{}
	for _, g := range load(t).Regimes() {
		from[g.ID] = ""
		if !g.ValidFrom.IsZero() {
			from[g.ID] = g.ValidFrom.Format(time.DateOnly)
		}
	}
	want := map[string]string{
		"R2012": "2012-11-22", "R2015": "2015-05-01", "R2017": "2017-12-15", "R2020": "2020-02-01",
		"R2024": "2024-05-07", "R-VET": "2025-05-14", "R2025": "2025-05-28", "R2026": "",
	}
	if len(from) != len(want) {
		t.Errorf("regimes %v, want %v", from, want)
	}
	for id, day := range want {
		if got, ok := from[id]; !ok || got != day {
			t.Errorf("%s from %q, want %q", id, got, day)
		}
	}
}

func TestRecords(t *testing.T) {
	s := load(t)
	names := strings.Fields(`case subject allegation decision proceeding proc_subject event hold extension listing attendance
		recommendation response debrief debrief_theme action qa_review qa_item disclosure_batch exhibit_audit contact_update
		instruction case_review restriction headcount cost`)
	var got []string
	for _, r := range s.Records() {
		got = append(got, r.Name)
	}
	if !slices.Equal(got, names) {
		t.Errorf("records %v, want %v", got, names)
	}
	for name, table := range map[string]string{"case": "case_", "action": "action_", "case_review": "case_review"} {
		if r, ok := s.Record(name); !ok || r.Table != table {
			t.Errorf("table of %s is %q, want %q", name, r.Table, table)
		}
	}
	sub, _ := s.Record("subject")
	want := Field{Name: "person_key", Type: "person", PersonKind: "officer", Label: "Person", Description: "Keyed hash of the person's identifier"}
	if !slices.Contains(sub.Fields, want) {
		t.Errorf("subject has no field %+v", want)
	}
	if _, ok := s.Record("nothing"); ok {
		t.Error("a record that does not exist was found")
	}
}
