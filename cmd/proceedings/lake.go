package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest/warehouse"
	"proceedings/reports/page"
)

// newLake is the verbs on a lake that no warehouse file needs.
func newLake(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "lake",
		Short: "The upkeep of a shared lake: maintain",
		Long: `A lake is a warehouse that many programs load into and read at once: tables in Parquet files that all of them see, with
a catalogue in PostgreSQL. Every verb takes one for --warehouse.`,
		Example: `  proceedings ingest --warehouse "ducklake:postgres:dbname=psd host=db" --data /srv/psd exports/
  proceedings publish --warehouse "ducklake:postgres:dbname=psd host=db" --out release
  proceedings lake maintain --warehouse "ducklake:postgres:dbname=psd host=db"`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newLakeMaintain(g))
	return c
}

// Days that the snapshots of a lake are kept.
const (
	keptDays     = 7     // where nobody says
	mostKeptDays = 36500 // a century, and well inside what a time.Duration holds
)

func newLakeMaintain(g *global) *cobra.Command {
	var path string
	var days int
	c := &cobra.Command{
		Use:   "maintain",
		Short: "Make small files large, give up old snapshots, delete files that nobody needs",
		Long: `Every load adds files to a lake. maintain makes few of many, gives up the snapshots older than --keep-days, and
deletes files that no snapshot has and those that killed programs left more than a day ago. Loads wait for it and
readers go on; only who reads a snapshot that is given up is stopped. Run it daily.`,
		Example: `  proceedings lake maintain --warehouse "ducklake:postgres:dbname=psd host=db"
  proceedings lake maintain --warehouse "ducklake:postgres:dbname=psd host=db" --keep-days 0`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if days < 0 || days > mostKeptDays {
				return usage("--keep-days is %d: give 0 to %d", days, mostKeptDays)
			}
			m, err := warehouse.Maintain(c.Context(), path, g.settings(), g.now(), time.Duration(days)*24*time.Hour)
			if err != nil {
				return err
			}
			fmt.Fprintf(g.stdout, "%s before, %s now, %.1f MB.\n", count(m.FilesBefore, "data file"), page.Count(m.FilesAfter), float64(m.BytesAfter)/1e6)
			fmt.Fprintf(g.stdout, "%s given up, %s deleted.\n", count(m.Snapshots, "snapshot"), count(m.Deleted, "file"))
			return nil
		},
	}
	c.Flags().IntVar(&days, "keep-days", keptDays, "days that snapshots are kept")
	needWarehouse(c, &path)
	return c
}
