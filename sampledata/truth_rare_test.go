package sampledata

import "testing"

// 1 and 30 days are 1 and 2.5721 on the scale: mean 1.7860, move 1.5721, upper limit 5.9678, which is 620.9 days. Ten of 30 days and one of 0: the
// lower limit is 0.97 on the scale, under a day, so that the 0 is no signal; sixteen of 30 and one of 0: 1.5657 or 5.02 days, and it is one.
func TestTruthDaysChart(t *testing.T) {
	c := daysChart([]int{1, 30})
	near(t, "mean", c.mean, 8.0701, 0.0001)
	near(t, "lower", c.lower, 0, 0)
	near(t, "upper", c.upper, 620.95, 0.01)
	few := daysChart([]int{30, 30, 30, 30, 30, 0, 30, 30, 30, 30, 30})
	if few.lower != 0 || few.signals[5] != "" {
		t.Errorf("lower limit %v, signal %q", few.lower, few.signals[5])
	}
	many := daysChart([]int{30, 30, 30, 30, 30, 30, 30, 30, 0, 30, 30, 30, 30, 30, 30, 30, 30})
	near(t, "lower", many.lower, 5.0224, 0.0001)
	if many.signals[8] != "below_limit" {
		t.Errorf("signal %q", many.signals[8])
	}
}

// Mean 9: upper limit 9 + 3 √90 = 37.46; median 6.58, and all eight are above it.
func TestTruthBetweenChart(t *testing.T) {
	c := betweenChart([]int{7, 7, 7, 7, 7, 7, 7, 23})
	near(t, "upper", c.upper, 37.460, 0.0005)
	if c.signals[0] != "run_above" || c.signals[7] != "run_above" {
		t.Errorf("signals %q", c.signals)
	}
}

// Poisson of mean 5, from tables: P(X <= 0) 0.0067, 1 0.0404, 9 0.9682, 10 0.9863, 12 0.9980, 13 0.9993.
func TestTruthPoisson(t *testing.T) {
	for level, want := range map[float64]int{0.001: 0, 0.025: 1, 0.975: 10, 0.999: 13} {
		if got := poissonQuantile(5, level); got != want {
			t.Errorf("%v: %d, want %d", level, got, want)
		}
	}
}
