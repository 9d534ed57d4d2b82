package stats

import "math"

// Incident is one step of an Aalen–Johansen estimate: the shares that by T had
// the event and the competing end, and the share that had neither. All three are NaN
// where nothing is known (see AalenJohansen).
type Incident struct {
	Duration
	AtRisk                int64
	Event, Other, Neither float64
}

// Incidence is an Aalen–Johansen estimate, one point a distinct time.
type Incidence []Incident

// AalenJohansen estimates the cumulative incidence of the event where a competing
// end, such as a withdrawal, means that the event can no longer come. Who ends another
// way stays in the denominator; 1 − Kaplan–Meier would take them for people whose event is
// still to come and overstate the share. Ties and delayed entry are treated as in
// KaplanMeier; where nothing is known from a time on, all shares are NaN from there.
//
// Source: Aalen and Johansen 1978, Scandinavian Journal of Statistics 5, 141–150.
func AalenJohansen(seen []Duration) Incidence {
	var out Incidence
	p := Incident{Neither: 1}
	for _, r := range riskSets(seen) {
		before, n := p.Neither, float64(r.AtRisk)
		p.Duration, p.AtRisk = r.Duration, r.AtRisk
		p.Event = math.Min(1, p.Event+before*float64(r.Events)/n)
		p.Other = math.Min(1, p.Other+before*float64(r.Competing)/n)
		p.Neither *= float64(r.AtRisk-r.Events-r.Competing) / n
		if !r.Known {
			p.Event, p.Other, p.Neither = math.NaN(), math.NaN(), math.NaN()
		}
		out = append(out, p)
	}
	return out
}

// At is the estimate at time t, nil where nobody was followed that long with
// neither end, and where nothing is known.
func (c Incidence) At(t int64) *Incident {
	if len(c) == 0 || math.IsNaN(c[0].Event) {
		return nil
	}
	if last := c[len(c)-1]; last.T < t && last.Neither != 0 {
		return nil
	}
	at := Incident{Neither: 1}
	for _, p := range c {
		if p.T > t {
			break
		}
		at = p
	}
	if math.IsNaN(at.Event) {
		return nil
	}
	return &at
}

// Interval is the log-log 95 % interval of the share with the event at time t,
// with its standard error by the delta method; NaN where it is undefined (a share of 0
// or 1) or nothing is known.
//
// Source: Marubini and Valsecchi 1995, Analysing Survival Data, equation 10.12,
// as in Collett, Modelling Survival Data in Medical Research, chapter on competing risks.
func (c Incidence) Interval(t int64) (se, low, high float64) {
	at := c.At(t)
	if at == nil {
		return math.NaN(), math.NaN(), math.NaN()
	}
	variance, before := 0.0, 1.0
	for _, p := range c {
		if p.T > t {
			break
		}
		n, d, e := float64(p.AtRisk), float64(p.Events+p.Competing), float64(p.Events)
		rest := at.Event - p.Event
		if n > d {
			variance += rest * rest * d / (n * (n - d))
		}
		variance += before*before*e*(n-e)/(n*n*n) - 2*rest*before*e/(n*n)
		before = p.Neither
	}
	se = math.Sqrt(math.Max(0, variance))
	low, high = logLog(at.Event, se)
	return se, low, high
}
