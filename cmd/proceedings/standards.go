package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest/vocab"
	"proceedings/reports/page"
)

func newStandards(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "standards",
		Short: "The legal limits and local standards in force: list, export, check",
		Long: `The legal limits and local standards in force.
They are rows of files that a domain owner can edit: export them into a folder, change them, check the folder, and name it with
--standards (or "standards" in the configuration) for every verb that should count by it.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newStandardsList(g), newStandardsExport(g), newStandardsCheck(g))
	return c
}

func newStandardsList(g *global) *cobra.Command {
	var asOf string
	var all bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the limits in force on a day",
		Example: `  proceedings standards list
  proceedings standards list --as-of 2019-06-30
  proceedings standards list --all --standards limits/`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			on, err := day("--as-of", asOf)
			if err != nil {
				return err
			}
			if on.IsZero() {
				on = g.now()
			}
			words, err := g.words()
			if err != nil {
				return err
			}
			return g.listStandards(words, on, all)
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "list the limits in force on this day (default: today)")
	c.Flags().BoolVar(&all, "all", false, "list every dated row, also those of other times")
	return c
}

func (g *global) listStandards(words *vocab.Set, on time.Time, all bool) error {
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "limit\twhat is limited\trule\twhat it is\tfrom\tto\tstanding\tsure\tmeasured")
	n := 0
	for _, s := range words.Standards() {
		if !all && (s.ValidFrom.After(on) || (!s.ValidTo.IsZero() && s.ValidTo.Before(on))) {
			continue
		}
		n++
		to := "open"
		if !s.ValidTo.IsZero() {
			to = page.ShortDay(s.ValidTo)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, s.Title, ruleOf(words, s), page.Lower(words.Label("duty", s.Duty)),
			page.ShortDay(s.ValidFrom), to, page.Lower(words.Label("statutory", s.Statutory)), s.Confidence, measured(s))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(g.stdout, "\nSure: V read in the law, Vp in part, A in a like source; M+, M, M- from memory, with high, medium and low confidence: check before use.")
	if !all {
		g.progress("%d limits in force on %s. %s", n, page.Day(on), standardsName(words)+".")
		return nil
	}
	g.progress("%d rows. %s", n, standardsName(words)+".")
	return nil
}

// ruleOf adds to the rule the law that a row is for, where there is more than one.
func ruleOf(words *vocab.Set, s vocab.Standard) string {
	rule := words.RuleWords(s)
	if len(s.Regimes) > 0 {
		rule += " [" + strings.Join(s.Regimes, ", ") + "]"
	}
	return rule
}

// measured says whether clocks run on a limit, and whether they count.
func measured(s vocab.Standard) string {
	switch {
	case s.Anchor == "none":
		return "no"
	case s.Rule == "ASAP":
		return "time only"
	case s.Duty == "duty":
		return "yes"
	}
	return "in no rate"
}

// standardsName is what pages and lists call a set of limits and lists: the built-in one,
// or one that a folder replaced, with the start of its fingerprint.
func standardsName(words *vocab.Set) string {
	version := ", version " + words.Fingerprint()[:12]
	if built, err := vocab.Load(""); err == nil && built.Fingerprint() == words.Fingerprint() {
		return "Limits and lists: built in" + version
	}
	return "Limits and lists: changed from those built in" + version
}

func newStandardsExport(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "export DIR",
		Short:   "Write the built-in limits, lists and bank holidays into a folder to edit",
		Example: "  proceedings standards export limits/",
		Args:    oneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			paths, err := vocab.Export(args[0])
			if err != nil {
				return err
			}
			for _, p := range paths {
				fmt.Fprintln(g.stdout, p)
			}
			g.progress("Edit them, take out those that you leave as they are, then: proceedings standards check %s", args[0])
			return nil
		},
	}
}

func newStandardsCheck(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "check DIR",
		Short:   "Check a folder of edited limits and lists, and say what differs from the built-in ones",
		Example: "  proceedings standards check limits/",
		Args:    oneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			built, err := vocab.Load("")
			if err != nil {
				return err
			}
			edited, err := vocab.Load(args[0])
			if err != nil {
				return err
			}
			changes := built.Diff(edited)
			for _, c := range changes {
				fmt.Fprintln(g.stdout, c)
			}
			if len(changes) == 0 {
				fmt.Fprintln(g.stdout, "no row differs from the built-in files")
			}
			g.progress("The folder can be used: --standards %s. %s.", args[0], standardsName(edited))
			return nil
		},
	}
}

func oneFolder(_ *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] == "" {
		return usage("name one folder, such as limits/")
	}
	return nil
}
