package sampledata

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// parsed is one data row read back from an export.
type parsed struct {
	t     *testing.T
	where string
	cells map[string]string
}

func (r parsed) text(head string) string {
	value, ok := r.cells[head]
	if !ok {
		r.t.Fatalf("%s has no column %q", r.where, head)
	}
	return value
}

var digits = regexp.MustCompile(`^\d+$`)

func (r parsed) day(head string) Day {
	value := r.text(head)
	if value == "" {
		return 0
	}
	if digits.MatchString(value) {
		n, _ := strconv.Atoi(value)
		return Day(n - 25569)
	}
	for _, layout := range []string{"02/01/2006", "2 January 2006"} {
		if d, err := time.Parse(layout, value); err == nil {
			return Day(d.Unix() / 86400)
		}
	}
	r.t.Fatalf("%s: %s is %q, no date", r.where, head, value)
	return 0
}

func (r parsed) code(head string, l *labels) string {
	value := strings.TrimSpace(r.text(head))
	if value == "" {
		return ""
	}
	for _, p := range l.pairs {
		if p.text == value {
			return p.code
		}
	}
	r.t.Fatalf("%s: %s is %q, in no list", r.where, head, value)
	return ""
}

func (r parsed) flag(head string) Flag {
	return map[string]Flag{"": Unset, "Y": Yes, "N": No}[r.text(head)]
}

