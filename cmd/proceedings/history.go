package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/reports/page"
)

func newHistory(g *global) *cobra.Command {
	var warehousePath string
	var asJSON, files bool
	c := &cobra.Command{
		Use:   "history --warehouse FILE",
		Short: "The batches loaded: what came in, what it replaced, what was undone",
		Long: `List the batches of a warehouse, newest first: one batch is one load. Beside the
rows of its files stand what it replaced, what was accepted and why, which rows were given
up as lost, and whether it still counts. Load times are for the audit alone: no figure uses them.`,
		Example: `  proceedings history --warehouse w.duckdb
  proceedings history --warehouse w.duckdb --files
  proceedings history --warehouse w.duckdb --json`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			batches, err := ingest.History(c.Context(), warehousePath, g.settings())
			if err != nil {
				return err
			}
			if asJSON {
				return writeHistoryJSON(g, batches)
			}
			writeHistory(g, batches, files)
			return nil
		},
	}
	needWarehouse(c, &warehousePath)
	c.Flags().BoolVar(&asJSON, "json", false, "all of it as JSON, with dates as 2026-03-31")
	c.Flags().BoolVar(&files, "files", false, "every file of each batch, with what its rows met by rule")
	return c
}

func writeHistory(g *global, batches []ingest.Batch, files bool) {
	if len(batches) == 0 {
		fmt.Fprintln(g.stdout, "The warehouse holds no batch yet.")
		return
	}
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "batch\tid\tloaded\tfiles\tread\taccepted\tunchanged\tquarantined\tskipped\t  counts")
	for _, b := range batches {
		s := sumFiles(b)
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t  %s\n", b.Number, b.ID, moment(b.LoadedAt), len(b.Files), s.Read, s.Accepted, s.Unchanged, s.Quarantined, s.Skipped, standing(b))
	}
	w.Flush()
	for _, b := range batches {
		notes := batchNotes(b)
		if !files && len(notes) == 0 {
			continue
		}
		fmt.Fprintf(g.stdout, "\nBatch %d\n", b.Number)
		for _, note := range notes {
			fmt.Fprintln(g.stdout, "  "+note)
		}
		if files {
			writeBatchFiles(g, b)
		}
	}
	if !files {
		fmt.Fprintln(g.stdout, "\nSee the files of each with --files.")
	}
}

// moment is a time of the audit log as people write it.
func moment(t time.Time) string { return page.Day(t) + ", " + t.UTC().Format("15:04") + " UTC" }

func sumFiles(b ingest.Batch) (s ingest.BatchFile) {
	for _, f := range b.Files {
		s.Read += f.Read
		s.Accepted += f.Accepted
		s.Unchanged += f.Unchanged
		s.Quarantined += f.Quarantined
		s.Skipped += f.Skipped
	}
	return s
}

// standing says whether a batch still counts.
func standing(b ingest.Batch) string {
	n := 0
	for _, f := range b.Files {
		if f.Counts {
			n++
		}
	}
	switch {
	case b.Undone != nil:
		return "undone"
	case n == len(b.Files):
		return "yes"
	case n == 0:
		return "replaced"
	}
	return fmt.Sprintf("%d of %d files", n, len(b.Files))
}

func batchNotes(b ingest.Batch) []string {
	out := []string{}
	if b.Entered != nil {
		for _, f := range b.Files {
			out = append(out, f.Name+" was entered by "+b.Entered.By+because(b.Entered.Reason))
		}
	}
	if b.Undone != nil {
		out = append(out, "undone on "+moment(b.Undone.At)+because(b.Undone.Reason))
	}
	for _, r := range b.TookBack {
		note := fmt.Sprintf("took the place of %s of batch %d: %s", r.File, r.Batch, r.Reason)
		if r.Void {
			note += " (void since it was undone)"
		}
		out = append(out, note)
	}
	for _, f := range b.Files {
		for _, r := range f.TakenBack {
			note := fmt.Sprintf("%s gave way to batch %d: %s", f.Name, r.Batch, r.Reason)
			if r.Void {
				note += " (void: that batch was undone)"
			}
			out = append(out, note)
		}
	}
	for _, f := range b.Files {
		for _, g := range f.GivenUp {
			out = append(out, givenUp(f.Name, g))
		}
	}
	for _, a := range b.Accepted {
		out = append(out, fmt.Sprintf("accepted: %s of %s, %s: %d, where that of %s had %d%s", strings.TrimSpace(a.Source+" "+a.Scope), page.Day(a.ExtractDate), a.What, a.Now, page.Day(a.Since), a.Before, because(a.Reason)))
	}
	return out
}

// givenUp says of which rows of a file nobody expects a correction any more.
func givenUp(file string, g ingest.GivenUp) string {
	places := []string{}
	for i, r := range g.Rows {
		if i == rowsShown {
			places = append(places, fmt.Sprintf("and %d more", len(g.Rows)-i))
			break
		}
		place := fmt.Sprint(r.Row)
		if r.Sheet != "" {
			place += " of " + r.Sheet
		}
		places = append(places, place)
	}
	note := fmt.Sprintf("%s of %s given up as lost (%s)", count(int64(len(g.Rows)), "row"), file, strings.Join(places, ", "))
	if !g.At.IsZero() {
		note += " on " + moment(g.At)
	}
	if g.By != "" {
		note += " by " + g.By
	}
	return note + because(g.Reason)
}

// rowsShown is how many rows a note names.
const rowsShown = 10

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

