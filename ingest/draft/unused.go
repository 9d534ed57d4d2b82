package draft

import (
	"maps"
	"slices"

	"proceedings/ingest/profile"
)

// unused lists the columns that the profile reads and nothing of it uses: no record,
// and neither a skip rule nor the scope.
func (c *checker) unused() {
	for _, t := range c.Profile.Tables {
		u := Unread{Sheet: t.Sheet}
		used := usedNames(t, c.Profile.Extract.Scope)
		for _, col := range t.Columns {
			if !used[col.Name] {
				u.Headings = append(u.Headings, col.From)
			}
		}
		if len(u.Headings) > 0 {
			c.out.Unused = append(c.out.Unused, u)
		}
	}
}

// usedNames are the columns, by their names in the profile, that a table's records and
// rules use.
func usedNames(t profile.Table, scope []string) map[string]bool {
	used := map[string]bool{}
	for _, name := range scope {
		used[name] = true
	}
	for _, s := range t.Skip {
		for _, name := range slices.Concat(s.Blank, s.Sums, []string{s.Column, s.Counts}) {
			used[name] = true
		}
	}
	for _, col := range t.Columns {
		if col.Schemes != nil {
			used[col.Schemes.By] = true
		}
	}
	if t.Join != nil {
		for name := range t.Join.On {
			used[name] = true
		}
	}
	for _, r := range t.Records {
		for _, name := range namesOf(r) {
			used[name] = true
		}
	}
	return used
}

// namesOf are the names that a record uses, columns among them.
func namesOf(r profile.Record) []string {
	fields := slices.Collect(maps.Values(r.Fields))
	if r.Unpivot != nil {
		for _, group := range r.Unpivot.Wide() {
			fields = slices.AppendSeq(fields, maps.Values(group))
		}
	}
	names, expressions := []string{r.Each}, []string{r.When}
	for _, f := range fields {
		names = append(names, f.Column, f.SchemeOf, f.NumberOf)
		expressions = append(expressions, f.SQL)
	}
	for _, expr := range expressions {
		names = append(names, profile.NamesIn(expr)...)
	}
	return names
}

// listsOf are the lists that a code column's value may be of.
func listsOf(col profile.Column) []string {
	if col.Schemes == nil {
		return []string{col.List}
	}
	out := []string{}
	for _, s := range col.Schemes.In {
		if !slices.Contains(out, s.List) {
			out = append(out, s.List)
		}
	}
	return out
}
