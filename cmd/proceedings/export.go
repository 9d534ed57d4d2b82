package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/queries/export"
	"proceedings/reports/page"
)

type exportOptions struct {
	*global
	dates
	warehouse string
	folder    string
	format    string
	partition []string
	records   []string
	queries   []string
	replace   bool
}

func newExport(g *global) *cobra.Command {
	o := &exportOptions{global: g}
	c := &cobra.Command{
		Use:   "export --warehouse FILE FOLDER",
		Short: "Write the records, or answers, as Parquet, Arrow or CSV files for other programs",
		Long: `Write the records that the warehouse holds, as known and cut at --as-of as every query reads them, into a new folder for Spark, Trino,
R, pandas and other programs: a folder a table, the reference tables (limits, codes, calendar) beside the records, and datapackage.json, which says what
each column is, what refers to what, and what it was made from. With --queries the answers to questions are written in their place.

--partition force,year makes folders such as case/force=Northshire/year=2025 of each kind of record. A record without a force of its own has that of
the record it refers to, mostly its case; the year is that of the record's own date (datapackage.json names it). What has none stands in
__HIVE_DEFAULT_PARTITION__. The columns of such folders are not in the files again.

Restricted: an export holds case-level records, for use inside the team only. Identifiers of people are keyed hashes, references of cases
are readable. The folder can be read by its owner only. A folder that holds anything is refused, but for an
export with --replace. The same warehouse and dates give the same bytes.`,
		Example: `  proceedings export --warehouse w.duckdb records
  proceedings export --warehouse w.duckdb --partition force,year --as-of 2026-03-31 records
  proceedings export --warehouse w.duckdb --records case,proceeding,ref --format csv --replace records
  proceedings export --warehouse w.duckdb --queries hearing_100wd,findings --format arrow answers`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return usage("name one folder to write (see: %s --help)", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			o.folder = args[0]
			return o.run(c.Context())
		},
	}
	needWarehouse(c, &o.warehouse)
	o.flags(c)
	c.Flags().StringVar(&o.format, "format", string(export.Parquet), "parquet, arrow or csv")
	c.Flags().StringSliceVar(&o.partition, "partition", nil, "folders by force, year or force,year (default: one file a table)")
	c.Flags().StringSliceVar(&o.records, "records", nil, "only these kinds of record, as profile fields names them, and ref for the reference tables (default: all that hold anything)")
	c.Flags().StringSliceVar(&o.queries, "queries", nil, "in place of records the answers to these questions (see query list), or all")
	c.Flags().BoolVar(&o.replace, "replace", false, "put it in the place of an export in the folder")
	return c
}

func (o *exportOptions) run(ctx context.Context) error {
	a, catalogue, err := o.check(ctx)
	if err != nil {
		return err
	}
	place, err := export.Take(o.folder, o.replace)
	if errors.Is(err, export.ErrThere) {
		return fmt.Errorf("%w: add --replace, or name another folder", err)
	}
	if err != nil {
		return err
	}
	defer place.Leave()
	a.folder = place.Folder
	session, err := a.open(ctx, catalogue)
	if err != nil {
		return err
	}
	defer session.Close()
	sum, err := export.Write(ctx, session, place.Folder, export.Options{Words: a.words, Format: export.Format(o.format), Partition: o.partition, Records: o.records, Queries: o.queries,
		Progress: func(done, of int, table string) { o.progress("[%d/%d] %s", done+1, of, table) }})
	if err != nil {
		return fmt.Errorf("nothing was written to %s: %w", o.folder, ingest.EngineError(err))
	}
	if err := place.Settle(); err != nil {
		return err
	}
	return o.say(a, sum)
}

// check refuses what cannot be written before anything is, with what can.
func (o *exportOptions) check(ctx context.Context) (asking, *queries.Catalogue, error) {
	if len(o.queries) > 0 && len(o.records)+len(o.partition) > 0 {
		return asking{}, nil, usage("--queries writes answers in place of records: leave out --records and --partition")
	}
	formats := []string{}
	for _, f := range export.Formats() {
		formats = append(formats, string(f))
	}
	if !slices.Contains(formats, o.format) {
		return asking{}, nil, usage("--format %q: there are %s", o.format, page.List(formats))
	}
	if err := among("--partition", o.partition, export.Partitions()); err != nil {
		return asking{}, nil, err
	}
	catalogue, err := queries.Load()
	if err != nil {
		return asking{}, nil, err
	}
	if err := o.checkQueries(catalogue); err != nil {
		return asking{}, nil, err
	}
	a, err := o.asking(ctx, &o.dates, o.warehouse)
	if err != nil {
		return a, nil, err
	}
	return a, catalogue, among("--records", o.records, recordNames(a.words))
}

// recordNames are what --records may name.
func recordNames(words *vocab.Set) []string {
	out := []string{}
	for _, r := range words.Records() {
		out = append(out, r.Name)
	}
	return append(out, export.References)
}

// among refuses what is not there, or is named twice.
func among(flag string, given, there []string) error {
	for i, name := range given {
		if !slices.Contains(there, name) {
			return usage("%s %q: there are %s", flag, name, page.List(there))
		}
		if slices.Contains(given[:i], name) {
			return usage("%s names %s twice", flag, name)
		}
	}
	return nil
}

// checkQueries finds the questions, all that are asked of no case where that is what is said.
func (o *exportOptions) checkQueries(catalogue *queries.Catalogue) error {
	var there []string
	for _, q := range catalogue.List() {
		if !q.OfCases() {
			there = append(there, q.Name)
		}
	}
	if slices.Equal(o.queries, []string{"all"}) {
		o.queries = there
	}
	for _, name := range o.queries {
		if !slices.Contains(there, name) {
			return usage("there is no question named %q that is asked of all cases; see: proceedings query list", name)
		}
	}
	return among("--queries", o.queries, there)
}

func (o *exportOptions) say(a asking, sum export.Summary) error {
	if len(sum.Unpartitioned) > 0 {
		o.progress("Not in all the folders that --partition names, since its records have no such column or there are none: %s", page.List(sum.Unpartitioned))
	}
	_, err := fmt.Fprintf(o.stdout, "Exported %s in %s (%s, %s bytes) to %s, as of %s. %s says what each column is.\n%s\n",
		page.Plural(sum.Rows, "row", "rows"), page.Plural(sum.Tables, "table", "tables"), page.Plural(sum.Files, "file", "files"), page.Count(sum.Bytes), o.folder,
		page.Day(a.period.AsOf), filepath.Join(o.folder, "datapackage.json"), export.Restricted)
	return err
}
