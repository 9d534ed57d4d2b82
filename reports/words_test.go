package reports

import (
	"fmt"
	"strings"
	"testing"
)

// A comparison says of which shares it speaks: a report has others beside those of its table.
func TestDifferSpeaksOfItsTable(t *testing.T) {
	for want, got := range map[string]string{
		"Against Q4, none of the 2 shares of this table that can be compared differs clearly":                differ(nil, 2, false, "Q4"),
		"Against Q4, the one share of this table that can be compared does not differ clearly":               differ(nil, 1, false, "Q4"),
		"Against Q4, 1 of 2 shares of this table that can be compared differs clearly: items passed, higher": differ([]string{"items passed, higher"}, 2, false, "Q4"),
	} {
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// A share with a control chart says what the chart shows too: a run can tell of a change that two quarters do not.
func TestControlledSharesSayWhatStandsOut(t *testing.T) {
	in := input()
	for _, query := range []string{"qa_by_quarter", "disclosure_rework"} {
		if said := fmt.Sprint(figure(t, in, query).Also); !strings.Contains(said, "routine variation") {
			t.Errorf("%s says nothing of its control chart: %s", query, said)
		}
	}
}

// Where a whole has more than its bars, the words beside them say what is left out.
func TestBarsSayWhatTheyLeaveOut(t *testing.T) {
	in := input()
	for query, whole := range map[string]string{"findings": "total", "recommendation_acceptance": "made", "open_proceedings": "total", "open_age": "total"} {
		r, d, short := in.rows(query), designs()[query], false
		for i := range r.Len() {
			drawn := int64(0)
			for _, p := range d.chart.Parts {
				for _, column := range append([]string{p.Column}, p.And...) {
					drawn += r.n(i, column)
				}
			}
			short = short || drawn < r.n(i, whole)
		}
		f := figure(t, in, query)
		if said := f.Measure + fmt.Sprint(f.Also); short && !strings.Contains(said, "leave out") && !strings.Contains(said, "have no age") {
			t.Errorf("%s: bars end before %s, and nothing says so: %s", query, whole, said)
		}
	}
}
