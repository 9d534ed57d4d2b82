package chart

import (
	"fmt"
	"slices"
	"time"

	"proceedings/queries"
)

// table reads the columns of a result by name.
type table struct {
	spec  Spec
	r     *queries.Result
	index map[string]int
}

func newTable(s Spec, r *queries.Result) (*table, error) {
	t := &table{spec: s, r: r, index: map[string]int{}}
	for i, c := range r.Columns {
		t.index[c.Name] = i
	}
	need := []string{s.Category, s.Series, s.N, s.K, s.Signal, s.X}
	for _, p := range s.Parts {
		need = append(append(need, p.Column, p.Low, p.High), p.And...)
	}
	for _, name := range need {
		if _, ok := t.index[name]; name != "" && !ok {
			return nil, fmt.Errorf("chart: result has no column %q", name)
		}
	}
	if len(s.Skip) > 0 {
		t.r = t.without(s.Skip)
	}
	return t, nil
}

// without leaves rows out by the code of their category.
func (t *table) without(codes []string) *queries.Result {
	kept := *t.r
	kept.Rows = nil
	for row := range t.len() {
		if code, _ := t.value(row, t.spec.Category).(string); !slices.Contains(codes, code) {
			kept.Rows = append(kept.Rows, t.r.Rows[row])
		}
	}
	return &kept
}

func (t *table) len() int { return len(t.r.Rows) }

func (t *table) value(row int, name string) queries.Value {
	i, ok := t.index[name]
	if !ok || name == "" {
		return nil
	}
	return t.r.Rows[row][i]
}

// num reads a number; false where the cell is empty.
func (t *table) num(row int, name string) (float64, bool) {
	switch v := t.value(row, name).(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// count is the sum of the counts of a part.
func (t *table) count(row int, p Part) float64 {
	sum, _ := t.num(row, p.Column)
	for _, name := range p.And {
		v, _ := t.num(row, name)
		sum += v
	}
	return sum
}

// text writes a cell in words.
func (t *table) text(row int, name string) string {
	i, ok := t.index[name]
	if !ok {
		return ""
	}
	return t.spec.Text(t.r.Columns[i], t.r.Rows[row][i])
}

// max is the largest value of a column, and at least floor.
func (t *table) max(name string, floor float64) float64 {
	for i := range t.len() {
		if v, ok := t.num(i, name); ok {
			floor = max(floor, v)
		}
	}
	return floor
}

// position finds where a date falls on an axis of quarters: quarter i covers
// i-½ to i+½. False where the axis does not reach the date.
func (t *table) position(on time.Time) (float64, bool) {
	for i := range t.len() {
		label, _ := t.value(i, t.spec.Category).(string)
		start, ok := quarterStart(label)
		if !ok {
			return 0, false
		}
		end := start.AddDate(0, 3, 0)
		if !on.Before(start) && on.Before(end) {
			if i == 0 && on.Equal(start) {
				return 0, false // the whole series lies after it
			}
			share := on.Sub(start).Hours() / end.Sub(start).Hours()
			return float64(i) - 0.5 + share, true
		}
	}
	return 0, false
}

// quarterStart reads the label of a financial quarter: 2025-26Q4 starts on
// 1 January 2026.
func quarterStart(label string) (time.Time, bool) {
	var year, next, q int
	if n, err := fmt.Sscanf(label, "%4d-%2dQ%1d", &year, &next, &q); n != 3 || err != nil || q < 1 || q > 4 {
		return time.Time{}, false
	}
	return time.Date(year, time.April, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 3*(q-1), 0), true
}
