package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func newProfile(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "profile",
		Short: "Source profiles: how each system's export becomes records",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newProfileFields(g), newProfileDraft(g), newProfileCheck(g), &cobra.Command{
		Use:     "list",
		Short:   "List the source profiles in force",
		Example: "  proceedings profile list --profiles profiles/",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			words, err := g.words()
			if err != nil {
				return err
			}
			profiles, err := g.sources(words)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "id\tformat\tfiles\ttitle")
			for _, p := range profiles {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.ID, p.Format, strings.Join(p.Match.Names, ", "), p.Title)
			}
			return w.Flush()
		},
	})
	return c
}
