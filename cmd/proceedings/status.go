package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/reports/page"
)

func newStatus(g *global) *cobra.Command {
	var warehousePath string
	c := &cobra.Command{
		Use:     "status --warehouse FILE",
		Short:   "What is held, how old it is and what is quarantined",
		Example: "  proceedings status --warehouse w.duckdb",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			sources, err := held(c, g, warehousePath)
			if err != nil {
				return err
			}
			writeStatus(g, sources)
			return nil
		},
	}
	needWarehouse(c, &warehousePath)
	return c
}

func held(c *cobra.Command, g *global, warehousePath string) ([]queries.Source, error) {
	catalogue, err := queries.Load()
	if err != nil {
		return nil, err
	}
	words, err := g.words()
	if err != nil {
		return nil, err
	}
	session, err := queries.Open(c.Context(), queries.Options{Catalogue: catalogue, Warehouse: warehousePath, Vocab: words, Period: queries.LastCompleteQuarter(g.now()), Settings: g.settings()})
	if err != nil {
		return nil, err
	}
	defer session.Close()
	return session.Sources(c.Context())
}

func writeStatus(g *global, sources []queries.Source) {
	if len(sources) == 0 {
		fmt.Fprintln(g.stdout, "The warehouse holds no export yet.")
		return
	}
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "source\tfile\tspeaks for\tage\tread\tloaded\tquarantined\tskipped\tin force")
	var waiting int64
	for _, s := range sources {
		age := int(g.now().Sub(s.ExtractDate) / (24 * time.Hour))
		inForce := "yes"
		if s.Current {
			waiting += s.Quarantined
		} else {
			inForce = "no"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d days\t%d\t%d\t%d\t%d\t%s\n", s.Profile, s.File, page.Day(s.ExtractDate), age, s.Read, s.Loaded, s.Quarantined, s.Skipped, inForce)
	}
	w.Flush()
	if waiting == 0 {
		fmt.Fprintln(g.stdout, "No row is held back.")
		return
	}
	fmt.Fprintf(g.stdout, "%d rows are held back; see each with: proceedings quarantine list --warehouse FILE\n", waiting)
}
