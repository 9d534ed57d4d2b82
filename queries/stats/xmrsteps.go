package stats

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// What a signal means where better is declared.
const (
	Improvement = "improvement"
	Concern     = "concern"
	Neutral     = "neutral"
	Common      = "common"
)

// What limits say of a target.
const (
	ConsistentlyMeets  = "consistently_meets"
	ConsistentlyMisses = "consistently_misses"
	Inconsistent       = "inconsistent"
)

// fewEvents is the mean of counts below which their points have no limits: events so rare stand out by chance, and
// need a t_chart or g_chart. NHS "Making Data Count" uses XmR for counts of about five or more.
const fewEvents = 5

const rareNote = "No limits are drawn, since fewer than five a point were counted on average: events so rare stand out by chance."

func checkXmR(args map[string]string) error {
	err := errors.Join(
		oneOf(args, "screen", "yes", "no"), oneOf(args, "run", "6", "7"), oneOf(args, "better", "up", "down", "neither"),
		oneOf(args, "floor", "0"))
	if n, bad := wholeNumbers(args, "baseline"); bad != nil || len(n) > 1 || len(n) == 1 && n[0] < 2 {
		err = errors.Join(err, fmt.Errorf("argument baseline is %q, not a number of points", args["baseline"]))
	}
	if args["target"] != "" && args["better"] != "up" && args["better"] != "down" {
		err = errors.Join(err, errors.New("a target needs better: up or better: down"))
	}
	return err
}

func xmrOptions(args map[string]string) XmROptions {
	run, _ := strconv.Atoi(args["run"])
	baseline, _ := strconv.Atoi(args["baseline"])
	return XmROptions{Screen: args["screen"] == "yes", Run: run, Baseline: baseline}
}

// xmrStep adds mean, lower, upper and signal, with better the meaning of the
// signal (variation), with target whether the limits lie on one side of it
// (assurance). Rare counts have no limits. A row with an empty x has no signal and stands in no run's way. Where
// rebase names a column, a row with a reason in it begins a phase with limits of its own.
func xmrStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["x"] + " " + args["rebase"])
	if err != nil {
		return t, err
	}
	names, err := addedByXmR(t, args)
	if err != nil {
		return t, err
	}
	rare, err := rareCounts(t, args["counts"])
	if err != nil {
		return t, err
	}
	if rare {
		out := t.with(names, func([]any) []any { return make([]any, len(names)) })
		out.Notes = append(out.Notes, rareNote)
		return out, nil
	}
	out := t.with(names, func([]any) []any { return nil })
	for _, phase := range phases(t, at[1:]) {
		rows := t.Rows[phase.from:phase.to]
		chart, where, err := chartOf(rows, at[0], xmrOptions(args))
		if err != nil {
			return t, err
		}
		signals := spread(chart.Signals, where, len(rows))
		for i, row := range rows {
			cells := []any{cell(chart.Mean), cell(floored(chart.Lower, args)), cell(chart.Upper), signals[i]}
			more, err := judged(t, row, args, chart, signals[i])
			if err != nil {
				return t, err
			}
			out.Rows[phase.from+i] = append(out.Rows[phase.from+i], append(cells, more...)...)
		}
		out.Notes = append(out.Notes, phaseNotes(t, phase, len(where), args)...)
	}
	return out, nil
}

// rareCounts says whether the counts in some columns come to fewer than fewEvents a row.
func rareCounts(t Table, names string) (bool, error) {
	at, err := t.columns(names)
	if err != nil || len(at) == 0 {
		return false, err
	}
	var sum float64
	for _, i := range at {
		x, _, err := numbers(t.Rows, i)
		if err != nil {
			return false, err
		}
		for _, v := range x {
			sum += v
		}
	}
	return sum < fewEvents*float64(len(t.Rows)), nil
}

// The columns that a control chart's step adds: its mean, its limits and what stands out.
const (
	MeanColumn   = "mean"
	LowerColumn  = "lower"
	UpperColumn  = "upper"
	SignalColumn = "signal"
)

func controlColumns() []string { return []string{MeanColumn, LowerColumn, UpperColumn, SignalColumn} }

func addedByXmR(t Table, args map[string]string) ([]string, error) {
	names := controlColumns()
	if args["better"] != "" {
		names = append(names, "variation")
	}
	if args["target"] == "" {
		return names, nil
	}
	if _, err := strconv.ParseFloat(args["target"], 64); err != nil {
		if _, err := t.column(args["target"]); err != nil {
			return nil, fmt.Errorf("target: %w", err)
		}
	}
	return append(names, "assurance"), nil
}

