package sampledata

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// tiny is a small world made by hand: one case C1 of one force, to which tests add.
type tiny struct {
	*testing.T
	World
}

func newTiny(t *testing.T) *tiny {
	w := &tiny{T: t}
	w.Cases = []Case{{CaseRef: "C1", Territory: "EW", Force: "Here", MatterType: "conduct_matter"}}
	return w
}

// part adds a subject's part in a proceeding of the case. Subjects are persons of their own.
func (w *tiny) part(kind, proceeding, subject, started, completed, how, finding string) *ProcSubject {
	if !hasProceeding(w.Proceedings, proceeding) {
		w.Proceedings = append(w.Proceedings, Proceeding{
			ProceedingRef: proceeding, CaseRef: "C1", Type: kind, Force: "Here", StartedDate: day(w.T, started),
		})
	}
	w.ProcSubjects = append(w.ProcSubjects, ProcSubject{
		ProceedingRef: proceeding, CaseRef: "C1", SubjectRef: subject, CompletedDate: day(w.T, completed), EndedHow: how, Finding: finding,
	})
	return &w.ProcSubjects[len(w.ProcSubjects)-1]
}

func hasProceeding(all []Proceeding, ref string) bool {
	for _, p := range all {
		if p.ProceedingRef == ref {
			return true
		}
	}
	return false
}

func (w *tiny) event(proceeding, subject, code, on string) {
	w.Events = append(w.Events, Event{CaseRef: "C1", SubjectRef: subject, ProceedingRef: proceeding, Code: code, EventDate: day(w.T, on)})
}

func (w *tiny) extend(proceeding, subject, standard, decided, due string) {
	w.Extensions = append(w.Extensions, Extension{
		CaseRef: "C1", ProceedingRef: proceeding, SubjectRef: subject, StandardID: standard, DecidedDate: day(w.T, decided), NewDueDate: day(w.T, due),
	})
}

// clock returns the state and the extended date of the one clock of a limit on a proceeding; no state where there is none.
func (w *tiny) clock(asOf, standard, proceeding string) string {
	w.Helper()
	tr := newTruth(&w.World, day(w.T, asOf), 0, day(w.T, asOf))
	state := ""
	for _, c := range tr.clocks {
		if c.limit.id != standard || c.proceedingRef != proceeding {
			continue
		}
		if state != "" {
			w.Fatalf("several clocks of %s on %s", standard, proceeding)
		}
		state = c.state
		if c.extended != 0 {
			state += " " + c.extended.String()
		}
	}
	return state
}

func (w *tiny) wantClock(asOf, standard, proceeding, want string) {
	w.Helper()
	if got := w.clock(asOf, standard, proceeding); got != want {
		w.Errorf("%s on %s at %s: %q, want %q", standard, proceeding, asOf, got, want)
	}
}

// table returns one measure, with every row printed.
func (w *tiny) table(asOf, name string) []string {
	w.Helper()
	to := day(w.T, asOf)
	var rows []string
	for _, row := range Truth(&w.World, to, quarterStart(to), to)[name].Rows {
		rows = append(rows, fmt.Sprint(row...))
	}
	return rows
}

func (w *tiny) wantRow(asOf, name string, at int, want ...any) {
	w.Helper()
	to := day(w.T, asOf)
	rows := Truth(&w.World, to, quarterStart(to), to)[name].Rows
	if at >= len(rows) {
		w.Fatalf("%s has %d rows", name, len(rows))
	}
	if got := fmt.Sprintf("%v", rows[at][:len(want)]); got != fmt.Sprintf("%v", want) {
		w.Errorf("%s row %d at %s: %s, want %v", name, at, asOf, got, want)
	}
}

// The hundredth working day after Thursday 28 March 2024 is 21 August 2024.
func TestTruthClockStates(t *testing.T) {
	w := newTiny(t)
	w.part("MH", "P", "1", "2024-03-01", "", "", "")
	w.wantClock("2024-03-20", "MIS-HRG-100", "P", "")
	w.event("P", "1", "reg30_served", "2024-04-10")
	w.event("P", "1", "reg30_served", "2024-03-28") // the first service counts
	w.wantClock("2024-08-20", "MIS-HRG-100", "P", stateNotDue)
	w.wantClock("2024-08-21", "MIS-HRG-100", "P", stateOverdue) // the day is over
	w.event("P", "", "hearing_day_start", "2024-08-21")
	w.wantClock("2024-08-20", "MIS-HRG-100", "P", stateNotDue) // the hearing lies after the day looked from
	w.wantClock("2024-08-21", "MIS-HRG-100", "P", stateMet)
	w.wantClock("2024-09-30", "MIS-HRG-100", "P", stateMet)
}

