package stats

import (
	"fmt"
	"math"
)

// z95 is the standard normal quantile of 0.975.
const z95 = 1.959963984540054

// Wilson returns the 95 % score interval of k out of n.
//
// Source: Wilson 1927, Journal of the American Statistical Association 22, 209–212.
func Wilson(k, n int64) (low, high float64) { return wilson(k, n, z95*z95) }

// wilson is the score interval at a squared normal quantile.
func wilson(k, n int64, z2 float64) (low, high float64) {
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z2/(2*m)
	half := math.Sqrt(z2 * (p*(1-p)/m + z2/(4*m*m)))
	low, high = (centre-half)/(1+z2/m), (centre+half)/(1+z2/m)
	if k == 0 {
		low = 0 // exactly; the formula leaves a rounding error
	}
	if k == n {
		high = 1
	}
	return low, high
}

func limitsOf(name string) []string { return []string{name + "_low", name + "_high"} }

// shareStep makes a step that adds <rate>_low and <rate>_high by an interval of
// k out of n; both are empty where n is 0.
func shareStep(interval func(k, n int64) (low, high float64)) func(Table, map[string]string) (Table, error) {
	return func(t Table, args map[string]string) (Table, error) {
		at, err := t.columns(args["k"] + " " + args["n"] + " " + args["rate"])
		if err != nil {
			return t, err
		}
		return t.withErr(limitsOf(args["rate"]), func(row []any) ([]any, error) {
			kn, err := counts(row, at[:2]...)
			if err != nil {
				return nil, err
			}
			return shareLimits(kn[0], kn[1], interval)
		})
	}
}

func shareLimits(k, n int64, interval func(k, n int64) (low, high float64)) ([]any, error) {
	if err := checkShare(k, n); err != nil || n == 0 {
		return []any{nil, nil}, err
	}
	low, high := interval(k, n)
	return []any{low, high}, nil
}

// checkShare refuses what is no share of a whole.
func checkShare(k, n int64) error {
	if k < 0 || k > n {
		return fmt.Errorf("%d out of %d is no share", k, n)
	}
	return nil
}
