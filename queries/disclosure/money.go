package disclosure

import (
	"slices"

	"proceedings/queries"
)

// The share of a sum of money that its largest and its two largest contributors may have: the (n, k) rule.
const (
	mostOfOne = 0.75
	mostOfTwo = 0.90
)

// dominated says that a sum of money is nearly that of one or two.
func (t *freezer) dominated(row int, c queries.Column) bool {
	if c.Unit != pounds {
		return false
	}
	share := func(column string, most float64) bool {
		i, ok := t.index[column]
		if !ok {
			return false
		}
		s, ok := t.in.Rows[row][i].(float64)
		return !ok || s > most
	}
	return share("share_largest", mostOfOne) || share("share_two_largest", mostOfTwo)
}

// fewLeft says that what a sum of money leaves of the sum of all is that of a few.
func (t *freezer) fewLeft(row int, c queries.Column) bool {
	if c.Unit != pounds || c.Less == "" {
		return false
	}
	n, known := t.count(row, c.Less)
	return !known || n > 0 && n < t.o.estimate(t.in.Query)
}

const pounds = "pounds"

// money takes out what sums of money tell of each other. Of one row each is a part of the one before, or made of it. Where one kind
// alone is withheld, the sum of all kinds less the others is that kind's. A mean is taken for a sum, since no header tells them apart: it
// goes with the sum that it is made of, and that of all kinds goes too where it would tell nothing.
func (t *freezer) money() {
	var sums []int
	for col, c := range t.out.Columns {
		if c.Unit == pounds {
			sums = append(sums, col)
		}
	}
	for row := range t.out.Rows {
		t.madeOf(row, sums)
	}
	dims := dimensions(t.in)
	for all, row := range t.in.Rows {
		if !slices.ContainsFunc(dims, func(d int) bool { s, _ := row[d].(string); return allLabel.MatchString(s) }) {
			continue
		}
		for _, col := range sums {
			if t.parts(all, dims, col) == 1 {
				t.hide(all, col)
			}
		}
		t.madeOf(all, sums)
	}
}

// madeOf withholds of a row what is a part of a sum that is withheld, or made of it.
func (t *freezer) madeOf(row int, sums []int) {
	if first := slices.IndexFunc(sums, func(col int) bool { return t.hidden(row, col) }); first >= 0 {
		for _, col := range sums[first:] {
			t.hide(row, col)
		}
	}
}

// parts is how many of the rows that a row stands for are withheld.
func (t *freezer) parts(all int, dims []int, col int) int {
	of, n := rowGroup(t.in, dims, all), 0
	for row := range t.out.Rows {
		if row != all && t.hidden(row, col) && rowGroup(t.in, dims, row).within(of) {
			n++
		}
	}
	return n
}
