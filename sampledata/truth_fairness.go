package sampledata

import (
	"math"
	"slices"
)

// Measures of whether groups of officers fare alike.

// leastCompared is the least that a group must have to be compared.
const leastCompared = 10

// postYear is a financial year of a force and rank band.
type postYear struct{ year, force, rank string }

// officerYears are the mean headcounts, in halves, of the force, rank band and year that have one of both ends.
func (t *truth) officerYears(years []string) map[postYear]int {
	counts := make(map[postYear]map[Day]int)
	for _, h := range t.Headcounts {
		for _, year := range years {
			first, last := yearEnds(year)
			if h.AsAtDate != first-1 && h.AsAtDate != last {
				continue
			}
			k := postYear{year, h.Force, h.RankBand}
			if counts[k] == nil {
				counts[k] = make(map[Day]int)
			}
			counts[k][h.AsAtDate] += h.Headcount
		}
	}
	halves := make(map[postYear]int)
	for k, ends := range counts {
		if len(ends) == 2 {
			for _, n := range ends {
				halves[k] += n
			}
		}
	}
	return halves
}

// yearEnds are the first and last day of a financial year.
func yearEnds(label string) (first, last Day) {
	year := 0
	for _, c := range label[:4] {
		year = 10*year + int(c-'0')
	}
	first = Date(year, 4, 1)
	return first, first.AddMonths(12) - 1
}

// yearsOver are the last n financial years that were over by the end of the period.
func (t *truth) yearsOver(n int) []string {
	if _, last := yearEnds(t.to.FinancialYear()); last == t.to {
		return t.financialYears(n)
	}
	return t.financialYears(n + 1)[:n]
}

// rankedPosts are the rank bands under the Conduct Regulations, in order.
var rankedPosts = []string{"constable", "sergeant", "inspecting", "superintending", "chief", "special"}

// referrals are the individuals referred in the years, each once a year, by rank band; those of a rank without a headcount of their force and year are
// left out, and those of no recorded rank if the force has no headcount at all.
func (t *truth) referrals(years []string, halves map[postYear]int) map[string]int {
	covered := make(map[postYear]bool)
	for k := range halves {
		covered[postYear{k.year, k.force, ""}] = true
	}
	seen := make(map[[2]string]bool)
	referred := make(map[string]int)
	for _, p := range t.parts {
		s := t.subjects[subjectKey{p.CaseRef, p.SubjectRef}]
		if !oneOf(p.kind, findingKinds...) || s != nil && s.Status == "staff" {
			continue
		}
		day := earliestDay(p.first["referral_decided"], p.started)
		if day == 0 || !oneOf(day.FinancialYear(), years...) {
			continue
		}
		who := t.individualOf(p)
		if s != nil && s.PersonID != "" {
			who.caseRef = ""
		}
		once := [2]string{day.FinancialYear(), who.caseRef + " " + who.person}
		k := postYear{day.FinancialYear(), p.force, ""}
		if s != nil {
			k.rank = s.RankBand
		}
		if seen[once] || k.rank == "" && !covered[k] || k.rank != "" && halves[k] == 0 {
			continue
		}
		seen[once] = true
		referred[k.rank]++
	}
	return referred
}

// disproportionalityReferral is referrals by rank band against officers in post.
func (t *truth) disproportionalityReferral() Table {
	years := t.yearsOver(5)
	halves := t.officerYears(years)
	referred := t.referrals(years, halves)
	posts := make(map[string]int)
	for k, n := range halves {
		posts[k.rank] += n
	}
	largest := ""
	for _, rank := range rankedPosts {
		if largest == "" || posts[rank] > posts[largest] {
			largest = rank
		}
	}
	inPost := func(rank string) int { return int(math.Round(float64(posts[rank]) / 2)) }
	table := newTable("rank_band referred officer_years per_1000 compared compared_years reference reference_years ratio ratio_low ratio_high")
	for _, rank := range rankedPosts {
		n, of := referred[rank], inPost(rank)
		compared := []any{0, 0, referred[largest], inPost(largest), nil, nil, nil}
		if rank != largest && n >= leastCompared && referred[largest] >= leastCompared {
			compared = append([]any{n, of, referred[largest], inPost(largest)}, ratioCells(n, of, referred[largest], inPost(largest))...)
		}
		if n+of > 0 {
			table.add(rank, n, of, 1000*rateOf(n, of), compared)
		}
	}
	if n := referred[""]; n > 0 {
		table.add("not recorded", n, 0, nil, 0, 0, referred[largest], inPost(largest), nil, nil, nil)
	}
	return table
}

// traitOf is a characteristic of a subject with the groups it has, in order.
type traitOf struct {
	label  string
	of     func(*Subject) string
	groups []label
}

var traits = []traitOf{
	{"Ethnic group", func(s *Subject) string { return s.Ethnicity }, []label{
		{"asian", "Asian"}, {"black", "Black"}, {"mixed", "Mixed"}, {"other", "Other"}, {"white", "White"}}},
	{"Sex", func(s *Subject) string { return s.Sex }, []label{{"female", "Female"}, {"male", "Male"}}},
	{"Age at the incident", func(s *Subject) string { return s.AgeBand }, []label{
		{"25_and_under", "25 and under"}, {"26_to_40", "26 to 40"}, {"41_to_55", "41 to 55"}, {"over_55", "Over 55"}}},
}

// outcomesOf counts individuals of a group.
type outcomesOf struct{ all, known, proven int }

// disproportionalityFinding is proven findings of five years by ethnic group, sex and age.
func (t *truth) disproportionalityFinding() Table {
	table := newTable("characteristic category individuals share known proven", wilsonColumns("proven_rate"),
		"compared compared_proven reference_known reference_proven ratio ratio_low ratio_high")
	results := t.results(func(p *truthPart) bool { return t.inYears(p.CompletedDate, 5) }, findingKinds...)
	people := make(map[individual]*Subject)
	for i := range t.Subjects {
		s := &t.Subjects[i]
		people[t.personIn(subjectKey{s.CaseRef, s.SubjectRef})] = s
	}
	for _, trait := range traits {
		groups := make(map[string]*outcomesOf)
		for who, r := range results {
			group := ""
			if s := people[who]; s != nil {
				group = trait.of(s)
			}
			if groups[group] == nil {
				groups[group] = &outcomesOf{}
			}
			groups[group].count(r.finding)
		}
		var largest *outcomesOf
		for _, g := range trait.groups {
			if n := groups[g.code]; n != nil && (largest == nil || n.known > largest.known) {
				largest = n
			}
		}
		if largest == nil {
			largest = &outcomesOf{}
		}
		for _, g := range append(slices.Clone(trait.groups), label{"", "not recorded"}) {
			n := groups[g.code]
			if n == nil {
				continue
			}
			compared := []any{0, 0, largest.known, largest.proven, nil, nil, nil}
			if g.code != "" && n != largest && n.known >= leastCompared && largest.known >= leastCompared {
				compared = append([]any{n.known, n.proven, largest.known, largest.proven}, ratioCells(n.proven, n.known, largest.proven, largest.known)...)
			}
			table.add(trait.label, g.text, n.all, rateCell(n.all, len(results)), n.known, n.proven, wilsonCells(n.proven, n.known), compared)
		}
	}
	return table
}

func (n *outcomesOf) count(finding string) {
	n.all++
	switch findingColumn(finding) {
	case "gross_misconduct", "misconduct":
		n.proven++
		n.known++
	case "not_misconduct":
		n.known++
	}
}
