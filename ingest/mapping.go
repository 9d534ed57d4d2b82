package ingest

import (
	"fmt"
	"slices"
	"sort"
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
	epoch   string
	checks  []check
	columns []typed
}

// A check is one thing that can be wrong with a row, decided column by column.
type check struct {
	field    string // heading of the column in the export; empty for the row
	rule     string
	severity string
	when     string // SQL over the text of a column (t.x) and its parsed value
	raw      string // column that shows the value
}

// typed is one column: the SQL that parses it, the name of what comes out, and
// what replaces it in the records.
type typed struct {
	name, parsed, parse, clean string
}

// parsedMark sets the parsed value of a column apart from its text.
const parsedMark = ":"

// Severities of a problem.
const (
	Quarantine = "quarantine" // the row waits, whole
	Blank      = "blank"      // the field is emptied
	Warn       = "warn"       // noted
)

// maskBits is how many checks share one integer column.
const maskBits = 60

func newMapping(p *profile.Profile, t profile.Table, words *vocab.Set, uses1904 bool) *mapping {
	m := &mapping{profile: p, table: t, words: words, serials: p.Format == "xlsx", epoch: "1899-12-30"}
	if uses1904 {
		m.epoch = "1904-01-01"
	}
	m.checks = []check{
		{rule: "text is not in the declared encoding", severity: Quarantine, when: "t." + warehouse.Ident(read.Garbled)},
		{rule: "row has too many or too few cells", severity: Quarantine, when: "t." + warehouse.Ident(read.Width) + " <> 0"},
	}
	for _, c := range t.Columns {
		m.addColumn(c)
	}
	return m
}

func (m *mapping) addColumn(c profile.Column) {
	name := warehouse.Ident(c.Name)
	raw, parsed := "t."+name, "t."+warehouse.Ident(c.Name+parsedMark)
	missing := ""
	if len(c.Missing) > 0 {
		missing = fmt.Sprintf("lower(%s) IN (%s)", raw, quoteAll(c.Missing, strings.ToLower))
		m.add(c, "a value that means not recorded", Blank, missing)
		if c.Bad == Quarantine && c.Required {
			m.checks[len(m.checks)-1].severity = Quarantine
		}
	}
	parse := m.parse(c, raw)
	if missing != "" {
		parse = fmt.Sprintf("CASE WHEN NOT (%s) THEN %s END", missing, parse)
	}
	notMissing := ""
	if missing != "" {
		notMissing = " AND NOT (" + missing + ")"
	}
	if rule := unreadable(c); rule != "" {
		m.add(c, rule, c.Bad, fmt.Sprintf("%s IS NOT NULL%s AND %s", raw, notMissing, m.unparsed(c, raw, parsed)))
	}
	clean := parsed
	if c.Type == "date" {
		outside := fmt.Sprintf("(%s < DATE %s OR %s > DATE %s)", parsed, warehouse.Quote(earliest(c)), parsed, warehouse.Quote(latest(c)))
		m.add(c, "date out of range", c.Bad, outside)
		if c.Bad == Blank {
			clean = fmt.Sprintf("CASE WHEN NOT %s THEN %s END", outside, parsed)
		}
	}
	if c.Required {
		m.add(c, "missing value", Quarantine, raw+" IS NULL")
	}
	m.columns = append(m.columns, typed{name: name, parsed: warehouse.Ident(c.Name + parsedMark), parse: parse, clean: clean})
}

func (m *mapping) add(c profile.Column, rule, severity, when string) {
	m.checks = append(m.checks, check{field: c.From, rule: rule, severity: severity, when: when, raw: c.Name})
}

func earliest(c profile.Column) string {
	if c.Earliest != "" {
		return c.Earliest
	}
	return "1900-01-01"
}

func latest(c profile.Column) string {
	if c.Latest != "" {
		return c.Latest
	}
	return "2100-12-31"
}

func unreadable(c profile.Column) string {
	switch c.Type {
	case "date":
		return "not a date in the declared format"
	case "code":
		return "unknown code"
	case "integer", "decimal":
		return "not a number"
	case "boolean":
		return "not yes or no"
	}
	return ""
}

