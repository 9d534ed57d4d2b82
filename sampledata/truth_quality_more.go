package sampledata

import "math"

// Measures of disclosure, of quality reviews, of exhibits and of case reviews.

// disclosureRework is the batches of twelve quarters that came back.
func (t *truth) disclosureRework() Table {
	quarters := t.lastQuarters(12)
	returned, served := make([]int, len(quarters)), make([]int, len(quarters))
	for i, q := range quarters {
		for _, b := range t.DisclosureBatches {
			if q.has(b.ServedDate) {
				served[i]++
				returned[i] += ifOne(b.ReturnedDate >= b.ServedDate)
			}
		}
	}
	chart := sharesChart(returned, served)
	table := newTable("quarter served returned", wilsonColumns("returned_rate"), sharesColumns)
	for i, q := range quarters {
		table.add(q.label, served[i], returned[i], wilsonCells(returned[i], served[i]), chart[i])
	}
	return table
}

// disclosureReturnReasons is why batches came back in the twelve months.
func (t *truth) disclosureReturnReasons() Table {
	counts := make(map[string]int)
	total, sum := 0, 0
	for _, b := range t.DisclosureBatches {
		if t.inYears(b.ReturnedDate, 1) {
			counts[named(b.ReturnReason)]++
			total++
		}
	}
	table := newTable("reason returned share cumulative")
	for _, reason := range mostFirst(counts) {
		sum += counts[reason]
		table.add(reason, counts[reason], rateCell(counts[reason], total), rateCell(sum, total))
	}
	return table
}

// itemsOf are the results of each review, by item; an item left empty has none.
func (t *truth) itemsOf() map[string]map[string]string {
	results := make(map[string]map[string]string)
	for _, i := range t.QAItems {
		if i.Result == "" {
			continue
		}
		if results[i.ReviewRef] == nil {
			results[i.ReviewRef] = make(map[string]string)
		}
		results[i.ReviewRef][i.Item] = i.Result
	}
	return results
}

// reviewerAgreement is how far second readers of the two years agreed with the first.
func (t *truth) reviewerAgreement() Table {
	first := make(map[string]bool)
	for _, v := range t.QAReviews {
		first[v.ReviewRef] = v.SecondOf == ""
	}
	results := t.itemsOf()
	byItem, all := make(map[string]agreementTable), make(agreementTable)
	for _, v := range t.QAReviews {
		if !first[v.SecondOf] || !t.inYears(v.ReviewedDate, 2) {
			continue
		}
		for item, again := range results[v.ReviewRef] {
			once := results[v.SecondOf][item]
			if once == "" {
				continue
			}
			if byItem[item] == nil {
				byItem[item] = make(agreementTable)
			}
			byItem[item][[2]string{once, again}]++
			all[[2]string{once, again}]++
		}
	}
	table := newTable("item items kappa kappa_low kappa_high kappa_agreement")
	for _, item := range sortedLabels(byItem) {
		table.add(item, byItem[item].kappaCells())
	}
	table.add("all items", all.kappaCells())
	return table
}

// qaByQuarter is the items passed at first readings in twelve quarters.
func (t *truth) qaByQuarter() Table {
	quarters := t.lastQuarters(12)
	results := t.itemsOf()
	files, applicable, passed := make([]int, len(quarters)), make([]int, len(quarters)), make([]int, len(quarters))
	for i, q := range quarters {
		for _, v := range t.QAReviews {
			if v.SecondOf != "" || !q.has(v.ReviewedDate) {
				continue
			}
			files[i]++
			for _, result := range results[v.ReviewRef] {
				applicable[i] += ifOne(oneOf(result, "pass", "fail"))
				passed[i] += ifOne(result == "pass")
			}
		}
	}
	chart := sharesChart(passed, applicable)
	table := newTable("quarter files applicable passed", wilsonColumns("pass_rate"), sharesColumns)
	for i, q := range quarters {
		table.add(q.label, files[i], applicable[i], passed[i], wilsonCells(passed[i], applicable[i]), chart[i])
	}
	return table
}

