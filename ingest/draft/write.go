package draft

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
)

// page is YAML being written.
type page struct{ bytes.Buffer }

func (p *page) line(depth int, format string, args ...any) {
	p.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(p, format+"\n", args...)
}

// note writes a comment; what stands in quotation marks in it is escaped, so
// that no text of an export can end the comment.
func (p *page) note(depth int, text string) {
	p.line(depth, "# %s", strings.NewReplacer("\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ", "\u0085", " ").Replace(text))
}

// quote writes a text as YAML does between double quotation marks.
func quote(s string) string { return strconv.Quote(s) }

func quoteList(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = quote(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (d *drafter) write() []byte {
	p := &page{}
	p.note(0, "A draft: what could be told from one file. Lines marked \"# ?\" want an answer from someone who")
	p.note(0, "knows the source. It holds headings and labels of codes, and of other values only their shape.")
	p.line(0, "profile: 1")
	p.line(0, "id: %s", d.ID)
	p.line(0, "title: %s  # ? what people call the source", quote(strings.ToUpper(d.ID[:1])+strings.ReplaceAll(d.ID[1:], "-", " ")))
	p.note(0, "? namespace: ABC   put before every reference, where those of two systems could meet by chance")
	p.line(0, "match: {names: %s}", quoteList([]string{d.date.names}))
	p.line(0, "format: %s", d.sniff.Format)
	d.writeFormat(p)
	d.writeExtract(p)
	p.line(0, "tables:")
	for _, t := range d.tables {
		if t.why != "" {
			p.note(1, fmt.Sprintf("%s is left out: %s", t.place(), t.why))
			continue
		}
		d.writeTable(p, t)
	}
	return p.Bytes()
}

func (d *drafter) writeFormat(p *page) {
	switch d.sniff.Format {
	case read.CSV:
		if d.sniff.Mark {
			p.note(0, "the file begins with a byte order mark")
		}
		p.line(0, "csv: {encoding: %s, delimiter: %s}", d.sniff.Encoding, quote(d.sniff.Delimiter))
	case read.JSON:
		if len(d.sniff.Arrays) > 0 && d.sniff.Arrays[0] != "" {
			p.line(0, "json: {rows: %s}", quote(d.sniff.Arrays[0]))
		}
		if len(d.sniff.Arrays) > 1 {
			p.note(0, "? other arrays that may hold the rows: "+strings.Join(d.sniff.Arrays[1:], ", "))
		}
	}
}

func (d *drafter) writeExtract(p *page) {
	p.line(0, "extract:")
	e := d.date
	parts := []string{}
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+": "+quote(value))
		}
	}
	add("name", e.name)
	add("sheet", e.sheet)
	add("cell", e.cell)
	add("format", e.format)
	switch {
	case len(parts) > 0:
	case e.said != "":
		p.note(1, fmt.Sprintf("? the text above the header says %s, which a profile cannot point to here: give it with --extract-date", e.said))
	default:
		p.note(1, "? the file does not say what date it speaks for: give it with --extract-date 2026-03-31 as you load")
	}
	p.line(1, "date: {%s}", strings.Join(parts, ", "))
	p.note(1, "? full, where each export holds everything the source knows: what a later one lacks is then withdrawn.")
	p.note(1, "With changes nothing is ever withdrawn. A wrong full takes records away; begin with changes.")
	p.line(1, "kind: changes")
	for _, t := range d.tables {
		for _, c := range t.columns {
			if t.why == "" && c.left == "" && c.split == "" && d.words.of(c.heading).force && c.values <= 60 && c.filled > 0 && len(d.sourceTables()) == 1 {
				p.note(1, fmt.Sprintf("? scope: [%s]   with full: the exports of one of its %d values never withdraw another's records", c.name, c.values))
				return
			}
		}
	}
}

func (d *drafter) sourceTables() (out []*table) {
	for _, t := range d.tables {
		if t.why == "" {
			out = append(out, t)
		}
	}
	return out
}

func (d *drafter) writeTable(p *page, t *table) {
	first := "  - "
	item := func(format string, args ...any) {
		fmt.Fprintf(p, first+format+"\n", args...)
		first = "    "
	}
	p.note(1, fmt.Sprintf("%s: %d rows read below the header, %d of them data", t.place(), t.read, t.data))
	if t.info.Name != "" {
		item("sheet: %s", quote(pattern(t.info.Name)))
	}
	if h := t.header(); h.Row > 1 || len(h.Find) > 0 || h.Rows > 1 {
		parts := []string{}
		if h.Row > 0 {
			parts = append(parts, fmt.Sprintf("row: %d", h.Row))
		}
		if len(h.Find) > 0 {
			parts = append(parts, "find: "+quoteList(h.Find))
		}
		if h.Rows > 1 {
			parts = append(parts, fmt.Sprintf("rows: %d", h.Rows))
		}
		item("header: {%s}", strings.Join(parts, ", "))
	}
	if skips := t.writeSkips(); len(skips) > 0 {
		item("skip:")
		for _, s := range skips {
			p.line(3, "%s", s)
		}
	}
	item("columns:")
	for _, c := range t.columns {
		c.write(p, d.Words)
	}
	item("records:")
	d.writeRecords(p, t)
}

