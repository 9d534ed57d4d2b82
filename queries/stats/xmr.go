package stats

import "math"

// Signals of special cause, strongest first. A point that shows several has the
// first of them.
const (
	AboveLimit      = "above_limit"
	BelowLimit      = "below_limit"
	TrendUp         = "trend_up"
	TrendDown       = "trend_down"
	TwoOfThreeHigh  = "two_of_three_high"
	TwoOfThreeLow   = "two_of_three_low"
	RunAbove        = "run_above"
	RunBelow        = "run_below"
	limitFactor     = 2.66
	nearLimitFactor = limitFactor * 2 / 3
	runLength       = 7
)

// Chart is an XmR chart: the mean of the points, limits at 2.66 mean moving
// ranges on either side, not screened, and each point's signal, empty where it
// has none. With fewer than two points the limits are NaN.
type Chart struct {
	Mean, Lower, Upper float64
	Signals            []string
}

// XmR works out limits and signals. Every point of a run of seven on one side
// of the mean, and of seven that move the same way, carries the signal; of two in
// three near a limit (all three on one side) those near it do.
func XmR(x []float64) Chart {
	c := Chart{Mean: math.NaN(), Lower: math.NaN(), Upper: math.NaN(), Signals: make([]string, len(x))}
	if len(x) == 0 {
		return c
	}
	var sum, ranges float64
	for i, v := range x {
		sum += v
		if i > 0 {
			ranges += math.Abs(v - x[i-1])
		}
	}
	c.Mean = sum / float64(len(x))
	if len(x) < 2 {
		return c
	}
	mr := ranges / float64(len(x)-1)
	c.Lower, c.Upper = c.Mean-limitFactor*mr, c.Mean+limitFactor*mr
	c.mark(x, mr)
	return c
}

// mark sets the signals, weakest rule first, so that the stronger overwrite.
func (c *Chart) mark(x []float64, mr float64) {
	side, near := make([]int, len(x)), make([]bool, len(x))
	for i, v := range x {
		side[i] = sign(v - c.Mean)
		near[i] = v >= c.Lower && v <= c.Upper && math.Abs(v-c.Mean) > nearLimitFactor*mr
	}
	c.markRuns(side, runLength, RunAbove, RunBelow, 0)
	c.markTwoOfThree(side, near)
	moves := make([]int, len(x)-1)
	for i := range moves {
		moves[i] = sign(x[i+1] - x[i])
	}
	c.markRuns(moves, runLength-1, TrendUp, TrendDown, 1)
	for i, v := range x {
		switch {
		case v > c.Upper:
			c.Signals[i] = AboveLimit
		case v < c.Lower:
			c.Signals[i] = BelowLimit
		}
	}
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

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
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
