package stats_test

import (
	"reflect"
	"strings"
	"testing"

	"proceedings/queries/stats"
)

func kmArgs(more ...string) map[string]string {
	args := map[string]string{"by": "year", "t": "t", "events": "events", "censored": "censored", "median": "median"}
	for i := 0; i < len(more); i += 2 {
		args[more[i]] = more[i+1]
	}
	return args
}

func TestKMStepQuartilesAndCompetingEnds(t *testing.T) {
	in := table("year t events withdrawn censored")
	for _, r := range [][4]int64{{10, 1, 0, 0}, {20, 0, 1, 0}, {30, 1, 0, 0}, {40, 0, 0, 1}} {
		in.Rows = append(in.Rows, []any{"2024-25", r[0], r[1], r[2], r[3]})
	}
	args := kmArgs("p25", "quarter", "p75", "three_quarters", "at", "30", "competing", "withdrawn", "event_name", "heard", "competing_name", "withdrawn")
	out := run(t, "km", in, args)
	if want := []string{"year", "median", "quarter", "three_quarters", "heard_by_30", "heard_by_30_low", "heard_by_30_high", "withdrawn_by_30"}; !reflect.DeepEqual(out.Columns, want) {
		t.Errorf("columns %q", out.Columns)
	}
	// S(10) = 3/4, S(30) = 3/8 with the withdrawn censored; heard by 30 is 1/2, withdrawn 1/4.
	if r := out.Rows[0]; r[1] != int64(30) || r[2] != int64(10) || r[3] != nil || r[4] != 0.5 || r[7] != 0.25 || r[5] == nil {
		t.Errorf("row %v", r)
	}
	days := table("year t events withdrawn censored")
	for i := range int64(20) {
		days.Rows = append(days.Rows, []any{"2025-26", i + 1, int64(1), int64(0), int64(0)})
	}
	if r := run(t, "km", days, args).Rows[0]; r[1] != int64(10) || r[2] != int64(5) || r[3] != int64(15) || r[4] != 1.0 {
		t.Errorf("one a day for twenty days: %v", r)
	}
	delete(args, "median")
	delete(args, "p25")
	delete(args, "p75")
	alone := run(t, "cif", in, args)
	if !reflect.DeepEqual(alone.Rows[0][1:], out.Rows[0][4:]) {
		t.Errorf("cif %v, km %v", alone.Rows[0], out.Rows[0])
	}
}

func TestKMStepDelayedEntry(t *testing.T) {
	in := table("year t entered events censored",
		[]any{"a", int64(0), int64(2), int64(0), int64(0)}, []any{"a", int64(10), int64(1), int64(1), int64(0)},
		[]any{"a", int64(20), int64(0), int64(1), int64(1)},
		[]any{"b", int64(5), int64(2), int64(0), int64(0)}, []any{"b", int64(10), int64(0), int64(2), int64(0)})
	args := kmArgs("at", "10", "entered", "entered")
	out := run(t, "km", in, args)
	// a: two at risk at 10, S = 1/2; two at 20, S = 1/4. b: nobody from the beginning.
	if r := out.Rows[0]; r[1] != int64(10) || r[2] != 0.5 {
		t.Errorf("a: %v", r)
	}
	if r := out.Rows[1]; r[1] != nil || r[2] != nil || len(out.Notes) != 1 || !strings.HasPrefix(out.Notes[0], "b: from 10 on nothing is known") {
		t.Errorf("b: %v %q", r, out.Notes)
	}
	delete(args, "at")
	delete(args, "median")
	curve := run(t, "km_curve", in, args)
	// A point at 0 with the two who were there, then 10 and 20; b has nobody at 0.
	if s, n := col(t, curve, "survival"), col(t, curve, "at_risk"); s[0] != 1.0 || n[0] != int64(2) || s[1] != 0.5 || n[2] != int64(2) || s[3] != nil || n[3] != int64(0) || s[4] != nil {
		t.Errorf("curve %v", curve.Rows)
	}
	in.Rows[1][2] = int64(2)
	if _, err := stats.Steps()["km"].Run(in, kmArgs("entered", "entered")); err == nil || !strings.Contains(err.Error(), "a: 4 entered and 3 ended") {
		t.Errorf("more enter than end: %v", err)
	}
	same := table("year t entered events censored", []any{"a", int64(0), int64(1), int64(0), int64(0)}, []any{"a", int64(10), int64(1), int64(2), int64(0)})
	if _, err := stats.Steps()["km"].Run(same, kmArgs("entered", "entered")); err == nil || !strings.Contains(err.Error(), "day of entry") {
		t.Errorf("an end on the day of entry: %v", err)
	}
}

