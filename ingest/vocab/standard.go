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

	Duty        string   // what a date that passes means: see doc.go
	OnlyIf      string   // "mode=", "event=" or "sanction=" and codes with | between them: where the limit applies at all
	Follows     []string // limits at whose end a period begins
	ElseCode    string   // event that stands in place of the end once the date has passed
	StopCodes   []string // events after which nothing is due
	RestartCode string   // event that starts the limit anew
	ExtendedBy  string   // kind of hold whose days extend the limit by law
	Regimes     []string // regimes that the row is for; none means any
	ClearDays   bool     // BEFORE and WINDOW_AFTER: neither the first nor the last day counts
	Rolls       bool     // a last day that is no working day moves to the next
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
	duties      = []string{"duty", "right", "explain", "term", "minimum"}
	yesNo       = []string{"", "yes", "no"}
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
		s.checkTerms(st, r, p)
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

		Duty:        p.oneOf(r, "duty", duties),
		OnlyIf:      r.get("only_if"),
		Follows:     splitBar(r.get("follows")),
		ElseCode:    r.get("else_code"),
		StopCodes:   splitBar(r.get("stop_code")),
		RestartCode: r.get("restart_code"),
		ExtendedBy:  r.get("extended_by"),
		Regimes:     splitBar(r.get("regime")),
		ClearDays:   p.oneOf(r, "clear_days", yesNo) == "yes",
		Rolls:       p.oneOf(r, "rolls", yesNo) == "yes",
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
	for _, c := range slices.Concat([][2]string{{"start_code", st.StartCode}, {"end_code", st.EndCode}, {"else_code", st.ElseCode},
		{"restart_code", st.RestartCode}}, each("stop_code", st.StopCodes)) {
		if c[1] != "" && !s.has("event", c[1]) && !s.has("record_date", c[1]) {
			p.row(r, "%s %q is neither in the list event nor in record_date; correct it or add it to code.csv", c[0], c[1])
		}
	}
}

func each(column string, codes []string) [][2]string {
	var out [][2]string
	for _, c := range codes {
		out = append(out, [2]string{column, c})
	}
	return out
}

// onlyIfLists are the lists of the codes that only_if may name.
var onlyIfLists = map[string]string{"mode": "investigation_mode", "event": "event", "sanction": "sanction"}

// onlyIfAnchors are the anchors whose records can answer each kind of only_if.
var onlyIfAnchors = map[string][]string{
	"mode": {"case", "case_subject"}, "event": {"proc_subject", "case", "case_subject"}, "sanction": {"proc_subject"},
}

// checkTerms holds the columns that say where and how far a limit runs against
// their lists and against the rule and anchor that can use them.
func (s *Set) checkTerms(st Standard, r row, p *problems) {
	if field, codes, ok := strings.Cut(st.OnlyIf, "="); st.OnlyIf != "" {
		list, known := onlyIfLists[field]
		if !ok || !known {
			p.row(r, "only_if %q is not understood; write mode=, event= or sanction= and codes with | between them", st.OnlyIf)
		}
		for _, c := range splitBar(codes) {
			if known && !s.has(list, c) {
				p.row(r, "only_if: %q is not in the list %s; correct it", c, list)
			}
		}
		if fits := onlyIfAnchors[field]; known && st.Anchor != "none" && !slices.Contains(fits, st.Anchor) {
			p.row(r, "only_if %s= does not go with anchor %s, but with %s", field, st.Anchor, strings.Join(fits, ", "))
		}
	}
	for _, id := range st.Follows {
		if !slices.ContainsFunc(s.standards, func(o Standard) bool { return o.ID == id }) {
			p.row(r, "follows %q is no limit of an earlier line; correct it", id)
		}
	}
	if len(st.Follows) > 0 && st.Unit == "working_day" {
		p.row(r, "follows goes with limits in days or months only; correct unit or follows")
	}
	if st.ExtendedBy != "" && !s.has("hold_kind", st.ExtendedBy) {
		p.row(r, "extended_by %q is not in the list hold_kind; correct it", st.ExtendedBy)
	}
	for _, id := range st.Regimes {
		if !slices.ContainsFunc(s.regimes, func(g Regime) bool { return g.ID == id && g.TestDate != "" }) {
			p.row(r, "regime %q has no test_date in regime.csv; correct it", id)
		}
	}
	if len(st.Regimes) > 0 && st.Anchor != "proc_subject" && st.Anchor != "none" {
		p.row(r, "a regime goes with anchor proc_subject only; leave it empty")
	}
	if r.get("clear_days") != "" && st.Rule != "BEFORE" && st.Rule != "WINDOW_AFTER" {
		p.row(r, "clear_days goes with rules BEFORE and WINDOW_AFTER only; leave it empty")
	}
	if r.get("rolls") != "" && st.Unit != "day" && st.Unit != "month" {
		p.row(r, "rolls goes with limits in days or months only; leave it empty")
	}
	if st.ElseCode != "" && st.Anchor != "case" {
		p.row(r, "else_code goes with anchor case only; leave it empty")
	}
}

// checkAnchor sees that a clock can be made, and that none is made of a number
// nobody has checked.
func checkAnchor(st Standard, r row, p *problems) {
	if st.Anchor == "none" {
		return
	}
	if (st.StartCode == "" && len(st.Follows) == 0) || (st.EndCode == "" && st.Duty != "term") {
		p.row(r, "anchor %s needs start_code and end_code; fill them in or set anchor to none", st.Anchor)
	}
	if st.Duty == "term" && st.EndCode != "" {
		p.row(r, "a term runs out by itself; leave end_code empty")
	}
	if st.Rule == "NONE" {
		p.row(r, "rule NONE has nothing to measure; set anchor to none")
	}
	// What has no last day is shown beside the people it is about (see doc.go); what follows a limit is shown wherever that limit is.
	if st.Rule == "ASAP" && len(st.Follows) == 0 && st.Anchor != "proc_subject" && st.Anchor != "case_subject" {
		p.row(r, "rule ASAP on anchor %s is in no answer; set anchor to case_subject, proc_subject or none, or name the limit that it follows", st.Anchor)
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
	return !endsBefore(a, b) && !endsBefore(b, a) && !apart(a.Regimes, b.Regimes)
}

// apart reports whether two rows are for different regimes, so that both may be in force.
func apart(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
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
