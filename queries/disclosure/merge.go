package disclosure

import (
	"fmt"
	"slices"

	"proceedings/queries"
	"proceedings/queries/stats"
)

// mostSmall is the share of a table's counts, other than noughts, that may be small before its quarters are put
// together: to merge loses less than to withhold.
const mostSmall = 1.0 / 3

// merge puts the quarters of a table together to financial years, where its header says that they add up and too many
// of its counts are small. Shares are worked out again; what cannot be is withheld.
func (o Options) merge(r *queries.Result) (*queries.Result, error) {
	if r.Query.Merge == "" || o.small(r) <= mostSmall {
		return r, nil
	}
	out := *r
	out.Merged, out.Rows = true, nil
	at := map[string]int{}
	column := slices.IndexFunc(r.Columns, func(c queries.Column) bool { return c.Name == r.Query.Merge })
	for _, row := range r.Rows {
		row = slices.Clone(row)
		if quarter, ok := row[column].(string); ok && quarterLabel.MatchString(quarter) {
			row[column] = wider(quarter)
		}
		key := labelled(r, row)
		i, have := at[key]
		if !have {
			at[key] = len(out.Rows)
			out.Rows = append(out.Rows, row)
			continue
		}
		for _, col := range counts(r) {
			a, okA := out.Rows[i][col].(int64)
			b, okB := row[col].(int64)
			if okA && okB {
				out.Rows[i][col] = a + b
			}
		}
	}
	return &out, again(&out)
}

// small is the share of counts, other than noughts, that are below the threshold.
func (o Options) small(r *queries.Result) float64 {
	small, all, least := 0, 0, o.least(r.Query)
	for _, row := range r.Rows {
		for _, col := range counts(r) {
			if n, ok := row[col].(int64); ok && n > 0 {
				all++
				if n < least {
					small++
				}
			}
		}
	}
	return float64(small) / float64(max(all, 1))
}

// again works out the shares of a merged table by the steps of its query.
func again(r *queries.Result) error {
	table := stats.Table{}
	for _, c := range r.Columns {
		table.Columns = append(table.Columns, c.Name)
	}
	made := map[string]bool{}
	for _, row := range r.Rows {
		table.Rows = append(table.Rows, slices.Clone(row))
	}
	steps := stats.Steps()
	for _, s := range r.Query.Then {
		if s.Func != "wilson" && s.Func != "exact" {
			continue
		}
		rate := s.Args["rate"]
		without(&table, rate+"_low", rate+"_high")
		k, n := slices.Index(table.Columns, s.Args["k"]), slices.Index(table.Columns, s.Args["n"])
		for _, row := range table.Rows {
			at := slices.Index(table.Columns, rate)
			row[at] = nil
			kv, okK := row[k].(int64)
			nv, okN := row[n].(int64)
			if okK && okN && nv > 0 {
				row[at] = float64(kv) / float64(nv)
			}
		}
		next, err := steps[s.Func].Run(table, s.Args)
		if err != nil {
			return fmt.Errorf("disclosure control: %s merged: %w", r.Query.Name, err)
		}
		table = next
		for _, name := range []string{rate, rate + "_low", rate + "_high"} {
			made[name] = true
		}
	}
	for i, c := range r.Columns {
		at := slices.Index(table.Columns, c.Name)
		for row := range r.Rows {
			r.Rows[row][i] = table.Rows[row][at]
			if c.Role == "measure" && c.Kind != queries.Count && !made[c.Name] {
				r.Rows[row][i] = queries.Withheld{}
			}
		}
	}
	return nil
}

// without takes columns out of a table.
func without(t *stats.Table, names ...string) {
	for _, name := range names {
		at := slices.Index(t.Columns, name)
		if at < 0 {
			continue
		}
		t.Columns = slices.Delete(slices.Clone(t.Columns), at, at+1)
		for i, row := range t.Rows {
			t.Rows[i] = slices.Delete(row, at, at+1)
		}
	}
}
