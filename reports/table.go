package reports

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"proceedings/queries"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// table is a result as an accessible table. Each heading carries its column
// (data-name) and each cell its raw value (data-value) where it is not the text
// itself, so that the page's script and a test can read every figure (see
// reportstest.Cells). A value printed below another names its column (data-col).
type table struct {
	Query   string
	Caption string
	Heads   []head
	Rows    [][]cell
	Tall    bool // long: scrolls in a region of its own
}

// head names its column and the kind of its values to the controls of the page.
type head struct {
	Title  string
	Unit   string
	Class  string
	Name   string
	Kind   queries.Kind
	Listed bool     // codes with labels
	Subs   []string // titles of the values printed under the cells
}

type cell struct {
	Head  bool   // a row's name
	ID    string // of the row, where something links to it
	Col   string
	Raw   string
	Text  string
	Value queries.Value // what a spreadsheet types; nil where the text says another thing or there is no figure
	Class string
	Lead  string // words before the sub-values
	Subs  []cell // values printed under this one
	Join  string
}

// Told says that a value printed under the cell has words.
func (c cell) Told() bool {
	return slices.ContainsFunc(c.Subs, func(s cell) bool { return s.Text != "" })
}

// Same says that a cell's text is its value, which is then not written twice.
func (c cell) Same() bool {
	return c.Raw == c.Text && !strings.ContainsFunc(c.Raw, func(r rune) bool { return r != ' ' && !unicode.IsGraphic(r) }) && strings.TrimSpace(c.Raw) == c.Raw
}

// dense is the number of columns from which a table is printed small, broad that from which it is printed on a
// sheet of its own, laid across.
const (
	dense = 9
	broad = 14
)

// Dense says that a table has so many columns that it is printed small.
func (t table) Dense() bool { return len(t.Heads) >= dense }

// Broad says that it is printed across.
func (t table) Broad() bool { return len(t.Heads) >= broad }

// tall is the number of rows from which a table scrolls in itself.
const tall = 24

// Listed is the number of rows of a list of cases that a page shows: pages stay as small as
// they are however many cases there are. The CSV file has all.
const Listed = 200

// shown is how many rows of a result its table has.
func (t rows) shown() int {
	if q := t.Result.Query; q == nil || q.Sensitivity == queries.Aggregate {
		return t.Len()
	}
	return min(t.Len(), Listed)
}

