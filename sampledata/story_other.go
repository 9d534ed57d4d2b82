package sampledata

import "time"

// tellOtherCases tells the cases that lead to no proceedings: most of the work of a force.
func (s *story) tellOtherCases() {
	days := openings(newRNG(s.Seed, "other days", 0), []year{
		{2020, 90}, {2021, 150}, {2022, 165}, {2023, 180}, {2024, 190}, {2025, 200}, {2026, 48},
	})
	for i, attention := range days {
		s.tellOtherCase(newRNG(s.Seed, "other", i), attention)
	}
}

func (s *story) tellOtherCase(r *rng, attention Day) {
	force := drawForce(r)
	matter := r.draw([]choice{{"complaint", 62}, {"conduct_matter", 25}, {"recordable_conduct_matter", 13}})
	o := opening{force: force, matter: matter, mode: "local", attention: attention}
	o.reported = attention + Day(r.spread(8, 40, 90, 170, 620))
	if matter == "recordable_conduct_matter" && r.chance(30) {
		o.mode = "independent"
	}
	c := s.openCase(r, o)
	decided := o.reported + Day(r.spread(1, 6, 14, 25, 70))
	for range r.spread(1, 1, 1, 2, 3) {
		level := r.draw([]choice{{"no_case_to_answer", 62}, {"practice_requiring_improvement_rprp", 22}, {"unsatisfactory_performance", 4},
			{misconductCase, 3}, {"", 9}})
		sub := s.accuse(r, c, s.meet(r, force, ""), level, decided, "")
		if matter == "complaint" && level == "" {
			s.answerComplaint(r, sub, decided)
		}
	}
}

// answerComplaint records an outcome found outside proceedings on a complaint that was not specially investigated.
func (s *story) answerComplaint(r *rng, sub Subject, day Day) {
	for i := len(s.Allegations) - 1; i >= 0; i-- {
		a := &s.Allegations[i]
		if a.CaseRef != sub.CaseRef {
			return
		}
		if a.SubjectRef == sub.SubjectRef {
			a.FindingScheme, a.FindingDate = "other", day
			a.Finding = r.draw([]choice{{"Service acceptable", 66}, {"Service not acceptable", 22}, {"Unable to determine", 12}})
		}
	}
}

// tellHeadcounts counts the officers of every force on every 31 March.
func (s *story) tellHeadcounts() {
	bands := []struct {
		band  string
		share int // per thousand constables
	}{
		{"constable", 1000}, {"sergeant", 190}, {"inspecting", 78}, {"superintending", 16}, {"chief", 3}, {"special", 92}, {"pcso", 85}, {"staff", 620},
	}
	for i, f := range Forces {
		r := newRNG(s.Seed, "headcount", i)
		for y := 2020; y <= 2026; y++ {
			for _, b := range bands {
				count := f.size * b.share / 1000 * (1000 + (y-2020)*14 + r.between(-12, 12)) / 1000
				s.Headcounts = append(s.Headcounts, Headcount{Force: f.Name, AsAtDate: Date(y, time.March, 31), RankBand: b.band, Headcount: max(count, 1),
					trace: trace{known: Date(y, time.March, 31)}})
			}
		}
	}
}
