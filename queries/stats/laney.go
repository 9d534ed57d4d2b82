package stats

import "math"

// PPrime is a Laney P′ chart of shares with different denominators: the pooled
// share, limits for each point, and signals. The limits of a P chart are widened (or
// narrowed) by how much the points vary beyond what chance alone would make them:
// pooled ± 3 σz √(pooled (1−pooled) / n), with σz the mean moving range of the points' z
// scores over 1.128. Limits are kept within 0 and 1. The signals are those of an XmR chart
// on z about 0. Points with n = 0 must be left out; with fewer than two points, or a pooled
// share of 0 or 1, there are no limits.
//
// Source: Laney 2002, Improved control charts for attributes, Quality Engineering
// 14, 531–537.
func PPrime(k, n []int64) (pooled float64, lower, upper []float64, signals []string) {
	var allK, allN int64
	for i := range k {
		allK, allN = allK+k[i], allN+n[i]
	}
	pooled = float64(allK) / float64(allN)
	lower, upper, signals = make([]float64, len(k)), make([]float64, len(k)), make([]string, len(k))
	z, sigma := make([]float64, len(k)), make([]float64, len(k))
	for i := range k {
		sigma[i] = math.Sqrt(pooled * (1 - pooled) / float64(n[i]))
		z[i] = (float64(k[i])/float64(n[i]) - pooled) / sigma[i]
		lower[i], upper[i] = math.NaN(), math.NaN()
	}
	if len(k) < 2 || allK == 0 || allK == allN {
		return pooled, lower, upper, signals
	}
	half := 3 * meanRange(z, false) / 1.128
	for i := range k {
		lower[i] = math.Max(0, pooled-half*sigma[i])
		upper[i] = math.Min(1, pooled+half*sigma[i])
	}
	c := Chart{Lower: -half, Upper: half, Signals: signals}
	c.mark(z, half*2/3, runLength)
	return pooled, lower, upper, signals
}

// pPrimeStep adds mean, lower, upper and signal. A row with n = 0 has none of
// them and breaks no run.
func pPrimeStep(t Table, args map[string]string) (Table, error) {
	at, err := t.column(args["n"])
	if err != nil {
		return t, err
	}
	allK, allN, err := t.shares(args)
	if err != nil {
		return t, err
	}
	var k, n []int64
	for i := range allN {
		if allN[i] > 0 {
			k, n = append(k, allK[i]), append(n, allN[i])
		}
	}
	pooled, lower, upper, signals := PPrime(k, n)
	next := 0
	out := t.with(controlColumns(), func(row []any) []any {
		if row[at] == int64(0) {
			return make([]any, 4)
		}
		i := next
		next++
		return []any{cell(pooled), cell(lower[i]), cell(upper[i]), signals[i]}
	})
	return out.trial(len(k)), nil
}

// trial adds the note that limits rest on few points.
func (t Table) trial(points int) Table {
	if points < fewPoints {
		t.Notes = append(t.Notes, trialNote("", points))
	}
	return t
}
