package stats

import (
	"fmt"
	"math"
)

// Finite returns the 95 % score interval of k out of n drawn without replacement
// from a population of known size, and the rate is that of the population. It is
// Wilson's interval with z² multiplied by (N−n)/(N−1), the ratio of the variance of a
// share sampled without replacement to that with; a sample of all gives the rate itself.
// The limits are then kept to what the sample leaves possible: at least the k seen and
// at most all but the n−k seen otherwise, out of the population.
//
// Source: variance Cochran 1977, Sampling Techniques, 3rd edition, theorem 3.2;
// put into Wilson's interval as Wallis 2021, Statistics in Corpus Linguistics Research,
// section 8.6 (finite population correction).
func Finite(k, n, population int64) (low, high float64) {
	if n == population {
		p := float64(k) / float64(n)
		return p, p
	}
	all := float64(population)
	low, high = wilson(k, n, z95*z95*float64(population-n)/(all-1))
	return math.Max(low, float64(k)/all), math.Min(high, float64(k+population-n)/all)
}

// finiteStep adds <rate>_low and <rate>_high; both are empty where n is 0.
func finiteStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["k"] + " " + args["n"] + " " + args["population"] + " " + args["rate"])
	if err != nil {
		return t, err
	}
	return t.withErr(limitsOf(args["rate"]), func(row []any) ([]any, error) {
		v, err := counts(row, at[:3]...)
		if err != nil {
			return nil, err
		}
		if v[2] < v[1] {
			return nil, fmt.Errorf("a sample of %d from a population of %d", v[1], v[2])
		}
		return shareLimits(v[0], v[1], func(k, n int64) (float64, float64) { return Finite(k, n, v[2]) })
	})
}
