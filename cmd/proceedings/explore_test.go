package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

// choice is a force, kind of proceeding and year of the page that can be filtered.
type choice struct{ force, proceedings, year string }

// csvRows reads a CSV file by the names of its columns.
func csvRows(t *testing.T, text string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d rows: %v", len(all), err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		out = append(out, row)
	}
	return out
}

func dataOf(t *testing.T, release, query string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(release, "data", query+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	return csvRows(t, string(text))
}

func number(t *testing.T, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// sums adds columns of rows up by a key; a row whose key is empty is left out.
func sums(t *testing.T, rows []map[string]string, columns []string, key func(map[string]string) string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, row := range rows {
		if k := key(row); k != "" {
			for _, c := range columns {
				out[k+" "+c] += number(t, row[c])
			}
		}
	}
	return out
}

func sameSums(t *testing.T, what string, got, want map[string]int64) {
	t.Helper()
	if len(got) == 0 || len(got) != len(want) {
		t.Errorf("%s: %d sums, want %d", what, len(got), len(want))
	}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %s is %d, want %d", what, k, got[k], n)
		}
	}
}

// quarterOf is the financial quarter of a day such as 2026-04-01.
func quarterOf(day string) string {
	y, _ := strconv.Atoi(day[:4])
	m, _ := strconv.Atoi(day[5:7])
	if m < 4 {
		y--
	}
	return fmt.Sprintf("%d-%02dQ%d", y, (y+1)%100, (m+8)%12/3+1)
}

// TestExploreAddsUp holds the rows that can be chosen from against one another, and those of all
// against the queries that say the same of all.
func TestExploreAddsUp(t *testing.T) {
	t.Parallel()
	dir := demoDir(t)
	release := released(t, filepath.Join(dir, "release"))
	jurisdictionOf := map[string]string{}
	flow := dataOf(t, release, "explore_flow")
	for _, row := range flow {
		jurisdictionOf[row["proceedings"]] = typeJurisdiction(row["proceedings"])
	}
	for query, columns := range map[string][]string{
		"explore_flow":   {"opened", "closed", "open_at_end"},
		"explore_time":   {"subjects", "ended", "open", "reversed"},
		"explore_limits": {"due_passed", "met", "met_otherwise", "late", "open_overdue", "open_in_extension"},
	} {
		rows := dataOf(t, release, query)
		when := func(row map[string]string) string { return row["quarter"] + row["year"] }
		what := func(row map[string]string) string { return row["proceedings"] + row["standard_id"] }
		one := func(row map[string]string, column string) bool { return row[column] != "all" }
		add := func(name string, part, whole func(map[string]string) string) {
			sameSums(t, query+", "+name, sums(t, rows, columns, part), sums(t, rows, columns, whole))
		}
		add("forces", func(row map[string]string) string {
			if !one(row, "force") {
				return ""
			}
			return what(row) + " " + when(row)
		}, func(row map[string]string) string {
			if one(row, "force") {
				return ""
			}
			return what(row) + " " + when(row)
		})
		if query != "explore_limits" {
			isType := func(code string) bool { return code != "all" && code != jurisdictionOf[code] }
			add("types of a jurisdiction", func(row map[string]string) string {
				if !isType(row["proceedings"]) {
					return ""
				}
				return row["force"] + " " + jurisdictionOf[row["proceedings"]] + " " + when(row)
			}, func(row map[string]string) string {
				if isType(row["proceedings"]) || !one(row, "proceedings") {
					return ""
				}
				return row["force"] + " " + row["proceedings"] + " " + when(row)
			})
			add("types of all", func(row map[string]string) string {
				if !isType(row["proceedings"]) {
					return ""
				}
				return row["force"] + " " + when(row)
			}, func(row map[string]string) string {
				if one(row, "proceedings") {
					return ""
				}
				return row["force"] + " " + when(row)
			})
		}
		if query != "explore_flow" {
			add("years", func(row map[string]string) string {
				if !one(row, "year") {
					return ""
				}
				return row["force"] + " " + what(row)
			}, func(row map[string]string) string {
				if one(row, "year") {
					return ""
				}
				return row["force"] + " " + what(row)
			})
		}
	}
	t.Run("flow", func(t *testing.T) { flowAsNetFlow(t, release, flow) })
	t.Run("limits", func(t *testing.T) { limitsAsLimitsMet(t, dir) })
	t.Run("findings", func(t *testing.T) { findingsAsProvenRate(t, release) })
}

// typeJurisdiction is read off the code itself: a second way beside the list of types.
func typeJurisdiction(code string) string {
	switch {
	case code == "MH" || code == "MM" || code == "AH" || code == "AM" || code == "PAT" || code == "PHR":
		return "misconduct"
	case strings.HasPrefix(code, "CRM-") || strings.HasPrefix(code, "CRI-"):
		return "criminal"
	case strings.HasPrefix(code, "INQ") || code == "PIRH" || code == "FR" || strings.HasPrefix(code, "COR-"):
		return "coronial"
	case strings.HasPrefix(code, "MIS-") || strings.HasPrefix(code, "PAT-"):
		return "misconduct"
	}
	return code
}

