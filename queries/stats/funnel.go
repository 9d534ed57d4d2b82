package stats

// Positions of a point in a funnel.
const (
	Within     = "within"
	Below95    = "below 95 %"
	Above95    = "above 95 %"
	Below998   = "below 99.8 %"
	Above998   = "above 99.8 %"
	funnelNote = "Control limits are exact binomial limits at the pooled rate; overdispersion is not allowed for."
)

// levels of the four limits, in the order of their columns.
var funnelLevels = [4]float64{0.025, 0.975, 0.001, 0.999}

// funnelStep adds the pooled rate, the control limits of each denominator and
// where the row stands. A limit is the smallest x with P(X <= x) at least the level,
// over n: 0.025 and 0.975 for 95 %, 0.001 and 0.999 for 99.8 %. A row is beyond a
// limit when its rate is less (or more) than it, not when equal.
func funnelStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["k"] + " " + args["n"])
	if err != nil {
		return t, err
	}
	var k, n int64
	for _, row := range t.Rows {
		kn, err := counts(row, at...)
		if err != nil {
			return t, err
		}
		k, n = k+kn[0], n+kn[1]
	}
	out := t.with([]string{"overall", "low95", "high95", "low998", "high998", "position"}, func(row []any) []any {
		kn, _ := counts(row, at...)
		return funnelCells(kn[0], kn[1], k, n)
	})
	out.Notes = append(out.Notes, funnelNote)
	return out, nil
}

func funnelCells(k, n, allK, allN int64) []any {
	if allN == 0 {
		return make([]any, 6)
	}
	overall := float64(allK) / float64(allN)
	if n == 0 {
		return []any{overall, nil, nil, nil, nil, nil}
	}
	var x [4]int64
	cells := []any{overall}
	for i, level := range funnelLevels {
		x[i] = BinomialLimit(n, overall, level)
		cells = append(cells, float64(x[i])/float64(n))
	}
	return append(cells, position(k, x))
}

func position(k int64, x [4]int64) string {
	switch {
	case k < x[2]:
		return Below998
	case k > x[3]:
		return Above998
	case k < x[0]:
		return Below95
	case k > x[1]:
		return Above95
	}
	return Within
}
