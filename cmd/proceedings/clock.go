package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports/page"
)

func newClock(g *global) *cobra.Command {
	var warehousePath, format string
	d := &dates{}
	c := &cobra.Command{
		Use:   "clock CASE --warehouse FILE",
		Short: "Every limit of one case, and which days were not counted",
		Long: `Every limit of one case: what it counts from, when it fell due, extensions, how it ended, and which days were not counted and why.
Rights, terms and what is due as soon as practicable are shown too, though they are in no rate. Restricted: it names a case.`,
		Example: `  proceedings clock C-2024-0123 --warehouse w.duckdb
  proceedings clock C-2024-0123 --warehouse w.duckdb --as-of 2026-03-31 --format json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return usage("name one case by its reference, such as: proceedings clock C-2024-0123")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			write, err := resultWriter(g, format)
			if err != nil {
				return err
			}
			return g.clock(c.Context(), strings.TrimSpace(args[0]), warehousePath, d, format, write)
		},
	}
	needWarehouse(c, &warehousePath)
	d.flags(c)
	c.Flags().StringVar(&format, "format", "table", "table, csv or json")
	return c
}

func (g *global) clock(ctx context.Context, ref, warehousePath string, d *dates, format string, write func(*queries.Result) error) error {
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
	r, err := session.RunFor(ctx, "case_clocks", found.Ref)
	if err != nil {
		return err
	}
	if format != "table" {
		return write(r)
	}
	_, err = fmt.Fprint(g.stdout, clockText(a.words, found, r))
	return err
}

// caseOf finds a case by its reference; where there is none the error says which might be meant.
func caseOf(ctx context.Context, session *queries.Session, ref string) (queries.Case, error) {
	found, near, err := session.Case(ctx, ref)
	if errors.Is(err, queries.ErrNoCase) {
		err = noCase(ref, near, session.Period())
	}
	return found, err
}

// noCase says that a case is not there, and which might be meant.
func noCase(ref string, near []string, p queries.Period) error {
	hint := "check the reference, or choose a later --as-of"
	if len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return noSuchCase(fmt.Sprintf("no case has the reference %q in the exports held, as of %s; %s", ref, page.Day(p.AsOf), hint))
}

// noSuchCase is queries.ErrNoCase in words for whoever typed the reference.
type noSuchCase string

func (e noSuchCase) Error() string { return string(e) }
func (e noSuchCase) Unwrap() error { return queries.ErrNoCase }

// clockText lays the limits of a case out for reading: a block for each thing that they run on.
func clockText(words *vocab.Set, c queries.Case, r *queries.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Case %s%s\nAs of %s. Restricted: keep inside the team.\n", c.Ref, caseWords(words, c), page.Day(r.Period.AsOf))
	if len(r.Rows) == 0 {
		fmt.Fprintf(&b, "\n%s\n", noClocks(words, c))
		return b.String()
	}
	on := ""
	for i := range r.Rows {
		row := clockRow{words: words, r: r, i: i, of: c}
		if next := row.on(); next != on {
			on = next
			fmt.Fprintf(&b, "\n%s\n", on)
		}
		b.WriteString("\n")
		row.write(&b)
	}
	fmt.Fprintf(&b, "\nHolds are shown beside a limit and are never taken off it. What is due as soon as practicable has no number of days and no breach.\n")
	return b.String()
}

func caseWords(words *vocab.Set, c queries.Case) string {
	var parts []string
	if c.Force != "" {
		parts = append(parts, c.Force)
	}
	if c.MatterType != "" {
		parts = append(parts, page.Lower(words.Label("matter_type", c.MatterType)))
	}
	if c.Mode != "" {
		parts = append(parts, page.Lower(words.Label("investigation_mode", c.Mode))+" investigation")
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// noClocks says why nothing runs on a case.
func noClocks(words *vocab.Set, c queries.Case) string {
	if c.Territory != "" && c.Territory != "EW" {
		return "No limit runs on this case: the limits are those of England and Wales, and it is under the law of " + words.Label("territory", c.Territory) + "."
	}
	return "No limit runs on this case: the exports held record no day on it that a limit counts from or ends with.\nWhich days count is listed by: proceedings standards list"
}