func TestTruthClockExtended(t *testing.T) {
	w := newTiny(t)
	w.part("MH", "P", "1", "2024-03-01", "", "", "")
	w.event("P", "1", "reg30_served", "2024-03-28")
	w.extend("P", "1", "MIS-HRG-100", "2024-08-21", "2024-10-01") // on the last day: in time
	w.extend("P", "1", "MIS-HRG-100", "2024-10-01", "2024-11-01") // in time by the date then due
	w.extend("P", "1", "MIS-HRG-100", "2024-11-04", "2024-12-20") // after it: retrospective
	w.extend("P", "2", "MIS-HRG-100", "2024-08-01", "2025-12-20") // somebody else's
	w.wantClock("2024-08-20", "MIS-HRG-100", "P", stateNotDue)    // not yet decided
	w.wantClock("2024-08-21", "MIS-HRG-100", "P", stateInExtension+" 2024-10-01")
	w.wantClock("2024-10-31", "MIS-HRG-100", "P", stateInExtension+" 2024-11-01")
	w.wantClock("2024-11-01", "MIS-HRG-100", "P", stateInExtension+" 2024-11-01") // its last day
	w.wantClock("2024-11-02", "MIS-HRG-100", "P", stateOverdue+" 2024-11-01")
	w.wantClock("2024-11-10", "MIS-HRG-100", "P", stateOverdue+" 2024-11-01")
	w.event("P", "1", "hearing_day_start", "2024-11-20")
	w.wantClock("2024-12-31", "MIS-HRG-100", "P", stateMetLate+" 2024-11-01") // no decision made late makes it met
	w.event("P", "1", "hearing_day_start", "2024-10-31")
	w.wantClock("2024-12-31", "MIS-HRG-100", "P", stateMetExtended+" 2024-11-01")
	w.wantRow("2024-12-31", "hearing_100wd", 0, "2024-25", 1, 0, 1, 0, 0, 0, 0.0)
}

func TestTruthClockRetrospectiveOnly(t *testing.T) {
	w := newTiny(t)
	w.part("MH", "P", "1", "2024-03-01", "", "", "")
	w.event("P", "1", "reg30_served", "2024-03-28")
	w.extend("P", "1", "MIS-HRG-100", "2024-08-22", "2024-10-01")
	w.event("P", "1", "hearing_day_start", "2024-09-02")
	w.wantClock("2024-12-31", "MIS-HRG-100", "P", stateMetLate)
}

func TestTruthClockEndedOtherwise(t *testing.T) {
	for _, c := range []struct{ completed, how, want string }{
		{"2024-08-21", "withdrawn", stateNotApplicable},
		{"2024-08-22", "withdrawn", stateMissed}, // the limit had been missed by then
		{"2024-08-01", "died", stateNotApplicable},
		{"2024-08-01", "concluded", stateEndUndated}, // concluded, and no hearing day recorded
	} {
		w := newTiny(t)
		w.part("MH", "P", "1", "2024-03-01", c.completed, c.how, "")
		w.event("P", "1", "reg30_served", "2024-03-28")
		w.wantClock("2024-12-31", "MIS-HRG-100", "P", c.want)
	}
	w := newTiny(t)
	w.part("MH", "P", "1", "2024-03-01", "2024-09-10", "resigned_closed", "")
	w.event("P", "1", "reg30_served", "2024-03-28")
	w.extend("P", "1", "MIS-HRG-100", "2024-08-01", "2024-10-01")
	w.wantClock("2024-09-01", "MIS-HRG-100", "P", stateInExtension+" 2024-10-01")
	w.wantClock("2024-12-31", "MIS-HRG-100", "P", stateNotApplicable+" 2024-10-01")
}

func TestTruthClockErrors(t *testing.T) {
	w := newTiny(t)
	w.part("MM", "P", "1", "2024-03-01", "", "", "")
	w.event("P", "1", "hearing_day_start", "2024-04-02")
	w.wantClock("2024-12-31", "MIS-MTG-20", "P", stateNoStart)
	w.event("P", "1", "reg30_served", "2024-04-03")
	w.wantClock("2024-12-31", "MIS-MTG-20", "P", stateReversed)
	w.event("P", "1", "hearing_day_start", "2024-04-04") // another end, after the start: that is the one
	w.wantClock("2024-12-31", "MIS-MTG-20", "P", stateMet)
	w.part("MM", "Q", "1", "2028-12-01", "", "", "")
	w.event("Q", "1", "reg30_served", "2028-12-11")
	w.wantClock("2028-12-31", "MIS-MTG-20", "Q", stateOutside)
}

