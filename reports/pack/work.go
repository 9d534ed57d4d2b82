package pack

import (
	"fmt"

	"proceedings/reports/page"
)

// States of a disclosure batch, as case_disclosure has them.
const (
	returnedBefore = "returned before the day of service"
	notServed      = "not served, overdue"
	notDueYet      = "not due yet"
)

// dayCount is how many listed days were used and how many lost.
func (c *one) dayCount() (used, lost int) {
	t := c.of("case_timeline", c.ref)
	for _, i := range t.where("what", "day") {
		switch t.Str(i, "used") {
		case "used":
			used++
		case "lost":
			lost++
		}
	}
	return used, lost
}

// lostDays is which hearing days were lost and why.
func (c *one) lostDays() part {
	p := part{ID: "days", Title: "Hearing days, used and lost"}
	t := c.of("case_timeline", c.ref)
	at := t.where("what", "day")
	if len(at) == 0 {
		p.Say = c.lack("No listed day of this case is on record, so lost days cannot be told.")
		return p
	}
	used, lost := c.dayCount()
	ahead, unsaid := 0, 0
	reasons, order := map[string]int{}, []string{}
	tab := table{Label: "listed days", Say: "Every day listed.", Head: []string{"Day", "Listed for", "Proceeding", "What became of it", "Why it was lost", "Did not attend", "Source"}}
	for _, i := range at {
		became, why := cell{Text: "not recorded"}, "not lost"
		switch u := t.Str(i, "used"); {
		case u == "lost":
			became, why = cell{Text: "Lost", Strong: true}, c.label("lost_reason", t.Str(i, "lost_reason"))
			if reasons[why] == 0 {
				order = append(order, why)
			}
			reasons[why]++
		case u == "used":
			became = cell{Text: "Used"}
		case t.Day(i, "date").After(c.in.Period.AsOf):
			became, why = cell{Text: "to come"}, "to come"
			ahead++
		default:
			unsaid++
			why = page.NotRecorded
		}
		away := c.codes("attendance_role", t.Str(i, "absent"))
		if away == "" {
			away = "nobody recorded absent"
		}
		tab.Rows = append(tab.Rows, []cell{day(t.Day(i, "date"), page.NotRecorded), text(c.label("listing_kind", t.Str(i, "code"))), text(t.Str(i, "proceeding_ref")), became, text(why), text(away), text(c.from(t.Str(i, "source")))})
	}
	s := fmt.Sprintf("%s: %d used, %d lost", page.Upper(page.Plural(len(at), "listed day", "listed days")), used, lost)
	if ahead > 0 {
		s += fmt.Sprintf(", %d to come", ahead)
	}
	if unsaid > 0 {
		s += fmt.Sprintf(", %d without a note of their use", unsaid)
	}
	p.Say = []string{s + "."}
	if lost > 0 {
		var why []string
		for _, w := range order {
			why = append(why, fmt.Sprintf("%s (%d)", page.Lower(w), reasons[w]))
		}
		p.Say = append(p.Say, "Lost for: "+page.List(why)+".")
	}
	p.Tables = []table{tab}
	return p
}

// disclosure is what went right and wrong in it.
func (c *one) disclosure() part {
	p := part{ID: "disclosure", Title: "Disclosure"}
	t := c.of("case_disclosure", c.ref)
	if t.Len() == 0 {
		p.Say = c.lack("No disclosure batch of this case is on record.")
		return p
	}
	tab := table{Label: "disclosure batches", Say: "Every batch.", Head: []string{"Batch", "Proceeding", "Due", "Served", "Late by", "How it went", "Returned", "Why", "Source"}}
	lateOnes := 0
	for i := range t.Len() {
		lateBy := "not late"
		if n, ok := t.Num(i, "days_late"); ok {
			lateBy = days(n, "days")
			lateOnes++
		} else if t.Day(i, "due_date").IsZero() {
			lateBy = "no day due"
		}
		returned, why := "no return recorded", "no return recorded"
		if d := t.Day(i, "returned_date"); !d.IsZero() {
			returned, why = page.ShortDay(d), c.label("return_reason", t.Str(i, "return_reason"))
		}
		tab.Rows = append(tab.Rows, []cell{text(t.Str(i, "batch_ref")), text(t.Str(i, "proceeding_ref")), day(t.Day(i, "due_date"), page.NotRecorded), day(t.Day(i, "served_date"), "not served"),
			text(lateBy), strongIf(page.Upper(t.Str(i, "state")), t.Str(i, "state") != firstTime), onDay(returned), text(why), text(c.from(t.Str(i, "source")))})
	}
	p.Say = []string{fmt.Sprintf("%s: %d right first time so far, %d returned for rework, %d late.", page.Upper(page.Plural(t.Len(), "batch", "batches")),
		len(t.where("state", firstTime)), len(t.where("state", "returned", returnedBefore)), lateOnes)}
	p.Tables = []table{tab}
	p.Notes = []string{"A batch has one day of service and one return on record; who returned it is not recorded."}
	return p
}

const firstTime = "right first time so far"
