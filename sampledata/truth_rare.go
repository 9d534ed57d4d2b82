package sampledata

import (
	"math"
	"slices"
	"strings"
)

// Measures of what happens seldom, and of how much comes in for the size of a force.

// daysChart is Nelson's T chart (Journal of Quality Technology 1994) of whole days: an XmR chart of days^(1/3.6), its lines turned back into days. A
// lower limit under one day is none.
func daysChart(days []int) processChart {
	scaled, moves := make([]float64, len(days)), 0.0
	for i, d := range days {
		scaled[i] = math.Pow(float64(d), 1/3.6)
		if i > 0 {
			moves += math.Abs(scaled[i] - scaled[i-1])
		}
	}
	c := xmrChart(scaled)
	if c.lower < 1 {
		c.lower = 0
		for i := range scaled {
			c.signals[i] = c.signalAt(scaled, i, xmrNear*moves/float64(len(days)-1))
		}
	}
	for _, line := range []*float64{&c.mean, &c.lower, &c.upper} {
		*line = math.Pow(*line, 3.6)
	}
	return c
}

// betweenChart is Benneyan's G chart (Health Care Management Science 2001): limits at three standard deviations of the geometric distribution, runs
// and trends of seven, the runs about its median.
func betweenChart(between []int) processChart {
	c := processChart{mean: math.NaN(), lower: math.NaN(), upper: math.NaN(), signals: make([]string, len(between))}
	total := 0
	points := make([]float64, len(between))
	for i, n := range between {
		total += n
		points[i] = float64(n)
	}
	if len(between) == 0 {
		return c
	}
	c.mean = float64(total) / float64(len(between))
	if len(between) == 1 {
		return c
	}
	c.lower, c.upper = 0, c.mean+3*math.Sqrt(c.mean*c.mean+c.mean)
	median := 0.0
	if total > 0 {
		median = math.Log(0.5) / math.Log(c.mean/(c.mean+1))
	}
	judged := processChart{mean: median, lower: 0, upper: c.upper}
	for i := range points {
		c.signals[i] = judged.signalAt(points, i, math.Inf(1))
	}
	return c
}

// gapCells are the cells of each row of a chart of what lies between events: the first has nothing before it.
func gapCells(c processChart, i int) []any {
	signal := any(nil)
	if i > 0 {
		signal = c.signals[i-1]
	}
	return []any{numberCell(c.mean), numberCell(c.lower), numberCell(c.upper), signal}
}

// pfdGaps is the reports to prevent future deaths of ten years with the days between them.
func (t *truth) pfdGaps() Table {
	type report struct {
		day Day
		ref string
	}
	addressees := make(map[report]int)
	for _, r := range t.Recommendations {
		if r.LegalBasis != "pfd" || r.Territory != "EW" || !t.inYears(r.MadeDate, 10) {
			continue
		}
		ref := r.CaseRef
		if ref == "" {
			ref = "r:" + r.RecommendationRef
		}
		addressees[report{r.MadeDate, ref}]++
	}
	var reports []report
	for r := range addressees {
		reports = append(reports, r)
	}
	slices.SortFunc(reports, func(a, b report) int {
		if a.day != b.day {
			return int(a.day - b.day)
		}
		return strings.Compare(a.ref, b.ref)
	})
	var days []int
	for i := 1; i < len(reports); i++ {
		days = append(days, int(reports[i].day-reports[i-1].day))
	}
	chart := daysChart(days)
	table := newTable("report_no sent_date addressees days", sharesColumns)
	for i, r := range reports {
		since := any(nil)
		if i > 0 {
			since = days[i-1]
		}
		table.add(i+1, dayCell(r.day), addressees[r], since, gapCells(chart, i))
	}
	return table
}

