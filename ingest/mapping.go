package ingest

import (
	"fmt"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// A mapping is the SQL of one table of a profile: which rows are left out,
// what each column means, what is wrong with a row and which records it makes.
type mapping struct {
	profile *profile.Profile
	table   profile.Table
	words   *vocab.Set
	serials bool // numbers may be spreadsheet dates
	iso     bool // dates of the format come as ISO text, whatever is declared
	epoch   string
	doubts  bool          // what cannot be read of a row is left out of its records
	ends    map[int]int64 // skip rules that go to the end: the row from which they do
	checks  []check
	columns []typed
}

// A check is one thing that can be wrong with a row, decided column by column.
type check struct {
	column   string // profile name of the column; empty for the row
	field    string // heading of the column in the export; empty for the row
	rule     string
	severity string
	when     string // SQL over the text of a column (t.x) and its parsed value
	value    string // SQL over the staged row t and the typed row b: what to show of it
}

// typed is one column: the SQL that parses it (empty where clean does that
// itself) and what stands for it in the records.
type typed struct {
	name, parse, clean string
}

// parsedMark sets the parsed value of a column apart from its text, schemeMark
// the name of the list that a code is of.
const (
	parsedMark = ":"
	schemeMark = ":scheme"
)

// Severities of a problem.
const (
	Quarantine = "quarantine" // the row waits, whole
	Blank      = "blank"      // the field is emptied
	Warn       = "warn"       // noted
)

// maskBits is how many checks share one integer column.
const maskBits = 60

func newMapping(p *profile.Profile, t profile.Table, words *vocab.Set, uses1904 bool) *mapping {
	m := &mapping{profile: p, table: t, words: words, serials: p.Format == read.XLSX, iso: read.ISODates(p.Format), epoch: "1899-12-30"}
	if uses1904 {
		m.epoch = "1904-01-01"
	}
	m.checks = []check{
		{rule: "text is not in the declared encoding", severity: Quarantine, when: "t." + warehouse.Ident(read.Garbled), value: noValue},
		{rule: "row has too many or too few cells", severity: Quarantine, when: "t." + warehouse.Ident(read.Width) + " <> 0", value: noValue},
		{rule: brokenLine(p.Format), severity: Quarantine, when: "t." + warehouse.Ident(read.Quoted), value: noValue},
		{rule: "text repaired: UTF-8 had been misread", severity: Warn, when: "t." + warehouse.Ident(read.Repaired) + " > 0", value: noValue},
	}
	m.addJoin()
	// Codes that go by a date of the row come after the dates.
	for _, c := range t.Columns {
		if c.Schemes == nil {
			m.addColumn(c)
		}
	}
	for _, c := range t.Columns {
		if c.Schemes != nil {
			m.addColumn(c)
		}
	}
	m.addRaw()
	return m
}

// noValue is the value of a problem that is of the row.
const noValue = "NULL::VARCHAR"

// addRaw keeps the text of the columns that an expression asks for.
func (m *mapping) addRaw() {
	for _, name := range m.table.RawNames() {
		m.columns = append(m.columns, typed{name: name + profile.RawMark, clean: "t." + warehouse.Ident(name)})
	}
}

// staged is the text of a column in a row that is called t.
func staged(column string) string { return "t." + warehouse.Ident(column) }

func quoteAll(values []string, change func(string) string) string {
	out := make([]string, len(values))
	for i, v := range values {
		if change != nil {
			v = change(v)
		}
		out[i] = warehouse.Quote(v)
	}
	return strings.Join(out, ", ")
}

// typedSQL reads staged text into values and marks what is wrong, one bit a check.
func (m *mapping) typedSQL(stage string) string {
	parsed, clean := []string{""}, []string{}
	for _, c := range m.columns {
		if c.parse != "" {
			parsed = append(parsed, c.parse+" AS "+warehouse.Ident(c.name+parsedMark))
		}
		clean = append(clean, c.clean+" AS "+warehouse.Ident(c.name))
	}
	for i := range m.masks() {
		clean = append(clean, m.mask(i))
	}
	// The engine keeps the inner selection apart: each value is parsed once, and not again in every check that looks at it.
	return fmt.Sprintf("SELECT %s, %s FROM (SELECT t.*%s FROM %s t WHERE (%s) IS NULL) t",
		m.rowKey("t."), strings.Join(clean, ",\n  "), strings.Join(parsed, ",\n  "), warehouse.Ident(stage), m.skipRule())
}

func (m *mapping) masks() int { return (len(m.checks) + maskBits - 1) / maskBits }

func (m *mapping) mask(i int) string {
	terms := []string{}
	for bit, c := range m.checks[i*maskBits : min((i+1)*maskBits, len(m.checks))] {
		terms = append(terms, fmt.Sprintf("CASE WHEN %s THEN %d::BIGINT ELSE 0 END", c.when, int64(1)<<bit))
	}
	return fmt.Sprintf("%s AS _bad%d", strings.Join(terms, " + "), i)
}

// hitSQL is one row: for each mask, the checks that any row of a typed table failed.
func (m *mapping) hitSQL(typed string) string {
	terms := []string{}
	for i := range m.masks() {
		terms = append(terms, fmt.Sprintf("coalesce(bit_or(_bad%d), 0)", i))
	}
	return fmt.Sprintf("SELECT [%s] FROM %s", strings.Join(terms, ", "), warehouse.Ident(typed))
}

// hit are the checks that some row failed.
func (m *mapping) hit(masks []any) []bool {
	out := make([]bool, len(m.checks))
	for i := range m.checks {
		out[i] = masks[i/maskBits].(int64)&(int64(1)<<(i%maskBits)) != 0
	}
	return out
}

// problemsSQL lists what was wrong, row by row, with the value as staged. It
// looks only for the checks that some row failed; empty where none did.
func (m *mapping) problemsSQL(stage, typed string, tab int, hit []bool) string {
	row := warehouse.Ident(read.Row)
	parts := []string{}
	for i, c := range m.checks {
		if !hit[i] {
			continue
		}
		parts = append(parts, fmt.Sprintf("SELECT %s %d AS tab, b.%s AS row_no, %s AS field, %s AS rule, %s AS severity, %s AS value FROM %s b JOIN %s t USING (%s) WHERE b._bad%d & %d::BIGINT <> 0",
			m.distinct(), tab, row, warehouse.Quote(c.field), warehouse.Quote(c.rule), warehouse.Quote(c.severity), c.value, warehouse.Ident(typed), warehouse.Ident(stage), m.rowKey(""), i/maskBits, int64(1)<<(i%maskBits)))
	}
	return strings.Join(parts, "\nUNION ALL ")
}
