package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// z95 is the standard normal quantile of 0.975.
const z95 = 1.959963984540054

// Wilson returns the 95 % score interval of k out of n.
func Wilson(k, n int64) (low, high float64) {
	p, m, z2 := float64(k)/float64(n), float64(n), z95*z95
	centre := p + z2/(2*m)
	half := z95 * math.Sqrt(p*(1-p)/m+z2/(4*m*m))
	low, high = (centre-half)/(1+z2/m), (centre+half)/(1+z2/m)
	if k == 0 {
		low = 0 // exactly; the formula leaves a rounding error
	}
	if k == n {
		high = 1
	}
	return low, high
}

// BinomialLimit returns the smallest x with P(X <= x) >= level for X binomial
// of n trials at rate p.
func BinomialLimit(n int64, p, level float64) int64 {
	dist := distuv.Binomial{N: float64(n), P: p}
	lo, hi := int64(0), n // P(X <= n) is 1, so hi always qualifies
	for lo < hi {
		mid := (lo + hi) / 2
		if dist.CDF(float64(mid)) >= level {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
