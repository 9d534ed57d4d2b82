package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/reports/page"
)

// short is the first block: what the case is, what came of it, and three sentences of what is held.
func (c *one) short() part {
	p := part{ID: "short", Title: "In short", Say: []string{c.outcome(), c.timeAndLimits(), c.service()}}
	t := c.of("case_outcomes", c.ref)
	add := func(term, text string) { p.Facts = append(p.Facts, fact{term, text}) }
	add("Case", c.ref)
	add("Force", orNone(t.Str(0, "force")))
	add("Jurisdiction", c.jurisdictions(t))
	add("Matter", c.label("matter_type", t.Str(0, "matter_type")))
	add("Investigation", c.label("investigation_mode", t.Str(0, "mode")))
	if code := t.Str(0, "territory"); code != "" && code != "EW" {
		add("Under the law of", c.label("territory", code))
	}
	add("What concluded", c.concluded(t))
	add("Case closed", dayOr(t.Day(0, "closed_date"), "not closed as far as recorded"))
	return p
}

func (c *one) jurisdictions(t rows) string {
	var out []string
	for i := range t.Len() {
		if j := t.Str(i, "jurisdiction"); j != "" && !slices.Contains(out, c.label("jurisdiction", j)) {
			out = append(out, c.label("jurisdiction", j))
		}
	}
	if len(out) == 0 {
		return "no proceeding on record"
	}
	return strings.Join(out, ", ")
}

// concluded lists the proceedings that ended, each once with the last day.
func (c *one) concluded(t rows) string {
	var out []string
	for _, p := range c.proceedings() {
		if !p.ended.IsZero() {
			out = append(out, p.name+", "+page.Day(p.ended))
		}
	}
	if len(out) == 0 {
		return "nothing as far as recorded"
	}
	return strings.Join(out, "; ")
}

// proceeding is one proceeding of the case with its rows of case_outcomes.
type proceeding struct {
	ref, kind, name string
	at              []int
	ended           time.Time // the last day on which it ended for one of them
	open            int       // people still in it
}

// proceedings are those of the case, the last ended first and open ones after.
func (c *one) proceedings() []proceeding {
	t := c.of("case_outcomes", c.ref)
	var out []proceeding
	for i := range t.Len() {
		ref := t.Str(i, "proceeding_ref")
		if ref == "" {
			continue
		}
		at := slices.IndexFunc(out, func(p proceeding) bool { return p.ref == ref })
		if at < 0 {
			at = len(out)
			out = append(out, proceeding{ref: ref, kind: t.Str(i, "type"), name: c.label("proceeding_type", t.Str(i, "type")) + " " + ref})
		}
		p := &out[at]
		p.at = append(p.at, i)
		switch d := t.Day(i, "completed_date"); {
		case d.IsZero():
			p.open++
		case d.After(p.ended):
			p.ended = d
		}
	}
	slices.SortStableFunc(out, func(x, y proceeding) int { return cmp.Or(y.ended.Compare(x.ended), cmp.Compare(x.ref, y.ref)) })
	return out
}

// outcome is the sentence on what came of the case: its last proceeding to end, and how many others there are.
func (c *one) outcome() string {
	all := c.proceedings()
	if len(all) == 0 {
		return "The exports held record no proceeding of this case."
	}
	p, t := all[0], c.of("case_outcomes", c.ref)
	others := ""
	if n := len(all) - 1; n > 0 {
		others = fmt.Sprintf(" The case has %s more on record.", page.Plural(n, "proceeding", "proceedings"))
	}
	if p.ended.IsZero() {
		return fmt.Sprintf("No proceeding of this case has ended as far as recorded; %s is open for %s.%s", page.Lower(p.name), page.Plural(p.open, "subject", "subjects"), others)
	}
	var order []string
	count := map[string]int{}
	for _, i := range p.at {
		w := c.result(t, i)
		if count[w] == 0 {
			order = append(order, w)
		}
		count[w]++
	}
	for i, w := range order {
		if len(p.at) > 1 {
			order[i] = fmt.Sprintf("%s (%s)", w, page.Plural(count[w], "subject", "subjects"))
		}
	}
	ended := "ended on " + page.Day(p.ended)
	if p.open > 0 {
		ended = fmt.Sprintf("ended for %d of %s, last on %s", len(p.at)-p.open, page.Plural(len(p.at), "subject", "subjects"), page.Day(p.ended))
	}
	return fmt.Sprintf("%s %s: %s.%s", p.name, ended, strings.Join(order, "; "), others)
}

