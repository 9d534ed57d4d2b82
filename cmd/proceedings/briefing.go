package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/pack"
	"proceedings/reports/page"
)

func newBriefing(g *global) *cobra.Command {
	var warehousePath string
	d, o := &dates{}, &papers{}
	c := &cobra.Command{
		Use:   "briefing [PROCEEDING] --warehouse FILE",
		Short: "Briefing notes for chief officers on the hearings to come",
		Long: fmt.Sprintf(`A note of one or two sides on each proceeding that has a day listed in the %d days after the position date, or on one of
them: what is listed when, what is alleged and decided so far, dates and limits at risk, publicity and restrictions,
contact, and what is not recorded. As pages, or as documents for Word, PowerPoint, Excel or OpenDocument, or as CSV.
Restricted: it names cases.`, reports.Near),
		Example: `  proceedings briefing --warehouse w.duckdb --out briefing
  proceedings briefing --warehouse w.duckdb --out briefing --format docx --as-of 2026-06-30
  proceedings briefing P-2024-0123 --warehouse w.duckdb --out note.docx`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("name one proceeding by its reference, or none for all that are listed in the days ahead")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return g.briefing(c.Context(), strings.TrimSpace(strings.Join(args, "")), warehousePath, o, d)
		},
	}
	needWarehouse(c, &warehousePath)
	d.flags(c)
	o.flags(c, "folder to write into, or for one proceeding the file, its name ending in .html, .docx, .pptx, .xlsx, .ods or .csv")
	return c
}

// briefing writes the note of a proceeding, or of all that are listed where it is empty.
func (g *global) briefing(ctx context.Context, ref, warehousePath string, o *papers, d *dates) error {
	if ref == "" && o.file() != "" {
		return usage("--out %s is one file: name the proceeding too, or a folder for the notes of all", o.out)
	}
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
	m, err := basis(ctx, session, a.words, queries.Restricted)
	if err != nil {
		return err
	}
	if m.results[pack.Upcoming], err = session.Run(ctx, pack.Upcoming); err != nil {
		return err
	}
	all := pack.Hearings(m.results[pack.Upcoming])
	if ref != "" {
		if all, err = only(all, ref); err != nil {
			return err
		}
	}
	notes, err := g.notes(ctx, session, m, all)
	if err != nil {
		return err
	}
	var files []string
	for _, p := range notes {
		written, err := o.write(p)
		if err != nil {
			return err
		}
		files = append(files, written...)
	}
	fmt.Fprintf(g.stdout, "Wrote %s on hearings listed in the %d days after %s\n", count(int64(len(notes)), "briefing note"), reports.Near, page.Day(a.period.AsOf))
	if len(files) > 0 {
		sayOpen(g, files)
	}
	return nil
}

// only is the hearing of that proceeding, written large or small. A case has no note of its own: its hearings are named.
func only(all []pack.Hearing, ref string) ([]pack.Hearing, error) {
	var names, its []string
	for _, h := range all {
		if strings.EqualFold(h.Case, ref) {
			its = append(its, h.Proceeding)
		}
		if strings.EqualFold(h.Proceeding, ref) {
			return []pack.Hearing{h}, nil
		}
		names = append(names, h.Proceeding)
	}
	if len(its) > 0 {
		return nil, fmt.Errorf("%s is a case, and a note is of one proceeding: of that case there %s %s", ref, page.Agree(int64(len(its)), "is", "are"), page.List(its))
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no proceeding %s is listed in the %d days ahead: no export lists any; another --as-of may", ref, reports.Near)
	}
	return nil, fmt.Errorf("no proceeding %s is listed in the %d days ahead: there are %s", ref, reports.Near, page.List(names))
}

// notes makes the notes of hearings.
func (g *global) notes(ctx context.Context, session *queries.Session, m *material, all []pack.Hearing) ([]pack.Paper, error) {
	var out []pack.Paper
	for some := range slices.Chunk(all, packsAtOnce) {
		var cases []string
		for _, h := range some {
			if h.Case != "" && !slices.Contains(cases, h.Case) {
				cases = append(cases, h.Case)
			}
		}
		book, err := g.book(ctx, session, m, cases)
		if err != nil {
			return nil, err
		}
		for _, h := range some {
			p, err := book.Briefing(h.Proceeding)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// addBriefings adds the notes of the hearings to come, the next listed first, as many as the release may hold.
func (o *publishOptions) addBriefings(ctx context.Context, session *queries.Session, m *material) error {
	r := m.input.Result(pack.Upcoming)
	if r == nil {
		return nil // the edition may not show cases
	}
	all := pack.Hearings(r)
	all = all[:min(len(all), o.packs)]
	o.progress("briefing notes of %s", count(int64(len(all)), "hearing"))
	notes, err := o.notes(ctx, session, m, all)
	if err != nil {
		return err
	}
	for i, p := range notes {
		m.input.Briefed = append(m.input.Briefed, all[i].Proceeding)
		if err := o.addPaper(m, p, navBelow(m.edition)); err != nil {
			return err
		}
	}
	return nil
}
