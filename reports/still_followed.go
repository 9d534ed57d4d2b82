package reports

import (
	"math"

	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// waitingTable is the small table under survival curves: how many of each cohort are
// still followed at a few times. A curve says little where few are left.
type waitingTable struct {
	Caption string
	Times   []string
	Rows    []waitingRow
}

type waitingRow struct {
	Name  string
	Cells []waitingCell
}

type waitingCell struct {
	Time int
	N    int64
	Text string
}

// stillWaiting reads the numbers at risk off a curve's rows at five even times up to
// the longest that is drawn.
func stillWaiting(t rows, series, x, unit string) *waitingTable {
	if !t.Has("at_risk") || !t.Has(series) || !t.Has(x) {
		return nil
	}
	var cohorts []string
	at := map[string][]int{}
	for i := range t.Len() {
		name := t.text(i, series)
		if at[name] == nil {
			cohorts = append(cohorts, name)
		}
		at[name] = append(at[name], i)
	}
	cohorts = cohorts[max(0, len(cohorts)-chart.MostCurves):]
	var longest float64
	for _, name := range cohorts {
		for _, i := range at[name] {
			if v, ok := t.Num(i, x); ok {
				longest = max(longest, v)
			}
		}
	}
	times := evenTimes(longest)
	w := &waitingTable{Caption: "Still without an end, and so still followed, after so many " + unit + "."}
	for _, v := range times {
		w.Times = append(w.Times, page.Count(int64(v)))
	}
	for _, name := range cohorts {
		row := waitingRow{Name: name}
		for _, v := range times {
			n := t.atRisk(at[name], x, float64(v))
			row.Cells = append(row.Cells, waitingCell{Time: v, N: n, Text: page.Count(n)})
		}
		w.Rows = append(w.Rows, row)
	}
	return w
}

// atRisk is the number still followed just before a time: that of the first step at or after it.
func (t rows) atRisk(at []int, x string, time float64) int64 {
	for _, i := range at {
		if v, ok := t.Num(i, x); ok && v >= time {
			return t.n(i, "at_risk")
		}
	}
	return 0
}

// evenTimes are 0 and up to five steps of 1, 2 or 5 times a power of ten.
func evenTimes(longest float64) []int {
	if longest < 1 {
		return []int{0}
	}
	step := math.Pow(10, math.Floor(math.Log10(longest/5)))
	for _, f := range []float64{1, 2, 5, 10} {
		if longest/(step*f) <= 5 {
			step *= f
			break
		}
	}
	step = max(1, step)
	var out []int
	for v := 0.0; v <= longest; v += step {
		out = append(out, int(v))
	}
	return out
}
