package sampledata

import (
	"slices"
	"time"
)

// recommend adds a recommendation with its response.
func (s *story) recommend(r *rng, c *Case, force, basis string, made Day) {
	rec := Recommendation{
		RecommendationRef: s.number("REC"), Territory: "EW", Force: force, LegalBasis: basis, Theme: recommendationTheme(r), MadeDate: made,
		trace: trace{known: made + Day(r.spread(0, 1, 3, 6, 20))},
	}
	if c != nil {
		rec.CaseRef = c.CaseRef
	}
	lawful := statutoryDue(&rec, r)
	received := made + Day(r.spread(12, 38, 49, 55, 60, 170))
	if lawful && received > rec.DueDate && r.chance(45) || lawful && r.chance(4) {
		rec.ExtendedDueDate = made + Day(r.between(77, 112))
		rec.extendedKnown = rec.DueDate - Day(r.between(1, 12))
	}
	s.respond(r, &rec, received)
	s.Recommendations = append(s.Recommendations, rec)
}

// recommendationTheme draws a theme in the words of the register: its theme is a text, not a code.
func recommendationTheme(r *rng) string {
	if r.chance(9) {
		return themeLabels.text("disclosure")
	}
	return themeLabels.text(r.draw(themeChoices))
}

// statutoryDue sets the due date that the source states; on some rows of para 28A someone counted 56 days from the day after.
func statutoryDue(rec *Recommendation, r *rng) bool {
	switch rec.LegalBasis {
	case "para_28A":
		rec.DueDate = rec.MadeDate + 55
		if r.chance(22) {
			rec.DueDate++
		} else if r.chance(4) {
			rec.DueDate += Day(r.between(-10, 20))
		}
	case "pfd", "hmicfrs":
		rec.DueDate = rec.MadeDate + 56
	case "s10_general", "quick_time":
		if r.chance(45) {
			rec.DueDate = rec.MadeDate + Day(pick(r, []int{28, 42, 60, 84}))
		}
		return false
	}
	if r.chance(3) {
		rec.DueDate = 0
	}
	return rec.DueDate != 0 && rec.LegalBasis != "hmicfrs"
}

func (s *story) respond(r *rng, rec *Recommendation, received Day) {
	rec.Status = "Open"
	answer := Response{RecommendationRef: rec.RecommendationRef, ReceivedDate: received, trace: trace{known: rec.known}}
	switch u := r.below(100); {
	case u < 5:
		return // nobody wrote anything down
	case u < 9:
		answer.ReceivedDate, answer.Response = 0, "no_response"
		answer.known = rec.MadeDate + 120
	case u < 12:
		answer.ReceivedDate, answer.Response = 0, "superseded"
		answer.known = rec.MadeDate + 90
	default:
		answer.Response = r.draw([]choice{{"accepted", 74}, {"accepted_in_part", 16}, {"not_accepted", 10}})
		rec.Status = "Closed"
	}
	s.Responses = append(s.Responses, answer)
}

// preventFutureDeaths addresses a coroner's report to the force.
func (s *story) preventFutureDeaths(r *rng, c *Case, issued Day) {
	s.recommend(r, c, c.Force, "pfd", issued)
}

func (s *story) tellLearning() {
	days := openings(newRNG(s.Seed, "recommendation days", 0), []year{
		{2020, 20}, {2021, 34}, {2022, 38}, {2023, 40}, {2024, 44}, {2025, 48}, {2026, 13},
	})
	for i, made := range days {
		r := newRNG(s.Seed, "recommendation", i)
		c := s.caseBefore(r, made)
		s.recommend(r, c, c.Force, r.draw([]choice{{"para_28A", 52}, {"s10_general", 18}, {"quick_time", 14}, {"debrief_internal", 10}, {"hmicfrs", 4}, {"college", 2}}), made)
	}
	s.tellDebriefs()
}

// caseBefore picks a case that was known by a day.
func (s *story) caseBefore(r *rng, day Day) *Case {
	for {
		if c := pick(r, s.cases); c.known != 0 && c.known < day {
			return c
		}
	}
}