func (in Input) table(name string, t rows) table {
	out := table{Query: name, Caption: in.caption(t), Tall: t.Len() > tall}
	if n := t.shown(); n < t.Len() {
		out.Caption += " The first " + page.Count(int64(n)) + " of " + page.Count(int64(t.Len())) + " rows; the data (CSV) have all."
	}
	lines := layout(t.Result.Columns)
	for i, l := range lines {
		c := t.Result.Columns[l.col]
		class := align(c)
		if i == 0 {
			class = "text"
		}
		h := head{Title: title(t.Result.Columns[l.head]), Unit: unit(c, l), Class: class, Name: c.Name, Kind: c.Kind, Listed: c.List != ""}
		for k, j := range l.subs {
			h.Subs = append(h.Subs, subTitle(h, t.Result.Columns[j], k))
		}
		out.Heads = append(out.Heads, h)
	}
	for row := range t.shown() {
		cells := make([]cell, len(lines))
		for i, l := range lines {
			cells[i] = in.cell(t, row, l)
			if i == 0 {
				cells[i].head()
			}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func (in Input) caption(t rows) string {
	words := "Figures"
	if t.Result.Query != nil && t.Result.Query.Title != "" {
		words = strings.TrimSuffix(t.Result.Query.Title, ".")
	}
	return words + ". Position on " + page.Day(in.Period.AsOf) + "."
}

// subTitle heads the values of a column printed under those of another, where each has a column of its own.
func subTitle(h head, c queries.Column, place int) string {
	switch {
	case c.Name == underTitle[0]:
		return "Code"
	case slices.Contains(underTitle, c.Name):
		return title(c)
	}
	return h.Title + []string{", lower limit", ", upper limit"}[min(place, 1)]
}

// underTitle are columns that stand in small type under the title of a limit.
var underTitle = []string{"standard_id", "confidence"}

// line is one printed column: a column of the result with those printed in it.
type line struct {
	col  int
	head int // the column whose title heads it
	subs []int
}

// layout folds an interval under its estimate and a code under its title.
func layout(cols []queries.Column) []line {
	index := map[string]int{}
	for i, c := range cols {
		index[c.Name] = i
	}
	var out []line
	folded := map[int]bool{}
	for i, c := range cols {
		l := line{col: i, head: i}
		if folded[i] {
			continue
		}
		if j, ok := index["title"]; ok && c.Name == underTitle[0] {
			l = line{col: j, head: i}
			folded[j] = true
			for _, name := range underTitle {
				if k, ok := index[name]; ok {
					folded[k] = true
					l.subs = append(l.subs, k)
				}
			}
		}
		for _, names := range bounds(c.Name) {
			low, okLow := index[names[0]]
			high, okHigh := index[names[1]]
			if okLow && okHigh {
				l.subs = []int{low, high}
				folded[low], folded[high] = true, true
				break
			}
		}
		out = append(out, l)
	}
	return out
}

// bounds are the names that the columns of an interval may have.
func bounds(name string) [][2]string {
	pairs := [][2]string{{name + "_low", name + "_high"}}
	switch {
	case name == "survival":
		pairs = append(pairs, [2]string{"low", "high"})
	case strings.HasPrefix(name, "median_") && !strings.HasSuffix(name, "_low"):
		pairs = append(pairs, [2]string{"median_low", "median_high"})
	}
	return pairs
}

// boundClass marks a cell that names what is under restriction, as the page's style sheet says in these words.
const (
	boundClass = "bound"
	boundWords = "under restriction"
)

func (in Input) cell(t rows, row int, l line) cell {
	c := t.Result.Columns[l.col]
	v := t.Result.Rows[row][l.col]
	out := cell{Col: c.Name, Raw: page.Raw(v), Text: in.Text(c, v), Class: align(c)}
	if _, withheld := v.(queries.Withheld); v == nil || withheld {
		out.add("missing")
	}
	if ref, ok := v.(string); ok && (c.Name == "case_ref" || c.Name == "proceeding_ref") && in.Restricted(ref) {
		out.add(boundClass)
	}
	if c.Name == "meaning" {
		out.add("wordy") // sentences
	}
	if fraction, ok := t.fraction(row, c); ok {
		out.Text = fraction
	}
	small := t.smallRate(row, c)
	if t.strict && t.few(row, c.Name) {
		out.Text, small = page.Unreliable, true
	}
	if out.Text == in.Text(c, v) {
		out.Value = v
	}
	for _, j := range l.subs {
		sub := t.Result.Columns[j]
		one := cell{Col: sub.Name, Raw: page.Raw(t.Result.Rows[row][j]), Text: in.Text(sub, t.Result.Rows[row][j])}
		if sub.Name == "standard_id" {
			one.Text = one.Raw // its label is the title above it
		}
		if one.Value = t.Result.Rows[row][j]; small {
			one.Text, one.Value = "", nil
		}
		out.Subs = append(out.Subs, one)
	}
	switch {
	case c.Name == "title":
		out.Lead = "code"
	case len(out.Subs) == 2 && !small && out.Subs[0].Raw != "" && out.Subs[1].Raw != "":
		out.Join = " to "
	case len(out.Subs) == 2:
		for i := range out.Subs {
			if out.Subs[i].Raw == "" || small {
				out.Subs[i].Text = ""
			}
		}
		if out.Subs[0].Text != "" {
			out.Join = " or more"
		}
	}
	return out
}

// head makes a cell the name of its row: one that is short does not wrap, a
// title has room.
func (c *cell) head() {
	c.Head = true
	switch {
	case c.Col == "title":
		c.add("titled")
	case len(c.Text) <= 14:
		c.add("short")
	}
}

func (c *cell) add(class string) { c.Class = strings.TrimSpace(c.Class + " " + class) }

// denominator of a rate in a row, where the query names its columns.
func (t rows) denominator(row int, c queries.Column) (int64, bool) {
	if c.Kind != queries.Rate || curves[c.Name] {
		return 0, false
	}
	return t.under(row, c)
}

// under is how many records an estimate of a row rests on, where the query names their column.
func (t rows) under(row int, c queries.Column) (int64, bool) {
	if c.Of == "" || !t.Has(c.Of) {
		return 0, false
	}
	n := t.n(row, c.Of)
	if c.Less != "" {
		n -= t.n(row, c.Less)
	}
	return n, true
}

// few says that a median rests on too few records to be given: the one rule of sentence, table and chart of
// a figure that is strict.
func (t rows) few(row int, name string) bool {
	c, _ := t.Column(name)
	n, ok := t.under(row, c)
	return ok && c.Kind == queries.Duration && n < page.SmallN
}

// reliable is what the chart of a strict figure draws: medians on too few records are taken out.
func (t rows) reliable(r *queries.Result) *queries.Result {
	if !t.strict {
		return r
	}
	out := *r
	out.Rows = make([][]queries.Value, len(r.Rows))
	for row, values := range r.Rows {
		out.Rows[row] = slices.Clone(values)
		for i, c := range r.Columns {
			if t.few(row, c.Name) {
				out.Rows[row][i] = nil
			}
		}
	}
	return &out
}

// drawable is how many rows a chart has anything of. A stacked bar of which a part is withheld is not drawn.
func (t rows) drawable(s *chart.Spec) int {
	n := 0
	for row := range t.Len() {
		if s.Kind == chart.Stacked && slices.ContainsFunc(s.Parts, func(p chart.Part) bool {
			return slices.ContainsFunc(append([]string{p.Column}, p.And...), func(name string) bool { return t.Withheld(row, name) })
		}) {
			continue
		}
		if slices.ContainsFunc(s.Parts, func(p chart.Part) bool { return t.Value(row, p.Column) != nil && !t.Withheld(row, p.Column) }) {
			n++
		}
	}
	return n
}

// curves are rates that are read off a curve at every step of it. Their table
// is the drawing in figures, and says at each step how many are left.
var curves = map[string]bool{"survival": true, "low": true, "high": true}

// estimate names rates that no count divided by their denominator gives: shares by a
// time read off a curve, such as by_100 and heard_by_100_low.
var estimate = regexp.MustCompile(`(^|_)by_\d+(_low|_high)?$`)

func (t rows) smallRate(row int, c queries.Column) bool {
	n, ok := t.denominator(row, c)
	return ok && n < page.SmallN
}

// fraction writes a rate on fewer than ten records as k of n, or as unreliable
// where it is an estimate and has no k.
func (t rows) fraction(row int, c queries.Column) (string, bool) {
	n, ok := t.denominator(row, c)
	rate, have := t.Num(row, c.Name)
	if !ok || !have || n >= page.SmallN {
		return "", false
	}
	if estimate.MatchString(c.Name) {
		return page.Unreliable, true
	}
	return page.Count(int64(math.Round(rate*float64(n)))) + " of " + page.Count(n), true
}

// align is the class of a column; figures stand to the right without one.
func align(c queries.Column) string {
	switch c.Kind {
	case queries.Label:
		return "text"
	case queries.Date:
		return "text day"
	}
	return ""
}

// title is that of a column of the name.
func (t rows) title(name string) string {
	c, _ := t.Column(name)
	return title(c)
}

func title(c queries.Column) string {
	if c.Title != "" {
		return c.Title
	}
	return page.Words(c.Name)
}

// unit is said in the heading, once, and not where the title says it.
func unit(c queries.Column, l line) string {
	if c.Kind == queries.Rate && len(l.subs) == 2 {
		return "95% interval"
	}
	if c.Unit == "" || c.Kind == queries.Count || strings.Contains(strings.ToLower(c.Title), c.Unit) {
		return ""
	}
	return c.Unit
}

// grid is a cross-table: one result, its rows laid out by two of its columns.
// Each cell names the row of the plain table that it repeats.
type grid struct {
	Caption string
	Corner  string
	Tops    []string
	Sides   []side
	Scale   string // what the shading means
	Heat    bool   // cells are shaded

	topCodes []string
}

type side struct {
	Name  string
	Code  string
	Cells []gridCell
}

type gridCell struct {
	Row   int // of the plain table; -1: no such row
	Col   string
	Raw   string
	Text  string
	Sub   string
	Class string
}

// cross lays a result out by a side and a top column; cell makes each cell.
func cross(t rows, sideCol, topCol string, cell func(row int) gridCell) grid {
	g := grid{Caption: t.in.caption(t), Corner: t.title(sideCol)}
	var tops []string
	at := map[[2]string]int{}
	var sides []string
	first := map[string]int{}
	for row := range t.Len() {
		s, top := page.Raw(t.Value(row, sideCol)), page.Raw(t.Value(row, topCol))
		if !slices.Contains(tops, top) {
			tops = append(tops, top)
			g.Tops = append(g.Tops, t.text(row, topCol))
		}
		if !slices.Contains(sides, s) {
			sides = append(sides, s)
			first[s] = row
		}
		at[[2]string{s, top}] = row
	}
	g.topCodes = tops
	for _, s := range sides {
		one := side{Name: t.text(first[s], sideCol)}
		for _, top := range tops {
			row, ok := at[[2]string{s, top}]
			if !ok {
				one.Cells = append(one.Cells, gridCell{Row: -1, Text: "–", Class: "s0"})
				continue
			}
			c := t.guarded(row, cell)
			c.Row = row
			one.Cells = append(one.Cells, c)
		}
		g.Sides = append(g.Sides, one)
	}
	return g
}

// guarded makes a cell of a cross-table; one that rests on what is withheld has the mark for all its words.
func (t rows) guarded(row int, cell func(row int) gridCell) gridCell {
	if t.in.met == nil {
		return cell(row)
	}
	before := *t.in.met
	*t.in.met = false
	c := cell(row)
	if *t.in.met {
		c = gridCell{Col: c.Col, Raw: queries.WithheldMark, Text: queries.WithheldMark, Class: "s0"}
	}
	*t.in.met = before
	return c
}

// reorder puts the top columns into an order of their codes; codes that it does
// not name keep their order behind it.
func (g *grid) reorder(order []string) {
	place := func(i int) int {
		if p := slices.Index(order, g.topCodes[i]); p >= 0 {
			return p
		}
		return len(order) + i
	}
	to := make([]int, len(g.Tops))
	for i := range to {
		to[i] = i
	}
	slices.SortStableFunc(to, func(a, b int) int { return place(a) - place(b) })
	g.Tops, g.topCodes = pick(g.Tops, to), pick(g.topCodes, to)
	for i := range g.Sides {
		g.Sides[i].Cells = pick(g.Sides[i].Cells, to)
	}
}

func pick[T any](from []T, to []int) []T {
	out := make([]T, len(to))
	for i, j := range to {
		out[i] = from[j]
	}
	return out
}

// shade maps 0..1 to one of five tints; nothing to none.
func shade(x float64) string {
	if x <= 0 {
		return "s0"
	}
	return "s" + strconv.Itoa(1+min(4, int(x*5)))
}
