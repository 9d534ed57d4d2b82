package pack

import (
	"slices"
	"time"

	"proceedings/reports/page"
)

// afterTheEnd are the events that can only come once a proceeding has ended for a subject.
var afterTheEnd = []string{"hearing_completed", "report_to_aa", "officer_notified", "report_published", "barred_list_reported", "sentence", "conclusion"}

// contradictions are the sentences on proceedings that have no end on record for a subject though what follows an end is on record.
func (c *one) contradictions() []string {
	ended, happened := c.of("case_outcomes", c.ref), c.of("case_timeline", c.ref)
	var out []string
	for i := range ended.Len() {
		ref, who := ended.Str(i, "proceeding_ref"), ended.Str(i, "subject_ref")
		if ref == "" || !ended.Day(i, "completed_date").IsZero() {
			continue
		}
		var steps []string
		for _, e := range happened.where("what", "event") {
			if about := happened.Str(e, "subject_ref"); happened.Str(e, "proceeding_ref") != ref || about != "" && about != who ||
				!slices.Contains(afterTheEnd, happened.Str(e, "code")) || happened.Day(e, "date").IsZero() {
				continue
			}
			steps = include(steps, c.low("event", happened.Str(e, "code"))+", "+page.Day(happened.Day(e, "date")))
		}
		if len(steps) > 0 {
			out = append(out, "Subject "+who+" has no end of "+c.low("proceeding_type", ended.Str(i, "type"))+" "+ref+" on record, yet what follows an end is: "+page.List(steps)+
				". Either the end was not recorded or these are wrong; until that is put right the proceeding counts as open.")
		}
	}
	return out
}

// countedFrom says from what day the time to the end counts: for a complaint that of its making, else that of coming to attention.
func (c *one) countedFrom(day time.Time) string {
	t := c.of("case_timeline", c.ref)
	for _, i := range t.where("code", "complaint_made") {
		if t.Day(i, "date").Equal(day) && c.of("case_outcomes", c.ref).Str(0, "matter_type") == "complaint" {
			return "the complaint being made (" + page.Day(day) + ")"
		}
	}
	return "coming to attention (" + page.Day(day) + ")"
}
