package chart

import (
	"fmt"
	"slices"
	"time"

	"proceedings/queries"
)

// table reads the columns of a result by name.
type table struct {
	queries.Reader
	spec Spec
}

func newTable(s Spec, r *queries.Result) (*table, error) {
	t := &table{queries.Read(r), s}
	need := []string{s.Category, s.Series, s.N, s.K, s.Signal, s.X}
	for _, p := range s.Parts {
		need = append(append(need, p.Column, p.Low, p.High), p.And...)
	}
	for _, name := range need {
		if name != "" && !t.Has(name) {
			return nil, fmt.Errorf("chart: result has no column %q", name)
		}
	}
	if len(s.Skip) > 0 {
		t.Reader = queries.Read(t.without(s.Skip))
	}
	return t, nil
}

// without leaves rows out by the code of their category.
func (t *table) without(codes []string) *queries.Result {
	kept := *t.Result
	kept.Rows = nil
	for row := range t.Len() {
		if code, _ := t.Value(row, t.spec.Category).(string); !slices.Contains(codes, code) {
			kept.Rows = append(kept.Rows, t.Result.Rows[row])
		}
	}
	return &kept
}

// count is the sum of the counts of a part.
func (t *table) count(row int, p Part) float64 {
	sum, _ := t.Num(row, p.Column)
	for _, name := range p.And {
		v, _ := t.Num(row, name)
		sum += v
	}
	return sum
}

// partly says that a part of a row is withheld.
func (t *table) partly(row int, parts []Part) bool {
	for _, p := range parts {
		for _, name := range append([]string{p.Column}, p.And...) {
			if t.Withheld(row, name) {
				return true
			}
		}
	}
	return false
}

// text writes a cell in words.
func (t *table) text(row int, name string) string {
	c, ok := t.Column(name)
	if !ok {
		return ""
	}
	return t.spec.Text(c, t.Value(row, name))
}

// max is the largest value of a column, and at least floor.
func (t *table) max(name string, floor float64) float64 {
	for i := range t.Len() {
		if v, ok := t.Num(i, name); ok {
			floor = max(floor, v)
		}
	}
	return floor
}

// position finds where a date falls on an axis of quarters: quarter i covers
// i-½ to i+½. False where the axis does not reach the date.
func (t *table) position(on time.Time) (float64, bool) {
	for i := range t.Len() {
		label, _ := t.Value(i, t.spec.Category).(string)
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
