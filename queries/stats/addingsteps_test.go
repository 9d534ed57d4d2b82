package stats_test

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"proceedings/queries/stats"
)

// table reads rows of whole numbers, text and "-" for empty cells.
func table(columns string, rows ...[]any) stats.Table {
	return stats.Table{Columns: strings.Fields(columns), Rows: rows}
}

func col(t *testing.T, in stats.Table, name string) []any {
	t.Helper()
	for i, c := range in.Columns {
		if c == name {
			var out []any
			for _, row := range in.Rows {
				out = append(out, row[i])
			}
			return out
		}
	}
	t.Fatalf("no column %s in %q", name, in.Columns)
	return nil
}

func series(x ...int64) stats.Table {
	in := stats.Table{Columns: []string{"month", "x", "regime"}}
	for i, v := range x {
		in.Rows = append(in.Rows, []any{time.Date(2024, time.Month(1+i), 1, 0, 0, 0, 0, time.UTC), v, nil})
	}
	return in
}

func TestArgumentsAreCheckedAsTheCatalogueLoads(t *testing.T) {
	for _, tt := range []struct {
		step string
		args map[string]string
		want string
	}{
		{"xmr", map[string]string{"x": "x", "screen": "true"}, "screen"},
		{"xmr", map[string]string{"x": "x", "run": "8"}, "run"},
		{"xmr", map[string]string{"x": "x", "baseline": "1"}, "baseline"},
		{"xmr", map[string]string{"x": "x", "floor": "5"}, "floor"},
		{"xmr", map[string]string{"x": "x", "target": "5"}, "better"},
		{"xmr", map[string]string{"x": "x", "target": "5", "better": "neither"}, "better"},
		{"km", map[string]string{"by": "y", "t": "t", "events": "e", "censored": "c", "median": "m", "at": "ten"}, "at"},
		{"km", map[string]string{"by": "y", "t": "t", "events": "e", "censored": "c", "median": "m", "competing": "w"}, "event_name"},
		{"funnel", map[string]string{"k": "k", "n": "n", "overdispersion": "maybe"}, "overdispersion"},
		{"kappa", map[string]string{"by": "b", "first": "f", "second": "s", "n": "n", "kappa": "k", "weights": "cubic"}, "weights"},
	} {
		if err := stats.Steps()[tt.step].CheckArgs(tt.args); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %v: %v", tt.step, tt.args, err)
		}
	}
}

func TestIntervalSteps(t *testing.T) {
	in := table("k n rate", []any{int64(0), int64(0), nil}, []any{int64(5), int64(7), 5.0 / 7})
	out := run(t, "exact", in, map[string]string{"k": "k", "n": "n", "rate": "rate"})
	if low := col(t, out, "rate_low"); low[0] != nil || low[1].(float64) > 0.2905 || low[1].(float64) < 0.2903 {
		t.Errorf("exact: %v", out)
	}
	in = table("k n all rate", []any{int64(1), int64(4), int64(4), 0.25}, []any{int64(0), int64(0), int64(9), nil})
	out = run(t, "finite", in, map[string]string{"k": "k", "n": "n", "population": "all", "rate": "rate"})
	if low, high := col(t, out, "rate_low"), col(t, out, "rate_high"); low[0] != 0.25 || high[0] != 0.25 || low[1] != nil {
		t.Errorf("finite: %v", out)
	}
	in.Rows[0][2] = int64(3)
	if _, err := stats.Steps()["finite"].Run(in, map[string]string{"k": "k", "n": "n", "population": "all", "rate": "rate"}); err == nil {
		t.Error("a sample larger than its population passed")
	}
	for _, name := range []string{"wilson", "exact", "funnel", "p_prime"} {
		if _, err := stats.Steps()[name].Run(table("k n rate", []any{int64(8), int64(7), nil}), map[string]string{"k": "k", "n": "n", "rate": "rate"}); err == nil {
			t.Errorf("%s: 8 of 7 passed", name)
		}
	}
}

