package pack

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"proceedings/queries"
	"proceedings/queries/disclosure"
	"proceedings/reports"
	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden pack anew")

func results(t *testing.T) map[string]*queries.Result {
	t.Helper()
	text, err := os.ReadFile("testdata/case.txt")
	if err != nil {
		t.Fatal(err)
	}
	return reportstest.Parse(string(text))
}

func input() reports.Input {
	in := reports.Input{Answers: reports.Restricted(nil), Period: reportstest.Period(), Facts: reports.Facts{Label: reportstest.Label}}
	in.Facts.Limit = func(id string) (reports.Limit, bool) {
		title, n, unit, confidence := reportstest.Limit(id)
		return reports.Limit{Title: title, N: n, Unit: unit, Confidence: confidence}, n > 0
	}
	in.Packed = []string{"C/1", "C/7"}
	return in
}

func sources() []queries.Source {
	day := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	return []queries.Source{
		{Profile: "cases", Title: "Case system", File: "cases.csv", ExtractDate: day, Current: true},
		{Profile: "log", Title: "Tracker", File: "tracker.xlsx", ExtractDate: day, Current: true},
		{Profile: "log", Title: "Tracker", File: "tracker-old.xlsx", ExtractDate: day.AddDate(0, -3, 0)},
	}
}

func packOf(t *testing.T, r map[string]*queries.Result, ref string) page.Page {
	t.Helper()
	in := input()
	b, err := NewBook(in, sources(), r, in.Packed)
	if err != nil {
		t.Fatal(err)
	}
	made, err := b.Pack(ref)
	if err != nil {
		t.Fatal(err)
	}
	return pageOf(t, made)
}

func pageOf(t *testing.T, made Paper) page.Page {
	t.Helper()
	p, err := made.Page([]page.Link{{Path: "../index.html", Title: "Overview"}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func body(p page.Page) string {
	_, rest, _ := strings.Cut(string(p.HTML), "<main")
	main, _, _ := strings.Cut(rest, "</main>")
	return main
}

// The page of a joint hearing with several officers, as it stands. Read the difference before keeping it.
func TestGoldenPack(t *testing.T) {
	got := []byte("<main" + body(packOf(t, results(t), "C/1")) + "</main>\n")
	const file = "testdata/pack.html"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the pack differs from %s; run with -update and read the difference", file)
	}
}

// What the pack of the joint hearing must say, worked out from testdata/case.txt by hand.
func TestWhatAPackSays(t *testing.T) {
	text := plain(t, packOf(t, results(t), "C/1"))
	for _, want := range []string{
		"Misconduct hearing P1 ended on 12 May 2026: gross misconduct, dismissal (1 subject); not misconduct (1 subject); resigned closed (1 subject). The case has 1 proceeding more on record.",
		"It took 496 days from coming to attention (1 January 2025) to the last end of a proceeding; of 2 limits that had fallen due: 1 met and 1 met late.",
		"1 of 2 listed days lost, 1 of 2 disclosure batches returned, 2 gaps longer than the standard in 3 updates and 0 of 1 action done.",
		"Of 1 beginning with a listed day, 0 came on the first day listed or before.",
		"to 30 Jan 2026 by chair on 20 Oct 2025, criminal proceedings; to 30 Mar 2026 by aa on 20 Feb 2026 (after the date then due: moves nothing)",
		"within the longest quarter of 24 others in the class “misconduct hearing, several officers”",
		"too few others to say where that lies: 7 others in the class “misconduct hearing”, which ran from 60 to 300 working days.",
		"Lost for: officer ill (1).", "310 Jun 2025Reg30 served1, 2P1", "5 dated entries from 1 January 2025 to 10 May 2026, and 1 without a day.",
		"None on record to: complainant.",
		"The standard is an update every 28 days.",
		"The coroner reported to prevent future deaths: R1 to Kent, 11 Jun 2026.",
		"Training: found in 2 of 9 other debriefs held in the eight quarters to 30 June 2026.",
		"Case to answer, misconduct (not final)", "Restriction: anonymity", "Anonymity, proceeding P1, subject 1, from 1 January 2026, until further order.", "Case system", "tracker.xlsx",
	} {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("the pack does not say %q", want)
		}
	}
	if strings.Contains(text, "tracker-old.xlsx") {
		t.Error("the pack names an export that is no longer in use")
	}
}

// A case of which nothing is recorded says so, part by part, and leaves nothing blank.
func TestNothingRecorded(t *testing.T) {
	empty := results(t)
	for _, r := range empty {
		r.Rows = nil
	}
	for name, p := range map[string]page.Page{"a case with a reference alone": packOf(t, results(t), "C/2"), "no row at all": packOf(t, empty, "C/9")} {
		text := plain(t, p)
		for _, want := range []string{
			"The exports held record no proceeding of this case.", "No dated event, hearing day or hold", "No limit runs on this case", "set beside no others", "No subject, allegation, decision or outcome",
			"No listed day of this case", "No disclosure batch", "No update to anyone", "No contact with witnesses", "No export holds comments", "No debrief, theme, action or recommendation", "No theme of this case",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the pack does not say %q", name, want)
			}
		}
		if strings.Contains(string(p.HTML), "<table") || strings.Contains(body(p), "<svg") {
			t.Errorf("%s: the pack has a table or a drawing of nothing", name)
		}
	}
}

