package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/checks"
	"proceedings/ingest/warehouse"
	"proceedings/reports/page"
)

type ingestOptions struct {
	*global
	warehouse   string
	extractDate string
	accept      string
	maxUnpacked string
	dryRun      bool
}

func newIngest(g *global) *cobra.Command {
	o := &ingestOptions{global: g}
	c := &cobra.Command{
		Use:   "ingest --warehouse FILE EXPORT-OR-FOLDER...",
		Short: "Load exports, or rows put right, into a warehouse",
		Long: `Load exports into a warehouse, all of them or none.

Delimited text, Excel and OpenDocument workbooks, JSON, Parquet and Arrow files
are read, as they are, compressed with gzip or in a zip archive. Each file is
matched to a source profile by its name, its bytes and its columns. Every row
read is accepted, found unchanged, quarantined or skipped by a named rule; the
sum is checked before anything is saved. Loading a file again changes nothing.

A workbook of "quarantine export" that has come back with cells corrected is known by
what is in it: its rows are loaded as if they stood in the export that they were sent in.

With --dry-run, say what would become of every row, what would be taken back or
withdrawn, and whether the load would be refused; nothing is saved.`,
		Example: `  proceedings ingest --warehouse w.duckdb exports/
  proceedings ingest --warehouse w.duckdb --profiles profiles/ cases.csv.gz tracker.xlsx quarter.zip
  proceedings ingest --warehouse w.duckdb --dry-run exports/
  proceedings ingest --warehouse w.duckdb faults.xlsx`,
		RunE: func(c *cobra.Command, args []string) error {
			report, err := o.load(c.Context(), args...)
			if report != nil {
				o.say(report)
			}
			if o.dryRun && report != nil {
				fmt.Fprintln(g.stdout, "\nThis was a dry run: nothing was saved.")
			}
			return err
		},
	}
	needWarehouse(c, &o.warehouse)
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "do all that a load does, say what would become of every row, and save nothing")
	o.readFlags(c)
	return c
}

// readFlags are those of every verb that loads exports.
func (o *ingestOptions) readFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.extractDate, "extract-date", "", "the date that the exports speak for, where they do not say it")
	c.Flags().StringVar(&o.accept, "accept", "", "why an export that has far fewer rows than the one before, or lacks its totals row, is right; kept with the load")
	c.Flags().StringVar(&o.maxUnpacked, "max-unpacked", "", maxUnpackedUsage)
}

func (o *ingestOptions) load(ctx context.Context, paths ...string) (*ingest.Report, error) {
	if len(paths) == 0 {
		return nil, usage("name at least one export file or folder")
	}
	extract, err := day("--extract-date", o.extractDate)
	if err != nil {
		return nil, err
	}
	unpacked, err := size("--max-unpacked", o.maxUnpacked)
	if err != nil {
		return nil, err
	}
	words, err := o.words()
	if err != nil {
		return nil, err
	}
	profiles, err := o.sources(words)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(o.warehouse); errors.Is(err, fs.ErrNotExist) && !o.dryRun && !warehouse.IsLake(o.warehouse) {
		o.progress("There is no warehouse %s yet: a new one is made.", o.warehouse) // a mistyped name is seen here
	}
	return ingest.Load(ctx, ingest.Options{
		Warehouse: o.warehouse, Profiles: profiles, Words: words, KeyFile: o.keyFile(o.warehouse), Accept: o.accept, ExtractDate: extract,
		Now: o.now(), Settings: o.settings(), MaxUnpacked: unpacked, DryRun: o.dryRun,
		Progress: func(done, total int, what string) { o.progress("[%d/%d] %s", done, total, what) },
	}, paths...)
}

// maxUnpackedUsage describes --max-unpacked, which every verb has that reads exports.
const maxUnpackedUsage = "what a compressed file or archive may unpack to, such as 20GiB (default 8GiB)"

// size reads a flag such as 8GiB or 500MB; 0 where it is not given.
func size(flag, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	number, of := text, int64(1)
	for _, u := range []struct {
		name string
		of   int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3}, {"B", 1}} {
		if n, ok := strings.CutSuffix(strings.ToLower(text), strings.ToLower(u.name)); ok {
			number, of = n, u.of
			break
		}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64/of {
		return 0, usage("%s %q is not a size: write it as 8GiB", flag, text)
	}
	return n * of, nil
}