func (s *story) tellDebriefs() {
	concluded := make(map[string]Day)
	for _, ps := range s.ProcSubjects {
		if ps.EndedHow == "concluded" {
			concluded[ps.ProceedingRef] = max(concluded[ps.ProceedingRef], ps.CompletedDate)
		}
	}
	jurisdiction := map[string]string{"MH": "misconduct", "AH": "misconduct", "CRM-MC": "criminal", "CRM-CC": "criminal", "INQ": "coronial", "INQ-J": "coronial"}
	appeared := s.firstEvents()
	for i, p := range s.Proceedings {
		r := newRNG(s.Seed, "debrief", i)
		trigger, j := concluded[p.ProceedingRef], jurisdiction[p.Type]
		tried := j != "criminal" || appeared[p.ProceedingRef]["first_appearance"] != 0
		if trigger == 0 || trigger < Date(2021, time.April, 1) || j == "" || !tried || !r.chance(58) {
			continue
		}
		s.debrief(r, Debrief{DebriefRef: s.number("DB"), CaseRef: p.CaseRef, ProceedingRef: p.ProceedingRef, Force: p.Force, Jurisdiction: j, TriggerDate: trigger,
			trace: trace{known: trigger + Day(r.between(0, 6))}})
	}
}

func (s *story) debrief(r *rng, d Debrief) {
	if !r.chance(6) {
		d.HeldDate = workdayFrom(d.TriggerDate + Day(r.spread(6, 16, 24, 29, 37, 110)))
	}
	s.Debriefs = append(s.Debriefs, d)
	if d.HeldDate == 0 {
		return
	}
	for _, theme := range debriefThemes(r, d.HeldDate) {
		s.DebriefThemes = append(s.DebriefThemes, DebriefTheme{DebriefRef: d.DebriefRef, Theme: theme, trace: trace{known: d.HeldDate}})
		if r.chance(65) {
			s.act(r, d, theme)
		}
	}
}

// debriefThemes draws up to three themes. Disclosure is the one that comes back: frequent in 2023 and 2024, all but gone once its actions were done,
// frequent again in 2026.
func debriefThemes(r *rng, held Day) []string {
	var themes []string
	if r.chance(disclosureShare(held)) {
		themes = append(themes, "disclosure")
	}
	for range r.spread(0, 1, 1, 2, 3) {
		theme := r.draw(themeChoices)
		if len(themes) < 3 && !slices.Contains(themes, theme) {
			themes = append(themes, theme)
		}
	}
	return themes
}

// disclosureActionsDone is the day by which every action on disclosure had been closed.
var disclosureActionsDone = Date(2025, time.January, 31)

func disclosureShare(held Day) int {
	switch {
	case held >= Date(2026, time.January, 1):
		return 46
	case held >= Date(2025, time.October, 1):
		return 14
	case held >= Date(2024, time.October, 1):
		return 3
	case held >= Date(2023, time.July, 1):
		return 42
	default:
		return 14
	}
}

func (s *story) act(r *rng, d Debrief, theme string) {
	a := Action{ActionRef: s.number("ACT"), DebriefRef: d.DebriefRef, CaseRef: d.CaseRef, Force: d.Force, Theme: theme, RaisedDate: d.HeldDate,
		DueDate: d.HeldDate + Day(pick(r, []int{30, 60, 60, 90, 120})), trace: trace{known: d.HeldDate + Day(r.between(0, 4))}}
	if !r.chance(9) {
		a.DoneDate = a.DueDate + Day(r.spread(-50, -14, -3, 5, 100))
		a.DoneDate = max(a.DoneDate, a.RaisedDate+1)
	}
	if theme == "disclosure" && a.RaisedDate < disclosureActionsDone-10 {
		if a.DoneDate == 0 || a.DoneDate > disclosureActionsDone {
			a.DoneDate = disclosureActionsDone
		}
	}
	if r.chance(3) {
		a.DueDate = 0
	}
	s.Actions = append(s.Actions, a)
}