// unparsed is true where a value could not be read. Codes may be mapped to
// nothing on purpose, so they are asked by label.
func (m *mapping) unparsed(c profile.Column, raw, parsed string) string {
	if c.Type != "code" {
		return parsed + " IS NULL"
	}
	nothing := []string{}
	for label, code := range c.Codes {
		if code == "" {
			nothing = append(nothing, strings.ToLower(strings.TrimSpace(label)))
		}
	}
	if len(nothing) == 0 {
		return parsed + " IS NULL"
	}
	sort.Strings(nothing)
	return fmt.Sprintf("%s IS NULL AND lower(%s) NOT IN (%s)", parsed, raw, quoteAll(nothing, nil))
}

// wholeNumber is what a whole number looks like: grouped by commas throughout or not at all.
const wholeNumber = `-?(\d{1,3}(,\d{3})+|\d+)`

// parse is the SQL that reads the text of a column.
func (m *mapping) parse(c profile.Column, raw string) string {
	switch c.Type {
	case "date":
		return m.parseDate(c, raw)
	case "code":
		return m.parseCode(c, raw)
	case "integer":
		return fmt.Sprintf("CASE WHEN regexp_full_match(%[1]s, '%[2]s') THEN try_cast(replace(%[1]s, ',', '') AS INTEGER) END", raw, wholeNumber)
	case "decimal":
		// Sheets keep pence as binary fractions; more than their rounding is no amount in pence.
		plain := fmt.Sprintf("replace(replace(%s, ',', ''), '£', '')", raw)
		return fmt.Sprintf("CASE WHEN regexp_full_match(replace(%[1]s, '£', ''), '%[2]s(\\.\\d+)?') AND abs(try_cast(%[3]s AS DOUBLE) - round(try_cast(%[3]s AS DOUBLE), 2)) < 1e-6 THEN try_cast(%[3]s AS DECIMAL(18,2)) END", raw, wholeNumber, plain)
	case "boolean":
		return fmt.Sprintf("CASE WHEN lower(%[1]s) IN ('y', 'yes', 'true', '1') THEN true WHEN lower(%[1]s) IN ('n', 'no', 'false', '0') THEN false END", raw)
	}
	return raw
}

func (m *mapping) parseDate(c profile.Column, raw string) string {
	parse := fmt.Sprintf("CAST(try_strptime(%s, [%s]) AS DATE)", raw, quoteAll(c.Formats, nil))
	if len(c.Formats) == 1 && c.Formats[0] == "%Y-%m-%d" {
		parse = fmt.Sprintf("CASE WHEN length(%[1]s) = 10 THEN try_cast(%[1]s AS DATE) END", raw)
	}
	if !m.serials {
		return parse
	}
	// A native date of a spreadsheet comes as the number of days since its epoch.
	return fmt.Sprintf("coalesce(CASE WHEN try_cast(%[1]s AS DOUBLE) BETWEEN 10000 AND 80000 THEN DATE '%[2]s' + CAST(floor(try_cast(%[1]s AS DOUBLE)) AS INTEGER) END, %[3]s)", raw, m.epoch, parse)
}

// codes are the labels, in lower case, that a code column accepts: the
// profile's own, then the codes and labels of its list.
func (m *mapping) codes(c profile.Column) map[string]string {
	out := map[string]string{}
	if c.List != "" {
		for _, code := range m.words.Codes(c.List) {
			out[strings.ToLower(code.Label)] = code.Code
		}
		for _, code := range m.words.Codes(c.List) {
			out[strings.ToLower(code.Code)] = code.Code
		}
	}
	for label, code := range c.Codes {
		out[strings.ToLower(strings.TrimSpace(label))] = code
	}
	return out
}

func (m *mapping) parseCode(c profile.Column, raw string) string {
	codes := m.codes(c)
	labels := make([]string, 0, len(codes))
	for label := range codes {
		labels = append(labels, label)
	}
	sort.Strings(labels)
	var b strings.Builder
	fmt.Fprintf(&b, "CASE lower(%s)", raw)
	for _, label := range labels {
		if codes[label] != "" {
			fmt.Fprintf(&b, " WHEN %s THEN %s", warehouse.Quote(label), warehouse.Quote(codes[label]))
		}
	}
	if b.String() == fmt.Sprintf("CASE lower(%s)", raw) {
		return "NULL::VARCHAR"
	}
	return b.String() + " END"
}

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

