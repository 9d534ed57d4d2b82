package revision

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

//go:embed assets/revisions.html
var pageHTML string

var pageTemplate = template.Must(template.New("revisions").Parse(pageHTML))

// DataPath is where a release holds all lines.
const DataPath = "data/revisions.csv"

// The page shows this many lines at most of one figure and of all; the CSV file has all.
const (
	shownOfOne = 12
	shownOfAll = 300
)

// Link is the page in the navigation of a release.
func Link() page.Link { return page.Link{Path: "revisions.html", Title: "Revisions"} }

// shownFigure is a figure with the lines that the page shows of it.
type shownFigure struct {
	Title, Path string
	Lines       []line
	size        float64
	finer       int // 1 for those that repeat others by force and kind of proceeding: they come last
}

type line struct {
	Row, Column, Before, After, Difference string
	RawBefore, RawAfter                    string
	Why                                    []string
	size                                   float64
}

type left struct{ Why, Names string }

// Page is the page of revisions. A comparison that is nil says why there is none.
func Page(in reports.Input, c *Comparison, none string, nav []page.Link) (page.Page, error) {
	data := struct {
		None, Headline, Summary, Short, Caption, Data string
		Kinds                                         []string
		Figures                                       []shownFigure
		Tall                                          bool
		Left                                          []left
	}{None: none}
	if c != nil {
		lines, shown := 0, 0
		data.Figures, lines, shown = c.figures(in)
		data.Headline, data.Summary = c.summary(in)
		data.Kinds, data.Left, data.Data = c.kinds(), c.left(title(in)), DataPath
		data.Caption, data.Tall = "Published figures that changed since the release of "+page.Day(c.Earlier.Position.AsOf)+".", shown > 24
		if len(c.Revisions) > shown {
			data.Short = fmt.Sprintf("%s lines of %s: of each figure the largest, at most %d. All others, and the bounds of intervals, are in the data (CSV).", page.Count(int64(shown)), page.Count(int64(lines)), shownOfOne)
			if shown == lines {
				data.Short = "Bounds of intervals are in the data (CSV) alone."
			}
		}
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, data); err != nil {
		return page.Page{}, fmt.Errorf("revisions: %w", err)
	}
	return in.Shell(nav).Render(page.Content{
		Path: Link().Path, Title: "Revisions", Lead: "Which published figures changed since the release before this one, by how much and why.",
		Body: template.HTML(b.String()),
	})
}

// bound says that a column is an end of an interval, which moves with its estimate.
func bound(name string) bool {
	return strings.HasSuffix(name, "_low") || strings.HasSuffix(name, "_high")
}

// figures are the lines to show by figure: the figure with the largest change first, and in it the largest first.
func (c *Comparison) figures(in reports.Input) (out []shownFigure, lines, shown int) {
	at := map[string]int{}
	for _, r := range c.Revisions {
		if bound(r.Column.Name) {
			continue
		}
		lines++
		i, ok := at[r.Query.Name]
		if !ok {
			i = len(out)
			at[r.Query.Name] = i
			f := shownFigure{Title: r.Query.Title}
			if slices.Contains(reports.ChoiceQueries(), r.Query.Name) {
				f.finer = 1
			}
			if in.Where != nil {
				f.Path = in.Where(r.Query.Name)
			}
			out = append(out, f)
		}
		l := line{Row: place(in, r, c.keys[r.Query.Name]), Column: r.Column.Title, Before: r.before(in), After: r.after(in), Difference: r.difference(),
			RawBefore: r.Before, RawAfter: r.After, size: r.size()}
		for _, why := range r.Reasons {
			l.Why = append(l.Why, page.Upper(why.Text)+".")
		}
		if !c.Explained {
			l.Why = []string{"Not looked for."}
		}
		out[i].Lines = append(out[i].Lines, l)
		out[i].size = max(out[i].size, l.size)
	}
	slices.SortStableFunc(out, func(a, b shownFigure) int {
		if a.finer != b.finer {
			return cmp.Compare(a.finer, b.finer)
		}
		return compareSize(a.size, b.size)
	})
	for i := range out {
		slices.SortStableFunc(out[i].Lines, func(a, b line) int { return compareSize(a.size, b.size) })
		out[i].Lines = out[i].Lines[:min(len(out[i].Lines), shownOfOne, shownOfAll-shown)]
		shown += len(out[i].Lines)
	}
	return slices.DeleteFunc(out, func(f shownFigure) bool { return len(f.Lines) == 0 }), lines, shown
}

