package pack

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"

	"proceedings/reports/page"
)

//go:embed assets/pack.html
var packHTML string

//go:embed assets/pack.css
var packCSS string

var packTemplate = template.Must(template.New("pack").Funcs(template.FuncMap{"nb": page.Unbroken}).Parse(packHTML))

// Pack is the debrief pack of one case.
func (b *Book) Pack(caseRef string) (Paper, error) { return (&one{Book: b, ref: caseRef}).pack() }

func (c *one) pack() (Paper, error) {
	inner := []part{c.happened(), c.limits(), c.alike(), c.ladder(), c.lostDays(), c.disclosure(), c.contact(), c.said(), c.learning(), c.before()}
	parts := append([]part{c.short()}, inner...)
	parts = append(parts, c.rests(), c.missed())
	if c.failed != nil {
		return Paper{}, fmt.Errorf("debrief pack of %s: %w", c.ref, c.failed)
	}
	for _, p := range parts {
		p.lean()
	}
	return Paper{
		in: c.in, path: Path(c.ref), kind: "pack", kicker: "Debrief pack", title: "Debrief of case " + c.ref,
		lead: "What the exports held record of this case: coded facts only, people by their references.", orders: c.orders(), parts: parts,
	}, nil
}

// Style is the style sheet of papers and of their lists.
func Style() string { return packCSS }

// shape is what a drawing's template draws.
type shape interface{ size() frame }

// draw makes a drawing by the template of that name. Where that fails there is no paper.
func (c *one) draw(name string, s shape) drawing {
	var b bytes.Buffer
	if err := packTemplate.ExecuteTemplate(&b, name, s); err != nil {
		c.failed = errors.Join(c.failed, fmt.Errorf("drawing %s: %w", name, err))
		return drawing{}
	}
	return drawing{HTML: template.HTML(b.String()), frame: s.size()}
}
