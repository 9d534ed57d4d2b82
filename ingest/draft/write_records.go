package draft

import (
	"fmt"
	"strings"
)

func (d *drafter) writeRecords(p *page, t *table) {
	for _, r := range t.records {
		p.line(3, "- record: %s", r.kind.Name)
		if r.each != nil {
			p.line(4, "each: %s", r.each.name)
		}
		if r.when != nil {
			p.line(4, "when: %s IS NOT NULL", r.when.name)
		}
		if len(r.steps) > 0 {
			steps := []string{}
			for _, m := range r.steps {
				steps = append(steps, m.text+": "+m.column.name)
			}
			p.line(4, "unpivot: {code: code, value: event_date, columns: {%s}}", strings.Join(steps, ", "))
		}
		p.line(4, "fields:")
		for _, m := range r.fields {
			p.line(5, "%s: %s%s", m.field.Name, r.from(m), remark(m.note))
		}
		for _, n := range r.notes {
			p.note(5, n)
		}
	}
	if c, force := t.noCases(); c != "" {
		p.note(3, "? where no other export holds the cases themselves, add:")
		p.note(3, fmt.Sprintf("- {record: case, fields: {case_ref: %s, territory: {value: EW}%s}}", c, force))
	}
}

// noCases is the column of the cases that the records of a table are of, with the
// field of their force, where no record of it is the case itself.
func (t *table) noCases() (ref, force string) {
	cases, parts := false, false
	for _, r := range t.records {
		cases = cases || r.kind.Name == "case"
		parts = parts || r.kind.Name == "subject" || r.kind.Name == "proc_subject"
	}
	c, f := t.source("case_ref"), t.source("force")
	if cases || !parts || c == nil {
		return "", ""
	}
	if f != nil {
		force = ", force: " + f.name
	}
	return c.name, force
}

// from is what a field comes from, as a profile says it.
func (r record) from(m mapped) string {
	switch {
	case m.text == "":
		return m.column.name
	case strings.Contains(m.text, "number_of"):
		return fmt.Sprintf(m.text, r.each.name)
	}
	return m.text
}

// remark is a comment at the end of a line.
func remark(text string) string {
	if text == "" {
		return ""
	}
	return "  # " + text
}
