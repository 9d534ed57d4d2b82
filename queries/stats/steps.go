package stats

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Table is rows on their way from SQL to a result. A cell is nil, string, int64,
// float64 or time.Time.
type Table struct {
	Columns []string
	Rows    [][]any
	Notes   []string // caveats that a step found in the rows
}

// Step is a function that a header may name under "then:".
type Step struct {
	Needs []string // arguments that must be given
	May   []string // arguments that may be given
	Run   func(Table, map[string]string) (Table, error)
}

// Steps returns every step by name.
func Steps() map[string]Step {
	return map[string]Step{
		"wilson":   {Needs: []string{"k", "n", "rate"}, Run: wilsonStep},
		"funnel":   {Needs: []string{"k", "n"}, Run: funnelStep},
		"xmr":      {Needs: []string{"x"}, Run: xmrStep},
		"left_out": {Needs: []string{"column", "what"}, Run: leftOutStep},
		"km":       {Needs: []string{"by", "t", "events", "censored", "median"}, May: []string{"low", "high", "at"}, Run: kmStep},
		"km_curve": {Needs: []string{"by", "t", "events", "censored"}, Run: kmCurveStep},
	}
}

// CheckArgs says what is wrong with the arguments of a step.
func (s Step) CheckArgs(args map[string]string) error {
	for _, name := range s.Needs {
		if args[name] == "" {
			return fmt.Errorf("argument %s is missing", name)
		}
	}
	for name := range args {
		if !slices.Contains(s.Needs, name) && !slices.Contains(s.May, name) {
			return fmt.Errorf("no such argument: %s", name)
		}
	}
	return nil
}

// column finds a column by name.
func (t Table) column(name string) (int, error) {
	i := slices.Index(t.Columns, name)
	if i < 0 {
		return 0, fmt.Errorf("no column %s", name)
	}
	return i, nil
}

// columns finds several columns, named in one string.
func (t Table) columns(names string) ([]int, error) {
	var at []int
	for _, name := range strings.Fields(names) {
		i, err := t.column(name)
		if err != nil {
			return nil, err
		}
		at = append(at, i)
	}
	return at, nil
}

// with adds columns whose cells the function works out from each row.
func (t Table) with(names []string, cells func(row []any) []any) Table {
	out := Table{Columns: append(slices.Clone(t.Columns), names...), Notes: t.Notes}
	for _, row := range t.Rows {
		out.Rows = append(out.Rows, append(slices.Clone(row), cells(row)...))
	}
	return out
}

// counts reads whole numbers, the type of every k and n.
func counts(row []any, at ...int) ([]int64, error) {
	out := make([]int64, len(at))
	for i, c := range at {
		n, ok := row[c].(int64)
		if !ok {
			return nil, fmt.Errorf("a count is %T, not a whole number", row[c])
		}
		out[i] = n
	}
	return out, nil
}

func number(cell any) (float64, error) {
	switch v := cell.(type) {
	case int64:
		return float64(v), nil
	case float64:
		return v, nil
	}
	return 0, fmt.Errorf("%v (%T) is not a number", cell, cell)
}

// cell writes a number that may be undefined.
func cell(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

func orNil[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// wilsonStep adds <rate>_low and <rate>_high; both are empty where n is 0.
func wilsonStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["k"] + " " + args["n"])
	if err != nil {
		return t, err
	}
	if _, err := t.column(args["rate"]); err != nil {
		return t, err
	}
	var failed error
	out := t.with([]string{args["rate"] + "_low", args["rate"] + "_high"}, func(row []any) []any {
		kn, err := counts(row, at...)
		if err != nil {
			failed = err
			return []any{nil, nil}
		}
		if kn[1] == 0 {
			return []any{nil, nil}
		}
		low, high := Wilson(kn[0], kn[1])
		return []any{low, high}
	})
	return out, failed
}

// xmrStep adds mean, lower, upper and signal.
func xmrStep(t Table, args map[string]string) (Table, error) {
	at, err := t.column(args["x"])
	if err != nil {
		return t, err
	}
	x := make([]float64, len(t.Rows))
	for i, row := range t.Rows {
		if x[i], err = number(row[at]); err != nil {
			return t, err
		}
	}
	chart, i := XmR(x), -1
	out := t.with([]string{"mean", "lower", "upper", "signal"}, func([]any) []any {
		i++
		return []any{cell(chart.Mean), cell(chart.Lower), cell(chart.Upper), chart.Signals[i]}
	})
	if len(x) < 12 {
		out.Notes = append(out.Notes, fmt.Sprintf("The limits rest on %s points: trial limits.", strconv.Itoa(len(x))))
	}
	return out, nil
}

// leftOutStep takes a column of counts away and says in a note how many of what
// the figures leave out.
func leftOutStep(t Table, args map[string]string) (Table, error) {
	at, err := t.column(args["column"])
	if err != nil {
		return t, err
	}
	var sum int64
	out := Table{Columns: slices.Delete(slices.Clone(t.Columns), at, at+1), Notes: t.Notes}
	for _, row := range t.Rows {
		n, err := counts(row, at)
		if err != nil {
			return t, err
		}
		sum += n[0]
		out.Rows = append(out.Rows, slices.Delete(slices.Clone(row), at, at+1))
	}
	if sum > 0 {
		out.Notes = append(out.Notes, message.NewPrinter(language.BritishEnglish).Sprintf("Left out of the figures: %s (%d).", args["what"], sum))
	}
	return out, nil
}
