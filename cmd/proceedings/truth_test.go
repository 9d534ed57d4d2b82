package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"golang.org/x/net/html"

	"proceedings/reports"
	"proceedings/reports/reportstest"
)

// truthAt is what the sample's measures must come to at one date, counted by
// the generator while inventing.
type truthAt struct {
	KnownAt  string                `json:"known_at"`
	Period   string                `json:"period"`
	Measures map[string]truthTable `json:"measures"`
}

type truthTable struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

func readTruth(t *testing.T) map[string]truthAt {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(demoDir(t), "exports", "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]truthAt{}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEveryFigureIsTheTruth reads every table of every page of the sample's
// releases and holds each of its figures against the truth file.
func TestEveryFigureIsTheTruth(t *testing.T) {
	t.Parallel()
	dir := demoDir(t)
	truths := readTruth(t)
	if len(truths) != len(demoQuarters) {
		t.Errorf("the truth is told of %d days, the demo publishes %d", len(truths), len(demoQuarters))
	}
	for asOf, truth := range truths {
		t.Run(asOf, func(t *testing.T) {
			found, err := filepath.Glob(filepath.Join(dir, "release", asOf+"-restricted-*"))
			if err != nil || len(found) != 1 || truth.KnownAt != asOf {
				t.Fatalf("known at %s the demo publishes %v, %v", truth.KnownAt, found, err)
			}
			shown := map[string]bool{}
			for page, tables := range readTables(t, found[0]) {
				for _, table := range tables {
					want, ok := truth.Measures[table.query]
					if !ok {
						continue
					}
					shown[table.query] = true
					compareTable(t, page+": "+table.query, table.rows, want)
				}
			}
			for name, want := range truth.Measures {
				// The steps of the curves drawn stand in a file beside the page, which links it.
				if name == "time_to_hearing_curve" {
					compareTable(t, "data: "+name, dataOf(t, found[0], name), want)
				} else if !shown[name] {
					t.Errorf("no page shows %s", name)
				}
			}
		})
	}
}

// htmlTable is a table of a page: for each row the raw value of each column.
type htmlTable struct {
	query string
	rows  []map[string]string
}

func readTables(t *testing.T, release string) map[string][]htmlTable {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(release, "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	out := map[string][]htmlTable{}
	for _, page := range pages {
		f, err := os.Open(page)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if query := attr(n, "data-query"); n.Data == "table" && query != "" {
				out[filepath.Base(page)] = append(out[filepath.Base(page)], htmlTable{query: query, rows: reportstest.Cells(n)})
			}
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func compareTable(t *testing.T, where string, got []map[string]string, want truthTable) {
	t.Helper()
	if len(got) == reports.Listed && len(want.Rows) > reports.Listed {
		want.Rows = want.Rows[:reports.Listed] // a page shows no more of a list of cases
	}
	if len(got) != len(want.Rows) {
		t.Errorf("%s: %d rows on the page, %d in the truth", where, len(got), len(want.Rows))
		return
	}
	differ := 0
	for i, row := range want.Rows {
		for j, col := range want.Columns {
			raw, shown := got[i][col]
			if !shown {
				t.Errorf("%s: the page has no column %s", where, col)
				return
			}
			if !equalValue(raw, row[j]) {
				if differ++; differ <= 5 {
					t.Errorf("%s: row %d (%v) %s: page %q, truth %v", where, i+1, row[0], col, raw, row[j])
				}
			}
		}
	}
	if differ > 5 {
		t.Errorf("%s: %d figures differ", where, differ)
	}
}

// equalValue compares a raw value of a page with one of the truth file:
// fractions to nine places, for the two are worked out by different arithmetic.
func equalValue(raw string, truth any) bool {
	switch v := truth.(type) {
	case nil:
		return raw == ""
	case float64:
		f, err := strconv.ParseFloat(raw, 64)
		return err == nil && math.Abs(f-v) <= 1e-9*math.Max(1, math.Abs(v))
	default:
		return raw == fmt.Sprint(v)
	}
}

func TestEqualValue(t *testing.T) {
	for _, c := range []struct {
		raw   string
		truth any
		want  bool
	}{{"", nil, true}, {"0", nil, false}, {"3", 3.0, true}, {"0.3333333333333333", 1.0 / 3, true}, {"4", 3.0, false}, {"", 0.0, false}, {"MH", "MH", true}} {
		if got := equalValue(c.raw, c.truth); got != c.want {
			t.Errorf("equalValue(%q, %v) = %v", c.raw, c.truth, got)
		}
	}
}
