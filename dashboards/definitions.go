package dashboards

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports"
	debriefs "proceedings/reports/pack"
	"proceedings/reports/page"
)

//go:embed assets/definitions.html
var definitionsHTML string

var definitionsTemplate = template.Must(template.New("definitions").Parse(definitionsHTML))

func definitionsLink() page.Link {
	return page.Link{Path: reports.DefinitionsPath, Title: "Definitions",
		About: "How each figure is counted: who, out of whom, by which clock, with its caveats and the statement that counts it."}
}

// topic is the queries of one folder of the catalogue.
type topic struct {
	Name, Title string
	Queries     []definition
}

type definition struct {
	Name, Question, SQL, Shown, Data string
	Caveats                          []string
	Terms                            []reports.DefinitionTerm
}

// definitions is the page of how every figure of the release is counted, with the SQL once.
func definitions(in Input, shell page.Shell) (page.Page, error) {
	var b bytes.Buffer
	err := definitionsTemplate.Execute(&b, struct {
		Topics []topic
		Packs  string // the queries of debrief packs; none where the edition has no packs
	}{topics(in), packQueries(in)})
	if err != nil {
		return page.Page{}, fmt.Errorf("definitions: %w", err)
	}
	link := definitionsLink()
	return shell.Render(page.Content{
		Path: link.Path, Title: link.Title, Lead: "Every figure of this release: who is counted, out of whom, by which clock, how open cases are treated, and the statement that counts it.",
		Body: template.HTML(b.String()), Scripts: page.Find(),
	})
}

// packQueries are those that debrief packs are made of, in words.
func packQueries(in Input) string {
	if !in.Edition().Shows(queries.CaseLevel) {
		return ""
	}
	return page.List(append(debriefs.Questions(), debriefs.Classes))
}

func topics(in Input) []topic {
	var out []topic
	for _, name := range queries.Topics() {
		t := topic{Name: name, Title: page.Words(name)}
		for query, r := range in.All() {
			if r.Query == nil || r.Query.Topic != name {
				continue
			}
			t.Queries = append(t.Queries, definition{Name: query, Question: r.Query.Question, SQL: r.Query.SQL,
				Shown: shownAt(in, query), Data: "data/" + query + ".csv", Caveats: r.Query.Caveats, Terms: reports.Define(r.Query)})
		}
		slices.SortFunc(t.Queries, func(a, b definition) int { return strings.Compare(a.Name, b.Name) })
		if len(t.Queries) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// shownAt is where a query's figure stands; empty for one drawn within another's.
func shownAt(in Input, query string) string {
	if at := pageOf(in.Edition(), query); at != "" {
		return at
	}
	if slices.Contains(more(in).figures(), query) {
		return moreLink().Path + "#" + query
	}
	return ""
}
