package stats_test

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"proceedings/queries/stats"
)

func TestExactVectors(t *testing.T) {
	for _, v := range []struct {
		k, n      int64
		low, high float64 // per cent
	}{{70, 87, 70.6, 88.2}, {5, 7, 29.0, 96.3}, {0, 9, 0, 33.6}, {3, 3, 29.2, 100}} {
		low, high := stats.Exact(v.k, v.n)
		near(t, "exact low", 100*low, v.low, 0.05)
		near(t, "exact high", 100*high, v.high, 0.05)
	}
}

// Newcombe 1998, table II, method 10: 56/70 − 48/80 and 9/10 − 3/10, 6/7 − 2/7, 5/56 − 0/29, 0/10 − 0/20, 10/10 − 0/10.
func TestNewcombeVectors(t *testing.T) {
	for _, v := range []struct {
		k1, n1, k2, n2 int64
		low, high      float64
	}{
		{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926}, {0, 10, 0, 20, -0.1611, 0.2775}, {10, 10, 0, 10, 0.6075, 1},
	} {
		difference, low, high := stats.Newcombe(v.k1, v.n1, v.k2, v.n2)
		near(t, "difference", difference, float64(v.k1)/float64(v.n1)-float64(v.k2)/float64(v.n2), 1e-12)
		near(t, "low", low, v.low, 0.00005)
		near(t, "high", high, v.high, 0.00005)
	}
	// "79 % → 80 %" between years is no change.
	if _, low, high := stats.Newcombe(70, 87, 85, 107); low > 0 || high < 0 {
		t.Errorf("70/87 and 85/107 differ: %v to %v", low, high)
	}
}

// Koopman 1984, his example: 36/40 over 16/80 gives 2.94 to 7.15.
func TestRateRatioVectors(t *testing.T) {
	ratio, low, high := stats.RateRatio(36, 40, 16, 80)
	near(t, "ratio", ratio, 4.5, 1e-12)
	near(t, "low", low, 2.94, 0.005)
	near(t, "high", high, 7.15, 0.005)
	if ratio, low, high := stats.RateRatio(0, 10, 3, 10); ratio != 0 || low != 0 || !(high > 0 && high < 3) {
		t.Errorf("0/10 over 3/10: %v, %v to %v", ratio, low, high)
	}
	if ratio, low, high := stats.RateRatio(3, 10, 0, 10); !math.IsNaN(ratio) || !(low > 0) || !math.IsNaN(high) {
		t.Errorf("3/10 over 0/10: %v, %v to %v", ratio, low, high)
	}
	if ratio, low, high := stats.RateRatio(0, 10, 0, 10); !math.IsNaN(ratio) || !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("0/10 over 0/10: %v, %v to %v", ratio, low, high)
	}
}

// A sample of all is certain; of nearly all, the limits are what is left possible; of a
// large population it is Wilson's interval. In between it covers 95 % or nearly.
func TestFinite(t *testing.T) {
	if low, high := stats.Finite(3, 10, 10); low != 0.3 || high != 0.3 {
		t.Errorf("all: %v to %v", low, high)
	}
	if low, high := stats.Finite(1, 9, 10); low != 0.1 || high > 0.2+1e-12 {
		t.Errorf("1 of 9 of 10: %v to %v, possible is 0.1 to 0.2", low, high)
	}
	low, high := stats.Finite(5, 7, 1e12)
	wLow, wHigh := stats.Wilson(5, 7)
	near(t, "low", low, wLow, 1e-9)
	near(t, "high", high, wHigh, 1e-9)
	// Mean coverage over all populations of 60 from which 20 are drawn, by counting samples.
	covered := 0.0
	for marked := int64(0); marked <= 60; marked++ {
		for k := int64(0); k <= 20; k++ {
			low, high := stats.Finite(k, 20, 60)
			if p := float64(marked) / 60; low <= p+1e-12 && p <= high+1e-12 {
				covered += hypergeometric(k, 20, marked, 60) / 61
			}
		}
	}
	if covered < 0.945 || covered > 0.975 {
		t.Errorf("the interval covers %v of the time", covered)
	}
}

func hypergeometric(k, n, marked, population int64) float64 {
	ways := new(big.Rat).SetInt(new(big.Int).Mul(new(big.Int).Binomial(marked, k), new(big.Int).Binomial(population-marked, n-k)))
	if k > marked || n-k > population-marked {
		return 0
	}
	p, _ := ways.Quo(ways, new(big.Rat).SetInt(new(big.Int).Binomial(population, n))).Float64()
	return p
}

