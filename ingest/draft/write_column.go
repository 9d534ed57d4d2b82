package draft

import (
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// write writes a column that the profile reads, below what was found of it.
func (c *column) write(p *page, words *vocab.Set) {
	p.note(3, fmt.Sprintf("%d of %d filled, %d different", c.filled, c.rows, c.values))
	for _, n := range c.notes {
		p.note(3, n)
	}
	if c.kind != "code" && len(c.labels) > 0 {
		p.note(3, "few values: "+c.counts(12))
	}
	parts := c.parts()
	if c.kind != "code" {
		p.line(3, "- {%s}", strings.Join(parts, ", "))
		return
	}
	for i, part := range parts {
		p.line(3, "%s%s", map[bool]string{true: "- ", false: "  "}[i == 0], part)
	}
	c.writeCodes(p, words)
}

// writeIdle writes a column that no record uses as a comment that can be made a
// column of the profile by taking the sign away.
func (c *column) writeIdle(p *page) {
	said := fmt.Sprintf("%d of %d filled", c.filled, c.rows)
	if len(c.labels) > 0 {
		said += ": " + c.counts(8)
	}
	p.note(3, fmt.Sprintf("- {%s}  # %s", strings.Join(c.parts(), ", "), said))
}

// counts are the labels of a column with their rows, the first so many of those that
// may be shown.
func (c *column) counts(most int) string {
	said, more := []string{}, 0
	for _, l := range c.labels {
		switch {
		case !l.show:
		case len(said) < most:
			said = append(said, fmt.Sprintf("%s %d", quote(l.text), l.rows))
		default:
			more++
		}
	}
	if more > 0 {
		said = append(said, fmt.Sprintf("%d more", more))
	}
	if hidden := c.hidden(); hidden != "" {
		said = append(said, hidden)
	}
	return strings.Join(said, ", ")
}

// parts are the keys of a column but for its codes.
func (c *column) parts() []string {
	parts := []string{"name: " + c.name, "from: " + quote(c.heading)}
	add := func(when bool, part string) {
		if when {
			parts = append(parts, part)
		}
	}
	add(c.kind != "text", "type: "+quoteKind(c.kind))
	add(c.require, "required: true")
	add(c.split != "", "split: "+quote(c.split))
	add(len(c.formats) > 0, "formats: "+quoteList(c.formats))
	add(len(c.missing) > 0, "missing: "+quoteList(c.missing))
	add(c.repair != "", "repair: "+c.repair)
	add(c.blank, "bad: blank")
	add(c.kind == "code", "list: "+c.list)
	return parts
}

func quoteKind(kind string) string {
	if strings.Contains(kind, ":") {
		return quote(kind)
	}
	return kind
}

// writeCodes lists the labels: those that stand for a code, and those that
// someone must map.
func (c *column) writeCodes(p *page, words *vocab.Set) {
	asked, given := 0, false
	for _, l := range c.labels {
		if c.asks(l) {
			asked++
		}
		given = given || l.code != ""
	}
	if asked > 0 {
		codes := []string{}
		for _, code := range words.Codes(c.list) {
			codes = append(codes, code.Code)
		}
		p.note(4, "codes of "+c.list+": "+strings.Join(codes, ", "))
	}
	if !c.writesCodes() {
		return
	}
	if given {
		p.line(4, "codes:")
	} else {
		p.line(4, "# codes:  # ? with the first label that you map")
	}
	for _, l := range c.labels {
		switch {
		case c.asks(l) && l.show:
			p.line(5, "# ? %s: %s  # %s: no code is called so", quote(l.text), l.near, rows(l.rows))
		case l.code != "":
			p.line(5, "%s: %s  # %s", quote(l.text), quote(l.code), rows(l.rows))
		}
	}
	if hidden := c.hidden(); hidden != "" {
		p.note(5, "? "+hidden+": they may be names. To see them: proceedings profile check")
	}
}

// writesCodes reports whether the list alone would not do: some label stands for no
// code, or not as it is written.
func (c *column) writesCodes() bool {
	return slices.ContainsFunc(c.labels, func(l label) bool { return l.own || c.asks(l) })
}

// asks reports whether someone must say what a label means.
func (c *column) asks(l label) bool { return l.code == "" && !contains(c.missing, l.text) }

func contains(list []string, text string) bool {
	for _, s := range list {
		if strings.EqualFold(s, text) {
			return true
		}
	}
	return false
}
