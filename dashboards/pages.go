package dashboards

import (
	"fmt"
	"html/template"
	"strings"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/chart"
	debriefs "proceedings/reports/pack"
	"proceedings/reports/page"
	"proceedings/reports/revision"
)

// Input is what the pages are made of.
type Input = reports.Input

// board is one page: the questions of an audience, in order.
type board struct {
	link    page.Link
	kicker  string
	heading string
	lead    string
	parts   []part
	unasked []string // questions that no query answers yet, said at the end
	control bool     // begins in brief, and with the control charts of the work
	packs   bool     // begins with the list of debrief packs
	notes   bool     // begins with the list of briefing notes
	law     bool     // ends with the list of changes of law
}

// figures are the queries of all parts, in the page's order.
func (b board) figures() []string {
	var out []string
	for _, p := range b.parts {
		out = append(out, p.figures...)
	}
	return out
}

// part is a heading of a page and the figures under it.
type part struct {
	title   string
	figures []string // query names
}

// Pages makes all pages, the front page first.
func Pages(in Input) ([]page.Page, error) {
	nav := Nav(in.Edition())
	in.Where = anyPage(in.Edition())
	shell := in.Shell(nav)
	front, err := index(in, shell)
	if err != nil {
		return nil, err
	}
	out := []page.Page{front}
	for _, b := range append(boards(in.Edition()), more(in)) {
		p, err := b.render(in, shell)
		if err != nil {
			return nil, fmt.Errorf("dashboard %s: %w", b.link.Path, err)
		}
		out = append(out, p)
	}
	rest := []func(Input, page.Shell) (page.Page, error){explore, shelf, definitions, glossary}
	if in.Edition().Chosen() == 0 {
		rest = rest[1:]
	}
	for _, make := range rest {
		p, err := make(in, shell)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// Nav is the navigation of a release: its front page, the dashboards, the
// reports and the words.
func Nav(e queries.Edition) []page.Link {
	nav := []page.Link{{Path: "index.html", Title: "Overview"}}
	for _, b := range boards(e) {
		nav = append(nav, b.link)
	}
	if e.Chosen() > 0 {
		nav = append(nav, exploreLink())
	}
	return append(nav, moreLink(), reportsLink(), revision.Link(), definitionsLink(), glossaryLink())
}

// boards are the dashboards of an edition. The matrix of what exists where is this and Nav: work lists, the page to
// choose from, the calendar and debrief packs are restricted.
func boards(e queries.Edition) []board {
	all := []board{psu(), quality(), debrief(), boardPage()}
	if e.Shows(queries.CaseLevel) {
		all = append(all, lists())
	}
	return all
}

func (b board) render(in Input, shell page.Shell) (page.Page, error) {
	var body strings.Builder
	content := page.Content{Path: b.link.Path, Title: b.heading, Kicker: b.kicker, Lead: b.lead}
	if b.control {
		brief, err := in.Brief()
		if err != nil {
			return page.Page{}, err
		}
		body.WriteString(string(brief))
		html, err := in.Controls(anyPage(in.Edition()))
		if err != nil {
			return page.Page{}, err
		}
		if html != "" {
			body.WriteString(string(html))
			content.Contents = append(content.Contents, page.Anchor{ID: "controls", Text: "Is the work in control?"})
			content.Scripts = chart.Scripts()
		}
	}
	for _, l := range []struct {
		has  bool
		make func(Input) (template.HTML, bool, error)
		at   page.Anchor
	}{{b.packs, debriefs.List, page.Anchor{ID: debriefs.ListID, Text: debriefs.ListTitle}}, {b.notes, debriefs.Briefings, page.Anchor{ID: debriefs.BriefingsID, Text: debriefs.BriefingsTitle}}} {
		if !l.has {
			continue
		}
		list, ok, err := l.make(in)
		if err != nil {
			return page.Page{}, err
		}
		if ok {
			body.WriteString(string(list))
			content.Contents = append(content.Contents, l.at)
			content.Style = debriefs.Style()
		}
	}
	var without []reports.Figure
	for _, p := range b.parts {
		empty, err := p.render(in, &body, &content)
		if err != nil {
			return page.Page{}, err
		}
		without = append(without, empty...)
	}
	if err := b.close(in, without, &body, &content); err != nil {
		return page.Page{}, err
	}
	content.Body = template.HTML(body.String())
	return shell.Render(content)
}

// id is the part's address in its page.
func (p part) id() string {
	return "part-" + strings.Join(strings.FieldsFunc(strings.ToLower(p.title), func(r rune) bool { return r < 'a' || r > 'z' }), "-")
}

// render writes the figures of a part under its heading, which stands only where there are some, and returns
// those without records.
func (p part) render(in Input, body *strings.Builder, content *page.Content) ([]reports.Figure, error) {
	var empty []reports.Figure
	head := page.Anchor{ID: p.id(), Text: p.title}
	for _, name := range p.figures {
		f, ok, err := in.Figure(name)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if f.Empty {
			empty = append(empty, f)
			continue
		}
		if head.Under == nil {
			fmt.Fprintf(body, "<h2 class=\"part-title\" id=\"%s\">%s</h2>\n", head.ID, template.HTMLEscapeString(p.title))
		}
		f.Under = true
		html, err := f.HTML()
		if err != nil {
			return nil, err
		}
		body.WriteString(string(html))
		head.Under = append(head.Under, page.Anchor{ID: f.ID, Text: f.Question})
		if f.Chart != nil {
			content.Scripts = chart.Scripts()
		}
	}
	if head.Under != nil {
		content.Contents = append(content.Contents, head)
	}
	return empty, nil
}

// close ends a page with the changes of law, with the questions for which the
// exports hold no record, one sentence each, and with those not measured yet.
func (b board) close(in Input, without []reports.Figure, body *strings.Builder, content *page.Content) error {
	add := func(id, text string, make func() (template.HTML, error)) error {
		html, err := make()
		if err != nil {
			return err
		}
		body.WriteString(string(html))
		content.Contents = append(content.Contents, page.Anchor{ID: id, Text: text})
		return nil
	}
	if b.law {
		if err := add("law", reports.LawQuestion, in.Law); err != nil {
			return err
		}
	}
	if len(without) > 0 {
		if err := add("without", "Without records", func() (template.HTML, error) { return reports.Without(without) }); err != nil {
			return err
		}
	}
	if len(b.unasked) > 0 {
		return add("unmeasured", "Not measured yet", func() (template.HTML, error) { return reports.Unmeasured(b.unasked) })
	}
	return nil
}
