package queries

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var quarterLabel = regexp.MustCompile(`^(\d{4})-(\d{2})Q([1-4])$`)

// ParseQuarter returns the first and last day of a financial quarter written
// as in "2025-26Q4", which is January to March 2026.
func ParseQuarter(label string) (from, to time.Time, err error) {
	m := quarterLabel.FindStringSubmatch(label)
	if m == nil {
		return from, to, fmt.Errorf("quarter %q: write it as 2025-26Q4 (April to March; Q4 is January to March)", label)
	}
	year, _ := strconv.Atoi(m[1])
	next, _ := strconv.Atoi(m[2])
	quarter, _ := strconv.Atoi(m[3])
	if (year+1)%100 != next {
		return from, to, fmt.Errorf("quarter %q: %02d does not follow %d", label, next, year)
	}
	from = time.Date(year, time.Month(1+3*quarter), 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, 3, -1), nil
}

// QuarterOf returns the label of the financial quarter of a day.
func QuarterOf(day time.Time) string {
	fromApril := day.AddDate(0, 0, 1-day.Day()).AddDate(0, -3, 0)
	year := fromApril.Year()
	return fmt.Sprintf("%d-%02dQ%d", year, (year+1)%100, (int(fromApril.Month())-1)/3+1)
}

// LastCompleteQuarter returns the period of the last financial quarter that
// was over before today, with as-of at its end.
func LastCompleteQuarter(today time.Time) Period {
	first := time.Date(today.Year(), today.Month()-(today.Month()-1)%3, 1, 0, 0, 0, 0, time.UTC)
	to := first.AddDate(0, 0, -1)
	return Period{AsOf: to, From: first.AddDate(0, -3, 0), To: to}
}

// check says what is wrong with a period.
func (p Period) check() error {
	switch {
	case p.AsOf.IsZero() || p.From.IsZero() || p.To.IsZero():
		return fmt.Errorf("period: as-of, from and to are needed")
	case p.To.Before(p.From):
		return fmt.Errorf("period: it ends on %s, before it begins on %s", p.To.Format(time.DateOnly), p.From.Format(time.DateOnly))
	case p.To.After(p.AsOf):
		return fmt.Errorf("period: it ends on %s, after the as-of date %s", p.To.Format(time.DateOnly), p.AsOf.Format(time.DateOnly))
	}
	return nil
}
