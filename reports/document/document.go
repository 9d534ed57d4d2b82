package document

import (
	"slices"
	"strings"
	"time"
)

// Document is a report, ready to be written.
type Document struct {
	Name    string    // the stem of its files, such as board-report
	Title   string    // what it is, such as Quarterly report to the board
	Subject string    // one line on what it is about, for the properties of the file
	Period  string    // such as 1 April to 30 June 2026, or one day
	Head    []string  // lines under the title: edition and handling, banner, period and position
	Parts   []Part    // in the order of reading
	Foot    []string  // what holds for all figures: definitions, sources
	Marks   []Mark    // the shorthand in use
	Short   bool      // one or two sides: no list of contents, small headings
	Revised time.Time // the position date: the only date in the properties of the files
}

// Mark is shorthand in square brackets and what it means.
type Mark struct{ Sign, Means string }

// Part is a chapter.
type Part struct {
	Title string
	Items []Item
}

// Item is a figure with what is said of it, or plain text. What is set is written,
// in the order of the fields.
type Item struct {
	ID       string // of the figure, the name of its query; empty for plain text
	Headline string // its finding: a heading, the title of a slide; empty: plain text under the part
	Measure  string // what the figures are
	Say      []string
	Bullets  []string
	Picture  *Picture
	Tables   []Table
	Notes    []string // caveats
}

// Picture is a drawing.
type Picture struct {
	Alt     string // what it shows, for those who do not see it
	Caption string // what its figures are; none where empty
	SVG     []byte // on its own: colours, size and fonts in it
	PNG     []byte // the same in dots, for programs that do not draw SVG; none where empty
	Wide    int    // size in pixels of the SVG
	High    int
}

// Table is figures in rows.
type Table struct {
	Name    string // of the query, or another that no other table of the document has
	Caption string
	Heads   []Head
	Rows    [][]Cell
	Behind  bool     // the figures behind a picture or a sentence: workbooks have it, pages and slides do not
	View    bool     // the figures of another table, laid out to be read: workbooks do not have them twice
	Notes   []string // what its figures cannot show, for workbooks; those of its item count too
}

// Head heads a column.
type Head struct {
	Title  string
	Unit   string   // small print under the title
	Sub    []string // the titles of the values under a cell (see Cell.Sub)
	Figure bool     // numbers, which stand to the right
}

// Cell is one figure of a table, or a name.
type Cell struct {
	Text    string // as the pages print it: 80.5%, [c], 5 May 2026
	Value   any    // what a spreadsheet types: nil (the text), string, int64, float64, time.Time
	Percent bool   // the value is a share of one
	Row     bool   // names its row
	Under   string // small print under the text: an interval, a code
	Sub     []Cell // the values of the small print, each for a column of its own in a spreadsheet
}

// aboutTitle heads what holds for all figures.
const aboutTitle = "About these figures"

// marks says what the shorthand means, a line each; what the foot says already is not said twice.
func (d Document) marks() []string {
	var out []string
	for _, m := range d.Marks {
		if slices.ContainsFunc(d.Foot, func(line string) bool { return strings.Contains(line, m.Sign) }) {
			continue
		}
		out = append(out, m.Sign+" means "+m.Means+".")
	}
	return out
}

// isDay says that a cell is a date, which does not wrap.
func isDay(c Cell) bool {
	_, ok := c.Value.(time.Time)
	return ok
}

// shown are the tables that pages and slides have.
func (it Item) shown() []Table {
	return slices.DeleteFunc(slices.Clone(it.Tables), func(t Table) bool { return t.Behind })
}
