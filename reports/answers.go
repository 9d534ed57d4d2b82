package reports

import (
	"slices"
	"strconv"
	"time"

	"proceedings/queries"
	"proceedings/queries/disclosure"
	"proceedings/queries/stats"
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

// fillings is how many ways there are to fill in what is withheld. They lie far apart, and differ from cell to cell, so
// that what does not change with them does not rest on it.
const fillings = 5

// filling is a value for a cell: 0 or nothing, small, huge, and twice anything between.
func filling(way int, kind queries.Kind, row, col int) queries.Value {
	h := int64(row*7919+col*104729+way*1299709) % 100003
	n := []int64{0, 1 + h%7, 1_000_003 + h, h % 400, h * 31 % 997 % 400}[way]
	switch kind {
	case queries.Count:
		return n
	case queries.Rate:
		return []float64{0.004, 0.5, 0.996, float64(h%97) / 97, float64(h%89) / 89}[way]
	case queries.Label:
		return labelFilling(way, h)
	case queries.Date:
		return time.Date(1990+20*way, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(h%300))
	}
	return float64(n)
}

// labelFilling is a value for words. Of those that are withheld sentences ask whether there are any (a signal) and on which side
// of a limit a row stands (see the funnel): a withheld position must never be read as one within, so each side is among them.
func labelFilling(way int, h int64) string {
	return []string{"", stats.Below998, stats.Above998, stats.Below998, "filling " + strconv.FormatInt(h, 10)}[way]
}

// filled is a result with other values in the place of what is withheld.
func filled(r *queries.Result, way int) *queries.Result {
	out := *r
	out.Rows = make([][]queries.Value, len(r.Rows))
	for i, row := range r.Rows {
		out.Rows[i] = slices.Clone(row)
		for j, v := range row {
			if _, is := v.(queries.Withheld); !is {
				continue
			}
			out.Rows[i][j] = filling(way, r.Columns[j].Kind, i, j)
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