// result is what came of a proceeding for one subject, in a few words.
func (c *one) result(t rows, i int) string {
	if t.Day(i, "completed_date").IsZero() {
		return "no end on record"
	}
	var out []string
	for _, f := range [][2]string{{"finding", "finding"}, {"sanction", "sanction"}, {"result", "criminal_result"}, {"sentence", "sentence"}, {"conclusion", "inquest_conclusion"}} {
		switch code := t.Str(i, f[0]); code {
		case "":
		case "none":
			out = append(out, "no "+f[0])
		case "not_recorded":
			out = append(out, f[0]+" not recorded")
		case "open": // the conclusion of an inquest, not its state
			out = append(out, f[0]+" “"+c.low(f[1], code)+"”")
		default:
			out = append(out, c.low(f[1], code))
		}
	}
	how := t.Str(i, "ended_how")
	if slices.Contains(out, c.low("ended_how", how)) { // withdrawn, and its result too
		how = "concluded"
	}
	switch {
	case len(out) == 0 && how != "concluded":
		return c.low("ended_how", how)
	case len(out) == 0:
		return "result not recorded"
	case how != "concluded":
		return c.low("ended_how", how) + "; " + strings.Join(out, ", ")
	}
	return strings.Join(out, ", ")
}

// timeAndLimits is the sentence on how long it took and how many limits were kept.
func (c *one) timeAndLimits() string {
	t, longest := c.of("case_outcomes", c.ref), 0.0
	for i := range t.Len() {
		if n, ok := t.Num(i, "days"); ok {
			longest = max(longest, n)
		}
	}
	took := "How long it took to the end cannot be told from the days recorded"
	if longest > 0 {
		took = "It took " + days(longest, "days") + " from " + c.countedFrom(t.Day(0, "start_date")) + " to the last end of a proceeding"
	}
	k := c.counted()
	if k.due == 0 {
		return took + "; no limit that counts as a duty had fallen due."
	}
	return took + "; " + k.words() + "."
}

// service is the sentence on lost days, disclosure, contact and learning.
func (c *one) service() string {
	var said []string
	used, lost := c.dayCount()
	if used+lost > 0 {
		said = append(said, fmt.Sprintf("%d of %s lost", lost, page.Plural(used+lost, "listed day", "listed days")))
	}
	d := c.of("case_disclosure", c.ref)
	if d.Len() > 0 {
		said = append(said, fmt.Sprintf("%d of %s returned", len(d.where("state", "returned", returnedBefore)), page.Plural(d.Len(), "disclosure batch", "disclosure batches")))
	}
	u := c.of("case_contacts", c.ref)
	if n := u.Len() - len(u.where("state", noUpdate)); n > 0 {
		said = append(said, fmt.Sprintf("%s longer than the standard in %s", page.Plural(len(u.where("state", late)), "gap", "gaps"), page.Plural(n, "update", "updates")))
	}
	l := c.of("case_learning", c.ref)
	if n := len(l.where("what", "action")); n > 0 {
		done := 0
		for _, i := range l.where("what", "action") {
			if !l.Day(i, "done_date").IsZero() {
				done++
			}
		}
		said = append(said, fmt.Sprintf("%d of %s done", done, page.Plural(n, "action", "actions")))
	}
	if len(said) == 0 {
		return "No listed day, disclosure, contact or action of this case is on record."
	}
	return page.Upper(page.List(said)) + "."
}
