package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/queries/stats"
	"proceedings/reports/reportstest"
)

// withheld is the shareable edition of the test's results, with columns of one of them withheld in the rows from one on.
func withheld(query string, from int, columns ...string) Input {
	in := input()
	all := reportstest.Results()
	r := all[query]
	for i, c := range r.Columns {
		if !slices.Contains(columns, c.Name) {
			continue
		}
		for _, row := range r.Rows[from:] {
			row[i] = queries.Withheld{}
		}
	}
	in.Answers = Answers{edition: queries.Shareable, results: all}
	return in
}

// A position that is withheld is never read as one within the limits, and no force as none outside.
func TestAWithheldPositionIsNotWithin(t *testing.T) {
	const query = "hearing_100wd_by_force"
	for _, columns := range [][]string{{"position"}, {"position", "met", "rate_original"}, {"position", "met", "rate_original", "due_passed", "overall"}} {
		in := withheld(query, 0, columns...)
		f := figure(t, in, query)
		if words := fmt.Sprint(f.Headline, f.Also); !f.Untold || strings.Contains(words, "No force") || strings.Contains(words, "none is") {
			t.Errorf("%v withheld: %s", columns, words)
		}
		if !slices.ContainsFunc(f.Notes, func(n string) bool { return strings.HasSuffix(n, unsaid) }) {
			t.Errorf("%v withheld: no note says that no finding is stated: %q", columns, f.Notes)
		}
		if slices.ContainsFunc(in.worst(), func(s string) bool { return strings.HasPrefix(s, "Unlike the rest") && strings.Contains(s, "hearings") }) {
			t.Errorf("%v withheld, yet the brief says %q", columns, in.worst())
		}
	}
	if f := figure(t, withheld(query, 0), query); f.Untold {
		t.Errorf("nothing withheld, yet no finding: %s", f.Headline)
	}
}

// A signal that is withheld is read neither as one nor as none.
func TestAWithheldSignalIsNoSignal(t *testing.T) {
	in := withheld("qa_by_quarter", 0, stats.SignalColumn)
	r := in.Answers.results["qa_by_quarter"]
	r.Rows[len(r.Rows)-1][0] = "2026-27Q1" // of the period
	for _, s := range figure(t, in, "qa_by_quarter").Also {
		if strings.Contains(s, "routine variation") {
			t.Errorf("signals withheld, yet: %s", s)
		}
	}
	for _, a := range in.Attention(func(q string) string { return q }) {
		if strings.Contains(a.Headline, "beyond routine") {
			t.Errorf("signals withheld, yet: %+v", a)
		}
	}
}

// Where the last quarters are withheld, what is said of one before says which it is, and nothing twice.
func TestTheLastThatMayBeShown(t *testing.T) {
	last := len(reportstest.Results()["disclosure_rework"].Rows) - 1
	for _, c := range []struct {
		query, want string
		from        int
	}{
		{"disclosure_rework", "Disclosure returned for rework: ", last},
		{"proven_rate", "Proven rate: ", len(reportstest.Results()["proven_rate"].Rows) - 1},
	} {
		r := reportstest.Results()[c.query]
		args := r.Query.Then[0].Args
		got := figure(t, withheld(c.query, c.from, args["k"], args["rate"]), c.query).Headline
		if !strings.HasPrefix(got, c.want) || !strings.HasSuffix(got, ", the last quarter that may be shown") || strings.Count(strings.ToLower(got), "proven")+strings.Count(got, "returned") > 1 {
			t.Errorf("%s: %s", c.query, got)
		}
	}
}