// 5.4, screened: only the ranges 8 and 9 of the point 10 are 3.267 mean ranges or
// more ((15 + 17)/17 × 3.267 = 6.15), and 15 ranges of 1 remain.
func TestXmRScreenedVector(t *testing.T) {
	x := []float64{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}
	chart := stats.XmROptions{Screen: true}.Chart(x)
	near(t, "mean", chart.Mean, 1.944, 0.0005)
	near(t, "lower", chart.Lower, -0.716, 0.0005)
	near(t, "upper", chart.Upper, 4.604, 0.0005)
}

// 5.6 with everybody under observation from 0 is as without entries; and by hand:
// six people, one from 0 with the event at 10, one from 0 censored at 40, two from 5 on
// (event at 20, at 30), one from 10 on (event at 20) and one from 25 on (censored at 35).
func TestDelayedEntryByHand(t *testing.T) {
	seen := []stats.Duration{
		{T: 0, Entered: 2}, {T: 5, Entered: 2}, {T: 10, Events: 1, Entered: 1}, {T: 20, Events: 2},
		{T: 25, Entered: 1}, {T: 30, Events: 1}, {T: 35, Censored: 1}, {T: 40, Censored: 1},
	}
	// At risk at 10: two from 0 and two from 5, not who comes at 10. At 20: 4 − 1 + 1 = 4.
	// At 30: 4 − 2 + 1 = 3; at 35: 2; at 40: 1.
	want := []struct {
		t, atRisk int64
		s         float64
	}{{10, 4, 3.0 / 4}, {20, 4, 3.0 / 8}, {30, 3, 1.0 / 4}, {35, 2, 1.0 / 4}, {40, 1, 1.0 / 4}}
	curve := stats.KaplanMeier(seen)
	if len(curve) != len(want) {
		t.Fatalf("%d points: %+v", len(curve), curve)
	}
	for i, w := range want {
		if p := curve[i]; p.T != w.t || p.AtRisk != w.atRisk {
			t.Errorf("at %d: %+v", w.t, p)
		}
		near(t, fmt.Sprint("S at ", w.t), curve[i].S, w.s, 1e-12)
	}
	all := append([]stats.Duration{{T: 0, Entered: 9}}, survivalVector...)
	if got, plain := stats.KaplanMeier(all), stats.KaplanMeier(survivalVector); !reflect.DeepEqual(withoutNaN(got), withoutNaN(plain)) {
		t.Errorf("entered at 0: %v, without entries %v", got, plain)
	}
}

func withoutNaN(c stats.Curve) string { return fmt.Sprint(c) }

// A risk set that runs empty while others are yet to come under observation says
// nothing of what follows; least of all that nobody waits longer.
func TestDelayedEntryThatRunsEmpty(t *testing.T) {
	for name, tt := range map[string]struct {
		seen  []stats.Duration
		known []bool // of each time with an end
	}{
		"all gone by the event":     {[]stats.Duration{{T: 0, Entered: 2}, {T: 10, Events: 1}, {T: 20, Events: 1}, {T: 30, Entered: 1}, {T: 40, Events: 1}}, []bool{true, false, false}},
		"all gone, none by it":      {[]stats.Duration{{T: 0, Entered: 2}, {T: 10, Events: 1}, {T: 20, Censored: 1}, {T: 30, Entered: 1}, {T: 40, Events: 1}}, []bool{true, false, false}},
		"all gone as another comes": {[]stats.Duration{{T: 0, Entered: 1}, {T: 10, Events: 1, Entered: 1}, {T: 40, Events: 1}}, []bool{false, false}},
		"censored as another comes": {[]stats.Duration{{T: 0, Entered: 1}, {T: 10, Censored: 1, Entered: 1}, {T: 40, Censored: 1}}, []bool{true, true}},
		"nobody at the beginning":   {[]stats.Duration{{T: 5, Entered: 2}, {T: 10, Events: 1}, {T: 20, Censored: 1}}, []bool{false, false}},
		"never empty":               {[]stats.Duration{{T: 0, Entered: 2}, {T: 5, Entered: 1}, {T: 10, Events: 1}, {T: 20, Events: 2}}, []bool{true, true}},
	} {
		curve, incidence := stats.KaplanMeier(tt.seen), stats.AalenJohansen(tt.seen)
		for i, known := range tt.known {
			if math.IsNaN(curve[i].S) == known || math.IsNaN(incidence[i].Event) == known {
				t.Errorf("%s: at %d known is not %v: %+v", name, curve[i].T, known, curve[i])
			}
			if (curve.By(curve[i].T) != nil) != known || (incidence.At(curve[i].T) != nil) != known {
				t.Errorf("%s: a share by %d where known is %v", name, curve[i].T, known)
			}
		}
	}
}

