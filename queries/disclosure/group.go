package disclosure

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"proceedings/queries"
)

// group says of which group a cell speaks: its period and everything else that it is narrowed to, sorted. Two cells of
// one group, unit and value are the same count.
type group struct {
	period string // a month (2026-05m), a quarter (2025-26Q4), a financial year (2025-26), or empty
	groups string // joined by separator
}

const separator = "\x1f"

// monthLabel writes a month so that it is no financial year.
const monthLabel = "2006-01m"

var (
	quarterLabel = regexp.MustCompile(`^\d{4}-\d{2}Q[1-4]$`)
	yearLabel    = regexp.MustCompile(`^\d{4}-\d{2}$`)
	allLabel     = regexp.MustCompile(`(?i)^all( |$)`)
)

// atom is one dimension's value as keys hold it, and whether it is a period. A row that stands for all leaves it empty.
func atom(v queries.Value) (text string, period bool) {
	switch v := v.(type) {
	case time.Time:
		return v.Format(monthLabel), true
	case string:
		switch {
		case allLabel.MatchString(v):
			return "", false
		case quarterLabel.MatchString(v), yearLabel.MatchString(v):
			return v, true
		case v == "":
			return "none", false
		}
		return v, false
	}
	return "none", false
}

// newGroup makes a group of a row's atoms.
func newGroup(values []queries.Value) group {
	var k group
	var groups []string
	for _, v := range values {
		text, period := atom(v)
		switch {
		case text == "":
		case period && k.period == "":
			k.period = text
		default:
			groups = append(groups, text)
		}
	}
	slices.Sort(groups)
	k.groups = strings.Join(groups, separator)
	return k
}

// within says that one group is the other narrowed down: it has all of its atoms.
func (k group) within(other group) bool {
	if k.period != other.period {
		return false
	}
	have := strings.Split(k.groups, separator)
	for _, g := range strings.Split(other.groups, separator) {
		if g != "" && !slices.Contains(have, g) {
			return false
		}
	}
	return true
}

// apart says that two groups cannot be the same: their periods lie beside each other, or each has an atom that the other has not.
func (k group) apart(other group) bool {
	a, b := k.period, other.period
	if a != "" && b != "" && a != b && !slices.Contains([]string{wider(a), wider(wider(a))}, b) && !slices.Contains([]string{wider(b), wider(wider(b))}, a) {
		return true
	}
	k.period, other.period = "", ""
	return !k.within(other) && !other.within(k)
}

// wider is the period that a period lies in: the quarter of a month, the financial year of a quarter, none of a year.
func wider(period string) string {
	if quarterLabel.MatchString(period) {
		return period[:len(period)-2]
	}
	if month, err := time.Parse(monthLabel, period); err == nil {
		return queries.QuarterOf(month)
	}
	return ""
}

// dimensions are the columns whose values tell the rows of a result apart: the first, and of the others those without
// which two rows would be alike. A column that follows from the others (a title, a mark of maturity) is none.
func dimensions(r *queries.Result) []int {
	var all []int
	for i, c := range r.Columns {
		if c.Role == "dimension" && (c.Kind == queries.Label || c.Kind == queries.Date) {
			all = append(all, i)
		}
	}
	if len(r.Rows) < 2 {
		return all
	}
	for i := len(all) - 1; i > 0; i-- {
		fewer := slices.Delete(slices.Clone(all), i, i+1)
		if unique(r, fewer) {
			all = fewer
		}
	}
	return all
}

func unique(r *queries.Result, dims []int) bool {
	seen := map[string]bool{}
	for _, row := range r.Rows {
		var b strings.Builder
		for _, d := range dims {
			text, _ := atom(row[d])
			b.WriteString(text + separator)
		}
		if seen[b.String()] {
			return false
		}
		seen[b.String()] = true
	}
	return true
}
