package vocab

import (
	"slices"
	"strings"
	"time"
)

// Regime is one change of law. Only those with a Test decide which law a case
// falls under; the others are marks on a chart.
type Regime struct {
	ID         string
	Label      string
	ValidFrom  time.Time // zero where the commencement is not known
	What       string
	Test       string
	Confidence string
	TestDate   string // which date is held against ValidFrom: attention or notice; empty decides nothing
	BuildsOn   string // the regime that must hold too, empty for none
}

// testDates are the dates of a matter that decide its regime: when it came to
// attention (a complaint: was made), and when the first notice of proceedings was served.
var testDates = []string{"", "attention", "notice"}

// Regimes are the rows of regime.csv in file order.
func (s *Set) Regimes() []Regime { return slices.Clone(s.regimes) }

func (s *Set) buildRegimes(sh *sheet, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		g := Regime{
			ID:         p.required(r, "regime_id"),
			Label:      p.required(r, "label"),
			ValidFrom:  p.date(r, "valid_from"),
			What:       p.required(r, "what"),
			Test:       r.get("test"),
			Confidence: p.oneOf(r, "confidence", confidences),
			TestDate:   p.oneOf(r, "test_date", testDates),
			BuildsOn:   r.get("builds_on"),
		}
		if (g.Test != "" || g.TestDate != "") && r.get("valid_from") == "" {
			p.row(r, "a regime with a test needs valid_from; fill it in")
		}
		if g.BuildsOn != "" && !slices.ContainsFunc(s.regimes, func(o Regime) bool { return o.ID == g.BuildsOn }) {
			p.row(r, "builds_on %q is no regime of an earlier line; correct it", g.BuildsOn)
		}
		if p.unique(r, seen, "regime "+g.ID) {
			s.regimes = append(s.regimes, g)
		}
	}
}

// checkSanctionsAllowed reads which disciplinary action a regime knows for a type of
// proceeding and a finding; an empty type or finding means any. A pair that the file says
// nothing about is not judged.
func (s *Set) checkSanctionsAllowed(sh *sheet, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		if id := r.get("regime_id"); !slices.ContainsFunc(s.regimes, func(g Regime) bool { return g.ID == id && g.Test != "" }) {
			p.row(r, "regime_id %q is no regime with a test in regime.csv; correct it", id)
		}
		for _, column := range []string{"proceeding_type", "finding", "sanction"} {
			if code := r.get(column); !s.has(column, code) && (code != "" || column == "sanction") {
				p.row(r, "%s %q is not in %s.csv; correct it", column, code, column)
			}
		}
		p.oneOf(r, "confidence", confidences)
		p.unique(r, seen, "sanction "+strings.Join([]string{r.get("regime_id"), r.get("proceeding_type"), r.get("finding"), r.get("sanction")}, " "))
	}
}
