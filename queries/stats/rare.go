package stats

import "math"

// weibullPower makes waiting times of a steady rate nearly normal.
const weibullPower = 3.6

// TChart is a chart of the days between rare events: an XmR chart of
// days^(1/3.6), taken back to days. Above the upper limit is an unusually long time
// without an event, below the lower an unusually short one. A limit that the scale
// takes below 0 is 0.
//
// Source: Nelson 1994, A control chart for parts-per-million nonconforming items,
// Journal of Quality Technology 26, 239–240.
func TChart(days []float64) Chart { return tChart(days, 0) }

// TChartOfWholeDays is TChart of days counted whole, where 0 is anything up to a day.
// A lower limit under one day is 0, for no count of whole days can be told to lie below
// it; without that every two events of one day would be a signal.
func TChartOfWholeDays(days []float64) Chart { return tChart(days, 1) }

// tChart takes a lower limit under so many days as 0.
func tChart(days []float64, least float64) Chart {
	y := make([]float64, len(days))
	for i, d := range days {
		y[i] = math.Pow(d, 1/weibullPower)
	}
	c := XmR(y)
	back := func(y float64) float64 {
		if y < 0 {
			return 0
		}
		return math.Pow(y, weibullPower)
	}
	if back(c.Lower) < least {
		c.Lower, c.Signals = 0, make([]string, len(y))
		c.mark(y, (c.Upper-c.Mean)*2/3, runLength)
	}
	c.Mean, c.Lower, c.Upper = back(c.Mean), back(c.Lower), back(c.Upper)
	return c
}

// GChart is a chart of the number of opportunities, such as cases, between rare
// events, which at a steady rate is geometric: limits at three standard deviations of that
// distribution, mean ± 3 √(mean (mean+1)), the lower shown as 0 where it is below.
// The distribution leans to the left, so the lower limit is always 0 and runs are judged
// about its median, ln 2 / ln(1 + 1/mean), not the mean; the two-of-three rule, which
// supposes a normal distribution, is not used.
//
// Source: Benneyan 2001, Number-between g-type statistical quality control charts,
// Health Care Management Science 4, 305–318; runs about the median as in Provost and
// Murray 2011, The Health Care Data Guide, chapter on rare events.
func GChart(between []float64) Chart {
	c := Chart{Mean: mean(between), Lower: math.NaN(), Upper: math.NaN(), Signals: make([]string, len(between))}
	if len(between) < 2 {
		return c
	}
	c.Lower, c.Upper = 0, c.Mean+3*math.Sqrt(c.Mean*(c.Mean+1))
	median := 0.0
	if c.Mean > 0 {
		median = math.Ln2 / math.Log1p(1/c.Mean)
	}
	slack := slackOf(between)
	side := make([]int, len(between))
	for i, v := range between {
		side[i] = sign(v-median, slack)
	}
	c.markRuns(side, runLength, RunAbove, RunBelow, 0)
	c.markTrends(between, slack, runLength)
	c.markBeyond(between, slack)
	return c
}
