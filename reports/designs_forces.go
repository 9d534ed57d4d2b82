package reports

import (
	"proceedings/queries/stats"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// forceDesigns are the funnel plots. They name a force only where it lies
// beyond the 99.8% limits on ten records or more: this is no league table.
func forceDesigns() map[string]design {
	funnel := func(rate, n, k, name, x string) *chart.Spec {
		return &chart.Spec{Kind: chart.Funnel, Category: "force", X: n, N: n, K: k, Percent: true,
			XTitle: x, YTitle: name, Parts: []chart.Part{{Column: rate, Name: "One force"}}}
	}
	return map[string]design{
		"hearing_100wd_by_force": {
			question: "Is any force unlike the rest in beginning hearings on time?",
			measure:  "Officers due a misconduct hearing whose {MIS-HRG-100|#|limit} ended in the 36 months to the end of the period, by force. Forces are in alphabetical order, not ranked.",
			chart:    funnel("rate_original", "due_passed", "met", "Hearing begun within the limit", "Officers due a hearing"),
			fewest:   3, say: sayForces("due_passed"), empty: noneAtAll("officers due a misconduct hearing in the last three years"),
		},
		"proven_by_force": {
			question: "Is any force unlike the rest in how often misconduct is proven?",
			measure:  "Known findings in the 36 months to the end of the period, by force. Forces are in alphabetical order, not ranked.",
			chart:    funnel("proven_rate", "known", "proven", "Proven", "Known findings"),
			fewest:   3, say: sayForces("known"), empty: noneAtAll("findings in the last three years"),
		},
	}
}

func sayForces(n string) func(rows) finding {
	return func(t rows) finding {
		outside := t.beyond(n)
		beyond95, small := int64(0), int64(0)
		for i := range t.Len() {
			switch t.Str(i, "position") {
			case stats.Above998, stats.Below998:
				beyond95++
			case stats.Above95, stats.Below95:
				beyond95++
			}
			if t.n(i, n) < page.SmallN {
				small++
			}
		}
		overall := ""
		if rate, ok := t.Num(0, "overall"); ok {
			if all := t.sum(n); all >= page.SmallN {
				overall = "all forces together: " + page.Percent(rate) + " of " + page.Count(all)
			}
		}
		expected := "about one in twenty is expected outside the 95% limits by chance; here " + counted(beyond95)
		if len(outside) == 0 {
			f := finding{headline: "No force lies outside the 99.8% limits", also: []string{sentence(overall, expected)}}
			if small > 0 {
				f.headline = "No force with ten records or more lies outside the 99.8% limits"
			}
			return f
		}
		return finding{headline: page.List(outside) + " " + page.Agree(int64(len(outside)), "differs", "differ") + " from the rest beyond chance",
			also: []string{sentence(overall, expected), "A force outside the limits is a question to ask, not an answer: look at its mix of cases and its records first."}}
	}
}

// beyond names the forces outside the 99.8% limits, on ten records or more.
func (t rows) beyond(n string) []string {
	var out []string
	for i := range t.Len() {
		if p := t.Str(i, "position"); (p == stats.Above998 || p == stats.Below998) && t.n(i, n) >= page.SmallN {
			out = append(out, t.text(i, "force")+" ("+t.text(i, "position")+")")
		}
	}
	return out
}
