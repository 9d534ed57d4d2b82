package reports

import (
	"slices"
	"strings"

	"proceedings/queries"
)

// DefinitionsPath is the page that holds the definition and the SQL of each query.
const DefinitionsPath = "definitions.html"

// DefinitionOf is where a query's definition and SQL are.
func DefinitionOf(query string) string { return DefinitionsPath + "#" + query }

// DefinitionTerm is a line of a definition: "Population", "Clock" and so on.
type DefinitionTerm struct{ Term, Text string }

// Define lists the definition of a query, as its figure and the page of definitions show it.
func Define(q *queries.Query) []DefinitionTerm {
	if q == nil {
		return nil
	}
	var out []DefinitionTerm
	add := func(term, text string) {
		if text != "" && text != "none" {
			out = append(out, DefinitionTerm{term, text})
		}
	}
	add("Measure", strings.Join(q.Measures, ", "))
	add("Population", q.Population)
	add("Numerator", q.Numerator)
	add("Denominator", q.Denominator)
	add("Clock", q.Clock)
	add("Open cases", q.Censoring)
	add("One row is", q.Grain)
	add("Worked out with", steps(q.Then))
	add("Definition from", q.Source)
	add("Query", q.Name+".sql")
	return out
}

// methods are the words for the statistics of package stats. Those that only add or
// mark columns have none.
var methods = map[string]string{
	"wilson": "Wilson interval", "exact": "Clopper–Pearson interval", "finite": "interval of a sample from a known number",
	"newcombe": "Newcombe interval of a difference", "rate_ratio": "ratio of rates", "funnel": "binomial funnel", "poisson_funnel": "Poisson funnel",
	"km": "Kaplan–Meier", "km_curve": "Kaplan–Meier", "cif": "Aalen–Johansen", "forecast": "forecast from Aalen–Johansen curves",
	"xmr": "XmR chart", "p_prime": "P′ chart", "t_chart": "T chart", "g_chart": "G chart", "kappa": "kappa",
}

// steps names the statistics that follow the statement.
func steps(all []queries.Step) string {
	var names []string
	for _, s := range all {
		if m := methods[s.Func]; m != "" && !slices.Contains(names, m) {
			names = append(names, m)
		}
	}
	return strings.Join(names, "; ")
}
