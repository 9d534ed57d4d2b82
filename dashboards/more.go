package dashboards

import (
	"slices"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

// more is the page of the queries that no other page shows.
func more(in Input) board {
	b := board{
		link:   moreLink(),
		kicker: "Further measures", heading: "Further measures",
		lead: "What no other page shows, as tables: each with its question and how it is counted.",
	}
	by := map[string][]string{}
	for name, r := range in.All() {
		if r != nil && r.Query != nil && pageOf(in.Edition(), name) == "" && !reports.Drawn(name) {
			by[r.Query.Topic] = append(by[r.Query.Topic], name)
		}
	}
	for _, topic := range queries.Topics() {
		slices.Sort(by[topic])
		b.parts = append(b.parts, part{page.Words(topic), by[topic]})
	}
	return b
}

// anyPage is where a query's figure is shown: first on a page of an audience, else on that of further measures.
func anyPage(e queries.Edition) func(query string) string {
	return func(query string) string {
		if at := pageOf(e, query); at != "" {
			return at
		}
		return moreLink().Path + "#" + query
	}
}

func moreLink() page.Link {
	return page.Link{Path: "more.html", Title: "Further measures",
		About: "For those who look further: closed times, caseloads, milestones, findings of allegations, steps after a charge, agreement of reviewers."}
}
