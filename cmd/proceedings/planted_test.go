package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/chart"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

// shareable makes the material of a shareable release of the demo up to where disclosure control begins.
func shareable(t *testing.T, threshold int64) (*publishOptions, *material) {
	t.Helper()
	g := &global{env: env{stdout: io.Discard, stderr: io.Discard, now: today, getenv: func(string) string { return "" }}, quiet: true}
	o := &publishOptions{global: g, dates: dates{asOf: demoAsOf}, warehouse: filepath.Join(demoDir(t), "warehouse.duckdb"),
		edition: string(queries.Shareable), disclose: disclosureOptions{threshold: threshold}}
	a, err := o.asking(t.Context(), &o.dates, o.warehouse)
	if err != nil {
		t.Fatal(err)
	}
	session, err := a.open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	m, err := o.asked(t.Context(), session, a.words)
	if err != nil {
		t.Fatal(err)
	}
	return o, m
}

// planter gives numbers that stand nowhere else.
type planter struct {
	rng   *rand.Rand
	small []int64 // primes below the threshold
	next  int64
}

func newPlanter(below int64) *planter {
	p := &planter{rng: rand.New(rand.NewPCG(6, 6)), next: 3 * below}
	for n := below / 10; n < below; n++ {
		if prime(n) {
			p.small = append(p.small, n)
		}
	}
	p.rng.Shuffle(len(p.small), func(i, j int) { p.small[i], p.small[j] = p.small[j], p.small[i] })
	return p
}

func prime(n int64) bool {
	for d := int64(2); d*d <= n; d++ {
		if n%d == 0 {
			return false
		}
	}
	return n > 1
}

func (p *planter) count() int64 {
	if p.rng.IntN(4) == 0 && len(p.small) > 0 {
		n := p.small[0]
		p.small = p.small[1:]
		return n
	}
	p.next += 2 + p.rng.Int64N(50)
	return p.next
}

// plant fills a result with such numbers, so that the equations of its header hold, and its notes and the labels that
// come from exports with names.
func (p *planter) plant(r *queries.Result, name string) {
	index := map[string]int{}
	for i, c := range r.Columns {
		index[c.Name] = i
	}
	for n, row := range r.Rows {
		for i, c := range r.Columns {
			switch {
			case c.Kind == queries.Count:
				row[i] = p.count()
			case c.Kind == queries.Label && c.List != "" && n%7 == 3:
				row[i] = name
			}
		}
		for range r.Query.Sums { // a total may be a part of another
			for _, s := range r.Query.Sums {
				var sum int64
				for _, part := range s.Parts {
					sum += row[index[part]].(int64)
				}
				if s.Rest {
					sum = max(row[index[s.Total]].(int64), sum)
				}
				row[index[s.Total]] = sum
			}
		}
		for i, c := range r.Columns {
			if c.Kind == queries.Rate || c.Kind == queries.Duration || c.Kind == queries.Number {
				row[i] = p.rng.Float64()
			}
		}
		for _, s := range r.Query.Then { // shares of what is planted, so that k can be tried for from n
			rate, okR := index[s.Args["rate"]]
			k, okK := index[s.Args["k"]]
			n, okN := index[s.Args["n"]]
			if okR && okK && okN && row[k].(int64) <= row[n].(int64) {
				row[rate] = float64(row[k].(int64)) / float64(row[n].(int64))
			}
		}
	}
	r.Notes = append(r.Notes, name+" was left out, and 7 more")
}

const plantedName = "Zebedee Quillfeather"

