package queries

import (
	"database/sql"
	"fmt"
	"math"
	"math/big"
	"time"

	"proceedings/queries/stats"
)

// readRows reads a result set into the few types of a Value. A cell that repeats the one
// above it shares its memory: lists of a million rows are sorted, and most of their cells do.
func readRows(rows *sql.Rows) (stats.Table, error) {
	columns, err := rows.Columns()
	if err != nil {
		return stats.Table{}, err
	}
	t := stats.Table{Columns: columns}
	cells, into := make([]any, len(columns)), make([]any, len(columns))
	above := make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return t, err
		}
		row := make([]any, len(cells))
		for i, c := range cells {
			if row[i], err = value(c); err != nil {
				return t, fmt.Errorf("column %s: %w", columns[i], err)
			}
			if row[i] == above[i] {
				row[i] = above[i]
			}
		}
		above = row
		t.Rows = append(t.Rows, row)
	}
	return t, rows.Err()
}

// value turns what the driver gives into nil, string, int64, float64 or a day.
func value(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, int64:
		return v, nil
	case int8:
		return int64(v), nil
	case int16:
		return int64(v), nil
	case int32:
		return int64(v), nil
	case uint8:
		return int64(v), nil
	case uint16:
		return int64(v), nil
	case uint32:
		return int64(v), nil
	case *big.Int: // a sum of counts
		if !v.IsInt64() {
			return nil, fmt.Errorf("%s is too large", v)
		}
		return v.Int64(), nil
	case float64:
		return finite(v)
	case float32:
		return finite(float64(v))
	case interface{ Float64() float64 }: // DECIMAL
		return v.Float64(), nil
	case time.Time:
		return time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC), nil
	}
	return nil, fmt.Errorf("%T is no type of a result; cast it in the statement", v)
}

// finite refuses what no reader can use: a query says NULL where a figure does
// not exist.
func finite(v float64) (any, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, fmt.Errorf("%v is not a number a reader can use; divide by nullif(…, 0)", v)
	}
	return v, nil
}

// checkKind holds a value against the kind that its column declares.
func checkKind(c Column, v Value) error {
	ok := v == nil
	switch v := v.(type) {
	case string:
		ok = c.Kind == Label
	case int64:
		ok = c.Kind == Count || c.Kind == Duration || c.Kind == Number
	case float64:
		ok = c.Kind == Duration || c.Kind == Number || c.Kind == Rate && v >= 0 && v <= 1
	case time.Time:
		ok = c.Kind == Date
	}
	if !ok {
		return fmt.Errorf("column %s is declared a %s and holds %v (%T)", c.Name, c.Kind, v, v)
	}
	return nil
}
