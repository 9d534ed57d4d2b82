package stats_test

import (
	"math"
	"reflect"
	"testing"

	"proceedings/queries/stats"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestWilsonVectors(t *testing.T) {
	for _, v := range []struct {
		k, n      int64
		low, high float64 // per cent
	}{
		{70, 87, 70.9, 87.4}, {85, 107, 70.8, 86.0}, {409, 518, 75.2, 82.2}, {207, 266, 72.5, 82.4}, {108, 232, 40.2, 53.0},
		{5, 7, 35.9, 91.8}, {0, 9, 0, 29.9}, {3, 3, 43.9, 100},
	} {
		low, high := stats.Wilson(v.k, v.n)
		near(t, "Wilson low", 100*low, v.low, 0.05)
		near(t, "Wilson high", 100*high, v.high, 0.05)
	}
}

var survivalVector = []stats.Duration{
	{T: 200, Censored: 1}, {T: 30, Events: 1}, {T: 45, Censored: 1}, {T: 60, Events: 1}, {T: 60, Events: 1},
	{T: 75, Censored: 1}, {T: 90, Events: 1}, {T: 120, Censored: 1}, {T: 150, Events: 1},
}

func TestKaplanMeierVector(t *testing.T) {
	curve := stats.KaplanMeier(survivalVector)
	want := map[int64][2]float64{30: {0.8889, 0.1048}, 60: {0.6349, 0.1692}, 90: {0.4762, 0.1871}, 150: {0.2381, 0.1926}}
	for _, p := range curve {
		if w, ok := want[p.T]; ok {
			near(t, "S", p.S, w[0], 0.00005)
			near(t, "SE", p.SE, w[1], 0.00005)
		}
	}
	if len(curve) != 8 || curve.N() != 9 {
		t.Errorf("%d points of %d individuals", len(curve), curve.N())
	}
	median, low, high := curve.Median()
	if median == nil || *median != 90 {
		t.Errorf("median %v", median)
	}
	// By hand: at 60 the log-log limits are 0.235 and 0.867, at 30 0.433 and 0.984;
	// at 150 0.015 and 0.603, so the upper limit never comes down to one half.
	if low == nil || *low != 30 || high != nil {
		t.Errorf("limits of the median %v, %v", low, high)
	}
	near(t, "by 100", *curve.By(100), 1-0.47619, 0.00005)
	near(t, "by 10", *curve.By(10), 0, 0)
	if curve.By(201) != nil {
		t.Error("a share is given for a time that nobody was followed to")
	}
}

// The interval is checked against its definition worked out apart:
// exp(-exp(log(-log S) ± z·sd)) with sd = Greenwood's root over |log S|.
func TestLogLogInterval(t *testing.T) {
	for _, p := range stats.KaplanMeier(survivalVector) {
		if p.S >= 1 {
			if !math.IsNaN(p.Low) {
				t.Error("an interval is given at survival 1")
			}
			continue
		}
		sd := p.SE / p.S / math.Abs(math.Log(p.S))
		near(t, "low", p.Low, math.Exp(-math.Exp(math.Log(-math.Log(p.S))+1.96*sd)), 0.0001)
		near(t, "high", p.High, math.Exp(-math.Exp(math.Log(-math.Log(p.S))-1.96*sd)), 0.0001)
	}
}

func TestKaplanMeierEnds(t *testing.T) {
	all := stats.KaplanMeier([]stats.Duration{{T: 5, Events: 2}, {T: 9, Events: 3}})
	if last := all[1]; last.S != 0 || !math.IsNaN(last.Low) {
		t.Errorf("all reached: %+v", last)
	}
	if by := all.By(100); by == nil || *by != 1 {
		t.Errorf("all reached: by 100 is %v", by)
	}
	none := stats.KaplanMeier([]stats.Duration{{T: 5, Censored: 2}})
	if m, _, _ := none.Median(); m != nil || none[0].S != 1 {
		t.Errorf("none reached: median %v", m)
	}
	if empty := stats.KaplanMeier(nil); len(empty) != 0 || empty.By(1) != nil {
		t.Error("an empty cohort has a curve")
	}
}

func TestXmRVector(t *testing.T) {
	x := []float64{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}
	chart := stats.XmR(x)
	near(t, "mean", chart.Mean, 1.944, 0.0005)
	near(t, "lower", chart.Lower, -3.063, 0.0005)
	near(t, "upper", chart.Upper, 6.952, 0.0005)
	if chart.Signals[4] != stats.AboveLimit {
		t.Errorf("signals %q", chart.Signals)
	}
}

func TestXmRSignals(t *testing.T) {
	for name, tt := range map[string]struct {
		x    []float64
		want map[int]string // the points that carry a signal
	}{
		"seven points rise": {
			[]float64{10, 9, 10, 1, 2, 3, 4, 5, 6, 7, 3, 9, 4, 8, 5},
			map[int]string{3: "trend_up", 4: "trend_up", 5: "trend_up", 6: "trend_up", 7: "trend_up", 8: "trend_up", 9: "trend_up"},
		},
		"six points fall": {[]float64{6, 5, 4, 3, 2, 1, 6, 2, 5}, nil},
		"seven above the mean": {
			[]float64{2, 8, 2, 8, 2, 8, 1, 6, 7, 6, 7, 6, 7, 6, 2, 8, 2, 3},
			map[int]string{7: "run_above", 8: "run_above", 9: "run_above", 10: "run_above", 11: "run_above", 12: "run_above", 13: "run_above"},
		},
		"two of three near the upper limit": {
			[]float64{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 3, 1, 3, 0, 1, 0, 1, 0, 1, 0, 1, 0},
			map[int]string{13: "two_of_three_high", 15: "two_of_three_high"},
		},
	} {
		got := stats.XmR(tt.x).Signals
		for i, signal := range got {
			if signal != tt.want[i] {
				t.Errorf("%s: point %d has %q, want %q (%q)", name, i, signal, tt.want[i], got)
			}
		}
	}
}

// Expected values by summing the binomial terms.
func TestBinomialLimit(t *testing.T) {
	for _, n := range []int64{1, 7, 20, 133} {
		for _, p := range []float64{0, 0.08, 0.5, 0.77, 1} {
			for _, level := range []float64{0.001, 0.025, 0.975, 0.999} {
				if got, want := stats.BinomialLimit(n, p, level), summedLimit(n, p, level); got != want {
					t.Errorf("n %d, p %v, level %v: got %d, want %d", n, p, level, got, want)
				}
			}
		}
	}
}

func summedLimit(n int64, p, level float64) int64 {
	var sum float64
	for x := int64(0); x < n; x++ {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(x + 1))
		c, _ := math.Lgamma(float64(n - x + 1))
		sum += math.Exp(a-b-c) * math.Pow(p, float64(x)) * math.Pow(1-p, float64(n-x))
		if sum >= level {
			return x
		}
	}
	return n
}

