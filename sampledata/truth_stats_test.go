package sampledata

import (
	"math"
	"strings"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestTruthWilson(t *testing.T) {
	for _, c := range []struct {
		part, of        int
		rate, low, high float64 // per cent, to one place
	}{
		{70, 87, 80.5, 70.9, 87.4}, {85, 107, 79.4, 70.8, 86.0}, {409, 518, 79.0, 75.2, 82.2}, {207, 266, 77.8, 72.5, 82.4},
		{108, 232, 46.6, 40.2, 53.0}, {5, 7, 71.4, 35.9, 91.8}, {0, 9, 0, 0, 29.9}, {3, 3, 100, 43.9, 100},
	} {
		cells := wilsonCells(c.part, c.of)
		for i, want := range []float64{c.rate, c.low, c.high} {
			near(t, "Wilson", 100*cells[i].(float64), want, 0.05001)
		}
	}
	if cells := wilsonCells(0, 0); cells[0] != nil || cells[1] != nil || cells[2] != nil {
		t.Errorf("nought of nought: %v", cells)
	}
}

func TestTruthSurvival(t *testing.T) {
	all := []duration{{30, true}, {45, false}, {60, true}, {60, true}, {75, false}, {90, true}, {120, false}, {150, true}, {200, false}}
	curve := survivalCurve(all)
	want := map[int][2]float64{30: {0.8889, 0.1048}, 60: {0.6349, 0.1692}, 90: {0.4762, 0.1871}, 150: {0.2381, 0.1926}}
	for _, s := range curve {
		if w, ok := want[s.t]; ok {
			near(t, "survival", s.survival, w[0], 0.00005)
			near(t, "standard error", s.survival*math.Sqrt(s.greenwood), w[1], 0.00005)
		}
	}
	if got := firstAtHalf(curve, survivalOf); got != 90 {
		t.Errorf("median %v, want 90", got)
	}
	if got := quantile([]int{30, 60, 60, 90, 150}, 0.5); got != 60.0 {
		t.Errorf("median of those that ended %v, want 60", got)
	}
	near(t, "share by 100", shareBy(curve, 100).(float64), 1-0.4762, 0.00005)
	if got := shareBy(curve, 201); got != nil {
		t.Errorf("share by 201, beyond all: %v", got)
	}
	if got := len(curve); got != 8 {
		t.Errorf("%d steps, want one for each of 8 times", got)
	}
}

// One half comes out of three quarters of two thirds only with room for the last digit.
func TestTruthMedianAtExactlyHalf(t *testing.T) {
	curve := survivalCurve([]duration{{10, true}, {10, false}, {20, true}, {30, false}, {30, false}, {10, true}})
	// 6 at risk, 2 end: 2/3. Then 3 at risk, 1 ends: 4/9.
	near(t, "survival", curve[1].survival, 4.0/9, 1e-12)
	exact := survivalCurve([]duration{{1, true}, {2, true}, {3, false}, {3, false}})
	if got := firstAtHalf(exact, survivalOf); got != 2 {
		t.Errorf("median %v, want 2", got)
	}
	gone := survivalCurve([]duration{{5, true}, {9, true}})
	if last := gone[1]; last.survival != 0 || !math.IsNaN(last.low) || !math.IsNaN(last.high) {
		t.Errorf("all ended: %+v", last)
	}
	if got := shareBy(gone, 200); got != 1.0 {
		t.Errorf("share by 200 where all had ended: %v, want 1", got)
	}
}

func TestTruthXmR(t *testing.T) {
	points := []float64{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}
	c := xmrChart(points)
	near(t, "mean", c.mean, 1.944, 0.0005)
	near(t, "lower", c.lower, -3.063, 0.0005)
	near(t, "upper", c.upper, 6.952, 0.0005)
	for i, signal := range c.signals {
		if want := map[bool]string{true: "above_limit"}[i == 4]; signal != want {
			t.Errorf("point %d: %q, want %q", i, signal, want)
		}
	}
}

func TestTruthXmRSignals(t *testing.T) {
	for name, c := range map[string]struct {
		points []float64
		want   string
	}{
		"seven above":    {[]float64{0, 6, 5, 6, 5, 6, 5, 6, 0, 5}, "run_above*7"},
		"six above":      {[]float64{0, 6, 5, 6, 5, 6, 5, 0, 6, 0, 6, 0}, ""},
		"seven climbing": {[]float64{5, 1, 2, 3, 4, 5, 6, 7, 3, 4}, "trend_up*7"},
		"seven falling":  {[]float64{4, 7, 6, 5, 4, 3, 2, 1, 5, 4}, "trend_down*7"},
	} {
		var got []string
		for _, signal := range xmrChart(c.points).signals {
			if signal != "" {
				got = append(got, signal)
			}
		}
		var want []string
		if label, _, ok := strings.Cut(c.want, "*"); ok {
			for range 7 {
				want = append(want, label)
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// Two of three near a limit count only if the third is on their side; those near it are marked.
func TestTruthXmRTwoOfThree(t *testing.T) {
	c := processChart{mean: 0, lower: -3, upper: 3}
	for _, x := range []struct {
		points []float64
		want   string
	}{
		{[]float64{2.5, 1, 2.5}, "101"}, {[]float64{2.5, -1, 2.5}, "000"}, {[]float64{2.5, 2.5, -1}, "000"}, {[]float64{2.5, 3.5, 1}, "000"},
		{[]float64{1, 2.5, 2.5}, "011"}, {[]float64{2, 2, 2}, "000"},
	} {
		got := ""
		for i := range x.points {
			got += map[bool]string{true: "1", false: "0"}[c.twoOfThree(x.points, i, 2, 1)]
		}
		if got != x.want {
			t.Errorf("%v: %s, want %s", x.points, got, x.want)
		}
	}
}

func TestTruthBinomialQuantile(t *testing.T) {
	for _, c := range []struct {
		n        int
		p, level float64
		want     int
	}{
		{2, 0.5, 0.025, 0}, {2, 0.5, 0.975, 2}, {10, 0.5, 0.025, 2}, {10, 0.5, 0.975, 8}, {10, 0.5, 0.001, 1}, {10, 0.5, 0.999, 9},
		{10, 0, 0.975, 0}, {10, 1, 0.025, 10},
	} {
		if got := binomialQuantile(c.n, c.p, c.level); got != c.want {
			t.Errorf("n %d, p %v, level %v: %d, want %d", c.n, c.p, c.level, got, c.want)
		}
	}
}

// Ten trials at one half have limits 2 to 8 and 1 to 9: equal to a limit is within it.
func TestTruthFunnelPosition(t *testing.T) {
	for k, want := range map[int]string{
		0: "below 99.8 %", 1: "below 95 %", 2: "within", 5: "within", 8: "within", 9: "above 95 %", 10: "above 99.8 %",
	} {
		if got := funnelCellsOf(fraction{"", k, 10}, 50, 100)[5]; got != want {
			t.Errorf("%d of 10: %v, want %s", k, got, want)
		}
	}
}

func TestTruthQuantile(t *testing.T) {
	if got := quantile([]int{4, 1, 3, 2}, 0.25); got != 1.75 {
		t.Errorf("first quartile %v, want 1.75", got)
	}
	if got := quantile([]int{4, 1, 3, 2}, 0.5); got != 2.5 {
		t.Errorf("median %v, want 2.5", got)
	}
	if got := quantile([]int{7}, 0.75); got != 7.0 {
		t.Errorf("of one %v, want 7", got)
	}
	if got := quantile(nil, 0.5); got != nil {
		t.Errorf("of none %v", got)
	}
}