func ofAll(row map[string]string) bool { return row["force"] == "all" && row["proceedings"] == "all" }

// A quarter's opened and closed are those of its months; what is open at its end is so at the last month's, and at the
// position date by jurisdiction.
func flowAsNetFlow(t *testing.T, release string, flow []map[string]string) {
	months, want, open := map[string]int{}, map[string]int64{}, map[string]int64{}
	for _, row := range dataOf(t, release, "net_flow") {
		q := quarterOf(row["month"])
		months[q]++
		want[q+" opened"] += number(t, row["opened"])
		want[q+" closed"] += number(t, row["closed"])
		open[q+" open_at_end"] = number(t, row["open_at_end"])
	}
	whole := func(row map[string]string) string {
		if !ofAll(row) || months[row["quarter"]] != 3 {
			return ""
		}
		return row["quarter"]
	}
	sameSums(t, "explore_flow and net_flow", sums(t, flow, []string{"opened", "closed"}, whole), want)
	sameSums(t, "open at the end", sums(t, flow, []string{"open_at_end"}, whole), open)
	last := flow[len(flow)-1]["quarter"]
	sameSums(t, "open now", sums(t, flow, []string{"open_at_end"}, func(row map[string]string) string {
		if row["quarter"] != last || row["force"] != "all" || typeJurisdiction(row["proceedings"]) != row["proceedings"] || row["proceedings"] == "all" {
			return ""
		}
		return row["proceedings"]
	}), func() map[string]int64 {
		out := map[string]int64{}
		for _, row := range dataOf(t, release, "open_proceedings") {
			out[row["jurisdiction"]+" open_at_end"] = number(t, row["total"])
		}
		return out
	}())
}

// The limits of a financial year are those of the twelve months that end with it, as they stood on the same day.
func limitsAsLimitsMet(t *testing.T, dir string) {
	met := csvRows(t, must(t, "query", "run", "limits_met", "--warehouse", filepath.Join(dir, "warehouse.duckdb"), "--as-of", demoAsOf, "--period", "2025-26Q4", "--format", "csv"))
	want := map[string]int64{}
	for _, row := range met {
		if row["due_passed"] == "0" {
			continue
		}
		for _, c := range []string{"due_passed", "met", "late", "open_overdue", "open_in_extension"} {
			want[row["standard_id"]+" "+c] = number(t, row[c])
		}
		want[row["standard_id"]+" met_otherwise"] = number(t, row["met_extension"]) + number(t, row["explained"])
	}
	sameSums(t, "explore_limits and limits_met",
		sums(t, dataOf(t, released(t, filepath.Join(dir, "release")), "explore_limits"), []string{"due_passed", "met", "met_otherwise", "late", "open_overdue", "open_in_extension"}, func(row map[string]string) string {
			if row["force"] != "all" || row["year"] != "2025-26" {
				return ""
			}
			return row["standard_id"]
		}), want)
}

// An individual whose two proceedings of a case ended in two quarters counts in each of them and in their year once: a year
// has as many as its quarters or fewer, and as many as each of them or more. A case is of one force and an individual has one
// highest finding in it, so forces add up where no individual was before two of them.
func findingsAsProvenRate(t *testing.T, release string) {
	whole := map[string]int{} // quarters of a year that are over
	most, least := map[string]int64{}, map[string]int64{}
	for _, row := range dataOf(t, release, "proven_rate") {
		y, n := row["quarter"][:7], number(t, row["known"])
		whole[y]++
		most[y] += n
		least[y] = max(least[y], n)
	}
	compared := 0
	for _, row := range dataOf(t, release, "explore_findings") {
		if y := row["year"]; ofAll(row) && whole[y] == 4 {
			compared++
			if n := number(t, row["known"]); n > most[y] || n < least[y] || n < most[y]*95/100 {
				t.Errorf("%s: %d known findings, its quarters %d", y, n, most[y])
			}
		}
	}
	if compared < 4 {
		t.Errorf("%d years compared", compared)
	}
	for _, row := range dataOf(t, release, "explore_findings") {
		if row["proceedings"] == "all" {
			continue
		}
		if k, n := number(t, row["proven"]), number(t, row["known"]); k > n {
			t.Errorf("%v: more proven than known", row)
		}
	}
}

// exploreChoices is what explore.html holds packed.
type exploreChoices struct {
	Texts   []string `json:"texts"`
	Figures map[string]struct {
		Heads  []int `json:"heads"`
		Bodies []int `json:"bodies"`
	} `json:"figures"`
}

