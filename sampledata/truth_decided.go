package sampledata

// Measures of decisions held against findings, of dismissal, and of who presented.

// lawSpans cuts a financial year where the law changed. Each span is labelled with the year and, where it is cut, its own ends.
func lawSpans(year span) []span {
	spans := []span{year}
	for _, l := range lawChanges {
		last := &spans[len(spans)-1]
		if !last.has(l.from) || l.from == last.first {
			continue
		}
		rest := span{year.label + ", from " + shortDay(l.from), l.from, last.last}
		if last.label == year.label {
			last.label += ", to " + shortDay(l.from-1)
		} else {
			last.label += " to " + shortDay(l.from-1)
		}
		last.last = l.from - 1
		spans = append(spans, rest)
	}
	return spans
}

// yearSpans are the last n financial years up to that of the end of the period, cut at its end.
func (t *truth) yearSpans(n int) []span {
	var spans []span
	for i := n - 1; i >= 0; i-- {
		last := t.to.AddMonths(-12 * i)
		first := Date(last.financialYear(), 4, 1)
		spans = append(spans, span{last.FinancialYear(), first, min(first.AddMonths(12)-1, t.to)})
	}
	return spans
}

// dismissalTally counts those found to have committed gross misconduct.
type dismissalTally struct{ serving, servingDismissed, former, formerDismissed, notRecorded int }

// dismissalRate is how often gross misconduct ended in dismissal, at misconduct hearings and with accelerated hearings.
func (t *truth) dismissalRate() Table {
	table := newTable("period regime hearings gross dismissed", wilsonColumns("dismissal_rate"), "serving serving_dismissed", wilsonColumns("serving_rate"),
		"former former_dismissed not_recorded")
	sets := []struct {
		label string
		kinds []string
	}{{"Misconduct hearings alone", []string{"MH"}}, {"With accelerated hearings", []string{"MH", "AH"}}}
	for _, year := range t.yearSpans(6) {
		for _, s := range lawSpans(year) {
			if rulesOn(s.first) == nil {
				continue
			}
			for _, set := range sets {
				var n dismissalTally
				for _, r := range t.results(func(p *truthPart) bool { return s.has(p.CompletedDate) }, set.kinds...) {
					n.count(r)
				}
				gross, dismissed := n.serving+n.former, n.servingDismissed+n.formerDismissed
				table.add(s.label, rulesOn(s.first), set.label, gross, dismissed, wilsonCells(dismissed, gross), n.serving, n.servingDismissed,
					wilsonCells(n.servingDismissed, n.serving), n.former, n.formerDismissed, n.notRecorded)
			}
		}
	}
	return table
}

func (n *dismissalTally) count(r result) {
	if r.finding != "gross_misconduct" {
		return
	}
	all, dismissed := &n.serving, &n.servingDismissed
	if r.former {
		all, dismissed = &n.former, &n.formerDismissed
	}
	*all++
	if r.dismissed() {
		*dismissed++
	}
	if sanctionRanks[r.sanction] == 0 {
		n.notRecorded++
	}
}

const (
	answerGross      = "case_to_answer_gross_misconduct"
	answerMisconduct = "case_to_answer_misconduct"
)

// answer is an individual's highest final decision of a case to answer and the first day of one at that level.
type answer struct {
	level string
	day   Day
}

// answers are those of individuals under the Conduct Regulations in cases of England and Wales.
func (t *truth) answers() map[individual]answer {
	all := make(map[individual]answer)
	for _, d := range t.Decisions {
		if d.IsFinal != Yes || !oneOf(d.Level, answerGross, answerMisconduct) || !t.inTerritory(d.CaseRef) {
			continue
		}
		k := subjectKey{d.CaseRef, d.SubjectRef}
		if s := t.subjects[k]; s != nil && s.Status == "staff" {
			continue
		}
		who := t.personIn(k)
		a, seen := all[who]
		switch {
		case !seen, a.level != d.Level && d.Level == answerGross:
			a = answer{d.Level, d.DecidedDate}
		case a.level == d.Level:
			a.day = earliestDay(a.day, d.DecidedDate)
		}
		all[who] = a
	}
	return all
}

// agreementTally counts individuals by what became of a decision.
type agreementTally struct{ same, higher, lower, notProven, notYet, discontinued, endedOtherwise, notRecorded, noProceeding int }

func (n *agreementTally) known() int { return n.same + n.higher + n.lower + n.notProven }

