package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// A reading is one value of a column as SQL: its text, what was parsed of it,
// and which texts mean that nothing is recorded.
type reading struct {
	text, parsed string
	missing      string // empty where no text does
	schemes      string // the name of the list that a code is of by the row's date; empty without schemes
	date         string // the date that schemes go by
}

// addColumn types a column. Its text is parsed once, into a column of the
// parsed table, and everything else looks at that. The values of a split cell and
// codes that go by a date are parsed where they are looked at.
func (m *mapping) addColumn(c profile.Column) {
	switch {
	case c.Split != "":
		m.addSplit(c)
	case c.Schemes != nil:
		r := m.reading(c, staged(c.Name), "")
		m.addChecks(c, r, func(when string) (string, string) { return when, staged(c.Name) })
		m.addScheme(c, typed{name: c.Name, clean: m.clean(c, r)}, r)
	default:
		r := m.reading(c, staged(c.Name), staged(c.Name+parsedMark))
		m.addChecks(c, r, func(when string) (string, string) { return when, staged(c.Name) })
		m.columns = append(m.columns, typed{name: c.Name, parse: m.parse(c, r.text), clean: m.clean(c, r)})
	}
	if c.Required {
		m.add(c, "missing value", Quarantine, fmt.Sprintf("%s IS NULL AND NOT t.%s", staged(c.Name), warehouse.Ident(read.Quoted)), staged(c.Name))
	}
}

// addScheme adds a code column and, for fields that ask for it, the name of
// the scheme that its value is of.
func (m *mapping) addScheme(c profile.Column, t typed, r reading) {
	scheme := fmt.Sprintf("CASE WHEN (%s) IS NOT NULL THEN %s END", t.clean, r.schemes)
	m.columns = append(m.columns, t, typed{name: c.Name + schemeMark, clean: scheme})
}

// addSplit types a column whose cells hold several values: the cell is cut into
// a list of texts, and each is read as a cell by itself is. A value that cannot
// be read is shown alone.
func (m *mapping) addSplit(c profile.Column) {
	pieces := fmt.Sprintf("list_filter(list_transform(string_split(%s, %s), lambda x: trim(x, %s)), lambda x: x <> '')", staged(c.Name), warehouse.Quote(c.Split), warehouse.Quote(" \t\r\n\u00a0"))
	list := staged(c.Name + parsedMark)
	r := m.reading(c, "x", "")
	m.addChecks(c, r, func(when string) (string, string) {
		bad := fmt.Sprintf("list_filter(%s, lambda x: coalesce(%s, false))", list, when)
		shown := typed{name: fmt.Sprintf("%s:bad%d", c.Name, len(m.checks)), clean: fmt.Sprintf("nullif(array_to_string(%s, '; '), '')", bad)}
		m.columns = append(m.columns, shown)
		return fmt.Sprintf("len(%s) > 0", bad), "b." + warehouse.Ident(shown.name)
	})
	values := fmt.Sprintf("list_filter(list_transform(%s, lambda x: %s), lambda y: y IS NOT NULL)", list, m.clean(c, r))
	t := typed{name: c.Name, parse: pieces, clean: fmt.Sprintf("list_filter(%[1]s, lambda v, i: list_position(%[1]s, v) = i)", values)}
	if c.Schemes != nil {
		m.addScheme(c, t, r)
		return
	}
	m.columns = append(m.columns, t)
}

// reading says how a value is read; parsed is empty where no column holds it.
func (m *mapping) reading(c profile.Column, text, parsed string) reading {
	r := reading{text: text, parsed: parsed}
	if c.Schemes != nil {
		r.date = m.cleanOf(c.Schemes.By)
		r.schemes = schemeSQL(c.Schemes, r.date, func(s profile.Scheme) string { return warehouse.Quote(s.List) })
	}
	if parsed == "" {
		r.parsed = "(" + m.parse(c, text) + ")"
	}
	terms := []string{}
	for _, v := range c.Missing {
		terms = append(terms, r.isMissing(c, v))
	}
	r.missing = strings.Join(terms, " OR ")
	return r
}

// isMissing is true where a value is the one that means not recorded. A day
// means it however it is written.
func (r reading) isMissing(c profile.Column, value string) string {
	is := fmt.Sprintf("lower(%s) = %s", r.text, warehouse.Quote(strings.ToLower(value)))
	if c.Type == "date" && isDay(value) {
		is = fmt.Sprintf("(%s OR coalesce(%s = DATE %s, false))", is, r.parsed, warehouse.Quote(value))
	}
	return is
}

// addChecks adds what can be wrong with a value. The cell function makes of a
// condition on a value one on the row, and what to show of it.
func (m *mapping) addChecks(c profile.Column, r reading, cell func(when string) (rowWhen, value string)) {
	add := func(rule, severity, when string) {
		rowWhen, value := cell(when)
		m.add(c, rule, severity, rowWhen, value)
	}
	recorded := ""
	if r.missing != "" {
		recorded = " AND NOT (" + r.missing + ")"
	}
	for _, v := range c.Missing {
		severity := Blank
		if c.Bad == Quarantine && c.Required {
			severity = Quarantine
		}
		add("a value that means not recorded: "+v, severity, r.isMissing(c, v))
	}
	add("the cell holds a spreadsheet error", c.Bad, isError(c, r.text))
	recorded += " AND NOT " + isError(c, r.text)
	unread := fmt.Sprintf("%s IS NOT NULL%s AND %s", r.text, recorded, m.unparsed(c, r))
	switch {
	case c.Schemes != nil:
		add("no date to tell which scheme the code is of", c.Bad, fmt.Sprintf("%s IS NOT NULL%s AND (%s) IS NULL", r.text, recorded, r.date))
		add("code not in the scheme for its date", c.Bad, fmt.Sprintf("%s AND (%s) IS NOT NULL", unread, r.date))
	case unreadable(c) != "":
		add(unreadable(c), c.Bad, unread)
	}
	if c.Spelling {
		add("label in other upper and lower case", Warn, fmt.Sprintf("%s IS NOT NULL AND %s NOT IN (%s)", r.parsed, r.text, quoteAll(m.spellings(c), nil)))
	}
	if c.Type == "date" {
		add("date out of range", c.Bad, outside(c, r)+recorded)
	}
}