// qaSample is how many cases were read of those concluded, and how wide the margin of a half is.
func (t *truth) qaSample() Table {
	firstEnd := make(map[string]Day) // by case, of any proceeding
	for _, p := range t.parts {
		if p.EndedHow == "concluded" && t.inTerritory(p.CaseRef) {
			firstEnd[p.CaseRef] = earliestDay(firstEnd[p.CaseRef], p.CompletedDate)
		}
	}
	table := newTable("quarter concluded reviewed reviewed_after margin")
	for _, q := range t.lastQuarters(8) {
		concluded, reviewed, after := make(map[string]bool), make(map[string]bool), make(map[string]bool)
		for _, p := range t.parts {
			if p.EndedHow == "concluded" && t.inTerritory(p.CaseRef) && q.has(p.CompletedDate) {
				concluded[p.CaseRef] = true
			}
		}
		for _, v := range t.QAReviews {
			if v.SecondOf != "" || !q.has(v.ReviewedDate) || !t.inTerritory(v.CaseRef) {
				continue
			}
			reviewed[v.CaseRef] = true
			if end := firstEnd[v.CaseRef]; end != 0 && end <= v.ReviewedDate {
				after[v.CaseRef] = true
			}
		}
		table.add(q.label, len(concluded), len(reviewed), len(after), marginCell(len(reviewed), len(concluded)))
	}
	return table
}

// marginCell is the half width of a 95 % interval about a half, for a sample from a whole of known size.
func marginCell(n, whole int) any {
	if n == 0 {
		return nil
	}
	variance := 0.25 / float64(n)
	if n < whole {
		variance *= float64(whole-n) / float64(whole-1)
	}
	return z95 * math.Sqrt(variance)
}

// exhibitAudits is whether exhibits were audited when due, by quarter.
func (t *truth) exhibitAudits() Table {
	served := make(map[string]Day)
	for _, b := range t.DisclosureBatches {
		served[b.CaseRef] = earliestDay(served[b.CaseRef], b.ServedDate)
	}
	table := newTable("quarter due done done_in_time overdue", wilsonColumns("done_rate"),
		"with_discrepancies discrepancies not_counted with_service before_service")
	for _, q := range t.lastQuarters(8) {
		var n dueTally
		var with, discrepancies, uncounted, service, before int
		for _, a := range t.ExhibitAudits {
			if !q.has(a.DueDate) || a.DueDate > t.asOf {
				continue
			}
			done := notAfter(a.DoneDate, t.asOf)
			n.count(a.DueDate, done)
			first := served[a.CaseRef]
			service += ifOne(first != 0)
			if done == 0 {
				continue
			}
			before += ifOne(first != 0 && done <= first)
			if a.Discrepancies == NotCounted {
				uncounted++
				continue
			}
			with += ifOne(a.Discrepancies > 0)
			discrepancies += a.Discrepancies
		}
		table.add(q.label, n.due, n.due-n.overdue, n.inTime, n.overdue, wilsonCells(n.due-n.overdue, n.due), with, discrepancies, uncounted, service, before)
	}
	return table
}

// riskOrder is the order of risks in rows.
var riskOrder = []string{"not recorded", "low", "medium", "high"}

// caseReviewsDone is whether reviews were done when due, by quarter and the risk before.
func (t *truth) caseReviewsDone() Table {
	table := newTable("quarter risk due done done_in_time overdue", wilsonColumns("done_rate"))
	for _, q := range t.lastQuarters(8) {
		counts := make(map[string]*dueTally)
		for i, v := range t.CaseReviews {
			c := t.caseOf(v.CaseRef)
			if !q.has(v.DueDate) || v.DueDate > t.asOf || c != nil && c.ClosedDate != 0 && c.ClosedDate < v.DueDate {
				continue
			}
			risk := t.riskBefore(i)
			if counts[risk] == nil {
				counts[risk] = &dueTally{}
			}
			counts[risk].count(v.DueDate, notAfter(v.DoneDate, t.asOf))
		}
		for _, risk := range riskOrder {
			n := counts[risk]
			if n == nil {
				n = &dueTally{}
			}
			table.add(q.label, risk, n.due, n.due-n.overdue, n.inTime, n.overdue, wilsonCells(n.due-n.overdue, n.due))
		}
	}
	return table
}

// riskBefore is the risk at the last other review of the case that was done before a review was due.
func (t *truth) riskBefore(review int) string {
	v := t.CaseReviews[review]
	last := CaseReview{}
	for i, other := range t.CaseReviews {
		if i == review || other.CaseRef != v.CaseRef || other.DoneDate == 0 || other.DoneDate >= v.DueDate {
			continue
		}
		if other.DoneDate > last.DoneDate || other.DoneDate == last.DoneDate && other.DueDate > last.DueDate {
			last = other
		}
	}
	return named(last.Risk)
}
