package draft

import (
	"fmt"
	"strings"

	"proceedings/ingest/vocab"
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
