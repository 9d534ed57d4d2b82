package state

import (
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// cutSQL makes the table of one kind of record as of a day. The vocabulary's
// "cut" of each field says what that does to it; see the package vocab.
func cutSQL(r vocab.Record, current string, asOf time.Time) string {
	day := "DATE " + warehouse.Quote(asOf.Format(time.DateOnly))
	fields := make([]string, 0, len(r.Fields)+1)
	where := []string{}
	for _, f := range r.Fields {
		column := warehouse.Ident(f.Name)
		if f.Cut == "row" {
			where = append(where, fmt.Sprintf("(%[1]s IS NULL OR %[1]s <= %[2]s)", column, day))
		}
		fields = append(fields, fmt.Sprintf("%s AS %s", cutField(f, column, day), column))
	}
	if len(where) == 0 {
		where = append(where, "true")
	}
	return fmt.Sprintf("CREATE OR REPLACE TABLE %s AS SELECT %s, source FROM (%s) current WHERE %s",
		warehouse.Ident(r.Table), strings.Join(fields, ", "), current, strings.Join(where, " AND "))
}

func cutField(f vocab.Field, column, day string) string {
	value := emptyOrNull(f, column)
	on, optional := strings.CutSuffix(strings.TrimPrefix(f.Cut, "with:"), "?")
	switch {
	case f.Cut == "own":
		return fmt.Sprintf("CASE WHEN %s <= %s THEN %s END", column, day, value)
	case !strings.HasPrefix(f.Cut, "with:"):
		return value
	case optional:
		return fmt.Sprintf("CASE WHEN %[1]s IS NULL OR %[1]s <= %[2]s THEN %[3]s END", warehouse.Ident(on), day, value)
	default:
		return fmt.Sprintf("CASE WHEN %s <= %s THEN %s END", warehouse.Ident(on), day, value)
	}
}

// emptyOrNull keeps the promise to queries: an empty reference in a key is the empty text,
// any other missing text is NULL.
func emptyOrNull(f vocab.Field, column string) string {
	switch f.Type {
	case "text", "code", "person":
		if f.Key > 0 {
			return fmt.Sprintf("coalesce(%s, '')", column)
		}
		return fmt.Sprintf("nullif(%s, '')", column)
	}
	return column
}
