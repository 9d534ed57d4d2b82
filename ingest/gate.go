package ingest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/warehouse"
)

// checkTotals holds a totals row against the rows that the file has.
func (f *fileLoad) checkTotals(ctx context.Context, i int, t profile.Table) error {
	for _, s := range t.Skip {
		if s.Counts == "" {
			continue
		}
		rule := f.mappings[i].skipRule()
		var said, have int64
		err := f.db.QueryRowContext(ctx, fmt.Sprintf(`SELECT coalesce(max(CASE WHEN rule = %s THEN try_cast(replace(%s, ',', '') AS BIGINT) END), -1), count(*) FILTER (WHERE rule IS NULL)
			FROM (SELECT t.*, %s AS rule FROM %s t)`, warehouse.Quote(s.Rule), warehouse.Ident(s.Counts), rule, stageName(i))).Scan(&said, &have)
		if err != nil {
			return err
		}
		if said >= 0 && said != have {
			return fmt.Errorf("its totals row says %d rows but the file has %d: rows were lost or added on the way; ask its sender for the export again", said, have)
		}
	}
	return nil
}

// checkDayFirst refuses a file whose dates are month first where its profile
// says day first: the rows that could be read would have days and months swapped.
func (f *fileLoad) checkDayFirst(ctx context.Context, i int, t profile.Table) error {
	for _, c := range t.Columns {
		if c.Type != "date" || !strings.HasPrefix(c.Formats[0], "%d") || !strings.Contains(c.Formats[0], "%m") {
			continue
		}
		swapped := strings.NewReplacer("%d", "%m", "%m", "%d").Replace(c.Formats[0])
		name := warehouse.Ident(c.Name)
		var monthOnly, dayOnly int64
		err := f.db.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) FILTER (WHERE try_strptime(%[1]s, %[2]s) IS NULL AND try_strptime(%[1]s, %[3]s) IS NOT NULL),
			count(*) FILTER (WHERE try_strptime(%[1]s, %[2]s) IS NOT NULL AND try_strptime(%[1]s, %[3]s) IS NULL) FROM %[4]s`,
			name, warehouse.Quote(c.Formats[0]), warehouse.Quote(swapped), stageName(i))).Scan(&monthOnly, &dayOnly)
		if err != nil {
			return err
		}
		if monthOnly > 0 && dayOnly == 0 {
			return fmt.Errorf("column %q is month first: %d of its dates can be read only with the month first and none only with the day first; ask for the export with UK dates, or give the profile the format %s", c.From, monthOnly, swapped)
		}
	}
	return nil
}

// A snapshot of fewer than collapseShare of the rows that the one before it had
// for the same scope, where that had at least collapseFloor, is refused until
// someone says why it is right: a saved query that lost its filter, or half a
// file, would otherwise withdraw most of a force's cases.
const (
	collapseShare = 0.5
	collapseFloor = 20
)

// checkCollapse compares each full snapshot that the run has loaded with the
// one before it, or with the one of its own date whose place it takes, scope by
// scope. Files of one source and extract date are parts of one snapshot, whichever
// run loaded them. What is accepted is written down.
func (l *loader) checkCollapse(ctx context.Context) error {
	collapsed := fmt.Sprintf(`
		WITH snapshot AS (
		  SELECT f.source, s.scope, f.extract_date, sum(s.rows)::BIGINT AS rows, bool_or(f.batch_no = %[1]d) AS mine
		  FROM load.scope s JOIN load.file f USING (file_no)
		  WHERE f.kind = 'full' AND f.file_no NOT IN (SELECT file_no FROM load.reversal)
		  GROUP BY ALL),
		replaced AS (
		  SELECT f.source, s.scope, f.extract_date, sum(s.rows)::BIGINT AS rows
		  FROM load.scope s JOIN load.file f USING (file_no) JOIN load.reversal r USING (file_no)
		  WHERE f.kind = 'full' AND r.batch_no = %[1]d
		  GROUP BY ALL),
		compared AS (
		  SELECT n.*, coalesce(r.rows, lag(n.rows) OVER earlier) AS rows_before,
		         CASE WHEN r.rows IS NULL THEN lag(n.extract_date) OVER earlier ELSE n.extract_date END AS since
		  FROM snapshot n LEFT JOIN replaced r USING (source, scope, extract_date)
		  WINDOW earlier AS (PARTITION BY n.source, n.scope ORDER BY n.extract_date))
		SELECT source, scope, extract_date, rows, rows_before, since FROM compared
		WHERE mine AND rows_before >= %[2]d AND rows < %[3]g * rows_before`, l.batchNo, collapseFloor, collapseShare)
	if l.Accept != "" {
		return l.exec(ctx, "INSERT INTO load.accepted SELECT %d, source, scope, extract_date, rows, rows_before, %s FROM (%s)", l.batchNo, warehouse.Quote(l.Accept), collapsed)
	}
	rows, err := l.db.QueryContext(ctx, collapsed+" ORDER BY source, scope, extract_date")
	if err != nil {
		return engineError(err)
	}
	defer rows.Close()
	parts := []string{}
	for rows.Next() {
		var source, scope string
		var date, since time.Time
		var now, before int64
		if err := rows.Scan(&source, &scope, &date, &now, &before, &since); err != nil {
			return err
		}
		parts = append(parts, fmt.Sprintf("%s of %s has %d rows, where that of %s had %d", strings.TrimSpace(source+" "+scope), date.Format(time.DateOnly), now, since.Format(time.DateOnly), before))
	}
	if err := rows.Err(); err != nil || len(parts) == 0 {
		return err
	}
	return fmt.Errorf("a snapshot has collapsed (%s), and loading it would withdraw the rest; ask its sender, or accept it with --accept \"reason\"", strings.Join(parts, "; "))
}