func TestTwoRatesSteps(t *testing.T) {
	in := table("a b c d", []any{int64(9), int64(10), int64(3), int64(10)}, []any{int64(0), int64(0), int64(3), int64(10)}, []any{int64(2), int64(5), int64(0), int64(5)})
	out := run(t, "newcombe", in, map[string]string{"k1": "a", "n1": "b", "k2": "c", "n2": "d", "difference": "gap"})
	if want := []string{"a", "b", "c", "d", "gap", "gap_low", "gap_high"}; !reflect.DeepEqual(out.Columns, want) {
		t.Errorf("columns %q", out.Columns)
	}
	if gap := col(t, out, "gap"); gap[1] != nil || gap[2] != 40.0 { // percentage points
		t.Errorf("gap %v", gap)
	}
	out = run(t, "rate_ratio", in, map[string]string{"k1": "a", "n1": "b", "k2": "c", "n2": "d", "ratio": "times"})
	if r := col(t, out, "times"); r[0] != 3.0 || r[1] != nil || r[2] != nil {
		t.Errorf("ratio %v", r)
	}
	if low, high := col(t, out, "times_low"), col(t, out, "times_high"); low[2] == nil || high[2] != nil {
		t.Errorf("a ratio to nothing: %v to %v", low, high)
	}
}

// 5.4: phases have limits of their own, and no run crosses from one to the next.
func TestXmRStepPhases(t *testing.T) {
	in := series(1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12)
	plain := run(t, "xmr", in, map[string]string{"x": "x"})
	in.Rows[6][2] = "the new Regulations."
	out := run(t, "xmr", in, map[string]string{"x": "x", "rebase": "regime", "better": "up", "target": "5"})
	if mean := col(t, out, "mean"); mean[5] != 1.5 || mean[6] != 11.5 {
		t.Errorf("means %v", mean)
	}
	lower := col(t, out, "lower")
	near(t, "lower of the first phase", lower[0].(float64), 1.5-2.66, 1e-12)
	near(t, "lower of the second", lower[6].(float64), 11.5-2.66, 1e-12)
	for _, s := range col(t, out, "signal") {
		if s != "" {
			t.Errorf("signals %v", col(t, out, "signal"))
		}
	}
	if reflect.DeepEqual(col(t, plain, "mean"), col(t, out, "mean")) || len(plain.Notes) != 0 {
		t.Errorf("one phase of twelve: %v", plain.Notes)
	}
	want := []string{
		"The limits from 1 January 2024 rest on 6 points: trial limits.",
		"The limits begin anew from 1 July 2024: the new Regulations.",
		"The limits from 1 July 2024 rest on 6 points: trial limits.",
	}
	if !reflect.DeepEqual(out.Notes, want) {
		t.Errorf("notes %q", out.Notes)
	}
	if a := col(t, out, "assurance"); a[0] != stats.ConsistentlyMisses || a[6] != stats.ConsistentlyMeets {
		t.Errorf("assurance %v", a)
	}
}

