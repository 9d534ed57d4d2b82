package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/draft"
	"proceedings/ingest/profile"
)

type checkOptions struct {
	*global
	extractDate, maxUnpacked string
	values                   bool
}

func newProfileCheck(g *global) *cobra.Command {
	o := &checkOptions{global: g}
	c := &cobra.Command{
		Use:   "check PROFILE.yaml FILE...",
		Short: "Try a profile on exports and keep nothing",
		Long: `Check a profile and load exports with it into a warehouse that is thrown away: what
would become of every row, which rules were met and where, which labels stand for no code,
how full each field is, and which columns the profile does not read.

The exit code is 0 where the load would go through with no row held back. Labels of
code columns are shown; other values only with --values, since they are personal data.`,
		Example: `  proceedings profile check profiles/cases.yaml cases_20260331.csv
  proceedings profile check profiles/cases.yaml cases.csv --extract-date 2026-03-31 --values`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("name a profile and at least one export file")
			}
			return o.run(c.Context(), args[0], args[1:])
		},
	}
	c.Flags().StringVar(&o.extractDate, "extract-date", "", "the date that the exports speak for, where they do not say it")
	c.Flags().BoolVar(&o.values, "values", false, "show the values that met a rule: they are personal data")
	c.Flags().StringVar(&o.maxUnpacked, "max-unpacked", "", maxUnpackedUsage)
	return c
}

func (o *checkOptions) run(ctx context.Context, name string, files []string) error {
	extract, err := day("--extract-date", o.extractDate)
	if err != nil {
		return err
	}
	unpacked, err := size("--max-unpacked", o.maxUnpacked)
	if err != nil {
		return err
	}
	words, err := o.words()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file; make one with: proceedings profile draft %s --out %s", name, files[0], name)
	case err != nil:
		return fmt.Errorf("%s: it cannot be read", name)
	}
	p, err := profile.Parse(name, data, words)
	if err != nil {
		return err
	}
	checked, err := draft.Check(ctx, draft.CheckOptions{Profile: p, Words: words, Settings: o.settings(), MaxUnpacked: unpacked, ExtractDate: extract, Now: o.now(), Values: o.values,
		Progress: func(done, total int, what string) { o.progress("[%d/%d] %s", done, total, what) }}, files...)
	if err != nil {
		return err
	}
	writeChecked(o.stdout, checked)
	held := int64(0)
	for _, f := range checked.Report.Files {
		held += f.Quarantined
	}
	if held > 0 {
		return fmt.Errorf("%s would be held back; see above why (nothing was kept of this trial)", count(held, "row"))
	}
	fmt.Fprintf(o.stdout, "\nThe load would go through. Put the profile into a folder and load with:\n  proceedings ingest --warehouse w.duckdb --profiles FOLDER %s\n", strings.Join(files, " "))
	return nil
}

func writeChecked(out io.Writer, c *draft.Checked) {
	writeRows(out, c.Report)
	for _, f := range c.Report.Files {
		writeRules(out, f)
	}
	for _, i := range c.Report.Ignored {
		fmt.Fprintln(out, "left alone: "+i)
	}
	writeProblems(out, c.Problems)
	writeUnmapped(out, c.Unmapped)
	writeFilled(out, c.Records)
	for _, u := range c.Unread {
		fmt.Fprintf(out, "\nNot read%s: %s\n", ofSheet(u.Sheet), strings.Join(u.Headings, ", "))
	}
}

// writeRows is the accounting of each file.
func writeRows(out io.Writer, r *ingest.Report) {
	for _, f := range r.Files {
		fmt.Fprintf(out, "%s: read %d = accepted %d + unchanged %d + quarantined %d + skipped %d (extract of %s)\n",
			f.Path, f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped, f.ExtractDate.Format("2006-01-02"))
	}
}

func ofSheet(sheet string) string {
	if sheet == "" {
		return ""
	}
	return " of sheet " + sheet
}

func writeProblems(out io.Writer, problems []draft.Problem) {
	if len(problems) == 0 {
		return
	}
	fmt.Fprintln(out, "\nProblems by column, with the first rows:")
	for _, p := range problems {
		field := p.Field
		if field == "" {
			field = "(the row)"
		}
		places := []string{}
		for _, s := range p.Places {
			at := fmt.Sprint(s.Row)
			if s.Value != "" {
				at += fmt.Sprintf(" %q", s.Value)
			}
			places = append(places, at)
		}
		fmt.Fprintf(out, "  %s%s: %s: %s %s%s\n", field, ofSheet(p.Sheet), p.Rule, count(p.Rows, "row"), becomes(p.Severity), firstRows(places, p.Rows))
	}
}

// firstRows names the rows of a problem, or the first of them.
func firstRows(places []string, of int64) string {
	switch {
	case len(places) == 0:
		return ""
	case of == 1:
		return " (row " + places[0] + ")"
	case of > int64(len(places)):
		return " (rows " + strings.Join(places, ", ") + " …)"
	}
	return " (rows " + strings.Join(places, ", ") + ")"
}

func writeUnmapped(out io.Writer, labels []draft.Unmapped) {
	last := ""
	for _, u := range labels {
		if head := u.Field + ofSheet(u.Sheet); head != last {
			fmt.Fprintf(out, "\nLabels of %s that stand for no code (list %s); map them under codes:\n", head, u.List)
			last = head
		}
		fmt.Fprintf(out, "  %q: %d\n", u.Label, u.Rows)
	}
}

func writeFilled(out io.Writer, records []draft.Filled) {
	for _, r := range records {
		fmt.Fprintf(out, "\n%s: %s\n", r.Record, count(r.Records, "record"))
		w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
		empty := []string{}
		for _, f := range r.Fields {
			if f.Records == 0 {
				empty = append(empty, f.Name)
				continue
			}
			dates := ""
			if f.From != "" {
				dates = "\t" + f.From + " to " + f.To
			}
			fmt.Fprintf(w, "  %s\t%d\t%d%%%s\n", f.Name, f.Records, f.Records*100/max(r.Records, 1), dates)
		}
		w.Flush()
		if len(empty) > 0 {
			fmt.Fprintf(out, "  empty: %s\n", strings.Join(empty, ", "))
		}
	}
}
