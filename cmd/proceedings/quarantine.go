package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"proceedings/ingest"
)

// defaultQuarantineDays is how long the values of quarantined rows are kept.
const defaultQuarantineDays = 90

func newQuarantine(g *global) *cobra.Command {
	var warehousePath string
	var expire bool
	var days int
	c := &cobra.Command{
		Use:   "quarantine",
		Short: "Rows that wait for a correction: list, export, accept",
		Long: `Rows that could not be read without guessing are in no figure. They wait, with their
values, in a store of their own beside the warehouse, until a corrected export or a
workbook of corrected rows puts them right, or someone gives them up as lost.

With --expire, remove the values of rows that were loaded more than --days days ago.
The rows go on being counted as waiting.`,
		Example: `  proceedings quarantine list --warehouse w.duckdb
  proceedings quarantine export --warehouse w.duckdb --out faults.xlsx
  proceedings ingest --warehouse w.duckdb faults.xlsx
  proceedings quarantine accept 3f2a9c --reason "the force cannot say" --warehouse w.duckdb
  proceedings quarantine --expire --days 90 --warehouse w.duckdb`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !expire {
				return c.Help()
			}
			if warehousePath == "" {
				return noWarehouse()
			}
			return expireQuarantine(c, g, warehousePath, days)
		},
	}
	c.Flags().StringVar(&warehousePath, "warehouse", "", "the warehouse: a file or a lake")
	c.Flags().BoolVar(&expire, "expire", false, "remove values older than --days from the quarantine store")
	c.Flags().IntVar(&days, "days", defaultQuarantineDays, "how many days after loading values are kept")
	fromConfig(c, "warehouse", keyWarehouse)
	fromConfig(c, "days", keyQuarantineDays)
	c.AddCommand(newQuarantineList(g), newQuarantineExport(g), newQuarantineAccept(g))
	return c
}

// expireQuarantine removes values and says how many.
func expireQuarantine(c *cobra.Command, g *global, warehousePath string, days int) error {
	if days < 0 {
		return usage("--days %d: the number of days cannot be negative", days)
	}
	words, err := g.words()
	if err != nil {
		return err
	}
	r, err := ingest.ExpireQuarantine(c.Context(), warehousePath, words, days, g.now(), g.settings())
	if err != nil {
		return err
	}
	if r.Rows == 0 && r.Others == 0 && r.Strays == 0 {
		fmt.Fprintf(g.stdout, "The quarantine store holds no value loaded more than %d days ago.\n", days)
		return nil
	}
	if r.Rows > 0 {
		fmt.Fprintf(g.stdout, "The values of %s loaded more than %d days ago were removed; the rows go on being counted as waiting.\n", count(int64(r.Rows), "quarantined row"), days)
	}
	if r.Others > 0 {
		fmt.Fprintf(g.stdout, "%s of rows that wait no longer, or of how rows stood before they came back, went after %d days.\n", count(int64(r.Others), "kept version"), days)
	}
	if r.Strays > 0 {
		fmt.Fprintf(g.stdout, "%s that no load refers to went too.\n", count(int64(r.Strays), "file"))
	}
	return nil
}

// listLimit is how many rows are listed where not all are asked for.
const listLimit = 200

type quarantineList struct {
	*global
	warehouse, source string
	json, all, closed bool
}

func newQuarantineList(g *global) *cobra.Command {
	o := &quarantineList{global: g}
	c := &cobra.Command{
		Use:   "list --warehouse FILE",
		Short: "List the rows held back: file, row, column, value and rule",
		Long:  "List the rows held back. What is printed comes from the exports and is personal data: do not pass it on.",
		Example: `  proceedings quarantine list --warehouse w.duckdb
  proceedings quarantine list --warehouse w.duckdb --source psu-tracker --all
  proceedings quarantine list --warehouse w.duckdb --closed`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.list(c) },
	}
	needWarehouse(c, &o.warehouse)
	c.Flags().StringVar(&o.source, "source", "", "only rows of this source (see: proceedings profile list)")
	c.Flags().BoolVar(&o.json, "json", false, "one JSON object a line, all rows")
	c.Flags().BoolVar(&o.all, "all", false, fmt.Sprintf("all rows, not the first %d", listLimit))
	c.Flags().BoolVar(&o.closed, "closed", false, "rows that wait no longer: put right, or given up as lost and why")
	return c
}

