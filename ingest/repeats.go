package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// countRepeats notes the rows that are the same as a row above them but for the
// columns that the profile says.
func (f *fileLoad) countRepeats(ctx context.Context, i int) error {
	t := f.mappings[i].table
	if t.Repeats == nil {
		return nil
	}
	same, headings := []string{}, []string{}
	for _, c := range t.Own().Columns {
		if slices.Contains(t.Repeats.Ignoring, c.Name) {
			headings = append(headings, c.From)
		} else {
			same = append(same, staged(c.Name))
		}
	}
	rule := "the same row again but for " + strings.Join(headings, ", ")
	return f.exec(ctx, `INSERT INTO problem SELECT %d, row_no, '', %s, '%s', NULL
		FROM (SELECT t.%s AS row_no, row_number() OVER (PARTITION BY %s ORDER BY t.%[4]s) AS n FROM %[6]s t WHERE (%[7]s) IS NULL AND NOT t.%[8]s) WHERE n > 1`,
		i, warehouse.Quote(rule), Warn, warehouse.Ident(read.Row), strings.Join(same, ", "), stageName(i), f.mappings[i].skipRule(), warehouse.Ident(read.Quoted))
}

// noteRepeats notes the rows that repeat a row above them whole, in every column
// that the profile names. Such a row makes no record that another has not made,
// so that only rows of which no record was kept are looked at, and only in a file
// that makes some record twice.
func (f *fileLoad) noteRepeats(ctx context.Context) error {
	if !f.anyDoubled() {
		return nil
	}
	gave := []string{"SELECT tab, row_no FROM kept_rows"}
	for _, m := range f.made {
		if !m.doubled {
			gave = append(gave, "SELECT tab, row_no FROM "+newName(m.Name))
		}
	}
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE gave_nothing AS SELECT tab, row_no FROM loaded ANTI JOIN (%s) USING (tab, row_no)", strings.Join(gave, " UNION ALL ")); err != nil {
		return err
	}
	for i, t := range f.export.profile.Tables {
		n, err := f.int64(ctx, "SELECT count(*) FROM gave_nothing WHERE tab = %d", i)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		if err := f.noteTableRepeats(ctx, i, t.Own().Columns); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileLoad) noteTableRepeats(ctx context.Context, i int, columns []profile.Column) error {
	same := []string{}
	for _, c := range columns {
		same = append(same, fmt.Sprintf("t.%[1]s IS NOT DISTINCT FROM o.%[1]s", warehouse.Ident(c.Name)))
	}
	return f.exec(ctx, `INSERT INTO problem SELECT DISTINCT %[1]d, t.%[2]s, '', 'the row repeats another', '%[3]s', NULL
		FROM (SELECT t.* FROM %[4]s t SEMI JOIN gave_nothing g ON g.tab = %[1]d AND g.row_no = t.%[2]s) t
		JOIN (SELECT o.* FROM %[4]s o SEMI JOIN loaded l ON l.tab = %[1]d AND l.row_no = o.%[2]s) o ON %[5]s AND o.%[2]s < t.%[2]s`,
		i, warehouse.Ident(read.Row), Warn, typedName(i), strings.Join(same, " AND "))
}

// keepRows notes which rows of those that make one record twice were kept.
func (f *fileLoad) keepRows(ctx context.Context, m *making) error {
	if !f.anyDoubled() {
		if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE kept_rows (tab INTEGER, row_no BIGINT)"); err != nil {
			return err
		}
	}
	m.doubled = true
	return f.exec(ctx, "INSERT INTO kept_rows SELECT DISTINCT tab, row_no FROM kept")
}

// anyDoubled is true where some record is made by several rows.
func (f *fileLoad) anyDoubled() bool {
	return slices.ContainsFunc(f.made, func(m *making) bool { return m.doubled })
}
