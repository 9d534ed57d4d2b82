package draft

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"proceedings/ingest/read"
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

func quoteAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = quote(s)
	}
	return out
}

func quoteList(list []string) string {
	return "[" + strings.Join(quoteAll(list), ", ") + "]"
}

func (d *drafter) write() []byte {
	p := &page{}
	p.note(0, "A draft: what could be told from one file. Lines marked \"# ?\" want an answer from someone who")
	p.note(0, "knows the source. It holds headings and labels of codes, and of other values only their shape.")
	p.line(0, "profile: 1")
	p.line(0, "id: %s", d.ID)
	p.line(0, "title: %s  # ? what people call the source", quote(strings.ToUpper(d.ID[:1])+strings.ReplaceAll(d.ID[1:], "-", " ")))
	p.note(0, "? namespace: ABC   put before every reference, where those of two systems could meet by chance")
	widen := ""
	if d.date.name == "" {
		widen = "  # ? put * where the name of the next file will differ"
	}
	p.line(0, "match: {names: %s}%s", quoteList([]string{d.date.names}), widen)
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
	case e.dates > 1:
		p.note(1, fmt.Sprintf("? the name holds %d dates: the last is taken for the day that the file speaks for", e.dates))
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
			if t.why == "" && c.left == "" && !c.idle && c.split == "" && d.words.of(c.said).force && c.values <= 60 && c.filled > 0 && len(d.sourceTables()) == 1 {
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