// withdrawnGaps is the ends of five years that were withdrawn with how many others lie between them.
func (t *truth) withdrawnGaps() Table {
	var ended []*truthPart
	for _, p := range t.parts {
		if t.inYears(p.CompletedDate, 5) && p.decidable() {
			ended = append(ended, p)
		}
	}
	slices.SortFunc(ended, func(a, b *truthPart) int {
		if a.CompletedDate != b.CompletedDate {
			return int(a.CompletedDate - b.CompletedDate)
		}
		key := func(p *truthPart) []string { return []string{p.ProceedingRef, p.CaseRef, p.SubjectRef} }
		return slices.Compare(key(a), key(b))
	})
	var gone []*truthPart
	var between []int
	others := 0
	for _, p := range ended {
		if !p.undecided() {
			others++
			continue
		}
		if len(gone) > 0 {
			between = append(between, others)
		}
		gone, others = append(gone, p), 0
	}
	chart := betweenChart(between)
	table := newTable("withdrawn_no ended_date type others", sharesColumns)
	for i, p := range gone {
		since := any(nil)
		if i > 0 {
			since = between[i-1]
		}
		table.add(i+1, dayCell(p.CompletedDate), p.kind, since, gapCells(chart, i))
	}
	return table
}

// decidable says whether an end of the part could be a decision: hearings, meetings and prosecutions that were not handed back to go on elsewhere.
func (p *truthPart) decidable() bool {
	return p.EndedHow != "returned_to_part4" && (oneOf(p.kind, findingKinds...) || p.jurisdiction == "criminal")
}

// undecided says whether a part was withdrawn, discontinued or not proceeded with for want of evidence.
func (p *truthPart) undecided() bool {
	return oneOf(p.EndedHow, "withdrawn", "discontinued") || oneOf(p.Result, "no_evidence_offered", "withdrawn", "discontinued")
}

// officersByForce are the officers of each force in a financial year, rounded; a force of which some rank was counted at one end alone has none.
func (t *truth) officersByForce(year string) map[string]int {
	first, last := yearEnds(year)
	ends := make(map[string][2]map[string]int) // by force: at the start and at the end, by rank
	for _, h := range t.Headcounts {
		end := slices.Index([]Day{first - 1, last}, h.AsAtDate)
		if end < 0 || !oneOf(h.RankBand, rankedPosts...) {
			continue
		}
		if _, ok := ends[h.Force]; !ok {
			ends[h.Force] = [2]map[string]int{make(map[string]int), make(map[string]int)}
		}
		ends[h.Force][end][h.RankBand] += h.Headcount
	}
	officers := make(map[string]int)
	for force, counts := range ends {
		twice, whole := 0, true
		for _, rank := range rankedPosts {
			a, atStart := counts[0][rank]
			b, atEnd := counts[1][rank]
			twice += a + b
			whole = whole && atStart == atEnd
		}
		if whole {
			officers[force] = int(math.Round(float64(twice) / 2))
		}
	}
	return officers
}

// poissonQuantile is the smallest x with P(X <= x) >= level.
func poissonQuantile(mean, level float64) int {
	sum := 0.0
	for x := 0; ; x++ {
		if sum += math.Exp(float64(x)*math.Log(mean) - mean - logFactorial(x)); sum >= level {
			return x
		}
	}
}

// intakePerOfficer is the cases recorded in the twelve months by force against officers in post.
func (t *truth) intakePerOfficer() Table {
	year := t.yearsOver(1)[0]
	officers := t.officersByForce(year)
	cases := make(map[string]int)
	for force := range officers {
		cases[force] = 0
	}
	for _, c := range t.Cases {
		if c.Territory == "EW" && t.inYears(c.RecordedDate, 1) {
			cases[named(c.Force)]++
		}
	}
	part, of := 0, 0
	for force, n := range officers {
		part, of = part+cases[force], of+n
	}
	pooled := float64(part) / float64(of)
	table := newTable("force cases headcount_year officers per_1000", funnelColumns)
	for _, force := range sortedLabels(cases) {
		k, n := cases[force], officers[force]
		if n == 0 {
			table.add(force, k, "not recorded", nil, nil, 1000*pooled, nil, nil, nil, nil, nil)
			continue
		}
		var limits [4]int
		cells := []any{force, k, year, n, 1000 * rateOf(k, n), 1000 * pooled}
		for i, level := range []float64{0.025, 0.975, 0.001, 0.999} {
			limits[i] = poissonQuantile(pooled*float64(n), level)
			cells = append(cells, 1000*rateOf(limits[i], n))
		}
		table.add(append(cells, funnelPosition(k, limits[0], limits[1], limits[2], limits[3])))
	}
	return table
}
