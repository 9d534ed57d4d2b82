// Package reportstest holds results for tests of pages: invented figures of
// every query, as text, under the columns of the catalogue. It is no part of
// any release.
package reportstest

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"proceedings/queries"
)

//go:embed results.txt
var text string

// Period is what the results speak for.
func Period() queries.Period {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	return queries.Period{AsOf: day(2026, 6, 30), From: day(2026, 4, 1), To: day(2026, 6, 30), KnownAt: day(2026, 7, 5)}
}

// catalogue gives each result its query and its columns, so that pages are
// tested with those of the program.
var catalogue = sync.OnceValues(queries.Load)

// Results reads all results anew, so that a test may change its own. A query that the text
// says nothing of has no row.
func Results() map[string]*queries.Result {
	out := Parse(text)
	for _, q := range all().List() {
		if out[q.Name] == nil && q.Published() {
			query := *q
			out[q.Name] = &queries.Result{Query: &query, Period: Period(), Columns: slices.Clone(q.Columns)}
		}
	}
	return out
}

func all() *queries.Catalogue {
	c, err := catalogue()
	if err != nil {
		panic(err)
	}
	return c
}

// Parse reads results written as text: the name of a query after "== ", its columns, a line each row.
func Parse(text string) map[string]*queries.Result {
	all := all()
	out := map[string]*queries.Result{}
	for _, block := range strings.Split(text, "== ")[1:] {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		name := lines[0]
		known, err := all.Get(name)
		if err != nil {
			panic(err)
		}
		query := *known
		r := &queries.Result{Query: &query, Period: Period(), Columns: slices.Clone(known.Columns)}
		if got := strings.Join(names(r.Columns), " | "); got != lines[1] {
			panic(fmt.Sprintf("%s has the columns\n%s\nand results.txt\n%s", name, got, lines[1]))
		}
		for _, l := range lines[2:] {
			r.Rows = append(r.Rows, row(name, r.Columns, strings.Split(l, " | ")))
		}
		out[name] = r
	}
	return out
}

func names(cols []queries.Column) []string {
	var out []string
	for _, c := range cols {
		out = append(out, c.Name)
	}
	return out
}

// Empty is Results without a row.
func Empty() map[string]*queries.Result {
	out := Results()
	for _, r := range out {
		r.Rows = nil
	}
	return out
}

func row(name string, cols []queries.Column, cells []string) []queries.Value {
	if len(cells) != len(cols) {
		panic(fmt.Sprintf("%s: %d cells for %d columns: %q", name, len(cells), len(cols), cells))
	}
	out := make([]queries.Value, len(cells))
	for i, s := range cells {
		out[i] = value(cols[i], strings.TrimSpace(s))
	}
	return out
}

func value(c queries.Column, s string) queries.Value {
	switch {
	case s == "-":
		return nil
	case s == "''":
		return ""
	case c.Kind == queries.Label:
		return s
	case c.Kind == queries.Date:
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			panic(err)
		}
		return d
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}
