package sampledata

import (
	"math"
	"sort"
)

// Statistics, from their formulas.

// z95 is the 97.5th centile of the normal distribution.
const z95 = 1.959963984540054

// rateCell is part of a whole as a fraction; empty where the whole is nought.
func rateCell(part, of int) any {
	if of <= 0 {
		return nil
	}
	return float64(part) / float64(of)
}

// wilsonCells is a rate with its 95 % Wilson interval.
func wilsonCells(part, of int) []any {
	if of <= 0 {
		return []any{nil, nil, nil}
	}
	low, high := wilsonInterval(part, of)
	return []any{rateCell(part, of), low, high}
}

// wilsonInterval solves |p - k/n| = z sqrt(p (1-p) / n) for p.
func wilsonInterval(part, of int) (low, high float64) {
	k, n := float64(part), float64(of)
	zz := z95 * z95
	root := z95 * math.Sqrt(k*(n-k)/n+zz/4)
	low, high = (k+zz/2-root)/(n+zz), (k+zz/2+root)/(n+zz)
	if part == 0 {
		low = 0
	}
	if part == of {
		high = 1
	}
	return low, high
}

// fraction is a part of a whole under a label.
type fraction struct {
	label    string
	part, of int
}

const funnelColumns = "overall low95 high95 low998 high998 position"

// funnel orders groups by label and returns the cells of each: the pooled rate, the exact binomial limits, widened where the groups differ more than
// chance, and where the group stands. No group is empty.
func funnel(groups []fraction) [][]any {
	sort.Slice(groups, func(i, j int) bool { return groups[i].label < groups[j].label })
	part, of := 0, 0
	for _, g := range groups {
		part, of = part+g.part, of+g.of
	}
	cells, beyond := make([][]any, len(groups)), spread(groups)
	for i, g := range groups {
		cells[i] = widened(funnelCellsOf(g, part, of), g, beyond)
	}
	return cells
}

func funnelCellsOf(g fraction, part, of int) []any {
	if of == 0 {
		return make([]any, 6)
	}
	overall := float64(part) / float64(of)
	if g.of == 0 {
		return []any{overall, nil, nil, nil, nil, nil}
	}
	var count [4]int
	cells := []any{overall}
	for i, level := range []float64{0.025, 0.975, 0.001, 0.999} {
		count[i] = binomialQuantile(g.of, overall, level)
		cells = append(cells, float64(count[i])/float64(g.of))
	}
	return append(cells, funnelPosition(g.part, count[0], count[1], count[2], count[3]))
}

func funnelPosition(k, low95, high95, low998, high998 int) string {
	switch {
	case k < low998:
		return "below 99.8 %"
	case k > high998:
		return "above 99.8 %"
	case k < low95:
		return "below 95 %"
	case k > high95:
		return "above 95 %"
	}
	return "within"
}

// binomialQuantile is the smallest x with P(X <= x) >= level for n trials at rate p.
func binomialQuantile(n int, p, level float64) int {
	if p <= 0 {
		return 0
	}
	if p >= 1 {
		return n
	}
	sum := 0.0
	for x := range n {
		if sum += binomialMass(n, x, p); sum >= level {
			return x
		}
	}
	return n
}

func binomialMass(n, x int, p float64) float64 {
	return math.Exp(logFactorial(n) - logFactorial(x) - logFactorial(n-x) + float64(x)*math.Log(p) + float64(n-x)*math.Log1p(-p))
}

func logFactorial(n int) float64 {
	v, _ := math.Lgamma(float64(n) + 1)
	return v
}

// quantile interpolates between the ordered values; empty where there are none.
func quantile(values []int, q float64) any {
	if len(values) == 0 {
		return nil
	}
	sorted := append([]int(nil), values...)
	sort.Ints(sorted)
	at := float64(len(sorted)-1) * q
	below := int(at)
	v := float64(sorted[below])
	if below+1 < len(sorted) {
		v += (at - float64(below)) * float64(sorted[below+1]-sorted[below])
	}
	return v
}

// duration is a time and whether the event was reached at it; if not, that is how long it had not been.
type duration struct {
	t       int
	reached bool
}

// survivalStep is what a Kaplan–Meier curve says at one time.
type survivalStep struct {
	t, atRisk, events, censored int
	survival                    float64
	greenwood                   float64 // sum of d / (n (n - d)) so far
	low, high                   float64 // log-log 95 % interval; NaN where survival is 1 or 0
}

// survivalCurve is the product of the shares that pass each time at which somebody reached the event. Who is censored at a time is at risk at it.
func survivalCurve(all []duration) []survivalStep {
	var curve []survivalStep
	survival, greenwood := 1.0, 0.0
	for _, time := range distinctTimes(all) {
		step := survivalStep{t: time}
		for _, d := range all {
			if d.t >= time {
				step.atRisk++
			}
			if d.t == time && d.reached {
				step.events++
			} else if d.t == time {
				step.censored++
			}
		}
		stay := step.atRisk - step.events
		survival *= float64(stay) / float64(step.atRisk)
		greenwood += float64(step.events) / (float64(step.atRisk) * float64(stay))
		step.survival, step.greenwood = survival, greenwood
		step.low, step.high = logLogInterval(survival, greenwood)
		curve = append(curve, step)
	}
	return curve
}