// decisionAgreement is how often misconduct was found at the level decided, by the quarter of the decision.
func (t *truth) decisionAgreement() Table {
	parts := make(map[individual][]*truthPart)
	for _, p := range t.parts {
		if oneOf(p.kind, findingKinds...) {
			who := t.individualOf(p)
			parts[who] = append(parts[who], p)
		}
	}
	table := newTable("quarter decided individuals known same higher lower not_proven", wilsonColumns("same_rate"),
		"not_yet_concluded discontinued ended_otherwise not_recorded no_proceeding maturity break")
	answers := t.answers()
	for _, q := range t.lastQuarters(12) {
		for _, level := range []string{answerGross, answerMisconduct} {
			var n agreementTally
			individuals := 0
			for who, a := range answers {
				if a.level == level && q.has(a.day) {
					individuals++
					n.count(a, parts[who])
				}
			}
			if individuals > 0 {
				table.add(q.label, level, individuals, n.known(), n.same, n.higher, n.lower, n.notProven, wilsonCells(n.same, n.known()),
					n.notYet, n.discontinued, n.endedOtherwise, n.notRecorded, n.noProceeding, maturity(n.notYet), lawChange(q))
			}
		}
	}
	return table
}

// count adds an individual: the highest finding of what ended on or after the decision; without a known one whether something is still to come, and else
// how it ended.
func (n *agreementTally) count(a answer, parts []*truthPart) {
	finding, open, concluded, discontinued := "", false, false, false
	for _, p := range parts {
		if p.open() {
			open = true
		} else if p.CompletedDate >= a.day {
			if findingRanks[p.Finding] > findingRanks[finding] {
				finding = p.Finding
			}
			discontinued = discontinued || p.found() == "discontinued"
			concluded = concluded || p.EndedHow == "concluded"
		}
	}
	decided := map[string]int{answerGross: findingRanks["gross_misconduct"], answerMisconduct: findingRanks["misconduct"]}[a.level]
	switch found := findingRanks[finding]; {
	case len(parts) == 0:
		n.noProceeding++
	case found == decided:
		n.same++
	case found > decided:
		n.higher++
	case finding == "misconduct":
		n.lower++
	case oneOf(finding, "not_misconduct", "not_proven_facts"):
		n.notProven++
	case open:
		n.notYet++
	case discontinued, oneOf(finding, "discontinued", "stayed_abuse"):
		n.discontinued++
	case concluded:
		n.notRecorded++
	default:
		n.endedOtherwise++
	}
}

// presented is known and proven findings of three years by who presented.
type presented struct{ known, proven [3]int }

// provenByPresenter compares the results of the two presenters. Of an individual with several proceedings the one with the highest finding says who.
func (t *truth) provenByPresenter() Table {
	presenters := make(map[string]string)
	for _, p := range t.Proceedings {
		presenters[p.ProceedingRef] = p.Presenter
	}
	table := newTable("type iopc_known iopc_proven", wilsonColumns("iopc_rate"), "aa_known aa_proven", wilsonColumns("aa_rate"),
		"difference difference_low difference_high other_known other_proven")
	for _, kind := range []string{"All types", "MH", "MM", "AH"} {
		kinds := findingKinds
		if kind != "All types" {
			kinds = []string{kind}
		}
		best := make(map[individual]*truthPart)
		for _, p := range t.parts {
			if !t.disciplined(p, kinds...) || !t.inYears(p.CompletedDate, 3) {
				continue
			}
			who := t.individualOf(p)
			if b := best[who]; b == nil || findingRanks[p.Finding] > findingRanks[b.Finding] {
				best[who] = p
			}
		}
		var n presented
		for _, p := range best {
			n.count(presenters[p.ProceedingRef], p.Finding)
		}
		if n.known == [3]int{} {
			continue
		}
		table.add(kind, n.known[0], n.proven[0], wilsonCells(n.proven[0], n.known[0]), n.known[1], n.proven[1], wilsonCells(n.proven[1], n.known[1]),
			differenceCells(n.proven[0], n.known[0], n.proven[1], n.known[1]), n.known[2], n.proven[2])
	}
	return table
}

func (n *presented) count(presenter, finding string) {
	by := map[string]int{"dg": 0, "aa": 1}
	i, ok := by[presenter]
	if !ok {
		i = 2
	}
	switch findingColumn(finding) {
	case "gross_misconduct", "misconduct":
		n.proven[i]++
		n.known[i]++
	case "not_misconduct":
		n.known[i]++
	}
}
