package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// skipRule is an SQL expression: the name of the rule that leaves a row out, or NULL.
func (m *mapping) skipRule() string {
	var b strings.Builder
	fmt.Fprintf(&b, "CASE WHEN t.%s THEN NULL WHEN t.%s = 0 THEN 'blank row'", warehouse.Ident(read.Quoted), warehouse.Ident(read.Filled))
	for i, s := range m.table.Skip {
		when := m.skipWhen(s)
		if s.ToEnd {
			when = "false"
			if row, found := m.ends[i]; found {
				when = fmt.Sprintf("t.%s >= %d", warehouse.Ident(read.Row), row)
			}
		}
		fmt.Fprintf(&b, " WHEN %s THEN %s", when, warehouse.Quote(s.Rule))
	}
	return b.String() + " END"
}

// skipWhen is true for a row that meets every condition of a rule.
func (m *mapping) skipWhen(s profile.Skip) string {
	conds := []string{}
	if len(s.Equals) > 0 {
		conds = append(conds, fmt.Sprintf("lower(%s) IN (%s)", staged(s.Column), quoteAll(s.Equals, strings.ToLower)))
	}
	if s.Match != "" {
		conds = append(conds, fmt.Sprintf("regexp_full_match(coalesce(%s, ''), %s)", staged(s.Column), warehouse.Quote(s.Match)))
	}
	for _, blank := range s.Blank {
		conds = append(conds, staged(blank)+" IS NULL")
	}
	if s.CellsAtMost > 0 {
		conds = append(conds, fmt.Sprintf("t.%s <= %d", warehouse.Ident(read.Filled), s.CellsAtMost))
	}
	if s.Any != "" {
		conds = append(conds, m.anyWhen(s.Any))
	}
	if s.Header {
		conds = append(conds, m.headerWhen())
	}
	return strings.Join(conds, " AND ")
}

// readable are the columns whose text is that of the file: not the hashes of people.
func (m *mapping) readable() []profile.Column {
	out := []profile.Column{}
	for _, c := range m.table.Own().Columns {
		if !strings.HasPrefix(c.Type, "person:") {
			out = append(out, c)
		}
	}
	return out
}

func (m *mapping) anyWhen(pattern string) string {
	terms := []string{"false"}
	for _, c := range m.readable() {
		terms = append(terms, fmt.Sprintf("coalesce(regexp_full_match(%s, %s), false)", staged(c.Name), warehouse.Quote(pattern)))
	}
	return "(" + strings.Join(terms, " OR ") + ")"
}

// headerWhen is true for a row whose filled columns all hold their headings.
// Of a header of several rows each row may be repeated by itself.
func (m *mapping) headerWhen() string {
	all, any := []string{}, []string{"false"}
	for _, c := range m.readable() {
		headings := []string{foldHeading(c.From)}
		for _, part := range strings.Split(c.From, " / ") {
			headings = append(headings, foldHeading(part))
		}
		is := fmt.Sprintf("lower(regexp_replace(%s, '\\s+', ' ', 'g')) IN (%s)", staged(c.Name), quoteAll(headings, nil))
		any = append(any, "coalesce("+is+", false)")
		if len(c.Missing) > 0 {
			is += fmt.Sprintf(" OR lower(%s) IN (%s)", staged(c.Name), quoteAll(c.Missing, strings.ToLower))
		}
		all = append(all, "("+staged(c.Name)+" IS NULL OR "+is+")")
	}
	return "(" + strings.Join(append(all, "("+strings.Join(any, " OR ")+")"), " AND ") + ")"
}

// foldHeading makes headings alike that differ in case or white space.
func foldHeading(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// findEnds looks up where the rules that go to the end of a table begin.
func (f *fileLoad) findEnds(ctx context.Context, i int) error {
	m := f.mappings[i]
	m.ends = map[int]int64{}
	for n, s := range m.table.Skip {
		if !s.ToEnd {
			continue
		}
		var row sql.NullInt64
		stmt := fmt.Sprintf("SELECT min(%s) FROM %s t WHERE t.%s > 0 AND NOT t.%s AND %s", warehouse.Ident(read.Row), stageName(i), warehouse.Ident(read.Filled), warehouse.Ident(read.Quoted), m.skipWhen(s))
		if err := f.db.QueryRowContext(ctx, stmt).Scan(&row); err != nil {
			return engineError(err)
		}
		if row.Valid {
			m.ends[n] = row.Int64
		}
	}
	return nil
}
