package stats

import "math"

// Signals of special cause, strongest first. A point that shows several has the
// first of them.
const (
	AboveLimit     = "above_limit"
	BelowLimit     = "below_limit"
	TrendUp        = "trend_up"
	TrendDown      = "trend_down"
	TwoOfThreeHigh = "two_of_three_high"
	TwoOfThreeLow  = "two_of_three_low"
	RunAbove       = "run_above"
	RunBelow       = "run_below"
)

const (
	limitFactor  = 2.66  // 3 over 1.128, the mean range of two normal values in standard deviations
	screenFactor = 3.267 // the upper limit of a moving range in mean moving ranges
	runLength    = 7
	fewPoints    = 12 // fewer give trial limits
)

// Chart is an XmR chart: the mean of the points, limits on either side, and each
// point's signal, empty where it has none. With fewer than two points the limits
// are NaN.
type Chart struct {
	Mean, Lower, Upper float64
	Signals            []string
}

// XmROptions are the choices of an XmR chart. The zero value is a chart that is
// not screened, with runs of seven and limits from all points.
type XmROptions struct {
	Screen   bool // drop moving ranges of 3.267 mean ranges or more, once
	Run      int  // points in a run on one side and in a trend: 6 or 7; 0 is 7
	Baseline int  // limits from so many first points; 0 is all
}

// XmR works out limits and signals with no option.
func XmR(x []float64) Chart { return XmROptions{}.Chart(x) }

// Chart works out limits and signals: limits at 2.66 mean moving ranges from the
// mean. Every point of a run of seven on one side of the mean, and of seven that move
// the same way, carries the signal; of two in three near a limit (all three on one side)
// those near it do. A point on a limit is not beyond it; one at which a trend turns
// into another carries the later.
//
// Source: Wheeler 1993, Understanding Variation; rules and their order as in the
// NHS "Making Data Count" charts (NHSRplotthedots).
func (o XmROptions) Chart(x []float64) Chart {
	c := Chart{Mean: math.NaN(), Lower: math.NaN(), Upper: math.NaN(), Signals: make([]string, len(x))}
	base := x
	if o.Baseline > 0 && len(x) > o.Baseline {
		base = x[:o.Baseline]
	}
	c.Mean = mean(base)
	if len(base) < 2 {
		return c
	}
	c.mark(x, o.limits(&c, base), o.run())
	return c
}

// limits sets the limits and returns the distance from the mean at which the
// zone near a limit begins.
func (o XmROptions) limits(c *Chart, base []float64) (near float64) {
	mr := meanRange(base, o.Screen)
	c.Lower, c.Upper = c.Mean-limitFactor*mr, c.Mean+limitFactor*mr
	return limitFactor * mr * 2 / 3
}

func (o XmROptions) run() int {
	if o.Run > 0 {
		return o.Run
	}
	return runLength
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x)) // NaN of none
}

// meanRange is the mean moving range; screened, once without the ranges of 3.267
// times it or more.
func meanRange(x []float64, screen bool) float64 {
	var ranges, kept []float64
	for i := 1; i < len(x); i++ {
		ranges = append(ranges, math.Abs(x[i]-x[i-1]))
	}
	all := mean(ranges)
	if !screen || all == 0 {
		return all
	}
	for _, r := range ranges {
		if r < screenFactor*all {
			kept = append(kept, r)
		}
	}
	return mean(kept) // never of none: some range is at most the mean
}

// mark sets the signals, weakest rule first, so that the stronger overwrite.
func (c *Chart) mark(x []float64, nearFrom float64, run int) {
	slack := slackOf(x)
	side, near := make([]int, len(x)), make([]bool, len(x))
	for i, v := range x {
		side[i] = sign(v-c.Mean, slack)
		near[i] = math.Abs(v-c.Mean) > nearFrom+slack && !c.beyond(v, slack)
	}
	c.markRuns(side, run, RunAbove, RunBelow, 0)
	c.markTwoOfThree(side, near)
	c.markTrends(x, slack, run)
	c.markBeyond(x, slack)
}

// slackOf is how far apart numbers that are meant to be equal may lie: a mean of
// equal decimals is not always that decimal.
func slackOf(x []float64) float64 {
	largest := 0.0
	for _, v := range x {
		largest = math.Max(largest, math.Abs(v))
	}
	return largest * 1e-12
}

func (c *Chart) beyond(v, slack float64) bool { return v > c.Upper+slack || v < c.Lower-slack }

func (c *Chart) markBeyond(x []float64, slack float64) {
	for i, v := range x {
		switch {
		case v > c.Upper+slack:
			c.Signals[i] = AboveLimit
		case v < c.Lower-slack:
			c.Signals[i] = BelowLimit
		}
	}
}

func (c *Chart) markTrends(x []float64, slack float64, run int) {
	moves := make([]int, max(0, len(x)-1))
	for i := range moves {
		moves[i] = sign(x[i+1]-x[i], slack)
	}
	c.markRuns(moves, run-1, TrendUp, TrendDown, 1)
}

// markRuns marks every stretch of at least length equal signs; extra is how many
// points a stretch reaches beyond its signs (moves lie between points).
func (c *Chart) markRuns(signs []int, length int, up, down string, extra int) {
	for start := 0; start < len(signs); {
		end := start + 1
		for end < len(signs) && signs[end] == signs[start] {
			end++
		}
		if end-start >= length && signs[start] != 0 {
			signal := up
			if signs[start] < 0 {
				signal = down
			}
			for i := start; i < end+extra; i++ {
				c.Signals[i] = signal
			}
		}
		start = end
	}
}

func (c *Chart) markTwoOfThree(side []int, near []bool) {
	for i := 0; i+2 < len(side); i++ {
		if side[i] == 0 || side[i] != side[i+1] || side[i] != side[i+2] {
			continue
		}
		if count(near[i:i+3]) < 2 {
			continue
		}
		signal := TwoOfThreeHigh
		if side[i] < 0 {
			signal = TwoOfThreeLow
		}
		for j := i; j < i+3; j++ {
			if near[j] {
				c.Signals[j] = signal
			}
		}
	}
}

func sign(v, slack float64) int {
	switch {
	case v > slack:
		return 1
	case v < -slack:
		return -1
	}
	return 0
}

func count(flags []bool) int {
	n := 0
	for _, f := range flags {
		if f {
			n++
		}
	}
	return n
}
