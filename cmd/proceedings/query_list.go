package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"proceedings/queries"
)

// pageWidth is the width that lists keep to, in characters.
const pageWidth = 120

// catalogueView is what of the catalogue is asked for, and how it is printed.
type catalogueView struct {
	audience, topic, measure, duty, format string

	duties []queries.Duty
}

// everyDuty is the value of --duty with no duty named.
const everyDuty = "all"

func newQueryList(g *global) *cobra.Command {
	v := &catalogueView{}
	c := &cobra.Command{
		Use:   "list",
		Short: "List the questions by topic, or by the duty that they serve",
		Long: `List the questions of the catalogue: by topic, or with --duty by the duties of a misconduct hearings unit's
case manager (mhu) and of a proceedings support unit's specialist (psu). The letters under "for" are the
audiences: P the unit (psu), Q quality, D debrief, B board.`,
		Example: `  proceedings query list
  proceedings query list --audience board
  proceedings query list --measure M05
  proceedings query list --duty
  proceedings query list --duty psu-18`,
		Args: func(c *cobra.Command, args []string) error {
			if v.duty == everyDuty && len(args) == 1 { // "--duty psu-18": a flag whose value may be left out leaves it behind
				v.duty = args[0]
				return nil
			}
			return noArgs(c, args)
		},
		RunE: func(*cobra.Command, []string) error { return v.run(g) },
	}
	c.Flags().StringVar(&v.audience, "audience", "", "only questions for psu, quality, debrief or board")
	c.Flags().StringVar(&v.topic, "topic", "", "only questions of one topic: "+strings.Join(queries.Topics(), ", "))
	c.Flags().StringVar(&v.measure, "measure", "", "only questions that show one measure, such as M05")
	c.Flags().StringVar(&v.duty, "duty", "", "by duty: all, those of mhu or psu, or one such as psu-18")
	c.Flags().Lookup("duty").NoOptDefVal = everyDuty
	c.Flags().StringVar(&v.format, "format", "table", "table, csv or json")
	return c
}

func (v *catalogueView) run(g *global) error {
	catalogue, err := queries.Load()
	if err != nil {
		return err
	}
	if v.duties, err = queries.Duties(); err != nil {
		return err
	}
	all := catalogue.List()
	if err := v.check(all); err != nil {
		return err
	}
	some := slices.DeleteFunc(slices.Clone(all), func(q *queries.Query) bool { return !v.asks(q) })
	if v.duty == "" {
		g.progress("%d of %d questions. For: P the unit (psu), Q quality, D debrief, B board.", len(some), len(all))
	}
	switch {
	case v.format == "json" && v.duty == "":
		return v.writeJSON(g.stdout, some)
	case v.format == "json":
		return writeIndented(g.stdout, v.servedDuties(some))
	case v.format == "csv" && v.duty == "":
		return v.writeCSV(g.stdout, some)
	case v.format == "csv":
		return v.writeDutiesCSV(g.stdout, some)
	case v.duty == "":
		return v.writeTable(g.stdout, some)
	default:
		return v.writeDuties(g.stdout, some)
	}
}

// check refuses what names nothing, with what there is.
func (v *catalogueView) check(all []*queries.Query) error {
	var measures []string
	for _, q := range all {
		measures = append(measures, q.Measures...)
	}
	slices.Sort(measures)
	measures = slices.Compact(measures)
	var duties []string
	for _, d := range v.duties {
		duties = append(duties, d.ID())
	}
	v.measure = strings.ToUpper(v.measure)
	for _, c := range []struct {
		flag, value string
		there       []string
	}{
		{"--audience", v.audience, queries.Audiences()}, {"--topic", v.topic, queries.Topics()}, {"--measure", v.measure, measures},
		{"--format", v.format, []string{"table", "csv", "json"}},
	} {
		if c.value != "" && !slices.Contains(c.there, c.value) {
			return usage("%s %q: there are %s", c.flag, c.value, strings.Join(c.there, ", "))
		}
	}
	if v.duty != "" && !slices.ContainsFunc(v.duties, v.wants) {
		return usage("--duty %q: there are all, mhu, psu, and %s to %s", v.duty, duties[0], duties[len(duties)-1])
	}
	return nil
}

