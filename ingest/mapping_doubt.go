package ingest

import (
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// A row that is held back still says something of its records. What cannot be
// read of it is left out: the records of a doubting mapping have no value where
// something is wrong with the cell that it would come from.

// wholeRowChecks are the first checks of a mapping. A row that failed one of them
// has cells of which nobody knows the column or the text.
const wholeRowChecks = brokenCheck + 1

// doubting is the mapping for rows that are held back.
func (m *mapping) doubting() *mapping {
	d := *m
	d.doubts = true
	return &d
}

// cellsKnown is true for a row of the typed table whose cells are in their columns.
func cellsKnown() string { return fmt.Sprintf("_bad0 & %d = 0", 1<<wholeRowChecks-1) }

// unless empties a value where something is wrong with a column that it comes
// from. The row's own list decides what an expression may give.
func (m *mapping) unless(expr string, from profile.Field, f vocab.Field) string {
	if !m.doubts {
		return expr
	}
	conds := m.inDoubt(from)
	if from.SQL != "" && (f.Type != "text" || f.List != "") {
		conds = append(conds, fmt.Sprintf("(%[1]s IS NOT NULL AND %[2]s)", expr, m.unfit(f, expr)))
	}
	if len(conds) == 0 {
		return expr
	}
	return fmt.Sprintf("CASE WHEN %s THEN NULL ELSE %s END", strings.Join(conds, " OR "), expr)
}

// certain are the conditions under which a held row tells that it makes a record
// of a kind at all, and which.
func (m *mapping) certain(r profile.Record, kind vocab.Record, group map[string]profile.Field) []string {
	if !m.doubts {
		return nil
	}
	doubts := m.inDoubt(profile.Field{SQL: r.When})
	for _, f := range kind.Fields {
		if f.Key > 0 {
			doubts = append(doubts, m.inDoubt(source(r, group, f.Name))...)
		}
	}
	out := []string{}
	for _, d := range doubts {
		out = append(out, "NOT "+d)
	}
	return out
}

// source is where a field of a record, or of one of its groups of columns, comes from.
func source(r profile.Record, group map[string]profile.Field, field string) profile.Field {
	if in, ok := group[field]; ok {
		return in
	}
	return r.Fields[field]
}

// inDoubt are conditions on a row of the typed table: something is wrong with a
// column that a field comes from.
func (m *mapping) inDoubt(from profile.Field) []string {
	bits := map[int]int64{}
	for i, c := range m.checks {
		if c.severity == Quarantine && m.concerns(i, c, from) {
			bits[i/maskBits] |= int64(1) << (i % maskBits)
		}
	}
	out := []string{}
	for i := range m.masks() {
		if bits[i] != 0 {
			out = append(out, fmt.Sprintf("(_bad%d & %d::BIGINT <> 0)", i, bits[i]))
		}
	}
	return out
}

// concerns reports whether a check is of a column that a field comes from. A row
// that is badly joined tells nothing of the joined columns.
func (m *mapping) concerns(i int, c check, from profile.Field) bool {
	if c.column != "" {
		return names(from, c.column)
	}
	return i >= wholeRowChecks && slices.ContainsFunc(m.table.Columns, func(c profile.Column) bool { return c.Joined && names(from, c.Name) })
}

// names reports whether a field comes from a column.
func names(from profile.Field, column string) bool {
	return from.Column == column || from.SchemeOf == column || from.NumberOf == column || slices.Contains(profile.NamesIn(from.SQL), column)
}

// heldName is where the records of one kind lie that held rows would make.
func heldName(record string) string { return "held_" + record }
