package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// checkTotals holds the totals rows of a table against the rows that it has.
func (f *fileLoad) checkTotals(ctx context.Context, i int, t profile.Table) error {
	for _, s := range t.Skip {
		if s.Counts != "" {
			if err := f.checkCount(ctx, i, s); err != nil {
				return err
			}
		}
		for _, column := range s.Sums {
			if err := f.checkSum(ctx, i, s, column); err != nil {
				return err
			}
		}
	}
	return nil
}

// totals is what the rows that a rule leaves out say, and what the others come to.
type totals struct {
	rows     int64          // rows of the rule
	unsaid   int64          // those of them that hold no number
	low, top sql.NullString // the numbers they say: the same where there is one
	have     sql.NullString
	agrees   sql.NullBool
}

// askTotals asks for the number that said finds in the rows of a rule, and for
// have over the rows that are loaded.
func (f *fileLoad) askTotals(ctx context.Context, i int, s profile.Skip, said, have string) (out totals, err error) {
	rule := warehouse.Quote(s.Rule)
	stmt := fmt.Sprintf(`SELECT n, unsaid, CAST(low AS VARCHAR), CAST(top AS VARCHAR), CAST(have AS VARCHAR), low = top AND low = have FROM
		(SELECT count(*) FILTER (WHERE rule = %[1]s) AS n, count(*) FILTER (WHERE rule = %[1]s AND said IS NULL) AS unsaid,
		   min(said) FILTER (WHERE rule = %[1]s) AS low, max(said) FILTER (WHERE rule = %[1]s) AS top, coalesce(%[2]s FILTER (WHERE rule IS NULL), 0) AS have
		 FROM (SELECT %[3]s AS said, %[4]s AS rule FROM %[5]s t))`, rule, have, said, f.mappings[i].skipRule(), stageName(i))
	if err := f.db.QueryRowContext(ctx, stmt).Scan(&out.rows, &out.unsaid, &out.low, &out.top, &out.have, &out.agrees); err != nil {
		return out, engineError(err)
	}
	return out, nil
}

func (f *fileLoad) checkCount(ctx context.Context, i int, s profile.Skip) error {
	// The one whole number of the cell, words around it apart.
	numbers := fmt.Sprintf("regexp_extract_all(%s, '[\\d.,]*\\d')", staged(s.Counts))
	said := fmt.Sprintf("CASE WHEN len(%[1]s) = 1 AND regexp_full_match(%[1]s[1], '%[2]s') THEN try_cast(replace(%[1]s[1], ',', '') AS BIGINT) END", numbers, wholeNumber)
	got, err := f.askTotals(ctx, i, s, said, "count(*)")
	switch {
	case err != nil:
		return err
	case got.rows == 0 && f.Accept == "":
		return fmt.Errorf("its totals row (rule %q), which says how many rows the file has, is not there: the file may have been cut short; ask its sender for it again, or where it is right load it with --accept \"reason\"", s.Rule)
	case got.rows == 0:
		return f.warn(ctx, i, "no row of the rule "+s.Rule+", which says how many rows the file has")
	case got.unsaid > 0:
		return fmt.Errorf("its totals row (rule %q) holds no number that says how many rows the file has, so that rows lost on the way would not be seen; ask its sender for the export again, or take counts out of the rule in the profile", s.Rule)
	case got.low != got.top:
		return fmt.Errorf("its totals rows (rule %q) say different numbers of rows, from %s to %s; ask its sender for the export again", s.Rule, got.low.String, got.top.String)
	case !got.agrees.Bool:
		return fmt.Errorf("its totals row says %s rows but the file has %s: rows were lost or added on the way; ask its sender for the export again", got.low.String, got.have.String)
	}
	return nil
}

