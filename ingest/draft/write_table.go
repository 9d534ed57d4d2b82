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
