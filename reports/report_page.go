package reports

import (
	_ "embed"
	"html/template"
	"strings"

	"proceedings/reports/chart"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// Path is where the report's page is in a release.
func (r Report) Path() string { return r.Name + ".html" }

// Link leads to the report's page.
func (r Report) Link() page.Link { return page.Link{Path: r.Path(), Title: r.Title, About: r.About} }

// Page is the report as a page made for paper.
func (c *Composed) Page(nav []page.Link) (page.Page, error) {
	content := page.Content{Path: c.Path(), Title: c.Title, Report: true, Kicker: c.in.span()}
	var body strings.Builder
	formats, err := c.formats()
	if err != nil {
		return page.Page{}, err
	}
	body.WriteString(string(formats))
	for _, ch := range c.chapters {
		html, err := ch.html()
		if err != nil {
			return page.Page{}, err
		}
		body.WriteString(string(html))
	}
	content.Body = template.HTML(body.String())
	if strings.Contains(body.String(), "data-chart=") {
		content.Scripts = chart.Scripts()
	}
	return c.shell(nav).Render(content)
}

// html is a chapter of a page.
func (ch composed) html() (template.HTML, error) {
	var inner strings.Builder
	for _, s := range ch.said {
		html, err := s.html()
		if err != nil {
			return "", err
		}
		inner.WriteString(string(html))
	}
	return part("chapter", struct {
		Title string
		Box   bool
		Body  template.HTML
	}{ch.title, ch.box, template.HTML(inner.String())})
}

func (s shown) html() (template.HTML, error) {
	switch {
	case s.line:
		return part("line", *s.figure)
	case s.figure != nil:
		return s.figure.Brief()
	}
	return part("item", s.item)
}

// formats links the report in its other formats.
func (c *Composed) formats() (template.HTML, error) {
	return part("formats", c.Files(c.in))
}

// PrintedAs is how the name of a report's PDF file ends.
const PrintedAs = ".pdf"

// Files are the report in the other formats that the release holds: none of an office where charts are not drawn.
func (r Report) Files(in Input) []page.Link {
	var links []page.Link
	if in.Printed {
		links = []page.Link{{Path: r.Name + PrintedAs, Title: "PDF"}}
	}
	if in.Draw == nil {
		return links
	}
	for _, f := range document.Formats() {
		links = append(links, page.Link{Path: r.Name + f.Extension, Title: f.Program})
	}
	return links
}
