package dashboards

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

func input() Input {
	return Input{Answers: reports.Restricted(reportstest.Results()), Period: reportstest.Period(),
		Facts: reports.Facts{Label: reportstest.Label, Limit: limit, Jurisdiction: reportstest.Jurisdiction}}
}

func limit(standardID string) (reports.Limit, bool) {
	title, n, unit, confidence := reportstest.Limit(standardID)
	return reports.Limit{Title: title, N: n, Unit: unit, Confidence: confidence}, n > 0
}

// release makes every page of a release, the reports among them.
func release(t *testing.T, in Input) []page.Page {
	t.Helper()
	pages, err := Pages(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports.Reports() {
		c, err := reports.Compose(in, r)
		if err != nil {
			t.Fatal(err)
		}
		p, err := c.Page(Nav(in.Edition()))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	revised, err := Revisions(in, nil, "There is none.")
	if err != nil {
		t.Fatal(err)
	}
	return append(pages, revised)
}

func TestPagesAreThose(t *testing.T) {
	var got []string
	for _, p := range release(t, input()) {
		got = append(got, p.Path)
	}
	if want := "index.html psu.html quality.html debrief.html board.html lists.html more.html explore.html reports.html definitions.html glossary.html board-report.html trend-review.html quality-report.html debrief-report.html outcome-notice.html forward-look.html revisions.html"; strings.Join(got, " ") != want {
		t.Errorf("pages %v, want %s", got, want)
	}
}

// Each figure of a page is there; more.html shows the rest.
func TestEveryFigureIsShown(t *testing.T) {
	in := input()
	for _, b := range append(boards(queries.Restricted), more(in)) {
		for _, name := range b.figures() {
			if _, ok, err := in.Figure(name); !ok {
				t.Errorf("%s shows %s, which has no figure (%v)", b.link.Path, name, err)
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first, second := release(t, input()), release(t, input())
	for i := range first {
		if !bytes.Equal(first[i].HTML, second[i].HTML) {
			t.Errorf("%s differs", first[i].Path)
		}
	}
}

// Identifiers are unique, headings step down by one, and links lead somewhere.
func TestPagesHoldTogether(t *testing.T) {
	empty := input()
	empty.Answers = reports.Restricted(reportstest.Empty())
	bare := input()
	bare.Answers = reports.Restricted(nil)
	for name, in := range map[string]Input{"full": input(), "empty": empty, "bare": bare} {
		pages := release(t, in)
		ids := map[string]map[string]bool{}
		for _, p := range pages {
			ids[p.Path] = check(t, name+" "+p.Path, p)
		}
		for _, p := range pages {
			for _, href := range links(t, p) {
				path, id, _ := strings.Cut(href, "#")
				if path == "" {
					path = p.Path
				}
				if strings.HasPrefix(path, "data/") {
					continue
				}
				if ids[path] == nil || id != "" && !ids[path][id] {
					t.Errorf("%s %s: %q leads nowhere", name, p.Path, href)
				}
			}
		}
	}
}

func nodes(t *testing.T, p page.Page) []*html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(p.HTML))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

func check(t *testing.T, where string, p page.Page) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	level := 0
	for _, n := range nodes(t, p) {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("%s: two elements are %q", where, a.Val)
				}
				ids[a.Val] = true
			case a.Key == "style", strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: %s has %s, which the policy refuses", where, n.Data, a.Key)
			}
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if at := int(n.Data[1] - '0'); at > level+1 {
				t.Errorf("%s: h%d follows h%d", where, at, level)
			} else {
				level = at
			}
		}
	}
	return ids
}

func links(t *testing.T, p page.Page) []string {
	t.Helper()
	var out []string
	for _, n := range nodes(t, p) {
		for _, a := range n.Attr {
			if n.Data == "a" && a.Key == "href" {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

// Every page carries the warning at its head and the inputs at its foot.
func TestPagesCanBeTraced(t *testing.T) {
	in := input()
	in.Facts.Banner, in.Facts.Inputs = "Invented sample data", "0123456789abcdef"
	for _, p := range release(t, in) {
		head, rest, _ := strings.Cut(string(p.HTML), "<main")
		_, foot, _ := strings.Cut(rest, "<footer")
		if !strings.Contains(head, ">Invented sample data<") || !strings.Contains(foot, "Inputs 0123456789ab:") {
			t.Errorf("%s lacks its warning or its inputs", p.Path)
		}
	}
}

// A release of exports that hold little says so and draws nothing for it.
func TestLittleHeld(t *testing.T) {
	in := input()
	full, little := reportstest.Results(), reportstest.Empty()
	little["recommendation_acceptance"] = full["recommendation_acceptance"]
	little["case_time"] = full["case_time"]
	in.Answers = reports.Restricted(little)
	pages := release(t, in)
	psu := string(pages[1].HTML)
	if strings.Contains(psu, "data-chart=") || strings.Contains(psu, "echarts") {
		t.Error("a page without charts carries the chart library")
	}
	if strings.Contains(string(pages[0].HTML), "England and Wales") {
		t.Error("the front page speaks of England and Wales alone")
	}
	for _, words := range []string{
		"No open misconduct, criminal or coronial proceedings in the exports held on",
		"The exports hold cases of 2 places", "Detroit, United States",
	} {
		if !strings.Contains(psu, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	if n := strings.Count(string(pages[3].HTML), "data-chart="); n != 1 {
		t.Errorf("%d charts on the debrief page, want that of recommendations", n)
	}
}
