package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// skip is a rule that names rows which are no data.
type skip struct {
	rule   string
	column *column // that equals and match look at
	equals []string
	match  string
	any    string
	header bool
	atMost int
	blank  []*column // these are all empty
	ask    string    // what its author should say of it
	toEnd  bool
	counts *column
	sums   []*column
	rows   int64
	first  int64 // the row it is met by first
}

// The texts that are alone known to stand in rows which are no data. RE2.
const (
	totalText = `(?i)(grand |sub[- ]?|overall )?totals?( rows| records| cases)?\s*:?|(row|record|case)?\s*count\s*:?`
	endText   = `(?i)\W*end of (the )?(report|export|file|data|list|extract|query)\W*`
	lineText  = `[-=_*~.#]{3,}`
	voidText  = `(?i)\W*(void|voided|record deleted|deleted record|test record)\W*`
)

// findSkips looks for the rows that are no data, and leaves them out of all
// that is counted from here on.
func (d *drafter) findSkips(ctx context.Context, t *table) error {
	if _, err := d.db.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE skipped AS SELECT "+read.Row+" FROM t WHERE "+read.Filled+" = 0"); err != nil {
		return ingest.EngineError(err)
	}
	var width int64
	if err := d.scan(ctx, "SELECT coalesce(CAST(median("+read.Filled+") AS BIGINT), 0) FROM t WHERE "+read.Filled+" > 1", &width); err != nil {
		return err
	}
	first := t.live()[0]
	rules := []skip{
		{rule: "header repeated", header: true},
		{rule: "end of report", any: endText, toEnd: true},
	}
	for _, c := range t.live()[:min(3, len(t.live()))] {
		rules = append(rules, skip{rule: "totals row", column: c, match: totalText})
	}
	if err := d.trySkips(ctx, t, append(rules, skip{rule: "separator row", column: first, match: lineText})); err != nil {
		return err
	}
	if width >= 4 {
		alone, err := d.alone(ctx, t)
		if err != nil {
			return err
		}
		if err := d.trySkips(ctx, t, append([]skip{{rule: "void row", any: voidText, atMost: int(width / 2)}}, alone...)); err != nil {
			return err
		}
	}
	if err := d.bare(ctx, t); err != nil {
		return err
	}
	return d.scan(ctx, "SELECT count(*) FROM t ANTI JOIN skipped USING ("+read.Row+")", &t.data)
}

func (d *drafter) trySkips(ctx context.Context, t *table, rules []skip) error {
	for _, s := range rules {
		if err := d.trySkip(ctx, t, s); err != nil {
			return err
		}
	}
	return nil
}

// live are the columns that are staged.
func (t *table) live() []*column {
	return slices.DeleteFunc(slices.Clone(t.columns), func(c *column) bool { return c.staged == "" || c.left != "" && c.rows == 0 })
}

// trySkip keeps a rule that some rows meet, but not most.
func (d *drafter) trySkip(ctx context.Context, t *table, s skip) error {
	where := s.where(t)
	if s.toEnd {
		where = fmt.Sprintf("%s >= (SELECT min(%s) FROM t WHERE %s)", read.Row, read.Row, where)
	}
	from := fmt.Sprintf("FROM t ANTI JOIN skipped USING (%s) WHERE NOT %s AND (%s)", read.Row, read.Quoted, where)
	if err := d.scan(ctx, fmt.Sprintf("SELECT count(*), coalesce(min(%s), 0) %s", read.Row, from), &s.rows, &s.first); err != nil {
		return err
	}
	if s.rows == 0 || s.rows*5 > t.read+10 {
		return nil
	}
	if len(s.match) > 0 && s.match == totalText {
		if err := d.totalWords(ctx, &s, from); err != nil {
			return err
		}
	}
	t.skips = append(t.skips, s)
	_, err := d.db.ExecContext(ctx, fmt.Sprintf("INSERT INTO skipped SELECT %s %s", read.Row, from))
	return ingest.EngineError(err)
}

// totalWords puts the words that a totals row was known by in place of the pattern.
func (d *drafter) totalWords(ctx context.Context, s *skip, from string) error {
	err := d.each(ctx, fmt.Sprintf("SELECT DISTINCT %s AS v %s ORDER BY v", s.column.staged, from), func(scan func(...any) error) error {
		var word string
		if err := scan(&word); err != nil {
			return err
		}
		s.equals = append(s.equals, word)
		return nil
	})
	s.match = ""
	return err
}

func (s *skip) where(t *table) string {
	conds := []string{}
	if s.match != "" {
		conds = append(conds, fmt.Sprintf("coalesce(regexp_full_match(%s, %s), false)", s.column.staged, warehouse.Quote(s.match)))
	}
	if s.atMost > 0 {
		conds = append(conds, fmt.Sprintf("%s <= %d", read.Filled, s.atMost))
	}
	for _, c := range s.blank {
		conds = append(conds, c.staged+" IS NULL")
	}
	if s.any != "" {
		terms := []string{}
		for _, c := range t.live() {
			terms = append(terms, fmt.Sprintf("coalesce(regexp_full_match(%s, %s), false)", c.staged, warehouse.Quote(s.any)))
		}
		conds = append(conds, "("+strings.Join(terms, " OR ")+")")
	}
	if s.header {
		same := []string{}
		for _, c := range t.live() {
			same = append(same, fmt.Sprintf("CAST(coalesce(lower(regexp_replace(%s, '\\s+', ' ', 'g')) = %s, false) AS INTEGER)", c.staged, warehouse.Quote(fold(c.heading))))
		}
		// Cells that are worked out differ from their heading: half of a row is enough.
		n := "(" + strings.Join(same, " + ") + ")"
		conds = append(conds, fmt.Sprintf("%s >= %d AND %s * 2 >= %s", n, min(2, len(same)), n, read.Filled))
	}
	return strings.Join(conds, " AND ")
}

// totals finds which cells of a totals row count the rows or add a column up.
func (d *drafter) totals(ctx context.Context, t *table) error {
	for i := range t.skips {
		s := &t.skips[i]
		if s.rows != 1 || len(s.equals) == 0 {
			continue
		}
		for _, c := range t.live() {
			if c == s.column || c.left != "" || strings.HasPrefix(c.kind, "person:") {
				continue
			}
			var counts, sums bool
			number := fmt.Sprintf("try_cast(replace(replace(%s, ',', ''), '£', '') AS DECIMAL(18,2))", c.staged)
			rest := fmt.Sprintf("(SELECT sum(%s) FROM t ANTI JOIN skipped USING (%s))", number, read.Row)
			query := fmt.Sprintf("SELECT coalesce(regexp_extract(any_value(%s), '^\\D*(\\d+)\\D*$', 1) = '%d', false), coalesce(any_value(%s) = %s, false) FROM t WHERE %s = %d",
				c.staged, t.data, number, rest, read.Row, s.first)
			if err := d.scan(ctx, query, &counts, &sums); err != nil {
				return err
			}
			switch {
			case counts && s.counts == nil:
				s.counts = c
			case sums && (c.kind == "integer" || c.kind == "decimal"):
				s.sums = append(s.sums, c)
			}
		}
	}
	return nil
}
