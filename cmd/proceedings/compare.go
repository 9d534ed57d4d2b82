package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/release"
	"proceedings/reports/revision"
)

// comparedLines is how many lines compare prints unless it is asked for all.
const comparedLines = 25

type compareOptions struct {
	*global
	warehouse string
	format    string
}

func newCompare(g *global) *cobra.Command {
	o := &compareOptions{global: g}
	c := &cobra.Command{
		Use:   "compare EARLIER LATER [--warehouse FILE]",
		Short: "Which published figures differ between two releases, by how much and why",
		Long: `Compare the figures of two releases. Each is a release's folder, or a folder of releases, and then the one
that its index.html points to. What is compared is what speaks for the same thing in both: with the same
position every figure, otherwise the rows of quarters, months and years that were over on both days.

With the warehouse each line says why: records that are known only since, corrections, withdrawals, another
profile, a new source, another definition or limit, or time that passed. Without it only what the manifests tell.`,
		Example: `  proceedings compare release/2026-03-31-restricted-f019506c1e13 release
  proceedings compare release/2026-03-31-restricted-f019506c1e13 release --warehouse w.duckdb --format csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("name two releases, the earlier first")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains([]string{"text", "csv"}, o.format) {
				return usage("--format %q: there are text and csv", o.format)
			}
			return o.compare(c.Context(), args[0], args[1])
		},
	}
	c.Flags().StringVar(&o.warehouse, "warehouse", "", "the warehouse to look for the reasons in")
	fromConfig(c, "warehouse", keyWarehouse)
	c.Flags().StringVar(&o.format, "format", "text", "text (the largest changes) or csv (all)")
	return c
}

func (o *compareOptions) compare(ctx context.Context, first, second string) error {
	earlier, err := release.Open(first)
	if err != nil {
		return err
	}
	later, err := release.Open(second)
	if err != nil {
		return err
	}
	if earlier.Manifest.Edition != later.Manifest.Edition {
		return fmt.Errorf("%s is %s and %s is %s: releases of one edition are compared", earlier.Name(), earlier.Manifest.Edition, later.Name(), later.Manifest.Edition)
	}
	catalogue, err := queries.Load()
	if err != nil {
		return err
	}
	a, err := publishedSide(earlier)
	if err != nil {
		return err
	}
	b, err := publishedSide(later)
	if err != nil {
		return err
	}
	c, err := revision.Compare(catalogue, a, b)
	if err != nil {
		return fmt.Errorf("%w: see: proceedings verify", err)
	}
	if err := o.reasons(ctx, catalogue, earlier, later, c); err != nil {
		return err
	}
	return o.print(earlier, later, c)
}

// reasons looks for why figures changed: in the warehouse where that can tell, else in the manifests.
func (o *compareOptions) reasons(ctx context.Context, catalogue *queries.Catalogue, earlier, later release.Standing, c *revision.Comparison) error {
	if o.warehouse != "" && later.Manifest.Catalogue == catalogue.Fingerprint() {
		now, err := o.askedBy(ctx, later.Manifest, o.warehouse)
		if err != nil {
			return err
		}
		return o.explain(ctx, now, catalogue, earlier, c)
	}
	if o.warehouse != "" {
		o.progress("note: this program defines figures otherwise than the one that made %s: the reasons are those that the manifests tell", later.Name())
	}
	c.Told(earlier.Manifest.Standards != later.Manifest.Standards, otherExports(earlier.Manifest, later.Manifest))
	return nil
}

// otherExports says how the exports of two releases differ, in words.
func otherExports(a, b release.Manifest) []string {
	count := func(in, not []release.Source) (n int) {
		for _, s := range in {
			if !slices.ContainsFunc(not, func(o release.Source) bool { return o.Profile == s.Profile && o.SHA256 == s.SHA256 }) {
				n++
			}
		}
		return n
	}
	var out []string
	if n := count(b.Sources, a.Sources); n > 0 {
		out = append(out, fmt.Sprintf("%d more", n))
	}
	if n := count(a.Sources, b.Sources); n > 0 {
		out = append(out, fmt.Sprintf("%d no longer read", n))
	}
	if a.ByHand != b.ByHand {
		out = append(out, "others entered by hand")
	}
	for _, s := range b.Sources {
		i := slices.IndexFunc(a.Sources, func(o release.Source) bool { return o.Profile == s.Profile })
		if i >= 0 && !slices.ContainsFunc(a.Sources, func(o release.Source) bool { return o.Profile == s.Profile && o.ProfileSHA256 == s.ProfileSHA256 }) {
			if said := "profile " + s.Profile + " changed"; !slices.Contains(out, said) {
				out = append(out, said)
			}
		}
	}
	return out
}

func (o *compareOptions) print(earlier, later release.Standing, c *revision.Comparison) error {
	words, err := o.words()
	if err != nil {
		return err
	}
	in := reports.Input{Answers: reports.Restricted(nil), Facts: reports.Facts{Label: words.Label, Jurisdiction: jurisdictions(words)}}
	if o.format == "csv" {
		_, err := o.stdout.Write(c.CSV(in))
		return err
	}
	headline, text, kinds := c.Summary(in)
	fmt.Fprintf(o.stdout, "%s → %s\n%s.\n%s\n", earlier.Name(), later.Name(), headline, text)
	if err := o.saySigned(later); err != nil {
		return err
	}
	for _, k := range kinds {
		fmt.Fprintln(o.stdout, "  "+k)
	}
	for _, r := range c.Largest(comparedLines) {
		l := c.Line(in, r)
		fmt.Fprintf(o.stdout, "\n%s, %s, %s: %s → %s", l[0], l[1], l[2], l[3], l[4])
		if l[5] != "" {
			fmt.Fprintf(o.stdout, " (%s)", strings.ReplaceAll(strings.ReplaceAll(l[5], "(", ""), ")", ""))
		}
		if l[6] != "" {
			fmt.Fprintf(o.stdout, "\n  %s", l[6])
		}
	}
	if n := len(c.Revisions); n > comparedLines {
		fmt.Fprintf(o.stdout, "\n\nThe largest of %d; all of them with --format csv", n)
	}
	fmt.Fprintln(o.stdout)
	if n := len(c.Left); n > 0 {
		fmt.Fprintf(o.stdout, "%s not compared: see the page of revisions of a release, or compare releases of one position.\n", count(int64(n), "figure"))
	}
	return nil
}
