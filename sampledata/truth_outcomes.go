package sampledata

import "sort"

// Measures of what proceedings came to.

// findingRanks order findings; what is not here is not recorded.
var findingRanks = map[string]int{
	"gross_misconduct": 60, "misconduct": 50, "not_misconduct": 40, "not_proven_facts": 30, "stayed_abuse": 20, "discontinued": 10,
}

// sanctionRanks order disciplinary action.
var sanctionRanks = map[string]int{
	"dismissal_without_notice": 90, "would_have_been_dismissed": 90, "dismissal_with_notice": 90, "reduction_in_rank": 80, "extension_of_fww": 70,
	"final_written_warning": 60, "written_warning": 50, "management_advice": 40, "rprp": 20, "no_action_former_officer": 10, "no_further_action": 10,
	"none": 10,
}

// findingColumn is the column that a finding is counted in.
func findingColumn(finding string) string {
	switch finding {
	case "gross_misconduct", "misconduct":
		return finding
	case "not_misconduct", "not_proven_facts":
		return "not_misconduct"
	case "discontinued", "stayed_abuse":
		return "discontinued"
	}
	return "not_recorded"
}

// result is what an individual's part or parts in a case came to: the highest finding and the highest action, which may be of different parts.
type result struct {
	finding  string
	sanction string
	former   bool
}

// dismissed says whether gross misconduct was followed by dismissal.
func (r result) dismissed() bool {
	return r.finding == "gross_misconduct" && oneOf(r.sanction, "dismissal_without_notice", "dismissal_with_notice", "would_have_been_dismissed")
}

// individual is a person in a case: by the person's own number, else as the subject of the case.
type individual struct{ caseRef, person string }

func (t *truth) individualOf(p *truthPart) individual {
	return t.personIn(subjectKey{p.CaseRef, p.SubjectRef})
}

func (t *truth) personIn(k subjectKey) individual {
	if s := t.subjects[k]; s != nil && s.PersonID != "" {
		return individual{k.caseRef, "person " + s.PersonID}
	}
	return individual{k.caseRef, "subject " + k.subjectRef}
}

// disciplined says whether a part is one of a misconduct proceeding that ended with or without a finding, and not about police staff.
func (t *truth) disciplined(p *truthPart, kinds ...string) bool {
	s := t.subjects[subjectKey{p.CaseRef, p.SubjectRef}]
	if s != nil && s.Status == "staff" {
		return false
	}
	return oneOf(p.kind, kinds...) && !p.open() && oneOf(p.EndedHow, "concluded", "withdrawn", "discontinued", "stayed")
}

// results are the highest findings of individuals over the parts that are wanted.
func (t *truth) results(wanted func(*truthPart) bool, kinds ...string) map[individual]result {
	all := make(map[individual]result)
	for _, p := range t.parts {
		if !t.disciplined(p, kinds...) || !wanted(p) {
			continue
		}
		who := t.individualOf(p)
		r, seen := all[who]
		if finding := p.found(); !seen || findingRanks[finding] > findingRanks[r.finding] {
			r.finding = finding
		}
		r.sanction = higherSanction(r.sanction, p.Sanction)
		s := t.subjects[subjectKey{p.CaseRef, p.SubjectRef}]
		r.former = r.former || s != nil && s.Status == "former_officer"
		all[who] = r
	}
	return all
}

func higherSanction(a, b string) string {
	if a == "" || b != "" && sanctionBefore(b, a) {
		return b
	}
	return a
}

// sanctionBefore orders sanctions, the highest first.
func sanctionBefore(a, b string) bool {
	if sanctionRanks[a] != sanctionRanks[b] {
		return sanctionRanks[a] > sanctionRanks[b]
	}
	return a < b
}

// findingTally counts individuals by their highest finding.
type findingTally struct{ gross, misconduct, not, discontinued, notRecorded, dismissed int }

func tallyFindings(all map[individual]result) findingTally {
	var n findingTally
	into := map[string]*int{
		"gross_misconduct": &n.gross, "misconduct": &n.misconduct, "not_misconduct": &n.not,
		"discontinued": &n.discontinued, "not_recorded": &n.notRecorded,
	}
	for _, r := range all {
		*into[findingColumn(r.finding)]++
		if r.dismissed() {
			n.dismissed++
		}
	}
	return n
}

