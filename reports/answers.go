package reports

import (
	"slices"
	"time"

	"proceedings/queries"
	"proceedings/queries/disclosure"
)

// Answers are the results of a release, of one edition. A result as it was asked cannot become part of a shareable
// edition: that is made of frozen results only, which only disclosure control makes.
type Answers struct {
	edition queries.Edition
	results map[string]*queries.Result // by query name
}

// Restricted are the answers of an edition that stays inside the team.
func Restricted(results map[string]*queries.Result) Answers {
	return Answers{queries.Restricted, results}
}

// Shareable are those of an edition for a board, partners, publication.
func Shareable(f *disclosure.Frozen) Answers { return Answers{queries.Shareable, f.Results()} }

// telling calls say with an input that notices cells that are withheld, and says whether it read one: what is made of
// such a cell is not to be shown.
func (in Input) telling(say func(Input)) (withheld bool) {
	in.met = &withheld
	say(in)
	return withheld
}

// fillings are values to put in the place of what is withheld: far apart, so that what does not change with them does
// not rest on it.
var fillings = []struct {
	n     int64
	share float64
	label string
	day   time.Time
}{
	{0, 0.004, "one", time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)},
	{2, 0.5, "two", time.Date(2020, 5, 5, 0, 0, 0, 0, time.UTC)},
	{1_000_003, 0.996, "three", time.Date(2090, 9, 9, 0, 0, 0, 0, time.UTC)},
}

// filled is a result with the values of a filling in the place of what is withheld.
func filled(r *queries.Result, filling int) *queries.Result {
	out, with := *r, fillings[filling]
	out.Rows = make([][]queries.Value, len(r.Rows))
	for i, row := range r.Rows {
		out.Rows[i] = slices.Clone(row)
		for j, v := range row {
			if _, is := v.(queries.Withheld); !is {
				continue
			}
			switch r.Columns[j].Kind {
			case queries.Count:
				out.Rows[i][j] = with.n
			case queries.Rate:
				out.Rows[i][j] = with.share
			case queries.Label:
				out.Rows[i][j] = with.label
			case queries.Date:
				out.Rows[i][j] = with.day
			default:
				out.Rows[i][j] = float64(with.n)
			}
		}
	}
	return &out
}

// steadily calls say with each filling in the place of what is withheld, and once where nothing is. What comes out the
// same each time rests on nothing that is withheld: a sum over it would differ, and so would a comparison with it.
func steadily[T any](in Input, say func(Input) T) []T {
	if in.countsRows() {
		return []T{say(in)}
	}
	var out []T
	for i := range fillings {
		in.filling = i + 1
		out = append(out, say(in))
	}
	return out
}

// same gives what was said each time alike; false where it was not.
func same[T comparable](said []T) (T, bool) {
	for _, s := range said[1:] {
		if s != said[0] {
			var none T
			return none, false
		}
	}
	return said[0], true
}
