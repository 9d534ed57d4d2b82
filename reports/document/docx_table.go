package document

import "strings"

// Type sizes in tables, in half points: the usual one and the smallest that people read on paper.
const (
	tableSize    = 18
	tableSizeMin = 15
	uprightMin   = 16 // a table that would be smaller upright is laid across
)

// padding of a cell, both sides, in twentieths of a point, with some room as letters of another program's
// type may be a little wider.
const padding = 140 + 50

// together is the number of rows up to which a table is not broken over two sheets.
const together = 14

// table writes a table with its caption. One too broad for the sheet is written in
// blocks of columns, each with the column that names the rows.
func (w *word) table(t Table) {
	for i, b := range t.blocks(w.width()) {
		w.block(t, b, i)
	}
}

// short is the number of rows up to which a broad table is rather written in blocks than given a sheet of
// its own, which would be mostly empty.
const short = 8

// tall is the number of lines in a cell from which on a table takes smaller type, or a broader sheet: words
// in a column of their own length are no longer read.
const tall = 6

// broad says that a table is laid across: it does not fit a sheet that stands upright, or only with tall cells.
func (t Table) broad() bool {
	if len(t.Rows) <= short {
		return false
	}
	standing := t.blocks(upright)
	return len(standing) > 1 || standing[0].size < uprightMin || t.tallest(standing[0]) >= tall
}

// tallest is the number of lines of the tallest cell.
func (t Table) tallest(b block) int {
	most := 1
	for _, row := range t.Rows {
		for i, col := range b.columns {
			most = max(most, lines(row[col].Text, float64(b.size)/2, float64(b.widths[i]-padding)/20, false))
		}
	}
	return most
}

// block is some columns of a table, the size of their type and how wide each is.
type block struct {
	columns []int
	size    int
	widths  []int
}

// blocks divides a table into as few as fit.
func (t Table) blocks(room int) []block {
	all := make([]int, len(t.Heads))
	for i := range all {
		all[i] = i
	}
	least := tableSizeMin
	if len(t.Rows) <= short {
		least = uprightMin
	}
	var fits []block
	for size := tableSize; size >= least; size-- {
		if !t.fit(all, size, room) {
			continue
		}
		fits = []block{{all, size, t.widths(all, size, room)}}
		if t.tallest(fits[0]) < tall {
			break
		}
	}
	if fits != nil {
		return fits
	}
	return t.divided(tableSize-1, room, t.dividedBy(len(all), tableSize-1, room))
}

// dividedBy is the number of columns, without the first, that blocks of one size have.
func (t Table) dividedBy(most, size, room int) int {
	n := len(t.divided(size, room, most))
	return (len(t.Heads) - 2 + n) / n
}

// divided cuts a table into blocks of no more columns than given, beside the first.
func (t Table) divided(size, room, most int) []block {
	var rest []int
	for i := 1; i < len(t.Heads); i++ {
		rest = append(rest, i)
	}
	var out []block
	for len(rest) > 0 {
		n := 1
		for n < min(most, len(rest)) && t.fit(append([]int{0}, rest[:n+1]...), size, room) {
			n++
		}
		cols := append([]int{0}, rest[:n]...)
		out = append(out, block{cols, size, t.widths(cols, size, room)})
		rest = rest[n:]
	}
	return out
}

func (t Table) fit(cols []int, size, room int) bool {
	sum := 0
	for _, c := range cols {
		least, _ := t.need(c, size)
		sum += least
	}
	return sum <= room
}

// need is the least width of a column, that of its longest word, and the width at
// which nothing in it wraps. Numbers and dates never wrap.
func (t Table) need(col, size int) (least, full int) {
	one := func(text string, points float64, bold, whole bool) {
		full = max(full, twips(textWidth(text, points, bold)))
		if whole {
			least = max(least, twips(textWidth(text, points, bold)))
			return
		}
		for _, word := range strings.Fields(text) {
			least = max(least, twips(textWidth(word, points, bold)))
		}
	}
	points := float64(size) / 2
	h := t.Heads[col]
	one(h.Title, points, true, false)
	one(h.Unit, points-1, false, false)
	for _, row := range t.Rows {
		c := row[col]
		one(c.Text, points, false, h.Figure && len(c.Text) < 16 || isDay(c))
		one(c.Under, points-1, false, h.Figure)
	}
	return least + padding, full + padding
}

