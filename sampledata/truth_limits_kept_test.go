package sampledata

import (
	"fmt"
	"testing"
)

// Four notices of Thursday 28 March 2024, each due on 21 August: one extended in time to 1 October (41 days), one in time and once more too late, one only
// too late, one not at all.
func TestTruthExtensions(t *testing.T) {
	w := newTiny(t)
	for _, subject := range []string{"1", "2", "3", "4"} {
		w.part("MH", "P", subject, "2024-03-01", "", "", "")
		w.event("P", subject, "reg30_served", "2024-03-28")
	}
	w.extend("P", "1", "MIS-HRG-100", "2024-08-21", "2024-10-01")
	w.extend("P", "2", "MIS-HRG-100", "2024-08-20", "2024-08-31")
	w.extend("P", "2", "MIS-HRG-100", "2024-09-02", "2024-12-31")
	w.extend("P", "3", "MIS-HRG-100", "2024-08-22", "2024-10-01")
	to := day(t, "2024-12-31")
	for _, row := range newTruth(&w.World, to, quarterStart(to), to).extensions().Rows {
		if row[0] != "MIS-HRG-100" {
			continue
		}
		if got, want := fmt.Sprint(row[:4]), "[MIS-HRG-100 4 3 0.75]"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got, want := fmt.Sprint(row[6:]), "[2 1 0 51 25.5]"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		return
	}
	t.Error("no row of the limit")
}

// The sample has no finding of misconduct on an allegation, so the count is held against a case made by hand.
func TestTruthSanctionsByAllegation(t *testing.T) {
	w := newTiny(t)
	to := day(t, "2024-12-31")
	w.Allegations = []Allegation{
		{CaseRef: "C1", Code: "A", Finding: "Gross misconduct", FindingDate: to},
		{CaseRef: "C1", Code: "A", Finding: "misconduct", Sanction: "Warning", FindingDate: to},
		{CaseRef: "C1", Code: "A", Finding: "misconduct", FindingDate: to + 1},
		{CaseRef: "C1", Code: "A", Finding: "no case", FindingDate: to},
	}
	if got, want := fmt.Sprint(newTruth(&w.World, to, quarterStart(to), to).sanctionsByAllegation().Rows), "[[A Warning not recorded 1] [A not recorded not recorded 1]]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
