package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// Format is how tables are written.
type Format string

// The formats.
const (
	Parquet Format = "parquet"
	Arrow   Format = "arrow" // files of Arrow batches, not compressed, which readers map into memory
	CSV     Format = "csv"
)

// Formats lists them.
func Formats() []Format { return []Format{Parquet, Arrow, CSV} }

// Options say what is written.
type Options struct {
	Words     *vocab.Set
	Format    Format
	Partition []string // force, year: the levels of folders of records; none: one file a table
	Records   []string // kinds of record, and References; none: all kinds that hold anything, and the reference tables
	Queries   []string // names of queries, whose answers are written in place of records
	Progress  func(done, of int, table string)
}

// References stands for the reference tables among the kinds of record.
const References = "ref"

// Summary is what was written.
type Summary struct {
	Tables, Files int
	Rows, Bytes   int64
	Unpartitioned []string // tables of records that have not all of what they should be partitioned by
}

type writer struct {
	Options
	session   *queries.Session
	db        *warehouse.DB
	folder    string
	tables    []table
	resources []Resource
}

// Write writes an export into a folder, which the session must have been opened for (warehouse.Settings.Folder).
func Write(ctx context.Context, s *queries.Session, folder string, o Options) (Summary, error) {
	w := &writer{Options: o, session: s, folder: folder}
	if err := w.plan(ctx); err != nil {
		return Summary{}, err
	}
	sum := Summary{Tables: len(w.tables)}
	for i, t := range w.tables {
		o.Progress(i, len(w.tables), t.name)
		if len(w.Queries) > 0 { // one answer at a time: it is held in memory
			answer, err := s.Run(ctx, t.name)
			if err != nil {
				return sum, err
			}
			t = ofResult(answer)
		}
		r, err := w.write(ctx, t)
		if err != nil {
			return sum, fmt.Errorf("table %s: %w", t.name, err)
		}
		w.resources = append(w.resources, r)
		sum.Files, sum.Rows, sum.Bytes = sum.Files+len(r.Files), sum.Rows+r.Rows, sum.Bytes+r.Bytes
		if t.record != nil && len(r.Partitions) < len(o.Partition) {
			sum.Unpartitioned = append(sum.Unpartitioned, t.name)
		}
	}
	sources, err := s.Sources(ctx)
	if err != nil {
		return sum, err
	}
	return sum, w.descriptor(sources).write(folder)
}

// plan finds the tables.
func (w *writer) plan(ctx context.Context) (err error) {
	if w.db, err = w.session.Tables(ctx); err != nil {
		return err
	}
	for _, name := range w.Queries {
		w.tables = append(w.tables, table{name: name})
	}
	if len(w.Queries) > 0 {
		return nil
	}
	for _, r := range w.Words.Records() {
		if len(w.Records) > 0 && !slices.Contains(w.Records, r.Name) {
			continue
		}
		if _, err := w.session.Tables(ctx, r.Table); err != nil {
			return err
		}
		any := false
		if err := w.db.QueryRowContext(ctx, fmt.Sprintf("SELECT EXISTS (FROM %s)", warehouse.Ident(r.Table))).Scan(&any); err != nil {
			return err
		}
		switch {
		case any:
			w.tables = append(w.tables, ofRecord(w.Words, r, w.Partition))
		case len(w.Records) > 0: // asked for, and empty: one file that says what its columns would be
			w.tables = append(w.tables, ofRecord(w.Words, r, nil))
		}
	}
	if len(w.Records) == 0 || slices.Contains(w.Records, References) {
		for _, r := range w.Words.Tables() {
			w.tables = append(w.tables, ofReference(r))
		}
	}
	return nil
}

// write writes one table.
func (w *writer) write(ctx context.Context, t table) (Resource, error) {
	r := Resource{Name: t.name, Title: t.title, Description: t.description, Type: "table", Format: string(w.Format), MediaType: mediaTypes[w.Format],
		Schema: TableSchema{Fields: t.fields, PrimaryKey: t.key}}
	if w.Format == CSV {
		r.Encoding, r.Dialect = "utf-8", &Dialect{Delimiter: ",", LineTerminator: "\n"}
	}
	parts, err := w.sorted(ctx, t)
	if err != nil {
		return r, err
	}
	for _, part := range parts {
		f, err := w.file(ctx, t, part)
		if err != nil {
			return r, err
		}
		r.Path, r.Files, r.Bytes, r.Rows = append(r.Path, f.Path), append(r.Files, f), r.Bytes+f.Bytes, r.Rows+f.Rows
	}
	if len(r.Files) == 1 {
		r.Hash = r.Files[0].Hash
	}
	for _, p := range t.partition {
		r.Partitions = append(r.Partitions, Partition{Field: p.name, From: p.says})
		r.Schema.FieldsMatch = "superset" // the files have fewer: the names of folders hold the others
	}
	if t.result != nil {
		r.Query, r.Notes = t.result.Query.Fingerprint, t.result.Notes
	}
	if t.record != nil {
		r.Schema.ForeignKeys, r.Schema.Unmatched, err = w.references(ctx, t)
	}
	return r, err
}

