package stats

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
)

// cohort is the rows of one group: its first row and what was seen in it.
type cohort struct {
	row  []any
	seen []Duration
}

// timed are the arguments that name the columns of a Duration.
var timed = [...]string{"t", "events", "censored", "competing", "entered"}

// timedColumns are the columns that a step on durations uses up.
func timedColumns(args map[string]string) []string {
	var out []string
	for _, arg := range timed {
		if args[arg] != "" {
			out = append(out, args[arg])
		}
	}
	return out
}

// cohorts groups neighbouring rows with the same cells under by. A row whose
// time is empty stands for a group in which nobody could be followed.
func cohorts(t Table, args map[string]string) ([]cohort, error) {
	by, err := t.columns(args["by"])
	if err != nil {
		return nil, err
	}
	at, err := t.columns(strings.Join(timedColumns(args), " "))
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
		d, err := duration(row, at, args)
		if err != nil {
			return nil, err
		}
		group.seen = append(group.seen, d)
	}
	if args["entered"] == "" {
		return out, nil
	}
	for _, g := range out {
		if err := checkEntries(g.seen); err != nil {
			return nil, fmt.Errorf("%s: %w", label(g.row, by), err)
		}
	}
	return out, nil
}

func duration(row []any, at []int, args map[string]string) (Duration, error) {
	n, err := counts(row, at...)
	if err != nil {
		return Duration{}, err
	}
	d, next := Duration{T: n[0], Events: n[1], Censored: n[2]}, 3
	if args["competing"] != "" {
		d.Competing, next = n[next], next+1
	}
	if args["entered"] != "" {
		d.Entered = n[next]
	}
	if d.Events < 0 || d.Censored < 0 || d.Competing < 0 || d.Entered < 0 {
		return d, fmt.Errorf("a count at %d is below 0", d.T)
	}
	return d, nil
}

func same(a, b []any, at []int) bool {
	for _, i := range at {
		if !reflect.DeepEqual(a[i], b[i]) {
			return false
		}
	}
	return true
}

// label names a group in a note or an error.
func label(row []any, by []int) string {
	var parts []string
	for _, i := range by {
		if row[i] != nil {
			parts = append(parts, text(row[i]))
		}
	}
	if len(parts) == 0 {
		return "all"
	}
	return strings.Join(parts, ", ")
}

func checkKM(args map[string]string) error {
	_, err := wholeNumbers(args, "at")
	if (args["competing"] != "") != (args["event_name"] != "") || (args["competing"] != "") != (args["competing_name"] != "") {
		return errors.Join(err, errors.New("competing, event_name and competing_name are given together or not at all"))
	}
	return err
}

// kmStep turns the rows (group, t, events, censored, and columns that are equal
// within a group) into one row a group: the columns that are equal, then the median,
// its limits and the quartiles where named, and the share by each time of at (column
// by_<time>). With competing those shares come from Aalen–Johansen, in the columns
// of cifStep in place of by_<time>; median and quartiles count a competing end as censored.
func kmStep(t Table, args map[string]string) (Table, error) {
	times, err := wholeNumbers(args, "at")
	if err != nil {
		return t, err
	}
	names := []string{args["median"]}
	for _, arg := range []string{"low", "high", "p25", "p75"} {
		if args[arg] != "" {
			names = append(names, args[arg])
		}
	}
	shares := byCells
	if args["competing"] != "" {
		names, shares = append(names, cifColumns(args, times)...), cifCells
	} else {
		for _, at := range times {
			names = append(names, fmt.Sprintf("by_%d", at))
		}
	}
	return t.collapse(args, names, func(g cohort) []any {
		return append(kmCells(g, args), shares(g, times)...)
	})
}

