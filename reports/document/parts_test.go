package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
)

// node is an element of a part.
type node struct {
	name string
	at   map[string]string
	in   []*node
	text string
}

// all are the elements of a name, in order.
func (n *node) all(name string) []*node {
	var out []*node
	for _, c := range n.in {
		if c.name == name {
			out = append(out, c)
		}
		out = append(out, c.all(name)...)
	}
	return out
}

// says is the text of an element.
func (n *node) says() string {
	if n.name == "br" {
		return "\n"
	}
	out := n.text
	for _, c := range n.in {
		out += c.says()
	}
	return out
}

func parse(t *testing.T, name string, data []byte) *node {
	t.Helper()
	root := &node{}
	stack := []*node{root}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, at: map[string]string{}}
			for _, a := range e.Attr {
				n.at[a.Name.Local] = a.Value
			}
			last := stack[len(stack)-1]
			last.in = append(last.in, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			stack[len(stack)-1].text += string(e)
		}
	}
}

// unzip gives the parts of a file; their names in order.
func unzip(t *testing.T, data []byte) (map[string][]byte, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	var names []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		if out[f.Name] != nil {
			t.Errorf("two parts %s", f.Name)
		}
		out[f.Name] = raw
		names = append(names, f.Name)
		if f.Modified.Year() > 1980 {
			t.Errorf("%s has a time: %v", f.Name, f.Modified)
		}
	}
	return out, names
}

func made(t *testing.T, d Document, extension string) map[string][]byte {
	t.Helper()
	for _, f := range Formats() {
		if f.Extension == extension {
			data, err := f.Write(d)
			if err != nil {
				t.Fatal(err)
			}
			parts, _ := unzip(t, data)
			return parts
		}
	}
	t.Fatalf("no format %s", extension)
	return nil
}

// The same document gives the same bytes, whatever the hour and order.
func TestSameBytes(t *testing.T) {
	for _, f := range Formats() {
		one, err := f.Write(sample(t))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
		two, err := f.Write(sample(t))
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: two files of one document differ, %v", f.Extension, err)
		}
	}
}

// Every part is XML or a picture, has a type, and each relation leads to a part.
func TestPackages(t *testing.T) {
	for _, ext := range []string{".docx", ".pptx", ".xlsx"} {
		parts := made(t, sample(t), ext)
		types := map[string]bool{}
		for _, n := range parse(t, ext, parts["[Content_Types].xml"]).all("Override") {
			name := strings.TrimPrefix(n.at["PartName"], "/")
			if parts[name] == nil {
				t.Errorf("%s: a type for %s, which is not there", ext, name)
			}
			types[name] = true
		}
		for name, data := range parts {
			switch path.Ext(name) {
			case ".png":
				continue
			case ".svg", ".xml", ".rels":
				parse(t, ext+" "+name, data)
			default:
				t.Errorf("%s: a part %s", ext, name)
			}
			if path.Ext(name) == ".xml" && name != "[Content_Types].xml" && !types[name] {
				t.Errorf("%s: %s has no type", ext, name)
			}
			if path.Ext(name) == ".rels" {
				relationsLead(t, ext, name, parts)
			}
		}
		core := parse(t, ext, parts["docProps/core.xml"])
		for name, want := range map[string]string{"title": "Quarterly report to the board, 1 April to 30 June 2026", "language": "en-GB", "modified": "2026-06-30T00:00:00Z", "created": "2026-06-30T00:00:00Z", "subject": "Timeliness, outcomes and learning"} {
			if all := core.all(name); len(all) != 1 || all[0].says() != want {
				t.Errorf("%s: the property %s is not %q", ext, name, want)
			}
		}
	}
}

func relationsLead(t *testing.T, ext, name string, parts map[string][]byte) {
	t.Helper()
	folder := path.Dir(path.Dir(name))
	source := path.Join(folder, strings.TrimSuffix(path.Base(name), ".rels"))
	ids := map[string]bool{}
	for _, n := range parse(t, name, parts[name]).all("Relationship") {
		to := path.Join(folder, n.at["Target"])
		if rest, ok := strings.CutPrefix(n.at["Target"], "/"); ok {
			to = rest
		}
		if ids[n.at["Id"]] {
			t.Errorf("%s %s: two relations %s", ext, name, n.at["Id"])
		}
		ids[n.at["Id"]] = true
		if parts[to] == nil {
			t.Errorf("%s %s: leads to %s, which is not there", ext, name, to)
		}
	}
	var used func(n *node)
	used = func(n *node) {
		for _, a := range []string{"embed"} {
			if id := n.at[a]; id != "" && !ids[id] {
				t.Errorf("%s %s: uses %s, which is no relation", ext, source, id)
			}
		}
		for _, c := range n.in {
			used(c)
		}
	}
	if data := parts[source]; data != nil {
		used(parse(t, source, data))
	}
}

