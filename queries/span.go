package queries

import (
	"regexp"
	"strconv"
	"time"
)

// HoldsSpan reports whether a dimension holds a span of time.
func HoldsSpan(column string) bool {
	switch column {
	case "quarter", "year", "month":
		return true
	}
	return false
}

var (
	calendarYear  = regexp.MustCompile(`^\d{4}$`)
	financialYear = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
)

// Span is the first and last day of a quarter, year or month as the data write it; false where it is none.
func Span(text string) (from, to time.Time, ok bool) {
	if from, to, err := ParseQuarter(text); err == nil {
		return from, to, true
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil && day.Day() == 1 {
		return day, day.AddDate(0, 1, -1), true
	}
	if calendarYear.MatchString(text) {
		year, _ := strconv.Atoi(text)
		from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(1, 0, -1), true
	}
	if m := financialYear.FindStringSubmatch(text); m != nil {
		year, _ := strconv.Atoi(m[1])
		from := time.Date(year, 4, 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(1, 0, -1), true
	}
	return from, to, false
}
