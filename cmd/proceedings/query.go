package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

func newQuery(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "query",
		Short: "The catalogue of questions: list, show, run",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newQueryList(g), newQueryShow(g), newQueryRun(g))
	return c
}

// findQuery reads the catalogue and one of its queries.
func findQuery(name string) (*queries.Catalogue, *queries.Query, error) {
	catalogue, err := queries.Load()
	if err != nil {
		return nil, nil, err
	}
	q, err := catalogue.Get(name)
	if errors.Is(err, queries.ErrUnknown) {
		return nil, nil, fmt.Errorf("there is no query named %q; see: proceedings query list", name)
	}
	return catalogue, q, err
}

func oneName(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage("name one query (see: proceedings query list)")
	}
	return nil
}

func newQueryRun(g *global) *cobra.Command {
	var warehousePath, format string
	d := &dates{}
	c := &cobra.Command{
		Use:   "run NAME --warehouse FILE",
		Short: "Run a query and print its rows",
		Long:  "Run a query and print its rows. Results are restricted: they may hold case-level detail and small counts.",
		Example: `  proceedings query run hearing_100wd --warehouse w.duckdb --as-of 2026-03-31
  proceedings query run findings --warehouse w.duckdb --format csv`,
		Args: oneName,
		RunE: func(c *cobra.Command, args []string) error {
			write, err := resultWriter(g, format)
			if err != nil {
				return err
			}
			r, err := runQuery(c, g, args[0], warehousePath, d)
			if err != nil {
				return err
			}
			g.progress("As of %s, period %s. Restricted: keep inside the team.", page.Day(r.Period.AsOf), queries.QuarterOf(r.Period.To))
			if nothing := reports.Nothing(r); nothing != "" {
				g.progress("%s", nothing)
			}
			if format == "table" {
				for _, note := range r.Notes {
					g.progress("Note: %s", note)
				}
			}
			return write(r)
		},
	}
	needWarehouse(c, &warehousePath)
	d.flags(c)
	c.Flags().StringVar(&format, "format", "table", "table, csv or json")
	return c
}

// resultWriter prints a result in the format asked for.
func resultWriter(g *global, format string) (func(*queries.Result) error, error) {
	write := map[string]func(*queries.Result) error{
		"table": func(r *queries.Result) error { return r.WriteTable(g.stdout) },
		"csv":   func(r *queries.Result) error { return r.WriteCSV(g.stdout) },
		"json":  func(r *queries.Result) error { return r.WriteJSON(g.stdout) },
	}[format]
	if write == nil {
		return nil, usage("--format %q: there are table, csv and json", format)
	}
	return write, nil
}

func runQuery(c *cobra.Command, g *global, name, warehousePath string, d *dates) (*queries.Result, error) {
	catalogue, q, err := findQuery(name)
	if err != nil {
		return nil, err
	}
	if q.OfCases() {
		return nil, usage("%s is asked of a case: proceedings clock CASE, or proceedings debrief CASE", name)
	}
	a, err := g.asking(c.Context(), d, warehousePath)
	if err != nil {
		return nil, err
	}
	session, err := a.open(c.Context(), catalogue)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	return session.Run(c.Context(), name)
}
