package document

// A slide shows so many rows and columns of a table; the rest is in the workbook.
const (
	slideRows    = 8
	slideColumns = 6
)

// cellSpace is what a cell of a slide's table has beside and above its words, in points.
const (
	cellSide = 9
	cellOver = 6
)

// table writes a table, or its first rows and columns with a line that says so.
func (s *slide) table(t Table, at area) {
	cols := min(slideColumns, len(t.Heads))
	rows := t.Rows[:min(slideRows, len(t.Rows))]
	said := t.rest(len(rows), cols)
	room := at.h
	if said != "" {
		room -= 24
	}
	size := 14
	widths := t.shared(cols, rows, at.w, size)
	for size > 8 && t.highAt(cols, rows, widths, size) > room {
		size--
		widths = t.shared(cols, rows, at.w, size)
	}
	for len(rows) > 1 && t.highAt(cols, rows, widths, size) > room {
		rows = rows[:len(rows)-1]
		if said == "" {
			room -= 24
		}
		said = t.rest(len(rows), cols)
	}
	at.h = t.highAt(cols, rows, widths, size)
	s.frame(t, cols, rows, widths, size, at)
	if said != "" {
		s.text(holder{kind: "body", id: 15, name: "Rest"}, area{at.x, at.y + at.h + 6, at.w, 16}, 11, []string{said}, 1)
	}
}

// rest says what of a table a slide leaves to the workbook.
func (t Table) rest(rows, cols int) string {
	switch {
	case rows < len(t.Rows) && cols < len(t.Heads):
		return "The first " + itoa(rows) + " of " + itoa(len(t.Rows)) + " rows and " + itoa(cols) + " of " + itoa(len(t.Heads)) + " columns; the rest is in the workbook."
	case rows < len(t.Rows):
		return "The first " + itoa(rows) + " of " + itoa(len(t.Rows)) + " rows; the rest is in the workbook."
	case cols < len(t.Heads):
		return "The first " + itoa(cols) + " of " + itoa(len(t.Heads)) + " columns; the rest is in the workbook."
	}
	return ""
}

// shared gives each column its part of a width, by what its words need.
func (t Table) shared(cols int, rows [][]Cell, width, size int) []int {
	short := Table{Heads: t.Heads, Rows: rows}
	all := make([]int, cols)
	for i := range all {
		all[i] = i
	}
	out := short.widths(all, 2*size, width*20)
	sum := 0
	for i := range out {
		out[i] /= 20
		sum += out[i]
	}
	if sum > width { // longer words than room: all columns give
		for i := range out {
			out[i] = out[i] * width / sum
		}
	}
	return out
}

// highAt is the height of a table in points.
func (t Table) highAt(cols int, rows [][]Cell, widths []int, size int) int {
	sum := t.rowHigh(heads(t.Heads[:cols]), widths, size, true)
	for _, row := range rows {
		sum += t.rowHigh(row[:cols], widths, size, false)
	}
	return sum
}

func heads(all []Head) []Cell {
	out := make([]Cell, len(all))
	for i, h := range all {
		out[i] = Cell{Text: h.Title, Under: h.Unit}
	}
	return out
}

func (t Table) rowHigh(row []Cell, widths []int, size int, bold bool) int {
	most := 0.0
	for i, c := range row {
		room := float64(widths[i]-cellSide) * 0.96
		h := float64(lines(c.Text, float64(size), room, bold)*size) * lineHigh
		if c.Under != "" {
			h += float64(lines(c.Under, float64(size-2), room, false)*(size-2)) * lineHigh
		}
		most = max(most, h)
	}
	return int(most) + cellOver + 1
}

// frame writes the table.
func (s *slide) frame(t Table, cols int, rows [][]Cell, widths []int, size int, at area) {
	s.shapes++
	at.w = 0
	for _, w := range widths {
		at.w += w
	}
	s.start("p:graphicFrame")
	s.start("p:nvGraphicFramePr")
	s.empty("p:cNvPr", "id", itoa(s.shapes), "name", "Table "+itoa(s.shapes), "descr", t.Caption)
	s.raw(`<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>`)
	s.end()
	s.raw(at.xfrm("p:xfrm"))
	s.start("a:graphic")
	s.start("a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/table")
	s.start("a:tbl")
	s.raw(`<a:tblPr firstRow="1"/>`)
	s.start("a:tblGrid")
	for _, w := range widths {
		s.empty("a:gridCol", "w", itoa(w*point))
	}
	s.end()
	s.tableRow(t, heads(t.Heads[:cols]), widths, size, true)
	for _, row := range rows {
		s.tableRow(t, row[:cols], widths, size, false)
	}
	s.ends(4)
}

func (s *slide) tableRow(t Table, row []Cell, widths []int, size int, head bool) {
	s.start("a:tr", "h", itoa(t.rowHigh(row, widths, size, head)*point))
	for i, c := range row {
		s.start("a:tc")
		s.start("a:txBody")
		s.raw(`<a:bodyPr/><a:lstStyle/>`)
		s.start("a:p")
		if t.Heads[i].Figure {
			s.raw(`<a:pPr algn="r"/>`)
		}
		look := ` sz="` + itoa(size*100) + `"`
		if head {
			s.tableRun(c.Text, look+` b="1"`, "tx2")
		} else {
			s.tableRun(c.Text, look, "tx1")
		}
		if c.Under != "" {
			s.raw(`<a:br><a:rPr lang="` + language + `" sz="` + itoa((size-2)*100) + `"/></a:br>`)
			s.tableRun(c.Under, ` sz="`+itoa((size-2)*100)+`"`, "bg2")
		}
		s.ends(2)
		s.cellRules(head)
		s.end()
	}
	s.end()
}

func (s *slide) tableRun(text, look, colour string) {
	s.start("a:r")
	s.raw(`<a:rPr lang="` + language + `"` + look + `><a:solidFill><a:schemeClr val="` + colour + `"/></a:solidFill></a:rPr>`)
	s.leaf("a:t", text)
	s.end()
}

// cellRules are horizontal alone: a strong one around the head, thin ones between rows.
func (s *slide) cellRules(head bool) {
	anchor, top, bottom := "t", "6350", "6350"
	colour := map[bool]string{true: blue, false: rule}
	if head {
		anchor, top, bottom = "b", "15875", "15875"
	}
	line := func(side, w string) string {
		return `<a:` + side + ` w="` + w + `"><a:solidFill><a:srgbClr val="` + colour[head] + `"/></a:solidFill></a:` + side + `>`
	}
	above := line("lnT", top)
	if !head {
		above = "" // the rule of the row above
	}
	s.raw(`<a:tcPr marL="50800" marR="50800" marT="38100" marB="38100" anchor="` + anchor + `"><a:lnL w="0"><a:noFill/></a:lnL><a:lnR w="0"><a:noFill/></a:lnR>` + above + line("lnB", bottom) + `<a:noFill/></a:tcPr>`)
}
