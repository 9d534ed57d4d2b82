package dashboards

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"proceedings/reports"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

//go:embed assets/explore.html
var exploreHTML string

var exploreTemplate = template.Must(template.New("explore").Parse(exploreHTML))

//go:embed assets/explore.js
var exploreScript []byte

func exploreLink() page.Link {
	return page.Link{Path: "explore.html", Title: "Explore",
		About: "Choose a force, a kind of proceeding and a year: what came and went, how long it took, limits met, findings."}
}

// mostPacked is the size that the choices of a page may take, in bytes as they stand in it: with
// the library that draws, the page stays under 1.5 MB.
const mostPacked = 600 << 10

// explore is the page that can be filtered. All that can be chosen is inside it, made when the
// release is built: nothing else can be got out of it.
func explore(in Input, shell page.Shell) (page.Page, error) {
	content := page.Content{Path: exploreLink().Path, Title: "Choose what to look at", Kicker: "Explore",
		Lead: "The same figures for one force, one kind of proceeding or one year. What you choose is in the page’s address: copy the address to send the view."}
	var body strings.Builder
	explorer := in.Explore()
	for _, name := range reports.ChoiceQueries() {
		f, ok, err := explorer.Figure(name, reports.Whole())
		if err != nil {
			return page.Page{}, err
		}
		if !ok {
			continue
		}
		html, err := f.Replaceable()
		if err != nil {
			return page.Page{}, err
		}
		body.WriteString(string(html))
		content.Contents = append(content.Contents, page.Anchor{ID: f.ID, Text: f.Question})
	}
	filters := in.Filters()
	packed, less, err := pack(in, filters)
	if err != nil {
		return page.Page{}, fmt.Errorf("page explore: %w", err)
	}
	var b bytes.Buffer
	err = exploreTemplate.Execute(&b, struct {
		reports.Filters
		Packed  string
		Less    string
		Figures template.HTML
	}{filters, packed, less, template.HTML(body.String())})
	if err != nil {
		return page.Page{}, fmt.Errorf("page explore: %w", err)
	}
	content.Body = template.HTML(b.String())
	content.Scripts = append(chart.Scripts(), exploreScript)
	return shell.Render(content)
}

// pack makes the choices and packs them: as many as there is room for, and no more together than the edition may offer. Where that is not all, less says
// which, for the reader.
func pack(in Input, filters reports.Filters) (packed, less string, err error) {
	in.Draw = nil // the drawings for paper would be most of the page
	p := newPacker(in.Explore(), choices(filters))
	for i, level := range levels(in.Jurisdiction) {
		if level.chosen > in.Edition().Chosen() {
			break
		}
		fits, err := p.fill(level.has)
		if err != nil {
			return "", "", err
		}
		if !fits {
			if i == 0 {
				return "", "", errors.New("even one choice at a time takes too much room")
			}
			break
		}
		more, err := zipped(p)
		if err != nil {
			return "", "", err
		}
		if i > 0 && len(more) > mostPacked {
			break
		}
		packed, less = more, level.less
	}
	return packed, less, nil
}

// level is how much a page holds.
type level struct {
	less   string // what the reader is told
	chosen int    // how many things can be chosen together at most
	has    func(c reports.Choice) bool
}

// levels each hold what the one before does, and more. The first is taken whatever its size.
func levels(jurisdiction func(code string) string) []level {
	return []level{
		{"One thing can be chosen at a time: a force, a kind of proceeding or a year.", 1, func(c reports.Choice) bool { return chosen(c) <= 1 }},
		{"One force can be chosen with one jurisdiction; a type of proceeding or a year only for all forces together.", 2, func(c reports.Choice) bool {
			return c.Force == reports.All || c.Year == reports.All && jurisdiction(c.Proceedings) == c.Proceedings || chosen(c) <= 1
		}},
		{"Two things can be chosen at a time: a force, a kind of proceeding or a year.", 2, func(c reports.Choice) bool {
			return c.Force == reports.All || chosen(c) <= 2
		}},
		{"", 3, func(reports.Choice) bool { return true }},
	}
}