func TestWord(t *testing.T) {
	d := sample(t)
	parts := made(t, d, ".docx")
	body := parse(t, "document", parts["word/document.xml"])
	styles := map[string]bool{}
	for _, s := range parse(t, "styles", parts["word/styles.xml"]).all("style") {
		styles[s.at["styleId"]] = true
	}
	level, headings := 0, map[string]int{}
	for _, p := range body.all("p") {
		for _, s := range p.all("pStyle") {
			if !styles[s.at["val"]] {
				t.Errorf("no style %s", s.at["val"])
			}
			var n int
			if _, err := fmt.Sscanf(s.at["val"], "Heading%d", &n); err != nil {
				continue
			}
			if n > level+1 || p.says() == "" {
				t.Errorf("a heading %d %q after one of level %d", n, p.says(), level)
			}
			level = n
			headings[p.says()]++
		}
	}
	for _, part := range d.Parts {
		for _, h := range []string{part.Title, part.Items[len(part.Items)-1].Headline} {
			if headings[h] != 1 {
				t.Errorf("the heading %q stands %d times", h, headings[h])
			}
		}
	}
	wordTables(t, d, body)
	for _, p := range body.all("docPr") {
		if p.at["descr"] != d.Parts[0].Items[1].Picture.Alt {
			t.Errorf("alt text %q", p.at["descr"])
		}
	}
	if n := len(body.all("docPr")); n != 1 || len(body.all("svgBlip")) != 1 {
		t.Errorf("%d pictures", n)
	}
	marks := map[string]bool{}
	for _, b := range body.all("bookmarkStart") {
		marks[b.at["name"]] = true
	}
	for _, l := range body.all("hyperlink") {
		if !marks[l.at["anchor"]] {
			t.Errorf("a link to %s", l.at["anchor"])
		}
	}
	if s := parse(t, "header", parts["word/header1.xml"]).says(); !strings.Contains(s, "Restricted. Not for circulation outside the team.") {
		t.Errorf("header %q", s)
	}
	if !slices.ContainsFunc(parse(t, "footer", parts["word/footer1.xml"]).all("fldSimple"), func(n *node) bool { return strings.TrimSpace(n.at["instr"]) == "PAGE" }) {
		t.Error("pages are not numbered")
	}
	if l := parse(t, "styles", parts["word/styles.xml"]).all("lang"); len(l) == 0 || l[0].at["val"] != "en-GB" {
		t.Error("the language is not said")
	}
}

// wordTables holds tables against the document's: a head that repeats, rows that do not break, no merged cell.
func wordTables(t *testing.T, d Document, body *node) {
	t.Helper()
	var want []Table
	for _, p := range d.Parts {
		for _, it := range p.Items {
			want = append(want, it.shown()...)
		}
	}
	got := body.all("tbl")
	if len(got) != len(want) {
		t.Fatalf("%d tables, want %d", len(got), len(want))
	}
	for i, table := range got {
		rows := table.all("tr")
		if len(rows) != 1+len(want[i].Rows) || len(table.all("tblHeader")) != 1 || len(rows[0].all("tblHeader")) != 1 || len(table.all("cantSplit")) != len(rows) || len(table.all("gridSpan"))+len(table.all("vMerge")) > 0 {
			t.Errorf("table %d is not as tables are", i)
		}
		for r, row := range rows {
			cells := row.all("tc")
			for c, cell := range cells {
				w := Cell{Text: want[i].Heads[c].Title, Under: want[i].Heads[c].Unit}
				if r > 0 {
					w = want[i].Rows[r-1][c]
				}
				if text := printed(w); cell.says() != text {
					t.Errorf("table %d row %d column %d: %q, want %q", i, r, c, cell.says(), text)
				}
			}
		}
	}
}

// printed is a cell as pages have it; what XML cannot hold is replaced.
func printed(c Cell) string {
	out := c.Text
	if c.Under != "" {
		out += "\n" + c.Under
	}
	return strings.ReplaceAll(out, "\x01", "\uFFFD")
}