func run(t *testing.T, name string, in stats.Table, args map[string]string) stats.Table {
	t.Helper()
	step := stats.Steps()[name]
	if err := step.CheckArgs(args); err != nil {
		t.Fatal(err)
	}
	out, err := step.Run(in, args)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWilsonStepLeavesEmptyDenominators(t *testing.T) {
	out := run(t, "wilson", stats.Table{
		Columns: []string{"k", "n", "rate"},
		Rows:    [][]any{{int64(0), int64(0), nil}, {int64(3), int64(3), 1.0}},
	}, map[string]string{"k": "k", "n": "n", "rate": "rate"})
	if out.Columns[3] != "rate_low" || out.Columns[4] != "rate_high" || out.Rows[0][3] != nil || out.Rows[1][4] != 1.0 {
		t.Errorf("got %v", out)
	}
}

func TestFunnelStepPositions(t *testing.T) {
	out := run(t, "funnel", stats.Table{
		Columns: []string{"force", "k", "n"},
		Rows: [][]any{
			{"A", int64(2), int64(100)}, {"B", int64(50), int64(100)}, {"C", int64(98), int64(100)},
			{"D", int64(0), int64(0)}, {"E", int64(39), int64(100)}, {"F", int64(61), int64(100)},
		},
	}, map[string]string{"k": "k", "n": "n"})
	// Pooled 250/500. Binomial(100, 0.5): 2.5 % at 40, 97.5 % at 60, 0.1 % at 35, 99.9 % at 65.
	want := []any{0.5, 0.40, 0.60, 0.35, 0.65, stats.Within}
	if got := out.Rows[1][3:]; !reflect.DeepEqual(got, want) {
		t.Errorf("B: got %v, want %v", got, want)
	}
	for i, position := range map[int]any{0: stats.Below998, 2: stats.Above998, 3: nil, 4: stats.Below95, 5: stats.Above95} {
		if got := out.Rows[i][8]; got != position {
			t.Errorf("%v: got %v, want %v", out.Rows[i][0], got, position)
		}
	}
}

func TestKMStepSummarisesEachGroup(t *testing.T) {
	in := stats.Table{Columns: []string{"year", "people", "t", "events", "censored"}}
	for _, d := range survivalVector {
		in.Rows = append(in.Rows, []any{"2024-25", int64(9), d.T, d.Events, d.Censored})
	}
	in.Rows = append(in.Rows, []any{"2025-26", int64(2), nil, int64(0), int64(0)})
	out := run(t, "km", in, map[string]string{"by": "year", "t": "t", "events": "events", "censored": "censored",
		"median": "median", "low": "lo", "high": "hi", "at": "90 250"})
	if want := []string{"year", "people", "median", "lo", "hi", "by_90", "by_250"}; !reflect.DeepEqual(out.Columns, want) {
		t.Errorf("columns %q", out.Columns)
	}
	if r := out.Rows[0]; r[2] != int64(90) || r[3] != int64(30) || r[4] != nil || r[6] != nil {
		t.Errorf("row %v", r)
	}
	if r := out.Rows[1]; !reflect.DeepEqual(r, []any{"2025-26", int64(2), nil, nil, nil, nil, nil}) {
		t.Errorf("a group that nobody was followed in: %v", r)
	}
}

func TestKMCurveStepBeginsAtZero(t *testing.T) {
	out := run(t, "km_curve", stats.Table{
		Columns: []string{"year", "t", "events", "censored"},
		Rows: [][]any{
			{"a", int64(10), int64(1), int64(0)}, {"a", int64(20), int64(0), int64(1)},
			{"b", int64(0), int64(1), int64(0)}, {"b", int64(5), int64(1), int64(0)},
		},
	}, map[string]string{"by": "year", "t": "t", "events": "events", "censored": "censored"})
	var times []any
	for _, r := range out.Rows {
		times = append(times, r[0], r[1])
	}
	if want := []any{"a", int64(0), "a", int64(10), "a", int64(20), "b", int64(0), "b", int64(5)}; !reflect.DeepEqual(times, want) {
		t.Errorf("got %v", out.Rows)
	}
}

func TestStepsRefuseWhatTheyCannotRead(t *testing.T) {
	step := stats.Steps()["wilson"]
	if err := step.CheckArgs(map[string]string{"k": "a", "n": "b"}); err == nil {
		t.Error("a missing argument passed")
	}
	if err := step.CheckArgs(map[string]string{"k": "a", "n": "b", "rate": "c", "nn": "d"}); err == nil {
		t.Error("an unknown argument passed")
	}
	in := stats.Table{Columns: []string{"k", "n", "rate"}, Rows: [][]any{{"x", int64(1), nil}}}
	if _, err := step.Run(in, map[string]string{"k": "k", "n": "n", "rate": "rate"}); err == nil {
		t.Error("text passed as a count")
	}
	if _, err := step.Run(in, map[string]string{"k": "k", "n": "nn", "rate": "rate"}); err == nil {
		t.Error("a column that is not there passed")
	}
}

func TestLeftOutStepSaysHowMany(t *testing.T) {
	for n, want := range map[int64][]string{
		4:  {"Left out of the figures: clocks without a day (4)."},
		10: {"Left out of the figures: clocks without a day (10)."},
	} {
		out := run(t, "left_out", stats.Table{
			Columns: []string{"a", "gone", "b"},
			Rows:    [][]any{{"x", n - 1, int64(7)}, {"y", int64(1), int64(8)}},
		}, map[string]string{"column": "gone", "what": "clocks without a day"})
		if !reflect.DeepEqual(out.Notes, want) || !reflect.DeepEqual(out.Columns, []string{"a", "b"}) || !reflect.DeepEqual(out.Rows[1], []any{"y", int64(8)}) {
			t.Errorf("%d: got %v", n, out)
		}
	}
	none := run(t, "left_out", stats.Table{Columns: []string{"gone"}, Rows: [][]any{{int64(0)}}}, map[string]string{"column": "gone", "what": "clocks"})
	if none.Notes != nil {
		t.Errorf("a note about nothing: %q", none.Notes)
	}
}
