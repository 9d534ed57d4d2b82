package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// rows writes a run of rows of the sorted table into a file that is there and empty.
func (w *writer) rows(ctx context.Context, name string, t table, p part) error {
	switch {
	case w.Format == Arrow:
		return w.batches(ctx, name, t, p)
	case w.Format == Parquet:
		return w.db.WriteFile(ctx, name, selected(t.names(), p.from, p.to), fmt.Sprintf("FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d", block))
	case t.result != nil:
		return csvOf(name, t.result)
	}
	// An empty text is written as "", a missing value as nothing.
	return w.db.WriteFile(ctx, name, selected(t.harmless(), p.from, p.to), "FORMAT csv, HEADER, NULLSTR ''")
}

// names are the columns of the files.
func (t *table) names() []string {
	var out []string
	for _, f := range t.fields {
		if !t.partitioned(f.Name) {
			out = append(out, warehouse.Ident(f.Name))
		}
	}
	return out
}

// harmless are the columns with an apostrophe before what a spreadsheet would run, as in every CSV of the program.
func (t *table) harmless() []string {
	var starts []string
	for _, c := range queries.FormulaStarts {
		starts = append(starts, fmt.Sprintf("chr(%d)", c))
	}
	out := t.names()
	i := 0
	for _, f := range t.fields {
		if t.partitioned(f.Name) {
			continue
		}
		if f.Type == "string" {
			out[i] = fmt.Sprintf("CASE WHEN left(%[1]s, 1) IN (%[2]s) THEN '''' || %[1]s ELSE %[1]s END AS %[1]s", out[i], strings.Join(starts, ", "))
		}
		i++
	}
	return out
}

func selected(columns []string, from, to int64) string {
	return fmt.Sprintf("SELECT %s FROM %s WHERE rowid >= %d AND rowid < %d ORDER BY rowid", strings.Join(columns, ", "), sortedTable, from, to)
}

func csvOf(name string, r *queries.Result) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(r.WriteCSV(f), f.Close())
}

// batches writes an Arrow file, a batch at a time. Values are copied into batches of our own: those of the engine hold, where
// a value is missing, whatever stood in its memory before, so that no two files would be the same.
func (w *writer) batches(ctx context.Context, name string, t table, p part) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var out *ipc.FileWriter
	for from := p.from; from < p.to || out == nil; from += block {
		err := w.db.Batches(ctx, selected(t.names(), from, min(from+block, p.to)), func(r array.RecordReader) error {
			if out == nil {
				if out, err = ipc.NewFileWriter(f, ipc.WithSchema(r.Schema())); err != nil {
					return err
				}
			}
			return copyBatch(out, r)
		})
		if err != nil {
			return err
		}
	}
	return out.Close()
}

// copyBatch writes all that a reader gives as one batch.
func copyBatch(out *ipc.FileWriter, r array.RecordReader) error {
	b := array.NewRecordBuilder(memory.DefaultAllocator, r.Schema())
	defer b.Release()
	for r.Next() {
		for i, column := range r.RecordBatch().Columns() {
			if err := copyColumn(b.Field(i), column); err != nil {
				return err
			}
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	batch := b.NewRecordBatch()
	defer batch.Release()
	return out.Write(batch)
}

func copyColumn(b array.Builder, a arrow.Array) error {
	switch a := a.(type) {
	case *array.String:
		copyValues(b.(*array.StringBuilder), a)
	case *array.Date32:
		copyValues(b.(*array.Date32Builder), a)
	case *array.Int32:
		copyValues(b.(*array.Int32Builder), a)
	case *array.Int64:
		copyValues(b.(*array.Int64Builder), a)
	case *array.Float64:
		copyValues(b.(*array.Float64Builder), a)
	case *array.Boolean:
		copyValues(b.(*array.BooleanBuilder), a)
	case *array.Decimal128:
		copyValues(b.(*array.Decimal128Builder), a)
	default:
		return fmt.Errorf("%s is no type of a column", a.DataType())
	}
	return nil
}

func copyValues[V any](b interface {
	Append(V)
	AppendNull()
}, a interface {
	Len() int
	IsNull(int) bool
	Value(int) V
}) {
	for i := range a.Len() {
		if a.IsNull(i) {
			b.AppendNull()
		} else {
			b.Append(a.Value(i))
		}
	}
}

// stage puts an answer into a table of the session, with the number of each row.
func stage(ctx context.Context, db *warehouse.DB, r *queries.Result) error {
	fields := []arrow.Field{{Name: strings.Trim(ordinal, `"`), Type: arrow.PrimitiveTypes.Int64}}
	for _, c := range r.Columns {
		fields = append(fields, arrow.Field{Name: c.Name, Type: arrowTypes[resultField(c).Type], Nullable: true})
	}
	schema := arrow.NewSchema(fields, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for i, row := range r.Rows {
		b.Field(0).(*array.Int64Builder).Append(int64(i))
		for j, v := range row {
			if err := appendValue(b.Field(j+1), v); err != nil {
				return err
			}
		}
	}
	return db.StageBuilt(ctx, staged, b)
}

var arrowTypes = map[string]arrow.DataType{"string": arrow.BinaryTypes.String, "date": arrow.FixedWidthTypes.Date32, "integer": arrow.PrimitiveTypes.Int64, "number": arrow.PrimitiveTypes.Float64}

func appendValue(b array.Builder, v queries.Value) error {
	switch b := b.(type) {
	case *array.StringBuilder:
		if s, ok := v.(string); ok {
			b.Append(s)
			return nil
		}
	case *array.Date32Builder:
		if d, ok := v.(time.Time); ok {
			b.Append(arrow.Date32FromTime(d))
			return nil
		}
	case *array.Int64Builder:
		if n, ok := v.(int64); ok {
			b.Append(n)
			return nil
		}
	case *array.Float64Builder:
		switch n := v.(type) {
		case int64:
			b.Append(float64(n))
			return nil
		case float64:
			b.Append(n)
			return nil
		}
	}
	if v != nil {
		return fmt.Errorf("%T is no value of a %s", v, b.Type())
	}
	b.AppendNull()
	return nil
}