// By hand: four people; event at 10, competing end at 20, event at 30, censored at
// 40. F(10) = 1/4, other(20) = 3/4 × 1/3 = 1/4, F(30) = 1/4 + 2/4 × 1/2 = 1/2. One minus
// Kaplan–Meier would say 1 − 3/4 × 1/2 = 5/8.
func TestAalenJohansenByHand(t *testing.T) {
	seen := []stats.Duration{{T: 10, Events: 1}, {T: 20, Competing: 1}, {T: 30, Events: 1}, {T: 40, Censored: 1}}
	curve := stats.AalenJohansen(seen)
	for _, w := range []struct {
		t            int64
		event, other float64
	}{{9, 0, 0}, {10, 0.25, 0}, {20, 0.25, 0.25}, {30, 0.5, 0.25}, {40, 0.5, 0.25}} {
		at := curve.At(w.t)
		near(t, fmt.Sprint("event by ", w.t), at.Event, w.event, 1e-12)
		near(t, fmt.Sprint("other by ", w.t), at.Other, w.other, 1e-12)
	}
	if curve.At(41) != nil {
		t.Error("a share is given for a time that nobody was followed to")
	}
	near(t, "1 − KM", *stats.KaplanMeier(seen).By(30), 0.625, 1e-12)
}

// Without competing ends Aalen–Johansen is one minus Kaplan–Meier, and its
// standard error Greenwood's: the vector of 5.6.
func TestAalenJohansenWithoutCompetingEnds(t *testing.T) {
	curve := stats.AalenJohansen(survivalVector)
	for _, p := range stats.KaplanMeier(survivalVector) {
		near(t, "event", curve.At(p.T).Event, 1-p.S, 1e-12)
		se, _, _ := curve.Interval(p.T)
		near(t, "SE", se, p.SE, 1e-12)
	}
}

// Four of eight is one half, though a product of fractions may be a little more.
func TestMedianIsNotLateByRounding(t *testing.T) {
	for n := int64(2); n <= 60; n += 2 {
		var seen []stats.Duration
		for i := range n {
			seen = append(seen, stats.Duration{T: i + 1, Events: 1})
		}
		if median, _, _ := stats.KaplanMeier(seen).Median(); *median != n/2 {
			t.Errorf("%d times: median %d", n, *median)
		}
	}
}

// Who is withdrawn is censored to Kaplan–Meier, so that one who comes as the last
// other is withdrawn leaves survival known; nobody is left of whom Aalen–Johansen speaks.
func TestDelayedEntryAtAWithdrawal(t *testing.T) {
	seen := []stats.Duration{{T: 0, Entered: 1}, {T: 10, Competing: 1, Entered: 1}, {T: 40, Censored: 1}}
	if c := stats.KaplanMeier(seen); c[0].S != 1 || c[1].S != 1 {
		t.Errorf("survival %+v", c)
	}
	if c := stats.AalenJohansen(seen); !math.IsNaN(c[0].Event) || !math.IsNaN(c[1].Event) {
		t.Errorf("incidence %+v", c)
	}
}

// Twenty events, one a day: a quarter by day 5, three quarters by day 15.
func TestQuartiles(t *testing.T) {
	var seen []stats.Duration
	for i := range int64(20) {
		seen = append(seen, stats.Duration{T: i + 1, Events: 1})
	}
	c := stats.KaplanMeier(seen)
	if a, b := c.Reached(0.25), c.Reached(0.75); *a != 5 || *b != 15 {
		t.Errorf("quartiles %d and %d", *a, *b)
	}
}

// By hand: 10 and 30 of 100, pooled 0.2, σ 0.04, z −2.5 and 2.5, range 5, σz 5/1.128 =
// 4.4326: limits 0.2 ± 3 × 0.04 × 4.4326, so 0 and 0.7319.
func TestPPrimeByHand(t *testing.T) {
	pooled, lower, upper, _ := stats.PPrime([]int64{10, 30}, []int64{100, 100})
	near(t, "pooled", pooled, 0.2, 1e-12)
	near(t, "lower", lower[0], 0, 0)
	near(t, "upper", upper[1], 0.73191, 0.00001)
}

