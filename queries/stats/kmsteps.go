package stats

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// cohort is the rows of one group: its first row and what was seen in it.
type cohort struct {
	row  []any
	seen []Duration
}

// cohorts groups neighbouring rows with the same cells under by. A row whose
// time is empty stands for a group in which nobody could be followed.
func cohorts(t Table, args map[string]string) ([]cohort, error) {
	by, err := t.columns(args["by"])
	if err != nil {
		return nil, err
	}
	at, err := t.columns(args["t"] + " " + args["events"] + " " + args["censored"])
	if err != nil {
		return nil, err
	}
	var out []cohort
	for _, row := range t.Rows {
		if len(out) == 0 || !same(out[len(out)-1].row, row, by) {
			out = append(out, cohort{row: row})
		}
		group := &out[len(out)-1]
		if row[at[0]] == nil {
			continue
		}
		n, err := counts(row, at...)
		if err != nil {
			return nil, err
		}
		group.seen = append(group.seen, Duration{T: n[0], Events: n[1], Censored: n[2]})
	}
	return out, nil
}

func same(a, b []any, at []int) bool {
	for _, i := range at {
		if !reflect.DeepEqual(a[i], b[i]) {
			return false
		}
	}
	return true
}

// kmStep turns the rows (group, t, events, censored, and columns that are equal
// within a group) into one row a group: the columns that are equal, then the median,
// its limits where named, and the share by each time of at (column by_<time>).
func kmStep(t Table, args map[string]string) (Table, error) {
	groups, err := cohorts(t, args)
	if err != nil {
		return t, err
	}
	var times []int64
	for _, text := range strings.Fields(args["at"]) {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return t, fmt.Errorf("at: %w", err)
		}
		times = append(times, n)
	}
	used := []string{args["t"], args["events"], args["censored"]}
	var keep []int
	out := Table{Notes: t.Notes}
	for i, name := range t.Columns {
		if !slices.Contains(used, name) {
			keep = append(keep, i)
			out.Columns = append(out.Columns, name)
		}
	}
	out.Columns = append(out.Columns, kmColumns(args, times)...)
	for _, g := range groups {
		row := make([]any, 0, len(out.Columns))
		for _, i := range keep {
			row = append(row, g.row[i])
		}
		out.Rows = append(out.Rows, append(row, kmCells(g, args, times)...))
	}
	return out, nil
}

func kmColumns(args map[string]string, times []int64) []string {
	names := []string{args["median"]}
	for _, arg := range []string{"low", "high"} {
		if args[arg] != "" {
			names = append(names, args[arg])
		}
	}
	for _, at := range times {
		names = append(names, fmt.Sprintf("by_%d", at))
	}
	return names
}

func kmCells(g cohort, args map[string]string, times []int64) []any {
	curve := KaplanMeier(g.seen)
	median, low, high := curve.Median()
	cells := []any{orNil(median)}
	if args["low"] != "" {
		cells = append(cells, orNil(low))
	}
	if args["high"] != "" {
		cells = append(cells, orNil(high))
	}
	for _, at := range times {
		cells = append(cells, orNil(curve.By(at)))
	}
	return cells
}

// kmCurveStep turns the rows into the points of each group's curve, beginning
// with time 0.
func kmCurveStep(t Table, args map[string]string) (Table, error) {
	groups, err := cohorts(t, args)
	if err != nil {
		return t, err
	}
	by, err := t.columns(args["by"])
	if err != nil {
		return t, err
	}
	out := Table{Notes: t.Notes, Columns: append(strings.Fields(args["by"]),
		args["t"], "at_risk", args["events"], args["censored"], "survival", "low", "high")}
	for _, g := range groups {
		var key []any
		for _, i := range by {
			key = append(key, g.row[i])
		}
		for _, p := range fromZero(KaplanMeier(g.seen)) {
			out.Rows = append(out.Rows, append(slices.Clone(key),
				p.T, p.AtRisk, p.Events, p.Censored, p.S, cell(p.Low), cell(p.High)))
		}
	}
	return out, nil
}

// fromZero puts a point at time 0 before a curve that has none.
func fromZero(c Curve) Curve {
	if len(c) == 0 || c[0].T <= 0 {
		return c
	}
	return slices.Concat(Curve{newPoint(Duration{}, c.N(), 1, 0)}, c)
}
