package sampledata

import (
	"math"
	"sort"
)

// Statistics of competing ends, of several groups together and of two groups, from their formulas.

// fate is when and how a wait ended.
type fate struct {
	t   int
	how int // heard (the event), endedAnother or stillWaiting
}

// How waits end.
const (
	stillWaiting = iota
	theEvent
	endedAnother
)

// incidence is the share that had come to the event, and to another end, by a time.
type incidence struct {
	event, other, neither float64
	se                    float64 // of event
}

// moment is what happened at one time.
type moment struct {
	t                    int
	atRisk, event, other float64
	before               float64 // share with neither end just before
	upTo                 incidence
}

// moments walks through the times of the fates.
func moments(all []fate) []moment {
	byTime := make(map[int]*[3]float64)
	var times []int
	for _, f := range all {
		if byTime[f.t] == nil {
			byTime[f.t] = &[3]float64{}
			times = append(times, f.t)
		}
		byTime[f.t][f.how]++
	}
	sort.Ints(times)
	left, now := float64(len(all)), incidence{neither: 1}
	var out []moment
	for _, time := range times {
		n := byTime[time]
		m := moment{t: time, atRisk: left, event: n[theEvent], other: n[endedAnother], before: now.neither}
		now.event += now.neither * m.event / left
		now.other += now.neither * m.other / left
		now.neither = now.neither * (left - m.event - m.other) / left
		m.upTo = now
		out = append(out, m)
		left -= n[0] + n[1] + n[2]
	}
	return out
}

// incidenceBy is the estimate of Aalen and Johansen at a time; ok is false where nobody was followed that long and somebody had come to neither end. Its
// standard error is by the delta method: the shares of the event and of other ends among those at risk at a time are two multinomial shares, and the
// estimate is a sum of products of them.
func incidenceBy(all []fate, at int) (now incidence, ok bool) {
	steps := moments(all)
	if len(steps) == 0 {
		return now, false
	}
	if last := steps[len(steps)-1]; last.t < at && last.upTo.neither > 0 {
		return now, false
	}
	now.neither = 1
	for _, m := range steps {
		if m.t <= at {
			now = m.upTo
		}
	}
	variance := 0.0
	for _, m := range steps {
		if m.t > at {
			break
		}
		e, o := m.event/m.atRisk, m.other/m.atRisk
		later := 0.0 // what the estimate owes to those who pass this time, per one of them
		if e+o < 1 {
			later = (now.event - m.upTo.event) / (1 - e - o)
		}
		byEvent, byOther := m.before-later, -later
		variance += (byEvent*byEvent*e*(1-e) - 2*byEvent*byOther*e*o + byOther*byOther*o*(1-o)) / m.atRisk
	}
	now.se = math.Sqrt(variance)
	return now, true
}

// incidenceCells are a share with the event by a time, its log-log interval and the share that ended another way.
func incidenceCells(all []fate, at int) []any {
	now, ok := incidenceBy(all, at)
	if !ok {
		return []any{nil, nil, nil, nil}
	}
	low, high := logLogInterval(now.event, now.se*now.se/(now.event*now.event))
	return []any{now.event, numberCell(low), numberCell(high), now.other}
}

// firstAtShare is the first time at which all but a share of a curve had come to the event, empty if it never is.
func firstAtShare(curve []survivalStep, left float64) any {
	for _, step := range curve {
		if step.survival <= left+1e-12 {
			return step.t
		}
	}
	return nil
}

// spread is the variance between groups beyond chance, on the scale of the arc sine of the root of a share; 0 where chance explains it.
func spread(groups []fraction) float64 {
	part, of := 0, 0
	for _, g := range groups {
		part, of = part+g.part, of+g.of
	}
	if part == 0 || part == of || len(groups) < 2 {
		return 0
	}
	centre := angle(rateOf(part, of))
	var scores []float64
	for _, g := range groups {
		scores = append(scores, 2*math.Sqrt(float64(g.of))*(angle(rateOf(g.part, g.of))-centre))
	}
	low, high := interpolated(scores, 0.1), interpolated(scores, 0.9)
	squares, weights, weights2 := 0.0, 0.0, 0.0
	for i, z := range scores {
		z = max(low, min(high, z))
		squares += z * z
		w := 4 * float64(groups[i].of)
		weights, weights2 = weights+w, weights2+w*w
	}
	m := float64(len(groups))
	if squares/m <= 1 {
		return 0
	}
	return (squares - (m - 1)) / (weights - weights2/weights)
}

func rateOf(part, of int) float64 { return float64(part) / float64(of) }

