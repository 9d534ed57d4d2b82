package stats

import "gonum.org/v1/gonum/stat/distuv"

// Exact returns the 95 % Clopper–Pearson interval of k out of n: the rates at
// which k or more, and k or fewer, have a probability of at least 2.5 %. It never covers
// less often than it says, at the price of being wide.
//
// Source: Clopper and Pearson 1934, Biometrika 26, 404–413, by quantiles of the
// beta distribution.
func Exact(k, n int64) (low, high float64) {
	low, high = 0, 1
	if k > 0 {
		low = distuv.Beta{Alpha: float64(k), Beta: float64(n - k + 1)}.Quantile(0.025)
	}
	if k < n {
		high = distuv.Beta{Alpha: float64(k + 1), Beta: float64(n - k)}.Quantile(0.975)
	}
	return low, high
}
