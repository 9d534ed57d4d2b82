package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"proceedings/reports"
	"proceedings/reports/reportstest"
)

// TestOneFigureOneValue reads each figure of the sample's release in every form that it has: the
// sentence, the table, the options of the chart, the drawing for paper and the CSV file. A value is
// the same in all of them.
func TestOneFigureOneValue(t *testing.T) {
	release := released(t, filepath.Join(demoDir(t), "release"))
	charts, bars, points, shares := 0, 0, 0, 0
	for _, file := range pagesOf(t, release) {
		doc := parseFile(t, file)
		for section := range doc.Descendants() {
			id := attr(section, "data-figure")
			if section.Data != "section" || id == "" {
				continue
			}
			where := filepath.Base(file) + "#" + id
			tables := map[string][]map[string]string{}
			for n := range section.Descendants() {
				if q := attr(n, "data-query"); n.Data == "table" && q != "" {
					tables[q] = reportstest.Cells(n)
					sameAsCSV(t, where, filepath.Join(release, "data", q+".csv"), tables[q])
				}
			}
			shares += sentenceShares(t, where, section, tables)
			for n := range section.Descendants() {
				if attr(n, "data-chart") == "" {
					continue
				}
				charts++
				b, p := sameAsDrawn(t, where, section, n, tables, release)
				bars, points = bars+b, points+p
			}
		}
	}
	t.Logf("%d charts, %d bars and %d points of drawings, %d shares in sentences", charts, bars, points, shares)
	if charts < 25 || bars < 20 || points < 100 || shares < 20 {
		t.Errorf("too little was looked at: %d charts, %d bars, %d points, %d shares", charts, bars, points, shares)
	}
}

