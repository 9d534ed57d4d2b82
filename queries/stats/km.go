package stats

import "math"

// Point is one step of a Kaplan–Meier curve. Low and High are the log-log 95 %
// interval; they are NaN where it is undefined (survival 0 or 1), and all four
// figures are where nothing is known (see KaplanMeier).
type Point struct {
	Duration
	AtRisk    int64
	S         float64
	SE        float64 // Greenwood
	Low, High float64
}

// Curve is a Kaplan–Meier estimate, one point a distinct time.
type Curve []Point

// rounding is how far a product of fractions may be from the share it stands
// for: without it 4 of 8 would at times be a little more than one half, and the
// median a step late.
const rounding = 1e-12

// KaplanMeier estimates survival: the share that has not reached the event,
// were nobody withdrawn. A competing end counts as censored. Durations of the same time
// are added up; who is censored at a time is still at risk of the events of that time.
// With delayed entry (Duration.Entered) survival is NaN from the time at which all under
// observation are gone, or gone by the event, while others are yet to come.
//
// Source: Kaplan and Meier 1958, Journal of the American Statistical Association
// 53, 457–481; variance Greenwood 1926; log-log interval Kalbfleisch and Prentice 1980;
// delayed entry Klein and Moeschberger 2003, Survival Analysis, section 4.6.
func KaplanMeier(seen []Duration) Curve {
	seen = censorCompeting(seen)
	var curve Curve
	s, sum := 1.0, 0.0
	for _, r := range riskSets(seen) {
		n, e := float64(r.AtRisk), float64(r.Events)
		if r.Events > 0 {
			s *= 1 - e/n
			sum += e / (n * (n - e)) // infinite when all at risk reach the event: survival is 0 then
		}
		if r.AtRisk == r.Events {
			s = 0
		}
		if !r.Known {
			s = math.NaN()
		}
		curve = append(curve, newPoint(r.Duration, r.AtRisk, s, sum))
	}
	return curve
}

func censorCompeting(seen []Duration) []Duration {
	out := make([]Duration, len(seen))
	for i, d := range seen {
		d.Censored, d.Competing = d.Censored+d.Competing, 0
		out[i] = d
	}
	return out
}

func newPoint(d Duration, atRisk int64, s, sum float64) Point {
	p := Point{Duration: d, AtRisk: atRisk, S: s, SE: 0}
	if s != 0 {
		p.SE = s * math.Sqrt(sum)
	}
	p.Low, p.High = logLog(s, p.SE)
	return p
}

// logLog is the 95 % interval of a probability on the scale log(−log p), NaN
// where it is undefined.
func logLog(p, se float64) (low, high float64) {
	if !(p > rounding && p < 1-rounding) {
		return math.NaN(), math.NaN()
	}
	width := z95 * se / (p * math.Abs(math.Log(p)))
	return math.Pow(p, math.Exp(width)), math.Pow(p, math.Exp(-width))
}

// N is the number of individuals behind the curve.
func (c Curve) N() int64 {
	var n int64
	for _, p := range c {
		n += p.ends()
	}
	return n
}

// Median is the smallest time at which survival is one half or less, with the
// times at which the lower and the upper limit are. A time not reached is nil.
func (c Curve) Median() (median, low, high *int64) {
	return c.Reached(0.5),
		c.first(func(p Point) float64 { return p.Low }, 0.5),
		c.first(func(p Point) float64 { return p.High }, 0.5)
}

// Reached is the smallest time by which at least this share has reached the
// event, nil if it is not reached.
func (c Curve) Reached(share float64) *int64 {
	return c.first(func(p Point) float64 { return p.S }, 1-share)
}

func (c Curve) first(of func(Point) float64, level float64) *int64 {
	for _, p := range c {
		if of(p) <= level+rounding { // never true of NaN
			return &p.T
		}
	}
	return nil
}

// By is the share that reached the event by time t. It is nil where nobody was
// followed that long and not all had reached it, and where survival is not known:
// the curve says nothing there.
func (c Curve) By(t int64) *float64 {
	if len(c) == 0 || math.IsNaN(c[0].S) {
		return nil
	}
	if last := c[len(c)-1]; last.T < t && last.S != 0 {
		return nil
	}
	s := 1.0
	for _, p := range c {
		if p.T > t {
			break
		}
		s = p.S
	}
	if math.IsNaN(s) {
		return nil
	}
	share := 1 - s
	return &share
}