// By hand: 1 and 2^3.6 = 12.1257 days are 1 and 2 on the scale: mean 1.5, range 1, limits
// −1.16 and 4.16, which is 4.16^3.6 = exp(3.6 × 1.425515) = 169.3 days.
func TestTChartByHand(t *testing.T) {
	c := stats.TChart([]float64{1, math.Pow(2, 3.6)})
	near(t, "mean", c.Mean, 4.3049, 0.0005)
	near(t, "lower", c.Lower, 0, 0)
	near(t, "upper", c.Upper, 169.33, 0.05)
}

// By hand: 30^(1/3.6) = exp(3.401197/3.6) = 2.5721. Ten of 30 days and one of 0: mean 25.721/11 = 2.3383, two
// ranges of 2.5721 in ten, mean 0.51442: lower limit 2.3383 - 1.3684 = 0.9699, which is 0.896 days. No count of whole
// days but 0 is below it, and 0 may be anything up to a day. Sixteen of 30 and one of 0: the lower limit is 5.02 days, and 0 is below it.
func TestTChartOfWholeDaysByHand(t *testing.T) {
	few := []float64{30, 30, 30, 30, 30, 0, 30, 30, 30, 30, 30}
	c := stats.TChart(few)
	near(t, "lower", c.Lower, 0.896, 0.001)
	if c.Signals[5] != stats.BelowLimit {
		t.Errorf("signals %q", c.Signals)
	}
	whole := stats.TChartOfWholeDays(few)
	near(t, "lower", whole.Lower, 0, 0)
	near(t, "mean", whole.Mean, c.Mean, 0)
	near(t, "upper", whole.Upper, c.Upper, 0)
	if slices.ContainsFunc(whole.Signals, func(s string) bool { return s != "" }) {
		t.Errorf("signals %q", whole.Signals)
	}
	many := append(few[:6:6], 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30)
	whole = stats.TChartOfWholeDays(many)
	near(t, "lower", whole.Lower, 5.0224, 0.0005)
	if whole.Signals[5] != stats.BelowLimit {
		t.Errorf("signals %q", whole.Signals)
	}
}

// By hand: asin √¼ = π/6, asin √½ = π/4, asin √¾ = π/3, so z = ∓ (π/12) × 20 = 5.2360, a tenth of the
// way in 4.1888, and φ 17.5460; weights 400 each: τ² = (2 × 17.5460 − 1) / (800 − 320,000 / 800) = 0.085230.
func TestDispersionByHand(t *testing.T) {
	d := stats.Disperse([]int64{25, 75}, []int64{100, 100})
	near(t, "φ", d.Phi, 17.5460, 0.0001)
	near(t, "τ²", d.Tau2, 0.085230, 0.000001)
}

// By hand, three ordered grades, one item each at (1,1), (1,3), (2,2) and (3,2). Linear
// likeness is 1, ½, 0 for 0, 1, 2 steps: seen (1 + 0 + 1 + ½)/4 = 0.625; marginals ½ ¼ ¼ and
// ¼ ½ ¼: chance ½(¼ + ¼ + 0) + ¼(⅛ + ½ + ⅛) + ¼(0 + ¼ + ¼) = 0.5625; kappa 0.0625/0.4375 = 1/7.
// Quadratic is 1, ¾, 0: seen 2.75/4 = 0.6875; chance ½(¼ + ⅜) + ¼(3/16 + ½ + 3/16) + ¼(⅜ + ¼) =
// 0.6875; kappa 0.
func TestWeightedKappaByHand(t *testing.T) {
	cells := [][]int64{{1, 0, 1}, {0, 1, 0}, {0, 1, 0}}
	near(t, "linear", stats.Kappa(cells, stats.Linear).Kappa, 1.0/7, 1e-12)
	near(t, "quadratic", stats.Kappa(cells, stats.Quadratic).Kappa, 0, 1e-12)
}

