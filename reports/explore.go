package reports

import (
	"html/template"
	"slices"

	"proceedings/queries"
	"proceedings/reports/page"
)

// All is the code of a choice that leaves nothing out.
const All = "all"

// Choice is what a reader of the page that can be filtered has chosen: codes, or All.
type Choice struct{ Force, Proceedings, Year string }

// whole says that nothing is left out.
func (c Choice) whole() bool { return c == Choice{All, All, All} }

// Key names the figure of a choice within the page.
func (c Choice) Key() string { return c.Force + "\x1f" + c.Proceedings + "\x1f" + c.Year }

// Explored are the queries that hold a row for every choice.
func Explored() []string {
	return []string{"explore_flow", "explore_time", "explore_limits", "explore_findings"}
}

// Option is a choice of one filter.
type Option struct{ Code, Label, Group string }

// Filters are what a reader can choose, each beginning with all.
type Filters struct{ Forces, Proceedings, Years []Option }

// Filters lists the forces, kinds of proceeding and years that the results hold.
func (in Input) Filters() Filters {
	var f Filters
	flow, years := in.rows("explore_flow"), in.rows("explore_time")
	f.Forces = append([]Option{{Code: All, Label: "All forces"}}, in.options(flow, "force", nil)...)
	f.Proceedings = []Option{{Code: All, Label: "All proceedings"}}
	f.Proceedings = append(f.Proceedings, in.options(flow, "proceedings", in.Facts.Jurisdiction)...)
	f.Years = append([]Option{{Code: All, Label: "All six years"}}, in.options(years, "year", nil)...)
	return f
}

// options are the codes of a column, in the order of their labels; those of one group stand together.
func (in Input) options(t rows, column string, group func(code string) string) []Option {
	var out []Option
	for _, code := range t.distinct(column) {
		if code == All {
			continue
		}
		o := Option{Code: code, Label: t.in.label(queries.Column{Name: column, List: listOf(t, column)}, code)}
		if group != nil {
			o.Group = page.Words(group(code))
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b Option) int {
		switch {
		case a.Group != b.Group:
			return compare(a.Group, b.Group)
		case (a.Label == a.Group) != (b.Label == b.Group): // a jurisdiction comes before its types
			if a.Label == a.Group {
				return -1
			}
			return 1
		}
		return compare(a.Label, b.Label)
	})
	return out
}

func listOf(t rows, column string) string {
	if i, ok := t.index[column]; ok {
		return t.r.Columns[i].List
	}
	return ""
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Chosen is the figure of a query of Explored for one choice. It is false where the
// release holds no result of that query. Nothing is worked out anew: the rows of the choice are in
// the result.
func (in Input) Chosen(name string, c Choice) (Figure, bool, error) {
	r := in.Results[name]
	if r == nil {
		return Figure{}, false, nil
	}
	in.choice = c
	some := *r
	some.Rows = nil
	t := in.read(r)
	for i := range t.len() {
		if in.chosen(t, i, c) {
			some.Rows = append(some.Rows, r.Rows[i])
		}
	}
	shown := without(&some, "force", "proceedings")
	if name == "explore_limits" {
		shown = without(shown, "year")
	}
	f, err := in.figureOf(name, shown, false)
	return f, true, err
}

// Said is Chosen without chart and table.
func (in Input) Said(name string, c Choice) (Figure, bool, error) {
	in.words = true
	return in.Chosen(name, c)
}

// chosen says whether a row belongs to a choice. Series over quarters and years show all
// of them whatever the year chosen; the sentence speaks for it.
func (in Input) chosen(t rows, i int, c Choice) bool {
	if t.str(i, "force") != c.Force {
		return false
	}
	group := c.Proceedings
	if g := in.Facts.Jurisdiction; g != nil && group != All {
		group = g(group)
	}
	switch {
	case t.has("standard_id"):
		return t.str(i, "year") == c.Year && (c.Proceedings == All || in.Facts.Jurisdiction(t.str(i, "standard_id")) == group)
	case t.r.Query != nil && t.r.Query.Name == "explore_findings" && c.Proceedings == "misconduct":
		return t.str(i, "proceedings") == All && t.str(i, "year") != All
	case t.str(i, "proceedings") != c.Proceedings:
		return false
	}
	return t.str(i, "year") != All
}

// without leaves columns out of a result.
func without(r *queries.Result, names ...string) *queries.Result {
	out := *r
	var keep []int
	out.Columns = nil
	for i, c := range r.Columns {
		if !slices.Contains(names, c.Name) {
			keep = append(keep, i)
			out.Columns = append(out.Columns, c)
		}
	}
	out.Rows = make([][]queries.Value, len(r.Rows))
	for i, row := range r.Rows {
		for _, j := range keep {
			out.Rows[i] = append(out.Rows[i], row[j])
		}
	}
	return &out
}

// scope begins a headline with the choice: "Greyhaven Police, accelerated hearing, 2025-26: …".
func (in Input) scope() string {
	var words []string
	c := in.choice
	if c.Force != All {
		words = append(words, in.label(queries.Column{Name: "force"}, c.Force))
	}
	if c.Proceedings != All {
		words = append(words, lower(in.label(queries.Column{Name: "proceedings", List: "proceeding_type"}, c.Proceedings)))
	}
	if c.Year != All {
		words = append(words, c.Year)
	}
	if len(words) == 0 {
		return ""
	}
	s := words[0]
	for _, w := range words[1:] {
		s += ", " + w
	}
	return upper(s) + ": "
}

// Explored renders a figure whose head and body another choice can replace.
func (f Figure) Explored() (template.HTML, error) { return f.render("explored") }

// Head renders what a figure says.
func (f Figure) Head() (template.HTML, error) { return f.render("head") }

// Body renders a figure's chart and table.
func (f Figure) Body() (template.HTML, error) { return f.render("body") }