// No cell, heading or sentence is blank, identifiers are unique, headings step down by one.
func TestPackHoldsTogether(t *testing.T) {
	for _, ref := range []string{"C/1", "C/2"} {
		ids, level := map[string]bool{}, 0
		for _, n := range elements(t, packOf(t, results(t), ref)) {
			if slices.Contains([]string{"td", "th", "p", "h1", "h2", "h3", "dd", "li"}, n.Data) && strings.TrimSpace(textOf(n)) == "" {
				t.Errorf("%s: an empty %s", ref, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("%s: two elements are %q", ref, a.Val)
					}
					ids[a.Val] = true
				}
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: %s has %s", ref, n.Data, a.Key)
				}
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				if at := int(n.Data[1] - '0'); at > level+1 {
					t.Errorf("%s: h%d follows h%d", ref, at, level)
				} else {
					level = at
				}
			}
		}
	}
}

// Values from an export are text and nothing else, whatever they hold.
func TestHostileValues(t *testing.T) {
	tame := tags(t, packOf(t, results(t), "C/1"))
	for _, payload := range []string{
		`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `__f__alert(1)__f__`, `<!--<script>`, `]]></svg><script>alert(1)</script>`,
		`</title></svg><iframe src="//x.example">`, `</style><script>alert(1)</script>`, `"}body{display:none}\`, `javascript:alert(1)`, `{{.}}${x}`, `</td></tr></table><form action="//x.example">`, `&lt;b&gt;&amp;`, "\u202e\u0000evil", `../../etc/passwd`, `http://x.example/`,
	} {
		r := results(t)
		for name, res := range r {
			for _, row := range res.Rows {
				for i, c := range res.Columns {
					if s, ok := row[i].(string); ok && s != "" && !kept[c.Name] {
						row[i] = payload + s
					}
				}
			}
			_ = name
		}
		p := packOf(t, r, payload+"C/1")
		if got := tags(t, p); !slices.Equal(got, tame) {
			t.Errorf("%q makes other elements: %v, want %v", payload, got, tame)
		}
		for _, n := range elements(t, p) {
			for _, a := range n.Attr {
				if a.Key == "href" && !regexp.MustCompile(`^(#[a-z0-9-]+|\.\./index\.html|[a-z0-9-]+\.html)$`).MatchString(a.Val) {
					t.Errorf("%q makes a link to %q", payload, a.Val)
				}
			}
		}
	}
}

// kept are columns whose values decide what is drawn and come from the queries themselves.
var kept = map[string]bool{"what": true, "state": true, "duty": true, "anchor": true, "used": true, "outcome": true, "band": true, "standing": true, "unit": true, "audience": true, "ended_how": true}

// The names of files are safe and differ where references do, also in case alone.
func TestNamesOfFiles(t *testing.T) {
	seen := map[string]string{}
	for _, ref := range []string{"C/1", "c/1", "C-1", "C 1", "C\\1", "../C1", "", "Ä/1", "Ö/1", strings.Repeat("x", 300), strings.Repeat("x", 301), "CON", "a\x00b"} {
		name := FileName(ref)
		if !regexp.MustCompile(`^[a-z0-9-]{1,60}\.html$`).MatchString(name) {
			t.Errorf("%q is named %q", ref, name)
		}
		if other, ok := seen[name]; ok {
			t.Errorf("%q and %q are both named %s", ref, other, name)
		}
		seen[name] = ref
	}
}

// No edition but the restricted one has a pack or a list of them.
func TestRestrictedOnly(t *testing.T) {
	in := input()
	frozen, err := disclosure.Freeze(t.Context(), results(t), disclosure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Answers = reports.Shareable(frozen)
	if _, err := NewBook(in, nil, results(t), nil); err == nil {
		t.Error("a shareable edition has a pack")
	}
	if _, ok, _ := List(in); ok {
		t.Error("a shareable edition has a list of packs")
	}
}

// A drawing that fails is no drawing left out: there is no page.
func TestDrawingFails(t *testing.T) {
	b, err := NewBook(input(), sources(), results(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &one{Book: b, ref: "C/1"}
	if c.draw("timeline", frame{}).HTML != "" || c.failed == nil {
		t.Fatal("a drawing without anything to draw")
	}
	if _, err := c.pack(); err == nil || !strings.Contains(err.Error(), "debrief pack of C/1: drawing timeline") {
		t.Errorf("error %v", err)
	}
}

// The list links each case that has a pack and says what was left out.
func TestList(t *testing.T) {
	in := input()
	in.Answers = reports.Restricted(results(t))
	for packed, want := range map[int]string{2: "Each has a pack.", 1: "the packs of the 1 case that ended last; the other 1 were left out", 0: "made without packs"} {
		in.Packed = Cases(in.Result(Concluded))[:packed]
		got, ok, err := List(in)
		if err != nil || !ok || !strings.Contains(string(got), want) || strings.Count(string(got), "<a href=\"debrief/") != packed {
			t.Errorf("%d packs: %v %v\n%s", packed, ok, err, got)
		}
	}
}

func elements(t *testing.T, p page.Page) []*html.Node {
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

// tags are the kinds of element of a page, sorted.
func tags(t *testing.T, p page.Page) []string {
	var out []string
	for _, n := range elements(t, p) {
		out = append(out, n.Data)
	}
	slices.Sort(out)
	return slices.Compact(out)
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

// plain is the text of a page's main part, with single spaces.
func plain(t *testing.T, p page.Page) string {
	t.Helper()
	for _, n := range elements(t, p) {
		if n.Data == "main" {
			return strings.Join(strings.Fields(textOf(n)), " ")
		}
	}
	return ""
}