func twips(points float64) int { return int(points*20) + 1 }

// widths gives each column its least and shares what is left by what each could use.
func (t Table) widths(cols []int, size, room int) []int {
	out := make([]int, len(cols))
	wants := make([]int, len(cols))
	left, wanted := room, 0
	for i, c := range cols {
		least, full := t.need(c, size)
		out[i], wants[i] = least, min(full, room)-least
		wants[i] = max(0, wants[i])
		left -= least
		wanted += wants[i]
	}
	if wanted > 0 && left > 0 {
		given := min(left, wanted)
		for i := range out {
			out[i] += wants[i] * given / wanted
		}
		left -= given
	}
	if left > 0 { // to the column that names the rows, so that figures stand near each other, but not far from it
		out[0] += min(left, room/6)
	}
	return out
}

func (w *word) block(t Table, b block, i int) {
	w.tabled++
	caption := t.Caption
	if i > 0 {
		caption += " Continued: more columns."
	}
	w.caption("Table", w.tabled, caption, "Caption")
	total := 0
	for _, n := range b.widths {
		total += n
	}
	w.start("w:tbl")
	w.start("w:tblPr")
	w.empty("w:tblStyle", "w:val", "Figures")
	w.empty("w:tblW", "w:w", itoa(total), "w:type", "dxa")
	w.empty("w:tblLayout", "w:type", "fixed")
	w.empty("w:tblLook", "w:val", "0620", "w:firstRow", "1", "w:lastRow", "0", "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
	w.empty("w:tblCaption", "w:val", caption)
	w.end()
	w.start("w:tblGrid")
	for _, n := range b.widths {
		w.empty("w:gridCol", "w:w", itoa(n))
	}
	w.end()
	w.row(t, b, nil, len(t.Rows) <= together)
	for i, row := range t.Rows {
		w.row(t, b, row, len(t.Rows) <= together && i < len(t.Rows)-1)
	}
	w.end()
	w.para("AfterTable", "")
}

// row writes a row of cells; the head of the table where there is none.
func (w *word) row(t Table, b block, row []Cell, keep bool) {
	w.start("w:tr")
	w.start("w:trPr")
	w.empty("w:cantSplit")
	if row == nil {
		w.empty("w:tblHeader")
	}
	w.end()
	for i, col := range b.columns {
		h := t.Heads[col]
		c := Cell{Text: h.Title, Under: h.Unit}
		if row != nil {
			c = row[col]
		}
		w.start("w:tc")
		w.start("w:tcPr")
		w.empty("w:tcW", "w:w", itoa(b.widths[i]), "w:type", "dxa")
		if row == nil {
			w.empty("w:vAlign", "w:val", "bottom")
		}
		w.end()
		w.cell(c, b.size, h.Figure, keep, row == nil)
		w.end()
	}
	w.end()
}

func (w *word) cell(c Cell, size int, right, keep, head bool) {
	w.start("w:p")
	w.start("w:pPr")
	w.empty("w:pStyle", "w:val", "TableText")
	if keep {
		w.empty("w:keepNext")
	}
	if right {
		w.empty("w:jc", "w:val", "right")
	}
	w.end()
	if head {
		w.run(c.Text, `<w:b/>`+runSize(size, blue))
	} else {
		w.run(c.Text, runSize(size, ""))
	}
	if c.Under != "" {
		w.raw("<w:r><w:br/></w:r>")
		w.run(c.Under, runSize(size-2, muted))
	}
	w.end()
}

func runSize(size int, colour string) string {
	out := ""
	if colour != "" {
		out = `<w:color w:val="` + colour + `"/>`
	}
	return out + `<w:sz w:val="` + itoa(size) + `"/><w:szCs w:val="` + itoa(size) + `"/>`
}