// writeSkips are the rules; one that looks at a column that is left out is a comment.
func (t *table) writeSkips() (out []string) {
	rules := 0
	for _, s := range t.skips {
		parts := []string{"rule: " + quote(s.rule)}
		if s.column != nil {
			parts = append(parts, "column: "+s.column.name)
		}
		if len(s.equals) > 0 {
			parts = append(parts, "equals: "+quoteList(s.equals))
		}
		if s.match != "" {
			parts = append(parts, "match: "+quote(s.match))
		}
		if s.any != "" {
			parts = append(parts, "any: "+quote(s.any))
		}
		if s.header {
			parts = append(parts, "header: true")
		}
		if s.atMost > 0 {
			parts = append(parts, fmt.Sprintf("cells_at_most: %d", s.atMost))
		}
		if s.toEnd {
			parts = append(parts, "to_end: true")
		}
		if s.counts != nil {
			parts = append(parts, "counts: "+s.counts.name)
		}
		if len(s.sums) > 0 {
			names := []string{}
			for _, c := range s.sums {
				names = append(names, c.name)
			}
			parts = append(parts, "sums: ["+strings.Join(names, ", ")+"]")
		}
		if s.column != nil && (s.column.left != "" || strings.HasPrefix(s.column.kind, "person:")) {
			out = append(out, fmt.Sprintf("# ? row %d looks like a %s, by a column that is not read (%s)", s.first, s.rule, s.column.heading))
			continue
		}
		rules++
		out = append(out, fmt.Sprintf("- {%s}  # %s, the first is row %d", strings.Join(parts, ", "), rows(s.rows), s.first))
	}
	if rules == 0 {
		if len(out) > 0 {
			out = append(out, "[]")
		}
	}
	return out
}