// collapse makes one row a group of the columns that the step does not use and
// of those it adds.
func (t Table) collapse(args map[string]string, names []string, cells func(cohort) []any) (Table, error) {
	groups, err := cohorts(t, args)
	if err != nil {
		return t, err
	}
	by, err := t.columns(args["by"])
	if err != nil {
		return t, err
	}
	keep, columns := t.without(timedColumns(args)...)
	out := Table{Columns: append(columns, names...), Notes: slices.Clone(t.Notes)}
	for _, g := range groups {
		out.Rows = append(out.Rows, append(pick(g.row, keep), cells(g)...))
		out.Notes = append(out.Notes, entryNotes(g, by)...)
	}
	return out, nil
}

// entryNotes says where delayed entry leaves nothing to go by.
func entryNotes(g cohort, by []int) []string {
	for _, r := range riskSets(g.seen) {
		if !r.Known {
			return []string{fmt.Sprintf("%s: from %d on nothing is known, because nobody was left under observation while others came under it later.", label(g.row, by), r.T)}
		}
	}
	return nil
}

func kmCells(g cohort, args map[string]string) []any {
	curve := KaplanMeier(g.seen)
	median, low, high := curve.Median()
	cells := []any{orNil(median)}
	for _, c := range []struct {
		arg  string
		time *int64
	}{{"low", low}, {"high", high}, {"p25", curve.Reached(0.25)}, {"p75", curve.Reached(0.75)}} {
		if args[c.arg] != "" {
			cells = append(cells, orNil(c.time))
		}
	}
	return cells
}

func byCells(g cohort, times []int64) []any {
	curve := KaplanMeier(g.seen)
	var cells []any
	for _, at := range times {
		cells = append(cells, orNil(curve.By(at)))
	}
	return cells
}

// cifStep turns the rows of a group into one, as kmStep does, with the shares
// that by each time of at had the event (with interval) and the competing end:
// <event_name>_by_<time>, …_low, …_high and <competing_name>_by_<time>.
func cifStep(t Table, args map[string]string) (Table, error) {
	times, err := wholeNumbers(args, "at")
	if err != nil {
		return t, err
	}
	return t.collapse(args, cifColumns(args, times), func(g cohort) []any { return cifCells(g, times) })
}

func cifColumns(args map[string]string, times []int64) []string {
	var names []string
	for _, at := range times {
		event := fmt.Sprintf("%s_by_%d", args["event_name"], at)
		names = append(names, event, event+"_low", event+"_high", fmt.Sprintf("%s_by_%d", args["competing_name"], at))
	}
	return names
}

func cifCells(g cohort, times []int64) []any {
	curve := AalenJohansen(g.seen)
	var cells []any
	for _, t := range times {
		at := curve.At(t)
		if at == nil {
			cells = append(cells, nil, nil, nil, nil)
			continue
		}
		_, low, high := curve.Interval(t)
		cells = append(cells, at.Event, cell(low), cell(high), at.Other)
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
	out := Table{Notes: slices.Clone(t.Notes), Columns: append(strings.Fields(args["by"]),
		args["t"], "at_risk", args["events"], args["censored"], "survival", "low", "high")}
	for _, g := range groups {
		for _, p := range fromZero(g.seen) {
			out.Rows = append(out.Rows, append(pick(g.row, by),
				p.T, p.AtRisk, p.Events, p.Censored, cell(p.S), cell(p.Low), cell(p.High)))
		}
		out.Notes = append(out.Notes, entryNotes(g, by)...)
	}
	return out, nil
}

// fromZero is the curve with a point at time 0 before one that has none. Its
// number at risk is who was under observation then.
func fromZero(seen []Duration) Curve {
	c := KaplanMeier(seen)
	if len(c) == 0 || c[0].T <= 0 {
		return c
	}
	atRisk, delayed := int64(0), false
	for _, d := range seen {
		delayed = delayed || d.Entered > 0
		if d.T <= 0 {
			atRisk += d.Entered
		}
	}
	if !delayed {
		atRisk = c.N()
	}
	s := 1.0
	if atRisk == 0 {
		s = math.NaN()
	}
	return slices.Concat(Curve{newPoint(Duration{}, atRisk, s, 0)}, c)
}
