package vocab

import (
	"slices"
	"strings"
	"time"
)

// Standard is one limit during one span of validity.
type Standard struct {
	ID         string
	Title      string
	Domain     string
	Anchor     string
	AppliesTo  []string // proceeding types; none means any
	StartCode  string
	EndCode    string
	Rule       string
	N          int
	NMax       int // WINDOW_AFTER only
	Unit       string
	CalendarID string
	Statutory  string
	ValidFrom  time.Time
	ValidTo    time.Time // zero while in force
	LegalBasis string
	Exceptions string
	Confidence string
}

// rules says which units a rule counts in. A rule with no unit takes no n.
// They are here and not in code.csv, which holds only their labels, because
// the engine must know how to count each.
var rules = []struct {
	code   string
	units  []string
	window bool
}{
	{"FWD_AFTER", []string{"working_day"}, false},
	{"WINDOW_AFTER", []string{"working_day"}, true},
	{"DAY_OF", []string{"day"}, false},
	{"DAY_AFTER", []string{"day"}, false},
	{"MONTHS_FROM", []string{"month"}, false},
	{"MONTHS_OF", []string{"month"}, false},
	{"BEFORE", []string{"working_day"}, false},
	{"ASAP", nil, false},
	{"PERIODIC", []string{"working_day", "day", "month"}, false},
	{"NONE", nil, false},
}

var (
	anchors     = []string{"proc_subject", "case_subject", "case", "recommendation", "debrief", "none"}
	units       = []string{"working_day", "day", "month", "none"}
	calendars   = []string{"EW", "CORONER", "UK"}
	statutories = []string{"statutory", "scheme", "local", "none"}
	confidences = []string{"V", "Vp", "A", "M+", "M", "M-"}
	domains     = []string{"misconduct", "performance", "criminal", "coronial", "learning"}
)

func ruleCodes() []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.code)
	}
	return out
}

// Standards are the rows of standard.csv in file order.
func (s *Set) Standards() []Standard { return slices.Clone(s.standards) }

func (s *Set) buildStandards(sh *sheet, p *problems) {
	spans := map[string][]standardSpan{}
	for _, r := range sh.rows {
		st := s.readStandard(r, p)
		checkCount(st, r, p)
		s.checkStandardCodes(st, r, p)
		checkAnchor(st, r, p)
		checkOverlap(st, r, spans[st.ID], p)
		spans[st.ID] = append(spans[st.ID], standardSpan{st, r.line})
		s.standards = append(s.standards, st)
	}
	s.addList("standard", standardCodes(s.standards))
}

func (s *Set) readStandard(r row, p *problems) Standard {
	st := Standard{
		ID:         p.required(r, "standard_id"),
		Title:      p.required(r, "title"),
		Domain:     p.oneOf(r, "domain", domains),
		Anchor:     p.oneOf(r, "anchor", anchors),
		AppliesTo:  splitBar(r.get("applies_to")),
		StartCode:  r.get("start_code"),
		EndCode:    r.get("end_code"),
		Rule:       p.oneOf(r, "rule", ruleCodes()),
		N:          p.whole(r, "n"),
		NMax:       p.whole(r, "n_max"),
		Unit:       p.oneOf(r, "unit", units),
		CalendarID: p.oneOf(r, "calendar_id", calendars),
		Statutory:  p.oneOf(r, "statutory", statutories),
		LegalBasis: p.required(r, "legal_basis"),
		Exceptions: r.get("exceptions"),
		Confidence: p.oneOf(r, "confidence", confidences),
	}
	p.required(r, "valid_from")
	st.ValidFrom, st.ValidTo = p.span(r)
	return st
}

func splitBar(v string) []string {
	if v == "" {
		return nil
	}
	return strings.Split(v, "|")
}

// checkCount holds n, n_max and the unit against the rule.
func checkCount(st Standard, r row, p *problems) {
	i := slices.Index(ruleCodes(), st.Rule)
	if i < 0 {
		return // reported already
	}
	rule := rules[i]
	if rule.units == nil {
		if r.get("n") != "" || r.get("n_max") != "" || st.Unit != "none" {
			p.row(r, "rule %s counts nothing; leave n and n_max empty and set unit to none", st.Rule)
		}
		return
	}
	if st.N == 0 {
		p.row(r, "rule %s needs n, a whole number of 1 or more; fill it in", st.Rule)
	}
	if !slices.Contains(rule.units, st.Unit) {
		p.row(r, "rule %s counts in %s, not %q; correct unit or rule", st.Rule, strings.Join(rule.units, " or "), st.Unit)
	}
	if rule.window && st.NMax < st.N {
		p.row(r, "rule %s needs n_max, not less than n; fill it in", st.Rule)
	}
	if !rule.window && r.get("n_max") != "" {
		p.row(r, "rule %s takes no n_max; leave it empty", st.Rule)
	}
}

func (s *Set) checkStandardCodes(st Standard, r row, p *problems) {
	for _, t := range st.AppliesTo {
		if !s.has("proceeding_type", t) {
			p.row(r, "applies_to %q is no proceeding type; use codes of proceeding_type.csv with | between them", t)
		}
	}
	for _, c := range []struct{ column, code string }{{"start_code", st.StartCode}, {"end_code", st.EndCode}} {
		if c.code != "" && !s.has("event", c.code) && !s.has("record_date", c.code) {
			p.row(r, "%s %q is neither in the list event nor in record_date; correct it or add it to code.csv", c.column, c.code)
		}
	}
}

// checkAnchor sees that a clock can be made, and that none is made of a number
// nobody has checked.
func checkAnchor(st Standard, r row, p *problems) {
	if st.Anchor == "none" {
		return
	}
	if st.StartCode == "" || st.EndCode == "" {
		p.row(r, "anchor %s needs start_code and end_code; fill them in or set anchor to none", st.Anchor)
	}
	if st.Rule == "NONE" {
		p.row(r, "rule NONE has nothing to measure; set anchor to none")
	}
	if st.Confidence == "M-" {
		p.row(r, "confidence M- is unchecked memory; check the source and raise it, or set anchor to none")
	}
}

type standardSpan struct {
	Standard
	line int
}

func checkOverlap(st Standard, r row, earlier []standardSpan, p *problems) {
	for _, e := range earlier {
		if overlaps(st, e.Standard) {
			p.row(r, "%s is also in force on line %d during these dates; end the earlier row the day before the later begins",
				st.ID, e.line)
		}
	}
}

func overlaps(a, b Standard) bool {
	endsBefore := func(x, y Standard) bool { return !x.ValidTo.IsZero() && x.ValidTo.Before(y.ValidFrom) }
	return !endsBefore(a, b) && !endsBefore(b, a)
}

// standardCodes gives each id once, titled by its latest row.
func standardCodes(standards []Standard) []Code {
	var out []Code
	latest := map[string]time.Time{}
	for _, st := range standards {
		c := Code{List: "standard", Code: st.ID, Label: st.Title, Confidence: st.Confidence}
		i := slices.IndexFunc(out, func(o Code) bool { return o.Code == st.ID })
		switch {
		case i < 0:
			out = append(out, c)
		case st.ValidFrom.After(latest[st.ID]):
			out[i] = c
		default:
			continue
		}
		latest[st.ID] = st.ValidFrom
	}
	return out
}
