package sampledata

import "time"

// Days on which clerks put things right between the two extracts.
var (
	tidied  = Date(2026, time.April, 22)
	cleanse = Date(2026, time.May, 13)
)

// lastQuarter says whether a day lies in the quarter that the first extract reports on, early enough for it to have been entered.
func lastQuarter(d Day) bool {
	return d >= Date(2026, time.January, 5) && d <= Date(2026, time.March, 20)
}

// plantRevisions makes the two extracts differ in more than what is new: values put right, records withdrawn.
func (s *story) plantRevisions() {
	s.withdrawCases()
	s.reviseFindings()
	s.reviseSubjects()
	s.reviseDates()
	s.reviseResponses()
	s.moveListings()
}

// withdrawCases takes back three cases that had been recorded twice.
func (s *story) withdrawCases() {
	left := 3
	for i := range s.Cases {
		c := &s.Cases[i]
		if left > 0 && c.MatterType == "conduct_matter" && c.known > Date(2025, time.September, 1) && c.known < Date(2026, time.February, 1) && i%3 == 0 {
			c.withdrawn = cleanse
			left--
		}
	}
}

// reviseFindings has four findings of the reported quarter wrong at first.
func (s *story) reviseFindings() {
	wrong := map[string][2]string{
		"gross_misconduct": {"misconduct", "final_written_warning"},
		"misconduct":       {"not_misconduct", "none"},
		"not_proven_facts": {"misconduct", "written_warning"},
	}
	left := 4
	for i := range s.ProcSubjects {
		ps := &s.ProcSubjects[i]
		belief, ok := wrong[ps.Finding]
		if left == 0 || !ok || !lastQuarter(ps.CompletedDate) || ps.endedKnown > ExtractDates[0] || i%5 != 0 {
			continue
		}
		was := *ps
		was.Finding, was.Sanction = belief[0], belief[1]
		ps.was, ps.fixed = &was, cleanse
		left--
	}
}

// reviseSubjects has the ethnicity of some people filled in later, mostly in the force that left most out.
func (s *story) reviseSubjects() {
	force := make(map[string]string)
	for _, c := range s.Cases {
		force[c.CaseRef] = c.Force
	}
	for i := range s.Subjects {
		sub := &s.Subjects[i]
		if sub.Ethnicity == "" || sub.known > Date(2026, time.March, 1) || sub.known < Date(2024, time.April, 1) {
			continue
		}
		if i%60 == 0 || force[sub.CaseRef] == Forces[sparseForce].Name && i%7 == 0 {
			was := *sub
			was.Ethnicity = ""
			sub.was, sub.fixed = &was, tidied
		}
	}
}

// reviseDates has a few dates wrong at first: when a matter came to attention, and when a chair reported.
func (s *story) reviseDates() {
	left := 4
	for i := range s.Cases {
		c := &s.Cases[i]
		if left > 0 && c.AttentionDate > Date(2025, time.June, 1) && c.known < Date(2026, time.February, 1) && i%17 == 0 {
			was := *c
			was.AttentionDate = c.RecordedDate
			c.was, c.fixed = &was, tidied
			left--
		}
	}
	left = 3
	for i, e := range s.Events {
		if left > 0 && e.Code == "report_to_aa" && lastQuarter(e.EventDate) && e.known < ExtractDates[0] && i%2 == 0 {
			wrong := e
			wrong.EventDate, wrong.withdrawn = AddWorkingDays(e.EventDate, 6), cleanse
			wrong.known = max(wrong.known, wrong.EventDate)
			s.Events[i].known = cleanse
			s.Events = append(s.Events, wrong)
			left--
		}
	}
}

// reviseResponses has two responses coded again and one recommendation withdrawn.
func (s *story) reviseResponses() {
	left := 2
	for i := range s.Responses {
		a := &s.Responses[i]
		if left > 0 && a.Response == "accepted_in_part" && a.ReceivedDate > Date(2025, time.July, 1) && a.ReceivedDate < ExtractDates[0] {
			was := *a
			was.Response = "accepted"
			a.was, a.fixed = &was, cleanse
			left--
		}
	}
	for i := range s.Recommendations {
		if r := &s.Recommendations[i]; r.LegalBasis == "quick_time" && r.MadeDate > Date(2025, time.November, 1) && r.MadeDate < Date(2026, time.March, 1) {
			r.withdrawn = cleanse
			return
		}
	}
}

// moveListings has some hearings listed for a day that was moved before it came.
func (s *story) moveListings() {
	left := 4
	for _, l := range s.Listings {
		if left > 0 && l.Kind == "hearing" && l.known < ExtractDates[0] && l.ListedDate > ExtractDates[0]+40 && l.ListedDate < ExtractDates[1] {
			moved := l
			moved.Used, moved.LostReason = "", ""
			moved.ListedDate, moved.withdrawn = AddWorkingDays(l.ListedDate, -12), ExtractDates[0]+10
			s.Listings = append(s.Listings, moved)
			left--
		}
	}
}
