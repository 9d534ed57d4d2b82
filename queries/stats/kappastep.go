package stats

import (
	"fmt"
	"slices"
)

// kappaStep turns the rows of a group, which are cells of a cross-tab (first
// rating, second rating, n), into one: the columns that are equal within a group, n as the
// number of items rated twice, then <kappa>, <kappa>_low, <kappa>_high and
// <kappa>_agreement (the share rated alike). Categories are those of the whole table, in
// the order of appearance, first before second in a row; weights count steps in that
// order. Cells in which a rating is empty are left out, and a note says how many items.
func kappaStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["first"] + " " + args["second"] + " " + args["n"])
	if err != nil {
		return t, err
	}
	by, err := t.columns(args["by"])
	if err != nil {
		return t, err
	}
	keep, columns := t.without(args["first"], args["second"], args["n"])
	name := args["kappa"]
	out := Table{Notes: slices.Clone(t.Notes), Columns: append(columns, args["n"], name, name+"_low", name+"_high", name+"_agreement")}
	categories := categoriesOf(t.Rows, at)
	var unrated int64
	for start := 0; start < len(t.Rows); {
		end := start + 1
		for end < len(t.Rows) && same(t.Rows[start], t.Rows[end], by) {
			end++
		}
		tab, missing, err := crossTab(t.Rows[start:end], at, categories)
		if err != nil {
			return t, err
		}
		unrated += missing
		a := Kappa(tab, args["weights"])
		out.Rows = append(out.Rows, append(pick(t.Rows[start], keep), a.N, cell(a.Kappa), cell(a.Low), cell(a.High), cell(a.Share)))
		out.Notes = append(out.Notes, a.notes(label(t.Rows[start], by))...)
		start = end
	}
	if unrated > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("Left out of the agreement: items with a rating missing (%d).", unrated))
	}
	return out, nil
}

func (a Agreement) notes(group string) []string {
	switch {
	case a.N == 0:
		return nil
	case a.Kappa != a.Kappa: // NaN
		return []string{fmt.Sprintf("%s: kappa is not defined, because both raters gave every item the same rating.", group)}
	case a.Low != a.Low:
		return []string{fmt.Sprintf("%s: kappa has no interval, because its standard error is 0 (%d items).", group, a.N)}
	}
	return nil
}

func categoriesOf(rows [][]any, at []int) []any {
	var found []any
	for _, row := range rows {
		for _, rating := range []any{row[at[0]], row[at[1]]} {
			if rating != nil && !slices.Contains(found, rating) {
				found = append(found, rating)
			}
		}
	}
	return found
}

func crossTab(rows [][]any, at []int, categories []any) (tab [][]int64, missing int64, err error) {
	tab = make([][]int64, len(categories))
	for i := range tab {
		tab[i] = make([]int64, len(categories))
	}
	for _, row := range rows {
		n, err := counts(row, at[2])
		if err != nil {
			return nil, 0, err
		}
		if n[0] < 0 {
			return nil, 0, fmt.Errorf("a count is below 0")
		}
		i, j := slices.Index(categories, row[at[0]]), slices.Index(categories, row[at[1]])
		if i < 0 || j < 0 {
			missing += n[0]
			continue
		}
		tab[i][j] += n[0]
	}
	return tab, missing, nil
}