func TestForecastStep(t *testing.T) {
	in := table("type t events withdrawn censored open q1 q2",
		[]any{"MH", int64(10), int64(1), int64(0), int64(0), int64(0), int64(20), int64(5)},
		[]any{"MH", int64(15), int64(0), int64(0), int64(0), int64(3), int64(20), int64(5)},
		[]any{"MH", int64(20), int64(0), int64(1), int64(0), int64(0), int64(20), int64(5)},
		[]any{"MH", int64(30), int64(1), int64(0), int64(0), int64(2), int64(20), int64(5)},
		[]any{"MH", int64(40), int64(0), int64(0), int64(1), int64(0), int64(20), int64(5)},
		[]any{"MH", nil, int64(0), int64(0), int64(0), int64(4), int64(20), int64(5)})
	args := map[string]string{"by": "type", "t": "t", "events": "events", "competing": "withdrawn", "censored": "censored", "open": "open", "horizons": "q1 q2"}
	out := run(t, "forecast", in, args)
	want := [][]any{
		{"MH", "q1", int64(9), 1.0, int64(0), int64(3), int64(6)}, // see TestForecastByHand; 4 of unknown waiting time
		{"MH", "q2", int64(9), 0.0, int64(0), int64(0), int64(6)},
	}
	if out.Rows[0][3].(float64)-1 < 1e-12 {
		out.Rows[0][3] = 1.0
	}
	if !reflect.DeepEqual(out.Rows, want) {
		t.Errorf("got %v, want %v", out.Rows, want)
	}
	in.Rows[3][6] = int64(21)
	if _, err := stats.Steps()["forecast"].Run(in, args); err == nil {
		t.Error("two lengths of one horizon passed")
	}
}

func TestKappaStep(t *testing.T) {
	in := table("item first second files",
		[]any{"notice", "pass", "pass", int64(20)}, []any{"notice", "pass", "fail", int64(5)}, []any{"notice", "fail", "pass", int64(10)},
		[]any{"notice", "fail", "fail", int64(15)}, []any{"notice", nil, "fail", int64(7)},
		[]any{"log", "pass", "pass", int64(9)}, []any{"bundle", "pass", "pass", int64(1)}, []any{"bundle", "fail", "fail", int64(2)})
	out := run(t, "kappa", in, map[string]string{"by": "item", "first": "first", "second": "second", "n": "files", "kappa": "kappa"})
	if want := []string{"item", "files", "kappa", "kappa_low", "kappa_high", "kappa_agreement"}; !reflect.DeepEqual(out.Columns, want) {
		t.Errorf("columns %q", out.Columns)
	}
	near(t, "kappa", out.Rows[0][2].(float64), 0.4, 1e-12)
	if r := out.Rows[0]; r[1] != int64(50) || r[5] != 0.7 {
		t.Errorf("notice %v", r)
	}
	if r := out.Rows[1]; r[2] != nil || r[5] != 1.0 {
		t.Errorf("all in one category: %v", r)
	}
	if r := out.Rows[2]; r[2] != 1.0 || r[3] != nil {
		t.Errorf("all agree: %v", r)
	}
	if len(out.Notes) != 3 || !strings.Contains(out.Notes[2], "(7)") {
		t.Errorf("notes %q", out.Notes)
	}
}

