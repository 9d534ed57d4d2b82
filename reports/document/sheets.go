package document

import (
	"slices"
	"strings"
	"time"
)

// sheet is one sheet of a workbook: a title, lines under it, and at most one table,
// which begins in the first column and has nothing below. Workbooks of either format
// are written from the same sheets.
type sheet struct {
	name  string // of its tab, and of the table in it
	title string
	lines []string
	heads []string
	rows  [][]value
	wide  []int // widths of the columns, in letters
}

// value is one cell: a number, a date or text, as v is; link is the sheet that it leads to.
type value struct {
	v       any // string, int64, float64, time.Time
	percent bool
	link    string
}

func words(s string) value { return value{v: s} }

// The sheets that every workbook has beside those of its tables.
const (
	coverSheet    = "Cover"
	contentsSheet = "Contents"
	findingsSheet = "What it says"
	notesSheet    = "Notes"
)

// nameLimit is how long the name of a tab may be.
const nameLimit = 31

// sheets lays a document out as a workbook: cover, contents, what was found, notes, and
// a sheet for each table.
func (d Document) sheets() []sheet {
	b := &book{taken: []string{strings.ToLower(coverSheet), strings.ToLower(contentsSheet), strings.ToLower(findingsSheet), strings.ToLower(notesSheet), "history"}}
	for _, p := range d.Parts {
		for _, it := range p.Items {
			b.item(d, p, it)
		}
	}
	out := []sheet{d.cover()}
	front := []sheet{{name: findingsSheet, title: "What the figures say", lines: []string{"One row for each finding, in the order of the report."},
		heads: []string{"Part", "Finding", "What it is about", "What goes with it", "Sheet"}, rows: b.found, wide: []int{24, 50, 40, 70, 24}}}
	if len(b.found) == 0 {
		front = nil
	}
	if notes := b.notesSheet(d); len(notes.rows) > 0 {
		front = append(front, notes)
	}
	contents := sheet{name: contentsSheet, title: "Contents", lines: []string{"One row for each sheet; the names of sheets are links."}, heads: []string{"Sheet", "What it holds"}, wide: []int{36, 100}}
	for _, s := range slices.Concat(front, b.tables) {
		contents.rows = append(contents.rows, []value{{v: s.name, link: s.name}, words(s.title)})
	}
	out = append(out, contents)
	return append(append(out, front...), b.tables...)
}

// book collects the sheets of tables, what was found, and the notes.
type book struct {
	taken  []string
	tables []sheet
	found  [][]value
	notes  []string
	usedBy [][]string // the sheets of each note
}

func (d Document) cover() sheet {
	s := sheet{name: coverSheet, title: d.fullTitle()}
	s.lines = append(s.lines, d.Head...)
	return sheetLines(s, d.Foot)
}

func sheetLines(s sheet, more []string) sheet {
	s.lines = append(s.lines, more...)
	return s
}

// none stands in a column of text that has nothing to say in a row, so that no cell is blank.
const none = "[z]"

func (b *book) item(d Document, p Part, it Item) {
	var names []string
	for _, t := range it.Tables {
		if !t.View {
			names = append(names, b.table(d, it, t))
		}
	}
	where := words(none)
	if len(names) > 0 {
		last := names[len(names)-1] // the figures themselves; what is worked out of them stands before
		where = value{v: last, link: last}
	}
	said := append(slices.Clone(it.Say), it.Bullets...)
	if it.Headline != "" {
		b.found = append(b.found, []value{text(p.Title), words(it.Headline), text(it.Measure), text(strings.Join(said, " ")), where})
		return
	}
	for _, s := range said {
		b.found = append(b.found, []value{text(p.Title), text(s), words(none), words(none), where})
	}
}

func text(s string) value {
	if s == "" {
		return words(none)
	}
	return words(s)
}

// table adds the sheet of a table and returns its name.
func (b *book) table(d Document, it Item, t Table) string {
	s := sheet{name: b.name(t.Name), title: t.Caption}
	for _, line := range []string{it.Headline, it.Measure} {
		if line != "" {
			s.lines = append(s.lines, line)
		}
	}
	notes := slices.Clone(it.Notes)
	for _, n := range t.Notes {
		if !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	if len(notes) > 0 {
		s.lines = append(s.lines, "Notes to this table: "+strings.Join(b.number(notes, s.name), ", ")+". They are in the sheet “"+notesSheet+"”.")
	}
	s.columns(t)
	if marks := d.marksIn(s); marks != "" {
		s.lines = append(s.lines, marks)
	}
	b.tables = append(b.tables, s)
	return s.name
}

// name makes the name of a tab: short enough, and no other's, large and small letters taken as one.
func (b *book) name(from string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '_'
		}
		return r
	}, from)
	if clean == "" {
		clean = "Table"
	}
	for i := 1; ; i++ {
		tail := ""
		if i > 1 {
			tail = "_" + itoa(i)
		}
		letters := []rune(clean)
		name := string(letters[:min(len(letters), nameLimit-len(tail))]) + tail
		if low := strings.ToLower(name); !slices.Contains(b.taken, low) {
			b.taken = append(b.taken, low)
			return name
		}
	}
}

