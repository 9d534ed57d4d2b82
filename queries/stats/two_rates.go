package stats

import "math"

// Newcombe returns the difference of two independent rates, k1/n1 − k2/n2, with
// its 95 % hybrid score interval.
//
// Source: Newcombe 1998, Statistics in Medicine 17, 873–890, method 10.
func Newcombe(k1, n1, k2, n2 int64) (difference, low, high float64) {
	p1, p2 := float64(k1)/float64(n1), float64(k2)/float64(n2)
	l1, u1 := Wilson(k1, n1)
	l2, u2 := Wilson(k2, n2)
	difference = p1 - p2
	return difference, difference - math.Hypot(p1-l1, u2-p2), difference + math.Hypot(u1-p1, p2-l2)
}

// newcombePoints is Newcombe in percentage points, as a reader takes a difference of two shares.
func newcombePoints(k1, n1, k2, n2 int64) (difference, low, high float64) {
	difference, low, high = Newcombe(k1, n1, k2, n2)
	return 100 * difference, 100 * low, 100 * high
}

// RateRatio returns the ratio of two independent rates, (k1/n1) / (k2/n2), with
// its 95 % score interval: the ratios at which the score test keeps the two counts. The
// score interval was chosen over the logarithmic one of Katz because it stands where
// k1 or k2 is 0 and covers as often as it says in small groups. With k1 = 0 the ratio and
// the lower limit are 0. With k2 = 0 the ratio and the upper limit are NaN and the lower
// limit stands alone; with both 0 nothing is known and all three are NaN.
//
// Source: Koopman 1984, Biometrics 40, 513–517; the test of Miettinen and Nurminen
// 1985, Statistics in Medicine 4, 213–226, without their factor N/(N−1).
func RateRatio(k1, n1, k2, n2 int64) (ratio, low, high float64) {
	if k1 == 0 && k2 == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	f := func(ratio float64) float64 { return ratioScore(k1, n1, k2, n2, ratio) }
	if k2 == 0 {
		return math.NaN(), ratioLimit(f, z95, math.Inf(1)), math.NaN()
	}
	ratio = float64(k1) * float64(n2) / (float64(n1) * float64(k2))
	if k1 > 0 {
		low = ratioLimit(f, z95, ratio)
	}
	return ratio, low, ratioLimit(f, -z95, math.Inf(1))
}

// ratioScore is the score statistic of the hypothesis that the ratio is r. It
// falls as r grows.
func ratioScore(k1, n1, k2, n2 int64, r float64) float64 {
	a, b, m, n := float64(k1), float64(k2), float64(n1), float64(n2)
	// The second rate most likely under the hypothesis is the smaller root of
	// (m+n) r p² − (r (m+b) + a + n) p + (a+b) = 0, written without a difference of like numbers.
	half := (r*(m+b) + a + n) / 2
	p2 := (a + b) / (half + math.Sqrt(math.Max(0, half*half-(m+n)*r*(a+b))))
	p1 := math.Min(1, r*p2)
	p2 = math.Min(1, p2)
	variance := p1*(1-p1)/m + r*r*p2*(1-p2)/n
	distance := a/m - r*b/n
	if variance <= 0 {
		return math.Copysign(math.Inf(1), distance) // both rates 1: no other ratio is possible
	}
	return distance / math.Sqrt(variance)
}

// ratioLimit finds the ratio at which the falling score is z, by halving on the
// scale of logarithms until the digits end.
func ratioLimit(score func(float64) float64, z, below float64) float64 {
	lo, hi := math.Log(1e-12), math.Log(math.Min(below, 1e12))
	for range 200 {
		mid := (lo + hi) / 2
		if score(math.Exp(mid)) > z {
			lo = mid
		} else {
			hi = mid
		}
	}
	return math.Exp((lo + hi) / 2)
}

// twoRatesStep makes a step that adds <name>, <name>_low and <name>_high, empty
// where either n is 0 or the function gives NaN.
func twoRatesStep(name string, compare func(k1, n1, k2, n2 int64) (value, low, high float64)) func(Table, map[string]string) (Table, error) {
	return func(t Table, args map[string]string) (Table, error) {
		at, err := t.columns(args["k1"] + " " + args["n1"] + " " + args["k2"] + " " + args["n2"])
		if err != nil {
			return t, err
		}
		columns := append([]string{args[name]}, limitsOf(args[name])...)
		return t.withErr(columns, func(row []any) ([]any, error) {
			v, err := counts(row, at...)
			if err != nil {
				return nil, err
			}
			for i := 0; i < 4; i += 2 {
				if err := checkShare(v[i], v[i+1]); err != nil {
					return nil, err
				}
			}
			if v[1] == 0 || v[3] == 0 {
				return make([]any, 3), nil
			}
			value, low, high := compare(v[0], v[1], v[2], v[3])
			return []any{cell(value), cell(low), cell(high)}, nil
		})
	}
}
