package reports

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports/page"
)

// All is the code of a choice that leaves nothing out. No force has it: the queries count one of
// that name as not recorded.
const All = "all"

// Choice is what a reader of the page that can be filtered has chosen: codes, or All.
type Choice struct{ Force, Proceedings, Year string }

// Whole leaves nothing out.
func Whole() Choice { return Choice{All, All, All} }

// ChoiceQueries are those that hold rows for every choice.
func ChoiceQueries() []string {
	return []string{"explore_flow", "explore_time", "explore_limits", "explore_findings"}
}

// Option is a choice of one filter.
type Option struct{ Code, Label, Group string }

// Filters are what a reader can choose, each beginning with all.
type Filters struct{ Forces, Proceedings, Years []Option }

// Filters lists the forces, kinds of proceeding and years that the results hold.
func (in Input) Filters() Filters {
	return Filters{
		Forces:      in.options("force"),
		Proceedings: in.options("proceedings"),
		Years:       in.options("year"),
	}
}

// options are the codes of a column in all results of ChoiceQueries, by their labels; kinds of proceeding
// stand by their jurisdiction, which comes before its types. What is not recorded comes last.
func (in Input) options(column string) []Option {
	var out []Option
	seen := map[string]bool{All: true}
	for _, name := range ChoiceQueries() {
		t := in.rows(name)
		for i := range t.Len() {
			code := t.Str(i, column)
			c, ok := t.Column(column)
			if seen[code] || !ok {
				continue
			}
			seen[code] = true
			o := Option{Code: code, Label: in.label(c, code)}
			if column == "proceedings" {
				o.Group = page.Words(in.Jurisdiction(code))
			}
			out = append(out, o)
		}
	}
	rank := func(o Option) int {
		switch {
		case o.Code == notRecorded:
			return 1
		case o.Label == o.Group:
			return -1
		}
		return 0
	}
	slices.SortFunc(out, func(a, b Option) int {
		return cmp.Or(strings.Compare(a.Group, b.Group), cmp.Compare(rank(a), rank(b)), strings.Compare(a.Label, b.Label), strings.Compare(a.Code, b.Code))
	})
	return append([]Option{{Code: All, Label: in.label(queries.Column{Name: column}, All)}}, out...)
}

// notRecorded is the code that the queries give a force that nobody recorded.
const notRecorded = "not recorded"

// Jurisdiction is that of a kind of proceeding or of a limit; All is its own.
func (in Input) Jurisdiction(code string) string {
	if in.Facts.Jurisdiction == nil || code == All {
		return code
	}
	return in.Facts.Jurisdiction(code)
}

// Explorer makes the figures of choices. The rows of each lie in the results: nothing is worked out anew.
type Explorer struct {
	in  Input
	all map[string]sorted
}

// sorted are the rows of a result by the choice that they belong to.
type sorted struct {
	shown map[Choice][]int // those of a chart and table, by what they rest on
	one   map[Choice]int   // the row of that very choice, for the sentence
}

// Explore sorts the rows of the results of ChoiceQueries by choice.
func (in Input) Explore() *Explorer {
	e := &Explorer{in: in, all: map[string]sorted{}}
	for _, name := range ChoiceQueries() {
		s := sorted{map[Choice][]int{}, map[Choice]int{}}
		t := in.rows(name)
		for i := range t.Len() {
			c := Choice{t.Str(i, "force"), cmp.Or(t.Str(i, "proceedings"), All), cmp.Or(t.Str(i, "year"), All)}
			switch {
			case t.Has("standard_id"):
				s.shown[c] = append(s.shown[c], i)
				c.Proceedings = in.Jurisdiction(t.Str(i, "standard_id"))
				s.shown[c] = append(s.shown[c], i)
			default:
				s.one[c] = i
				if c.Year != All || !t.Has("year") {
					c.Year = All
					s.shown[c] = append(s.shown[c], i)
				}
			}
		}
		e.all[name] = s
	}
	e.in.explorer = e
	return e
}

// Rests is what the chart and table of a figure rest on. Limits are those of a jurisdiction; the others show all quarters
// or years whatever the year chosen, which the sentence speaks for.
func (e *Explorer) Rests(name string, c Choice) Choice {
	if name == "explore_limits" {
		c.Proceedings = e.in.Jurisdiction(c.Proceedings)
	} else {
		c.Year = All
	}
	return c
}

// Has says whether the release holds the result of a query of ChoiceQueries.
func (e *Explorer) Has(name string) bool { return e.in.Result(name) != nil }

// Figure is the figure of a query of ChoiceQueries for one choice. It is false where the release holds no result of that query.
func (e *Explorer) Figure(name string, c Choice) (Figure, bool, error) {
	r := e.in.Result(name)
	if r == nil {
		return Figure{}, false, nil
	}
	in, rests := e.in, e.Rests(name, c)
	in.choice = c
	if name == "explore_limits" {
		in.choice = rests
	}
	f, err := in.figureOf(name, picked(r, name, e.all[name].shown[rests]), false)
	return f, true, err
}

// Said is Figure without chart and table.
func (e *Explorer) Said(name string, c Choice) (Figure, bool, error) {
	some := *e
	some.in.words = true
	return some.Figure(name, c)
}

// row is that of the choice in the whole result; -1 where there is none.
func (e *Explorer) row(query string, c Choice) int {
	if i, ok := e.all[query].one[c]; ok {
		return i
	}
	return -1
}

// picked are some rows of a result without the columns that are the same in all of them.
func picked(r *queries.Result, name string, at []int) *queries.Result {
	out := *r
	same := []string{"force", "proceedings"}
	if name == "explore_limits" {
		same = append(same, "year")
	}
	var keep []int
	out.Columns, out.Rows = nil, make([][]queries.Value, len(at))
	for i, c := range r.Columns {
		if !slices.Contains(same, c.Name) {
			keep = append(keep, i)
			out.Columns = append(out.Columns, c)
		}
	}
	for i, row := range at {
		for _, j := range keep {
			out.Rows[i] = append(out.Rows[i], r.Rows[row][j])
		}
	}
	return &out
}

// scope begins a headline with the choice: "Greyhaven Police, accelerated hearing, 2025-26: …".
func (c Choice) scope(in Input) string {
	var words []string
	if chosen(c.Force) {
		words = append(words, in.label(queries.Column{Name: "force"}, c.Force))
	}
	if chosen(c.Proceedings) {
		words = append(words, page.Lower(in.label(queries.Column{Name: "proceedings", List: "proceeding_type"}, c.Proceedings)))
	}
	if chosen(c.Year) {
		words = append(words, c.Year)
	}
	if len(words) == 0 {
		return ""
	}
	return page.Upper(strings.Join(words, ", ")) + ": "
}

func chosen(code string) bool { return code != All && code != "" }

// Replaceable renders a figure whose head and body another choice can replace.
func (f Figure) Replaceable() (template.HTML, error) { return f.render("replaceable") }

// Head renders what a figure says.
func (f Figure) Head() (template.HTML, error) { return f.render("head") }

// Body renders a figure's chart and table.
func (f Figure) Body() (template.HTML, error) { return f.render("body") }
