package pack

import (
	"os"
	"strings"
	"testing"

	"proceedings/reports/reportstest"
)

// Subject 2 has no end, but a report of 17 June: said. Subject 1 has an end, subject 3 left: not said. A step of another proceeding, one of subject 1 and one that comes before an end say nothing of subject 2.
func TestAPackSaysThatARecordContradictsItself(t *testing.T) {
	data, err := os.ReadFile("testdata/case.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "2025-06-01 | 2026-05-12 | concluded | not_misconduct | - | - | - | - | - | 496", "2025-06-01 | - | - | - | - | - | - | - | - | -", 1)
	const at = "\n\n== case_clocks"
	for _, e := range []string{"report_to_aa | 2 | P1 | 2026-06-17", "hearing_completed | '' | P1 | 2026-06-12", "barred_list_reported | 1 | P1 | 2026-06-19", "report_to_aa | 2 | P9 | 2026-06-20", "report_published | 2 | P1 | -"} {
		text = strings.Replace(text, at, "\nC/1 | event | "+e+" | - | - | - | - | - | - | - | log"+at, 1)
	}
	got := plain(t, packOf(t, reportstest.Parse(text), "C/1"))
	want := "Subject 2 has no end of misconduct hearing P1 on record, yet what follows an end is: report to aa, 17 June 2026 and hearing completed, 12 June 2026."
	if !strings.Contains(got, want) || strings.Count(got, "has no end of") != 1 {
		t.Errorf("the pack does not say once %q:\n%s", want, got[max(0, len(got)-900):])
	}
	if !strings.Contains(got, "no end on record (1 subject)") {
		t.Error("the first sentence does not say that subject 2 has no end on record")
	}
}

// A complaint counts from the day it was made, and the sentence names it.
func TestTheSentenceNamesTheDayCountedFrom(t *testing.T) {
	data, err := os.ReadFile("testdata/case.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(data), "| conduct_matter |", "| complaint |")
	text = strings.Replace(text, "\n\n== case_clocks", "\nC/1 | event | complaint_made | '' | '' | 2025-01-01 | - | - | - | - | - | - | - | cases\n\n== case_clocks", 1)
	if got := plain(t, packOf(t, reportstest.Parse(text), "C/1")); !strings.Contains(got, "It took 496 days from the complaint being made (1 January 2025) to the last end") {
		t.Error("the sentence does not name the day of the complaint")
	}
}
