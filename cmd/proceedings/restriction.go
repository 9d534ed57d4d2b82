package main

import (
	"cmp"
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports/page"
)

type restrictionOptions struct {
	*global
	warehouse       string
	kind            string
	of              ingest.Restriction // as given
	from, until, on string
	by, reason      string
	ahead, all      bool
}

func newRestriction(g *global) *cobra.Command {
	o := &restrictionOptions{global: g}
	c := &cobra.Command{
		Use:   "restriction",
		Short: "Anonymity orders and reporting restrictions that stand in no export: add, list, end",
		Long: `Orders of anonymity, reporting restrictions and hearings in private, entered as you hear of them. An entry is loaded like an
export of one row that speaks for today: it stands in history with who entered it and why, undo takes it back, and figures as
known before today lack it. Who and why stay with the warehouse; no release holds them.

A restricted release marks the debrief pack of each case under a restriction that has not run out by its position date, also one
that began after that date, and says on its first page how many there are. A shareable release names no case at
all. To be sure, every file of it is searched, also inside office documents, for the references of every case that was ever under
restriction (PDF files are printed from pages that are searched); where one is found the release is refused.

The list is no clearance. A restriction that nobody entered is not in it, and some hold by law with no order at all.`,
		Example: `  proceedings restriction add --warehouse w.duckdb --kind anonymity --case C-2024-0123 --subject 1 --by "A. Manager" --reason "order of the chair, by telephone"
  proceedings restriction list --warehouse w.duckdb
  proceedings restriction end hand-3fa9c2 --warehouse w.duckdb --on 2026-08-01 --by "A. Manager" --reason "lifted by the chair"`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(o.newAdd(), o.newList(), o.newEnd())
	return c
}

func (o *restrictionOptions) newAdd() *cobra.Command {
	c := &cobra.Command{
		Use:   "add --warehouse FILE --kind KIND --case REF --by NAME --reason WHY",
		Short: "Enter a restriction",
		Long: `Enter a restriction. Without --proceeding it covers every proceeding of the case, without --subject everyone in it, without
--until it runs until further order. When in doubt enter the wider one.

The case must stand in an export, so that a slip of the pen does not leave it unprotected; --ahead enters a restriction on
one that no export has brought yet.`,
		Example: `  proceedings restriction add --warehouse w.duckdb --kind anonymity --case C-2024-0123 --by "A. Manager" --reason "order of the chair, by telephone"
  proceedings restriction add --warehouse w.duckdb --kind reporting --case C-2024-0123 --proceeding P-17 --from 2026-05-05 --until 2026-09-01 --by "A. Manager" --reason "Crown Court, s4(2)"`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.add(c.Context()) },
	}
	f := c.Flags()
	f.StringVar(&o.kind, "kind", "", "anonymity, reporting or private_hearing (required)")
	f.StringVar(&o.of.Case, "case", "", "reference of the case (required)")
	f.StringVar(&o.of.Proceeding, "proceeding", "", "reference of the one proceeding that it covers (default: all of the case)")
	f.StringVar(&o.of.Subject, "subject", "", "number of the one subject that it covers (default: everyone in it)")
	f.StringVar(&o.from, "from", "", "its first day (default: today)")
	f.StringVar(&o.until, "until", "", "its last day, counted as in force (default: until further order)")
	f.BoolVar(&o.ahead, "ahead", false, "the case, proceeding or subject stands in no export yet")
	o.saidBy(c)
	return c
}

