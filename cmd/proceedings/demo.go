package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/queries/disclosure"
	"proceedings/sampledata"
)

// demoQuarters are the folders of the sample's extracts, oldest first, and demoBefore and demoAsOf
// the days that they speak for.
var demoQuarters = []string{"2025-26Q4", "2026-27Q1"}

const (
	demoBefore = "2026-03-31"
	demoAsOf   = "2026-06-30"
)

func newDemo(g *global) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Generate invented exports, load them, publish a release, say where it is",
		Long: `Write the sample exports, which are invented, load the extracts of two quarters in
turn, publish a release of each in both editions and say which page to open. The later release says what changed since
the earlier one. It can be run again.`,
		Example: "  proceedings demo --out demo",
		// Invented exports have no business with the warehouse or the keys of a folder in use.
		Annotations: map[string]string{ownConfig: "true"},
		Args:        noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return demo(c, g, out)
		},
	}
	c.Flags().StringVar(&out, "out", "proceedings-demo", "folder to write to")
	return c
}

func demo(c *cobra.Command, g *global, out string) error {
	exports := filepath.Join(out, "exports")
	g.progress("inventing exports in %s", exports)
	if err := sampledata.Write(exports); err != nil {
		return err
	}
	if err := sampledata.WriteTruth(exports); err != nil {
		return err
	}
	in := &ingestOptions{global: g, warehouse: filepath.Join(out, "warehouse.duckdb")}
	g.given = map[string]string{keyWarehouse: in.warehouse}
	var pubs []*publishOptions
	pool := answers{}
	for _, e := range []queries.Edition{queries.Restricted, queries.Shareable} {
		pubs = append(pubs, &publishOptions{global: g, warehouse: in.warehouse, out: filepath.Join(out, releaseFolder(e)), edition: string(e), pool: pool,
			disclose: disclosureOptions{threshold: disclosure.Threshold}})
	}
	for i, quarter := range demoQuarters {
		report, err := in.load(c.Context(), filepath.Join(exports, quarter))
		if err != nil {
			return err
		}
		fmt.Fprintf(g.stdout, "Extracts of %s\n", quarter)
		in.say(report)
		fmt.Fprintln(g.stdout)
		if i == 0 { // what the last release is compared with: no packs and no drawings, which take most of the time
			for _, pub := range pubs {
				pub.asOf, pub.knownAt, pub.undrawn = demoBefore, demoBefore, true
				if _, err := pub.publish(c.Context()); err != nil {
					return err
				}
			}
		}
	}
	fmt.Fprintln(g.stdout, "All people, forces and cases in these exports are invented.")
	for _, pub := range pubs {
		pub.asOf, pub.knownAt, pub.undrawn, pub.packs = demoAsOf, "", false, mostPacks
		if err := pub.publishAndSay(c.Context()); err != nil {
			return err
		}
	}
	return nil
}