func (m *mapping) add(c profile.Column, rule, severity, when, value string) {
	m.checks = append(m.checks, check{column: c.Name, field: m.table.Heading(c), rule: rule, severity: severity, when: when, value: value})
}

// clean is what stands for a value in the records.
func (m *mapping) clean(c profile.Column, r reading) string {
	conds := []string{}
	if r.missing != "" {
		conds = append(conds, "NOT ("+r.missing+")")
	}
	if c.Type == "date" && c.Bad == Blank {
		conds = append(conds, "NOT "+outside(c, r))
	}
	if (c.Bad == Blank && unreadable(c) == "") || strings.HasPrefix(c.Type, "person:") { // an error is no person
		conds = append(conds, "NOT "+isError(c, r.text))
	}
	if len(conds) == 0 {
		return r.parsed
	}
	return fmt.Sprintf("CASE WHEN %s THEN %s END", strings.Join(conds, " AND "), r.parsed)
}

// cleanOf is what stands for a column that has been added.
func (m *mapping) cleanOf(column string) string {
	for _, c := range m.columns {
		if c.name == column {
			return c.clean
		}
	}
	return "NULL"
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
func (m *mapping) unparsed(c profile.Column, r reading) string {
	none := r.parsed + " IS NULL"
	if c.Schemes != nil {
		return fmt.Sprintf("%s AND NOT coalesce(%s, false)", none, schemeSQL(c.Schemes, r.date, func(s profile.Scheme) string { return isNothing(s.Codes, r.text) }))
	}
	if c.Type == "code" {
		return none + " AND NOT " + isNothing(c.Codes, r.text)
	}
	return none
}

// isNothing is true for the labels that are mapped to nothing.
func isNothing(codes map[string]string, text string) string {
	nothing := []string{}
	for _, label := range slices.Sorted(maps.Keys(codes)) {
		if codes[label] == "" {
			nothing = append(nothing, strings.ToLower(strings.TrimSpace(label)))
		}
	}
	if len(nothing) == 0 {
		return "false"
	}
	return fmt.Sprintf("lower(%s) IN (%s)", text, quoteAll(nothing, nil))
}

// wholeNumber is what a whole number looks like: grouped by commas throughout or not at all.
const wholeNumber = `-?(\d{1,3}(,\d{3})+|\d+)`

// parse is the SQL that reads the text of a column.
func (m *mapping) parse(c profile.Column, raw string) string {
	switch c.Type {
	case "date":
		return m.parseDate(c, raw)
	case "code":
		if c.Schemes != nil {
			return schemeSQL(c.Schemes, m.cleanOf(c.Schemes.By), func(s profile.Scheme) string { return m.parseCode(s.List, s.Codes, raw) })
		}
		return m.parseCode(c.List, c.Codes, raw)
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

// codes are the labels, in lower case, that a code column accepts: the
// profile's own, then the codes and labels of its list.
func (m *mapping) codes(list string, own map[string]string) map[string]string {
	out := map[string]string{}
	if list != "" {
		for _, code := range m.words.Codes(list) {
			out[strings.ToLower(code.Label)] = code.Code
		}
		for _, code := range m.words.Codes(list) {
			out[strings.ToLower(code.Code)] = code.Code
		}
	}
	for label, code := range own {
		out[strings.ToLower(strings.TrimSpace(label))] = code
	}
	return out
}

// spellings are the labels of a column as its list and profile write them.
func (m *mapping) spellings(c profile.Column) []string {
	out := []string{""}
	for _, code := range m.words.Codes(c.List) {
		out = append(out, code.Label)
	}
	return append(out, slices.Sorted(maps.Keys(c.Codes))...)
}

// parseCode looks a label up in one list and takes the code of its place from
// another. A CASE would have the engine hold two values a label for every row of a
// batch, which for the longer lists comes to more than the rows themselves.
func (m *mapping) parseCode(list string, own map[string]string, raw string) string {
	codes := m.codes(list, own)
	labels := slices.Sorted(maps.Keys(codes))
	if len(labels) == 0 {
		return "NULL::VARCHAR"
	}
	values := make([]string, len(labels))
	for i, label := range labels {
		values[i] = codes[label]
	}
	return fmt.Sprintf("nullif(list_extract([%s], list_position([%s], lower(%s))), '')", quoteAll(values, nil), quoteAll(labels, nil), raw)
}

// schemeSQL picks by a date what each scheme says; NULL where none is in force.
func schemeSQL(s *profile.Schemes, date string, says func(profile.Scheme) string) string {
	var b strings.Builder
	for _, one := range s.In {
		conds := []string{"(" + date + ") IS NOT NULL"}
		if one.From != "" {
			conds = append(conds, fmt.Sprintf("(%s) >= DATE %s", date, warehouse.Quote(one.From)))
		}
		if one.Until != "" {
			conds = append(conds, fmt.Sprintf("(%s) <= DATE %s", date, warehouse.Quote(one.Until)))
		}
		fmt.Fprintf(&b, " WHEN %s THEN %s", strings.Join(conds, " AND "), says(one))
	}
	return "(CASE" + b.String() + " END)"
}