func (o *restrictionOptions) newEnd() *cobra.Command {
	c := &cobra.Command{
		Use:   "end REF --warehouse FILE --on DATE --by NAME --reason WHY",
		Short: "Say the last day of a restriction that was entered",
		Long: `Say the last day of a restriction that was entered by hand: it is lifted, or runs to another day than was entered. That day
still counts as in force. One entered by mistake is taken back whole with undo. One that came by an export is ended in the system
that exports it.`,
		Example: `  proceedings restriction end hand-3fa9c2 --warehouse w.duckdb --on 2026-08-01 --by "A. Manager" --reason "lifted by the chair"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("say which restriction, by its reference: see: %s", o.next("restriction", "list"))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return o.end(c.Context(), args[0]) },
	}
	c.Flags().StringVar(&o.on, "on", "", "its last day, counted as in force (required)")
	o.saidBy(c)
	return c
}

// saidBy are the flags of what is entered.
func (o *restrictionOptions) saidBy(c *cobra.Command) {
	c.Flags().StringVar(&o.by, "by", "", "who enters it (required)")
	c.Flags().StringVar(&o.reason, "reason", "", "why: who made or lifted the order, and how you know; kept in the history (required)")
	needWarehouse(c, &o.warehouse)
}

func (o *restrictionOptions) newList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list --warehouse FILE",
		Short: "The restrictions in force and to come, from exports and entered by hand",
		Example: `  proceedings restriction list --warehouse w.duckdb
  proceedings restriction list --warehouse w.duckdb --all --json`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.list(c.Context(), asJSON) },
	}
	c.Flags().BoolVar(&o.all, "all", false, "those that are over too")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON, with dates as 2026-03-31")
	needWarehouse(c, &o.warehouse)
	return c
}

// today is the day without its hours.
func (o *restrictionOptions) today() time.Time { return o.now().UTC().Truncate(24 * time.Hour) }

// session reads the warehouse as of today: all that is known.
func (o *restrictionOptions) session(ctx context.Context) (*queries.Session, *vocab.Set, error) {
	d := dates{asOf: o.today().Format(time.DateOnly)}
	p, err := d.read(o.now())
	if err != nil {
		return nil, nil, err
	}
	words, err := o.words()
	if err != nil {
		return nil, nil, err
	}
	s, err := asking{global: o.global, warehouse: o.warehouse, period: p, words: words}.open(ctx, nil)
	return s, words, err
}

type restrictionJSON struct {
	Ref        string `json:"ref"`
	Kind       string `json:"kind"`
	Case       string `json:"case,omitempty"`
	Proceeding string `json:"proceeding,omitempty"`
	Subject    string `json:"subject,omitempty"`
	From       string `json:"from,omitempty"`
	Until      string `json:"until,omitempty"`
	State      string `json:"state"`
	Source     string `json:"source"`
	CaseHeld   bool   `json:"case_held"`
}

func (o *restrictionOptions) list(ctx context.Context, asJSON bool) error {
	s, words, err := o.session(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := s.Restrictions(ctx)
	if err != nil {
		return err
	}
	var shown []queries.Restriction
	for _, r := range all {
		if o.all || !r.Over(o.today()) {
			shown = append(shown, r)
		}
	}
	if asJSON {
		out := []restrictionJSON{}
		for _, r := range shown {
			out = append(out, restrictionJSON{r.Ref, r.Kind, r.Case, r.Proceeding, r.Subject, dayJSON(r.From), dayJSON(r.Until), o.state(r), r.Source, r.CaseHeld})
		}
		return writeIndented(o.stdout, out)
	}
	o.writeList(words, shown)
	if over := len(all) - len(shown); over > 0 {
		fmt.Fprintf(o.stdout, "%s over: see --all\n", map[bool]string{true: "1 more is", false: fmt.Sprintf("%d more are", over)}[over == 1])
	}
	return nil
}

func (o *restrictionOptions) writeList(words *vocab.Set, shown []queries.Restriction) {
	if len(shown) == 0 {
		fmt.Fprintln(o.stdout, "No restriction is on record that is in force or to come. That is no clearance: some hold by law with no order at all.")
		return
	}
	w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "restriction\tkind\tcase\tproceeding\tsubject\tfrom\tuntil\tstate\tsource")
	for _, r := range shown {
		source := r.Source
		if r.ByHand {
			source = "entered by hand"
		}
		ref := r.Case
		if r.Case != "" && !r.CaseHeld {
			ref += " (in no export)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Ref, page.Lower(words.Label("restriction_kind", r.Kind)), cmp.Or(ref, "not recorded"), cmp.Or(r.Proceeding, "all"), cmp.Or(r.Subject, "all"),
			dayOrElse(r.From, "not recorded"), dayOrElse(r.Until, "further order"), o.state(r), source)
	}
	w.Flush()
}

// state says whether a restriction is in force today.
func (o *restrictionOptions) state(r queries.Restriction) string {
	switch {
	case r.Over(o.today()):
		return "over"
	case !r.Begun(o.today()):
		return "to come"
	}
	return "in force"
}

func dayOrElse(t time.Time, otherwise string) string {
	if t.IsZero() {
		return otherwise
	}
	return page.Day(t)
}

func dayJSON(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