func rows(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

func (c *column) write(p *page, words *vocab.Set) {
	if c.left != "" {
		p.note(3, fmt.Sprintf("%s is left out: %s", quote(c.heading), c.left))
		return
	}
	p.note(3, fmt.Sprintf("%d of %d filled, %d different", c.filled, c.rows, c.values))
	for _, n := range c.notes {
		p.note(3, n)
	}
	if c.kind != "code" && len(c.labels) > 0 {
		said := []string{}
		for _, l := range c.labels[:min(len(c.labels), 12)] {
			said = append(said, fmt.Sprintf("%s %d", quote(l.text), l.rows))
		}
		p.note(3, "few values, of no list that is known here: "+strings.Join(said, ", "))
	}
	parts := []string{"name: " + c.name, "from: " + quote(c.heading)}
	if c.kind != "text" {
		parts = append(parts, "type: "+quoteKind(c.kind))
	}
	if c.require {
		parts = append(parts, "required: true")
	}
	if c.split != "" {
		parts = append(parts, "split: "+quote(c.split))
	}
	if len(c.formats) > 0 {
		parts = append(parts, "formats: "+quoteList(c.formats))
	}
	if len(c.missing) > 0 {
		parts = append(parts, "missing: "+quoteList(c.missing))
	}
	if c.repair != "" {
		parts = append(parts, "repair: "+c.repair)
	}
	if c.kind != "code" {
		p.line(3, "- {%s}", strings.Join(parts, ", "))
		return
	}
	parts = append(parts, "list: "+c.list)
	for i, part := range parts {
		p.line(3, "%s%s", map[bool]string{true: "- ", false: "  "}[i == 0], part)
	}
	c.writeCodes(p, words)
}

func quoteKind(kind string) string {
	if strings.Contains(kind, ":") {
		return quote(kind)
	}
	return kind
}

// writeCodes lists the labels: those that the list accepts as comments, those
// that are mapped, and those that someone must map.
func (c *column) writeCodes(p *page, words *vocab.Set) {
	open, mapped := 0, 0
	for _, l := range c.labels {
		switch {
		case l.code == "" && !contains(c.missing, l.text):
			open++
		case l.own:
			mapped++
		}
	}
	if open > 0 {
		codes := []string{}
		for _, code := range words.Codes(c.list) {
			codes = append(codes, code.Code)
		}
		p.note(4, "codes of "+c.list+": "+strings.Join(codes, ", "))
	}
	head := "codes:"
	if mapped == 0 {
		if open == 0 {
			return
		}
		head = "# codes:"
	}
	p.line(4, "%s", head)
	for _, l := range c.labels {
		switch {
		case l.code == "" && contains(c.missing, l.text):
		case l.code == "":
			p.line(5, "# ? %s: %s  # %s: no code is called so", quote(l.text), nearest(words.Codes(c.list), l.text), rows(l.rows))
		case l.own:
			p.line(5, "%s: %s  # %s", quote(l.text), quote(l.code), rows(l.rows))
		default:
			p.line(5, "# %s is %s  (%s)", quote(l.text), l.code, rows(l.rows))
		}
	}
}

func contains(list []string, text string) bool {
	for _, s := range list {
		if strings.EqualFold(s, text) {
			return true
		}
	}
	return false
}

func (d *drafter) writeRecords(p *page, t *table) {
	used := map[*column]bool{}
	for _, r := range t.records {
		if !r.sure && r.when == nil && len(t.records) == 1 {
			p.note(3, "? what the rows are is not known from their headings; see: proceedings profile fields")
		}
		p.line(3, "- record: %s", r.kind.Name)
		if r.when != nil {
			p.line(4, "when: %s IS NOT NULL", r.when.name)
		}
		p.line(4, "fields:")
		have := map[string]bool{}
		for _, m := range r.fields {
			used[m.column], have[m.field.Name] = true, true
			p.line(5, "%s: %s", m.field.Name, m.column.name)
		}
		for _, f := range r.kind.Fields {
			if f.Name == "territory" && !have[f.Name] {
				p.note(5, "? territory: {value: EW}")
			}
			if f.Key > 1 && !have[f.Name] {
				p.note(5, fmt.Sprintf("? %s: is part of the key (%s); rows that differ in nothing else are one record", f.Name, f.Description))
			}
		}
	}
	rest := []string{}
	for _, c := range t.columns {
		if c.left == "" && !used[c] {
			rest = append(rest, c.name)
		}
	}
	if len(rest) > 0 {
		p.note(3, "? read, but not in a record yet: "+strings.Join(rest, ", "))
	}
}

// report says for a person what was found.
func (d *drafter) report() []string {
	what := read.FormatName(d.sniff.Format)
	if d.sniff.Format == read.CSV {
		what += fmt.Sprintf(", %s, cells apart by %q", d.sniff.Encoding, d.sniff.Delimiter)
	}
	out := []string{what}
	for _, t := range d.tables {
		if t.why != "" {
			out = append(out, fmt.Sprintf("%s: left out: %s", t.place(), t.why))
			continue
		}
		out = append(out, t.report()...)
	}
	if d.date.name == "" && d.date.cell == "" {
		out = append(out, "the file does not say what date it speaks for where a profile can find it: give it with --extract-date")
	}
	return append(out, "kind is changes, the safe choice: full withdraws what a later export lacks")
}

func (t *table) report() (out []string) {
	place := "named columns"
	if !t.named {
		place = fmt.Sprintf("header in row %d", t.info.Rows[t.head.index].Number)
		if t.head.rows > 1 {
			place = fmt.Sprintf("header in rows %d and %d", t.info.Rows[t.head.index].Number, t.info.Rows[t.head.index].Number+1)
		}
	}
	kept, ask := 0, 0
	left := []string{}
	for _, c := range t.columns {
		if c.left != "" {
			left = append(left, c.heading)
			continue
		}
		kept++
		for _, n := range c.notes {
			if strings.HasPrefix(n, "?") {
				ask++
			}
		}
		for _, l := range c.labels {
			if c.kind == "code" && l.code == "" && !contains(c.missing, l.text) {
				ask++
			}
		}
	}
	kinds := []string{}
	for _, r := range t.records {
		kinds = append(kinds, r.kind.Name)
	}
	out = append(out, fmt.Sprintf("%s: %s; %d rows, %d of them data; %d columns kept; records: %s", t.place(), place, t.read, t.data, kept, strings.Join(kinds, ", ")))
	if len(left) > 0 {
		out = append(out, "  left out (names, free text, empty or without a name of their own): "+strings.Join(left, ", "))
	}
	for _, s := range t.skips {
		out = append(out, fmt.Sprintf("  not data: %s: %s, the first is row %d", s.rule, rows(s.rows), s.first))
	}
	if t.broken > 0 {
		out = append(out, fmt.Sprintf("  %s with too many or too few cells, or bad quotation marks", rows(t.broken)))
	}
	if t.garbled > 0 {
		out = append(out, fmt.Sprintf("  %s with signs that are no text in this encoding", rows(t.garbled)))
	}
	if ask > 0 {
		out = append(out, fmt.Sprintf("  %d questions in its columns, marked \"# ?\"", ask))
	}
	return out
}

// nearest is the only code that begins as a label does, as a suggestion.
func nearest(codes []vocab.Code, text string) string {
	found := ""
	for _, c := range codes {
		if key := signs(text); len(key) >= 3 && (strings.HasPrefix(signs(c.Code), key) || strings.HasPrefix(signs(c.Label), key)) {
			if found != "" {
				return ""
			}
			found = c.Code
		}
	}
	return found
}