// number gives notes their numbers, the same words the same number.
func (b *book) number(notes []string, sheet string) []string {
	var out []string
	for _, n := range notes {
		i := slices.Index(b.notes, n)
		if i < 0 {
			i = len(b.notes)
			b.notes = append(b.notes, n)
			b.usedBy = append(b.usedBy, nil)
		}
		b.usedBy[i] = append(b.usedBy[i], sheet)
		out = append(out, "[note "+itoa(i+1)+"]")
	}
	return out
}

func (b *book) notesSheet(d Document) sheet {
	s := sheet{name: notesSheet, title: "Notes and shorthand", lines: []string{"One row for each note; a table names its notes above it."},
		heads: []string{"Note", "What it says", "Sheets"}, wide: []int{14, 100, 40}}
	for _, m := range d.Marks {
		s.rows = append(s.rows, []value{words(m.Sign), words(m.Means), words("All")})
	}
	for i, n := range b.notes {
		s.rows = append(s.rows, []value{words("[note " + itoa(i+1) + "]"), words(n), words(strings.Join(b.usedBy[i], ", "))})
	}
	return s
}

// marksIn explains, above a table, the shorthand that stands in it.
func (d Document) marksIn(s sheet) string {
	var out []string
	for _, m := range slices.Concat(d.Marks, []Mark{{none, "not applicable"}, {missing, "not available"}}) {
		if slices.ContainsFunc(out, func(o string) bool { return strings.HasPrefix(o, m.Sign+" ") }) {
			continue
		}
		if slices.ContainsFunc(s.rows, func(row []value) bool {
			return slices.ContainsFunc(row, func(v value) bool { t, ok := v.v.(string); return ok && strings.Contains(t, m.Sign) })
		}) {
			out = append(out, m.Sign+" "+m.Means)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "Shorthand in this table: " + strings.Join(out, "; ") + "."
}

// missing stands where a table has no value to give.
const missing = "[x]"

// columns fills a sheet with a table: the values under a cell have columns of their own.
func (s *sheet) columns(t Table) {
	for _, h := range t.Heads {
		s.head(h.full())
		for _, sub := range h.Sub {
			s.head(sub)
		}
	}
	for _, row := range t.Rows {
		var out []value
		for i, c := range row {
			out = append(out, c.typed())
			for j := range t.Heads[i].Sub {
				var one Cell
				if j < len(c.Sub) {
					one = c.Sub[j]
				}
				if one.Text == "" && strings.HasPrefix(c.Text, "[") {
					one = Cell{Text: c.Text} // an interval is withheld with its estimate
				}
				out = append(out, one.typed())
			}
		}
		s.rows = append(s.rows, out)
	}
	for i := range s.heads {
		s.wide = append(s.wide, s.letters(i))
	}
}

// head adds a heading, with a number where another has the same words.
func (s *sheet) head(title string) {
	name := title
	for i := 2; slices.ContainsFunc(s.heads, func(h string) bool { return strings.EqualFold(h, name) }); i++ {
		name = title + " (" + itoa(i) + ")"
	}
	s.heads = append(s.heads, name)
}

func (h Head) full() string {
	if h.Unit == "" || len(h.Sub) > 0 {
		return h.Title
	}
	return h.Title + " (" + h.Unit + ")"
}

// widest is how wide a column is at most, in letters: longer text wraps.
const widest = 50

// letters is how wide a column is: as its words, within bounds, as text wraps.
func (s *sheet) letters(col int) int {
	most := 0.0
	for _, word := range strings.Fields(s.heads[col]) {
		most = max(most, textWidth(word, cellType, true))
	}
	for _, row := range s.rows {
		if t, ok := row[col].v.(string); ok {
			most = max(most, textWidth(t, cellType, false))
		}
	}
	return min(max(int(most/letterWide)+4, 12), widest)
}

// typed is what a spreadsheet holds of a cell.
func (c Cell) typed() value {
	switch v := c.Value.(type) {
	case int64, float64:
		return value{v: v, percent: c.Percent}
	case time.Time:
		if !v.IsZero() {
			return value{v: v}
		}
	}
	if c.Text == "" {
		return words(missing)
	}
	return words(c.Text)
}

// letterWide is how wide a letter of a column's width is, in points, and cellType the size of type in cells.
const (
	letterWide = 5.25
	cellType   = 10
)

// tall is how many lines a row takes in its columns.
func (s *sheet) tall(row []value, bold bool) int {
	most := 1
	for i, v := range row {
		if t, ok := v.v.(string); ok {
			n := 0
			for l := range strings.SplitSeq(t, "\n") {
				n += lines(l, cellType, float64(s.wide[i])*letterWide-8, bold)
			}
			most = max(most, n)
		}
	}
	return most
}
