package pack

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/chart/dots"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

func bookOf(t *testing.T, r map[string]*queries.Result) *Book {
	t.Helper()
	in := input()
	in.Answers = reports.Restricted(r)
	b, err := NewBook(in, sources(), r, in.Packed)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func paper(t *testing.T, p Paper, err error) Paper {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// papers are the pack of a joint hearing, that of a case with nothing on record, the note of a hearing with much to say and that of one which no
// export describes.
func papers(t *testing.T) map[string]Paper {
	t.Helper()
	b := bookOf(t, results(t))
	out := map[string]Paper{}
	for name, make := range map[string]func() (Paper, error){
		"pack": func() (Paper, error) { return b.Pack("C/1") }, "empty pack": func() (Paper, error) { return b.Pack("C/2") },
		"note": func() (Paper, error) { return b.Briefing("P5") }, "empty note": func() (Paper, error) { return b.Briefing("P9") },
	} {
		p, err := make()
		out[name] = paper(t, p, err)
	}
	return out
}

func documentOf(t *testing.T, p Paper) document.Document {
	t.Helper()
	d, err := p.Document(func(svg []byte) ([]byte, error) { return dots.PNG(svg, 380) })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The documents of a pack and of a note as they stand, as text. Read the difference before keeping it.
func TestGoldenDocuments(t *testing.T) {
	all := papers(t)
	for name, file := range map[string]string{"pack": "testdata/pack-document.txt", "note": "testdata/note-document.txt"} {
		got := []byte(outline(documentOf(t, all[name])))
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
			t.Errorf("the document of the %s differs from %s; run with -update and read the difference", name, file)
		}
	}
}

// outline is a document as text, each value beside its words.
func outline(d document.Document) string {
	var b strings.Builder
	line := func(sign string, all ...string) {
		for _, s := range all {
			if s != "" {
				fmt.Fprintf(&b, "%s%s\n", sign, s)
			}
		}
	}
	fmt.Fprintf(&b, "%s (%s)\n%s\n", d.Title, d.Name, d.Subject)
	line("| ", d.Head...)
	for _, p := range d.Parts {
		line("\n# ", p.Title)
		for _, it := range p.Items {
			line("## ", it.Headline)
			line("", it.Say...)
			line("* ", it.Bullets...)
			if it.Picture != nil {
				line("[picture] ", it.Picture.Alt)
			}
			for _, tab := range it.Tables {
				fmt.Fprintf(&b, "[%s] %s\n", tab.Name, tab.Caption)
				var heads []string
				for _, h := range tab.Heads {
					if h.Figure {
						h.Title += " #"
					}
					heads = append(heads, h.Title)
				}
				line("  ", strings.Join(heads, " | "))
				for _, row := range tab.Rows {
					var cells []string
					for _, c := range row {
						cells = append(cells, c.Text+typed(c.Value))
					}
					line("  ", strings.Join(cells, " | "))
				}
			}
			line("- ", it.Notes...)
		}
	}
	line("| ", d.Foot...)
	return b.String()
}

// typed marks what a spreadsheet has as a value: dates and numbers.
func typed(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		return " @" + v.Format(time.DateOnly)
	}
	return fmt.Sprintf(" =%v", v)
}

// A document says what its page says and nothing else: titles, sentences, facts, cells and notes in one order. What all documents say at
// their ends aside, which pages have at their foot.
func TestPageAndDocumentSayTheSame(t *testing.T) {
	for name, p := range papers(t) {
		d := documentOf(t, p)
		foot := p.in.Shell(nil).Foot
		var said []string
		add := func(all ...string) {
			for _, s := range all {
				if !slices.Contains(foot, s) {
					said = append(said, s)
				}
			}
		}
		for _, part := range d.Parts {
			add(part.Title)
			for _, it := range part.Items {
				add(it.Headline)
				add(it.Say...)
				add(it.Bullets...)
				for _, tab := range it.Tables {
					add(tab.Caption)
					for _, h := range tab.Heads {
						add(h.Title)
					}
					for _, row := range tab.Rows {
						for _, c := range row {
							add(c.Text)
						}
					}
				}
				add(it.Notes...)
			}
		}
		got, want := bare(strings.Join(said, "")), bare(pageSays(t, pageOf(t, p)))
		if len(got) < 500 || !sameLetters(got, want) {
			t.Errorf("%s: the document says\n%s\nand the page\n%s", name, got, want)
		}
	}
}

// pageSays is the text of a page's sections, drawings and their keys aside.
func pageSays(t *testing.T, p page.Page) string {
	t.Helper()
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "class" && (a.Val == "marks" || a.Val == "scroll drawing") {
				return
			}
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range elements(t, p) {
		if n.Data == "section" {
			walk(n)
		}
	}
	return b.String()
}

// bare is text without spaces and the signs between a fact and its name.
func bare(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\n", "", "\t", "", ":", "", ".", "").Replace(s)
}

// sameLetters says that two texts hold the same letters: a page has notes of a part after its people, a document before.
func sameLetters(a, b string) bool {
	count := map[rune]int{}
	for _, r := range a {
		count[r]++
	}
	for _, r := range b {
		count[r]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// Pictures need no page: well formed, without classes, with dots; also where values of an export are hostile.
func TestPicturesStandAlone(t *testing.T) {
	r := results(t)
	for _, res := range r {
		for _, row := range res.Rows {
			for i, c := range res.Columns {
				if s, ok := row[i].(string); ok && strings.HasSuffix(c.Name, "_ref") && c.Name != "case_ref" && s != "" {
					row[i] = "\x01</title><g class=\"event\" fill=\"#000000\">&amp;\x00" + s
				}
			}
		}
	}
	p, err := bookOf(t, r).Pack("C/1")
	pictures := 0
	for _, part := range documentOf(t, paper(t, p, err)).Parts {
		for _, it := range part.Items {
			if it.Picture == nil {
				continue
			}
			pictures++
			if !bytes.HasPrefix(it.Picture.PNG, []byte("\x89PNG")) || it.Picture.Wide < 700 || it.Picture.High < 60 || it.Picture.Alt == "" {
				t.Errorf("%s: %d bytes of dots, %d by %d, %q", part.Title, len(it.Picture.PNG), it.Picture.Wide, it.Picture.High, it.Picture.Alt)
			}
			for x := xml.NewDecoder(bytes.NewReader(it.Picture.SVG)); ; {
				tok, err := x.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", part.Title, err)
				}
				s, ok := tok.(xml.StartElement)
				if !ok {
					continue
				}
				dressed := s.Name.Local == "svg" || s.Name.Local == "g" || s.Name.Local == "title"
				for _, a := range s.Attr {
					dressed = dressed || a.Name.Local == "fill" || a.Name.Local == "stroke"
					if a.Name.Local == "class" || strings.Contains(a.Value, "var(") {
						t.Errorf("%s: %s has %s=%q", part.Title, s.Name.Local, a.Name.Local, a.Value)
					}
				}
				if !dressed {
					t.Errorf("%s: %s %v has no colour", part.Title, s.Name.Local, s.Attr)
				}
			}
		}
	}
	if pictures != 3 {
		t.Errorf("%d pictures", pictures)
	}
}

// Every format of a pack and of a note opens in LibreOffice and says there what the document says; a note takes two sides at most.
func TestPapersOpenInLibreOffice(t *testing.T) {
	dir := t.TempDir()
	for name, p := range papers(t) {
		if strings.HasPrefix(name, "empty") {
			continue
		}
		for _, f := range document.Formats() {
			data, err := f.Write(documentOf(t, p))
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name+f.Extension)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			run(t, "soffice", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "pdf", "--outdir", dir, path)
			pdf := filepath.Join(dir, name+".pdf")
			text := strings.Join(strings.Fields(run(t, "pdftotext", "-layout", pdf, "-")), " ")
			for _, want := range []string{p.title, "On hold", "Restricted.", "anonymity"} {
				if f.Extension != ".pptx" && name == "note" && !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
					t.Errorf("%s%s lacks %q", name, f.Extension, want)
				}
			}
			for _, part := range p.parts {
				if (f.Extension == ".docx" || f.Extension == ".pptx") && !strings.Contains(text, part.Title) {
					t.Errorf("%s%s lacks the heading %q", name, f.Extension, part.Title)
				}
			}
			if f.Extension == ".docx" && name == "note" && !strings.Contains(run(t, "pdfinfo", pdf), "Pages:           2") {
				t.Errorf("a note takes more or less than two sides:\n%s", run(t, "pdfinfo", pdf))
			}
		}
	}
}

// run gives what a program prints; without it the test is skipped, save where none may be.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil && os.Getenv("PROCEEDINGS_TEST_ALL") == "" {
		t.Skipf("needs %s", program)
	}
	out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return string(out)
}