func (n findingTally) proven() int { return n.gross + n.misconduct }
func (n findingTally) known() int  { return n.proven() + n.not }

var findingKinds = []string{"MH", "MM", "AH"}

// findings is the highest findings of the twelve months, by type of proceeding.
func (t *truth) findings() Table {
	table := newTable("type gross_misconduct misconduct not_misconduct discontinued not_recorded total")
	for _, kind := range findingKinds {
		all := t.results(func(p *truthPart) bool { return t.inYears(p.CompletedDate, 1) }, kind)
		n := tallyFindings(all)
		table.add(kind, n.gross, n.misconduct, n.not, n.discontinued, n.notRecorded, len(all))
	}
	return table
}

// provenRate is the share of known findings that were proven, in twenty quarters.
func (t *truth) provenRate() Table {
	table := newTable("quarter known proven", wilsonColumns("proven_rate"), "discontinued not_recorded regime break")
	for _, q := range t.lastQuarters(20) {
		n := tallyFindings(t.results(func(p *truthPart) bool { return q.has(p.CompletedDate) }, findingKinds...))
		table.add(q.label, n.known(), n.proven(), wilsonCells(n.proven(), n.known()), n.discontinued, n.notRecorded, rulesOn(q.last), lawChange(q))
	}
	return table
}

// provenByRegime is proven findings and dismissals under each set of rules on outcomes.
func (t *truth) provenByRegime() Table {
	var periods []span
	for i, l := range lawChanges {
		s := span{"from " + shortDay(l.from), l.from, t.to}
		if i+1 < len(lawChanges) {
			s.last = lawChanges[i+1].from - 1
			s.label = shortDay(s.first) + " to " + shortDay(s.last)
		}
		periods = append(periods, s)
	}
	table := newTable("period known proven", wilsonColumns("proven_rate"), "gross dismissed", wilsonColumns("dismissal_rate"), "regime")
	for _, s := range periods {
		ended := func(p *truthPart) bool { return s.has(p.CompletedDate) && p.CompletedDate <= t.to }
		n := tallyFindings(t.results(ended, findingKinds...))
		d := tallyFindings(t.results(ended, "MH", "AH"))
		table.add(s.label, n.known(), n.proven(), wilsonCells(n.proven(), n.known()), d.gross, d.dismissed, wilsonCells(d.dismissed, d.gross), rulesOn(s.first))
	}
	return table
}

// provenByForce compares the forces over three years.
func (t *truth) provenByForce() Table {
	forces := make(map[string]bool)
	for _, p := range t.parts {
		forces[p.force] = true
	}
	var groups []fraction
	for force := range forces {
		n := tallyFindings(t.results(func(p *truthPart) bool { return p.force == force && t.inYears(p.CompletedDate, 3) }, findingKinds...))
		if n.known() > 0 {
			groups = append(groups, fraction{force, n.proven(), n.known()})
		}
	}
	table := newTable("force known proven proven_rate", funnelColumns)
	for i, position := range funnel(groups) {
		g := groups[i]
		table.add(named(g.label), g.of, g.part, rateCell(g.part, g.of), position)
	}
	return table
}

// decisionToFinding sets final decisions of a case to answer beside what became of them, for each individual in two years.
func (t *truth) decisionToFinding() Table {
	counts := make(map[[2]string]int)
	for who, a := range t.answers() {
		if t.inYears(a.day, 2) {
			counts[[2]string{a.level, t.whatBecame(who, a.day)}]++
		}
	}
	var pairs [][2]string
	for p := range counts {
		pairs = append(pairs, p)
	}
	sort.Slice(pairs, func(i, j int) bool {
		return pairs[i][0] < pairs[j][0] || pairs[i][0] == pairs[j][0] && pairs[i][1] < pairs[j][1]
	})
	table := newTable("decided result individuals")
	for _, p := range pairs {
		table.add(p[0], p[1], counts[p])
	}
	return table
}

// inTerritory says whether a case is one of England and Wales. One that is not on record, or not yet, is taken for one.
func (t *truth) inTerritory(caseRef string) bool {
	c := t.cases[caseRef]
	return c == nil || c.Territory == "EW"
}

// caseOf is the case on record, else one of which nothing is known.
func (t *truth) caseOf(caseRef string) *Case {
	if c := t.cases[caseRef]; c != nil {
		return c
	}
	return &Case{CaseRef: caseRef}
}

