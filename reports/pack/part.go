package pack

import (
	"math"
	"slices"
	"time"

	"proceedings/reports/page"
)

// part is one question of a paper, answered: sentences, a drawing, tables. One that the exports hold nothing
// for is one sentence.
type part struct {
	ID, Title string
	Say       []string
	Facts     []fact
	Points    []string // sentences as a list
	Drawing   drawing
	Key       []key
	People    []part // of the ladder: one officer each
	Tables    []table
	Notes     []string
	CSV       string // path of the data as CSV
	More      *page.Link
}

type fact struct{ Term, Text string }

// table is one table of a part.
type table struct {
	Label string // what it is, for who cannot see it; the name of its sheet in a workbook
	Say   string // the caption
	Head  []string
	Rows  [][]cell
}

// cell is words, with the date or number that they say where they say one alone.
type cell struct {
	Text   string
	Value  any // nil, int64, float64 or time.Time
	Href   string
	Strong bool
	Day    bool // a date, not broken at the end of a line
}

func text(s string) cell              { return cell{Text: orNone(s)} }
func strongIf(s string, is bool) cell { return cell{Text: orNone(s), Strong: is} }

func (c cell) strong() cell {
	c.Strong = true
	return c
}

// onDay is a date as pages print it, or words in its place, which may break.
func onDay(s string) cell {
	c := cell{Text: orNone(s), Day: len(s) <= len("31 Mar 2026")}
	if d, err := time.Parse("2 Jan 2006", s); err == nil {
		c.Value = d
	}
	return c
}

// day is a date, or the words for none.
func day(t time.Time, none string) cell { return onDay(dayOr(t, none)) }

func number(v float64) cell {
	c := cell{Text: page.Decimal(v), Value: v}
	if v == math.Trunc(v) {
		c.Value = int64(v)
	}
	return c
}

// orNone leaves no cell blank.
func orNone(s string) string {
	if s == "" {
		return page.NotRecorded
	}
	return s
}

// lean leaves out the columns in which no row has anything recorded, and says which they are.
func (p part) lean() {
	for i := range p.Tables {
		p.Tables[i] = p.Tables[i].lean()
	}
	for _, person := range p.People {
		person.lean()
	}
}

func (t table) lean() table {
	var without []string
	for col := len(t.Head) - 1; col > 0; col-- {
		if slices.ContainsFunc(t.Rows, func(row []cell) bool { return row[col].Text != page.NotRecorded }) {
			continue
		}
		without = append(without, page.Lower(t.Head[col]))
		t = t.without(col)
	}
	if len(without) > 0 {
		slices.Reverse(without)
		t.Say += " Not recorded in any row: " + page.List(without) + "."
	}
	return t
}

// without is the table without a column.
func (t table) without(col int) table {
	t.Head, t.Rows = slices.Delete(slices.Clone(t.Head), col, col+1), slices.Clone(t.Rows)
	for i, row := range t.Rows {
		t.Rows[i] = slices.Delete(slices.Clone(row), col, col+1)
	}
	return t
}
