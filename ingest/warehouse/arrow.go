//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/duckdb/duckdb-go/v2"
)

// Stage copies every batch of reader into a new temporary table.
func (d *DB) Stage(ctx context.Context, table string, reader array.RecordReader) error {
	view := table + "_arrow"
	var release func()
	err := d.Raw(func(c any) error {
		arrow, err := duckdb.NewArrowFromConn(c.(*duckdb.Conn))
		if err != nil {
			return err
		}
		release, err = arrow.RegisterView(reader, view)
		return err
	})
	if err != nil {
		return fmt.Errorf("register %s: %w", table, err)
	}
	defer release()
	if _, err := d.ExecContext(ctx, fmt.Sprintf("CREATE OR REPLACE TEMP TABLE %s AS SELECT * FROM %s", Ident(table), Ident(view))); err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, "DROP VIEW IF EXISTS "+Ident(view))
	return err
}

// stageText makes a temporary table of text rows; an empty cell is NULL.
func (d *DB) stageText(ctx context.Context, table string, columns []string, rows [][]string) error {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c, Type: arrow.BinaryTypes.String, Nullable: true}
	}
	schema := arrow.NewSchema(fields, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for _, row := range rows {
		for i := range columns {
			text := b.Field(i).(*array.StringBuilder)
			if i >= len(row) || row[i] == "" {
				text.AppendNull()
			} else {
				text.Append(row[i])
			}
		}
	}
	return d.StageBuilt(ctx, table, b)
}

// StageBuilt is Stage of what a builder holds, as one batch.
func (d *DB) StageBuilt(ctx context.Context, table string, b *array.RecordBuilder) error {
	batch := b.NewRecordBatch()
	defer batch.Release()
	reader, err := array.NewRecordReader(b.Schema(), []arrow.RecordBatch{batch})
	if err != nil {
		return err
	}
	defer reader.Release()
	return d.Stage(ctx, table, reader)
}