func compareSize(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// size is what lines are ordered by: the number of records by which a count changed; any other change comes after.
func (r Revision) size() float64 {
	d, ok := r.Difference()
	switch {
	case r.New || r.Gone:
		return 1
	case !ok || r.Column.Kind != queries.Count:
		return 0
	}
	return math.Abs(d)
}

// summary says in a sentence how many figures changed and which most.
func (c *Comparison) summary(in reports.Input) (headline, text string) {
	n, of := int64(len(c.Revisions)), int64(c.Compared)
	headline = page.Count(n) + " of " + page.Count(of) + " figures changed"
	if n == 0 {
		headline = "No figure changed of " + page.Count(of) + " that can be compared"
	}
	text = "Compared with the release " + c.Earlier.Name + ", position on " + page.Day(c.Earlier.Position.AsOf) + ". "
	if c.Earlier.Position == c.Later.Position {
		text += "Both speak for the same day and period, so every figure is compared."
	} else {
		text += "What the two have in common are the quarters, months and years that were over on both days."
	}
	if largest := c.largest(); largest != nil {
		text += " The largest change: “" + largest.Query.Title + "”, " + place(in, *largest, c.keys[largest.Query.Name]) + ", " + page.Lower(largest.Column.Title) + ": " +
			largest.before(in) + " before, " + largest.after(in) + " now."
	}
	if c.Moved > 0 {
		text += " " + page.Count(int64(c.Moved)) + " " + page.Agree(c.Moved, "row came or went because a series moved on with the position; it is", "rows came or went because a series moved on with the position; they are") + " no revision."
	}
	if n := c.oneSided(); !c.Explained && n > 0 && c.Earlier.Position != c.Later.Position {
		text += " " + page.Count(n) + " " + page.Agree(n, "stands", "stand") + " in a row that one of the two lacks. Of these, what came or went because a series moved on with the position is no revision: only the warehouse tells which, and with --warehouse they are not counted."
	}
	return headline, text
}

// oneSided is how many revisions are of rows that stand in one of the two releases alone.
func (c *Comparison) oneSided() (n int64) {
	for _, r := range c.Revisions {
		if r.New || r.Gone {
			n++
		}
	}
	return n
}

func (c *Comparison) largest() *Revision {
	var out *Revision
	for i, r := range c.Revisions {
		if slices.Contains(reports.ChoiceQueries(), r.Query.Name) {
			continue
		}
		if d, ok := r.Difference(); ok && d != 0 && (out == nil || r.size() > out.size()) {
			out = &c.Revisions[i]
		}
	}
	return out
}

// kindWords head the reasons in the list of how often each was met.
var kindWords = []struct{ code, words string }{
	{Late, "rest on records that are known only since"}, {Corrected, "rest on records that were corrected"},
	{Withdrawn, "rest on records that were withdrawn"}, {Recoded, "rest on a source whose profile changed"}, {NewSource, "rest on a source that is new"},
	{Loads, "speak of other exports"}, {Definition, "are defined otherwise now"}, {Limit, "rest on other limits or lists"}, {Erased, "rest on records that were erased or taken back"},
	{Matured, "matured: what was open then has been followed longer"}, {Suppression, "are withheld in one of the two releases"}, {Unexplained, "are not explained"},
}

// kinds says how many lines have each reason. A line may have several.
func (c *Comparison) kinds() []string {
	counts := c.Counts()
	var out []string
	for _, k := range kindWords {
		if n := counts[k.code]; n > 0 {
			out = append(out, page.Count(int64(n))+" "+k.words)
		}
	}
	return out
}

// Counts is how many revisions have each reason.
func (c *Comparison) Counts() map[string]int {
	counts := map[string]int{}
	for _, r := range c.Revisions {
		for _, code := range r.codes() {
			counts[code]++
		}
	}
	return counts
}

// codes are the reasons of a revision, each once.
func (r Revision) codes() []string {
	var out []string
	for _, w := range r.Reasons {
		if !slices.Contains(out, w.Code) {
			out = append(out, w.Code)
		}
	}
	return out
}

// Line is a revision in words, for a terminal: figure, row, column, before, now, difference, why.
func (c *Comparison) Line(in reports.Input, r Revision) []string {
	var why []string
	for _, w := range r.Reasons {
		why = append(why, w.Text)
	}
	return []string{r.Query.Name, place(in, r, c.keys[r.Query.Name]), r.Column.Name, r.before(in), r.after(in), r.difference(), strings.Join(why, "; ")}
}

// Largest are the revisions by how many records a count changed, bounds of intervals and figures that repeat others by force and kind aside.
func (c *Comparison) Largest(n int) []Revision {
	out := slices.DeleteFunc(slices.Clone(c.Revisions), func(r Revision) bool {
		return bound(r.Column.Name) || slices.Contains(reports.ChoiceQueries(), r.Query.Name)
	})
	slices.SortStableFunc(out, func(a, b Revision) int { return compareSize(a.size(), b.size()) })
	return out[:min(n, len(out))]
}

// Summary says in a headline and a sentence how many figures changed and which most, and how often each reason was met.
func (c *Comparison) Summary(in reports.Input) (headline, text string, kinds []string) {
	headline, text = c.summary(in)
	return headline, text, c.kinds()
}

// title is the name of a figure in words.
func title(in reports.Input) func(string) string {
	return func(query string) string {
		if r := in.Result(query); r != nil && r.Query != nil {
			return r.Query.Title
		}
		return page.Words(query)
	}
}

// left groups what was not compared by why.
func (c *Comparison) left(title func(query string) string) []left {
	var out []left
	names := map[string][]string{}
	for _, l := range c.Left {
		if names[l.Why] == nil {
			out = append(out, left{Why: l.Why})
		}
		names[l.Why] = append(names[l.Why], title(l.Query))
	}
	for i := range out {
		list := names[out[i].Why]
		out[i].Why = page.Count(int64(len(list))) + " " + page.Agree(int64(len(list)), "figure", "figures") + ": each " + out[i].Why
		out[i].Names = strings.Join(list, "; ") + "."
	}
	return out
}

// CSV is all lines as data. A text that a spreadsheet would run as a formula is given an apostrophe.
func (c *Comparison) CSV(in reports.Input) []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	lines := [][]string{{"figure", "row", "key", "column", "before", "after", "difference", "per_cent", "reasons", "why"}}
	if c != nil {
		for _, r := range c.Revisions {
			lines = append(lines, r.csv(in, c.keys[r.Query.Name]))
		}
	}
	_ = out.WriteAll(lines) // a bytes.Buffer does not fail
	return b.Bytes()
}

func (r Revision) csv(in reports.Input, key []string) []string {
	difference, share := "", ""
	if d, ok := r.Difference(); ok {
		difference = strconv.FormatFloat(d, 'g', -1, 64)
	}
	if s, ok := r.Relative(); ok {
		share = strconv.FormatFloat(100*s, 'f', 1, 64)
	}
	var why []string
	for _, w := range r.Reasons {
		why = append(why, w.Text)
	}
	column := r.Column.Name
	before, after := r.Before, r.After
	if r.New {
		before = "no row"
	}
	if r.Gone {
		after = "no row"
	}
	var keys []string
	for i, name := range key {
		keys = append(keys, name+"="+r.Row[i])
	}
	line := []string{r.Query.Name, place(in, r, key), strings.Join(keys, "; "), column, before, after, difference, share, strings.Join(r.codes(), "; "), strings.Join(why, "; ")}
	for i, text := range line {
		if i != 6 && i != 7 && strings.IndexAny(text, "=+-@\t\r") == 0 {
			if _, err := strconv.ParseFloat(text, 64); err != nil {
				line[i] = "'" + text
			}
		}
	}
	return line
}
