package reports

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"time"

	"proceedings/reports/page"
)

//go:embed assets/parts.html
var partsHTML string

var partsTemplate = template.Must(template.New("parts").Funcs(template.FuncMap{
	"nb": page.Unbroken, "day": page.Day, "shortday": page.ShortDay, "count": page.Count, "raw": func(v any) string { return page.Raw(v) }, "from": inForce,
}).Parse(partsHTML))

// LawQuestion heads the list of changes of law.
const LawQuestion = "What changed in law?"

// Law is the dated list of changes of law.
func (in Input) Law() (template.HTML, error) {
	return part("law", struct {
		Question string
		Regimes  []Regime
	}{LawQuestion, in.Facts.Regimes})
}

// Unmeasured says which questions of an audience no figure answers.
func Unmeasured(questions []string) (template.HTML, error) { return part("unmeasured", questions) }

// Without says for each figure that has no records that it has none.
func Without(figures []Figure) (template.HTML, error) { return part("without", figures) }

// Stands says what data a release stands on.
func (in Input) Stands() (template.HTML, error) {
	s := in.Facts.Sources
	return part("stands", struct {
		Files                              []Source
		Read, Loaded, Quarantined, Skipped int64
		Waiting                            string
		AsOf                               time.Time
		Known                              string
		Spread                             string
		Titles                             []string // of the sources, where no more may be told
	}{Titles: in.titles(), Files: s, Read: total(s, read), Loaded: total(s, loaded), Quarantined: total(s, quarantined), Skipped: total(s, skipped),
		Waiting: waiting(total(in.current(), quarantined), total(s, quarantined)),
		AsOf:    in.Period.AsOf, Known: in.knownAt(), Spread: spread(in.current())})
}

// titles are those of the sources in use, where the edition tells no more of them.
func (in Input) titles() []string {
	if in.countsRows() {
		return nil
	}
	var out []string
	for _, s := range in.current() {
		if !slices.Contains(out, s.Name) {
			out = append(out, s.Name)
		}
	}
	return out
}

// waiting says how many of the rows quarantined still wait, where not all do.
func waiting(n, all int64) string {
	if n == all {
		return ""
	}
	return "Of those quarantined, " + counted(n) + " from a file in use; later extracts have replaced the other files."
}

// inForce writes the day a change of law took effect.
func inForce(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return page.ShortDay(t)
}

func read(s Source) int64        { return s.Read }
func loaded(s Source) int64      { return s.Loaded }
func quarantined(s Source) int64 { return s.Quarantined }
func skipped(s Source) int64     { return s.Skipped }

func total(all []Source, of func(Source) int64) int64 {
	var n int64
	for _, s := range all {
		n += of(s)
	}
	return n
}

// spread says how far apart the extracts in use are.
func spread(all []Source) string {
	var first, last time.Time
	for _, s := range all {
		if s.ExtractDate.IsZero() || s.ByHand {
			continue
		}
		if first.IsZero() || s.ExtractDate.Before(first) {
			first = s.ExtractDate
		}
		if s.ExtractDate.After(last) {
			last = s.ExtractDate
		}
	}
	switch {
	case first.IsZero():
		return ""
	case first.Equal(last):
		return "All extracts in use are dated " + page.Day(first) + "."
	}
	return "Extracts in use are dated from " + page.Day(first) + " to " + page.Day(last) + "."
}

func part(name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	if err := partsTemplate.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("part %s: %w", name, err)
	}
	return template.HTML(b.String()), nil
}