// whatBecame is the highest finding about an individual in a case since a day; without one, whether something is still to come, or how it ended.
func (t *truth) whatBecame(who individual, since Day) string {
	finding, open, concluded, discontinued, any := "", false, false, false, false
	for _, p := range t.parts {
		if t.individualOf(p) != who || !oneOf(p.kind, findingKinds...) || !p.open() && p.CompletedDate < since || t.isStaff(p.CaseRef, p.SubjectRef) {
			continue
		}
		any = true
		if findingRanks[p.Finding] > findingRanks[finding] {
			finding = p.Finding
		}
		open = open || p.open()
		concluded = concluded || p.EndedHow == "concluded"
		discontinued = discontinued || p.found() == "discontinued"
	}
	switch {
	case !any:
		return "no_proceeding"
	case finding != "":
		return finding
	case open:
		return "not_yet_concluded"
	case discontinued:
		return "discontinued"
	case concluded:
		return "not_recorded"
	}
	return "ended_otherwise"
}

// sanctions is the disciplinary action that followed gross misconduct in the twelve months.
func (t *truth) sanctions() Table {
	counts := make(map[string][2]int)
	for _, r := range t.results(func(p *truthPart) bool { return t.inYears(p.CompletedDate, 1) }, "MH", "AH") {
		if r.finding != "gross_misconduct" {
			continue
		}
		n := counts[r.sanction]
		if r.former {
			n[1]++
		} else {
			n[0]++
		}
		counts[r.sanction] = n
	}
	codes := sortedLabels(counts)
	sort.SliceStable(codes, func(i, j int) bool { return sanctionBefore(codes[i], codes[j]) })
	table := newTable("sanction serving former")
	for _, code := range codes {
		table.add(named(code), counts[code][0], counts[code][1])
	}
	return table
}

// withdrawn is the share of what ended in the twelve months that was withdrawn, by type.
func (t *truth) withdrawn() Table {
	counts := make(map[string][2]int)
	for _, p := range t.parts {
		if !t.inYears(p.CompletedDate, 1) || !p.decidable() {
			continue
		}
		n := counts[p.kind]
		n[0]++
		if p.undecided() {
			n[1]++
		}
		counts[p.kind] = n
	}
	table := newTable("type ended withdrawn", wilsonColumns("withdrawn_rate"))
	for _, kind := range sortedLabels(counts) {
		n := counts[kind]
		table.add(kind, n[0], n[1], wilsonCells(n[1], n[0]))
	}
	return table
}

// criminalResults is how prosecutions that reached a court ended, by year.
func (t *truth) criminalResults() Table {
	table := newTable("year ended convicted", wilsonColumns("conviction_rate"), "pleaded acquitted other")
	for _, year := range t.financialYears(6) {
		var ended, convicted, pleaded, acquitted int
		for _, p := range t.parts {
			if !oneOf(p.kind, "CRM-MC", "CRM-CC") || !p.reached("first_appearance") || p.open() || p.CompletedDate.FinancialYear() != year {
				continue
			}
			ended++
			switch p.Result {
			case "guilty_plea":
				pleaded++
				convicted++
			case "guilty_verdict", "guilty_alternative":
				convicted++
			case "not_guilty_verdict":
				acquitted++
			}
		}
		if ended > 0 {
			table.add(year, ended, convicted, wilsonCells(convicted, ended), pleaded, acquitted, ended-convicted-acquitted)
		}
	}
	return table
}

// inquestConclusions is what inquests of the twelve months concluded.
func (t *truth) inquestConclusions() Table {
	total, jury, reports := make(map[string]int), make(map[string]int), make(map[string]int)
	for _, p := range t.parts {
		if !oneOf(p.kind, inquestKinds...) || p.EndedHow != "concluded" || !t.inYears(p.CompletedDate, 1) {
			continue
		}
		conclusion := named(p.Conclusion)
		total[conclusion]++
		if p.Jury == Yes || p.Jury == Unset && p.kind == "INQ-J" {
			jury[conclusion]++
		}
		if p.reached("pfd_issued") {
			reports[conclusion]++
		}
	}
	table := newTable("conclusion inquests with_jury pfd")
	for _, conclusion := range mostFirst(total) {
		table.add(conclusion, total[conclusion], jury[conclusion], reports[conclusion])
	}
	return table
}
