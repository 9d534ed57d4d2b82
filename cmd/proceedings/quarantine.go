package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"proceedings/ingest"
)

func newQuarantine(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "quarantine",
		Short: "Rows that wait for a correction",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newQuarantineList(g))
	return c
}

func newQuarantineList(g *global) *cobra.Command {
	var warehousePath string
	c := &cobra.Command{
		Use:     "list --warehouse FILE",
		Short:   "List the rows held back: file, row, column, value and rule",
		Long:    "List the rows held back. What is printed comes from the exports and is personal data: do not pass it on.",
		Example: "  proceedings quarantine list --warehouse w.duckdb",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			words, err := g.words()
			if err != nil {
				return err
			}
			rows, expired, err := ingest.ListQuarantine(c.Context(), warehousePath, words, g.settings())
			if err != nil {
				return err
			}
			if len(rows) == 0 && expired == 0 {
				fmt.Fprintln(g.stdout, "No row is held back.")
				return nil
			}
			w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "id\tfile\tsheet\trow\tcolumn\tvalue\trule")
			for _, r := range rows {
				for _, p := range r.Problems {
					fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%q\t%s\n", r.ID, r.File, r.Sheet, r.Row, p.Field, p.Value, p.Rule)
				}
			}
			w.Flush()
			if expired > 0 {
				fmt.Fprintf(g.stdout, "%d more rows are held back whose values have been removed from the quarantine store.\n", expired)
			}
			return nil
		},
	}
	needWarehouse(c, &warehousePath)
	return c
}
