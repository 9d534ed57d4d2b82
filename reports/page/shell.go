package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

//go:embed assets/style.css
var styleSheet string

//go:embed assets/shell.html
var shellHTML string

var shellTemplate = template.Must(template.New("shell").Parse(shellHTML))

// Page is one finished file of a release.
type Page struct {
	Path  string // within the release folder, such as psu.html
	Title string
	HTML  []byte
}

// Link is one page in the navigation.
type Link struct {
	Path  string
	Title string
	About string // a line for the front page
}

// Shell is what all pages of one release share.
type Shell struct {
	Site    string // the name over every page
	Edition string // restricted or shareable, said in words on every page
	Handle  string // how readers may pass the page on
	Banner  string // a warning at the head of every page, in print too; none where empty
	Period  string // what the figures speak for, one line
	Nav     []Link
	Foot    []string
}

// Anchor is an entry of a page's own list of contents; one with others under it heads a part of the page.
type Anchor struct {
	ID, Text string
	Under    []Anchor
}

// Content is what one page adds to the shell.
type Content struct {
	Path     string
	Title    string
	Kicker   string // over the title
	Lead     string
	Report   bool // one column, made for paper
	Contents []Anchor
	Body     template.HTML
	Scripts  [][]byte // our own code only; that of tables is added where the body has one
	Style    string   // rules of its own, after those of the shell
}

// Render wraps a page's content into one self-contained HTML file.
func (s Shell) Render(c Content) (Page, error) {
	style := colours() + styleSheet + tableSheet + wordSheet + s.paper(c.Title) + c.Style
	c.Scripts = append(slices.Clip(c.Scripts), controls(c.Body)...)
	data := struct {
		Shell
		Content
		CSP     string
		Style   template.CSS
		Scripts []template.JS
	}{Shell: s, Content: c, CSP: policy(style, c.Scripts), Style: template.CSS(style)}
	for _, code := range c.Scripts {
		data.Scripts = append(data.Scripts, template.JS(code))
	}
	var b bytes.Buffer
	if err := shellTemplate.Execute(&b, data); err != nil {
		return Page{}, fmt.Errorf("page %s: %w", c.Path, err)
	}
	return Page{Path: c.Path, Title: c.Title, HTML: b.Bytes()}, nil
}

// policy allows the very scripts and styles that the page carries, by hash,
// and nothing else: no network, no inline handler, no form.
func policy(style string, scripts [][]byte) string {
	src := "'none'"
	if len(scripts) > 0 {
		hashes := make([]string, len(scripts))
		for i, code := range scripts {
			hashes[i] = hash(code)
		}
		src = strings.Join(hashes, " ")
	}
	return "default-src 'none'; script-src " + src + "; style-src " + hash([]byte(style)) +
		"; img-src data:; base-uri 'none'; form-action 'none'"
}

func hash(code []byte) string {
	sum := sha256.Sum256(code)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
