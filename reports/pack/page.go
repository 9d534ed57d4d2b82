package pack

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"slices"

	"proceedings/reports/page"
)

//go:embed assets/pack.html
var packHTML string

//go:embed assets/pack.css
var packCSS string

var packTemplate = template.Must(template.New("pack").Funcs(template.FuncMap{"nb": page.Unbroken}).Parse(packHTML))

// part is one question of a pack, answered: sentences, a drawing, tables. One that the exports hold nothing
// for is one sentence.
type part struct {
	ID, Title string
	Say       []string
	Facts     []fact
	Drawing   template.HTML
	Key       []key
	People    []part // of the ladder: one officer each
	Tables    []table
	Notes     []string
	CSV       string // path of the data as CSV
	More      *page.Link
}

type fact struct{ Term, Text string }

// key is an entry of a drawing's key: the mark and what it means.
type key struct {
	Mark string // a class of assets/pack.css
	Text string
}

// table is one table of a part. Its columns are all text.
type table struct {
	Label string // what it is, for who cannot see it
	Say   string // the caption
	Head  []string
	Rows  [][]cell
}

type cell struct {
	Text   string
	Href   string
	Strong bool
	Day    bool // a date, not broken at the end of a line
}

func text(s string) cell   { return cell{Text: orNone(s)} }
func strong(s string) cell { return cell{Text: orNone(s), Strong: true} }

// onDay is a date, or words in its place, which may break.
func onDay(s string) cell { return cell{Text: orNone(s), Day: len(s) <= len("31 Mar 2026")} }

// orNone leaves no cell blank.
func orNone(s string) string {
	if s == "" {
		return page.NotRecorded
	}
	return s
}

// Page is the page of one case within a release, or alone where the shell has no other pages.
func (b *Book) Page(caseRef string, nav []page.Link) (page.Page, error) {
	return (&one{Book: b, ref: caseRef}).page(nav)
}

func (c *one) page(nav []page.Link) (page.Page, error) {
	inner := []part{c.happened(), c.limits(), c.alike(), c.ladder(), c.lostDays(), c.disclosure(), c.contact(), c.said(), c.learning(), c.before()}
	parts := append([]part{c.short()}, inner...)
	parts = append(parts, c.rests(), c.missed())
	if c.failed != nil {
		return page.Page{}, fmt.Errorf("debrief pack of %s: %w", c.ref, c.failed)
	}
	content := page.Content{
		Path: Path(c.ref), Title: "Debrief of case " + c.ref, Kicker: "Debrief pack", Style: packCSS,
		Lead: "What the exports held record of this case: coded facts only, people by their references.",
	}
	var body bytes.Buffer
	if orders := c.orders(); len(orders) > 0 {
		if err := packTemplate.ExecuteTemplate(&body, "orders", orders); err != nil {
			return page.Page{}, fmt.Errorf("debrief pack of %s, restrictions: %w", c.ref, err)
		}
	}
	for _, p := range parts {
		p.lean()
		if err := packTemplate.ExecuteTemplate(&body, "part", p); err != nil {
			return page.Page{}, fmt.Errorf("debrief pack of %s, part %s: %w", c.ref, p.ID, err)
		}
		content.Contents = append(content.Contents, page.Anchor{ID: p.ID, Text: p.Title})
	}
	content.Body = template.HTML(body.String())
	return c.in.Shell(nav).Render(content)
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
		t.Head = slices.Delete(slices.Clone(t.Head), col, col+1)
		for i, row := range t.Rows {
			t.Rows[i] = slices.Delete(slices.Clone(row), col, col+1)
		}
	}
	if len(without) > 0 {
		slices.Reverse(without)
		t.Say += " Not recorded in any row: " + page.List(without) + "."
	}
	return t
}

// Style is the style sheet of packs and of their list.
func Style() string { return packCSS }

// draw makes a drawing by the template of that name. Where that fails there is no page.
func (c *one) draw(name string, data any) template.HTML {
	var b bytes.Buffer
	if err := packTemplate.ExecuteTemplate(&b, name, data); err != nil {
		c.failed = errors.Join(c.failed, fmt.Errorf("drawing %s: %w", name, err))
		return ""
	}
	return template.HTML(b.String())
}
