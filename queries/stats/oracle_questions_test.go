package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"proceedings/queries/stats"
)

func shareQuestions(rng *rand.Rand) (all []question) {
	for i := range 60 {
		n := 1 + rng.Int64N([]int64{9, 90, 3000}[i%3])
		k := []int64{0, n, rng.Int64N(n + 1), rng.Int64N(n + 1), rng.Int64N(n + 1)}[i%5]
		population := n + rng.Int64N(2*n)*int64(i%4)
		for name, interval := range map[string]func(k, n int64) (low, high float64){
			"wilson": stats.Wilson, "exact": stats.Exact,
			"finite": func(k, n int64) (float64, float64) { return stats.Finite(k, n, population) },
		} {
			all = append(all, question{map[string]any{"stat": name, "k": k, "n": n, "population": population}, func(t *testing.T, a answer) {
				low, high := interval(k, n)
				agree(t, "low", low, a.at(0), tight)
				agree(t, "high", high, a.at(1), tight)
			}})
		}
	}
	return all
}

func pairQuestions(rng *rand.Rand) (all []question) {
	for i := range 60 {
		n1, n2 := 1+rng.Int64N([]int64{9, 90, 3000}[i%3]), 1+rng.Int64N([]int64{9, 90, 3000}[i%3])
		k1, k2 := rng.Int64N(n1+1), rng.Int64N(n2+1)
		switch i % 10 {
		case 0:
			k1, k2 = 0, max(1, k2)
		case 1:
			k1, k2 = max(1, k1), 0
		case 2:
			k1, k2 = n1, n2
		case 3:
			k1, k2 = n1, max(1, k2)
		}
		if k1+k2 == 0 {
			k1 = 1
		}
		args := func(name string) map[string]any {
			return map[string]any{"stat": name, "k1": k1, "n1": n1, "k2": k2, "n2": n2}
		}
		check := func(compare func(k1, n1, k2, n2 int64) (value, low, high float64)) func(*testing.T, answer) {
			return func(t *testing.T, a answer) {
				value, low, high := compare(k1, n1, k2, n2)
				for i, got := range []float64{value, low, high} {
					agree(t, []string{"value", "low", "high"}[i], got, a.at(i), tight)
				}
				if len(a.list) == 5 && a.list[3] != nil { // the cubic's roots lose digits
					agree(t, "closed form low", low, a.at(3), 1e-6)
					agree(t, "closed form high", high, a.at(4), 1e-6)
				}
			}
		}
		all = append(all, question{args("newcombe"), check(stats.Newcombe)}, question{args("rate_ratio"), check(stats.RateRatio)})
	}
	return all
}

// person is a time, a kind (1 event, 2 competing end, 0 censored) and a time of entry.
type person [3]int64

func randomPeople(rng *rand.Rand, n int, times int64, delayed, ties bool) []person {
	var people []person
	kindOf := map[int64]int64{}
	for range n {
		p := person{1 + rng.Int64N(times), rng.Int64N(3), 0}
		if !ties { // a time has events or competing ends, never both
			if p[1] > 0 && kindOf[p[0]] > 0 {
				p[1] = kindOf[p[0]]
			}
			kindOf[p[0]] = max(kindOf[p[0]], p[1])
		}
		if delayed && rng.IntN(3) == 0 {
			p[2] = rng.Int64N(p[0])
		}
		people = append(people, p)
	}
	return people
}

func durations(people []person, delayed bool) []stats.Duration {
	var out []stats.Duration
	for _, p := range people {
		d := stats.Duration{T: p[0]}
		*[]*int64{&d.Censored, &d.Events, &d.Competing}[p[1]] = 1
		out = append(out, d)
		if delayed {
			out = append(out, stats.Duration{T: p[2], Entered: 1})
		}
	}
	return out
}

func survivalQuestions(rng *rand.Rand) (all []question) {
	for i := range 60 {
		delayed := i%3 == 2
		people := randomPeople(rng, 2+rng.IntN([]int{8, 40, 150}[i%3]), []int64{6, 300}[i%2], delayed, i%4 < 2)
		people = append(people, person{1000, 0, 0}, person{1001, 0, 0}) // so that the risk set never runs empty
		seen := durations(people, delayed)
		all = append(all,
			question{map[string]any{"stat": "km", "people": people}, func(t *testing.T, a answer) { checkCurve(t, stats.KaplanMeier(seen), a) }},
			question{map[string]any{"stat": "cif", "people": people}, func(t *testing.T, a answer) { checkIncidence(t, stats.AalenJohansen(seen), a) }})
	}
	return all
}