// angle is the scale on which the variance of a share of n is 1/(4n).
func angle(rate float64) float64 { return math.Asin(math.Sqrt(rate)) }

// interpolated is the quantile of values, between neighbours in proportion.
func interpolated(values []float64, q float64) float64 {
	sorted := append([]float64(nil), values...)
	sort.Float64s(sorted)
	at := q * float64(len(sorted)-1)
	below := int(at)
	if below+1 == len(sorted) {
		return sorted[below]
	}
	return sorted[below]*(1-(at-float64(below))) + sorted[below+1]*(at-float64(below))
}

// widened moves the limits of a group out by the spread of the groups, each to the outer of the exact and the widened limit.
func widened(cells []any, g fraction, spread float64) []any {
	if spread <= 0 {
		return cells
	}
	overall := cells[0].(float64)
	for i, z := range []float64{-z95, z95, -z998, z998} {
		turned := angle(overall) + z*math.Sqrt(1/(4*float64(g.of))+spread)
		wide := math.Sin(max(0, min(math.Pi/2, turned)))
		if limit := cells[i+1].(float64); z < 0 {
			cells[i+1] = min(limit, wide*wide)
		} else {
			cells[i+1] = max(limit, wide*wide)
		}
	}
	rate := rateOf(g.part, g.of)
	switch limit := func(i int) float64 { return cells[i].(float64) }; {
	case rate < limit(3):
		cells[5] = "below 99.8 %"
	case rate > limit(4):
		cells[5] = "above 99.8 %"
	case rate < limit(1):
		cells[5] = "below 95 %"
	case rate > limit(2):
		cells[5] = "above 95 %"
	default:
		cells[5] = "within"
	}
	return cells
}

// z998 is the 99.9th centile of the normal distribution.
const z998 = 3.090232306167813

// differenceCells are the difference of two shares and its interval by method 10 of Newcombe (1998): the distances to the far Wilson limits, as the two
// sides of a right angle.
func differenceCells(part1, of1, part2, of2 int) []any {
	if of1 <= 0 || of2 <= 0 {
		return []any{nil, nil, nil}
	}
	p1, p2 := rateOf(part1, of1), rateOf(part2, of2)
	low1, high1 := wilsonInterval(part1, of1)
	low2, high2 := wilsonInterval(part2, of2)
	return []any{100 * (p1 - p2), 100 * (p1 - p2 - math.Hypot(p1-low1, high2-p2)), 100 * (p1 - p2 + math.Hypot(high1-p1, p2-low2))} // percentage points
}

// ratioCells are the ratio of two shares and the ratios at which Koopman's chi-squared (1984) reaches its 95th centile.
func ratioCells(part1, of1, part2, of2 int) []any {
	if of1 <= 0 || of2 <= 0 || part1 == 0 && part2 == 0 {
		return []any{nil, nil, nil}
	}
	chi := func(ratio float64) float64 { return koopman(part1, of1, part2, of2, ratio) }
	const far = 1e9
	if part2 == 0 {
		return []any{nil, crossing(chi, 1/far, far), nil}
	}
	ratio := rateOf(part1, of1) / rateOf(part2, of2)
	if part1 == 0 {
		return []any{0.0, 0.0, crossing(chi, far, 1/far)}
	}
	return []any{ratio, crossing(chi, 1/far, ratio), crossing(chi, far, ratio)}
}

// koopman is the chi-squared of two counts where the first share is so many times the second. The second share of greatest likelihood solves
// (n1+n2) r q² − (r (n1+x2) + x1 + n2) q + x1 + x2 = 0.
func koopman(x1, n1, x2, n2 int, ratio float64) float64 {
	a := float64(n1+n2) * ratio
	b := ratio*float64(n1+x2) + float64(x1+n2)
	c := float64(x1 + x2)
	q := 2 * c / (b + math.Sqrt(b*b-4*a*c))
	term := func(x, n int, p float64) float64 {
		d := float64(x) - float64(n)*p
		if d == 0 {
			return 0
		}
		return d * d / (float64(n) * p * (1 - p))
	}
	return term(x1, n1, ratio*q) + term(x2, n2, q)
}

// crossing is where a function that falls from outer to inner comes to the 95th centile of chi-squared, by halving on the scale of logarithms.
func crossing(chi func(float64) float64, outer, inner float64) any {
	o, i := math.Log(outer), math.Log(inner)
	for range 200 {
		if middle := (o + i) / 2; chi(math.Exp(middle)) > z95*z95 {
			o = middle
		} else {
			i = middle
		}
	}
	return math.Exp((o + i) / 2)
}