// packer collects the HTML of choices, the same that any other figure is made of. Many choices
// share a chart and table, so texts stand once and choices name their places.
type packer struct {
	Texts   []template.HTML    `json:"texts"`
	Figures map[string]*placed `json:"figures"`

	explorer *reports.Explorer
	all      []reports.Choice
	places   map[template.HTML]int
	rough    *flate.Writer // tells, roughly, how much all texts take
	taken    counter
}

// placed are the places of a figure's texts, in the order of the choices: force by force, in each kind
// by kind, in each year by year; -1 where the page does not hold the choice.
type placed struct {
	Heads  []int `json:"heads"`
	Bodies []int `json:"bodies"`

	made map[reports.Choice]int // the places of bodies by what they rest on
}

type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

func newPacker(explorer *reports.Explorer, all []reports.Choice) *packer {
	p := &packer{Figures: map[string]*placed{}, explorer: explorer, all: all, places: map[template.HTML]int{}}
	p.rough, _ = flate.NewWriter(&p.taken, flate.BestSpeed) // the level is one that there is
	for _, name := range reports.ChoiceQueries() {
		if !explorer.Has(name) {
			continue
		}
		none := slices.Repeat([]int{-1}, len(all))
		p.Figures[name] = &placed{Heads: none, Bodies: slices.Clone(none), made: map[reports.Choice]int{}}
	}
	return p
}

// fill adds the choices that are wanted. It gives up where they take far more than there is room for.
func (p *packer) fill(wanted func(reports.Choice) bool) (fits bool, err error) {
	for _, name := range reports.ChoiceQueries() {
		f := p.Figures[name]
		for i, c := range p.all {
			if f == nil || f.Heads[i] >= 0 || !wanted(c) {
				continue
			}
			if err := p.add(name, f, i); err != nil {
				return false, err
			}
			if p.taken > 2*mostPacked {
				return false, nil
			}
		}
	}
	return true, nil
}

// add makes a figure for the choice of a place.
func (p *packer) add(name string, f *placed, i int) error {
	c := p.all[i]
	rests := p.explorer.Rests(name, c)
	body, have := f.made[rests]
	figure := p.explorer.Figure
	if have {
		figure = p.explorer.Said
	}
	one, _, err := figure(name, c)
	if err != nil {
		return err
	}
	html, err := one.Head()
	if err != nil {
		return err
	}
	f.Heads[i] = p.place(html)
	if !have {
		if html, err = one.Body(); err != nil {
			return err
		}
		body = p.place(html)
		f.made[rests] = body
	}
	f.Bodies[i] = body
	return nil
}

func (p *packer) place(html template.HTML) int {
	at, ok := p.places[html]
	if !ok {
		at = len(p.Texts)
		p.places[html] = at
		p.Texts = append(p.Texts, html)
		_, _ = p.rough.Write([]byte(html)) // a counter does not fail
	}
	return at
}

// chosen is how many things a choice chooses.
func chosen(c reports.Choice) int {
	n := 0
	for _, code := range []string{c.Force, c.Proceedings, c.Year} {
		if code != reports.All {
			n++
		}
	}
	return n
}

// choices are all combinations of the filters, in the order that placed says and explore.js counts in.
func choices(f reports.Filters) []reports.Choice {
	var out []reports.Choice
	for _, force := range f.Forces {
		for _, proceedings := range f.Proceedings {
			for _, year := range f.Years {
				out = append(out, reports.Choice{Force: force.Code, Proceedings: proceedings.Code, Year: year.Code})
			}
		}
	}
	return out
}

// zipped packs a value as base64, of the alphabet that HTML leaves as it is, of gzip of JSON: the
// same bytes each time.
func zipped(v any) (string, error) {
	var b bytes.Buffer
	text := base64.NewEncoder(base64.RawURLEncoding, &b)
	zip, err := gzip.NewWriterLevel(text, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	plain := json.NewEncoder(zip)
	plain.SetEscapeHTML(false) // it is parsed as JSON, never as HTML
	if err := plain.Encode(v); err != nil {
		return "", err
	}
	if err := errors.Join(zip.Close(), text.Close()); err != nil {
		return "", err
	}
	return b.String(), nil
}
