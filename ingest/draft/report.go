package draft

import (
	"fmt"
	"strings"

	"proceedings/ingest/read"
)

func rows(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
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
	if d.undated() {
		out = append(out, "the file does not say what date it speaks for where a profile can find it: give it with --extract-date")
	}
	return append(out, "kind is changes, the safe choice: full withdraws what a later export lacks")
}

// undated says that neither the file's name nor a cell says what date it speaks for.
func (d *drafter) undated() bool { return d.date.name == "" && d.date.cell == "" }

// report says for a person what was found in a table.
func (t *table) report() []string {
	kept, left, idle := t.shares()
	kinds := []string{}
	for _, r := range t.records {
		kinds = append(kinds, r.kind.Name)
	}
	out := []string{fmt.Sprintf("%s: %s; %d rows, %d of them data; %d columns kept; records: %s", t.place(), t.headerPlace(), t.read, t.data, kept, strings.Join(kinds, ", "))}
	if len(left) > 0 {
		out = append(out, "  left out (names, free text, empty or without a name of their own): "+strings.Join(left, ", "))
	}
	if len(idle) > 0 {
		out = append(out, "  no field for them was found; they wait as comments: "+names(idle))
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
	if ask := t.questions(); ask > 0 {
		out = append(out, fmt.Sprintf("  %d questions, marked \"# ?\"", ask))
	}
	return out
}

// headerPlace says where the header stands.
func (t *table) headerPlace() string {
	if t.named {
		return "named columns"
	}
	row := t.info.Rows[t.head.index].Number
	if t.head.rows > 1 {
		return fmt.Sprintf("header in rows %d and %d", row, row+1)
	}
	return fmt.Sprintf("header in row %d", row)
}

// shares counts the columns that are kept, and names those left out and those that wait.
func (t *table) shares() (kept int, left, idle []string) {
	for _, c := range t.columns {
		switch {
		case c.left != "":
			left = append(left, c.heading)
		case c.idle:
			idle = append(idle, c.heading)
		default:
			kept++
		}
	}
	return kept, left, idle
}

// questions counts what a table asks of its author.
func (t *table) questions() (n int) {
	for _, c := range t.columns {
		if c.left == "" && !c.idle {
			n += c.questions()
		}
	}
	for _, r := range t.records {
		n += r.questions()
	}
	for _, s := range t.skips {
		if s.ask != "" {
			n++
		}
	}
	return n
}

func (c *column) questions() (n int) {
	for _, note := range c.notes {
		if strings.HasPrefix(note, "?") {
			n++
		}
	}
	for _, l := range c.labels {
		if c.kind == "code" && c.asks(l) {
			n++
		}
	}
	return n
}

// questions counts what a record asks of its author.
func (r record) questions() (n int) {
	for _, note := range r.notes {
		if strings.HasPrefix(note, "?") {
			n++
		}
	}
	for _, m := range r.fields {
		if strings.HasPrefix(m.note, "?") {
			n++
		}
	}
	return n
}

// names lists headings, the first few of many.
func names(list []string) string {
	if len(list) > 12 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:12], ", "), len(list)-12)
	}
	return strings.Join(list, ", ")
}