// By hand: past as in TestAalenJohansenByHand. Who has waited 15 days has an event
// within 20 (by 35) with probability (1/2 − 1/4) / (3/4) = 1/3; three of them: P(0) = 8/27 =
// 0.296, P(≤ 2) = 26/27 = 0.963, so 0 to 3. Who has waited 30 is beyond the last event.
func TestForecastByHand(t *testing.T) {
	past := []stats.Duration{{T: 10, Events: 1}, {T: 20, Competing: 1}, {T: 30, Events: 1}, {T: 40, Censored: 1}}
	got := stats.Forecast(past, []stats.Waiting{{T: 15, Open: 3}, {T: 30, Open: 2}}, 20)
	near(t, "expected", got.Mean, 1, 1e-12)
	got.Mean = 0
	if want := (stats.Expected{Open: 5, Low: 0, High: 3, Beyond: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := stats.Forecast(past, []stats.Waiting{{T: 15, Open: 3}}, 30); got.Partly != 3 {
		t.Errorf("a horizon past the longest time followed: %+v", got)
	}
	if got := stats.Forecast(past, []stats.Waiting{{T: 15, Open: 3}}, 25); got.Partly != 0 {
		t.Errorf("a horizon at the longest time followed: %+v", got)
	}
	if got := stats.Forecast(nil, []stats.Waiting{{T: 15, Open: 3}}, 30); got.Beyond != 3 || got.Mean != 0 {
		t.Errorf("without a past: %+v", got)
	}
}

// By hand, Cohen: 20 and 15 alike of 50, marginals 25/25 and 30/20: chance 0.5,
// kappa (0.7 − 0.5) / 0.5 = 0.4.
func TestKappaByHand(t *testing.T) {
	a := stats.Kappa([][]int64{{20, 5}, {10, 15}}, "")
	near(t, "share", a.Share, 0.7, 1e-12)
	near(t, "kappa", a.Kappa, 0.4, 1e-12)
	if a := stats.Kappa([][]int64{{9, 0}, {0, 0}}, ""); !math.IsNaN(a.Kappa) || a.Share != 1 {
		t.Errorf("all in one category: %+v", a)
	}
	if a := stats.Kappa([][]int64{{2, 0}, {0, 1}}, ""); a.Kappa != 1 || !math.IsNaN(a.Low) {
		t.Errorf("all agree: %+v", a)
	}
}

// Of twenty rows two at each end are drawn in, so that one outlying row does not
// widen the limits it is to be judged by.
func TestDispersionDrawsExtremesIn(t *testing.T) {
	var k, n []int64
	for i := range int64(20) {
		k, n = append(k, 45+i%2*10), append(n, 100)
	}
	calm := stats.Disperse(k, n)
	k[0] = 100
	wild := stats.Disperse(k, n)
	if wild.Phi > 2*calm.Phi {
		t.Errorf("one extreme row takes φ from %v to %v", calm.Phi, wild.Phi)
	}
	if d := stats.Disperse([]int64{50, 50}, []int64{100, 100}); d.Phi != 0 || d.Tau2 != 0 {
		t.Errorf("equal rows: %+v", d)
	}
}

func TestPoissonLimitBySumming(t *testing.T) {
	for _, m := range []float64{0, 0.3, 1, 4.5, 60} {
		for _, level := range []float64{0.001, 0.025, 0.975, 0.999} {
			term, sum, x := math.Exp(-m), 0.0, int64(0)
			for sum += term; sum < level; sum += term {
				x++
				term *= m / float64(x)
			}
			if got := stats.PoissonLimit(m, level); got != x {
				t.Errorf("mean %v level %v: got %d, want %d", m, level, got, x)
			}
		}
	}
}

// Every step refuses text where it needs numbers, and a column that is not there.
func TestEveryStepRefusesWhatItCannotRead(t *testing.T) {
	values := map[string]string{"overdispersion": "yes", "at": "100", "event_name": "heard", "competing_name": "withdrawn", "least": "20", "what": "things"}
	for name, step := range stats.Steps() {
		args, in := map[string]string{}, stats.Table{Rows: [][]any{nil}}
		for _, arg := range step.Needs {
			args[arg] = arg
			if v, ok := values[arg]; ok {
				args[arg] = v
			} else if !slices.Contains(strings.Fields("rate difference ratio kappa median mark"), arg) {
				in.Columns = append(in.Columns, arg)
				in.Rows[0] = append(in.Rows[0], "text")
			}
			if arg == "rate" {
				in.Columns, in.Rows[0] = append(in.Columns, "rate"), append(in.Rows[0], nil)
			}
		}
		if err := step.CheckArgs(args); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := step.Run(in, args); err == nil {
			t.Errorf("%s: text passed as a number", name)
		}
		in.Columns, in.Rows = nil, [][]any{{}}
		if _, err := step.Run(in, args); err == nil {
			t.Errorf("%s: columns that are not there passed", name)
		}
	}
}
