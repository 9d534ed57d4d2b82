package dashboards

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"

	"proceedings/queries"
	"proceedings/reports"
	debriefs "proceedings/reports/pack"
	"proceedings/reports/page"
)

//go:embed assets/index.html
var indexHTML string

var indexTemplate = template.Must(template.New("index").Parse(indexHTML))

// index is the front page: what needs attention first, where to go, and what
// data it all stands on.
func index(in Input, shell page.Shell) (page.Page, error) {
	stands, err := in.Stands()
	if err != nil {
		return page.Page{}, fmt.Errorf("front page: %w", err)
	}
	routes := make([]page.Link, 0, len(shell.Nav))
	for _, l := range shell.Nav {
		if l.About != "" {
			routes = append(routes, l)
		}
	}
	var b bytes.Buffer
	err = indexTemplate.Execute(&b, struct {
		Attention []reports.Alert
		Routes    []page.Link
		Stands    template.HTML
	}{in.Attention(func(query string) string { return pageOf(in.Edition(), query) }), routes, stands})
	if err != nil {
		return page.Page{}, fmt.Errorf("front page: %w", err)
	}
	lead := "The outcomes of police misconduct, criminal and coronial proceedings in England and Wales, as the case exports held record them."
	if in.Elsewhere() {
		lead = "What became of police cases and proceedings, as the case exports held record them."
	}
	return shell.Render(page.Content{
		Path: "index.html", Title: "What needs attention", Lead: lead,
		Body: template.HTML(b.String()),
	})
}

// pageOf is where a query's figure is shown first.
func pageOf(e queries.Edition, query string) string {
	if e.Chosen() > 0 && slices.Contains(reports.ChoiceQueries(), query) {
		return exploreLink().Path + "#" + query
	}
	for _, b := range boards(e) {
		if b.packs && query == debriefs.Concluded {
			return b.link.Path + "#" + debriefs.ListID
		}
		for _, name := range b.figures() {
			if name == query {
				return b.link.Path + "#" + query
			}
		}
	}
	return ""
}
