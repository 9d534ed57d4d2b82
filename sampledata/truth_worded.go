package sampledata

import "strings"

// Measures in the words of the source: findings on allegations and the status of recommendations.

// allegationsFound calls a function for each allegation with a finding of its own by asOf.
func (t *truth) allegationsFound(do func(a Allegation)) {
	for _, a := range t.Allegations {
		if a.Finding != "" && a.FindingDate != 0 && a.FindingDate <= t.asOf {
			do(a)
		}
	}
}

// foundTally counts allegations and their cases.
type foundTally struct {
	allegations int
	cases       map[string]bool
}

// allegationFindings is what was found on allegations, by quarter.
func (t *truth) allegationFindings() Table {
	all := make(groups[foundTally])
	t.allegationsFound(func(a Allegation) {
		n := all.at(a.FindingDate.FinancialQuarter(), named(a.FindingScheme), a.Finding)
		if n.cases == nil {
			n.cases = make(map[string]bool)
		}
		n.allegations++
		n.cases[a.CaseRef] = true
	})
	table := newTable("quarter scheme finding allegations cases")
	all.each(func(labels []any, n *foundTally) { table.add(labels, n.allegations, len(n.cases)) })
	return table
}

// allegationFindingsByForce is how the findings on the allegations of each force divide.
func (t *truth) allegationFindingsByForce() Table {
	all, of := make(groups[int]), make(groups[int])
	t.allegationsFound(func(a Allegation) {
		force := "not recorded"
		if c := t.cases[a.CaseRef]; c != nil {
			force = named(c.Force)
		}
		*all.at(force, named(a.FindingScheme), a.Finding)++
		*of.at(force, named(a.FindingScheme))++
	})
	table := newTable("force scheme finding allegations with_finding share")
	all.each(func(labels []any, n *int) {
		with := *of.at(labels[0].(string), labels[1].(string))
		table.add(labels, *n, with, rateCell(*n, with))
	})
	return table
}

// sanctionsByAllegation is what followed misconduct found on an allegation.
func (t *truth) sanctionsByAllegation() Table {
	all := make(groups[int])
	t.allegationsFound(func(a Allegation) {
		words := strings.ReplaceAll(strings.ToLower(a.Finding), "_", " ")
		if !oneOf(words, "misconduct", "gross misconduct") {
			return
		}
		severity := ""
		if c := t.cases[a.CaseRef]; c != nil {
			severity = c.Severity
		}
		*all.at(named(a.Code), named(a.Sanction), named(severity))++
	})
	table := newTable("allegation sanction severity allegations")
	all.each(func(labels []any, n *int) { table.add(labels, *n) })
	return table
}

// quarterMade is the quarter in which a recommendation was made.
func quarterMade(r Recommendation) string {
	if r.MadeDate == 0 {
		return "not recorded"
	}
	return r.MadeDate.FinancialQuarter()
}

// recommendationsByTheme is the themes of recommendations, by quarter.
func (t *truth) recommendationsByTheme() Table {
	all := make(groups[int])
	for _, r := range t.Recommendations {
		*all.at(quarterMade(r), named(r.Theme))++
	}
	table := newTable("quarter theme recommendations")
	all.each(func(labels []any, n *int) { table.add(labels, *n) })
	return table
}

// askedTally counts recommendations, those answered, and those past the date due without an answer.
type askedTally struct{ all, answered, pastDue int }

func (t *truth) countAsked(n *askedTally, r Recommendation) {
	n.all++
	a := t.responses[r.RecommendationRef]
	due := max(r.DueDate, r.ExtendedDueDate)
	switch {
	case a.ReceivedDate != 0 || !oneOf(a.Response, "", "no_response", "awaiting"):
		n.answered++
	case due != 0 && due <= t.asOf:
		n.pastDue++
	}
}

// recommendationStatus is what sources say of recommendations, by quarter.
func (t *truth) recommendationStatus() Table {
	all := make(groups[askedTally])
	for _, r := range t.Recommendations {
		t.countAsked(all.at(quarterMade(r), named(r.Status)), r)
	}
	table := newTable("quarter status recommendations answered past_due")
	all.each(func(labels []any, n *askedTally) { table.add(labels, n.all, n.answered, n.pastDue) })
	return table
}

// recommendationsByForce is the recommendations that concern each force, by theme.
func (t *truth) recommendationsByForce() Table {
	cases := make(map[string]int)
	for _, c := range t.Cases {
		cases[c.Force]++
	}
	all := make(groups[askedTally])
	for _, r := range t.Recommendations {
		force := r.Force
		if c := t.cases[r.CaseRef]; force == "" && c != nil {
			force = c.Force
		}
		t.countAsked(all.at(named(force), named(r.Theme)), r)
	}
	table := newTable("force theme recommendations past_due cases per_100_cases")
	all.each(func(labels []any, n *askedTally) {
		known := cases[labels[0].(string)]
		var per any
		if known > 0 {
			per = 100 * rateOf(n.all, known)
		}
		table.add(labels, n.all, n.pastDue, known, per)
	})
	return table
}
