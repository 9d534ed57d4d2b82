package dashboards

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
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

// explored is what the page holds for its choices: HTML that the same code made as that of any other
// figure, by query and choice.
type explored struct {
	Heads  map[string]map[string]template.HTML `json:"heads"`  // by force, kind of proceeding and year
	Bodies map[string]map[string]template.HTML `json:"bodies"` // by what the chart and table depend on
	Needs  map[string]string                   `json:"needs"`  // which choices that is: of "fpjy"
}

// needs says what a figure's chart and table depend on: force, kind of proceeding (or only its
// jurisdiction) and year.
var needs = map[string]string{"explore_flow": "fp", "explore_time": "fp", "explore_limits": "fjy", "explore_findings": "fp"}

// most is the size that the choices of a page may take, in bytes as they stand in it.
const most = 600 << 10

// explore is the page that can be filtered. All that can be chosen is inside it, made when the
// release is built: nothing else can be got out of it.
func explore(in Input, shell page.Shell) (page.Page, error) {
	filters := in.Filters()
	content := page.Content{Path: exploreLink().Path, Title: "Choose what to look at", Kicker: "Explore",
		Lead: "The same figures for one force, one kind of proceeding or one year. What you choose is in the page’s address: copy the address to send the view."}
	var body strings.Builder
	whole := reports.Choice{Force: reports.All, Proceedings: reports.All, Year: reports.All}
	for _, name := range reports.Explored() {
		f, ok, err := in.Chosen(name, whole)
		if err != nil {
			return page.Page{}, err
		}
		if !ok {
			continue
		}
		html, err := f.Explored()
		if err != nil {
			return page.Page{}, err
		}
		body.WriteString(string(html))
		content.Contents = append(content.Contents, page.Anchor{ID: f.ID, Text: f.Question})
	}
	packed, less, err := pack(in, filters)
	if err != nil {
		return page.Page{}, err
	}
	var b bytes.Buffer
	err = exploreTemplate.Execute(&b, struct {
		reports.Filters
		Jurisdiction func(string) string
		Packed       string
		Less         string
		Figures      template.HTML
	}{filters, in.Facts.Jurisdiction, packed, less, template.HTML(body.String())})
	if err != nil {
		return page.Page{}, fmt.Errorf("page explore: %w", err)
	}
	content.Body = template.HTML(b.String())
	content.Scripts = append(chart.Scripts(), exploreScript)
	return shell.Render(content)
}

// pack makes the choices and packs them. Where all of them take too much room, types of proceeding can
// be chosen for all forces only, and if need be years too; less says so.
func pack(in Input, filters reports.Filters) (packed, less string, err error) {
	in.Draw = nil // the drawings for paper would be most of the page
	for _, level := range []struct {
		less string
		has  func(c reports.Choice) bool
	}{
		{"", func(reports.Choice) bool { return true }},
		{"One type of proceeding can be chosen for all forces together; one force with a jurisdiction.", func(c reports.Choice) bool {
			return c.Force == reports.All || in.Facts.Jurisdiction(c.Proceedings) == c.Proceedings
		}},
		{"One thing can be chosen at a time: a force, a kind of proceeding or a year.", func(c reports.Choice) bool {
			n := 0
			for _, v := range []string{c.Force, c.Proceedings, c.Year} {
				if v != reports.All {
					n++
				}
			}
			return n <= 1
		}},
	} {
		if packed, err = packSome(in, filters, level.has); err != nil || len(packed) <= most {
			return packed, level.less, err
		}
	}
	return packed, "", fmt.Errorf("page explore: the choices take %d bytes", len(packed))
}

func packSome(in Input, filters reports.Filters, has func(reports.Choice) bool) (string, error) {
	out := explored{Heads: map[string]map[string]template.HTML{}, Bodies: map[string]map[string]template.HTML{}, Needs: needs}
	for _, name := range reports.Explored() {
		heads, bodies := map[string]template.HTML{}, map[string]template.HTML{}
		for _, c := range choices(filters) {
			if !has(c) {
				continue
			}
			key := part(in, name, c)
			_, have := bodies[key]
			figure := in.Chosen
			if have {
				figure = in.Said
			}
			f, ok, err := figure(name, c)
			if err != nil {
				return "", err
			}
			if !ok {
				continue
			}
			if heads[c.Key()], err = f.Head(); err != nil {
				return "", err
			}
			if have {
				continue
			}
			if bodies[key], err = f.Body(); err != nil {
				return "", err
			}
		}
		out.Heads[name], out.Bodies[name] = heads, bodies
	}
	return zipped(out)
}

// part is the key of a figure's chart and table for a choice; explore.js makes the same.
func part(in Input, name string, c reports.Choice) string {
	var key []string
	for _, n := range needs[name] {
		switch n {
		case 'f':
			key = append(key, c.Force)
		case 'p':
			key = append(key, c.Proceedings)
		case 'j':
			key = append(key, in.Facts.Jurisdiction(c.Proceedings))
		case 'y':
			key = append(key, c.Year)
		}
	}
	return strings.Join(key, "\x1f")
}

// choices are all combinations of the filters, in their order.
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
	if err := json.NewEncoder(zip).Encode(v); err != nil {
		return "", err
	}
	if err := errors.Join(zip.Close(), text.Close()); err != nil {
		return "", err
	}
	return b.String(), nil
}
