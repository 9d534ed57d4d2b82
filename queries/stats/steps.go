package stats

import (
	"fmt"
	"math"
	"slices"
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
	Needs []string                      // arguments that must be given
	May   []string                      // arguments that may be given
	Check func(map[string]string) error // what is wrong with the values; nil: any will do
	Run   func(Table, map[string]string) (Table, error)
}

// Steps returns every step by name.
func Steps() map[string]Step {
	return map[string]Step{
		"wilson":         {Needs: []string{"k", "n", "rate"}, Run: shareStep(Wilson)},
		"exact":          {Needs: []string{"k", "n", "rate"}, Run: shareStep(Exact)},
		"finite":         {Needs: []string{"k", "n", "population", "rate"}, Run: finiteStep},
		"newcombe":       {Needs: []string{"k1", "n1", "k2", "n2", "difference"}, Run: twoRatesStep("difference", newcombePoints)},
		"rate_ratio":     {Needs: []string{"k1", "n1", "k2", "n2", "ratio"}, Run: twoRatesStep("ratio", RateRatio)},
		"funnel":         {Needs: []string{"k", "n"}, May: []string{"overdispersion"}, Check: checkFunnel, Run: funnelStep},
		"poisson_funnel": {Needs: []string{"k", "exposure"}, Run: poissonFunnelStep},
		"xmr": {Needs: []string{"x"}, May: []string{"screen", "run", "baseline", "rebase", "better", "target", "floor", "counts"},
			Check: checkXmR, Run: xmrStep},
		"p_prime":  {Needs: []string{"k", "n"}, Run: pPrimeStep},
		"t_chart":  {Needs: []string{"days"}, Run: rareStep("days", tNote, TChartOfWholeDays)},
		"g_chart":  {Needs: []string{"between"}, Run: rareStep("between", gNote, GChart)},
		"left_out": {Needs: []string{"column", "what"}, Run: leftOutStep},
		"km": {Needs: []string{"by", "t", "events", "censored", "median"},
			May:   []string{"low", "high", "at", "p25", "p75", "entered", "competing", "event_name", "competing_name"},
			Check: checkKM, Run: kmStep},
		"km_curve": {Needs: []string{"by", "t", "events", "censored"}, May: []string{"entered"}, Run: kmCurveStep},
		"cif": {Needs: []string{"by", "t", "events", "competing", "censored", "at", "event_name", "competing_name"},
			May: []string{"entered"}, Check: checkKM, Run: cifStep},
		"kappa":       {Needs: []string{"by", "first", "second", "n", "kappa"}, May: []string{"weights"}, Check: checkKappa, Run: kappaStep},
		"forecast":    {Needs: []string{"t", "events", "competing", "censored", "open", "horizons"}, May: []string{"by"}, Run: forecastStep},
		"unsettled":   {Needs: []string{"open", "events", "least", "blank"}, Check: checkUnsettled, Run: unsettledStep},
		"provisional": {Needs: []string{"open", "mark"}, Run: provisionalStep},
	}
}

func checkFunnel(args map[string]string) error { return oneOf(args, "overdispersion", "yes", "no") }

func checkKappa(args map[string]string) error { return oneOf(args, "weights", Linear, Quadratic) }

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
	if s.Check != nil {
		return s.Check(args)
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

// shares reads the counts of every row that the arguments k and n name: k of n.
func (t Table) shares(args map[string]string) (k, n []int64, err error) {
	at, err := t.columns(args["k"] + " " + args["n"])
	if err != nil {
		return nil, nil, err
	}
	for _, row := range t.Rows {
		kn, err := counts(row, at...)
		if err != nil {
			return nil, nil, err
		}
		if err := checkShare(kn[0], kn[1]); err != nil {
			return nil, nil, err
		}
		k, n = append(k, kn[0]), append(n, kn[1])
	}
	return k, n, nil
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
