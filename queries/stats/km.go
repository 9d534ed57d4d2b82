package stats

import (
	"math"
	"slices"
)

// Duration is what was seen at one time: how many reached the event and how
// many were last seen without it.
type Duration struct {
	T                int64
	Events, Censored int64
}

// Point is one step of a Kaplan–Meier curve. Low and High are the log-log 95 %
// interval; they are NaN where it is undefined (survival 0 or 1).
type Point struct {
	Duration
	AtRisk    int64
	S         float64
	SE        float64 // Greenwood
	Low, High float64
}

// Curve is a Kaplan–Meier estimate, one point a distinct time.
type Curve []Point

// KaplanMeier estimates survival. Durations of the same time are added up;
// who is censored at a time is still at risk of the events of that time.
func KaplanMeier(seen []Duration) Curve {
	merged := mergeTimes(seen)
	var atRisk int64
	for _, d := range merged {
		atRisk += d.Events + d.Censored
	}
	curve := make(Curve, 0, len(merged))
	s, sum := 1.0, 0.0
	for _, d := range merged {
		if d.Events > 0 {
			n, e := float64(atRisk), float64(d.Events)
			s *= 1 - e/n
			sum += e / (n * (n - e)) // infinite when all at risk reach the event: survival is 0 then
		}
		if atRisk == d.Events {
			s = 0
		}
		curve = append(curve, newPoint(d, atRisk, s, sum))
		atRisk -= d.Events + d.Censored
	}
	return curve
}

func mergeTimes(seen []Duration) []Duration {
	sorted := slices.Clone(seen)
	slices.SortStableFunc(sorted, func(a, b Duration) int { return int(a.T - b.T) })
	var merged []Duration
	for _, d := range sorted {
		if d.Events+d.Censored == 0 {
			continue
		}
		if last := len(merged) - 1; last >= 0 && merged[last].T == d.T {
			merged[last].Events += d.Events
			merged[last].Censored += d.Censored
			continue
		}
		merged = append(merged, d)
	}
	return merged
}

func newPoint(d Duration, atRisk int64, s, sum float64) Point {
	p := Point{Duration: d, AtRisk: atRisk, S: s, Low: math.NaN(), High: math.NaN()}
	if s > 0 {
		p.SE = s * math.Sqrt(sum)
	}
	if s > 0 && s < 1 {
		width := z95 * math.Sqrt(sum) / math.Abs(math.Log(s))
		p.Low, p.High = math.Pow(s, math.Exp(width)), math.Pow(s, math.Exp(-width))
	}
	return p
}

// N is the number of individuals behind the curve.
func (c Curve) N() int64 {
	if len(c) == 0 {
		return 0
	}
	return c[0].AtRisk
}

// Median is the smallest time at which survival is one half or less, with the
// times at which the lower and the upper limit are. A time not reached is nil.
func (c Curve) Median() (median, low, high *int64) {
	return c.first(func(p Point) float64 { return p.S }),
		c.first(func(p Point) float64 { return p.Low }),
		c.first(func(p Point) float64 { return p.High })
}

func (c Curve) first(of func(Point) float64) *int64 {
	for _, p := range c {
		if of(p) <= 0.5 { // never true of NaN
			return &p.T
		}
	}
	return nil
}

// By is the share that reached the event by time t. It is nil where nobody was
// followed that long and not all had reached it: the curve says nothing there.
func (c Curve) By(t int64) *float64 {
	if len(c) == 0 {
		return nil
	}
	if last := c[len(c)-1]; last.T < t && last.S > 0 {
		return nil
	}
	s := 1.0
	for _, p := range c {
		if p.T > t {
			break
		}
		s = p.S
	}
	share := 1 - s
	return &share
}