// The window after Thursday 28 March 2024 is 15 to 22 April.
func TestTruthClockWindow(t *testing.T) {
	for on, want := range map[string]string{
		"2024-04-12": stateMetLate, "2024-04-15": stateMet, "2024-04-22": stateMet, "2024-04-23": stateMetLate,
	} {
		w := newTiny(t)
		w.part("AH", "P", "1", "2024-03-01", "", "", "")
		w.event("P", "1", "reg51_served", "2024-03-28")
		w.event("P", "1", "hearing_day_start", on)
		w.wantClock("2024-12-31", "MIS-ACC-DATE", "P", want)
	}
}

// The fifth working day before Monday 8 April 2024 is Thursday 28 March.
func TestTruthClockBackwards(t *testing.T) {
	for on, want := range map[string]string{"2024-03-28": stateMet, "2024-04-02": stateMetLate, "": stateMissed} {
		w := newTiny(t)
		w.part("MH", "P", "1", "2024-03-01", "", "", "")
		if on != "" {
			w.event("P", "1", "public_notice_published", on)
		}
		w.event("P", "1", "hearing_day_start", "2024-04-08")
		w.wantClock("2024-04-05", "MIS-PUB-HRG", "P", "") // no hearing, no limit
		w.wantClock("2024-04-08", "MIS-PUB-HRG", "P", want)
	}
}

func TestTruthClockOfRecommendation(t *testing.T) {
	w := newTiny(t)
	w.Recommendations = []Recommendation{
		{RecommendationRef: "R1", Territory: "EW", LegalBasis: "para_28A", MadeDate: day(t, "2024-01-10")},
		{RecommendationRef: "R2", Territory: "EW", LegalBasis: "pfd", MadeDate: day(t, "2024-01-10")},
		{RecommendationRef: "R3", Territory: "EW", LegalBasis: "para_28A", MadeDate: day(t, "2024-01-10"), ExtendedDueDate: day(t, "2024-04-30")},
		{RecommendationRef: "R4", Territory: "EW", LegalBasis: "quick_time", MadeDate: day(t, "2024-01-10")},
	}
	for _, ref := range []string{"R1", "R2", "R3", "R4"} {
		w.Responses = append(w.Responses, Response{RecommendationRef: ref, ReceivedDate: day(t, "2024-03-06"), Response: "accepted"})
	}
	states := make(map[string]string)
	for _, c := range newTruth(&w.World, day(t, "2024-06-30"), 0, day(t, "2024-06-30")).clocks {
		states[c.ref] = c.state
	}
	want := map[string]string{"R1": stateMetLate, "R2": stateMet, "R3": stateMetExtended}
	if fmt.Sprint(states) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", states, want)
	}
}

func TestTruthHighestFinding(t *testing.T) {
	w := newTiny(t)
	for ref, person := range map[string]string{"1": "A", "2": "B", "3": "", "4": "", "5": "C", "6": "A"} {
		w.Subjects = append(w.Subjects, Subject{CaseRef: "C1", SubjectRef: ref, PersonID: person, Status: map[string]string{"5": "staff"}[ref]})
	}
	w.part("MH", "P", "1", "2024-01-02", "2025-06-02", "concluded", "misconduct")
	w.part("MH", "P", "6", "2024-01-02", "2025-06-02", "concluded", "gross_misconduct") // the same person as subject 1
	w.part("AH", "Q", "2", "2024-01-02", "2025-06-02", "concluded", "gross_misconduct")
	w.part("MH", "P", "2", "2024-01-02", "2025-06-02", "withdrawn", "discontinued")
	w.part("MH", "P", "3", "2024-01-02", "2025-06-02", "concluded", "")
	w.part("MM", "R", "3", "2024-01-02", "2025-06-02", "concluded", "not_proven_facts")
	w.part("MH", "P", "4", "2024-01-02", "2025-06-02", "resigned_closed", "gross_misconduct") // no end of the kind that counts
	w.part("MH", "P", "5", "2024-01-02", "2025-06-02", "concluded", "gross_misconduct")       // police staff
	const at = "2025-06-30"
	w.wantRow(at, "findings", 0, "MH", 1, 0, 0, 1, 1, 3)
	w.wantRow(at, "findings", 1, "MM", 0, 0, 1, 0, 0, 1)
	w.wantRow(at, "findings", 2, "AH", 1, 0, 0, 0, 0, 1)
	w.wantRow(at, "proven_rate", 19, "2025-26Q1", 3, 2)
	w.wantRow("2025-06-01", "findings", 0, "MH", 0, 0, 0, 0, 0, 0) // the day before
}

