package reports

import (
	"fmt"
	"strings"

	"proceedings/queries"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// Report is one report of a release: what its page, its office documents and its CSV file say, in the order of
// reading. All of them are made of this one definition (see Compose).
type Report struct {
	Name     string // the stem of its files, such as board-report
	Title    string
	Subject  string // one line on what it is about
	About    string // who it is for and what it holds, for the list of reports
	tight    bool   // its charts are low, for few pages of paper
	ahead    bool   // it is of what is to come after the position date, not of the period
	chapters []chapter
}

// chapter is a heading and what stands under it. One that has nothing to say in an edition is left out.
type chapter struct {
	title  string
	box    bool // set apart, without a number
	pieces []piece
}

// piece is one thing that a chapter says; false where the release, or its edition, does not hold it.
type piece func(c *Composed) (shown, bool, error)

// shown is a piece as it came out: an item of a document, and the figure that it is of, if it is of one.
type shown struct {
	figure *Figure // its picture and tables are made into the item for a document
	line   bool    // the figure is said in words; its table is in workbooks
	item   document.Item
}

// Composed is a report with its figures and sentences.
type Composed struct {
	Report
	in       Input
	chapters []composed
	counted  []*queries.Query // of the figures, in the order of reading
	marks    []document.Mark
}

type composed struct {
	title string
	box   bool
	said  []shown
}

// Compose makes what a report says of the results of a release.
func Compose(in Input, r Report) (*Composed, error) {
	in.OneDay = r.ahead
	c := &Composed{Report: r, in: in}
	number := 0
	for _, ch := range r.chapters {
		out := composed{title: ch.title, box: ch.box}
		for _, p := range ch.pieces {
			s, ok, err := p(c)
			if err != nil {
				return nil, fmt.Errorf("report %s, %s: %w", r.Name, ch.title, err)
			}
			if ok {
				out.said = append(out.said, s)
			}
		}
		if len(out.said) == 0 {
			continue
		}
		if !ch.box {
			number++
			out.title = fmt.Sprintf("%d. %s", number, ch.title)
		}
		c.chapters = append(c.chapters, out)
	}
	return c, nil
}

// shell is the frame of the report's page, and heads its documents.
func (c *Composed) shell(nav []page.Link) page.Shell {
	shell := c.in.Shell(nav)
	if shell.Handle != "" && !c.namesCases() {
		shell.Handle = "Holds numbers so small that people may be known by them. Not for publication."
	}
	return shell
}

// namesCases says that a figure of the report is of single cases.
func (c *Composed) namesCases() bool {
	for _, q := range c.counted {
		if q.Sensitivity == queries.CaseLevel {
			return true
		}
	}
	return false
}

// figures are pieces that show queries with chart and table.
func figures(names ...string) []piece { return pieces(names, false) }

// inWords are pieces that say what queries find, without chart and table.
func inWords(names ...string) []piece { return pieces(names, true) }

func pieces(names []string, line bool) []piece {
	var out []piece
	for _, name := range names {
		out = append(out, func(c *Composed) (shown, bool, error) { return c.figure(name, line) })
	}
	return out
}

// longTable is how many rows a table may have on paper and on slides; a longer one is folded on the page and in
// workbooks.
const longTable = 60

// shortTable is how many rows a table may have that stands in place of a sentence.
const shortTable = 20

func (c *Composed) figure(name string, line bool) (shown, bool, error) {
	in := c.in
	if line {
		if _, ok := designs()[name]; !ok {
			return shown{}, false, nil // it has a table and no finding
		}
		in.Draw = nil
	}
	f, ok, err := in.figure(name, c.tight)
	if err != nil || !ok {
		return shown{}, false, err
	}
	if f.Untold && line {
		if f.Table.Broad() || len(f.Table.Rows) > shortTable {
			return shown{}, false, nil
		}
		line = false // there is its table to look at
	}
	if line {
		f.Chart = nil
	}
	if f.Open && f.Chart == nil {
		if many := c.tooMany(f.Table); many != "" {
			f.Open = false
			f.Also = append(f.Also, "Its table has "+many+", too many to print"+c.elsewhere()+".")
		}
	}
	if r := in.Result(name); r.Query != nil {
		c.counted = append(c.counted, r.Query)
	}
	return shown{figure: &f, line: line}, true, nil
}

// tooMany says of what a table has too many for the report; nothing where it has not.
func (c *Composed) tooMany(t table) string {
	switch {
	case len(t.Rows) > longTable:
		return page.Count(int64(len(t.Rows))) + " rows"
	case c.tight && t.Broad():
		return page.Count(int64(len(t.Heads))) + " columns"
	}
	return ""
}

// elsewhere is where rows are that a report does not print: in a workbook, which a release without drawings does not have.
func (c *Composed) elsewhere() string {
	if c.in.Draw == nil {
		return ""
	}
	return "; a workbook holds them all"
}

// told is a piece of lines that are computed; none where there is no line.
func told(say func(Input) ([]string, error)) piece {
	return func(c *Composed) (shown, bool, error) {
		lines, err := say(c.in)
		return shown{item: document.Item{Bullets: lines}}, len(lines) > 0, err
	}
}

// Document is the report as a document. A picture has no dots where nothing makes them.
func (c *Composed) Document(dots Dots) (document.Document, error) {
	d := c.in.documentOf(c.shell(nil), c.Name, c.Title, c.Subject)
	d.Marks = append(d.Marks, c.marks...)
	for _, ch := range c.chapters {
		part := document.Part{Title: ch.title}
		for _, s := range ch.said {
			it, err := s.document(dots)
			if err != nil {
				return d, err
			}
			part.Items = append(part.Items, it)
		}
		d.Parts = append(d.Parts, part)
	}
	return d, nil
}

func (s shown) document(dots Dots) (document.Item, error) {
	if s.figure == nil {
		return s.item, nil
	}
	it, err := s.figure.Item(dots)
	if s.line {
		it.Notes = nil // those of its table
	}
	for i := range it.Tables {
		it.Tables[i].Behind = it.Tables[i].Behind || s.line
	}
	return it, err
}

// Document is an empty document that says what all documents of a release say.
func (in Input) Document(name, title, subject string) document.Document {
	return in.documentOf(in.Shell(nil), name, title, subject)
}

func (in Input) documentOf(shell page.Shell, name, title, subject string) document.Document {
	d := document.Document{Name: name, Title: title, Subject: subject, Period: in.span(), Revised: in.Period.AsOf}
	d.Head = append(d.Head, strings.TrimSpace(shell.Edition+". "+shell.Handle))
	if shell.Banner != "" {
		d.Head = append(d.Head, shell.Banner)
	}
	d.Head = append(d.Head, shell.Period)
	d.Foot = shell.Foot
	d.Marks = []document.Mark{{Sign: page.NotAvailable, Means: "not available"}, {Sign: page.Unreliable, Means: "too few records for an estimate"}}
	if !in.countsRows() {
		d.Marks = append([]document.Mark{{Sign: queries.WithheldMark, Means: "withheld, so that nobody can be known by a small number"}}, d.Marks...)
	}
	return d
}

// definitions is the piece that says how the figures before it are counted: in a workbook each, elsewhere where to look.
func definitions(c *Composed) (shown, bool, error) {
	t := document.Table{Name: "definitions", Caption: "How each figure is counted.", Behind: true}
	for _, h := range []string{"Figure", "Question", "Measure", "Population", "Numerator", "Denominator", "Clock", "Definition from"} {
		t.Heads = append(t.Heads, document.Head{Title: h})
	}
	for _, q := range c.counted {
		row := []document.Cell{{Text: q.Title, Row: true}}
		for _, s := range []string{q.Question, strings.Join(q.Measures, ", "), q.Population, q.Numerator, q.Denominator, q.Clock, q.Source} {
			row = append(row, document.Cell{Text: s})
		}
		t.Rows = append(t.Rows, row)
	}
	it := document.Item{Say: []string{"How each figure is counted, with its SQL, is on the page of definitions; a workbook of this report lists it too."}, Tables: []document.Table{t}}
	return shown{item: it}, len(t.Rows) > 0, nil
}
