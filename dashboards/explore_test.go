package dashboards

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/chart"
	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

var packedText = regexp.MustCompile(`(?s)<script type="text/plain" id="choices">([^<]*)</script>`)

// unpacked reads what a page holds for its choices.
func unpacked(t *testing.T, p page.Page) (out packer, bytes int) {
	t.Helper()
	m := packedText.FindSubmatch(p.HTML)
	if m == nil {
		t.Fatal("the page holds no choices")
	}
	zip, err := gzip.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(string(m[1]))))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out, len(m[1])
}

// many makes results of the four queries for so many forces, types and years.
func many(in Input, forces, types []string) Input {
	period := in.Period
	quarters, years := []string{}, []string{"2021-22", "2022-23", "2023-24", "2024-25", "2025-26", "2026-27"}
	for _, y := range years {
		for q := 1; q <= 4; q++ {
			quarters = append(quarters, fmt.Sprintf("%sQ%d", y, q))
		}
	}
	kinds := append([]string{reports.All, "misconduct"}, types...)
	var n int64
	next := func() int64 { n = (n*7919 + 104729) % 9973; return n%40 + 11 } // figures that differ, the same each time
	rows := map[string][][]queries.Value{}
	for _, f := range append([]string{reports.All}, forces...) {
		for _, k := range kinds {
			for _, q := range quarters {
				rows["explore_flow"] = append(rows["explore_flow"], []queries.Value{f, k, q, next(), next(), next()})
			}
			for _, y := range append([]string{reports.All}, years...) {
				a, b, c := next(), next(), next()
				rows["explore_time"] = append(rows["explore_time"], []queries.Value{f, k, y, a + b, a, b, int64(0), c, c - 10, c + 20, "complete"})
				rate := float64(a) / float64(a+b)
				rows["explore_findings"] = append(rows["explore_findings"], []queries.Value{f, k, y, a + b, a, rate, rate * .9, rate * 1.05, c, c})
			}
		}
		for s := range 30 {
			for _, y := range append([]string{reports.All}, years...) {
				a, b := next(), next()
				rate := float64(a) / float64(a+b)
				rows["explore_limits"] = append(rows["explore_limits"], []queries.Value{f, fmt.Sprintf([]string{"MIS-%02d", "CRM-%02d", "COR-%02d"}[s%3], s), fmt.Sprintf("A limit of the number %d with some words", s), y, a + b, a, int64(0), b, int64(0), int64(0), rate, rate * .9, rate * 1.05, "V"})
			}
		}
	}
	results := reportstest.Results()
	for name, r := range rows {
		result := *results[name]
		result.Rows, result.Period = r, period
		results[name] = &result
	}
	in.Answers = reports.Restricted(results)
	return in
}

func codes(what string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s %02d", what, i))
	}
	return out
}

// The page holds every choice where there is room, and says so where there is not.
func TestExploreHoldsWhatItSays(t *testing.T) {
	shell := page.Shell{}
	for _, tt := range []struct {
		forces, types int
		all           bool
	}{{6, 8, true}, {8, 9, false}, {43, 12, false}} {
		in := many(input(), codes("Constabulary", tt.forces), codes("type", tt.types))
		began := time.Now()
		p, err := explore(in, shell)
		if err != nil {
			t.Fatal(err)
		}
		held, size := unpacked(t, p)
		t.Logf("%d forces, %d types: page of %d KB, %d KB of it choices, %d texts, %v", tt.forces, tt.types, len(p.HTML)>>10, size>>10, len(held.Texts), time.Since(began).Round(time.Millisecond))
		if len(p.HTML) > 1_500_000 {
			t.Errorf("a page of %d bytes", len(p.HTML))
		}
		held.level(t, p, in, tt.all)
	}
}

// level holds what the page says of its choices against those that it holds.
func (held packer) level(t *testing.T, p page.Page, in Input, want bool) {
	t.Helper()
	var level level
	for _, l := range levels(in.Jurisdiction) {
		if strings.Contains(string(p.HTML), "<p class=\"chosen\">"+l.less+"</p>") || level.has == nil && l.less == "" {
			level = l
		}
	}
	if (level.less == "") != want {
		t.Errorf("the page says %q", level.less)
	}
	all := choices(in.Filters())
	for name, f := range held.Figures {
		if len(f.Heads) != len(all) || len(f.Bodies) != len(all) {
			t.Fatalf("%s: %d heads and %d bodies of %d choices", name, len(f.Heads), len(f.Bodies), len(all))
		}
		for i, c := range all {
			if has := f.Heads[i] >= 0; has != level.has(c) || has != (f.Bodies[i] >= 0) {
				t.Errorf("%s %v: held %v", name, c, has)
				break
			}
		}
	}
}

// Each choice is shown by what the very figure of it says.
func TestExploreShowsTheFigure(t *testing.T) {
	in := input()
	p, err := explore(in, page.Shell{})
	if err != nil {
		t.Fatal(err)
	}
	held, _ := unpacked(t, p)
	in.Draw = nil
	e := in.Explore()
	for name, f := range held.Figures {
		for i, c := range choices(in.Filters()) {
			want, _, err := e.Figure(name, c)
			if err != nil {
				t.Fatal(err)
			}
			head, err := want.Head()
			if err != nil {
				t.Fatal(err)
			}
			if held.Texts[f.Heads[i]] != head {
				t.Errorf("%s %v: says %s, want %s", name, c, held.Texts[f.Heads[i]], head)
			}
		}
	}
}

// Names from an export are text everywhere.
func TestExploreHostileNames(t *testing.T) {
	hostile := []string{`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "a\x1fMH\x1fall", "__proto__", "constructor", "{{.}}", "</option></select>", " all"}
	in := many(input(), hostile, []string{"MH"})
	p, err := explore(in, page.Shell{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "hostile", p)
	held, _ := unpacked(t, p)
	texts := string(p.HTML)
	for _, s := range held.Texts {
		texts += string(s)
	}
	for _, script := range chart.Scripts() {
		texts = strings.ReplaceAll(texts, string(script), "")
	}
	for _, bad := range []string{"<script>alert", "<img src=x", "</option></select>\"", "\" onerror"} {
		if strings.Contains(texts, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	options := 0
	for _, n := range nodes(t, p) {
		if n.Data == "option" {
			options++
		}
	}
	if want := 1 + len(hostile) + 3 + 7; options != want {
		t.Errorf("%d options, want %d", options, want)
	}
}

func BenchmarkExplore(b *testing.B) {
	in := many(input(), codes("Constabulary", 6), codes("type", 14))
	for b.Loop() {
		if _, err := explore(in, page.Shell{}); err != nil {
			b.Fatal(err)
		}
	}
}
