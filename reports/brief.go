package reports

import (
	"fmt"
	"html/template"
	"strings"

	"proceedings/reports/document"
	"proceedings/reports/page"
)

// Brief is the box at the head of what a board reads: what is worst first, then findings; eight lines at most.
func (in Input) Brief() (template.HTML, error) {
	said, err := briefly(in)
	if err != nil {
		return "", err
	}
	return composed{title: "In brief", box: true, said: []shown{{item: document.Item{Bullets: said}}}}.html()
}

func briefly(in Input) ([]string, error) {
	found, err := findings("net_flow", "time_to_hearing", "decision_to_finding", "recommendation_acceptance")(in)
	return append(in.worst(), found...), err
}

// findings says what queries find, a sentence each; those without records say nothing.
func findings(names ...string) func(Input) ([]string, error) {
	return func(in Input) ([]string, error) {
		in.words = true
		var said []string
		for _, name := range names {
			f, ok, err := in.Figure(name)
			if err != nil {
				return nil, err
			}
			if ok && !f.Empty && !f.Untold {
				said = append(said, strings.TrimSuffix(f.Headline, ".")+".")
			}
		}
		return said, nil
	}
}

// worst says what a board must not miss: what was published under an order of anonymity, hearings begun in
// time, forces unlike the rest, limits open past their date.
func (in Input) worst() []string {
	var out []string
	for _, say := range []func(Input) string{publishedUnderOrder, begunInTime, unlikeTheRest, openPastDue} {
		if line, ok := same(steadily(in, say)); ok && line != "" {
			out = append(out, line)
		}
	}
	return out
}

func publishedUnderOrder(in Input) string {
	_, a, ok := underOrder(in)
	if !ok {
		return ""
	}
	return a.line()
}

func begunInTime(in Input) string {
	t := in.rows("limits_met")
	at := t.find("standard_id", "MIS-HRG-100")
	if t.n(at, "due_passed") == 0 {
		return ""
	}
	s := t.share(at, "met", "due_passed", "rate_original")
	return s.of("officers due a misconduct hearing "+in.year(), in.fill("had it begin within {MIS-HRG-100|#|the limit}")) + "."
}

func unlikeTheRest(in Input) string {
	var beyond []string
	for _, f := range []struct{ query, n, what string }{
		{"hearing_100wd_by_force", "due_passed", "in hearings begun on time"}, {"proven_by_force", "known", "in misconduct proven"},
	} {
		if names := in.rows(f.query).beyond(f.n); len(names) > 0 {
			beyond = append(beyond, f.what+", "+page.List(names))
		}
	}
	if len(beyond) == 0 {
		return ""
	}
	return "Unlike the rest beyond chance: " + strings.Join(beyond, "; ") + "."
}

func openPastDue(in Input) string {
	n := in.rows("limits_met").sum("open_overdue")
	if n == 0 {
		return ""
	}
	return "Of the limits that fell due " + in.year() + ", " + page.Count(n) + " " + page.Agree(n, "is", "are") + " open and overdue" + in.overdueInAll(n) + "."
}

// overdueInAll is the number of all acts overdue, beside the limits of one year.
func (in Input) overdueInAll(year int64) string {
	all := in.rows("overdue").sum("overdue")
	if all <= year {
		return ""
	}
	return "; of all years, with public notices of hearings to come, " + page.Count(all) + " are overdue"
}

// risks are the lines of the front page that are most pressing, and avoidable those of them that can yet be helped.
func risks(in Input) ([]string, error)     { return pressing(in.Attention(nowhere)) }
func avoidable(in Input) ([]string, error) { return pressing(in.alerts(nowhere, still)) }

func nowhere(string) string { return "" }

// line is the alert as a sentence of a report.
func (a Alert) line() string { return strings.TrimSpace(a.Big + " " + a.Headline + ". " + a.Detail) }

func pressing(all []Alert) ([]string, error) {
	var out []string
	for _, a := range all[:min(len(all), mostRisks)] {
		out = append(out, a.line())
	}
	if out == nil {
		out = []string{"Nothing in the exports held calls for attention by the rules of this report."}
	}
	return out, nil
}

// mostRisks is how many of the front page's lines a report repeats.
const mostRisks = 4

// changesOfLaw is the piece that lists those of the last three years; the board page of the dashboards has them all.
func changesOfLaw(c *Composed) (shown, bool, error) {
	var recent []Regime
	for _, r := range c.in.Facts.Regimes {
		if on := c.in.Period.AsOf; r.From.After(on.AddDate(-3, 0, 0)) && !r.From.After(on) {
			recent = append(recent, r)
		}
	}
	if len(recent) == 0 {
		return shown{item: document.Item{Say: []string{"No change of law in the last three years is on record."}}}, true, nil
	}
	return shown{item: document.Item{Say: []string{"Outcomes before and after these dates are not alike, and a difference is not proof of its cause: the mix of cases changed too."},
		Tables: []document.Table{lawTable(recent)}}}, true, nil
}

// held says of the rows in quarantine that they are in no figure.
func held(n int64) string {
	if n == 0 {
		return "none is in quarantine"
	}
	return counted(n) + " in quarantine and in no figure"
}

// sure says how sure the figures are: rows, extracts, what is complete, what was revised.
func sure(in Input) ([]string, error) {
	s := in.current()
	lines := []string{in.knownAt() + " Figures of past quarters can change as later extracts arrive."}
	if in.countsRows() {
		lines = append([]string{fmt.Sprintf("%s from %s; %s. %s",
			page.Plural(total(s, read), "row was read", "rows were read"), page.Plural(int64(len(s)), "export file in use", "export files in use"),
			held(total(s, quarantined)), spread(s))}, lines...)
	} else {
		lines = append(lines, spread(s))
	}
	found, err := findings("completeness", "recording_lag")(in)
	if err != nil {
		return nil, err
	}
	lines = append(lines, found...)
	if line := in.untimed(); line != "" {
		lines = append(lines, line)
	}
	return append(lines, in.Facts.Revised...), nil
}

// untimed says how many limits are in no rate; empty where there are none or it may not be said.
func (in Input) untimed() string {
	line, _ := same(steadily(in, func(in Input) string {
		n := in.rows("limits_met").sum("start_not_recorded")
		if n == 0 {
			return ""
		}
		return page.Plural(n, "limit has", "limits have") + " no recorded start, of those that fell due " + in.year() + ", and " + are(n) + " in no rate."
	}))
	return line
}
