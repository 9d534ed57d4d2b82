package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/dashboards"
	"proceedings/queries"
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
	var warehousePath, out string
	d := &dates{}
	c := &cobra.Command{
		Use:   "debrief CASE --warehouse FILE",
		Short: "The debrief pack of one case, as a page",
		Long: `The debrief pack of one case, as one page that opens without a network and prints: what happened when, limits and who moved them,
the case beside its like, allegation to outcome for each person, lost days, disclosure, contact, learning, and whether it came up before.
Restricted: it names a case.`,
		Example: `  proceedings debrief C-2024-0123 --warehouse w.duckdb
  proceedings debrief C-2024-0123 --warehouse w.duckdb --out packs --as-of 2026-03-31
  proceedings debrief C-2024-0123 --warehouse w.duckdb --out pack.html`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return usage("name one case by its reference, such as: proceedings debrief C-2024-0123")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return g.debrief(c.Context(), strings.TrimSpace(args[0]), warehousePath, out, d)
		},
	}
	needWarehouse(c, &warehousePath)
	d.flags(c)
	c.Flags().StringVar(&out, "out", ".", "file to write (its name ends in .html), or the folder to write into")
	return c
}

func (g *global) debrief(ctx context.Context, ref, warehousePath, out string, d *dates) error {
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
	p, err := book.Page(found.Ref, nil)
	if err != nil {
		return err
	}
	file, err := writePack(out, found.Ref, p)
	if err != nil {
		return err
	}
	fmt.Fprintf(g.stdout, "Wrote the debrief pack of case %s as of %s\nOpen %s\nRestricted: keep inside the team.\n", found.Ref, page.Day(a.period.AsOf), file)
	return nil
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

// writePack writes a pack to a file, or into a folder under its own name, and returns the file.
func writePack(out, ref string, p page.Page) (string, error) {
	file := out
	if ext := strings.ToLower(filepath.Ext(out)); ext != ".html" && ext != ".htm" {
		file = filepath.Join(out, pack.FileName(ref))
	} else if info, err := os.Stat(out); err == nil && info.IsDir() {
		file = filepath.Join(out, pack.FileName(ref))
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return "", fmt.Errorf("the folder %s cannot be made: name another with --out", filepath.Dir(file))
	}
	if err := os.WriteFile(file, p.HTML, 0o600); err != nil {
		return "", fmt.Errorf("the pack cannot be written to %s: close it where it is open, or name another file with --out", file)
	}
	return file, nil
}

// addPacks makes the packs of the cases whose proceedings ended in the period, the last ended first, as many
// as the release may hold.
func (o *publishOptions) addPacks(ctx context.Context, session *queries.Session, m *material) error {
	refs := pack.Cases(m.input.Result(pack.Concluded)) // none where the edition may not show cases
	m.input.Packed = refs[:min(len(refs), o.packs)]
	nav := make([]page.Link, 0, len(dashboards.Nav(m.edition)))
	for _, l := range dashboards.Nav(m.edition) {
		l.Path = path.Join("..", l.Path)
		nav = append(nav, l)
	}
	done := 0
	for cases := range slices.Chunk(m.input.Packed, packsAtOnce) {
		o.progress("debrief packs %d to %d of %d", done+1, done+len(cases), len(m.input.Packed))
		done += len(cases)
		book, err := o.book(ctx, session, m, cases)
		if err != nil {
			return err
		}
		for _, ref := range cases {
			p, err := book.Page(ref, nav)
			if err != nil {
				return err
			}
			m.packs = append(m.packs, release.File{Path: p.Path, Bytes: p.HTML})
		}
	}
	return nil
}
