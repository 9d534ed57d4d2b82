package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

type forgetOptions struct {
	*global
	warehouse string
	ref       string
	reason    string
	out       string
	yes       bool
}

func newForget(g *global) *cobra.Command {
	o := &forgetOptions{global: g}
	c := &cobra.Command{
		Use:   "forget --case REF --warehouse FILE",
		Short: "Erase a case, and keep it away when an old export is loaded again",
		Long: `Erase a case: every version of its records, what belongs to it alone (proceedings with
their listings and costs, debriefs, reviews, recommendations …) and its rows in the quarantine.
The warehouse is written anew without it, so that no byte of it stays in the file; there must
be room for a second copy meanwhile.

Without --yes it says what would be erased and erases nothing. It cannot be undone. Exports and
releases are not touched: those that hold the case are named, to be removed by hand.`,
		Example: `  proceedings forget --case CRW/00001/20 --warehouse w.duckdb
  proceedings forget --case CRW/00001/20 --warehouse w.duckdb --reason "retention ended" --out release --yes`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.run(c.Context()) },
	}
	needWarehouse(c, &o.warehouse)
	c.Flags().StringVar(&o.ref, "case", "", "the reference of the case (required)")
	c.Flags().StringVar(&o.reason, "reason", "", "why; kept, so it must not name the case")
	c.Flags().StringVar(&o.out, "out", "release", "folder of the releases that may hold the case")
	fromConfig(c, "out", keyOut)
	c.Flags().BoolVar(&o.yes, "yes", false, "erase it")
	return c
}

func (o *forgetOptions) run(ctx context.Context) error {
	if o.ref == "" {
		return usage("say which case with --case REF")
	}
	words, err := o.words()
	if err != nil {
		return err
	}
	profiles, err := o.sources(words)
	if err != nil {
		return err
	}
	opt := ingest.ForgetOptions{Warehouse: o.warehouse, Case: o.ref, Reason: o.reason, KeyFile: o.keyFile(o.warehouse), Profiles: profiles, Words: words, Now: o.now(), Settings: o.settings(),
		Progress: func(done, total int, what string) { o.progress("[%d/%d] %s", done, total, what) }}
	work := ingest.PlanForget
	if o.yes {
		work = ingest.Forget
	}
	plan, err := work(ctx, opt)
	if err != nil {
		return err
	}
	o.writePlan(plan)
	if err := o.writeLeft(plan); err != nil {
		return err
	}
	if !o.yes {
		return usage("nothing was erased: repeat the call with --yes to erase the case; that cannot be undone")
	}
	if err := os.RemoveAll(keptFolder(o.warehouse)); err != nil { // drawings hold figures that counted the case
		return fmt.Errorf("the case is erased, but drawings of charts that counted it are not: delete %s: %w", keptFolder(o.warehouse), err)
	}
	fmt.Fprintf(o.stdout, "\nThe case is erased. Debrief packs written of it, and copies of the warehouse and of its quarantine, such as backups, still hold it. Keep %s: it keeps the case away.\n", opt.KeyFile)
	return nil
}

func (o *forgetOptions) writePlan(p *ingest.ForgetPlan) {
	verb := "would be erased"
	if o.yes {
		verb = "erased"
	}
	fmt.Fprintf(o.stdout, "Case %s, %s:\n", p.Case, verb)
	w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "  record\tversions")
	var sum int64
	for _, k := range p.Kinds {
		fmt.Fprintf(w, "  %s\t%d\n", spaced(k.Kind), k.N)
		sum += k.N
	}
	fmt.Fprintf(w, "  all\t%d\n  rows in quarantine\t%d\n", sum, p.Quarantined)
	w.Flush()
	if len(p.Alone) > 0 {
		fmt.Fprintf(o.stdout, "It alone has, and they go with it: %s.\n", kinds(p.Alone))
	}
	if len(p.Shared) > 0 {
		fmt.Fprintf(o.stdout, "Other cases share, and they stay without its reference: %s.\n", kinds(p.Shared))
	}
	if p.Again {
		fmt.Fprintln(o.stdout, "It was forgotten before; these rows are what was left.")
	}
}

func spaced(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

func kinds(list []ingest.KindCount) string {
	out := []string{}
	for _, k := range list {
		out = append(out, fmt.Sprintf("%s (%d)", spaced(k.Kind), k.N))
	}
	return strings.Join(out, ", ")
}

// writeLeft names what holds the case and is not touched.
func (o *forgetOptions) writeLeft(p *ingest.ForgetPlan) error {
	fmt.Fprintln(o.stdout, "\nThese exports hold it; delete them, or the case from them, at their source:")
	w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "  file\tsource\tspeaks for\tbatch\trecords\trows in quarantine")
	exports := map[string]bool{}
	for _, f := range p.Files {
		exports[f.SHA256] = true
		fmt.Fprintf(w, "  %s\t%s\t%s\t%d\t%d\t%d\n", f.Name, f.Source, page.Day(f.ExtractDate), f.Batch, f.Records, f.Quarantined)
	}
	w.Flush()
	for _, r := range p.Remains {
		fmt.Fprintf(o.stdout, "The reference stays in %s\n", r)
	}
	return o.writeReleases(exports)
}

func (o *forgetOptions) writeReleases(exports map[string]bool) error {
	if _, err := os.Stat(o.out); err != nil {
		fmt.Fprintf(o.stdout, "\nNo release was looked at, for there is no folder %s; name the folder of releases with --out FOLDER.\n", o.out)
		return nil
	}
	list, err := release.List(o.out)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(s release.Standing) bool { return !s.StandsOn(exports) })
	if len(list) == 0 {
		fmt.Fprintf(o.stdout, "\nNo release in %s was made from them.\n", o.out)
		return nil
	}
	fmt.Fprintln(o.stdout, "\nThese releases were made from them. They cannot be rebuilt as they were, and their pages and data may still\nhold rows of the case. Publish anew with:\n  "+o.next("publish")+"\nthen remove these folders by hand:")
	for _, s := range list {
		fmt.Fprintf(o.stdout, "  %s (%s, as of %s)\n", s.Folder, s.Manifest.Edition, s.Manifest.AsOf)
	}
	return nil
}
