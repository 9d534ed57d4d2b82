package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/queries"
)

func newQueryShow(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "show NAME",
		Short:   "Show a query's definition in words, whom it serves, its columns and its SQL",
		Example: "  proceedings query show hearing_100wd",
		Args:    oneName,
		RunE: func(_ *cobra.Command, args []string) error {
			_, q, err := findQuery(args[0])
			if err != nil {
				return err
			}
			duties, err := queries.Duties()
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(g.stdout, definition(q, queries.Serves(duties, q.Name)))
			return err
		},
	}
}

// sensitivityWords say where a result may go.
var sensitivityWords = map[string]string{
	"aggregate":      "counts and rates; a shareable edition shows them once small numbers are taken out",
	"case":           "names cases; restricted editions only",
	queries.RowLevel: "rows of exports; asked by hand, in no release",
}

// definition is a query in words, then its SQL.
func definition(q *queries.Query, duties []queries.Duty) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", q.Title, q.Question)
	for _, line := range [][2]string{
		{"name", q.Name}, {"topic", q.Topic}, {"measures", strings.Join(q.Measures, ", ")}, {"for", strings.Join(q.Audience, ", ")},
		{"population", q.Population}, {"numerator", q.Numerator}, {"denominator", q.Denominator}, {"clock", q.Clock}, {"open cases", q.Censoring},
		{"one row", q.Grain}, {"adds up", q.Totals}, {"source", q.Source}, {"may go", sensitivityWords[q.Sensitivity]},
	} {
		if line[1] != "" && line[1] != "none" {
			entry(&b, line[0], line[1])
		}
	}
	for _, same := range q.Same {
		entry(&b, "same count", same.Text)
	}
	for _, c := range q.Caveats {
		entry(&b, "caveat", c)
	}
	for _, d := range duties {
		entry(&b, "serves", d.ID()+" "+d.Text)
	}
	for _, c := range q.Columns {
		entry(&b, "column", columnWords(c))
	}
	for _, s := range q.Then {
		entry(&b, "then", s.Func+": "+argsOf(s.Args))
	}
	fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(q.SQL))
	return b.String()
}

// entry adds a word and what is said of it, wrapped under each other.
func entry(b *strings.Builder, word, text string) {
	const indent = 13
	line := fmt.Sprintf("%-*s", indent, word)
	for _, w := range strings.Fields(text) {
		if len([]rune(line))+1+len([]rune(w)) > pageWidth && strings.TrimSpace(line) != "" {
			fmt.Fprintln(b, strings.TrimRight(line, " "))
			line = strings.Repeat(" ", indent)
		}
		if !strings.HasSuffix(line, " ") {
			line += " "
		}
		line += w
	}
	fmt.Fprintln(b, strings.TrimRight(line, " "))
}

func columnWords(c queries.Column) string {
	text := fmt.Sprintf("%s: %s; %s", c.Name, c.Title, c.Kind)
	if c.Unit != "" {
		text += " of " + c.Unit
		if c.Kind == queries.Duration {
			text = fmt.Sprintf("%s: %s; in %s", c.Name, c.Title, c.Unit)
		}
	}
	if c.Of != "" {
		text += " of " + c.Of
	}
	if c.Less != "" {
		text += " less " + c.Less
	}
	return text
}

// argsOf are a step's arguments in order of their names.
func argsOf(args map[string]string) string {
	var out []string
	for name, value := range args {
		out = append(out, name+" "+value)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
