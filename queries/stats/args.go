package stats

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The values of arguments are checked as the catalogue loads (Step.Check), so
// that a run meets none that it cannot use.

// oneOf checks an argument that may be left out.
func oneOf(args map[string]string, name string, allowed ...string) error {
	if v := args[name]; v != "" && !slices.Contains(allowed, v) {
		return fmt.Errorf("argument %s is %q, not %s", name, v, strings.Join(allowed, " or "))
	}
	return nil
}

// wholeNumbers reads the numbers of an argument: none where it is left out.
func wholeNumbers(args map[string]string, name string) ([]int64, error) {
	var out []int64
	for _, text := range strings.Fields(args[name]) {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("argument %s: %q is no whole number", name, text)
		}
		out = append(out, n)
	}
	return out, nil
}

// without takes the named columns away and says where those that stay stood.
func (t Table) without(names ...string) (keep []int, columns []string) {
	for i, name := range t.Columns {
		if !slices.Contains(names, name) {
			keep = append(keep, i)
			columns = append(columns, name)
		}
	}
	return keep, columns
}

// pick copies the cells at the places.
func pick(row []any, at []int) []any {
	out := make([]any, 0, len(at))
	for _, i := range at {
		out = append(out, row[i])
	}
	return out
}

// withErr is with for functions that may fail: the first failure ends it.
func (t Table) withErr(names []string, cells func(row []any) ([]any, error)) (Table, error) {
	var failed error
	out := t.with(names, func(row []any) []any {
		if failed != nil {
			return nil
		}
		var more []any
		more, failed = cells(row)
		return more
	})
	return out, failed
}
