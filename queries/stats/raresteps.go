package stats

import "fmt"

// Notes of the charts of rare events.
const (
	tNote = "High is a long time without an event. The limits are worked out on days to the power 1/3.6 and taken back; a lower limit under one day is 0."
	gNote = "High is a long stretch without an event. The limits are those of the geometric distribution; runs are judged about its median."
)

// rareStep makes a step that adds mean, lower, upper and signal of a chart of
// what lies between rare events. A row with an empty cell has no signal.
func rareStep(arg, note string, chart func([]float64) Chart) func(Table, map[string]string) (Table, error) {
	return func(t Table, args map[string]string) (Table, error) {
		at, err := t.column(args[arg])
		if err != nil {
			return t, err
		}
		x, where, err := numbers(t.Rows, at)
		if err != nil {
			return t, err
		}
		for _, v := range x {
			if v < 0 {
				return t, fmt.Errorf("%v between two events is below 0; put the events in order", v)
			}
		}
		c, next := chart(x), 0
		signals := spread(c.Signals, where, len(t.Rows))
		out := t.with(controlColumns(), func([]any) []any {
			next++
			return []any{cell(c.Mean), cell(c.Lower), cell(c.Upper), signals[next-1]}
		})
		out.Notes = append(out.Notes, note)
		return out.trial(len(x)), nil
	}
}