func (f *fileLoad) checkSum(ctx context.Context, i int, s profile.Skip, column string) error {
	m := f.mappings[i]
	c, _ := m.table.Column(column)
	got, err := f.askTotals(ctx, i, s, m.parse(c, staged(column)), "sum(said)")
	switch {
	case err != nil:
		return err
	case got.rows == 0 && s.Counts == "" && column == s.Sums[0]: // a missing row is said once
		return f.warn(ctx, i, "no row of the rule "+s.Rule+", which says what columns come to")
	case got.rows == 0:
		return nil
	case got.unsaid > 0:
		return fmt.Errorf("its totals row (rule %q) holds no number for column %q, whose sum the profile expects there; ask its sender for the export again, or take sums out of the rule in the profile", s.Rule, c.From)
	case !got.agrees.Bool:
		return fmt.Errorf("column %q comes to another sum than its totals row says: rows were lost, added or changed on the way; ask its sender for the export again", c.From)
	}
	return nil
}

// warn notes something about a table that is of no row.
func (f *fileLoad) warn(ctx context.Context, i int, rule string) error {
	return f.exec(ctx, "INSERT INTO problem VALUES (%d, NULL, '', %s, '%s', NULL)", i, warehouse.Quote(rule), Warn)
}

// checkDateOrder looks at the columns in which some date could not be read, for
// dates that can be read with the day and the month exchanged. Where none can be
// read only as declared the file is refused: the days that could be read would
// have their months for days. Where both kinds occur the column is of two orders:
// those of the other order wait as unreadable, and those that could be either are
// noted, one by one.
func (f *fileLoad) checkDateOrder(ctx context.Context, i int, hit []bool) error {
	m := f.mappings[i]
	for n, check := range m.checks {
		c, ok := m.table.Column(check.column)
		if !ok || !hit[n] || c.Type != "date" || c.Split != "" || check.rule != unreadable(c) {
			continue
		}
		if err := f.checkColumnOrder(ctx, i, c); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileLoad) checkColumnOrder(ctx context.Context, i int, c profile.Column) error {
	declared, swapped := []string{}, []string{}
	for _, format := range c.Formats {
		if other := profile.Swapped(format); other != "" {
			declared, swapped = append(declared, format), append(swapped, other)
		}
	}
	if len(declared) == 0 {
		return nil
	}
	text := datedText(c.Formats, staged(c.Name))
	// A date that any declared format reads is of the declared order unless it is swappable.
	orders := fmt.Sprintf(`SELECT t.%[1]s AS row_no, %[2]s AS day, %[3]s AS other, %[4]s AS read FROM %[5]s t WHERE (%[6]s) IS NULL`,
		warehouse.Ident(read.Row), strptime(text, declared), strptime(text, swapped), strptime(text, c.Formats), f.sourceName(i), f.mappings[i].skipRule())
	var own, others, either int64
	err := f.db.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) FILTER (WHERE day IS NOT NULL AND other IS NULL), count(*) FILTER (WHERE read IS NULL AND other IS NOT NULL),
		count(*) FILTER (WHERE day <> other) FROM (%s)`, orders)).Scan(&own, &others, &either)
	if err != nil {
		return engineError(err)
	}
	first, second := "day", "month"
	if strings.Index(declared[0], "%m") < strings.Index(declared[0], "%d") {
		first, second = second, first
	}
	switch {
	case others == 0:
		return nil
	case own == 0:
		return fmt.Errorf("column %q is %s first: %d of its dates can be read only with the %s first and none only with the %s first; %s",
			c.From, second, others, second, first, orderRemedy(second, swapped))
	}
	if err := f.warn(ctx, i, fmt.Sprintf("dates of column %q are in two orders: %d can only be %s first, %d only %s first; %d could be either", c.From, own, first, others, second, either)); err != nil {
		return err
	}
	return f.exec(ctx, "INSERT INTO problem SELECT %d, row_no, %s, 'date could be day first or month first, and the column has both', '%s', NULL FROM (%s) WHERE day <> other",
		i, warehouse.Quote(c.From), Warn, orders)
}

func orderRemedy(order string, formats []string) string {
	remedy := "give the profile the format " + strings.Join(slices.Compact(formats), " or ")
	if order == "month" {
		return "ask for the export with UK dates, or " + remedy
	}
	return remedy
}
