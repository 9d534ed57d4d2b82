package sampledata

import (
	"fmt"
	"strconv"
)

// form is how the cells of a column are written.
type form int

const (
	asText form = iota
	asDate
	asCode   // a label of a list
	asYesNo  // Y or N
	asNumber // a whole number
	asMoney  // pounds with two decimals
	asDropped
)

// cell is one value on its way into a file.
type cell struct {
	text   string
	day    Day
	number float64
	kind   form
}

func text(s string) cell { return cell{text: s} }

func (c cell) empty() bool {
	return c.text == "" && c.day == 0 && (c.kind != asNumber && c.kind != asMoney)
}

// plain is the cell as a text file prints it.
func (c cell) plain() string {
	switch {
	case c.day != 0:
		return c.day.Time().Format("02/01/2006")
	case c.kind == asNumber:
		return strconv.Itoa(int(c.number))
	case c.kind == asMoney:
		return strconv.FormatFloat(c.number, 'f', 2, 64)
	default:
		return c.text
	}
}

// column is one column of an export. feeds names what it is for, in the words of EXPORTS.md.
type column[R any] struct {
	head   string
	form   form
	feeds  string
	labels *labels
	get    func(R) cell
}

// layout is one sheet, or one text file.
type layout[R any] struct {
	name    string
	titles  []string // rows above the header
	groups  []group  // an upper header row of merged cells
	columns []column[R]
	makes   []string // which records a row makes, and when
	skips   []string // rows that are no data
}

// group is one merged cell of the upper header.
type group struct {
	head string
	span int
}

// headerRow is the row of the column names, counted from 1.
func (l layout[R]) headerRow() int {
	row := len(l.titles) + 1
	if l.groups != nil {
		row++
	}
	return row
}

// grid is a sheet filled in.
type grid struct {
	name   string
	titles []string
	groups []group
	heads  []string
	header int
	rows   [][]cell
}

func (l layout[R]) fill(rows []R) *grid {
	g := &grid{name: l.name, titles: l.titles, groups: l.groups, header: l.headerRow()}
	for _, c := range l.columns {
		g.heads = append(g.heads, c.head)
	}
	for _, r := range rows {
		cells := make([]cell, len(l.columns))
		for i, c := range l.columns {
			cells[i] = c.get(r)
			if cells[i].kind == asText {
				cells[i].kind = c.form
			}
		}
		g.rows = append(g.rows, cells)
	}
	return g
}

// place returns the index of a column.
func (g *grid) place(head string) int {
	for i, h := range g.heads {
		if h == head {
			return i
		}
	}
	panic(fmt.Sprintf("no column %q in %s", head, g.name))
}

// insert puts a row of cells before the data row at.
func (g *grid) insert(at int, cells ...cell) {
	row := make([]cell, len(g.heads))
	copy(row, cells)
	g.rows = append(g.rows[:at], append([][]cell{row}, g.rows[at:]...)...)
}

// row returns the number of a data row in the file, counted from 1 with the rows above the data.
func (g *grid) row(at int) int { return g.header + 1 + at }

// Column makers: what the record holds, and how this system prints it.

func textColumn[R any](head, feeds string, get func(R) string) column[R] {
	return column[R]{head: head, feeds: feeds, get: func(r R) cell { return text(get(r)) }}
}

func droppedColumn[R any](head, feeds string, get func(R) string) column[R] {
	return column[R]{head: head, form: asDropped, feeds: feeds, get: func(r R) cell { return text(get(r)) }}
}

func dateColumn[R any](head, feeds string, get func(R) Day) column[R] {
	return column[R]{head: head, form: asDate, feeds: feeds, get: func(r R) cell { return cell{day: get(r)} }}
}

func codeColumn[R any](head, feeds string, l *labels, get func(R) string) column[R] {
	return column[R]{head: head, form: asCode, feeds: feeds, labels: l, get: func(r R) cell { return text(l.text(get(r))) }}
}

func yesNoColumn[R any](head, feeds string, get func(R) Flag) column[R] {
	return column[R]{head: head, form: asYesNo, feeds: feeds, get: func(r R) cell { return text([]string{"", "Y", "N"}[get(r)]) }}
}

// numberColumn prints a whole number; NotCounted is left blank.
func numberColumn[R any](head, feeds string, get func(R) int) column[R] {
	return column[R]{head: head, form: asNumber, feeds: feeds, get: func(r R) cell {
		if n := get(r); n != NotCounted {
			return cell{number: float64(n), kind: asNumber}
		}
		return cell{kind: asDropped}
	}}
}

func moneyColumn[R any](head, feeds string, pence func(R) int64) column[R] {
	return column[R]{head: head, form: asMoney, feeds: feeds, get: func(r R) cell { return cell{number: float64(pence(r)) / 100, kind: asMoney} }}
}
