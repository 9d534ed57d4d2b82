//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"
)

// WriteFile writes the rows of a SELECT, in its order, into a file of the folder of Settings. The options are those
// of COPY: FORMAT csv, HEADER.
func (d *DB) WriteFile(ctx context.Context, file, query, options string) error {
	_, err := d.ExecContext(ctx, fmt.Sprintf("COPY (%s) TO %s (%s, USE_TMP_FILE false)", query, Quote(file), options))
	return err
}

// Batches hands the rows of a SELECT, in its order, on as Arrow batches. The engine holds the whole answer in memory
// while they are read and spills none of it: ask for a part of many rows at a time.
func (d *DB) Batches(ctx context.Context, query string, use func(array.RecordReader) error) error {
	return d.Raw(func(c any) error {
		arrow, err := duckdb.NewArrowFromConn(c.(*duckdb.Conn))
		if err != nil {
			return err
		}
		reader, err := arrow.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		defer reader.Release()
		return use(reader)
	})
}