// held reads the quarantine.
func (o *quarantineList) held(c *cobra.Command) (*ingest.Held, error) {
	words, err := o.words()
	if err != nil {
		return nil, err
	}
	held, err := ingest.ListQuarantine(c.Context(), o.warehouse, words, o.settings())
	if err != nil || o.source == "" {
		return held, err
	}
	return held.Only(o.source), nil
}

func (o *quarantineList) list(c *cobra.Command) error {
	held, err := o.held(c)
	if err != nil {
		return err
	}
	if o.closed {
		return o.listClosed(held)
	}
	rows := held.Rows()
	if o.json {
		return writeLines(o.global, rows)
	}
	if len(rows) == 0 {
		fmt.Fprintln(o.stdout, "No row is held back.")
		return nil
	}
	more := 0
	if !o.all && len(rows) > listLimit {
		rows, more = rows[:listLimit], len(rows)-listLimit
	}
	w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "id\tfile\tsheet\trow\tcolumn\tvalue\trule")
	for _, r := range rows {
		for _, p := range r.Problems {
			value := fmt.Sprintf("%q", p.Value)
			if r.Expired {
				value = "(removed)"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", r.ID, r.File, r.Sheet, r.Row, p.Field, value, p.Rule)
		}
	}
	w.Flush()
	if more > 0 {
		fmt.Fprintf(o.stdout, "… and %d more rows; list them with --all\n", more)
	}
	if n := held.Expired(); n > 0 {
		fmt.Fprintf(o.stdout, "The values of %s have been removed from the quarantine store.\n", count(n, "row"))
	}
	o.progress("Next: send them to whoever sent the export: %s", o.next("quarantine", "export", "--out", "faults.xlsx"))
	return nil
}

func (o *quarantineList) listClosed(held *ingest.Held) error {
	if o.json {
		return writeLines(o.global, held.Closed)
	}
	if len(held.Closed) == 0 {
		fmt.Fprintln(o.stdout, "No row of the exports in force has been put right or given up.")
		return nil
	}
	w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "id\tfile\tsheet\trow\twhat became of it\tby, or why")
	for _, r := range held.Closed {
		how := "put right"
		if r.Lost() {
			how = "given up as lost"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\n", r.ID, r.File, r.Sheet, r.Row, how, r.Why)
	}
	return w.Flush()
}

// writeLines prints values as JSON, one a line.
func writeLines[T any](g *global, values []T) error {
	enc := json.NewEncoder(g.stdout)
	enc.SetEscapeHTML(false)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

func newQuarantineExport(g *global) *cobra.Command {
	o := ingest.FaultsOptions{}
	c := &cobra.Command{
		Use:   "export --warehouse FILE --out WORKBOOK-OR-FOLDER",
		Short: "Write the rows held back into a workbook for whoever sent them",
		Long: `Write the rows held back into a workbook (.xlsx): each row as it was sent, the faulty
cells coloured, what is wrong and what to type beside it. When it comes back with the
cells corrected, load it with: proceedings ingest WORKBOOK

No sender is to see the rows of another. Where rows of several wait, of several sources
or of exports of one source that speak for different forces (its profile's scope), each
has a workbook of its own: faults-SOURCE.xlsx beside the one named, or in the folder named.

It holds personal data: only you can read the file, and it should travel as the exports do.`,
		Example: `  proceedings quarantine export --warehouse w.duckdb --out faults.xlsx
  proceedings quarantine export --warehouse w.duckdb --out to-send
  proceedings quarantine export --warehouse w.duckdb --out faults.xlsx --source psu-tracker --force`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if o.Out == "" {
				return usage("say where to write the workbook with --out faults.xlsx")
			}
			var err error
			if o.Words, err = g.words(); err != nil {
				return err
			}
			if o.Profiles, err = g.sources(o.Words); err != nil {
				return err
			}
			o.Settings = g.settings()
			r, err := ingest.ExportFaults(c.Context(), o)
			if err != nil {
				return err
			}
			sayExported(g, r)
			return nil
		},
	}
	needWarehouse(c, &o.Warehouse)
	c.Flags().StringVar(&o.Out, "out", "", "the workbook to write, or a folder for one a sender (required)")
	c.Flags().StringVar(&o.Source, "source", "", "only rows of this source (see: proceedings profile list)")
	c.Flags().BoolVar(&o.Replace, "force", false, "replace workbooks that are there already")
	return c
}