// phase is a stretch of rows with limits of its own.
type phase struct {
	from, to int
	reason   string
}

func phases(t Table, rebase []int) []phase {
	out := []phase{{to: len(t.Rows)}}
	for i, row := range t.Rows {
		if len(rebase) == 0 || row[rebase[0]] == nil || row[rebase[0]] == "" {
			continue
		}
		reason := text(row[rebase[0]])
		if i == 0 {
			out[0].reason = reason
			continue
		}
		out[len(out)-1].to = i
		out = append(out, phase{from: i, to: len(t.Rows), reason: reason})
	}
	return out
}

func phaseNotes(t Table, p phase, points int, args map[string]string) []string {
	var notes []string
	from := ""
	if p.from > 0 || p.to < len(t.Rows) {
		from = " from " + text(t.Rows[p.from][0])
	}
	if p.from > 0 {
		notes = append(notes, fmt.Sprintf("The limits begin anew%s: %s.", from, strings.TrimSuffix(p.reason, ".")))
	}
	baseline := xmrOptions(args).Baseline
	switch {
	case points < fewPoints:
		notes = append(notes, trialNote(from, points))
	case baseline > 0 && baseline < fewPoints:
		notes = append(notes, trialNote(from, baseline))
	}
	return notes
}

func trialNote(from string, points int) string {
	if points == 1 {
		return fmt.Sprintf("The limits%s rest on one point: trial limits.", from)
	}
	return fmt.Sprintf("The limits%s rest on %d points: trial limits.", from, points)
}

// chartOf is the chart of the cells that hold a number, and where they stand.
func chartOf(rows [][]any, at int, o XmROptions) (Chart, []int, error) {
	x, where, err := numbers(rows, at)
	if err != nil {
		return Chart{}, nil, err
	}
	return o.Chart(x), where, nil
}

// numbers reads a column, leaving out what is empty.
func numbers(rows [][]any, at int) (x []float64, where []int, err error) {
	for i, row := range rows {
		if row[at] == nil {
			continue
		}
		v, err := number(row[at])
		if err != nil {
			return nil, nil, err
		}
		x, where = append(x, v), append(where, i)
	}
	return x, where, nil
}

// spread puts signals back to the rows that they belong to; a row without a
// point has none.
func spread(signals []string, where []int, rows int) []any {
	out := make([]any, rows)
	for i, at := range where {
		out[at] = signals[i]
	}
	return out
}

// floored shows a limit below 0 as 0 where x cannot be less.
func floored(lower float64, args map[string]string) float64 {
	if args["floor"] != "" && lower < 0 {
		return 0
	}
	return lower
}

// judged is variation and assurance, as far as they are asked for.
func judged(t Table, row []any, args map[string]string, chart Chart, signal any) ([]any, error) {
	var cells []any
	if better := args["better"]; better != "" {
		cells = append(cells, variation(signal, better))
	}
	if args["target"] == "" {
		return cells, nil
	}
	target, err := targetOf(t, row, args["target"])
	if err != nil {
		return nil, err
	}
	return append(cells, assurance(chart, target, args["better"])), nil
}

func variation(signal any, better string) any {
	high := false
	switch signal {
	case nil:
		return nil
	case "":
		return Common
	case AboveLimit, TrendUp, TwoOfThreeHigh, RunAbove:
		high = true
	}
	switch {
	case better == "neither":
		return Neutral
	case high == (better == "up"):
		return Improvement
	}
	return Concern
}

// targetOf is NaN where the row has no target.
func targetOf(t Table, row []any, target string) (float64, error) {
	if v, err := strconv.ParseFloat(target, 64); err == nil {
		return v, nil
	}
	at, err := t.column(target)
	if err != nil {
		return 0, err
	}
	if row[at] == nil {
		return math.NaN(), nil
	}
	return number(row[at])
}

// assurance says whether a process between these limits always or never meets the
// target, empty without limits or target. A target met exactly is met.
func assurance(c Chart, target float64, better string) any {
	good, bad := c.Lower-target, c.Upper-target
	if better == "down" {
		good, bad = target-c.Upper, target-c.Lower
	}
	switch {
	case math.IsNaN(good):
		return nil
	case good >= 0:
		return ConsistentlyMeets
	case bad < 0:
		return ConsistentlyMisses
	}
	return Inconsistent
}

// text writes a cell in a note.
func text(cell any) string {
	if day, ok := cell.(time.Time); ok {
		return day.Format("2 January 2006")
	}
	return fmt.Sprint(cell)
}