// readBack reads every sheet of a set of exports, without the rows that are no data and the planted faults.
func readBack(t *testing.T, set *exports) map[string][]parsed {
	t.Helper()
	sheets := make(map[string][]parsed)
	for _, f := range set.files {
		name := f.name
		for _, d := range layouts {
			if strings.HasPrefix(name, d.sheet) {
				sheets[d.sheet] = append(sheets[d.sheet], take(t, d, name, "", csvRecords(t, f.data), set.faults)...)
			}
		}
		if !strings.HasSuffix(name, ".xlsx") {
			continue
		}
		book, err := excelize.OpenReader(bytes.NewReader(f.data))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range layouts {
			if !slices.Contains(book.GetSheetList(), d.sheet) {
				continue
			}
			rows, err := book.GetRows(d.sheet, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			sheets[d.sheet] = append(sheets[d.sheet], take(t, d, name, d.sheet, rows, set.faults)...)
		}
	}
	return sheets
}

func csvRecords(t *testing.T, data []byte) [][]string {
	t.Helper()
	plain, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(plain))
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

var notData = regexp.MustCompile(`^(Total|Source: .*|\d{4}-\d\d)$`)

func take(t *testing.T, d described, file, sheet string, records [][]string, faults []Fault) []parsed {
	t.Helper()
	heads := records[d.header-1]
	var rows []parsed
	for i := d.header; i < len(records); i++ {
		record := records[i]
		if len(record) == 0 || notData.MatchString(record[0]) {
			continue
		}
		r := parsed{t, fmt.Sprintf("%s %s row %d", file, sheet, i+1), make(map[string]string)}
		for at, head := range heads {
			r.cells[head] = ""
			if at < len(record) {
				r.cells[head] = record[at]
			}
		}
		at := slices.IndexFunc(faults, func(f Fault) bool { return f.File == file && f.Sheet == sheet && f.Row == i+1 })
		if at < 0 {
			rows = append(rows, r)
		} else if r.text(faults[at].Column) != faults[at].Value {
			t.Errorf("%s: %s is %q, not the planted %q", r.where, faults[at].Column, r.text(faults[at].Column), faults[at].Value)
		}
	}
	return rows
}

// TestExportsParseBack reads the exports by the columns that EXPORTS.md names and expects the extract, record for record.
func TestExportsParseBack(t *testing.T) {
	w := sampleWorld()
	for n := range Folders {
		want := w.Extract(n)
		set := sampleSet(t, n)
		if len(set.files) != 18 || len(set.faults) != 5 {
			t.Errorf("%d files and %d planted faults, want 18 and 5", len(set.files), len(set.faults))
		}
		got := rebuild(readBack(t, set))
		got.sort()
		compare(t, got, want)
	}
}

func compare(t *testing.T, got, want *World) {
	t.Helper()
	for i := range want.Cases {
		want.Cases[i].Summary, want.Cases[i].Complainant = "", ""
	}
	for i := range want.Subjects {
		want.Subjects[i].Name = ""
	}
	a, b := reflect.ValueOf(*got), reflect.ValueOf(*want)
	for i := range a.NumField() {
		if a.Field(i).Kind() != reflect.Slice {
			continue
		}
		name := a.Type().Field(i).Name
		if a.Field(i).Len() != b.Field(i).Len() {
			t.Errorf("%s: %d read back, want %d", name, a.Field(i).Len(), b.Field(i).Len())
			continue
		}
		for j := range a.Field(i).Len() {
			if !reflect.DeepEqual(a.Field(i).Index(j).Interface(), b.Field(i).Index(j).Interface()) {
				t.Errorf("%s: read back %+v, want %+v", name, a.Field(i).Index(j), b.Field(i).Index(j))
				break
			}
		}
	}
}

func rebuild(sheets map[string][]parsed) *World {
	w := &World{}
	for _, r := range sheets["caseline_cases"] {
		rebuildCase(w, r)
	}
	for _, r := range sheets["caseline_proceedings"] {
		rebuildProceeding(w, r)
	}
	rebuildRegister(w, sheets)
	rebuildTracker(w, sheets)
	return w
}

func rebuildCase(w *World, r parsed) {
	ref, who, what := r.text("Case ref"), r.text("Officer no."), r.text("Allegation no.")
	w.Cases = append(w.Cases, Case{
		CaseRef: ref, Territory: "EW", Force: r.text("Force"), Region: r.text("Region"), MatterType: r.code("Case type", matterLabels),
		Mode: r.code("Mode of investigation", modeLabels), Category: r.text("Category"), Severity: r.text("Priority"), IncidentDate: r.day("Incident date"),
		ComplaintMadeDate: r.day("Complaint made"), AttentionDate: r.day("Came to attention"), RecordedDate: r.day("Recorded"),
		ReferredDate: r.day("Referred to national body"), InvestigationEndDate: r.day("Investigation report"), ClosedDate: r.day("Closed"),
		Status: r.code("Status", statusLabels),
	})
	for head, code := range map[string]string{"Came to attention": "came_to_attention", "Investigation report": "report_submitted", "Closed": "closed"} {
		w.addEvent(r, Event{CaseRef: ref, Code: code}, head, "")
	}
	if who == "" {
		return
	}
	w.Subjects = append(w.Subjects, Subject{
		CaseRef: ref, SubjectRef: who, PersonID: r.text("Warrant or staff no."), Status: r.code("Officer status", personLabels),
		RankBand: r.code("Rank", rankLabels), Sex: r.code("Sex", sexLabels), Ethnicity: r.code("Ethnicity", ethnicLabels), AgeBand: r.code("Age", ageLabels),
	})
	w.Allegations = append(w.Allegations, Allegation{
		CaseRef: ref, SubjectRef: who, AllegationRef: what, ProceedingRef: r.text("Proceeding ref"), Scheme: r.code("Allegation coding", schemeLabels),
		Code: r.text("Allegation"), Standard: r.code("Standard breached", standardLabels), Severity: r.code("Severity assessment", severityLabels),
		FindingScheme: r.code("Outcome coding", outcomeSchemeLabels), Finding: r.text("Complaint outcome"), FindingDate: r.day("Outcome date"),
	})
	if day := r.day("Provisional date"); day != 0 {
		w.Decisions = append(w.Decisions, Decision{CaseRef: ref, SubjectRef: who, AllegationRef: what, DecidedDate: day,
			Level: r.code("Provisional view", levelLabels), Decider: "dg", IsFinal: No})
	}
	if day := r.day("Decision date"); day != 0 {
		w.Decisions = append(w.Decisions, Decision{CaseRef: ref, SubjectRef: who, AllegationRef: what, DecidedDate: day,
			Level: r.code("Decision", levelLabels), Decider: r.code("Decided by", deciderLabels), IsFinal: Yes})
	}
}

// addEvent adds a milestone if its column is filled; entered is the column of its recorded date, or "".
func (w *World) addEvent(r parsed, e Event, head, entered string) {
	if e.EventDate = r.day(head); e.EventDate == 0 {
		return
	}
	if entered != "" {
		e.RecordedDate = r.day(entered)
	}
	w.Events = append(w.Events, e)
}

func rebuildProceeding(w *World, r parsed) {
	ref, caseRef, who := r.text("Proceeding ref"), r.text("Case ref"), r.text("Officer no.")
	w.Proceedings = append(w.Proceedings, Proceeding{ProceedingRef: ref, CaseRef: caseRef, Type: r.code("Proceeding type", proceedingLabels),
		Force: r.text("Force"), ChairType: r.code("Chair", chairLabels), Presenter: r.code("Presented by", presenterLabels), StartedDate: r.day("Opened")})
	w.ProcSubjects = append(w.ProcSubjects, ProcSubject{ProceedingRef: ref, CaseRef: caseRef, SubjectRef: who, CompletedDate: r.day("Completed"),
		EndedHow: r.code("How ended", endedLabels), Finding: r.code("Finding", findingLabels), Sanction: r.code("Outcome", sanctionLabels)})
	for _, m := range [][3]string{
		{"referral_decided", "Referral decided", ""}, {"reg30_served", "Reg 30 served", "Reg 30 entered"}, {"reg30_served", "Reg 30 re-served", ""},
		{"reg51_served", "Reg 51 served", "Reg 51 entered"}, {"officer_response", "Officer response", ""},
		{"hearing_day_start", "First hearing day", "First day entered"}, {"hearing_completed", "Hearing completed", ""},
		{"report_to_aa", "Report to AA", ""}, {"officer_notified", "Officer notified", ""},
	} {
		w.addEvent(r, Event{CaseRef: caseRef, SubjectRef: who, ProceedingRef: ref, Code: m[0]}, m[1], m[2])
	}
	for _, hold := range []string{"Hold", "Hold 2"} {
		if day := r.day(hold + " from"); day != 0 {
			w.Holds = append(w.Holds, Hold{CaseRef: caseRef, SubjectRef: who, Kind: r.code(hold+" kind", holdLabels), StartDate: day, EndDate: r.day(hold + " to")})
		}
	}
	for _, x := range []string{"Extension 1", "Extension 2", "Extension 3"} {
		if day := r.day(x + " decided"); day != 0 {
			w.Extensions = append(w.Extensions, Extension{ProceedingRef: ref, CaseRef: caseRef, SubjectRef: who, StandardID: r.code(x+" limit", limitLabels),
				DecidedDate: day, NewDueDate: r.day(x + " new date"), DecidedBy: r.code(x+" by", extenderLabels), Reason: r.code(x+" reason", extensionReasonLabels)})
		}
	}
}

func rebuildRegister(w *World, sheets map[string][]parsed) {
	for _, r := range sheets["Criminal"] {
		ref, caseRef, who := r.text("Register ref"), r.text("Case ref"), r.text("Defendant no.")
		w.Proceedings = append(w.Proceedings, Proceeding{ProceedingRef: ref, CaseRef: caseRef, Type: r.code("Court", courtLabels), Force: r.text("Force"),
			StartedDate: r.day("File to CPS")})
		w.ProcSubjects = append(w.ProcSubjects, ProcSubject{ProceedingRef: ref, CaseRef: caseRef, SubjectRef: who, CompletedDate: r.day("Case ended"),
			EndedHow: r.code("How ended", endedLabels), Result: r.code("Result", resultLabels), Sentence: r.code("Sentence", sentenceLabels)})
		if day := r.day("CPS decision date"); day != 0 {
			w.Decisions = append(w.Decisions, Decision{CaseRef: caseRef, SubjectRef: who, DecidedDate: day, Level: r.code("CPS decision", cpsLabels), Decider: "cps", IsFinal: Yes})
		}
		for _, m := range [][3]string{
			{"full_file_to_cps", "File to CPS", "File entered"}, {"charging_decision", "CPS decision date", ""}, {"requisition_issued", "Requisition issued", ""},
			{"first_appearance", "First appearance", ""}, {"trial_start", "Trial start", ""}, {"verdict", "Verdict date", ""}, {"sentence", "Sentenced", ""},
		} {
			w.addEvent(r, Event{CaseRef: caseRef, SubjectRef: who, ProceedingRef: ref, Code: m[0]}, m[1], m[2])
		}
	}
	for _, r := range sheets["Inquests"] {
		ref, caseRef := r.text("Register ref"), r.text("Case ref")
		w.Proceedings = append(w.Proceedings, Proceeding{ProceedingRef: ref, CaseRef: caseRef, Type: r.code("Kind", inquestLabels), Force: r.text("Force"),
			StartedDate: r.day("Reported to coroner")})
		w.ProcSubjects = append(w.ProcSubjects, ProcSubject{ProceedingRef: ref, CaseRef: caseRef, CompletedDate: r.day("Ended"), EndedHow: r.code("How ended", endedLabels),
			Conclusion: r.code("Conclusion", conclusionLabels), Jury: r.flag("Jury"), Article2: r.flag("Article 2")})
		if day := r.day("Suspended from"); day != 0 {
			w.Holds = append(w.Holds, Hold{CaseRef: caseRef, Kind: "coroner_suspension", StartDate: day, EndDate: r.day("Suspended to")})
		}
		for _, m := range [][3]string{
			{"reported_to_coroner", "Reported to coroner", "Report entered"}, {"inquest_opened", "Inquest opened", ""}, {"inquest_start", "Inquest start", ""},
			{"conclusion", "Conclusion date", ""}, {"pfd_issued", "PFD issued", ""},
		} {
			w.addEvent(r, Event{CaseRef: caseRef, ProceedingRef: ref, Code: m[0]}, m[1], m[2])
		}
	}
	for _, r := range sheets["Recommendations"] {
		ref := r.text("Rec ref")
		w.Recommendations = append(w.Recommendations, Recommendation{RecommendationRef: ref, CaseRef: r.text("Case ref"), Territory: "EW", Force: r.text("Addressee"),
			LegalBasis: r.code("Basis", basisLabels), Theme: r.text("Theme"), MadeDate: r.day("Made"), DueDate: r.day("Due"), ExtendedDueDate: r.day("Extended to"),
			Status: r.text("Status")})
		if r.text("Response received")+r.text("Response") != "" {
			w.Responses = append(w.Responses, Response{RecommendationRef: ref, ReceivedDate: r.day("Response received"), Response: r.code("Response", responseLabels)})
		}
	}
}

func rebuildTracker(w *World, sheets map[string][]parsed) {
	rebuildHearings(w, sheets)
	rebuildLearning(w, sheets)
	for _, r := range sheets["Disclosure"] {
		w.DisclosureBatches = append(w.DisclosureBatches, DisclosureBatch{BatchRef: r.text("Batch ref"), CaseRef: r.text("Case ref"), ProceedingRef: r.text("Proceeding ref"),
			Force: r.text("Force"), DueDate: r.day("Due"), ServedDate: r.day("Served"), ReturnedDate: r.day("Returned"), ReturnReason: r.code("Why returned", returnLabels)})
	}
	for _, r := range sheets["Exhibits"] {
		found := NotCounted
		if n, err := strconv.Atoi(r.text("Discrepancies")); err == nil {
			found = n
		}
		w.ExhibitAudits = append(w.ExhibitAudits, ExhibitAudit{AuditRef: r.text("Audit ref"), CaseRef: r.text("Case ref"), Force: r.text("Force"),
			DueDate: r.day("Due"), DoneDate: r.day("Done"), Discrepancies: found})
	}
	for _, r := range sheets["Contact"] {
		w.ContactUpdates = append(w.ContactUpdates, ContactUpdate{CaseRef: r.text("Case ref"), Audience: r.code("Who", audienceLabels), ContactDate: r.day("Updated on"),
			Quality: r.code("Quality check", sampleLabels)})
	}
	for _, r := range sheets["Restrictions"] {
		w.Restrictions = append(w.Restrictions, Restriction{RestrictionRef: r.text("Restriction ref"), CaseRef: r.text("Case ref"), ProceedingRef: r.text("Proceeding ref"),
			SubjectRef: r.text("Officer no."), Kind: r.code("Kind", restrictionLabels), FromDate: r.day("From"), UntilDate: r.day("Until")})
	}
	for _, r := range sheets["Reviews"] {
		w.CaseReviews = append(w.CaseReviews, CaseReview{CaseRef: r.text("Case ref"), DueDate: r.day("Due"), DoneDate: r.day("Done"), Risk: r.code("Risk", riskLabels)})
	}
	for _, r := range sheets["Headcount"] {
		for _, b := range rankLabels.pairs {
			n, _ := strconv.Atoi(r.text(b.text))
			w.Headcounts = append(w.Headcounts, Headcount{Force: r.text("Force"), AsAtDate: r.day("As at"), RankBand: b.code, Headcount: n})
		}
	}
	for _, r := range sheets["Costs"] {
		pounds, _ := strconv.ParseFloat(r.text("Amount"), 64)
		w.Costs = append(w.Costs, Cost{ProceedingRef: r.text("Proceeding ref"), Kind: r.code("Kind", costLabels), IncurredDate: r.day("Incurred"),
			AmountPence: int64(pounds*100 + 0.5)})
	}
}

func rebuildHearings(w *World, sheets map[string][]parsed) {
	for _, r := range sheets["Listings"] {
		ref, day := r.text("Proceeding ref"), r.day("Listed for")
		w.Listings = append(w.Listings, Listing{ProceedingRef: ref, ListedDate: day, Kind: r.code("Kind", listingLabels), Used: r.code("Used?", usedLabels),
			LostReason: r.code("Reason lost", lostLabels)})
		for head, role := range map[string]string{"Officer": "officer", "Our counsel": "presenting_counsel", "LQP": "legally_qualified_person", "PSU": "psu_specialist",
			"Witnesses": "witness"} {
			if present := r.flag(head); present != Unset {
				w.Attendances = append(w.Attendances, Attendance{ProceedingRef: ref, ListedDate: day, Role: role, Attended: present})
			}
		}
	}
	for _, r := range sheets["Counsel"] {
		w.Instructions = append(w.Instructions, Instruction{InstructionRef: r.text("Instruction ref"), CaseRef: r.text("Case ref"), ProceedingRef: r.text("Proceeding ref"),
			InstructedDate: r.day("Instructed"), AdviceDate: r.day("Advice received")})
	}
	for _, r := range sheets["Events log"] {
		e := Event{CaseRef: r.text("Case ref"), SubjectRef: r.text("Officer no."), ProceedingRef: r.text("Proceeding ref"), Code: r.code("Milestone", milestoneLabels)}
		w.addEvent(r, e, "Date", "Date entered")
	}
}

func rebuildLearning(w *World, sheets map[string][]parsed) {
	for _, r := range sheets["Debriefs"] {
		ref := r.text("Debrief ref")
		w.Debriefs = append(w.Debriefs, Debrief{DebriefRef: ref, CaseRef: r.text("Case ref"), ProceedingRef: r.text("Proceeding ref"), Force: r.text("Force"),
			Jurisdiction: r.code("Jurisdiction", jurisdictionLabels), TriggerDate: r.day("Concluded"), HeldDate: r.day("Held")})
		for _, head := range []string{"Theme 1", "Theme 2", "Theme 3"} {
			if theme := r.code(head, themeLabels); theme != "" {
				w.DebriefThemes = append(w.DebriefThemes, DebriefTheme{DebriefRef: ref, Theme: theme})
			}
		}
	}
	for _, r := range sheets["Actions"] {
		w.Actions = append(w.Actions, Action{ActionRef: r.text("Action ref"), DebriefRef: r.text("Debrief ref"), CaseRef: r.text("Case ref"), Force: r.text("Force"),
			Theme: r.code("Theme", themeLabels), RaisedDate: r.day("Raised"), DueDate: r.day("Due"), DoneDate: r.day("Done")})
	}
	for _, r := range sheets["QA"] {
		ref := r.text("Review ref")
		w.QAReviews = append(w.QAReviews, QAReview{ReviewRef: ref, CaseRef: r.text("Case ref"), Force: r.text("Force"), ReviewedDate: r.day("Reviewed"),
			SecondOf: r.text("Second reading of")})
		for _, item := range qaItems {
			if result := r.code(itemHeads[item], qaLabels); result != "" {
				w.QAItems = append(w.QAItems, QAItem{ReviewRef: ref, Item: item, Result: result})
			}
		}
	}
}