func distinctTimes(all []duration) []int {
	var times []int
	seen := make(map[int]bool)
	for _, d := range all {
		if !seen[d.t] {
			seen[d.t] = true
			times = append(times, d.t)
		}
	}
	sort.Ints(times)
	return times
}

// logLogInterval is the interval that is symmetric for log(-log S).
func logLogInterval(survival, greenwood float64) (low, high float64) {
	if survival < 1e-12 || survival > 1-1e-12 { // with room for the last digits of a sum that comes to all
		return math.NaN(), math.NaN()
	}
	centre := math.Log(-math.Log(survival))
	width := z95 * math.Sqrt(greenwood) / -math.Log(survival)
	return math.Exp(-math.Exp(centre + width)), math.Exp(-math.Exp(centre - width))
}

// half is one half, with room for the last digits of a product that comes to it exactly.
const half = 0.5 + 1e-12

// firstAtHalf is the first time at which a value of the curve is one half or less, empty if none is.
func firstAtHalf(curve []survivalStep, value func(survivalStep) float64) any {
	for _, step := range curve {
		if value(step) <= half {
			return step.t
		}
	}
	return nil
}

func survivalOf(s survivalStep) float64 { return s.survival }
func lowOf(s survivalStep) float64      { return s.low }
func highOf(s survivalStep) float64     { return s.high }

// shareBy is the share who reached the event by a time; empty where the curve does not reach that far.
func shareBy(curve []survivalStep, time int) any {
	if len(curve) == 0 {
		return nil
	}
	if last := curve[len(curve)-1]; last.t < time && last.survival > 0 {
		return nil
	}
	survival := 1.0
	for _, step := range curve {
		if step.t <= time {
			survival = step.survival
		}
	}
	return 1 - survival
}

// numberCell is a number that may be undefined.
func numberCell(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

// Widths of an XmR chart, in mean moving ranges.
const (
	xmrLimit = 2.66
	xmrNear  = xmrLimit * 2 / 3
	xmrFew   = 5 // counts a point below which there are no limits
)

// processChart is an XmR chart: limits from the unscreened mean moving range and a signal for each point.
type processChart struct {
	mean, lower, upper float64
	signals            []string
}

func xmrChart(points []float64) processChart {
	c := processChart{mean: math.NaN(), lower: math.NaN(), upper: math.NaN(), signals: make([]string, len(points))}
	if len(points) == 0 {
		return c
	}
	total, moves := 0.0, 0.0
	for i, v := range points {
		total += v
		if i > 0 {
			moves += math.Abs(v - points[i-1])
		}
	}
	c.mean = total / float64(len(points))
	if len(points) == 1 {
		return c
	}
	moving := moves / float64(len(points)-1)
	c.lower, c.upper = c.mean-xmrLimit*moving, c.mean+xmrLimit*moving
	for i := range points {
		c.signals[i] = c.signalAt(points, i, xmrNear*moving)
	}
	return c
}

// signalAt is the strongest signal that a point shows: beyond a limit, in a trend, one of two in three near a limit, in a run.
func (c *processChart) signalAt(points []float64, i int, near float64) string {
	v := points[i]
	switch {
	case v > c.upper:
		return "above_limit"
	case v < c.lower:
		return "below_limit"
	case stretch(points, i, 7, func(a, b float64) bool { return b > a }):
		return "trend_up"
	case stretch(points, i, 7, func(a, b float64) bool { return b < a }):
		return "trend_down"
	case c.twoOfThree(points, i, near, 1):
		return "two_of_three_high"
	case c.twoOfThree(points, i, near, -1):
		return "two_of_three_low"
	case stretch(points, i, 7, func(a, b float64) bool { return a > c.mean && b > c.mean }):
		return "run_above"
	case stretch(points, i, 7, func(a, b float64) bool { return a < c.mean && b < c.mean }):
		return "run_below"
	}
	return ""
}

// stretch says whether point i is one of at least length successive points of which every neighbouring pair is linked.
func stretch(points []float64, i, length int, linked func(a, b float64) bool) bool {
	first, last := i, i
	for first > 0 && linked(points[first-1], points[first]) {
		first--
	}
	for last+1 < len(points) && linked(points[last], points[last+1]) {
		last++
	}
	return last-first+1 >= length
}

// twoOfThree says whether point i is near the limit on a side (1 is above the mean) and, with two neighbours on the same side, one of at least two
// that are.
func (c *processChart) twoOfThree(points []float64, i int, near float64, side float64) bool {
	isNear := func(j int) bool {
		return (points[j]-c.mean)*side > near && points[j] <= c.upper && points[j] >= c.lower
	}
	if !isNear(i) {
		return false
	}
	for first := max(0, i-2); first <= i && first+2 < len(points); first++ {
		same, close := 0, 0
		for j := first; j < first+3; j++ {
			if (points[j]-c.mean)*side > 0 {
				same++
			}
			if isNear(j) {
				close++
			}
		}
		if same == 3 && close >= 2 {
			return true
		}
	}
	return false
}