// say prints what a load did, and what there is to do next.
func (o *ingestOptions) say(report *ingest.Report) {
	writeAccounting(o.stdout, report)
	var held int64
	for _, f := range report.Files {
		held += f.Quarantined
	}
	if held > 0 && !o.dryRun {
		fmt.Fprintf(o.stdout, "\n%s held back by this load; they wait for a correction. See each with: %s\n", count(held, "row"), o.next("quarantine", "list"))
	}
}

// writeAccounting prints what became of every row, file by file.
func writeAccounting(out io.Writer, report *ingest.Report) {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "read\taccepted\tunchanged\tquarantined\tskipped\textract\t  file")
	var sum ingest.FileReport
	for _, f := range report.Files {
		if f.Already {
			fmt.Fprintf(w, "-\t-\t-\t-\t-\t%s\t  %s: loaded before, nothing to do\n", f.ExtractDate.Format(time.DateOnly), fileName(f))
			continue
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%s\t  %s\n", f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped, f.ExtractDate.Format(time.DateOnly), fileName(f))
		sum.Read += f.Read
		sum.Accepted += f.Accepted
		sum.Unchanged += f.Unchanged
		sum.Quarantined += f.Quarantined
		sum.Skipped += f.Skipped
	}
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t\t  all files\n", sum.Read, sum.Accepted, sum.Unchanged, sum.Quarantined, sum.Skipped)
	w.Flush()
	for _, f := range report.Files {
		writeRules(out, f)
	}
	for _, i := range report.Ignored {
		fmt.Fprintln(out, "left alone: "+i)
	}
}

// fileName is the file, and for rows put right the export that they stand in.
func fileName(f ingest.FileReport) string {
	if f.Corrects != "" {
		return f.Path + " (rows of " + f.Corrects + ")"
	}
	return f.Path
}

// count is a number with its noun.
func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func writeRules(out io.Writer, f ingest.FileReport) {
	parts := []string{}
	if f.Corrects != "" && f.Closed > 0 {
		parts = append(parts, fmt.Sprintf("%s of %s put right; they wait no longer", count(f.Closed, "row"), f.Corrects))
	}
	if f.Note != "" {
		parts = append(parts, f.Note)
	}
	if f.Replaces != "" {
		parts = append(parts, "an earlier load was taken back: "+f.Replaces)
	}
	if f.WaitAgain > 0 {
		parts = append(parts, fmt.Sprintf("%s of it that had been put right or given up: waiting again; load the workbooks that put them right again, and give up again what stays lost", count(f.WaitAgain, "row")))
	}
	if f.Withdrawn > 0 {
		parts = append(parts, fmt.Sprintf("%s of the extract before %s withdrawn: this one no longer shows %s", count(f.Withdrawn, "record"), page.Agree(f.Withdrawn, "is", "are"), page.Agree(f.Withdrawn, "it", "them")))
	}
	parts = append(parts, fileRules(f.SkippedBy, f.Problems)...)
	if len(parts) > 0 {
		fmt.Fprintf(out, "  %s\n    %s\n", fileName(f), strings.Join(parts, "\n    "))
	}
}

// fileRules says how many rows of a file met each rule. A row that met several
// counts at each.
func fileRules(skipped, problems []ingest.RuleCount) (parts []string) {
	for _, s := range skipped {
		parts = append(parts, fmt.Sprintf("%s skipped: %s", count(s.Rows, "row"), s.Rule))
	}
	for _, p := range problems {
		parts = append(parts, fmt.Sprintf("%s %s: %s", count(p.Rows, "row"), becomes(p.Severity), p.Rule))
	}
	return parts
}

// becomes says what a rule of a severity makes of a row.
func becomes(severity string) string {
	switch severity {
	case ingest.Quarantine:
		return "held back"
	case ingest.Blank:
		return "kept with the value emptied"
	case ingest.Warn:
		return "noted"
	case checks.Exclude:
		return "left out of what needs the value"
	}
	return severity
}
