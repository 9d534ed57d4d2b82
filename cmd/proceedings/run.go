package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"proceedings/ingest"
)

func newRun(g *global) *cobra.Command {
	o := &publishOptions{global: g}
	in := &ingestOptions{}
	var inbox string
	var days int
	c := &cobra.Command{
		Use:   "run --inbox FOLDER --warehouse FILE --out FOLDER",
		Short: "The scheduled job: load the inbox, then publish",
		Long: `Load what lies in the inbox, then publish. Files loaded before are noted and left
alone, so the inbox need not be emptied. Where loading fails nothing is published and
the last release stands.`,
		Example: "  proceedings run --inbox inbox --warehouse w.duckdb --out release",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if inbox == "" {
				return usage("say which folder the exports lie in with --inbox FOLDER")
			}
			in.global, in.warehouse = o.global, o.warehouse
			if err := loadInbox(c, in, inbox); err != nil {
				return err
			}
			if days >= 0 {
				if err := expireQuarantine(c, g, o.warehouse, days); err != nil {
					return err
				}
			}
			return o.publishAndSay(c.Context())
		},
	}
	needWarehouse(c, &o.warehouse)
	o.dates.flags(c)
	o.outFlags(c)
	c.Flags().StringVar(&inbox, "inbox", "", "folder that the exports lie in (required, here or in the configuration)")
	c.Flags().IntVar(&days, "quarantine-days", -1, "remove the values of quarantined rows that were loaded more days ago (default: leave them)")
	in.readFlags(c)
	fromConfig(c, "inbox", keyInbox)
	fromConfig(c, "quarantine-days", keyQuarantineDays)
	return c
}

// loadInbox loads the inbox. One without an export is no fault once a warehouse
// is there, whatever else lies in it.
func loadInbox(c *cobra.Command, in *ingestOptions, inbox string) error {
	if _, err := os.ReadDir(inbox); err != nil {
		return fmt.Errorf("the inbox %s cannot be read: make the folder or name another with --inbox", inbox)
	}
	report, err := in.load(c.Context(), inbox)
	if errors.Is(err, ingest.ErrNoExports) {
		if _, missing := os.Stat(in.warehouse); missing == nil {
			fmt.Fprintln(in.stdout, "The inbox holds no export: nothing to load.")
			return nil
		}
	}
	if err != nil {
		return err
	}
	in.say(report)
	return nil
}
