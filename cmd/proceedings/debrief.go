package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/dashboards"
	"proceedings/queries"
	"proceedings/reports/document"
	"proceedings/reports/pack"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

// A release holds this many packs unless told otherwise: what a unit debriefs in a quarter and more, and a
// release of some ten megabytes. A body that concludes thousands asks for its packs one by one.
const mostPacks = 250

// packsAtOnce is how many cases the questions are asked of together, which bounds what is held of them.
const packsAtOnce = 100

func newDebrief(g *global) *cobra.Command {
	var warehousePath string
	d, o := &dates{}, &papers{}
	c := &cobra.Command{
		Use:   "debrief CASE --warehouse FILE",
		Short: "The debrief pack of one case, as a page or an office document",
		Long: `The debrief pack of one case: what happened when, limits and who moved them, the case beside its like, allegation to outcome
for each person, lost days, disclosure, contact, learning, and whether it came up before. As a page that opens without a
network and prints, or as a document for Word, PowerPoint, Excel or OpenDocument or as CSV, of the same words and tables.
Restricted: it names a case.`,
		Example: `  proceedings debrief C-2024-0123 --warehouse w.duckdb
  proceedings debrief C-2024-0123 --warehouse w.duckdb --out packs --as-of 2026-03-31
  proceedings debrief C-2024-0123 --warehouse w.duckdb --out pack.docx
  proceedings debrief C-2024-0123 --warehouse w.duckdb --out packs --format html,docx,xlsx`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return usage("name one case by its reference, such as: proceedings debrief C-2024-0123")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return g.debrief(c.Context(), strings.TrimSpace(args[0]), warehousePath, o, d)
		},
	}
	needWarehouse(c, &warehousePath)
	d.flags(c)
	o.flags(c, "file to write, its name ending in .html, .docx, .pptx, .xlsx, .ods or .csv, or the folder to write into")
	return c
}

func (g *global) debrief(ctx context.Context, ref, warehousePath string, o *papers, d *dates) error {
	if err := o.check(); err != nil {
		return err
	}
	a, err := g.asking(ctx, d, warehousePath)
	if err != nil {
		return err
	}
	session, err := a.open(ctx, nil)
	if err != nil {
		return err
	}
	defer session.Close()
	found, err := caseOf(ctx, session, ref)
	if err != nil {
		return err
	}
	m, err := basis(ctx, session, a.words, queries.Restricted)
	if err != nil {
		return err
	}
	g.progress("comparing case %s with its like", found.Ref)
	if m.results[pack.Classes], err = session.Run(ctx, pack.Classes); err != nil {
		return err
	}
	book, err := g.book(ctx, session, m, []string{found.Ref})
	if err != nil {
		return err
	}
	p, err := book.Pack(found.Ref)
	if err != nil {
		return err
	}
	files, err := o.write(p)
	if err != nil {
		return err
	}
	fmt.Fprintf(g.stdout, "Wrote the debrief pack of case %s as of %s\n", found.Ref, page.Day(a.period.AsOf))
	sayOpen(g, files)
	return nil
}

// sayOpen names the files to open and how they are to be handled.
func sayOpen(g *global, files []string) {
	for _, f := range files {
		fmt.Fprintf(g.stdout, "Open %s\n", f)
	}
	fmt.Fprintln(g.stdout, "Restricted: keep inside the team.")
}

// book asks the questions of packs about some cases.
func (g *global) book(ctx context.Context, session *queries.Session, m *material, cases []string) (*pack.Book, error) {
	results := map[string]*queries.Result{pack.Classes: m.input.Result(pack.Classes)}
	for _, name := range pack.Questions() {
		r, err := session.RunFor(ctx, name, cases...)
		if err != nil {
			return nil, err
		}
		results[name] = r
	}
	return pack.NewBook(m.input, byHandAsOne(m.sources), results, m.input.Packed)
}

// addPacks makes the packs of the cases whose proceedings ended in the period, the last ended first, as many
// as the release may hold.
func (o *publishOptions) addPacks(ctx context.Context, session *queries.Session, m *material) error {
	refs := pack.Cases(m.input.Result(pack.Concluded)) // none where the edition may not show cases
	m.input.Packed = refs[:min(len(refs), o.packs)]
	nav, done := navBelow(m.edition), 0
	for cases := range slices.Chunk(m.input.Packed, packsAtOnce) {
		o.progress("debrief packs %d to %d of %d", done+1, done+len(cases), len(m.input.Packed))
		done += len(cases)
		book, err := o.book(ctx, session, m, cases)
		if err != nil {
			return err
		}
		for _, ref := range cases {
			p, err := book.Pack(ref)
			if err != nil {
				return err
			}
			if err := o.addPaper(m, p, nav); err != nil {
				return err
			}
		}
	}
	return nil
}

// navBelow is the navigation of pages one folder down.
func navBelow(e queries.Edition) []page.Link {
	nav := slices.Clone(dashboards.Nav(e))
	for i := range nav {
		nav[i].Path = path.Join("..", nav[i].Path)
	}
	return nav
}

// addPaper adds the page of a paper to a release and, where charts are drawn, its Word document beside it. The
// verbs give the other formats.
func (o *publishOptions) addPaper(m *material, p pack.Paper, nav []page.Link) error {
	var beside []document.Format
	if word, ok := formatOf("docx"); ok && !o.undrawn {
		beside = append(beside, word)
	}
	made, err := p.Page(nav, beside...)
	if err != nil {
		return err
	}
	m.packs = append(m.packs, release.File{Path: made.Path, Bytes: made.HTML})
	for _, f := range beside {
		d, err := p.Document(coarse)
		if err != nil {
			return err
		}
		data, err := f.Write(d)
		if err != nil {
			return fmt.Errorf("%s%s: %w", p.Name(), f.Extension, err)
		}
		m.packs = append(m.packs, release.File{Path: strings.TrimSuffix(made.Path, ".html") + f.Extension, Bytes: data})
	}
	return nil
}
