package ingest

import (
	"context"
	"fmt"
	"strings"

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
