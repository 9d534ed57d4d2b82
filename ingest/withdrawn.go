package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// countWithdrawn counts the records of the snapshots before those of this run, in
// the scopes that these speak for, that they no longer show. The files of one
// source and date are one snapshot, so that its last file of the run says it for all.
// The gate has paired the snapshots before.
func (l *loader) countWithdrawn(ctx context.Context) error {
	shown, err := l.kinds(ctx, "SELECT DISTINCT d.record FROM gate_pair p JOIN load.feed d USING (file_no) WHERE NOT p.now")
	if err != nil {
		return err
	}
	for _, kind := range shown {
		if err := eachRow(ctx, l.db, withdrawnSQL(kind), func(rows *sql.Rows) error {
			var source string
			var extract time.Time
			var n int64
			err := rows.Scan(&source, &extract, &n)
			l.noteWithdrawn(source, extract, n)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// withdrawnSQL counts, by source and extract date, the keys of one kind that the
// snapshot before shows and the one now does not.
func withdrawnSQL(kind vocab.Record) string {
	keys, name := []string{}, warehouse.Ident(kind.Name)
	for _, field := range keyFields(kind) {
		keys = append(keys, "r."+warehouse.Ident(field))
	}
	return fmt.Sprintf(`SELECT source, extract_date, count(*) FROM (
		SELECT p.source, p.extract_date, %[2]s
		FROM gate_pair p
		JOIN (SELECT vid, file_no, scope FROM rec.%[1]s UNION ALL SELECT vid, file_no, scope FROM seen.%[1]s) s USING (file_no, scope)
		JOIN rec.%[1]s r USING (vid)
		GROUP BY ALL HAVING NOT bool_or(p.now)) GROUP BY ALL`, name, strings.Join(keys, ", "))
}

func (l *loader) noteWithdrawn(source string, extract time.Time, n int64) {
	for i := len(l.report.Files) - 1; i >= 0; i-- {
		if f := &l.report.Files[i]; f.Source == source && f.ExtractDate.Equal(extract) && !f.Already && f.Corrects == "" {
			f.Withdrawn += n
			return
		}
	}
}
