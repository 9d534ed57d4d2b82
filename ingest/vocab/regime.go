package vocab

import (
	"slices"
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
}

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
		}
		if g.Test != "" && r.get("valid_from") == "" {
			p.row(r, "a regime with a test needs valid_from; fill it in")
		}
		if p.unique(r, seen, "regime "+g.ID) {
			s.regimes = append(s.regimes, g)
		}
	}
}
