package reports

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"proceedings/reports/chart"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

//go:embed assets/board-report.html
var boardReport string

// boardName is the stem of the report's files.
const boardName = "board-report"

// boardRisks is how many of the front page's lines the report repeats.
const boardRisks = 5

// ReportLink is where the board report is.
func ReportLink() page.Link {
	return page.Link{Path: boardName + ".html", Title: "Board report",
		About: "The quarterly report to the board, made for paper: at most four pages of A4."}
}

// BoardReport writes the quarterly report to the board: a template of prose
// with named results. At most six charts, no colour without words, no ranking
// of forces, and each chart with a sentence for a title, its n, its period and
// its source.
func BoardReport(in Input, nav []page.Link) (page.Page, error) {
	w := reportWriter{in: in}
	t, err := template.New("board-report").Funcs(template.FuncMap{
		"figure": w.figure, "line": w.line, "law": w.law, "sure": w.sure, "brief": in.Brief, "risks": w.risks, "formats": in.formats,
	}).Parse(boardReport)
	if err != nil {
		return page.Page{}, fmt.Errorf("board report: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, nil); err != nil {
		return page.Page{}, fmt.Errorf("board report: %w", err)
	}
	content := page.Content{
		Path: ReportLink().Path, Title: "Quarterly report to the board", Report: true,
		Kicker: page.Span(in.Period.From, in.Period.To), Body: template.HTML(b.String()),
	}
	if w.charts > 0 {
		content.Scripts = chart.Scripts()
	}
	shell := in.Shell(nav)
	if shell.Handle != "" {
		shell.Handle = "Holds numbers so small that people may be known by them. Not for publication."
	}
	return shell.Render(content)
}

// formats links the report as office documents, which a release without drawings does not hold.
func (in Input) formats() (template.HTML, error) {
	if in.Draw == nil {
		return "", nil
	}
	var links []page.Link
	for _, f := range document.Formats() {
		links = append(links, page.Link{Path: boardName + f.Extension, Title: f.Program})
	}
	return part("formats", links)
}

// held says of the rows in quarantine that they are in no figure.
func held(n int64) string {
	if n == 0 {
		return "none is in quarantine"
	}
	return counted(n) + " in quarantine and in no figure"
}

// reportWriter gives the template its figures and counts the charts.
type reportWriter struct {
	in     Input
	charts int
}

func (w *reportWriter) figure(name string) (template.HTML, error) {
	f, ok, err := w.in.figure(name, true)
	if err != nil || !ok {
		return "", err
	}
	if f.Chart != nil {
		w.charts++
	}
	return f.Brief()
}

// line is a figure as a paragraph: its finding and what belongs to it.
func (w *reportWriter) line(name string) (template.HTML, error) {
	f, ok, err := w.in.Figure(name)
	if err != nil || !ok {
		return "", err
	}
	return part("line", f)
}

// Brief is the list at the head of what a board reads: what is worst first, then
// findings; seven lines at most.
func (in Input) Brief() (template.HTML, error) {
	said, err := in.brief()
	if err != nil {
		return "", err
	}
	return part("brief", said)
}

func (in Input) brief() ([]string, error) {
	said := in.worst()
	for _, name := range []string{"net_flow", "time_to_hearing", "decision_to_finding", "recommendation_acceptance"} {
		f, ok, err := in.Figure(name)
		if err != nil {
			return nil, err
		}
		if ok && !f.Empty {
			said = append(said, strings.TrimSuffix(f.Headline, ".")+".")
		}
	}
	return said, nil
}

// worst says of the legal limits what a board must not miss: hearings begun in
// time, forces unlike the rest, limits open past their date.
func (in Input) worst() []string {
	var out []string
	for _, say := range []func(Input) string{begunInTime, unlikeTheRest, openPastDue} {
		if line, ok := same(steadily(in, say)); ok && line != "" {
			out = append(out, line)
		}
	}
	return out
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

// risks is what could go wrong next quarter, with numbers.
func (w *reportWriter) risks() (template.HTML, error) { return part("risks", w.in.boardRisks()) }

func (in Input) boardRisks() []Alert {
	all := in.Attention(func(string) string { return "" })
	return all[:min(len(all), boardRisks)]
}

// law lists the changes of law of the last three years; the board page of the
// dashboards has them all.
func (w *reportWriter) law() (template.HTML, error) { return part("recentlaw", w.in.recentLaw()) }

func (in Input) recentLaw() []Regime {
	var recent []Regime
	for _, r := range in.Facts.Regimes {
		if on := in.Period.AsOf; r.From.After(on.AddDate(-3, 0, 0)) && !r.From.After(on) {
			recent = append(recent, r)
		}
	}
	return recent
}

// sure is the box on the quality of the data.
func (w *reportWriter) sure() (template.HTML, error) {
	lines, err := w.in.sure()
	if err != nil {
		return "", err
	}
	return part("sure", lines)
}

func (in Input) sure() ([]string, error) {
	s := in.current()
	lines := []string{in.knownAt() + " Figures of past quarters can change as later extracts arrive."}
	if in.countsRows() {
		lines = append([]string{fmt.Sprintf("%s from %s; %s. %s",
			page.Plural(total(s, read), "row was read", "rows were read"), page.Plural(int64(len(s)), "export file in use", "export files in use"),
			held(total(s, quarantined)), spread(s))}, lines...)
	} else {
		lines = append(lines, spread(s))
	}
	for _, name := range []string{"completeness", "recording_lag"} {
		f, ok, err := in.Figure(name)
		if err != nil {
			return nil, err
		}
		if ok && !f.Empty {
			lines = append(lines, strings.TrimSuffix(f.Headline, ".")+".")
		}
	}
	if line := in.untimed(); line != "" {
		lines = append(lines, line)
	}
	return lines, nil
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
