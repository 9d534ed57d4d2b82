package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"proceedings/ingest/checks"
	"proceedings/queries"
	"proceedings/reports/page"
)

func newChecks(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "checks",
		Short: "Data-quality checks: list, show, run",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newChecksList(g), newChecksShow(g), newChecksRun(g))
	return c
}

// placeWords say where a check runs.
var placeWords = map[string]string{
	checks.Reading: "on loading, each row",
	checks.Load:    "on loading, each record",
	checks.Gate:    "on a whole file, load or release, which is refused",
	checks.State:   "on the records held",
}

func newChecksList(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the checks: id, severity, owner, where each runs, what fails",
		Example: "  proceedings checks list",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := queries.Checks()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "id\tseverity\towner\truns\ttitle\twhat fails")
			for _, c := range all {
				runs := placeWords[c.Place]
				if !c.Applies() {
					runs = c.Status
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", c.ID, c.Severity, c.Owner, runs, c.Title, c.Rule)
			}
			return w.Flush()
		},
	}
}

// chosen are the checks of the ids named, of a number without its letter all that have it, or all where none is named.
func chosen(ids []string) ([]checks.Check, error) {
	all, err := queries.Checks()
	if err != nil || len(ids) == 0 {
		return all, err
	}
	var out []checks.Check
	for _, id := range ids {
		before := len(out)
		for _, c := range all {
			if strings.EqualFold(c.ID, id) || strings.EqualFold(c.Number(), id) {
				out = append(out, c)
			}
		}
		if len(out) == before {
			return nil, usage("there is no check %q; see: proceedings checks list", id)
		}
	}
	return out, nil
}

func newChecksShow(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "show ID...",
		Short:   "Show what a check looks for, what to tell the sender, and its SQL",
		Example: "  proceedings checks show DQ05\n  proceedings checks show DQ13 DQ21",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name a check such as DQ05 (see: proceedings checks list)")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			some, err := chosen(args)
			for _, c := range some {
				err = errors.Join(err, showCheck(g, c))
			}
			return err
		},
	}
}

func showCheck(g *global, c checks.Check) error {
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
	for _, line := range [][2]string{
		{"check", c.ID}, {"title", c.Title}, {"what fails", c.Rule}, {"severity", c.Severity}, {"owner", c.Owner}, {"runs", placeWords[c.Place]},
		{"record", c.Record}, {"for the sender", c.Sentence}, {"why", c.Why}, {"source", c.Source}, {"threshold", c.Threshold},
		{"status", c.Status}, {"reason", c.Reason},
	} {
		if line[1] != "" {
			fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
		}
	}
	if err := w.Flush(); err != nil || !c.Applies() {
		fmt.Fprintln(g.stdout)
		return err
	}
	_, err := fmt.Fprintf(g.stdout, "\n%s\n\n", strings.TrimSpace(c.File.SQL))
	return err
}

type checksOptions struct {
	warehouse, format string
	rows              bool
	dates
}

func newChecksRun(g *global) *cobra.Command {
	o := &checksOptions{}
	c := &cobra.Command{
		Use:   "run --warehouse FILE [ID...]",
		Short: "Run the checks and print how many rows fail, or which",
		Long: `Run the checks and print, check by check and source by source, how many rows fail. With --rows
each row that fails is listed with its file, row and reference. Both are restricted: keep them inside the team.`,
		Example: `  proceedings checks run --warehouse w.duckdb
  proceedings checks run --warehouse w.duckdb --rows --format csv DQ17 DQ18
  proceedings checks run --warehouse w.duckdb --as-of 2026-03-31 --known-at 2026-04-05`,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, g, args) },
	}
	needWarehouse(c, &o.warehouse)
	o.flags(c)
	c.Flags().StringVar(&o.format, "format", "table", "table, csv or json")
	c.Flags().BoolVar(&o.rows, "rows", false, "list each row that fails")
	return c
}

func (o *checksOptions) run(c *cobra.Command, g *global, ids []string) error {
	some, err := chosen(ids)
	if err != nil {
		return err
	}
	write, err := resultWriter(g, o.format)
	if err != nil {
		return err
	}
	name := "dq_results"
	if o.rows {
		name = "dq_rows"
	}
	r, err := runQuery(c, g, name, o.warehouse, &o.dates)
	if err != nil {
		return err
	}
	g.progress("As of %s. Restricted: keep inside the team.", page.Day(r.Period.AsOf))
	r.Rows = slices.DeleteFunc(r.Rows, func(row []queries.Value) bool {
		return !slices.ContainsFunc(some, func(k checks.Check) bool { return k.ID == row[0] })
	})
	return write(r)
}