func parseFile(t *testing.T, file string) *html.Node {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// sameAsCSV wants each number of a table at its place in the CSV file.
func sameAsCSV(t *testing.T, where, file string, rows []map[string]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%s: %v", where, err)
		return
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	if strings.HasPrefix(filepath.Base(file), "explore_") {
		return // the page holds the rows of a choice: see the tests of that page
	}
	if len(all)-1 != len(rows) && len(rows) != reports.Listed {
		t.Errorf("%s: %d rows in the table, %d in the CSV", where, len(rows), len(all)-1)
		return
	}
	for i, row := range rows {
		for j, name := range all[0] {
			shown, ok := row[name]
			if _, err := strconv.ParseFloat(shown, 64); !ok || err != nil {
				continue
			}
			if all[i+1][j] != shown {
				t.Errorf("%s: row %d, %s is %s in the table and %s in the CSV", where, i+1, name, shown, all[i+1][j])
			}
		}
	}
}

var kOfN = regexp.MustCompile(`(?:(\d+)% )?\((\d[\d,]*) of (\d[\d,]*)[;)]`)

// sentenceShares wants k and n of each share that a headline states in one row of a table, or as sums
// over rows, and the percentage to be theirs.
func sentenceShares(t *testing.T, where string, section *html.Node, tables map[string][]map[string]string) int {
	t.Helper()
	found := 0
	for n := range section.Descendants() {
		if n.Data != "h2" && n.Data != "h3" {
			continue
		}
		for _, m := range kOfN.FindAllStringSubmatch(textOf(n), -1) {
			k, of := strings.ReplaceAll(m[2], ",", ""), strings.ReplaceAll(m[3], ",", "")
			found++
			if !anyRow(tables, k, of) && !anySum(tables, k, of) {
				t.Errorf("%s: %q: no row of a table has %s of %s", where, textOf(n), k, of)
			}
			a, _ := strconv.ParseFloat(k, 64)
			b, _ := strconv.ParseFloat(of, 64)
			if p, err := strconv.ParseFloat(m[1], 64); err == nil && math.Abs(p-100*a/b) > 0.5+1e-9 {
				t.Errorf("%s: %s%% is not %s of %s", where, m[1], k, of)
			}
		}
		return found // the first heading is the headline
	}
	return found
}

func anyRow(tables map[string][]map[string]string, k, n string) bool {
	for _, rows := range tables {
		for _, row := range rows {
			hasK, hasN := false, false
			var cells []float64
			for _, v := range row {
				hasK, hasN = hasK || v == k, hasN || v == n
				if x, err := strconv.ParseFloat(v, 64); err == nil && x == math.Trunc(x) {
					cells = append(cells, x)
				}
			}
			if hasN && (hasK || pairMakes(cells, k)) {
				return true
			}
		}
	}
	return false
}

// pairMakes says whether two counts of a row add up to k, or differ by it: late and overdue are said together.
func pairMakes(cells []float64, k string) bool {
	want, _ := strconv.ParseFloat(k, 64)
	for i, a := range cells {
		for _, b := range cells[i+1:] {
			if a+b == want || math.Abs(a-b) == want {
				return true
			}
		}
	}
	return false
}

// anySum says whether k and n are sums over rows: over all of them or those of one label, n with up to
// two rows left out, k of up to three rows, in the same column, another or two together.
func anySum(tables map[string][]map[string]string, k, n string) bool {
	wantK, _ := strconv.ParseFloat(k, 64)
	wantN, _ := strconv.ParseFloat(n, 64)
	for _, rows := range tables {
		for _, group := range groupsOf(rows) {
			hasK, hasN := false, false
			var totals []float64
			for _, column := range group {
				sums := map[float64]bool{}
				some, total := sumsOf(column)
				totals = append(totals, total)
				for _, v := range some {
					sums[v] = true
				}
				hasN = hasN || total == wantN || sums[total-wantN]
				hasK = hasK || total == wantK || sums[wantK] || sums[total-wantK]
			}
			if hasK && (hasN || pairMakes(totals, n)) {
				return true
			}
		}
	}
	return false
}

// groupsOf are the numbers of the columns of all rows, and of the rows that share a label.
func groupsOf(rows []map[string]string) []map[string][]float64 {
	groups := map[string]map[string][]float64{}
	for _, row := range rows {
		keys := []string{""}
		for col, v := range row {
			if _, err := strconv.ParseFloat(v, 64); err != nil && v != "" {
				keys = append(keys, col+"="+v)
			}
		}
		for _, key := range keys {
			if groups[key] == nil {
				groups[key] = map[string][]float64{}
			}
			for col, v := range row {
				if x, err := strconv.ParseFloat(v, 64); err == nil {
					groups[key][col] = append(groups[key][col], x)
				}
			}
		}
	}
	var out []map[string][]float64
	for _, g := range groups {
		out = append(out, g)
	}
	return out
}

// sumsOf are the sums of up to three numbers, where they are few, of the last ones, and that of all.
func sumsOf(v []float64) (some []float64, total float64) {
	last := 0.0
	for _, a := range slices.Backward(v) {
		last += a
		some = append(some, last)
	}
	for i, a := range v {
		total += a
		if len(v) > 30 {
			continue
		}
		some = append(some, a)
		for j, b := range v[i+1:] {
			some = append(some, a+b)
			for _, c := range v[i+j+2:] {
				some = append(some, a+b+c)
			}
		}
	}
	return some, total
}

// chartOptions is what the test reads of a chart's options.
type chartOptions struct {
	Columns map[string]string
	Option  struct {
		Series []struct {
			Type string
			Data []struct{ Value json.RawMessage }
		}
	}
}

// sameAsDrawn holds the series of a chart against its table, and the drawing against the series.
func sameAsDrawn(t *testing.T, where string, section, n *html.Node, tables map[string][]map[string]string, release string) (bars, points int) {
	t.Helper()
	var o chartOptions
	for s := range section.Descendants() {
		if s.Data == "script" && attr(s, "id") == attr(n, "data-chart") {
			if err := json.Unmarshal([]byte(textOf(s)), &o); err != nil {
				t.Fatalf("%s: %v", where, err)
			}
		}
	}
	if len(o.Columns) == 0 {
		t.Errorf("%s: no series of the chart says which column it draws", where)
	}
	marks := map[string]mark{}
	for s := range n.Descendants() {
		if p := attr(s, "data-p"); p != "" {
			marks[p] = markOf(s)
		}
	}
	for index, column := range o.Columns {
		i, _ := strconv.Atoi(index)
		series := o.Option.Series[i]
		values := cellsOf(tables, strings.Split(column, "+"))
		if len(values) == 0 { // the report for paper leaves the table of a curve out
			values = filed(t, release, column)
		}
		var xs, ys, atX, atY, lengths []float64
		for j, d := range series.Data {
			x, y, ok := valueOf(d.Value)
			if !ok {
				continue
			}
			if series.Type == "bar" || series.Type == "line" || series.Type == "scatter" {
				if !slices.ContainsFunc(values, func(v float64) bool { return math.Abs(v-y) < 1e-9 || math.Abs(v-x) < 1e-9 }) {
					t.Errorf("%s: the chart draws %v, %v and %s has no such value", where, x, y, column)
				}
			}
			if m, ok := marks[fmt.Sprintf("%d.%d", i, j)]; ok {
				if series.Type == "bar" {
					lengths, ys = append(lengths, m.length), append(ys, y)
					bars++
				} else if m.round {
					xs, atX, atY, ys = append(xs, x), append(atX, m.x), append(atY, m.y), append(ys, y)
					points++
				}
			}
		}
		straight(t, where+" "+column+" lengths", ys, lengths)
		straight(t, where+" "+column+" across", xs, atX)
		straight(t, where+" "+column+" up", ys, atY)
	}
	return bars, points
}

func cellsOf(tables map[string][]map[string]string, columns []string) []float64 {
	var out []float64
	for _, rows := range tables {
		for _, row := range rows {
			sum, read := 0.0, false
			for _, column := range columns {
				if v, err := strconv.ParseFloat(row[column], 64); err == nil {
					sum, read = sum+v, true
				}
			}
			if read {
				out = append(out, sum)
			}
		}
	}
	return out
}

// filed are the values that a column has in the CSV files.
func filed(t *testing.T, release, column string) []float64 {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(release, "data", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if j := slices.Index(all[0], column); j >= 0 {
			for _, row := range all[1:] {
				if v, err := strconv.ParseFloat(row[j], 64); err == nil {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// valueOf reads a datum: a number, or a pair of which one may be missing.
func valueOf(raw json.RawMessage) (x, y float64, ok bool) {
	if json.Unmarshal(raw, &y) == nil && string(raw) != "null" {
		return math.NaN(), y, true
	}
	var pair []*float64
	if json.Unmarshal(raw, &pair) != nil || len(pair) != 2 || pair[0] == nil || pair[1] == nil {
		return 0, 0, false
	}
	return *pair[0], *pair[1], true
}

type mark struct {
	x, y, length float64
	round        bool
}

var barPath = regexp.MustCompile(`^M[-\d.]+ [-\d.]+l([-\d.]+) [-\d.]+`)

func markOf(n *html.Node) mark {
	if n.Data == "circle" {
		x, _ := strconv.ParseFloat(attr(n, "cx"), 64)
		y, _ := strconv.ParseFloat(attr(n, "cy"), 64)
		return mark{x: x, y: y, round: true}
	}
	m := mark{}
	if found := barPath.FindStringSubmatch(attr(n, "d")); found != nil {
		m.length, _ = strconv.ParseFloat(found[1], 64)
	}
	return m
}

// straight wants places to be a straight line of the values, to a pixel: what is drawn is to scale.
func straight(t *testing.T, where string, values, places []float64) {
	t.Helper()
	if len(values) != len(places) || len(values) < 2 {
		return
	}
	lo, hi := 0, 0
	for i, v := range values {
		if v < values[lo] {
			lo = i
		}
		if v > values[hi] {
			hi = i
		}
	}
	if values[lo] == values[hi] || math.IsNaN(values[lo]) {
		return
	}
	slope := (places[hi] - places[lo]) / (values[hi] - values[lo])
	for i, v := range values {
		if want := places[lo] + slope*(v-values[lo]); math.Abs(places[i]-want) > 1.5 { // a segment's border is a pixel wide, and places are rounded
			t.Errorf("%s: %v is drawn at %.1f, to scale it would be at %.1f", where, v, places[i], want)
		}
	}
}
