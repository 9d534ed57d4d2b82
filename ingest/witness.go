package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// Rows put right are held against all that their export says of their records:
// against what is loaded (conflict.go), and against the rows that go on waiting. These
// are staged beside them under the negatives of their numbers, typed, and taken
// apart before anything is counted or made of them.

func witnessName(i int) string { return fmt.Sprintf("witness_%d", i) }

// addWitnesses puts the rows of an export that wait and are not tried beside
// those that are, so far as their values are still kept.
func (o *origin) addWitnesses(waits map[place]rowState, held map[place]Waiting) {
	tried := map[place]bool{}
	for sheet, rows := range o.rows {
		for _, n := range rows.Numbers {
			tried[place{sheet, n}] = true
		}
	}
	if len(tried) == 0 {
		return
	}
	for _, p := range sortedPlaces(held) {
		rows, known := o.rows[p.sheet]
		state, waiting := waits[p]
		w := held[p]
		if _, joined := joinsOf(o.profile, p.sheet); joined && len(w.Keys) == 0 {
			continue // it was kept without the cells joined to it
		}
		if !waiting || state.closed != "" || tried[p] || (known && len(rows.Headings) > 0 && !slices.Equal(rows.Headings, w.Headings)) {
			continue
		}
		rows.Headings = w.Headings
		rows.Numbers, rows.Cells = append(rows.Numbers, -p.row), append(rows.Cells, w.Cells)
		o.rows[p.sheet] = rows
	}
}

func sortedPlaces(held map[place]Waiting) []place {
	out := []place{}
	for p := range held {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row))
	})
	return out
}

// lastHeld are the rows of an export that the store holds, as they were last sent.
func (l *loader) lastHeld(ctx context.Context, fileNo int) (map[place]Waiting, error) {
	out := map[place]Waiting{}
	err := eachRow(ctx, l.db, fmt.Sprintf("SELECT sha256, profile_sha256, extract_date FROM load.file WHERE (file_no = %[1]d OR corrects = %[1]d) AND file_no NOT IN (SELECT file_no FROM load.gone) ORDER BY file_no", fileNo), func(rows *sql.Rows) error {
		var name storeName
		if err := rows.Scan(&name.sha256, &name.profile, &name.extract); err != nil {
			return err
		}
		held, err := l.stored(name)
		for _, w := range held {
			out[place{w.Sheet, int(w.Row)}] = w
		}
		return err
	})
	return out, err
}

// stored are the rows that a load held back: one of this run, or an earlier one.
func (l *loader) stored(name storeName) (out []Waiting, err error) {
	for _, w := range l.waiting {
		if w.export.storeName().in("") == name.in("") {
			return w.rows, nil
		}
	}
	for _, file := range name.paths(l.Warehouse) {
		held, err := readStore(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed: what is no longer kept cannot be compared
		}
		if err != nil {
			return nil, err
		}
		out = append(out, held...)
	}
	return out, nil
}

// partWitnesses takes the rows that go on waiting out of a table.
func (f *fileLoad) partWitnesses(ctx context.Context, i int) error {
	if f.export.origin == nil {
		return nil
	}
	row := warehouse.Ident(read.Row)
	n, err := f.int64(ctx, "SELECT count(*) FROM %s WHERE %s < 0", stageName(i), row)
	if err != nil {
		return err
	}
	f.witnesses += n
	f.report.Read -= n
	for _, stmt := range []string{
		fmt.Sprintf("CREATE OR REPLACE TEMP TABLE %s AS SELECT * FROM %s WHERE %s < 0", witnessName(i), typedName(i), row),
		fmt.Sprintf("DELETE FROM %s WHERE %s < 0", typedName(i), row),
		fmt.Sprintf("DELETE FROM %s WHERE %s < 0", stageName(i), row),
		"DELETE FROM problem WHERE row_no < 0",
	} {
		if err := f.exec(ctx, "%s", stmt); err != nil {
			return err
		}
	}
	return nil
}
