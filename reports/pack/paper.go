package pack

import (
	"bytes"
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"

	"proceedings/reports"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// Paper is a debrief pack or a briefing note with its parts worked out. Its page and its document are made of
// the same parts.
type Paper struct {
	in                  reports.Input
	path                string // of its page within a release
	kind                string // in a sentence: pack
	kicker, title, lead string
	orders              []string // restrictions on what it is about: they head it
	parts               []part
	short               bool // one or two sides: a document of it has no list of contents
}

// Name is the name of the paper's files, without what they end in.
func (p Paper) Name() string { return strings.TrimSuffix(path.Base(p.path), ".html") }

// Page is the paper within a release, or alone where there are no other pages. Documents of it that lie beside
// the page are linked.
func (p Paper) Page(nav []page.Link, beside ...document.Format) (page.Page, error) {
	content := page.Content{Path: p.path, Title: p.title, Kicker: p.kicker, Style: packCSS, Lead: p.lead}
	var body bytes.Buffer
	if err := packTemplate.ExecuteTemplate(&body, "beside", p.links(beside)); err != nil {
		return page.Page{}, fmt.Errorf("%s: %w", p.title, err)
	}
	if len(p.orders) > 0 {
		if err := packTemplate.ExecuteTemplate(&body, "orders", p.underOrder()); err != nil {
			return page.Page{}, fmt.Errorf("%s, restrictions: %w", p.title, err)
		}
	}
	for _, one := range p.parts {
		if err := packTemplate.ExecuteTemplate(&body, "part", one); err != nil {
			return page.Page{}, fmt.Errorf("%s, part %s: %w", p.title, one.ID, err)
		}
		content.Contents = append(content.Contents, page.Anchor{ID: one.ID, Text: one.Title})
	}
	content.Body = template.HTML(body.String())
	return p.in.Shell(nav).Render(content)
}

// underOrder is the box that heads what is about a case under restriction.
type underOrder struct {
	Title, Say string
	Orders     []string
}

func (p Paper) underOrder() underOrder {
	return underOrder{"Under restriction", "Publish nothing of this case, in whatever form, without checking " + page.Agree(int64(len(p.orders)), "the order", "each order") + " itself.", p.orders}
}

type besides struct {
	Kind  string
	Links []page.Link
}

func (p Paper) links(beside []document.Format) besides {
	out := besides{Kind: p.kind}
	for _, f := range beside {
		out.Links = append(out.Links, page.Link{Path: p.Name() + f.Extension, Title: f.Program})
	}
	return out
}

// Document is the paper for office programs. A picture has no dots where nothing makes them.
func (p Paper) Document(dots reports.Dots) (document.Document, error) {
	d := p.in.Document(p.Name(), p.title, p.lead)
	d.Period = "" // what it speaks for stands in the head
	if len(p.orders) > 0 {
		box := p.underOrder()
		d.Parts = append(d.Parts, document.Part{Title: box.Title, Items: []document.Item{{Say: []string{box.Say}, Bullets: box.Orders}}})
	}
	for _, one := range p.parts {
		items, err := one.items(dots, p.short)
		if err != nil {
			return d, fmt.Errorf("%s, part %s: %w", p.title, one.ID, err)
		}
		d.Parts = append(d.Parts, document.Part{Title: one.Title, Items: items})
	}
	if last := len(d.Parts) - 1; p.short && last >= 0 { // what holds for all documents is small print of the last part
		own := &d.Parts[last].Items[0]
		own.Notes, d.Foot, d.Marks, d.Short = append(slices.Clone(own.Notes), d.Foot...), nil, nil, true
	}
	return d, nil
}

// items are a part's own, and one for each of its people. Where it is to be short, facts are one paragraph.
func (p part) items(dots reports.Dots, short bool) ([]document.Item, error) {
	own := document.Item{Say: p.Say, Notes: p.Notes}
	for _, f := range p.Facts {
		own.Bullets = append(own.Bullets, f.Term+": "+f.Text)
	}
	if short && len(p.Facts) > 0 {
		own.Say, own.Bullets = append(slices.Clone(own.Say), strings.Join(own.Bullets, ". ")+"."), nil
	}
	own.Bullets = append(own.Bullets, p.Points...)
	if len(p.Tables)+len(p.People) == 0 { // a workbook has notes beside tables alone
		own.Bullets, own.Notes = append(own.Bullets, p.Notes...), nil
	}
	if p.Drawing.HTML != "" {
		var err error
		if own.Picture, err = p.Drawing.picture(p.Key, dots); err != nil {
			return nil, err
		}
	}
	for _, t := range p.Tables {
		own.Tables = append(own.Tables, t.document())
	}
	out := []document.Item{own}
	for _, person := range p.People {
		it := document.Item{ID: person.ID, Headline: person.Title, Say: person.Say}
		for _, t := range person.Tables {
			one := t.document()
			one.Notes = p.Notes
			it.Tables = append(it.Tables, one)
		}
		out = append(out, it)
	}
	return out, nil
}

func (t table) document() document.Table {
	out := document.Table{Name: t.Label, Caption: t.Say}
	for i, h := range t.Head {
		out.Heads = append(out.Heads, document.Head{Title: h, Figure: t.counts(i)})
	}
	for _, row := range t.Rows {
		var cells []document.Cell
		for i, c := range row {
			cells = append(cells, document.Cell{Text: c.Text, Value: c.Value, Row: i == 0})
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// counts says that a column, not the first, has nothing but numbers, or marks in their place.
func (t table) counts(col int) bool {
	any := false
	for _, row := range t.Rows {
		switch row[col].Value.(type) {
		case int64, float64:
			any = true
		default:
			if row[col].Text != page.NotAvailable {
				return false
			}
		}
	}
	return any && col > 0
}