func TestFunnelStepOverdispersion(t *testing.T) {
	in := table("k n")
	for _, k := range []int64{50, 51, 49, 50, 52} {
		in.Rows = append(in.Rows, []any{k, int64(100)})
	}
	calm := run(t, "funnel", in, map[string]string{"k": "k", "n": "n", "overdispersion": "yes"})
	plain := run(t, "funnel", in, map[string]string{"k": "k", "n": "n"})
	if !reflect.DeepEqual(calm.Rows, plain.Rows) || !strings.Contains(calm.Notes[0], "no more than that (0.02 times chance)") {
		t.Errorf("calm: %q", calm.Notes)
	}
	for i, k := range []int64{20, 80, 35, 65, 50} {
		in.Rows[i][0] = k
	}
	wide := run(t, "funnel", in, map[string]string{"k": "k", "n": "n", "overdispersion": "yes"})
	plain = run(t, "funnel", in, map[string]string{"k": "k", "n": "n"})
	if !(col(t, wide, "low95")[0].(float64) < col(t, plain, "low95")[0].(float64)) || col(t, plain, "position")[0] != stats.Below998 || col(t, wide, "position")[0] != stats.Within {
		t.Errorf("wide: %v %q", wide.Rows, wide.Notes)
	}
}

// Pooled 200/400; Binomial(100, 0.5) limits are 40 and 60, 35 and 65. On a limit is not beyond it.
func TestFunnelStepOnALimit(t *testing.T) {
	in := table("k n", []any{int64(40), int64(100)}, []any{int64(60), int64(100)}, []any{int64(35), int64(100)}, []any{int64(65), int64(100)})
	got := col(t, run(t, "funnel", in, map[string]string{"k": "k", "n": "n"}), "position")
	if want := []any{stats.Within, stats.Within, stats.Below95, stats.Above95}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPoissonFunnelStep(t *testing.T) {
	in := table("k officers", []any{int64(10), int64(1000)}, []any{int64(0), int64(1000)}, []any{int64(0), int64(0)})
	out := run(t, "poisson_funnel", in, map[string]string{"k": "k", "exposure": "officers"})
	// Pooled 10 over 2,000: 5 a 1,000. Poisson(5): 2.5 % at 1, 97.5 % at 10, 0.1 % at 0, 99.9 % at 13.
	if want := []any{5.0, 1.0, 10.0, 0.0, 13.0, stats.Within}; !reflect.DeepEqual(out.Rows[0][2:], want) {
		t.Errorf("got %v, want %v", out.Rows[0], want)
	}
	if out.Rows[1][7] != stats.Below95 || out.Rows[2][3] != nil {
		t.Errorf("got %v", out.Rows)
	}
	// One without a headcount changes nothing for the rest.
	in.Rows = append(in.Rows, []any{int64(99), nil})
	without := run(t, "poisson_funnel", in, map[string]string{"k": "k", "exposure": "officers"})
	if !reflect.DeepEqual(without.Rows[:3], out.Rows) || !reflect.DeepEqual(without.Rows[3][2:], []any{5.0, nil, nil, nil, nil, nil}) {
		t.Errorf("got %v", without.Rows)
	}
	if _, err := stats.Steps()["poisson_funnel"].Run(table("k officers", []any{int64(1), int64(0)}), map[string]string{"k": "k", "exposure": "officers"}); err == nil {
		t.Error("one over nobody passed")
	}
}

func TestProvisionalStep(t *testing.T) {
	out := run(t, "provisional", table("open", []any{int64(0)}, []any{int64(1)}), map[string]string{"open": "open", "mark": "state"})
	if got := col(t, out, "state"); !reflect.DeepEqual(got, []any{stats.Complete, stats.Provisional}) {
		t.Errorf("got %v", got)
	}
}
