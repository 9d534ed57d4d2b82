package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/reports/page"
)

func newUndo(g *global) *cobra.Command {
	var warehousePath, reason string
	c := &cobra.Command{
		Use:   "undo BATCH --warehouse FILE",
		Short: "Take a batch back: figures are as if it had not been loaded",
		Long: `Take a batch back. BATCH is its number, or the start of its id, as history shows it.

Its files count no more, and those whose place they took count again. Nothing is
deleted: the batch stays in the history, and its files can be loaded again.`,
		Example: `  proceedings history --warehouse w.duckdb
  proceedings undo 2 --warehouse w.duckdb --reason "the export was cut off"`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one batch (see: %s)", g.next("history"))
			}
			words, err := g.words()
			if err != nil {
				return err
			}
			report, err := ingest.Undo(c.Context(), ingest.UndoOptions{Warehouse: warehousePath, Batch: args[0], Reason: reason, Words: words, Now: g.now(), Settings: g.settings()})
			if err != nil {
				return err
			}
			writeUndo(g, report)
			return nil
		},
	}
	needWarehouse(c, &warehousePath)
	c.Flags().StringVar(&reason, "reason", "", "why; kept in the history")
	return c
}

func writeUndo(g *global, r *ingest.UndoReport) {
	fmt.Fprintf(g.stdout, "Batch %d is undone.\n", r.Batch.Number)
	writeMoved(g, "count no more", r.Out)
	writeMoved(g, "count again", r.Back)
	fmt.Fprintf(g.stdout, "Current records: %d, where %d were before.\n", r.After, r.Before)
	if r.After == 0 {
		fmt.Fprintf(g.stdout, "No export counts now; load one with: %s\n", g.next("ingest", "EXPORTS"))
		return
	}
	fmt.Fprintf(g.stdout, "Releases made before still show it; publish anew with: %s\n", g.next("publish"))
}

func writeMoved(g *global, what string, files []ingest.BatchFile) {
	if len(files) == 0 {
		return
	}
	fmt.Fprintf(g.stdout, "%s %s:\n", count(int64(len(files)), "file"), what)
	for _, f := range files {
		fmt.Fprintf(g.stdout, "  %s (%s, speaks for %s)\n", f.Name, f.Source, page.Day(f.ExtractDate))
	}
}
