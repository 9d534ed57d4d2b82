package reports

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

//go:embed assets/figure.html
var figureHTML string

var figureTemplate = template.Must(template.New("figure").Funcs(template.FuncMap{"nb": page.Unbroken}).Parse(figureHTML))

// design says how one query is shown. A design has a question always; the rest
// where it helps. Its words and those of its chart are filled (see fill).
type design struct {
	question string
	measure  string                    // what the figures are, under the finding
	say      func(t rows) finding      // the finding in words
	unlike   string                    // why another figure counts what seems the same differently; said wherever the finding is
	empty    func(in Input) string     // the sentence in place of an empty figure
	chart    *chart.Spec               // nil: the table is the figure
	curve    string                    // draw this query's result in place of the own one
	fewest   int                       // draw no chart below this many rows
	strict   bool                      // give no median on fewer than ten records: neither say, tabulate nor draw it
	limit    string                    // mark this limit, where it is in working days as the chart is
	marks    bool                      // mark the changes of law
	marked   string                    // the column of limits whose marks of doubt the view carries
	view     func(t rows) (grid, bool) // a cross-table in place of the plain one
	list     string                    // the query that goes on case by case or row by row
}

// finding is what a figure says: a headline and what has to be said with it.
type finding struct {
	headline string
	also     []string
	untold   bool // the headline is a name in place of a finding, which rests on what is withheld
}

// Figure is one query, ready for a page.
type Figure struct {
	ID       string
	Question string
	Headline string
	Measure  string
	Also     []string
	Empty    bool
	Untold   bool // the headline is a name alone: the finding rests on what is withheld
	Under    bool // stands under the heading of a part of the page
	Chart    *drawn
	Waiting  *waitingTable // under survival curves
	Grid     *grid
	Table    table
	Open     bool       // the table is the figure, not folded away
	Notes    []string   // all caveats
	Found    []string   // of these, what was found in the rows and how sure the limits are
	Data     string     // path of the CSV file
	Curve    string     // path of that of the curves drawn; empty where there are none
	List     *page.Link // the list that goes with it, case by case or row by row; nil where there is none
	Comments []Comment  // what staff wrote of it
	Define   []DefinitionTerm
	SQL      string // where its definition and SQL are
	Months   []month
	Calendar string // path of its calendar to import
}

// inTable ends the words for those who do not see a chart.
const inTable = "The figures are in the table that follows."

type drawn struct {
	ID      string
	Alt     string
	Keys    []chart.Key
	Options json.RawMessage
	Still   template.HTML // the same for paper, as SVG
}

// Figure shows one query. It is false where the release does not hold the
// query's result, as a shareable one does not hold case lists.
func (in Input) Figure(name string) (Figure, bool, error) { return in.figure(name, false) }

// figure makes a figure; tight prints its chart low.
func (in Input) figure(name string, tight bool) (Figure, bool, error) {
	r := in.Result(name)
	if r == nil {
		return Figure{}, false, nil
	}
	if slices.Contains(ChoiceQueries(), name) {
		return in.Explore().Figure(name, Whole())
	}
	f, err := in.figureOf(name, r, tight)
	return f, err == nil, err
}

// figureOf makes the figure of a query from its result, or from some rows of it.
func (in Input) figureOf(name string, r *queries.Result, tight bool) (Figure, error) {
	d, ok := designs()[name]
	if !ok && r.Query == nil {
		return Figure{}, fmt.Errorf("figure %s: no design", name)
	}
	if !ok {
		d = plainDesign(r.Query)
	}
	t := in.read(r)
	t.strict = d.strict
	f := Figure{ID: name, Question: in.fill(d.question), Comments: in.Facts.Comments[name]}
	if t.empty() {
		f.Empty = true
		f.Headline = d.nothing(in)
		return f, nil
	}
	said := in.said(d, t)
	f.Headline, f.Also, f.Untold = page.Upper(said.headline), said.also, said.untold
	if d.unlike != "" {
		f.Also = append(slices.Clone(f.Also), d.unlike)
	}
	f.Measure, f.Notes, f.Data = in.fill(d.measure), r.Notes, "data/"+name+".csv"
	if r.Query != nil {
		for _, n := range r.Notes {
			if !slices.Contains(r.Query.Caveats, n) {
				f.Found = append(f.Found, n)
			}
		}
	}
	doubts := slices.DeleteFunc(in.doubted(d), func(s string) bool { return slices.Contains(r.Notes, s) })
	if d.marked != "" {
		doubts = append(doubts, t.marks(d.marked)...)
	}
	if t.anyWithheld() {
		note := withheldNote
		if f.Untold {
			note += unsaid
		}
		doubts = append(doubts, note)
	}
	f.Notes, f.Found = append(doubts, f.Notes...), append(doubts, f.Found...)
	f.Define = Define(r.Query)
	if f.Define != nil {
		f.SQL = DefinitionOf(name)
	}
	if in.words {
		return f, nil
	}
	in.dates(&f, t)
	if in.Where != nil && !in.rows(d.list).empty() {
		f.List = &page.Link{Path: in.Where(d.list), Title: in.fill(designs()[d.list].question)}
	}
	if err := in.draw(&f, d, t, tight); err != nil {
		return Figure{}, fmt.Errorf("figure %s: %w", name, err)
	}
	in.tabulate(&f, d, t)
	return f, nil
}

