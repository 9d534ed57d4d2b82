package export

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// typeOf is the type of a Table Schema for one of the engine.
var typeOf = map[string]string{"VARCHAR": "string", "DATE": "date", "INTEGER": "integer", "BOOLEAN": "boolean", "DECIMAL(18,2)": "number"}

// recordField describes a field of a record in the words of the vocabulary. A reference in a key may be the empty text,
// which is a value there and not a missing one.
func recordField(words *vocab.Set, f vocab.Field) Field {
	out := Field{Name: f.Name, Type: typeOf[warehouse.SQLType(f)], Title: f.Label, Description: f.Description, List: f.List}
	c := Constraints{Required: f.Key > 0}
	for _, code := range words.Codes(f.List) {
		if !slices.Contains(c.Enum, code.Code) { // a limit has a row for each span of its validity
			c.Enum = append(c.Enum, code.Code)
			out.Categories = append(out.Categories, Category{code.Code, code.Label})
		}
	}
	if c.Required || len(c.Enum) > 0 {
		out.Constraints = &c
	}
	if f.Key > 0 && out.Type == "string" {
		out.MissingValues = &[]string{}
	}
	return out
}

func resultField(c queries.Column) Field {
	kind := map[queries.Kind]string{queries.Label: "string", queries.Date: "date", queries.Count: "integer"}[c.Kind]
	if kind == "" {
		kind = "number"
	}
	f := Field{Name: c.Name, Type: kind, Title: c.Title, Unit: c.Unit, List: c.List}
	if c.Of != "" {
		f.Description = "Rate of " + c.Of
	}
	return f
}

// references are those of a table to the other tables of the export: foreign keys where every row finds what it refers to.
func (w *writer) references(ctx context.Context, t table) (held, unmatched []Reference, err error) {
	for _, other := range w.tables {
		if other.record == nil || other.name == t.name || !named(w.Words, *other.record) {
			continue
		}
		if slices.ContainsFunc(other.key, func(f string) bool { return !has(*t.record, f) || !strings.HasSuffix(f, "_ref") }) {
			continue
		}
		r := Reference{Fields: other.key, Reference: Target{Resource: other.name, Fields: other.key}}
		query := fmt.Sprintf("SELECT count(*) FROM %s ANTI JOIN %s USING (%s)", warehouse.Ident(t.record.Table), warehouse.Ident(other.record.Table), idents(other.key))
		if err := w.db.QueryRowContext(ctx, query).Scan(&r.Rows); err != nil {
			return nil, nil, err
		}
		if r.Rows > 0 {
			unmatched = append(unmatched, r)
		} else {
			held = append(held, r)
		}
	}
	return held, unmatched, nil
}

func idents(columns []string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = warehouse.Ident(c)
	}
	return strings.Join(out, ", ")
}