func sayExported(g *global, r *ingest.FaultsReport) {
	for _, b := range r.Books {
		fmt.Fprintf(g.stdout, "%s of %s of %s are in %s\n", count(b.Rows, "row"), count(int64(b.Files), "export"), b.Source, b.Path)
	}
	switch len(r.Books) {
	case 0:
		fmt.Fprintln(g.stdout, "No row is held back that could be sent; nothing was written.")
	case 1:
		fmt.Fprintf(g.stdout, "The workbook holds personal data. When it comes back corrected: %s\n", g.next("ingest", r.Books[0].Path))
	default:
		fmt.Fprintf(g.stdout, "The workbooks hold personal data: send each to its own sender. When one comes back corrected: %s\n", g.next("ingest", r.Books[0].Path))
	}
	for _, source := range r.Unknown {
		fmt.Fprintf(g.stdout, "There is no profile for %s here, so that its rows do not say what can be typed: name the folder that holds it with --profiles, and export again with --force.\n", source)
	}
	if r.Expired > 0 {
		fmt.Fprintf(g.stdout, "%s could not be written: the values have been removed from the quarantine store. Ask for those exports again.\n", count(r.Expired, "row"))
	}
}

func newQuarantineAccept(g *global) *cobra.Command {
	o := ingest.AcceptOptions{}
	c := &cobra.Command{
		Use:   "accept ID... --reason TEXT --warehouse FILE",
		Short: "Give rows up as lost, and say why",
		Long: `Close rows that nobody will put right. They are not loaded, stay counted as
quarantined in the accounting of their file, and wait no longer. Their values are
removed from the quarantine store. As much of an ID will do as no other row has.
The history shows when they were given up, by whom and why.`,
		Example: `  proceedings quarantine accept 3f2a9c --reason "the force cannot say" --warehouse w.duckdb`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name the rows by their IDs (see: %s)", g.next("quarantine", "list"))
			}
			if o.Reason == "" {
				return usage("say why these rows are given up with --reason \"…\"")
			}
			var err error
			if o.Words, err = g.words(); err != nil {
				return err
			}
			o.IDs, o.Settings, o.Now, o.By = args, g.settings(), g.now(), g.user()
			rows, err := ingest.Accept(c.Context(), o)
			for _, r := range rows {
				fmt.Fprintf(g.stdout, "%s: %s, row %d is given up as lost\n", r.ID, r.File, r.Row)
			}
			if errors.Is(err, ingest.ErrNoRow) {
				return fmt.Errorf("%w; see: %s", err, g.next("quarantine", "list"))
			}
			return err
		},
	}
	needWarehouse(c, &o.Warehouse)
	c.Flags().StringVar(&o.Reason, "reason", "", "why the rows are given up (required)")
	return c
}

// user is the name under which the caller is known to the machine, where there is one.
func (g *global) user() string {
	return cmp.Or(g.getenv("USER"), g.getenv("USERNAME"))
}

// noWarehouse says how to name one.
func noWarehouse() error {
	return usage("say which warehouse with --warehouse w.duckdb, or make a folder to work in that names one with: proceedings init FOLDER")
}
