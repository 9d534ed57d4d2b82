package disclosure

import (
	"maps"
	"slices"

	"proceedings/queries"
)

// measures says which columns count the same: by unit and name, and under other names where the figures show it.
type measures map[string]string

// of is the measure of a column.
func (m measures) of(c queries.Column) string {
	name := c.Unit + separator + c.Name
	if same, ok := m[name]; ok {
		return same
	}
	return name
}

// fewestAlike is how many groups two columns must both speak of, and agree on, to be taken for one measure.
const fewestAlike = 3

// counted is what a column says of each group, in its rows and in what they add up to.
type counted struct {
	name   string
	tables []string
	values map[group]int64
}

// alike finds columns of one unit in different tables that agree on every group of which both speak: a reader finds
// them too. Columns that stand in one table are never taken for one, whatever their figures.
func alike(results map[string]*queries.Result, o Options) measures {
	all := map[string]map[string]*counted{} // by unit and name
	for _, name := range slices.Sorted(maps.Keys(results)) {
		r := results[name]
		for _, col := range counts(r) {
			c := r.Columns[col]
			if all[c.Unit] == nil {
				all[c.Unit] = map[string]*counted{}
			}
			one := all[c.Unit][c.Name]
			if one == nil {
				one = &counted{name: c.Unit + separator + c.Name, values: map[group]int64{}}
				all[c.Unit][c.Name] = one
			}
			one.tables = append(one.tables, name)
			one.add(r, col, o.least(r.Query))
		}
	}
	out := measures{}
	for _, unit := range slices.Sorted(maps.Keys(all)) {
		var kept []*counted
		for _, name := range slices.Sorted(maps.Keys(all[unit])) {
			one := all[unit][name]
			at := slices.IndexFunc(kept, one.agrees)
			if at < 0 {
				kept = append(kept, one)
				continue
			}
			out[one.name] = kept[at].name
			kept[at].tables = append(kept[at].tables, one.tables...)
			maps.Copy(kept[at].values, one.values)
		}
	}
	return out
}

// add takes in the counts of a column that are not small, and what they add up to. Where two tables speak of a group
// and differ, neither counts.
func (c *counted) add(r *queries.Result, col int, least int64) {
	dims := dimensions(r)
	sums := map[group]int64{}
	for row := range r.Rows {
		n, ok := r.Rows[row][col].(int64)
		if !ok {
			continue
		}
		sums[rowGroup(r, dims, row)] = n
	}
	for k, n := range sums {
		if n < least {
			continue
		}
		if was, ok := c.values[k]; ok && was != n {
			n = -1
		}
		c.values[k] = n
	}
}

func (c *counted) agrees(other *counted) bool {
	if slices.ContainsFunc(c.tables, func(t string) bool { return slices.Contains(other.tables, t) }) {
		return false
	}
	shared := 0
	for k, n := range c.values {
		m, ok := other.values[k]
		if !ok {
			continue
		}
		if m != n || n < 0 {
			return false
		}
		shared++
	}
	return shared >= fewestAlike
}
