package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/draft"
	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/queries"
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
how full each field is and which figures read those that are empty, which columns nothing uses
or the profile does not read, and last whether the load would go through.

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
		return fmt.Errorf("%s: there is no such file; make one with: %s", name, o.next("profile", "draft", files[0], "--out", name))
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
		return fmt.Errorf("the load would be refused: %w", err)
	}
	uses, err := fieldUses(ctx, words)
	if err != nil {
		return err
	}
	o.writeChecked(words, uses, checked)
	return o.verdict(name, files, checked.Report)
}

func (o *checkOptions) writeChecked(words *vocab.Set, uses queries.Uses, c *draft.Checked) {
	out := o.stdout
	writeRows(out, c.Report)
	for _, f := range c.Report.Files {
		writeRules(out, f)
	}
	for _, i := range c.Report.Ignored {
		fmt.Fprintln(out, "left alone: "+i)
	}
	writeProblems(out, c.Problems)
	o.writeUnmapped(words, c)
	o.writeFilled(words, uses, c.Records)
	writeReach(out, c.Reach)
	for _, u := range c.Unused {
		fmt.Fprintf(out, "\nRead%s and used by no record (a fault in them still counts): %s\n", ofSheet(u.Sheet), strings.Join(u.Headings, ", "))
	}
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
	last := ""
	for _, p := range problems {
		if p.File != last {
			fmt.Fprintf(out, "\nProblems of %s by column, with the first rows:\n", p.File)
			last = p.File
		}
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
