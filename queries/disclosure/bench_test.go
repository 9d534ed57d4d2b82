package disclosure

import "testing"

// BenchmarkPlan plans a release of about 10,000 cells and 5,000 equations (see linked).
func BenchmarkPlan(b *testing.B) {
	s := linked(newRand(1))
	var fates []Fate
	for b.Loop() {
		var err error
		if fates, err = s.Plan(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	report(b, s, fates)
}

func BenchmarkAudit(b *testing.B) {
	s := linked(newRand(1))
	fates, err := s.Plan(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if exposed, err := s.Audit(b.Context(), fates); err != nil || len(exposed) > 0 {
			b.Fatal(exposed, err)
		}
	}
	report(b, s, fates)
}

func BenchmarkAuditRounded(b *testing.B) {
	s := linked(newRand(1))
	var exposed []Exposed
	for b.Loop() {
		var err error
		if exposed, err = s.AuditRounded(5); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(exposed)), "exposed")
}

func report(b *testing.B, s System, fates []Fate) {
	printed := 0
	for _, c := range s.Cells {
		if !c.Unprinted {
			printed++
		}
	}
	b.ReportMetric(float64(printed), "printed")
	b.ReportMetric(float64(len(s.Cells)), "cells")
	b.ReportMetric(float64(len(s.Equations)), "equations")
	b.ReportMetric(float64(count(fates, Primary)), "primary")
	b.ReportMetric(float64(count(fates, Secondary)), "secondary")
}
