package draft

import (
	"fmt"
	"strings"
)

func (d *drafter) writeTable(p *page, t *table) {
	first := "  - "
	item := func(format string, args ...any) {
		fmt.Fprintf(p, first+format+"\n", args...)
		first = "    "
	}
	p.note(1, fmt.Sprintf("%s: %d rows read below the header, %d of them data", t.place(), t.read, t.data))
	if t.info.Name != "" {
		item("sheet: %s", quote(t.sheet()))
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
	d.writeColumns(p, t)
	item("records:")
	d.writeRecords(p, t)
}

// writeColumns writes the columns in use in their order, then the others as comments.
func (d *drafter) writeColumns(p *page, t *table) {
	idle := 0
	for _, c := range t.columns {
		switch {
		case c.left != "":
			p.note(3, fmt.Sprintf("%s is left out: %s", quote(c.heading), c.left))
		case c.idle:
			idle++
		default:
			c.write(p, d.Words)
		}
	}
	if idle == 0 {
		return
	}
	p.note(3, "No record uses these columns, so they are not read. Take the # away from one that you give to a field:")
	for _, c := range t.columns {
		if c.idle {
			c.writeIdle(p)
		}
	}
}

// writeSkips are the rules; one that looks at a column that is left out is a comment.
func (t *table) writeSkips() (out []string) {
	rules := 0
	for _, s := range t.skips {
		if s.column != nil && (s.column.left != "" || strings.HasPrefix(s.column.kind, "person:")) {
			out = append(out, fmt.Sprintf("# ? row %d looks like a %s, by a column that is not read (%s)", s.first, s.rule, s.column.heading))
			continue
		}
		rules++
		ask, what := "", ""
		if s.ask != "" {
			ask, what = "? ", ": "+s.ask
		}
		out = append(out, fmt.Sprintf("- {%s}  # %s%s, the first is row %d%s", strings.Join(s.parts(), ", "), ask, rows(s.rows), s.first, what))
	}
	if rules == 0 && len(out) > 0 {
		out = append(out, "[]")
	}
	return out
}

// parts are the keys of a rule.
func (s *skip) parts() []string {
	parts := []string{"rule: " + quote(s.rule)}
	add := func(when bool, part string) {
		if when {
			parts = append(parts, part)
		}
	}
	add(s.column != nil, "column: "+s.column.nameIn())
	add(len(s.equals) > 0, "equals: "+quoteList(s.equals))
	add(s.match != "", "match: "+quote(s.match))
	add(len(s.blank) > 0, "blank: ["+strings.Join(columnNames(s.blank), ", ")+"]")
	add(s.any != "", "any: "+quote(s.any))
	add(s.header, "header: true")
	add(s.atMost > 0, fmt.Sprintf("cells_at_most: %d", s.atMost))
	add(s.toEnd, "to_end: true")
	add(s.counts != nil, "counts: "+s.counts.nameIn())
	add(len(s.sums) > 0, "sums: ["+strings.Join(columnNames(s.sums), ", ")+"]")
	return parts
}

// nameIn is a column's name in the profile; empty of none.
func (c *column) nameIn() string {
	if c == nil {
		return ""
	}
	return c.name
}

func columnNames(columns []*column) (out []string) {
	for _, c := range columns {
		out = append(out, c.name)
	}
	return out
}