var mediaTypes = map[Format]string{Parquet: "application/vnd.apache.parquet", Arrow: "application/vnd.apache.arrow.file", CSV: "text/csv"}

const (
	sortedTable = "exporting"     // the rows of the table that is being written, in order
	staged      = "export_staged" // those of an answer, with
	ordinal     = `"/row"`        // their numbers
	block       = 60 * 2048       // rows that are held at a time
)

// part is a run of rows of the sorted table that makes a file.
type part struct {
	folder   string // below that of the table
	from, to int64  // rows, the last not among them
}

// sorted puts the rows of a table in order, those of a partition together, and tells which rows make which file.
func (w *writer) sorted(ctx context.Context, t table) ([]part, error) {
	if t.result != nil {
		if err := stage(ctx, w.db, t.result); err != nil {
			return nil, err
		}
	}
	if t.record != nil {
		names := []string{t.record.Table}
		if parent, _, ok := parentOf(w.Words, *t.record); ok {
			names = append(names, parent.Table)
		}
		if _, err := w.session.Tables(ctx, names...); err != nil {
			return nil, err
		}
	}
	columns, levels := slices.Clone(t.columns), []string{}
	for i, p := range t.partition {
		level := fmt.Sprintf(`"/%d"`, i) // no field has such a name
		columns, levels = append(columns, fmt.Sprintf("%s AS %s", p.expr, level)), append(levels, level)
	}
	order := slices.Concat(levels, t.order)
	if _, err := w.db.ExecContext(ctx, fmt.Sprintf("CREATE OR REPLACE TABLE %s AS SELECT %s FROM %s ORDER BY %s", sortedTable, strings.Join(columns, ", "), t.from, strings.Join(order, ", "))); err != nil {
		return nil, err
	}
	return w.parts(ctx, levels, t)
}

// parts are the runs of rows that have the same values for all levels.
func (w *writer) parts(ctx context.Context, levels []string, t table) ([]part, error) {
	texts := make([]string, len(levels))
	for i, l := range levels {
		texts[i] = l + "::VARCHAR"
	}
	group := ""
	if len(levels) > 0 {
		group = "GROUP BY " + strings.Join(levels, ", ")
	}
	rows, err := w.db.QueryContext(ctx, fmt.Sprintf("SELECT coalesce(min(rowid), 0), coalesce(max(rowid) + 1, 0), count(*), [%s]::VARCHAR[] FROM %s %s ORDER BY 1", strings.Join(texts, ", "), sortedTable, group))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []part
	for rows.Next() {
		p, n, values := part{}, int64(0), []any(nil)
		if err := rows.Scan(&p.from, &p.to, &n, &values); err != nil {
			return nil, err
		}
		if p.to-p.from != n || len(out) > 0 && out[len(out)-1].to != p.from {
			return nil, errors.New("rows of one file do not stand together")
		}
		for i, v := range values {
			var value *string
			if text, ok := v.(string); ok {
				value = &text
			}
			p.folder = filepath.Join(p.folder, hive(t.partition[i].name, value))
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// file writes one file and says what it is.
func (w *writer) file(ctx context.Context, t table, p part) (File, error) {
	path := filepath.Join(t.name, p.folder, "part-0."+string(w.Format))
	name := filepath.Join(w.folder, path)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return File{}, reason(err)
	}
	// Names of folders that differ in the size of letters only are one on some disks.
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return File{}, fmt.Errorf("%s cannot be written: %w", path, reason(err))
	}
	if err := f.Close(); err != nil {
		return File{}, err
	}
	if err := w.rows(ctx, name, t, p); err != nil {
		return File{}, err
	}
	out := File{Path: filepath.ToSlash(path), Rows: p.to - p.from}
	out.Bytes, out.Hash, err = hashed(name)
	return out, err
}

func hashed(name string) (int64, string, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hashMark + hex.EncodeToString(h.Sum(nil)), err
}