// said is the finding of a figure, without the sentences that rest on what is withheld.
func (in Input) said(d design, t rows) finding {
	if t.Result.Merged {
		f := in.untold(t.Result)
		f.also = []string{mergedNote}
		return f
	}
	all := steadily(in, func(in Input) finding {
		read := t
		if in.filling > 0 {
			read = in.read(filled(t.Result, in.filling-1))
			read.strict = t.strict
		}
		return d.say(read)
	})
	out := all[0]
	if len(all) == 1 {
		return out
	}
	for _, f := range all {
		if f.headline != out.headline {
			name := in.untold(t.Result)
			out.headline, out.untold = name.headline, name.untold
		}
		out.also = slices.DeleteFunc(out.also, func(s string) bool { return !slices.Contains(f.also, s) })
	}
	return out
}

// Nothing is the sentence that stands in place of a result in which every count is zero; empty where one is not.
func Nothing(r *queries.Result) string {
	in := Input{Answers: Restricted(map[string]*queries.Result{r.Query.Name: r}), Period: r.Period}
	if !in.read(r).empty() {
		return ""
	}
	return designs()[r.Query.Name].nothing(in)
}

func (d design) nothing(in Input) string {
	if d.empty == nil {
		return "Nothing to show: the exports held have no records for this."
	}
	return d.empty(in)
}

// draw makes the chart of a figure, where it has one and enough rows for it.
func (in Input) draw(f *Figure, d design, t rows, tight bool) error {
	if d.chart == nil {
		return nil
	}
	from := t.Result
	if d.curve != "" {
		from = in.Result(d.curve)
		if from == nil || in.read(from).empty() {
			return nil
		}
	}
	if from = t.reliable(from); in.read(from).drawable(d.chart) < max(d.fewest, in.fewest()) {
		return nil
	}
	spec := *d.chart
	spec.Text, spec.Tight, spec.YTitle = in.Text, tight, in.fill(spec.YTitle)
	spec.Parts = slices.Clone(spec.Parts)
	for i := range spec.Parts {
		spec.Parts[i].Name = in.fill(spec.Parts[i].Name)
	}
	if d.marks {
		spec.Marks = in.marks()
	}
	if l, ok := in.Facts.Limit(d.limit); ok && l.Unit == workingDay {
		spec.Limit, spec.LimitAt = float64(l.N), in.limit(d.limit)
	}
	c, err := chart.Build(spec, from)
	if err != nil {
		return err
	}
	f.Chart = &drawn{ID: "chart-" + f.ID, Keys: c.Keys, Options: c.Options,
		Alt: strings.Join(slices.DeleteFunc([]string{page.Upper(string(c.Kind)) + ".", sentence(f.Headline), sentence(chart.Range(spec, from)...), inTable},
			func(s string) bool { return s == "" }), " ")}
	if spec.Kind == chart.Survival {
		f.Waiting = stillWaiting(in.read(from), spec.Series, spec.X, spec.Unit)
	}
	if in.Draw != nil {
		f.Chart.Still, err = in.Draw(c)
	}
	return err
}

// fewest is how many rows a chart must have anything of: one, where the rest may be withheld.
func (in Input) fewest() int {
	if in.countsRows() {
		return 0
	}
	return 1
}

// marks are the changes of law at which an outcome series breaks. The other
// regimes are listed on pages, not drawn.
func (in Input) marks() []chart.Mark {
	var out []chart.Mark
	for _, r := range in.Facts.Regimes {
		if r.Breaks {
			out = append(out, chart.Mark{On: r.From, Text: page.ShortDay(r.From)})
		}
	}
	return out
}

// tabulate makes the tables: the cross-table if the design has one, and always
// the plain table with every column of the result.
func (in Input) tabulate(f *Figure, d design, t rows) {
	f.Open = f.Chart == nil
	if d.view != nil {
		var g grid
		var ok bool
		withheld := in.telling(func(in Input) { g, ok = d.view(in.read(t.Result)) })
		if ok && !withheld {
			f.Grid, f.Open = &g, false
		}
	}
	f.Table = in.table(f.ID, t)
	if f.ID == dueList {
		f.Table.anchor(t)
	}
	if d.curve != "" && f.Chart != nil {
		f.Open = true // the short table is read; that of the curve, a row for each step, is for programs
		f.Curve = "data/" + d.curve + ".csv"
	}
}

// HTML renders a figure.
func (f Figure) HTML() (template.HTML, error) { return f.render("figure") }

// Brief renders a figure for paper: no definition, no SQL, no data table under
// a chart.
func (f Figure) Brief() (template.HTML, error) { return f.render("brief") }

func (f Figure) render(name string) (template.HTML, error) {
	var b bytes.Buffer
	if err := figureTemplate.ExecuteTemplate(&b, name, f); err != nil {
		return "", fmt.Errorf("figure %s: %w", f.ID, err)
	}
	return template.HTML(b.String()), nil
}
