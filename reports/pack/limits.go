package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/queries"
	"proceedings/reports/page"
)

// tally is how the limits of a case went that are duties and had fallen due.
type tally struct{ due, met, extended, explained, late, missed, running, unknown int }

func (c *one) counted() tally {
	t := c.of("case_clocks", c.ref)
	var k tally
	for _, i := range t.where("duty", "duty") {
		if d := t.Day(i, "due_date"); d.IsZero() || d.After(c.in.Period.AsOf) {
			continue
		}
		switch t.Str(i, "state") {
		case "met":
			k.met++
		case "met_within_extension":
			k.extended++
		case "open_in_extension": // nothing is met yet
			k.running++
		case "explained":
			k.explained++
		case "met_late":
			k.late++
		case "missed", "open_overdue":
			k.missed++
		case "end_not_recorded", "end_before_start", "outside_calendar":
			k.unknown++
		default: // not applicable: over before it fell due
			continue
		}
		k.due++
	}
	return k
}

// unmet are the days on which limits fell due that were not met in time, of a proceeding or, where the reference is empty, of the case.
func (c *one) unmet(proceedingRef string) []time.Time {
	t := c.of("case_clocks", c.ref)
	var out []time.Time
	for _, i := range t.where("state", "met_late", "missed", "open_overdue") {
		d := t.Day(i, "due_date")
		if x := t.Day(i, "ext_due_date"); !x.IsZero() {
			d = x
		}
		if t.Str(i, "duty") == "duty" && t.Str(i, "proceeding_ref") == proceedingRef && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// limits is which limits were met, extended or missed, and who decided.
func (c *one) limits() part {
	p := part{ID: "limits", Title: "Limits: met, extended, missed, and who decided"}
	t := c.of("case_clocks", c.ref)
	if t.Len() == 0 {
		why := "No limit runs on this case: the exports held record no day that a limit counts from or ends with."
		if code := c.of("case_outcomes", c.ref).Str(0, "territory"); code != "" && code != "EW" {
			why = "No limit runs on this case: the limits are those of England and Wales, and it is under the law of " + c.label("territory", code) + "."
		}
		p.Say = c.lack(why)
		return p
	}
	p.Say = []string{c.limitWords()}
	with := table{Label: "limits", Say: "Duties with a number of days. Extended shows each decision: the new date, who decided, when, and why.",
		Head: []string{"Limit", "Runs on", "Started", "Due", "Extended", "Ended", "State", "Basis, and how sure"}}
	prompt := table{Label: "prompt duties, rights and terms", Say: "What has no breach: duties as soon as practicable with the time they took, explanations, rights used, terms and minimum periods.",
		Head: []string{"Duty or right", "Runs on", "Started", "Due or expires", "Ended", "State", "Took"}}
	for i := range t.Len() {
		title, due := c.limitTitle(t, i), dayOr(t.Day(i, "due_date"), "no day due")
		started, ended := dayOr(t.Day(i, "start_date"), page.NotRecorded), c.endOf(t, i)
		if t.Str(i, "rule") == "BEFORE" {
			started = "Counted back from " + started
		}
		state := cell{Text: c.label("clock_state", t.Str(i, "state")), Strong: slices.Contains([]string{"met_late", "missed", "open_overdue"}, t.Str(i, "state"))}
		if t.Str(i, "duty") == "duty" && t.Str(i, "state") != "no_limit" {
			with.Rows = append(with.Rows, []cell{text(title), text(c.runsOn(t, i)), onDay(started), onDay(due), text(c.extended(t.Str(i, "extensions"))), onDay(ended), state,
				text(orNone(t.Str(i, "legal_basis")) + ": " + sure(t.Str(i, "confidence")))})
			continue
		}
		state.Strong = false
		prompt.Rows = append(prompt.Rows, []cell{text(title), text(c.runsOn(t, i)), onDay(started), onDay(due), onDay(ended), state, text(c.took(t, i))})
	}
	for _, tab := range []table{with, prompt} {
		if len(tab.Rows) > 0 {
			p.Tables = append(p.Tables, tab)
		}
	}
	p.Notes = []string{"No hold is taken off a limit. Limits are read from the table of standards, are no legal advice, and several are still to be checked against the regulations: the last column says which. The limits rest on the events in the timeline."}
	return p
}

func (c *one) limitWords() string {
	k := c.counted()
	if k.due == 0 {
		return "No limit that counts as a duty had fallen due."
	}
	return page.Upper(k.words()) + ". " + c.whoExtended()
}

// words say how the limits that had fallen due went: "of 9 limits that had fallen due: 3 met and …".
func (k tally) words() string {
	said := []string{fmt.Sprintf("%d met", k.met)}
	for _, n := range []struct {
		of   int
		what string
	}{{k.extended, "met within an extension"}, {k.running, "still open within an extension"}, {k.explained, "explained in place of the end"}, {k.late, "met late"}, {k.missed, "missed or overdue"}, {k.unknown, "not to be judged from what is recorded"}} {
		if n.of > 0 {
			said = append(said, fmt.Sprintf("%d %s", n.of, n.what))
		}
	}
	return fmt.Sprintf("of %s that had fallen due: %s", page.Plural(k.due, "limit", "limits"), page.List(said))
}

// whoExtended says who moved limits, and how often in time.
func (c *one) whoExtended() string {
	t := c.of("case_clocks", c.ref)
	var who []string
	type decision struct {
		standard, proceeding string
		extensionOf
	}
	seen := map[decision]bool{}
	n, past := 0, 0
	for i := range t.Len() {
		for _, x := range extensions(t.Str(i, "extensions")) {
			// One decision for several officers stands beside the clock of each.
			d := decision{t.Str(i, "standard_id"), t.Str(i, "proceeding_ref"), x}
			if seen[d] {
				continue
			}
			seen[d] = true
			n++
			if !x.inTime {
				past++
			}
			if w := c.low("extension_decider", x.by); !slices.Contains(who, w) {
				who = append(who, w)
			}
		}
	}
	if n == 0 {
		return "No decision to extend a limit is on record."
	}
	s := fmt.Sprintf("%s to extend, by: %s", page.Upper(page.Plural(n, "decision", "decisions")), page.List(who))
	if past > 0 {
		s += fmt.Sprintf("; %d came after the date then due and moved nothing", past)
	}
	return s + "."
}

func (c *one) limitTitle(t rows, i int) string {
	title := t.Str(i, "title")
	if n, ok := t.Num(i, "occurrence"); ok && n > 1 {
		title += fmt.Sprintf(" (occurrence %d)", int(n))
	}
	if n, ok := t.Num(i, "n"); ok {
		words := queries.LimitWords(int64(n), t.Str(i, "unit"))
		if c.in.Facts.Limit != nil {
			if l, ok := c.in.Facts.Limit(t.Str(i, "standard_id")); ok && l.N == int(n) && l.Most > 0 {
				words = l.Words() // a window
			}
		}
		if words != "" && !strings.Contains(title, page.Decimal(n)) {
			title += ", " + words
		}
	}
	return title + " (" + t.Str(i, "standard_id") + ")"
}

func (c *one) runsOn(t rows, i int) string {
	var out []string
	if s := t.Str(i, "subject_ref"); s != "" {
		out = append(out, "subject "+s)
	}
	if r := t.Str(i, "proceeding_ref"); r != "" {
		out = append(out, r)
	}
	switch t.Str(i, "anchor") {
	case "recommendation":
		return "recommendation " + t.Str(i, "reference")
	case "debrief":
		return "debrief " + t.Str(i, "reference")
	}
	if len(out) == 0 {
		return "the case"
	}
	return strings.Join(out, ", ")
}

func (c *one) endOf(t rows, i int) string {
	switch end, over := t.Day(i, "end_date"), t.Day(i, "over_date"); {
	case !end.IsZero():
		return page.ShortDay(end)
	case !t.Day(i, "explained_date").IsZero():
		return "explained " + page.ShortDay(t.Day(i, "explained_date"))
	case !over.IsZero():
		return "over without it " + page.ShortDay(over)
	}
	return "no end recorded"
}

func (c *one) took(t rows, i int) string {
	n, ok := t.Num(i, "elapsed_days")
	if !ok {
		return "not known"
	}
	s := days(n, "days")
	if t.Day(i, "end_date").IsZero() {
		s += " so far"
	}
	return s
}

// sure says how sure the number of a limit is.
func sure(confidence string) string {
	if words := queries.Unsure(confidence); words != "" {
		return strings.TrimPrefix(strings.TrimPrefix(words, "has been "), "is ")
	}
	return "checked against the law"
}

// extensionOf is one decision to extend, as case_clocks packs it.
type extensionOf struct {
	decided, due, by, reason string
	inTime                   bool
}

func extensions(packed string) []extensionOf {
	var out []extensionOf
	for _, one := range strings.Split(packed, "; ") {
		if f := strings.Split(one, "|"); len(f) == 5 {
			out = append(out, extensionOf{f[0], f[1], f[2], f[3], f[4] == "in time"})
		}
	}
	return out
}

// extended writes the decisions to extend a limit, one after another.
func (c *one) extended(packed string) string {
	var out []string
	for _, x := range extensions(packed) {
		s := fmt.Sprintf("to %s by %s on %s", shortDate(x.due), c.low("extension_decider", x.by), shortDate(x.decided))
		if x.reason != "" {
			s += ", " + c.low("extension_reason", x.reason)
		}
		if !x.inTime {
			s += " (after the date then due: moves nothing)"
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return "no"
	}
	return strings.Join(out, "; ")
}

func shortDate(text string) string {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return page.ShortDay(d)
}
