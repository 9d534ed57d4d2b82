package document

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// markup writes XML. Names of elements and attributes come from code alone; values
// may be anything and are escaped.
type markup struct {
	b    strings.Builder
	open []string
}

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func newMarkup() *markup {
	m := &markup{}
	m.b.WriteString(declaration)
	return m
}

// start opens an element; attributes are pairs of name and value.
func (m *markup) start(name string, attr ...string) {
	m.tag(name, attr)
	m.b.WriteByte('>')
	m.open = append(m.open, name)
}

// empty writes an element without content.
func (m *markup) empty(name string, attr ...string) {
	m.tag(name, attr)
	m.b.WriteString("/>")
}

// leaf writes an element that holds text alone.
func (m *markup) leaf(name, text string, attr ...string) {
	m.start(name, attr...)
	m.text(text)
	m.end()
}

func (m *markup) tag(name string, attr []string) {
	m.b.WriteString("<" + name)
	for i := 0; i+1 < len(attr); i += 2 {
		m.b.WriteString(" " + attr[i] + `="` + escape(attr[i+1]) + `"`)
	}
}

func (m *markup) text(s string) { m.b.WriteString(escape(s)) }

// end closes the innermost open element.
func (m *markup) end() {
	last := len(m.open) - 1
	m.b.WriteString("</" + m.open[last] + ">")
	m.open = m.open[:last]
}

func (m *markup) ends(n int) {
	for range n {
		m.end()
	}
}

// raw writes XML made by code.
func (m *markup) raw(s string) { m.b.WriteString(s) }

func (m *markup) bytes() []byte { return []byte(m.b.String()) }

// escape also replaces what XML cannot hold.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

func itoa(n int) string { return strconv.Itoa(n) }