func TestXmRStepMeaning(t *testing.T) {
	in := series(10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 40, 10)
	for better, want := range map[string]string{"up": stats.Improvement, "down": stats.Concern, "neither": stats.Neutral} {
		v := col(t, run(t, "xmr", in, map[string]string{"x": "x", "better": better}), "variation")
		if v[11] != want || v[12] != stats.Common {
			t.Errorf("better %s: %v", better, v)
		}
	}
	// Limits of the first twelve of 10, 11, …: mean 10.5, ranges 1: 7.84 and 13.16.
	in = series(10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 30)
	for target, want := range map[string]string{"13.2": stats.ConsistentlyMeets, "13.1": stats.Inconsistent, "7.84": stats.Inconsistent, "7.8": stats.ConsistentlyMisses} {
		out := run(t, "xmr", in, map[string]string{"x": "x", "better": "down", "target": target, "baseline": "12"})
		if a := col(t, out, "assurance"); a[0] != want {
			t.Errorf("target %s: %v", target, a[0])
		}
		if s := col(t, out, "signal"); s[12] != stats.AboveLimit {
			t.Errorf("signals %v", s)
		}
	}
	// A target on a limit: every point within the limits meets it above, some do below.
	even := series(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
	if a := col(t, run(t, "xmr", even, map[string]string{"x": "x", "better": "up", "target": "x"}), "assurance"); a[0] != stats.ConsistentlyMeets {
		t.Errorf("a target on the limits: %v", a[0])
	}
	upper := col(t, run(t, "xmr", in, map[string]string{"x": "x"}), "upper")[0].(float64)
	if a := col(t, run(t, "xmr", in, map[string]string{"x": "x", "better": "up", "target": strconv.FormatFloat(upper, 'g', -1, 64)}), "assurance"); a[0] != stats.Inconsistent {
		t.Errorf("a target on the upper limit: %v", a[0])
	}
	floor := run(t, "xmr", series(0, 5, 0, 5, 0), map[string]string{"x": "x", "floor": "0"})
	if col(t, floor, "lower")[0] != 0.0 {
		t.Errorf("lower %v", col(t, floor, "lower"))
	}
}

func TestXmRStepEmptyCells(t *testing.T) {
	// Mean 9.64, six above it in a row if the empty cell is none of them and breaks nothing.
	in := series(0, 9, 0, 9, 13, 20, 13, 0, 20, 13, 20, 0, 9, 0, 9)
	in.Rows[7][1] = nil
	out := run(t, "xmr", in, map[string]string{"x": "x", "better": "up", "run": "6"})
	signal := col(t, out, "signal")
	if signal[7] != nil || signal[4] != stats.RunAbove || signal[10] != stats.RunAbove || signal[3] != "" || col(t, out, "variation")[7] != nil {
		t.Errorf("signals %v", signal)
	}
	if signal := col(t, run(t, "xmr", in, map[string]string{"x": "x", "run": "7"}), "signal"); signal[4] != "" {
		t.Errorf("six make a run of seven: %v", signal)
	}
}

func TestPPrimeStepSkipsEmptyMonths(t *testing.T) {
	in := table("k n")
	for i := range int64(14) {
		in.Rows = append(in.Rows, []any{40 + i%3, int64(100)})
	}
	want := run(t, "p_prime", in, map[string]string{"k": "k", "n": "n"})
	in.Rows = append(in.Rows[:5:5], append([][]any{{int64(0), int64(0)}}, in.Rows[5:]...)...)
	got := run(t, "p_prime", in, map[string]string{"k": "k", "n": "n"})
	if !reflect.DeepEqual(got.Rows[5], []any{int64(0), int64(0), nil, nil, nil, nil}) {
		t.Errorf("a month without any: %v", got.Rows[5])
	}
	if !reflect.DeepEqual(append(got.Rows[:5:5], got.Rows[6:]...), want.Rows) {
		t.Error("a month without any changes the others")
	}
}

func TestRareEventSteps(t *testing.T) {
	in := table("days", []any{int64(10)}, []any{nil}, []any{int64(30)}, []any{int64(20)}, []any{int64(2000)})
	out := run(t, "t_chart", in, map[string]string{"days": "days"})
	if s := col(t, out, "signal"); s[1] != nil || col(t, out, "lower")[0] != 0.0 || len(out.Notes) != 2 {
		t.Errorf("t_chart: %v", out)
	}
	in.Rows[0][0] = int64(-1)
	if _, err := stats.Steps()["t_chart"].Run(in, map[string]string{"days": "days"}); err == nil {
		t.Error("days below 0 passed")
	}
	// Mean 9: upper limit 9 + 3 √90 = 37.46; median ln 2 / ln (10/9) = 6.58, and all are above it.
	g := table("between")
	for _, v := range []int64{7, 7, 7, 7, 7, 7, 7, 23} {
		g.Rows = append(g.Rows, []any{v})
	}
	out = run(t, "g_chart", g, map[string]string{"between": "between"})
	near(t, "upper", col(t, out, "upper")[0].(float64), 37.460, 0.0005)
	if s := col(t, out, "signal"); s[0] != stats.RunAbove || s[7] != stats.RunAbove {
		t.Errorf("g_chart: %v", s)
	}
}
