package revision

import (
	"time"

	"proceedings/queries"
)

// Position is what a release speaks for.
type Position struct{ AsOf, From, To time.Time }

// series reports whether rows of a query speak for spans of time.
func series(key []string) bool {
	for _, c := range key {
		if queries.HoldsSpan(c) {
			return true
		}
	}
	return false
}

// settled reports whether a row speaks for a span that was over at both positions.
func settled(key []string, k keyed, row []string, a, b Position) bool {
	for _, c := range key {
		if !queries.HoldsSpan(c) {
			continue
		}
		_, to, ok := queries.Span(row[k.at[c]])
		for _, day := range []time.Time{a.AsOf, a.To, b.AsOf, b.To} {
			if !ok || to.After(day) {
				return false
			}
		}
	}
	return true
}
