package pack

import (
	"proceedings/reports/page"
)

// orders are the restrictions on the case that are not over by the position date, in words. One that begins later is among them:
// it binds whoever publishes then. They stand at the head of the pack, before all that they bind.
func (c *one) orders() []string {
	t := c.of("case_timeline", c.ref)
	var out []string
	for _, i := range t.where("what", "restriction") {
		from, until := t.Day(i, "date"), t.Day(i, "until_date")
		if !until.IsZero() && until.Before(c.in.Period.AsOf) {
			continue
		}
		said := c.label("restriction_kind", t.Str(i, "code"))
		if ref := t.Str(i, "proceeding_ref"); ref != "" {
			said += ", proceeding " + ref
		}
		if ref := t.Str(i, "subject_ref"); ref != "" {
			said += ", subject " + ref
		}
		if !from.IsZero() {
			said += ", from " + page.Day(from)
		}
		if until.IsZero() {
			said += ", until further order"
		} else {
			said += ", until " + page.Day(until)
		}
		out = append(out, said+".")
	}
	return out
}