func (v *catalogueView) asks(q *queries.Query) bool {
	return (v.audience == "" || slices.Contains(q.Audience, v.audience)) && (v.topic == "" || q.Topic == v.topic) &&
		(v.measure == "" || slices.Contains(q.Measures, v.measure))
}

// wants says whether a duty is among those asked for.
func (v *catalogueView) wants(d queries.Duty) bool {
	short, _, _ := strings.Cut(d.ID(), "-")
	return v.duty == everyDuty || v.duty == d.ID() || v.duty == d.Role || v.duty == short
}

// letters are the audiences of a query at their places: "PQ B".
func letters(q *queries.Query) string {
	var b strings.Builder
	for _, a := range queries.Audiences() {
		if slices.Contains(q.Audience, a) {
			b.WriteString(strings.ToUpper(a[:1]))
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// writeTable prints a block for each topic. A question too long for its line is cut; query show prints it whole.
func (v *catalogueView) writeTable(w io.Writer, some []*queries.Query) error {
	name, measures := longest(some)
	line := func(a, b, c, d string) string {
		return cut(strings.TrimRight(fmt.Sprintf("%-*s  %-4s  %-*s  %s", name, a, b, measures, c, d), " "), pageWidth)
	}
	var b strings.Builder
	topic := ""
	for _, q := range some {
		if q.Topic != topic {
			if topic != "" {
				b.WriteByte('\n')
			}
			topic = q.Topic
			fmt.Fprintln(&b, line(strings.ToUpper(topic), "for", "measures", "question"))
		}
		fmt.Fprintln(&b, line(q.Name, letters(q), fewMeasures(q), q.Question))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// fewMeasures are a query's measures, of many the first two and how many more.
func fewMeasures(q *queries.Query) string {
	if len(q.Measures) > 3 {
		return fmt.Sprintf("%s +%d", strings.Join(q.Measures[:2], " "), len(q.Measures)-2)
	}
	return strings.Join(q.Measures, " ")
}

// longest are the widths of the columns of names and of measures.
func longest(some []*queries.Query) (name, measures int) {
	name, measures = len("TIMELINESS"), len("measures")
	for _, q := range some {
		name, measures = max(name, len(q.Name)), max(measures, len(fewMeasures(q)))
	}
	return name, measures
}

// cut shortens a text to a width and marks that it did.
func cut(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:width-1]), " ,") + "…"
}

// listed is one query as --format csv and json print it.
type listed struct {
	Name        string   `json:"name"`
	Topic       string   `json:"topic"`
	Title       string   `json:"title"`
	Question    string   `json:"question"`
	Audience    []string `json:"audience"`
	Measures    []string `json:"measures"`
	Sensitivity string   `json:"sensitivity"`
	Duties      []string `json:"duties"`
}

func (v *catalogueView) listed(q *queries.Query) listed {
	l := listed{q.Name, q.Topic, q.Title, q.Question, q.Audience, append([]string{}, q.Measures...), q.Sensitivity, []string{}}
	for _, d := range queries.Serves(v.duties, q.Name) {
		l.Duties = append(l.Duties, d.ID())
	}
	return l
}

func (v *catalogueView) writeJSON(w io.Writer, some []*queries.Query) error {
	out := []listed{}
	for _, q := range some {
		out = append(out, v.listed(q))
	}
	return writeIndented(w, out)
}

// writeIndented prints a value as JSON that a person can read too.
func writeIndented(w io.Writer, what any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(what)
}

func (v *catalogueView) writeCSV(w io.Writer, some []*queries.Query) error {
	rows := [][]string{{"name", "topic", "title", "question", "audience", "measures", "sensitivity", "duties"}}
	for _, q := range some {
		l := v.listed(q)
		rows = append(rows, []string{l.Name, l.Topic, l.Title, l.Question, strings.Join(l.Audience, " "), strings.Join(l.Measures, " "), l.Sensitivity,
			strings.Join(l.Duties, " ")})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
