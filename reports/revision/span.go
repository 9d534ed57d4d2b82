package revision

import (
	"regexp"
	"strconv"
	"time"

	"proceedings/queries"
)

// Position is what a release speaks for.
type Position struct{ AsOf, From, To time.Time }

// spans are the dimensions that hold a span of time.
var spans = map[string]bool{"quarter": true, "year": true, "month": true, "headcount_year": true}

var (
	calendarYear  = regexp.MustCompile(`^\d{4}$`)
	financialYear = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
)

// Span is the first and last day of a quarter, year or month as the data write it; false where it is none.
func Span(text string) (from, to time.Time, ok bool) {
	if from, to, err := queries.ParseQuarter(text); err == nil {
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

// series reports whether rows of a query speak for spans of time.
func series(key []string) bool {
	for _, c := range key {
		if spans[c] {
			return true
		}
	}
	return false
}

// settled reports whether a row speaks for a span that was over at both positions.
func settled(key []string, k keyed, row []string, a, b Position) bool {
	for _, c := range key {
		if !spans[c] {
			continue
		}
		_, to, ok := Span(row[k.at[c]])
		for _, day := range []time.Time{a.AsOf, a.To, b.AsOf, b.To} {
			if !ok || to.After(day) {
				return false
			}
		}
	}
	return true
}