func checkCurve(t *testing.T, c stats.Curve, a answer) {
	times, s, se, low, high := a.numbers(t, "t"), a.numbers(t, "s"), a.numbers(t, "se"), a.numbers(t, "low"), a.numbers(t, "high")
	if len(times) != len(c) {
		t.Fatalf("%d points, the other implementation %d", len(c), len(times))
	}
	for i, p := range c {
		agree(t, "t", float64(p.T), times[i], 0)
		agree(t, "S", p.S, s[i], tight)
		if !math.IsNaN(se[i]) {
			agree(t, "SE", p.SE, se[i], tight)
		}
		if p.S < 1 { // lifelines gives 1 to 1 where survival is 1
			agree(t, "low", p.Low, low[i], tight)
			agree(t, "high", p.High, high[i], tight)
		}
	}
	median, mLow, mHigh := c.Median()
	for name, got := range map[string]*int64{"median": median, "median_low": mLow, "median_high": mHigh, "p25": c.Reached(0.25), "p75": c.Reached(0.75)} {
		v := math.NaN()
		if got != nil {
			v = float64(*got)
		}
		agree(t, name, v, a.number(t, name), 0)
	}
}

func checkIncidence(t *testing.T, c stats.Incidence, a answer) {
	event, other, se := a.numbers(t, "event"), a.numbers(t, "other"), a.numbers(t, "se")
	if len(event) != len(c) {
		t.Fatalf("%d points, the other implementation %d", len(c), len(event))
	}
	for i, p := range c {
		agree(t, "event", p.Event, event[i], tight)
		agree(t, "other", p.Other, other[i], tight)
		got, _, _ := c.Interval(p.T)
		agree(t, "SE", got, se[i], 1e-8) // the root of a difference: near 0 half the digits are lost
	}
	if a.named["statsmodels"] != nil {
		for i, v := range a.numbers(t, "statsmodels") {
			if !math.IsNaN(v) {
				agree(t, "statsmodels", c[i].Event, v, tight)
			}
		}
	}
	if a.named["lifelines"] == nil {
		return
	}
	event, low, high, variance := a.numbers(t, "lifelines"), a.numbers(t, "low"), a.numbers(t, "high"), a.numbers(t, "variance")
	for i, p := range c {
		agree(t, "lifelines", p.Event, event[i], tight)
		se, l, h := c.Interval(p.T)
		agree(t, "lifelines variance", se*se, variance[i], tight)
		if p.Event > 0 && p.Event < 1 {
			agree(t, "lifelines low", l, low[i], 1e-8)
			agree(t, "lifelines high", h, high[i], 1e-8)
		}
	}
}

func forecastQuestions(rng *rand.Rand) (all []question) {
	for i := range 30 {
		people := randomPeople(rng, 3+rng.IntN(60), 200, false, true)
		people = append(people, person{400, 0, 0})
		horizon := 1 + rng.Int64N(150)
		var open []stats.Waiting
		var asked [][2]int64
		for range rng.IntN(1 + 20*(i%3)) {
			w := stats.Waiting{T: rng.Int64N(230), Open: 1 + rng.Int64N(4)}
			open, asked = append(open, w), append(asked, [2]int64{w.T, w.Open})
		}
		all = append(all, question{map[string]any{"stat": "forecast", "people": people, "open": append([][2]int64{}, asked...), "horizon": horizon},
			func(t *testing.T, a answer) {
				e := stats.Forecast(durations(people, false), open, horizon)
				agree(t, "mean", e.Mean, a.number(t, "mean"), tight)
				agree(t, "low", float64(e.Low), a.number(t, "low"), 0)
				agree(t, "high", float64(e.High), a.number(t, "high"), 0)
				agree(t, "beyond", float64(e.Beyond), a.number(t, "beyond"), 0)
			}})
	}
	return all
}

func chartQuestions(rng *rand.Rand) (all []question) {
	for i := range 120 {
		x := walk(rng, 2+rng.IntN(50), i%3)
		o := stats.XmROptions{Screen: i%2 == 1, Run: 6 + i%4/2, Baseline: []int{0, 0, 12}[i%3]}
		all = append(all,
			question{map[string]any{"stat": "xmr", "x": x, "screen": o.Screen, "run": o.Run, "baseline": o.Baseline},
				func(t *testing.T, a answer) { checkChart(t, o.Chart(x), a) }})
		for j := range x {
			x[j] = math.Abs(x[j])
		}
		all = append(all,
			question{map[string]any{"stat": "t_chart", "x": x}, func(t *testing.T, a answer) { checkChart(t, stats.TChart(x), a) }},
			question{map[string]any{"stat": "g_chart", "x": x}, func(t *testing.T, a answer) { checkChart(t, stats.GChart(x), a) }},
			pPrimeQuestion(rng))
	}
	return all
}

// walk is a series with noise, steps and slopes, so that every rule has something to find.
func walk(rng *rand.Rand, n, kind int) []float64 {
	x := make([]float64, n)
	level, slope := 20.0, 0.0
	for i := range x {
		switch rng.IntN(12) {
		case 0:
			level += 8 * rng.NormFloat64()
		case 1:
			slope = float64(kind) * rng.NormFloat64()
		}
		level += slope
		x[i] = math.Round(level + 3*rng.NormFloat64()/float64(1+kind))
	}
	return x
}

