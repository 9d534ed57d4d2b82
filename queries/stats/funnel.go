package stats

import (
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"
)

// Positions of a point in a funnel.
const (
	Within   = "within"
	Below95  = "below 95 %"
	Above95  = "above 95 %"
	Below998 = "below 99.8 %"
	Above998 = "above 99.8 %"
)

const (
	funnelNote  = "The limits are what chance alone would give at the rate of all rows together; that rows differ more than chance is not allowed for."
	poissonNote = "The limits are what chance alone would give at the rate of all rows together; that rows differ more than chance is not allowed for."
)

var funnelColumns = [...]string{"overall", "low95", "high95", "low998", "high998", "position"}

// levels of the four limits, in the order of their columns.
var funnelLevels = [4]float64{0.025, 0.975, 0.001, 0.999}

// BinomialLimit returns the smallest x with P(X <= x) >= level for X binomial
// of n trials at rate p.
func BinomialLimit(n int64, p, level float64) int64 {
	dist := distuv.Binomial{N: float64(n), P: p}
	return smallest(n, func(x int64) bool { return dist.CDF(float64(x)) >= level }) // P(X <= n) is 1
}

// PoissonLimit returns the smallest x with P(X <= x) >= level for X Poisson with
// this mean.
func PoissonLimit(mean, level float64) int64 {
	if mean == 0 {
		return 0
	}
	dist := distuv.Poisson{Lambda: mean}
	reached := func(x int64) bool { return dist.CDF(float64(x)) >= level }
	most := int64(mean) + 8
	for !reached(most) {
		most *= 2
	}
	return smallest(most, reached)
}

// smallest finds the smallest x of 0 to most from which on reached is true; it
// is true of most.
func smallest(most int64, reached func(int64) bool) int64 {
	lo, hi := int64(0), most
	for lo < hi {
		mid := (lo + hi) / 2
		if reached(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// funnelStep adds the pooled rate, the control limits of each denominator and
// where the row stands. A limit is the smallest x with P(X <= x) at least the level,
// over n: 0.025 and 0.975 for 95 %, 0.001 and 0.999 for 99.8 %. A row is beyond a
// limit when its rate is less (or more) than it, not when equal. With overdispersion the
// limits are widened where the rows differ more than chance would make them: see Dispersion.
func funnelStep(t Table, args map[string]string) (Table, error) {
	k, n, err := t.shares(args)
	if err != nil {
		return t, err
	}
	spread := Dispersion{}
	if args["overdispersion"] == "yes" {
		spread = Disperse(k, n)
	}
	overall, next := float64(total(k))/float64(total(n)), -1
	out := t.with(funnelColumns[:], func([]any) []any {
		next++
		if total(n) == 0 {
			return make([]any, 6)
		}
		if n[next] == 0 {
			return []any{overall, nil, nil, nil, nil, nil}
		}
		limits := funnelLimits(n[next], overall, spread)
		return funnelCells(overall, float64(k[next])/float64(n[next]), limits)
	})
	out.Notes = append(out.Notes, spread.note(args["overdispersion"] == "yes"))
	return out, nil
}

func total(x []int64) int64 {
	var sum int64
	for _, v := range x {
		sum += v
	}
	return sum
}

func funnelLimits(n int64, overall float64, spread Dispersion) (limits [4]float64) {
	for i, level := range funnelLevels {
		limits[i] = float64(BinomialLimit(n, overall, level)) / float64(n)
		if spread.Tau2 > 0 {
			limits[i] = spread.widen(limits[i], n, overall, level)
		}
	}
	return limits
}

func funnelCells(overall, rate float64, limits [4]float64) []any {
	cells := []any{overall}
	for _, v := range limits {
		cells = append(cells, v)
	}
	return append(cells, position(rate, limits))
}

func position(rate float64, x [4]float64) string {
	switch {
	case rate < x[2]:
		return Below998
	case rate > x[3]:
		return Above998
	case rate < x[0]:
		return Below95
	case rate > x[1]:
		return Above95
	}
	return Within
}

// poissonFunnelStep adds what funnelStep adds, for a count k over an exposure
// such as a headcount, with the pooled rate and the limits per 1,000 of it: limits are
// exact Poisson limits of the count that the pooled rate gives the row's exposure. A row
// whose exposure is empty is not in the pooled rate and has no limits.
func poissonFunnelStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["k"] + " " + args["exposure"])
	if err != nil {
		return t, err
	}
	var k []int64
	var exposure []float64
	sum := 0.0
	for _, row := range t.Rows {
		n, err := counts(row, at[0])
		if err != nil {
			return t, err
		}
		if row[at[1]] == nil {
			k, exposure = append(k, 0), append(exposure, 0)
			continue
		}
		e, err := number(row[at[1]])
		if err != nil {
			return t, err
		}
		if e < 0 || n[0] < 0 || e == 0 && n[0] > 0 {
			return t, fmt.Errorf("%d over an exposure of %v is no rate; leave out rows without one", n[0], e)
		}
		k, exposure, sum = append(k, n[0]), append(exposure, e), sum+e
	}
	next := -1
	out := t.with(funnelColumns[:], func([]any) []any {
		next++
		return poissonCells(k[next], exposure[next], float64(total(k)), sum)
	})
	out.Notes = append(out.Notes, poissonNote)
	return out, nil
}

func poissonCells(k int64, exposure, allK, all float64) []any {
	if all == 0 {
		return make([]any, 6)
	}
	overall := 1000 * allK / all
	if exposure == 0 {
		return []any{overall, nil, nil, nil, nil, nil}
	}
	var limits [4]float64
	for i, level := range funnelLevels {
		limits[i] = 1000 * float64(PoissonLimit(exposure*allK/all, level)) / exposure
	}
	return funnelCells(overall, 1000*float64(k)/exposure, limits)
}