func TestTruthDismissals(t *testing.T) {
	w := newTiny(t)
	w.Subjects = []Subject{{CaseRef: "C1", SubjectRef: "2", Status: "former_officer"}}
	w.part("MH", "P", "1", "2024-01-02", "2025-05-27", "concluded", "gross_misconduct").Sanction = "final_written_warning"
	w.part("AH", "Q", "1", "2024-01-02", "2025-05-28", "concluded", "gross_misconduct").Sanction = "dismissal_without_notice"
	w.part("MH", "P", "2", "2024-01-02", "2025-05-28", "concluded", "gross_misconduct").Sanction = "would_have_been_dismissed"
	w.part("MH", "P", "3", "2024-01-02", "2025-05-28", "concluded", "misconduct").Sanction = "written_warning"
	const at = "2025-06-30"
	w.wantRow(at, "proven_by_regime", 1, "7 May 2024 to 27 May 2025", 1, 1, 1.0)
	row := Truth(&w.World, day(t, at), 0, day(t, at))["proven_by_regime"].Rows[2]
	if fmt.Sprint(row[1:3], row[6:8]) != "[3 3] [2 2]" {
		t.Errorf("from 28 May 2025: %v", row)
	}
	w.wantRow(at, "sanctions", 0, "dismissal_without_notice", 1, 0)
	w.wantRow(at, "sanctions", 1, "would_have_been_dismissed", 0, 1)
	if rows := w.table(at, "sanctions"); len(rows) != 2 {
		t.Errorf("sanctions: %v", rows)
	}
}

// Four notices on Monday 8 January 2024: one heard after 5 working days, one withdrawn after 10, one heard after 15, one waiting.
func TestTruthTimeToHearing(t *testing.T) {
	w := newTiny(t)
	w.part("MH", "P", "1", "2024-01-02", "2024-01-16", "concluded", "misconduct")
	w.part("MH", "P", "2", "2024-01-02", "2024-01-22", "withdrawn", "")
	w.part("MH", "P", "3", "2024-01-02", "", "", "")
	w.part("MH", "P", "4", "2024-01-02", "", "", "")
	for _, subject := range []string{"1", "2", "3", "4"} {
		w.event("P", subject, "reg30_served", "2024-01-08")
	}
	w.event("P", "1", "hearing_day_start", "2024-01-15")
	w.event("P", "3", "hearing_day_start", "2024-01-29")
	// 3/4 after 5 days; at 15 days two are left and one of them is heard: 3/8. One waits and two were heard: too few for a median and quartiles.
	w.wantRow("2024-02-12", "time_to_hearing", 0, "2023-24", 4, 2, 1, 0, 1, nil, nil, nil, nil, nil)
	want := []string{"2023-24 0 4 0 0 1", "2023-24 5 4 1 0 0.75", "2023-24 10 3 0 1 0.75", "2023-24 15 2 1 0 0.375", "2023-24 25 1 0 1 0.375"}
	for i, row := range Truth(&w.World, day(t, "2024-02-12"), 0, day(t, "2024-02-12"))["time_to_hearing_curve"].Rows {
		if got := fmt.Sprintln(row[:6]...); got != want[i]+"\n" {
			t.Errorf("step %d: %s, want %s", i, got, want[i])
		}
	}
	// As at 16 January one had been heard and three were waiting.
	w.wantRow("2024-01-16", "time_to_hearing", 0, "2023-24", 4, 1, 0, 0, 3)
}

