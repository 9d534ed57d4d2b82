package reports

import (
	"slices"
	"strings"
	"time"

	"proceedings/queries"
	"proceedings/reports/chart"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// Dots makes a picture of dots of a drawing (see chart/dots.Maker).
type Dots func(svg []byte) ([]byte, error)

// Item is a figure for a document: the finding, the words, the chart as a picture, and the same
// tables as on the page. A picture has no dots where nothing makes them.
func (f Figure) Item(dots Dots) (document.Item, error) {
	it := document.Item{ID: f.ID, Headline: f.Headline, Measure: f.Measure, Say: slices.Clone(f.Also), Notes: f.Found}
	for _, c := range f.Comments {
		it.Say = append(it.Say, c.Said()+": "+c.Text)
	}
	if f.Empty {
		return it, nil
	}
	if f.Chart != nil && f.Chart.Still != "" {
		p, err := f.picture(dots)
		if err != nil {
			return it, err
		}
		it.Picture = p
	}
	if f.Grid != nil {
		it.Tables = append(it.Tables, f.Grid.document(f.ID+"_across"))
	}
	if f.Waiting != nil {
		it.Tables = append(it.Tables, f.Waiting.document(f.ID+"_followed"))
	}
	main := f.Table.document()
	main.Notes = f.Notes
	if refs := f.Table.underRestriction(); len(refs) > 0 {
		main.Notes = append(slices.Clone(main.Notes), "Under restriction, to be checked in the order before anything is published: "+strings.Join(refs, ", ")+".")
	}
	main.Behind = f.Waiting != nil || f.Grid != nil || !f.Open
	it.Tables = append(it.Tables, main)
	return it, nil
}

func (f Figure) picture(dots Dots) (*document.Picture, error) {
	alt := strings.Replace(f.Chart.Alt, inTable, "The figures are in the workbook of this report, in the sheet "+f.Table.Query+".", 1)
	p, err := chart.Alone(f.Chart.Still, f.Chart.Keys, f.Headline, alt)
	if err != nil {
		return nil, err
	}
	out := &document.Picture{Alt: alt, Caption: f.Table.Caption + " Its figures are in the workbook, in the sheet “" + f.Table.Query + "”.", SVG: p.SVG, Wide: p.Wide, High: p.High}
	if dots != nil {
		out.PNG, err = dots(p.SVG)
	}
	return out, err
}

// underRestriction are the references of a table that restrictions bind.
func (t table) underRestriction() []string {
	var out []string
	for _, row := range t.Rows {
		for _, c := range row {
			if c.bound() && !slices.Contains(out, c.Text) {
				out = append(out, c.Text)
			}
		}
	}
	return out
}

// bound says that a restriction binds what the cell names; the page's style sheet says so in words.
func (c cell) bound() bool { return slices.Contains(strings.Fields(c.Class), boundClass) }

// document is a table with its values typed.
func (t table) document() document.Table {
	out := document.Table{Name: t.Query, Caption: t.Caption}
	for _, h := range t.Heads {
		out.Heads = append(out.Heads, document.Head{Title: h.Title, Unit: h.Unit, Sub: h.Subs, Figure: h.Class == ""})
	}
	for _, row := range t.Rows {
		var cells []document.Cell
		for i, c := range row {
			cells = append(cells, c.document(t.Heads[i].Kind == queries.Rate))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func (c cell) document(share bool) document.Cell {
	out := document.Cell{Text: c.Text, Row: c.Head}
	switch v := c.Value.(type) {
	case int64, float64:
		out.Value, out.Percent = v, share
	case time.Time:
		if c.Text == page.ShortDay(v) { // a month or quarter is no day
			out.Value = v
		}
	}
	var under []string
	for _, s := range c.Subs {
		out.Sub = append(out.Sub, s.document(share))
		if s.Text != "" {
			under = append(under, s.Text)
		}
	}
	join := c.Join
	if join == "" || join == " or more" {
		join = ", "
	}
	if c.bound() {
		under = append(under, boundWords)
	}
	out.Under = strings.Join(under, join)
	if c.Join == " or more" {
		out.Under += c.Join
	}
	return out
}

// document is a cross-table as its page has it.
func (g *grid) document(name string) document.Table {
	out := document.Table{Name: name, Caption: g.Caption, View: true, Heads: []document.Head{{Title: g.Corner}}}
	for _, top := range g.Tops {
		out.Heads = append(out.Heads, document.Head{Title: top, Figure: true})
	}
	for _, s := range g.Sides {
		row := []document.Cell{{Text: s.Name, Under: s.Code, Row: true}}
		for _, c := range s.Cells {
			row = append(row, document.Cell{Text: c.Text, Under: c.Sub})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// document is the table under survival curves.
func (w *waitingTable) document(name string) document.Table {
	out := document.Table{Name: name, Caption: w.Caption, Heads: []document.Head{{Title: "Year"}}}
	for _, t := range w.Times {
		out.Heads = append(out.Heads, document.Head{Title: t, Figure: true})
	}
	for _, r := range w.Rows {
		row := []document.Cell{{Text: r.Name, Row: true}}
		for _, c := range r.Cells {
			cell := document.Cell{Text: c.Text}
			if c.Text == page.Count(c.N) {
				cell.Value = c.N
			}
			row = append(row, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// lawTable lists changes of law.
func lawTable(all []Regime) document.Table {
	out := document.Table{Name: "law", Caption: "Changes of law, oldest first.", Heads: []document.Head{{Title: "From"}, {Title: "Change"}, {Title: "What it means for the figures"}}}
	for _, r := range all {
		from := document.Cell{Text: inForce(r.From), Row: true}
		if !r.From.IsZero() {
			from.Value = r.From
		}
		out.Rows = append(out.Rows, []document.Cell{from, {Text: r.Label}, {Text: r.What}})
	}
	return out
}