func TestSlides(t *testing.T) {
	d := sample(t)
	parts := made(t, d, ".pptx")
	titles := map[string]int{}
	n := 0
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if !strings.HasPrefix(name, "ppt/slides/slide") {
			continue
		}
		n++
		slide := parse(t, name, parts[name])
		ids := map[string]bool{}
		for _, s := range slide.all("cNvPr") {
			if ids[s.at["id"]] {
				t.Errorf("%s: two shapes %s", name, s.at["id"])
			}
			ids[s.at["id"]] = true
		}
		first := slide.all("sp")[0]
		if kind := first.all("ph")[0].at["type"]; kind != "title" && kind != "ctrTitle" {
			t.Errorf("%s: read first is a %s", name, kind)
		}
		titles[first.says()]++
		for _, p := range append(slide.all("pic"), slide.all("graphicFrame")...) {
			if p.all("cNvPr")[0].at["descr"] == "" {
				t.Errorf("%s: no alt text", name)
			}
		}
		if f := slide.all("fld"); len(f) != 1 || f[0].at["type"] != "slidenum" {
			t.Errorf("%s has no number", name)
		}
		within(t, name, slide)
	}
	for title, times := range titles {
		if times != 1 || title == "" {
			t.Errorf("the title %q stands %d times", title, times)
		}
	}
	for _, want := range []string{d.Title, "1. Is the work in control?", "Two of three limits were met", "Nowhere stands out", "Nothing is due in July", aboutTitle} {
		if titles[want] != 1 {
			t.Errorf("no slide %q", want)
		}
	}
	if n != 6 {
		t.Errorf("%d slides", n)
	}
	notes := parse(t, "notes", parts["ppt/notesSlides/notesSlide3.xml"]).says()
	for _, want := range []string{"Two of three limits were met", "Limits that fell due in the quarter", "The rest were late.", "Open limits are left out.", "Misconduct hearing begins (MIS-HRG-100); Due 87; Met 80% (71% to 87%); Last due 5 May 2026."} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes lack %q: %s", want, notes)
		}
	}
}

// within wants every shape on the slide.
func within(t *testing.T, name string, slide *node) {
	t.Helper()
	for _, x := range slide.all("xfrm") {
		var n [4]int
		for i, of := range [][2]string{{"off", "x"}, {"off", "y"}, {"ext", "cx"}, {"ext", "cy"}} {
			if _, err := fmt.Sscan(x.all(of[0])[0].at[of[1]], &n[i]); err != nil {
				t.Fatal(err)
			}
		}
		if n[0] < 0 || n[1] < 0 || n[0]+n[2] > slideWide*point || n[1]+n[3] > slideHigh*point {
			t.Errorf("%s: a shape at %v leaves the slide", name, n)
		}
	}
}

// Words are set as large as they fit; those that cannot fit go to the notes.
func TestWordsFit(t *testing.T) {
	long := strings.Repeat("A sentence of some length that says what it says. ", 40)
	for _, words := range [][]string{{"One."}, {long}, slices.Repeat([]string{long[:300]}, 12)} {
		it := Item{Headline: strings.Repeat("A finding that is long ", 12), Measure: long[:200], Say: words, Notes: []string{"x"}}
		d := Document{Name: "x", Title: "x", Parts: []Part{{Title: "p", Items: []Item{it}}}}
		parts := made(t, d, ".pptx")
		slide := parse(t, "slide", parts["ppt/slides/slide2.xml"])
		for _, s := range slide.all("sp")[:4] {
			var size, w, h int
			_, _ = fmt.Sscan(s.all("rPr")[0].at["sz"], &size)
			_, _ = fmt.Sscan(s.all("ext")[0].at["cx"], &w)
			_, _ = fmt.Sscan(s.all("ext")[0].at["cy"], &h)
			var all []string
			for _, p := range s.all("p") {
				all = append(all, p.says())
			}
			if got := high(all, float64(size)/100, float64(w)/point, 0, false); got > float64(h)/point+1 {
				t.Errorf("words %.0f points high in %d: %.80q", got, h/point, all)
			}
		}
		if notes := parse(t, "notes", parts["ppt/notesSlides/notesSlide2.xml"]).says(); !strings.Contains(notes, words[len(words)-1]) {
			t.Error("the notes do not have all words")
		}
	}
}

// No name of a picture, and nothing that a document does not say, is in a file.
func TestPicturesAreNamedByNumber(t *testing.T) {
	for _, ext := range []string{".docx", ".pptx"} {
		for name := range made(t, sample(t), ext) {
			if strings.Contains(name, "media/") && !strings.HasSuffix(name, "/media/picture1.svg") && !strings.HasSuffix(name, "/media/picture1.png") {
				t.Errorf("%s: %s", ext, name)
			}
		}
	}
}