func writeBatchFiles(g *global, b ingest.Batch) {
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "read\taccepted\tunchanged\tquarantined\tskipped\tspeaks for\tcounts\t  file (source)")
	for _, f := range b.Files {
		counts := "no"
		if f.Counts {
			counts = "yes"
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%s\t%s\t  %s (%s)\n", f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped, page.Day(f.ExtractDate), counts, f.Name, f.Source)
	}
	w.Flush()
	for _, f := range b.Files {
		if rules := fileRules(f.SkippedBy, f.Problems); len(rules) > 0 {
			fmt.Fprintf(g.stdout, "  %s\n    %s\n", f.Name, strings.Join(rules, "\n    "))
		}
	}
}

// historyJSON is a batch as --json writes it.
type historyJSON struct {
	Batch    int              `json:"batch"`
	ID       string           `json:"id"`
	LoadedAt string           `json:"loaded_at"`
	Undone   *undoneJSON      `json:"undone"`
	Entered  *enteredJSON     `json:"entered_by_hand,omitempty"`
	TookBack []reversalJSON   `json:"took_the_place_of"`
	Accepted []acceptanceJSON `json:"accepted"`
	Files    []fileJSON       `json:"files"`
}

type undoneJSON struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}

type enteredJSON struct {
	By     string `json:"by"`
	Reason string `json:"reason"`
}

type reversalJSON struct {
	File   string `json:"file"`
	Batch  int    `json:"batch"`
	Reason string `json:"reason"`
	Void   bool   `json:"void"`
}

type acceptanceJSON struct {
	Source      string `json:"source"`
	Scope       string `json:"scope"`
	ExtractDate string `json:"extract_date"`
	Since       string `json:"since"`
	What        string `json:"what"`
	Before      int64  `json:"before"`
	Now         int64  `json:"now"`
	Reason      string `json:"reason"`
}

type fileJSON struct {
	File        string         `json:"file"`
	SHA256      string         `json:"sha256"`
	Source      string         `json:"source"`
	ExtractDate string         `json:"extract_date"`
	Kind        string         `json:"kind"`
	Read        int64          `json:"rows_read"`
	Accepted    int64          `json:"rows_accepted"`
	Unchanged   int64          `json:"rows_unchanged"`
	Quarantined int64          `json:"rows_quarantined"`
	Skipped     int64          `json:"rows_skipped"`
	SkippedBy   []ruleJSON     `json:"skipped_by_rule"`
	Problems    []ruleJSON     `json:"problems_by_rule"`
	Counts      bool           `json:"counts"`
	TakenBack   []reversalJSON `json:"gave_way_to"`
	GivenUp     []givenUpJSON  `json:"given_up"`
}

type givenUpJSON struct {
	At     string    `json:"at,omitempty"`
	By     string    `json:"by,omitempty"`
	Reason string    `json:"reason"`
	Rows   []rowJSON `json:"rows"`
}

type rowJSON struct {
	Sheet string `json:"sheet,omitempty"`
	Row   int64  `json:"row"`
}

type ruleJSON struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Rows     int64  `json:"rows"`
}

func writeHistoryJSON(g *global, batches []ingest.Batch) error {
	out := []historyJSON{}
	for _, b := range batches {
		j := historyJSON{Batch: b.Number, ID: b.ID, LoadedAt: b.LoadedAt.UTC().Format(time.RFC3339), TookBack: reversalsJSON(b.TookBack), Accepted: []acceptanceJSON{}, Files: []fileJSON{}}
		if b.Undone != nil {
			j.Undone = &undoneJSON{b.Undone.At.UTC().Format(time.RFC3339), b.Undone.Reason}
		}
		if b.Entered != nil {
			j.Entered = &enteredJSON{b.Entered.By, b.Entered.Reason}
		}
		for _, a := range b.Accepted {
			j.Accepted = append(j.Accepted, acceptanceJSON{a.Source, a.Scope, a.ExtractDate.Format(time.DateOnly), a.Since.Format(time.DateOnly), a.What, a.Before, a.Now, a.Reason})
		}
		for _, f := range b.Files {
			j.Files = append(j.Files, fileJSON{f.Name, f.SHA256, f.Source, f.ExtractDate.Format(time.DateOnly), f.Kind, f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped,
				rulesJSON(f.SkippedBy), rulesJSON(f.Problems), f.Counts, reversalsJSON(f.TakenBack), givenUpsJSON(f.GivenUp)})
		}
		out = append(out, j)
	}
	return writeIndented(g.stdout, out)
}

func reversalsJSON(list []ingest.Reversal) []reversalJSON {
	out := []reversalJSON{}
	for _, r := range list {
		out = append(out, reversalJSON(r))
	}
	return out
}

func givenUpsJSON(list []ingest.GivenUp) []givenUpJSON {
	out := []givenUpJSON{}
	for _, g := range list {
		j := givenUpJSON{By: g.By, Reason: g.Reason}
		if !g.At.IsZero() {
			j.At = g.At.UTC().Format(time.RFC3339)
		}
		for _, r := range g.Rows {
			j.Rows = append(j.Rows, rowJSON(r))
		}
		out = append(out, j)
	}
	return out
}

func rulesJSON(list []ingest.RuleCount) []ruleJSON {
	out := []ruleJSON{}
	for _, r := range list {
		out = append(out, ruleJSON{r.Rule, r.Severity, r.Rows})
	}
	return out
}