func pPrimeQuestion(rng *rand.Rand) question {
	k, n := []int64{1, 1}, []int64{2, 3}
	share := 0.5
	for range rng.IntN(40) {
		m := 1 + rng.Int64N(500)
		share = math.Min(0.95, math.Max(0.05, share+0.05*rng.NormFloat64()))
		k, n = append(k, int64(share*float64(m))), append(n, m)
	}
	return question{map[string]any{"stat": "p_prime", "k": k, "n": n}, func(t *testing.T, a answer) {
		pooled, lower, upper, signals := stats.PPrime(k, n)
		agree(t, "mean", pooled, a.number(t, "mean"), tight)
		for i, v := range a.numbers(t, "lower") {
			agree(t, "lower", lower[i], v, tight)
		}
		for i, v := range a.numbers(t, "upper") {
			agree(t, "upper", upper[i], v, tight)
		}
		sameSignals(t, signals, a)
	}}
}

func checkChart(t *testing.T, c stats.Chart, a answer) {
	agree(t, "mean", c.Mean, a.number(t, "mean"), tight)
	agree(t, "lower", c.Lower, a.number(t, "lower"), tight)
	agree(t, "upper", c.Upper, a.number(t, "upper"), tight)
	sameSignals(t, c.Signals, a)
}

func sameSignals(t *testing.T, got []string, a answer) {
	var want []string
	a.read(t, "signals", &want)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("point %d: signal %q, the other implementation %q", i, got[i], want[i])
		}
	}
}

func funnelQuestions(rng *rand.Rand) (all []question) {
	for i := range 30 {
		var k, n []int64
		var exposure []float64
		for range 2 + rng.IntN(45) {
			m := 1 + rng.Int64N(300)
			share := math.Min(1, math.Max(0, 0.6+float64(i%3)*0.08*rng.NormFloat64()))
			k, n = append(k, int64(math.Round(share*float64(m)))), append(n, m)
			exposure = append(exposure, float64(m)*10+0.5)
		}
		k[0], n[0] = 1, 3 // so that the pooled rate is neither 0 nor 1
		all = append(all,
			question{map[string]any{"stat": "funnel", "k": k, "n": n}, func(t *testing.T, a answer) { checkFunnel(t, k, n, a) }},
			question{map[string]any{"stat": "poisson_funnel", "k": k, "exposure": exposure}, func(t *testing.T, a answer) {
				in := stats.Table{Columns: []string{"k", "e"}}
				for i := range k {
					in.Rows = append(in.Rows, []any{k[i], exposure[i]})
				}
				var want [][]float64
				a.read(t, "limits", &want)
				for i, row := range run(t, "poisson_funnel", in, map[string]string{"k": "k", "exposure": "e"}).Rows {
					agree(t, "overall", row[2].(float64), a.number(t, "overall"), tight)
					for j := range 4 {
						agree(t, "limit", row[3+j].(float64), want[i][j], tight)
					}
				}
			}})
	}
	return all
}

func checkFunnel(t *testing.T, k, n []int64, a answer) {
	in := stats.Table{Columns: []string{"k", "n"}}
	for i := range k {
		in.Rows = append(in.Rows, []any{k[i], n[i]})
	}
	d := stats.Disperse(k, n)
	agree(t, "phi", d.Phi, a.number(t, "phi"), tight)
	agree(t, "tau2", d.Tau2, a.number(t, "tau2"), tight)
	for overdispersion, name := range map[string]string{"no": "exact", "yes": "widened"} {
		var want [][]float64
		a.read(t, name, &want)
		for i, row := range run(t, "funnel", in, map[string]string{"k": "k", "n": "n", "overdispersion": overdispersion}).Rows {
			for j := range 4 {
				agree(t, name, row[3+j].(float64), want[i][j], tight)
			}
		}
	}
}

func kappaQuestions(rng *rand.Rand) (all []question) {
	for i := range 45 {
		size := 2 + rng.IntN(4)
		table := make([][]int64, size)
		for r := range table {
			table[r] = make([]int64, size)
			for c := range table[r] {
				table[r][c] = rng.Int64N([]int64{3, 20, 200}[i%3])
			}
			table[r][r] += rng.Int64N(30)
		}
		table[0][1]++ // some disagree
		table[1][0]++
		weights := []string{"", stats.Linear, stats.Quadratic}[i/3%3]
		all = append(all, question{map[string]any{"stat": "kappa", "table": table, "weights": weights}, func(t *testing.T, a answer) {
			got := stats.Kappa(table, weights)
			agree(t, "kappa", got.Kappa, a.number(t, "kappa"), tight)
			agree(t, "SE", got.SE, a.number(t, "se"), tight)
			agree(t, "low", got.Low, math.Max(-1, a.number(t, "low")), tight)
			agree(t, "high", got.High, math.Min(1, a.number(t, "high")), tight)
		}})
	}
	return all
}