func TestTruthOpenWork(t *testing.T) {
	w := newTiny(t)
	w.part("MH", "P", "1", "2024-01-02", "", "", "")
	w.part("MH", "P", "2", "2024-01-02", "", "", "")
	w.part("MH", "P", "3", "2024-01-02", "2024-03-01", "concluded", "")
	w.part("INQ", "I", "", "2024-01-02", "", "", "")
	w.part("STF", "S", "4", "2024-01-02", "", "", "") // employment: no part of the work
	w.event("P", "1", "reg30_served", "2024-02-01")
	w.event("P", "", "hearing_day_start", "2024-02-20")
	w.Holds = []Hold{{CaseRef: "C1", SubjectRef: "2", Kind: "sub_judice", StartDate: day(t, "2024-01-20"), EndDate: day(t, "2024-02-25")}}
	w.wantRow("2024-02-10", "open_proceedings", 0, "coronial", 1, 0, 0, 0, 1)
	w.wantRow("2024-02-10", "open_proceedings", 2, "misconduct", 1, 1, 0, 1, 3) // the hold had not ended
	w.wantRow("2024-02-29", "open_proceedings", 2, "misconduct", 0, 0, 3, 0, 3)
	w.wantRow("2024-03-01", "open_proceedings", 2, "misconduct", 0, 0, 2, 0, 2)
	w.wantRow("2024-02-29", "net_flow", 34, "2024-01-01", 4, 0, 4, 4)
	w.wantRow("2024-03-31", "net_flow", 35, "2024-03-01", 0, 1, -1, 3)
}

func TestTruthContactGaps(t *testing.T) {
	w := newTiny(t)
	for _, on := range []string{"2024-01-01", "2024-01-29", "2024-02-27"} { // 28 days, then 29
		w.ContactUpdates = append(w.ContactUpdates, ContactUpdate{CaseRef: "C1", Audience: "family", ContactDate: day(t, on)})
	}
	w.wantRow("2024-03-25", "contact_updates", 1, "family", 2, 1, 1) // the next is due on the 26th
	w.wantRow("2024-03-26", "contact_updates", 1, "family", 3, 1, 2) // and that day is over
	w.Cases[0].ClosedDate = day(t, "2024-03-27")
	w.wantRow("2024-03-27", "contact_updates", 1, "family", 3, 1, 2)
	w.Cases[0].ClosedDate = day(t, "2024-03-26") // closed on the day due: nobody waits
	w.wantRow("2024-03-27", "contact_updates", 1, "family", 2, 1, 1)
}

// sampleTruth is the truth of each extract of the sample, counted once for all tests.
var sampleTruth = sync.OnceValue(func() []map[string]Table {
	w := sampleWorld()
	var all []map[string]Table
	for n, d := range ExtractDates {
		all = append(all, Truth(w.Extract(n), d, quarterStart(d), d))
	}
	return all
})

func TestTruthTablesAreRegular(t *testing.T) {
	for n, tables := range sampleTruth() {
		if want := len(truthMeasures) + len(workMeasures); len(tables) != want {
			t.Errorf("%d measures, want %d: a name stands twice", len(tables), want)
		}
		for name, table := range tables {
			if len(table.Rows) == 0 {
				t.Errorf("extract %d: %s has no rows", n, name)
			}
			for _, row := range table.Rows {
				checkRow(t, name, table.Columns, row)
			}
		}
	}
}

func checkRow(t *testing.T, name string, columns []string, row []any) {
	t.Helper()
	if len(row) != len(columns) {
		t.Errorf("%s: %d cells for %d columns: %v", name, len(row), len(columns), row)
	}
	for _, cell := range row {
		switch cell.(type) {
		case nil, string, int, float64:
		default:
			t.Errorf("%s: cell %v is %T", name, cell, cell)
		}
	}
}

// What is counted twice must come to the same.
func TestTruthAgreesWithItself(t *testing.T) {
	for _, tables := range sampleTruth() {
		work, age := tables["open_proceedings"].Rows, tables["open_age"].Rows
		open := 0
		for i := range work {
			open += work[i][5].(int)
			if work[i][5] != age[i][6] {
				t.Errorf("%v open by stage, %v by age", work[i], age[i])
			}
		}
		if left := tables["net_flow"].Rows[35][4]; left != open {
			t.Errorf("%v open at the end of the last month, %d by stage", left, open)
		}
		for _, row := range tables["limits_met"].Rows {
			if sum := row[3].(int) + row[4].(int) + row[5].(int) + row[6].(int) + row[7].(int) + row[8].(int); row[2] != sum {
				t.Errorf("%v: parts come to %d", row, sum)
			}
		}
	}
}

func TestWriteTruthIsTheSameEachTime(t *testing.T) {
	var texts [2][]byte
	for i := range texts {
		dir := t.TempDir()
		if err := WriteTruth(dir); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "truth.json"))
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = text
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two runs differ")
	}
}