// With the threshold raised and every count planted, no number that is withheld stands in any byte of a release: no
// page, chart, sentence, table, file of data, document or manifest. Nor does a name.
func TestNothingWithheldIsFound(t *testing.T) {
	t.Parallel()
	const threshold = 40_000
	o, m := shareable(t, threshold)
	p := newPlanter(threshold)
	for _, name := range m.names {
		p.plant(m.results[name], plantedName)
	}
	for i := range m.sources {
		m.sources[i].File = plantedName + ".xlsx"
	}
	if err := o.freeze(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	pen := &chart.Pen{}
	defer pen.Close()
	m.input.Draw = pen.Draw // and so documents
	files, err := m.files()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(slices.DeleteFunc(slices.Clone(files), func(f release.File) bool { return filepath.Ext(f.Path) != ".docx" })); n != len(reports.Reports()) {
		t.Fatalf("%d texts are looked at", n)
	}
	withheld, shown := plantedIn(m)
	if len(withheld) < 2000 || len(shown) < 500 {
		t.Fatalf("%d numbers are withheld and %d shown: too few to find anything by", len(withheld), len(shown))
	}
	for name, r := range m.input.All() {
		for i, row := range r.Rows {
			tryShares(t, name, r.Columns, i, row, withheld)
		}
	}
	files = append(files, release.File{Path: "manifest.json", Bytes: fmt.Appendf(nil, "%+v", m.manifest())})
	found := 0
	for _, f := range unzipped(t, files) {
		for _, token := range numbers.FindAllString(f.text, -1) {
			token = strings.ReplaceAll(token, ",", "")
			if withheld[token] && !shown[token] && found < 20 {
				found++
				at := strings.Index(f.text, token)
				t.Errorf("%s holds %s, which is withheld: …%q…", f.path, token, f.text[max(0, at-80):min(len(f.text), max(0, at)+40)])
			}
		}
		if strings.Contains(f.text, plantedName) || strings.Contains(f.text, "Quillfeather") {
			t.Errorf("%s holds a name", f.path)
		}
	}
}

// tryShares multiplies every share of a row by every count of it, as a reader would.
func tryShares(t *testing.T, name string, columns []queries.Column, at int, row []queries.Value, withheld map[string]bool) {
	t.Helper()
	for i, c := range columns {
		rate, ok := row[i].(float64)
		if c.Kind != queries.Rate || !ok {
			continue
		}
		for j := range columns {
			n, ok := row[j].(int64)
			if !ok {
				continue
			}
			k := math.Round(rate * float64(n))
			if math.Abs(rate*float64(n)-k) < 1e-6 && withheld[strconv.FormatInt(int64(k), 10)] {
				t.Errorf("%s row %d: %s of %s gives %v, which is withheld: %v", name, at, c.Name, columns[j].Name, k, row)
			}
		}
	}
}

var numbers = regexp.MustCompile(`\b\d[\d,]*(\.\d+)?\b`)

// plantedIn are the numbers that a release withholds and those that it shows, as text.
func plantedIn(m *material) (withheld, shown map[string]bool) {
	withheld, shown = map[string]bool{}, map[string]bool{}
	for name, r := range m.results {
		frozen := m.input.Result(name)
		for _, row := range r.Rows {
			for j := range row {
				if s := page.Raw(row[j]); r.Columns[j].Role == "measure" && len(s) > 3 {
					withheld[s] = true
				}
			}
		}
		for _, row := range frozen.Rows {
			for j, v := range row {
				if _, is := v.(queries.Withheld); !is && frozen.Columns[j].Role == "measure" {
					shown[page.Raw(v)] = true
				}
			}
		}
	}
	for s := range shown {
		delete(withheld, s)
	}
	return withheld, shown
}

type readable struct{ path, text string }

// unzipped are the texts of files, of documents those of their parts.
func unzipped(t *testing.T, files []release.File) []readable {
	t.Helper()
	var out []readable
	for _, f := range files {
		if !slices.Contains([]string{".docx", ".pptx", ".xlsx", ".ods"}, filepath.Ext(f.Path)) {
			out = append(out, readable{f.Path, string(f.Bytes)})
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(f.Bytes), int64(len(f.Bytes)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, readable{f.Path + "/" + part.Name, string(data)})
		}
	}
	return out
}
