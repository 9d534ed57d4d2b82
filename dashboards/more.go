package dashboards

import (
	"slices"
	"strings"

	"proceedings/reports"
	"proceedings/reports/page"
)

// more is the page of the queries that no other page shows.
func more(in Input) board {
	b := board{
		link:   moreLink(),
		kicker: "Further measures", heading: "Further measures",
		lead: "What no other page shows, as tables: each with its question, its definition and its SQL.",
	}
	for name := range in.Results {
		if pageOf(name) == "" && !reports.Drawn(name) {
			b.figures = append(b.figures, name)
		}
	}
	slices.SortFunc(b.figures, strings.Compare)
	return b
}

// anyPage is where a query's figure is shown: first on a page of an audience, else on that of further measures.
func anyPage(query string) string {
	if at := pageOf(query); at != "" {
		return at
	}
	return moreLink().Path + "#" + query
}

func moreLink() page.Link {
	return page.Link{Path: "more.html", Title: "Further measures",
		About: "For those who look further: closed times, caseloads, milestones, findings of allegations, steps after a charge, agreement of reviewers."}
}
