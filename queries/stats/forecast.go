package stats

import (
	"fmt"
	"slices"
	"strings"
)

// Waiting is how many subjects have now waited T without an end.
type Waiting struct {
	T, Open int64
}

// Expected is what is to be expected of the subjects now open within a horizon.
type Expected struct {
	Open      int64   // all subjects now open
	Mean      float64 // events expected
	Low, High int64   // 95 % prediction interval of their number
	Beyond    int64   // open subjects of whom nothing can be said: not part of Mean, Low, High
	Partly    int64   // open subjects whose horizon reaches past the longest time that anybody was followed
}

// Forecast works out how many of the open subjects are to be expected to have the
// event within the horizon: for one who has waited t, the probability is the share of past
// subjects that had the event after t and by t + horizon, of those who had neither the event
// nor a competing end by t (Aalen–Johansen). The number is a sum of independent
// yes-or-no draws (Poisson binomial), its distribution the exact convolution; Low and High
// are the smallest numbers that are not exceeded with probability 2.5 % and 97.5 %. The
// uncertainty of the past shares themselves is not in it. A subject that has waited until
// or past the time of the last past event, or of whom that cannot be said, is Beyond.
// Where the horizon reaches past the longest time followed, what was seen until then is taken,
// so that the figure is the least to be expected of those subjects: they are Partly.
//
// Source: Aalen, Borgan and Gjessing 2008, Survival and Event History Analysis,
// section 3.4; the count Wang 1993, Statistica Sinica 3, 295–312.
func Forecast(past []Duration, open []Waiting, horizon int64) Expected {
	curve := AalenJohansen(past)
	last, followed := ends(curve)
	var e Expected
	chances := []float64{1} // chances[i]: probability of i events
	for _, w := range open {
		e.Open += w.Open
		now, then := curve.At(w.T), curve.At(min(w.T+horizon, followed))
		if w.T >= last || now == nil || then == nil || now.Neither <= 0 {
			e.Beyond += w.Open
			continue
		}
		if w.T+horizon > followed && curve[len(curve)-1].Neither > 0 {
			e.Partly += w.Open
		}
		p := min(1, (then.Event-now.Event)/now.Neither)
		e.Mean += p * float64(w.Open)
		for range w.Open {
			chances = convolve(chances, p)
		}
	}
	e.Low, e.High = quantile(chances, 0.025), quantile(chances, 0.975)
	return e
}

// ends are the times of the last event and of the last that anybody was followed to.
func ends(curve Incidence) (event, followed int64) {
	event, followed = -1, -1
	for _, p := range curve {
		if p.Events > 0 {
			event = p.T
		}
		followed = p.T
	}
	return event, followed
}

// convolve adds one draw with probability p.
func convolve(chances []float64, p float64) []float64 {
	out := make([]float64, len(chances)+1)
	for i, c := range chances {
		out[i] += c * (1 - p)
		out[i+1] += c * p
	}
	return out
}

// quantile is the smallest number with at least this probability of not being exceeded.
func quantile(chances []float64, level float64) int64 {
	sum := 0.0
	for i, c := range chances {
		if sum += c; sum >= level-rounding {
			return int64(i)
		}
	}
	return int64(len(chances) - 1)
}

// forecastStep turns the rows (a waiting time t with past ends and subjects now
// open) into one row a group and horizon: the columns of by, horizon (the name of the
// column that held it), open, expected, low, high and beyond. A row whose time is empty is
// open subjects whose waiting time is not known: they are beyond.
func forecastStep(t Table, args map[string]string) (Table, error) {
	groups, err := cohorts(t, args)
	if err != nil {
		return t, err
	}
	by, err := t.columns(args["by"])
	if err != nil {
		return t, err
	}
	horizons, err := t.columns(args["horizons"])
	if err != nil {
		return t, err
	}
	waiting, err := waitingOf(t, args, by)
	if err != nil {
		return t, err
	}
	out := Table{Notes: slices.Clone(t.Notes), Columns: append(strings.Fields(args["by"]), "horizon", "open", "expected", "low", "high", "beyond")}
	for i, g := range groups {
		for _, at := range horizons {
			days, err := counts(g.row, at)
			if err != nil {
				return t, fmt.Errorf("horizon %s: %w", t.Columns[at], err)
			}
			e := Forecast(g.seen, waiting[i].known, days[0])
			e.Open, e.Beyond = e.Open+waiting[i].unknown, e.Beyond+waiting[i].unknown
			out.Rows = append(out.Rows, append(pick(g.row, by), t.Columns[at], e.Open, e.Mean, e.Low, e.High, e.Beyond))
			out.Notes = append(out.Notes, e.notes(label(g.row, by), t.Columns[at])...)
		}
	}
	return out, nil
}

func (e Expected) notes(group, horizon string) []string {
	if e.Partly == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%s, %s: for %d open the horizon reaches past the longest time that anybody was followed; expected is the least there.", group, horizon, e.Partly)}
}

// queue is the subjects of a group that are now open.
type queue struct {
	known   []Waiting
	unknown int64
}

// waitingOf reads the open subjects of each group, in the order of cohorts. All
// horizons are equal within a group.
func waitingOf(t Table, args map[string]string, by []int) ([]queue, error) {
	at, err := t.columns(args["open"] + " " + args["t"])
	if err != nil {
		return nil, err
	}
	horizons, err := t.columns(args["horizons"])
	if err != nil {
		return nil, err
	}
	var out []queue
	var first []any
	for _, row := range t.Rows {
		if first == nil || !same(first, row, by) {
			out, first = append(out, queue{}), row
		}
		if !same(first, row, horizons) {
			return nil, fmt.Errorf("%s: the rows hold different days to a horizon", label(row, by))
		}
		n, err := counts(row, at[0])
		if err != nil {
			return nil, err
		}
		q := &out[len(out)-1]
		if row[at[1]] == nil {
			q.unknown += n[0]
			continue
		}
		waited, err := counts(row, at[1])
		if err != nil {
			return nil, err
		}
		if n[0] > 0 {
			q.known = append(q.known, Waiting{T: waited[0], Open: n[0]})
		}
	}
	return out, nil
}