// skipRule is an SQL expression: the name of the rule that leaves a row out, or NULL.
func (m *mapping) skipRule() string {
	var b strings.Builder
	fmt.Fprintf(&b, "CASE WHEN t.%s = 0 THEN 'blank row'", warehouse.Ident(read.Filled))
	for _, s := range m.table.Skip {
		conds := []string{}
		if len(s.Equals) > 0 {
			conds = append(conds, fmt.Sprintf("lower(t.%s) IN (%s)", warehouse.Ident(s.Column), quoteAll(s.Equals, strings.ToLower)))
		}
		if s.Match != "" {
			conds = append(conds, fmt.Sprintf("regexp_full_match(coalesce(t.%s, ''), %s)", warehouse.Ident(s.Column), warehouse.Quote(s.Match)))
		}
		for _, blank := range s.Blank {
			conds = append(conds, fmt.Sprintf("t.%s IS NULL", warehouse.Ident(blank)))
		}
		fmt.Fprintf(&b, " WHEN %s THEN %s", strings.Join(conds, " AND "), warehouse.Quote(s.Rule))
	}
	return b.String() + " END"
}

// typedSQL reads staged text into values and marks what is wrong, one bit a check.
func (m *mapping) typedSQL(stage string) string {
	parsed, clean := []string{}, []string{}
	for _, c := range m.columns {
		parsed = append(parsed, c.parse+" AS "+c.parsed)
		clean = append(clean, c.clean+" AS "+c.name)
	}
	for i := range m.masks() {
		clean = append(clean, m.mask(i))
	}
	// Materialised: each value is parsed once, and not again in every check that looks at it.
	return fmt.Sprintf("WITH p AS MATERIALIZED (SELECT t.*, %s FROM %s t WHERE (%s) IS NULL)\nSELECT t.%s, %s FROM p t",
		strings.Join(parsed, ",\n  "), warehouse.Ident(stage), m.skipRule(), warehouse.Ident(read.Row), strings.Join(clean, ",\n  "))
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

// problemsSQL lists what was wrong, row by row, with the value as staged. It
// looks only for the checks that some row failed; empty where none did.
func (m *mapping) problemsSQL(stage, typed string, tab int, hit []any) string {
	row := warehouse.Ident(read.Row)
	parts := []string{}
	for i, c := range m.checks {
		bit := int64(1) << (i % maskBits)
		if hit[i/maskBits].(int64)&bit == 0 {
			continue
		}
		value := "NULL::VARCHAR"
		if c.raw != "" {
			value = "t." + warehouse.Ident(c.raw)
		}
		parts = append(parts, fmt.Sprintf("SELECT %d AS tab, b.%s AS row_no, %s AS field, %s AS rule, %s AS severity, %s AS value FROM %s b JOIN %s t USING (%s) WHERE b._bad%d & %d::BIGINT <> 0",
			tab, row, warehouse.Quote(c.field), warehouse.Quote(c.rule), warehouse.Quote(c.severity), value, warehouse.Ident(typed), warehouse.Ident(stage), row, i/maskBits, bit))
	}
	return strings.Join(parts, "\nUNION ALL ")
}

// unfitSQL lists the rows in which an expression of a record gives a value that
// its field cannot take; empty where no expression could.
func (m *mapping) unfitSQL(r profile.Record, typedTable string, tab int) string {
	kind, _ := m.words.Record(r.Record)
	parts := []string{}
	for _, f := range kind.Fields {
		from := r.Fields[f.Name]
		if from.SQL == "" || (f.Type == "text" && f.List == "") {
			continue
		}
		expr := "(" + from.SQL + "\n)"
		unfit := fmt.Sprintf("TRY_CAST(%s AS %s) IS NULL", expr, warehouse.SQLType(f))
		if f.List != "" {
			codes := []string{}
			for _, c := range m.words.Codes(f.List) {
				codes = append(codes, c.Code)
			}
			unfit = fmt.Sprintf("CAST(%s AS VARCHAR) NOT IN (%s)", expr, quoteAll(codes, nil))
		}
		when := "true"
		if r.When != "" {
			when = "(" + r.When + "\n)"
		}
		parts = append(parts, fmt.Sprintf("SELECT %d, %s, %s, 'the expression of the profile gives a value that the field cannot take', '%s', CAST(%s AS VARCHAR) FROM %s WHERE %s AND %s IS NOT NULL AND %s",
			tab, warehouse.Ident(read.Row), warehouse.Quote(r.Record+" "+f.Name), Quarantine, expr, warehouse.Ident(typedTable), when, expr, unfit))
	}
	return strings.Join(parts, "\nUNION ALL ")
}

// recordSQL makes the records of one kind from the rows of a typed table.
func (m *mapping) recordSQL(r profile.Record, typedTable string, tab int) string {
	kind, _ := m.words.Record(r.Record)
	if r.Unpivot == nil {
		return m.recordSelect(r, kind, typedTable, tab, "", "", "")
	}
	keys := make([]string, 0, len(r.Unpivot.Columns))
	for k := range r.Unpivot.Columns {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	parts := []string{}
	for _, k := range keys {
		parts = append(parts, m.recordSelect(r, kind, typedTable, tab, k, r.Unpivot.Columns[k], r.Unpivot.Code))
	}
	return strings.Join(parts, "\nUNION ALL ")
}

func (m *mapping) recordSelect(r profile.Record, kind vocab.Record, typedTable string, tab int, code, column, codeField string) string {
	fields := make([]string, len(kind.Fields))
	for i, f := range kind.Fields {
		expr := m.fieldSQL(r.Fields[f.Name], f)
		switch {
		case column != "" && f.Name == codeField:
			expr = warehouse.Quote(code)
		case column != "" && f.Name == r.Unpivot.Value:
			expr = warehouse.Ident(column)
		}
		fields[i] = fmt.Sprintf("TRY_CAST(%s AS %s) AS %s", expr, warehouse.SQLType(f), warehouse.Ident(f.Name))
	}
	where := []string{"true"}
	if r.When != "" {
		where = append(where, "("+r.When+"\n)")
	}
	if column != "" {
		where = append(where, warehouse.Ident(column)+" IS NOT NULL")
	}
	return fmt.Sprintf("SELECT %d AS tab, %s AS row_no, %s AS scope, %s FROM %s WHERE %s",
		tab, warehouse.Ident(read.Row), m.scopeSQL(), strings.Join(fields, ", "), warehouse.Ident(typedTable), strings.Join(where, " AND "))
}

// fieldSQL is where a field comes from. References carry the profile's
// namespace, so that two systems' numbers cannot meet by chance; a reference that
// is part of a key is empty rather than NULL where there is none.
func (m *mapping) fieldSQL(from profile.Field, f vocab.Field) string {
	expr := "NULL"
	switch {
	case from.Column != "":
		expr = warehouse.Ident(from.Column)
	case from.Value != nil:
		expr = warehouse.Quote(*from.Value)
	case from.SQL != "":
		expr = "(" + from.SQL + "\n)" // a comment at its end must not swallow what follows
	}
	if m.profile.Namespace != "" && strings.HasSuffix(f.Name, "_ref") && f.Name != "subject_ref" && f.Name != "allegation_ref" {
		expr = fmt.Sprintf("%s || %s", warehouse.Quote(m.profile.Namespace+"/"), expr)
	}
	if f.Key > 1 && f.Type == "text" {
		expr = fmt.Sprintf("coalesce(%s, '')", expr)
	}
	return expr
}

// scopeSQL is the value of the scope columns of a row.
func (m *mapping) scopeSQL() string {
	if len(m.profile.Extract.Scope) == 0 {
		return "''"
	}
	parts := []string{}
	for _, s := range m.profile.Extract.Scope {
		parts = append(parts, fmt.Sprintf("coalesce(CAST(%s AS VARCHAR), '')", warehouse.Ident(s)))
	}
	return strings.Join(parts, " || '|' || ")
}
