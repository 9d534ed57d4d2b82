package draft

import (
	"fmt"
	"strings"
)

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
