package stats_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"proceedings/queries/stats"
)

// What holds whatever the numbers are, on random ones; no other implementation
// is needed.

func forRandom(t *testing.T, n int, check func(*rand.Rand)) {
	t.Helper()
	for seed := range uint64(n) {
		check(rand.New(rand.NewPCG(seed, 7)))
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

func TestIntervalsContainTheEstimate(t *testing.T) {
	forRandom(t, 500, func(rng *rand.Rand) {
		n := 1 + rng.Int64N(200)
		k, more := rng.Int64N(n+1), rng.Int64N(100)
		p := float64(k) / float64(n)
		type pair struct{ low, high float64 }
		var wilson, exact, finite pair
		wilson.low, wilson.high = stats.Wilson(k, n)
		exact.low, exact.high = stats.Exact(k, n)
		finite.low, finite.high = stats.Finite(k, n, n+more)
		for name, i := range map[string]pair{"wilson": wilson, "exact": exact, "finite": finite} {
			if !(0 <= i.low && i.low <= p && p <= i.high && i.high <= 1) {
				t.Errorf("%s of %d/%d (of %d): %v to %v", name, k, n, n+more, i.low, i.high)
			}
		}
		if slack := 1e-12; finite.low < wilson.low-slack || finite.high > wilson.high+slack {
			t.Errorf("a finite population of %d makes %d/%d less certain", n+more, k, n)
		}
		// Counting the other outcome mirrors the interval.
		if low, high := stats.Exact(n-k, n); math.Abs(low-(1-exact.high)) > 1e-9 || math.Abs(high-(1-exact.low)) > 1e-9 {
			t.Errorf("exact of %d/%d is no mirror of that of %d/%d", n-k, n, k, n)
		}
	})
}

func TestTwoRatesSwapped(t *testing.T) {
	forRandom(t, 500, func(rng *rand.Rand) {
		n1, n2 := 1+rng.Int64N(200), 1+rng.Int64N(200)
		k1, k2 := rng.Int64N(n1+1), rng.Int64N(n2+1)
		d, low, high := stats.Newcombe(k1, n1, k2, n2)
		e, eLow, eHigh := stats.Newcombe(k2, n2, k1, n1)
		if !(-1-1e-12 <= low && low <= d && d <= high && high <= 1+1e-12) || math.Abs(d+e)+math.Abs(low+eHigh)+math.Abs(high+eLow) > 1e-9 {
			t.Errorf("%d/%d − %d/%d: %v, %v to %v; swapped %v, %v to %v", k1, n1, k2, n2, d, low, high, e, eLow, eHigh)
		}
		if k1 == 0 || k2 == 0 {
			return
		}
		r, rLow, rHigh := stats.RateRatio(k1, n1, k2, n2)
		q, qLow, qHigh := stats.RateRatio(k2, n2, k1, n1)
		slack := 1e-9
		if !(0 < rLow && rLow <= r+slack && r <= rHigh+slack) || math.Abs(r*q-1) > slack || math.Abs(rLow*qHigh-1) > slack || math.Abs(rHigh*qLow-1) > slack {
			t.Errorf("%d/%d over %d/%d: %v, %v to %v; swapped %v, %v to %v", k1, n1, k2, n2, r, rLow, rHigh, q, qLow, qHigh)
		}
	})
}

func TestSurvivalProperties(t *testing.T) {
	forRandom(t, 300, func(rng *rand.Rand) {
		delayed := rng.IntN(2) == 0
		people := randomPeople(rng, 1+rng.IntN(60), 1+rng.Int64N(80), delayed, true)
		seen := durations(people, delayed)
		curve, incidence := stats.KaplanMeier(seen), stats.AalenJohansen(seen)
		s, event, other := 1.0, 0.0, 0.0
		for i, p := range curve {
			f := incidence[i]
			if math.IsNaN(p.S) || math.IsNaN(f.Event) {
				continue // what comes after is empty too: see TestDelayedEntryThatRunsEmpty
			}
			if p.S > s || p.S < 0 || f.Event < event || f.Other < other {
				t.Errorf("at %d: S %v after %v, event %v after %v, other %v after %v", p.T, p.S, s, f.Event, event, f.Other, other)
			}
			if math.Abs(f.Event+f.Other+f.Neither-1) > 1e-12 {
				t.Errorf("at %d: %v + %v + %v is not 1", p.T, f.Event, f.Other, f.Neither)
			}
			if f.Event > 1-p.S+1e-12 {
				t.Errorf("at %d: Aalen–Johansen %v is over 1 − Kaplan–Meier %v", p.T, f.Event, 1-p.S)
			}
			if p.S > 0 && p.S < 1 && !(p.Low <= p.S && p.S <= p.High) {
				t.Errorf("at %d: %v is not in %v to %v", p.T, p.S, p.Low, p.High)
			}
			if _, low, high := incidence.Interval(p.T); f.Event > 0 && f.Event < 1 && !(low <= f.Event && f.Event <= high) {
				t.Errorf("at %d: %v is not in %v to %v", p.T, f.Event, low, high)
			}
			s, event, other = p.S, f.Event, f.Other
		}
		shuffled := append([]stats.Duration{}, seen...)
		rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if withoutNaN(stats.KaplanMeier(shuffled)) != withoutNaN(curve) || !reflect.DeepEqual(stats.AalenJohansen(shuffled), incidence) && !delayed {
			t.Error("the order of the rows changes the curve")
		}
	})
}

func TestForecastProperties(t *testing.T) {
	forRandom(t, 200, func(rng *rand.Rand) {
		past := durations(randomPeople(rng, 1+rng.IntN(60), 1+rng.Int64N(80), false, true), false)
		var open []stats.Waiting
		for range rng.IntN(10) {
			open = append(open, stats.Waiting{T: rng.Int64N(90), Open: 1 + rng.Int64N(3)})
		}
		near, far := stats.Forecast(past, open, 10), stats.Forecast(past, open, 30)
		for _, e := range []stats.Expected{near, far} {
			if !(0 <= e.Low && float64(e.Low) <= math.Ceil(e.Mean) && math.Floor(e.Mean) <= float64(e.High) && e.High <= e.Open-e.Beyond) {
				t.Errorf("%+v", e)
			}
		}
		if near.Mean > far.Mean+1e-12 || near.Beyond != far.Beyond {
			t.Errorf("fewer are expected within 30 than within 10: %+v, %+v", near, far)
		}
	})
}

func TestChartsOfConstantSeries(t *testing.T) {
	for _, v := range []float64{0, 1, 0.1, 1.0 / 3, 1e9 + 0.7, -4} {
		x := make([]float64, 30)
		for i := range x {
			x[i] = v
		}
		charts := []stats.Chart{stats.XmR(x), stats.XmROptions{Screen: true, Run: 6, Baseline: 12}.Chart(x)}
		if v >= 0 {
			charts = append(charts, stats.TChart(x))
		}
		for _, c := range charts {
			slack := 1e-9 * math.Max(1, math.Abs(v))
			near(t, "mean", c.Mean, v, slack)
			near(t, "lower", c.Lower, v, slack)
			near(t, "upper", c.Upper, v, slack)
			for i, s := range c.Signals {
				if s != "" {
					t.Fatalf("a series of %v only: point %d has %s", v, i, s)
				}
			}
		}
	}
}

func TestChartsMoveWithTheirSeries(t *testing.T) {
	forRandom(t, 300, func(rng *rand.Rand) {
		x := walk(rng, 2+rng.IntN(40), 1)
		y, up := make([]float64, len(x)), map[string]string{
			"": "", "above_limit": "below_limit", "trend_up": "trend_down", "two_of_three_high": "two_of_three_low", "run_above": "run_below",
			"below_limit": "above_limit", "trend_down": "trend_up", "two_of_three_low": "two_of_three_high", "run_below": "run_above",
		}
		for i := range x {
			y[i] = 100 - x[i]
		}
		c, d := stats.XmR(x), stats.XmR(y)
		near(t, "upper", d.Upper, 100-c.Lower, 1e-9)
		near(t, "lower", d.Lower, 100-c.Upper, 1e-9)
		for i := range x {
			if up[c.Signals[i]] != d.Signals[i] {
				t.Errorf("point %d: %q, upside down %q (%v)", i, c.Signals[i], d.Signals[i], x)
			}
		}
	})
}

// The order of rows changes no figure of a funnel or an agreement.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	forRandom(t, 100, func(rng *rand.Rand) {
		var k, n []int64
		for range 2 + rng.IntN(30) {
			m := 1 + rng.Int64N(100)
			k, n = append(k, rng.Int64N(m+1)), append(n, m)
		}
		d := stats.Disperse(k, n)
		order := rng.Perm(len(k))
		var k2, n2 []int64
		for _, i := range order {
			k2, n2 = append(k2, k[i]), append(n2, n[i])
		}
		e := stats.Disperse(k2, n2)
		if math.Abs(d.Phi-e.Phi) > 1e-9 || math.Abs(d.Tau2-e.Tau2) > 1e-9 || d.Tau2 < 0 {
			t.Errorf("%+v in one order, %+v in another", d, e)
		}
	})
	// Kappa does not change when raters are swapped.
	forRandom(t, 100, func(rng *rand.Rand) {
		size := 2 + rng.IntN(3)
		a, b := make([][]int64, size), make([][]int64, size)
		for i := range size {
			a[i], b[i] = make([]int64, size), make([]int64, size)
		}
		for i := range size {
			for j := range size {
				v := rng.Int64N(9)
				a[i][j], b[j][i] = v, v
			}
		}
		for _, w := range []string{"", stats.Linear, stats.Quadratic} {
			x, y := stats.Kappa(a, w), stats.Kappa(b, w)
			if x.Kappa > 1 || math.Abs(x.Kappa-y.Kappa) > 1e-12 || math.Abs(x.SE-y.SE) > 1e-9 {
				t.Errorf("%s: %+v, swapped %+v", w, x, y)
			}
		}
	})
}