// readExplore unpacks the page and lists its choices in the order that they are packed in.
func readExplore(t *testing.T, release string) (exploreChoices, []choice) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(release, "explore.html"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	options := map[string][]string{}
	var packed string
	for n := range doc.Descendants() {
		switch {
		case n.Data == "select":
			for o := range n.Descendants() {
				if o.Data == "option" && o.Type == html.ElementNode {
					options[attr(n, "name")] = append(options[attr(n, "name")], attr(o, "value"))
				}
			}
		case attr(n, "id") == "choices":
			packed = n.FirstChild.Data
		}
	}
	zip, err := gzip.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var out exploreChoices
	if err := json.NewDecoder(zip).Decode(&out); err != nil {
		t.Fatal(err)
	}
	var all []choice
	for _, f := range options["force"] {
		for _, p := range options["proceedings"] {
			for _, y := range options["year"] {
				all = append(all, choice{f, p, y})
			}
		}
	}
	return out, all
}

// shownFor are the rows of a query's CSV that a choice shows, and the row that its sentence speaks of.
func shownFor(query string, rows []map[string]string, c choice) (shown []map[string]string, said map[string]string) {
	for _, row := range rows {
		if row["force"] != c.force {
			continue
		}
		switch query {
		case "explore_limits":
			if row["year"] == c.year && (c.proceedings == "all" || typeJurisdiction(row["standard_id"]) == typeJurisdiction(c.proceedings)) {
				shown = append(shown, row)
			}
		default:
			if row["proceedings"] != c.proceedings {
				continue
			}
			if row["year"] != "all" {
				shown = append(shown, row)
			}
			if row["year"] == c.year {
				said = row
			}
		}
	}
	return shown, said
}

// TestExploreIsTheData unpacks every choice of the page and holds each value of its tables, and the counts
// of its sentences, against the CSV files.
func TestExploreIsTheData(t *testing.T) {
	release := released(t, filepath.Join(demoDir(t), "release"))
	held, all := readExplore(t, release)
	if len(all) < 300 || len(held.Figures) != 4 {
		t.Fatalf("%d choices of %d figures", len(all), len(held.Figures))
	}
	tables, charts := map[int][]map[string]string{}, 0
	for query, figure := range held.Figures {
		rows := dataOf(t, release, query)
		compared := 0
		for i, c := range all {
			where := fmt.Sprintf("%s %v", query, c)
			if figure.Heads[i] < 0 || figure.Bodies[i] < 0 {
				t.Fatalf("%s is not in the page", where)
			}
			want, said := shownFor(query, rows, c)
			body := held.Texts[figure.Bodies[i]]
			got, ok := tables[figure.Bodies[i]]
			if !ok {
				doc, err := html.Parse(strings.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				for n := range doc.Descendants() {
					if n.Data == "table" && attr(n, "data-query") != "" {
						got = reportstest.Cells(n)
					}
				}
				tables[figure.Bodies[i]] = got
				charts += strings.Count(body, "data-chart=")
			}
			if noughts(want) {
				want = nil // a figure without a record is one sentence
			}
			if len(got) != len(want) {
				t.Errorf("%s: %d rows, the data have %d", where, len(got), len(want))
				continue
			}
			for j, row := range got {
				for col, raw := range row {
					compared++
					if raw != want[j][col] && !sameNumber(raw, want[j][col]) {
						t.Errorf("%s: row %d %s is %q, in the data %q", where, j+1, col, raw, want[j][col])
					}
				}
			}
			if head := held.Texts[figure.Heads[i]]; len(want) > 0 && !strings.Contains(head, sentenceOf(t, query, want, said, c)) {
				t.Errorf("%s: does not say %q: %s", where, sentenceOf(t, query, want, said, c), head)
			}
		}
		if compared < 10_000 {
			t.Errorf("%s: %d values compared", query, compared)
		}
	}
	if charts < 100 {
		t.Errorf("%d charts", charts)
	}
}

// noughts says that no row counts anything.
func noughts(rows []map[string]string) bool {
	for _, row := range rows {
		for _, c := range []string{"opened", "closed", "open_at_end", "subjects", "due_passed", "known", "discontinued", "not_recorded"} {
			if n := row[c]; n != "" && n != "0" {
				return false
			}
		}
	}
	return true
}

func sameNumber(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}

// sentenceOf are the counts that a choice's sentence must hold.
func sentenceOf(t *testing.T, query string, rows []map[string]string, said map[string]string, c choice) string {
	t.Helper()
	switch {
	case query == "explore_flow":
		var opened, closed int64
		quarters := 0
		for _, row := range rows {
			if c.year == "all" || strings.HasPrefix(row["quarter"], c.year) {
				opened += number(t, row["opened"])
				closed += number(t, row["closed"])
				quarters++
			}
		}
		if quarters == 0 {
			return "no quarter is over yet"
		}
		return page.Count(opened) + " opened and " + page.Count(closed) + " closed"
	case query == "explore_limits":
		return "that fell due"
	case said == nil && query == "explore_time":
		return "none started"
	case query == "explore_time":
		return page.Count(number(t, said["subjects"])) + " started; "
	case said == nil || said["known"] == "0":
		return "no known finding"
	}
	return page.Count(number(t, said["proven"])) + " of " + page.Count(number(t, said["known"]))
}
