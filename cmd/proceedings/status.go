package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/queries"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

// status is what a warehouse holds and what is left to do.
type status struct {
	Exports []statusExport `json:"exports"`
	Waiting int64          `json:"rows_waiting"`
	Removed int64          `json:"rows_waiting_without_values"`
	Mended  int64          `json:"rows_put_right"`
	Lost    int64          `json:"rows_given_up"`
	Faults  []statusFault  `json:"faults"`
	Release *statusRelease `json:"release,omitempty"`
	Next    []string       `json:"next"`
}

type statusExport struct {
	Source      string `json:"source"`
	File        string `json:"file"`
	ExtractDate string `json:"extract_date"`
	AgeDays     int    `json:"age_days"`
	InForce     bool   `json:"in_force"`
	Read        int64  `json:"read"`
	Loaded      int64  `json:"loaded"`
	Quarantined int64  `json:"quarantined"`
	Skipped     int64  `json:"skipped"`
	Corrections int    `json:"corrections"`
	speaksFor   time.Time
}

// statusFault is how many rows of a source wait for one reason.
type statusFault struct {
	Source string `json:"source"`
	Rule   string `json:"rule"`
	Rows   int64  `json:"rows"`
}

type statusRelease struct {
	Name   string            `json:"name"`
	Page   string            `json:"page"`
	AsOf   string            `json:"as_of"`
	Signed []release.Signoff `json:"signed_off,omitempty"`
	Stale  bool              `json:"stale"` // an export was loaded, put right or taken back since
}

func newStatus(g *global) *cobra.Command {
	var warehousePath, out string
	var asJSON bool
	c := &cobra.Command{
		Use:   "status --warehouse FILE",
		Short: "What is held, how old it is, what waits, what fails and what to do next",
		Example: `  proceedings status --warehouse w.duckdb
  proceedings status --warehouse w.duckdb --out release --json`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := g.status(c.Context(), warehousePath, out)
			if err != nil {
				return err
			}
			if asJSON {
				return writeIndented(g.stdout, s)
			}
			s.write(g)
			return nil
		},
	}
	needWarehouse(c, &warehousePath)
	c.Flags().StringVar(&out, "out", "", "folder of the releases, to say which is the last")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	fromConfig(c, "out", keyOut)
	return c
}

func (g *global) status(ctx context.Context, warehousePath, out string) (*status, error) {
	words, err := g.words()
	if err != nil {
		return nil, err
	}
	held, err := ingest.ListQuarantine(ctx, warehousePath, words, g.settings())
	if err != nil {
		return nil, err
	}
	sources, err := g.heldSources(ctx, warehousePath)
	if err != nil {
		return nil, err
	}
	s := &status{Exports: []statusExport{}, Faults: faultsBySource(held), Waiting: int64(len(held.Rows())), Removed: held.Expired(), Lost: held.Lost(), Next: []string{}}
	s.Mended = int64(len(held.Closed)) - s.Lost
	for _, v := range byHandAsOne(sources) {
		s.Exports = append(s.Exports, statusExport{Source: v.Profile, File: v.File, ExtractDate: v.ExtractDate.Format(time.DateOnly), AgeDays: int(g.now().Sub(v.ExtractDate) / (24 * time.Hour)),
			InForce: v.Current, Read: v.Read, Loaded: v.Loaded, Quarantined: v.Quarantined, Skipped: v.Skipped, Corrections: len(v.Corrections), speaksFor: v.ExtractDate})
	}
	if out != "" {
		if s.Release, err = lastRelease(out, sources); err != nil {
			return nil, err
		}
	}
	s.advise(g, out != "")
	return s, nil
}

func (g *global) heldSources(ctx context.Context, warehousePath string) ([]queries.Source, error) {
	catalogue, err := queries.Load()
	if err != nil {
		return nil, err
	}
	words, err := g.words()
	if err != nil {
		return nil, err
	}
	session, err := queries.Open(ctx, queries.Options{Catalogue: catalogue, Warehouse: warehousePath, Vocab: words, Period: queries.LastCompleteQuarter(g.now()), Settings: g.settings()})
	if err != nil {
		return nil, err
	}
	defer session.Close()
	return session.Sources(ctx)
}

// faultsBySource counts the rows that wait by source and rule, most first. A row
// with several faults counts at each.
func faultsBySource(held *ingest.Held) []statusFault {
	counts := map[statusFault]int64{}
	for _, r := range held.Rows() {
		seen := map[string]bool{}
		for _, p := range r.Problems {
			if !seen[p.Rule] {
				counts[statusFault{Source: r.Source, Rule: p.Rule}]++
			}
			seen[p.Rule] = true
		}
	}
	out := []statusFault{}
	for f, n := range counts {
		f.Rows = n
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b statusFault) int {
		if a.Rows != b.Rows {
			return int(b.Rows - a.Rows)
		}
		return slices.Compare([]string{a.Source, a.Rule}, []string{b.Source, b.Rule})
	})
	return out
}

// lastRelease is the release that readers see, and whether it stands on what is held now.
func lastRelease(out string, sources []queries.Source) (*statusRelease, error) {
	name, m, err := release.Current(out)
	if err != nil || name == "" {
		return nil, err
	}
	signed, err := release.Standing{Folder: filepath.Join(out, name)}.Signed()
	if err != nil {
		return nil, err
	}
	r := &statusRelease{Signed: signed, Name: name, Page: filepath.Join(out, "index.html"), AsOf: m.AsOf}
	have, want := []string{}, []string{}
	for _, s := range m.Sources {
		have = append(have, stands(s.Profile, s.SHA256, s.ExtractDate, s.Corrections))
	}
	told, byHand := toldSources(queries.Edition(m.Edition), sources)
	for _, s := range told {
		want = append(want, stands(s.Profile, s.SHA256, s.ExtractDate.Format(time.DateOnly), s.Corrections))
	}
	slices.Sort(have)
	slices.Sort(want)
	r.Stale = m.KnownAt == "" && (!slices.Equal(have, want) || m.ByHand != byHand)
	return r, nil
}

func stands(profile, sha, date string, corrections []string) string {
	return fmt.Sprint(profile, " ", sha, " ", date, " ", corrections)
}

// advise says what there is to do next.
func (s *status) advise(g *global, published bool) {
	switch {
	case len(s.Exports) == 0:
		s.Next = append(s.Next, "load exports: "+g.next("ingest", "EXPORTS"))
		return
	case s.Waiting > s.Removed:
		s.Next = append(s.Next, "send the rows held back to whoever sent them: "+g.next("quarantine", "export", "--out", "faults.xlsx"))
	}
	if s.Removed > 0 {
		s.Next = append(s.Next, "ask for the exports of rows whose values were removed again, or give them up: "+g.next("quarantine", "accept", "ID", "--reason", "…"))
	}
	if published && (s.Release == nil || s.Release.Stale) {
		s.Next = append(s.Next, "publish what is held: "+g.next("publish"))
	}
}

func (s *status) write(g *global) {
	out := g.stdout
	if len(s.Exports) == 0 {
		fmt.Fprintln(out, "The warehouse holds no export yet.")
	} else {
		s.writeExports(out)
		s.writeWaiting(g)
	}
	switch r := s.Release; {
	case r == nil:
	case r.Stale:
		fmt.Fprintf(out, "The last release is %s, as of %s: %s. What is held has changed since.\n", r.Name, r.AsOf, r.Page)
	default:
		fmt.Fprintf(out, "The last release is %s, as of %s: %s\n", r.Name, r.AsOf, r.Page)
	}
	if s.Release != nil {
		for _, one := range s.Release.Signed {
			fmt.Fprintln(out, signed(one))
		}
	}
	for _, n := range s.Next {
		fmt.Fprintln(out, "Next: "+n)
	}
}

func (s *status) writeExports(out io.Writer) {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "source\tfile\tspeaks for\tage\tread\tloaded\tquarantined\tskipped\tin force")
	for _, e := range s.Exports {
		inForce := map[bool]string{true: "yes", false: "no"}[e.InForce]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\n", e.Source, e.File, page.Day(e.speaksFor), count(int64(e.AgeDays), "day"), e.Read, e.Loaded, e.Quarantined, e.Skipped, inForce)
	}
	w.Flush()
}

func (s *status) writeWaiting(g *global) {
	out := g.stdout
	if s.Waiting == 0 {
		fmt.Fprintln(out, "No row is held back.")
	} else {
		fmt.Fprintf(out, "Held back: %s; see each with: %s\n", count(s.Waiting, "row"), g.next("quarantine", "list"))
	}
	for _, f := range s.Faults {
		fmt.Fprintf(out, "  %s of %s: %s\n", count(f.Rows, "row"), f.Source, f.Rule)
	}
	if s.Removed > 0 {
		fmt.Fprintf(out, "The values of %s have been removed from the quarantine store.\n", count(s.Removed, "row"))
	}
	if s.Mended > 0 {
		fmt.Fprintf(out, "Put right by corrections: %s\n", count(s.Mended, "row"))
	}
	if s.Lost > 0 {
		fmt.Fprintf(out, "Given up as lost: %s; see why with: %s\n", count(s.Lost, "row"), g.next("quarantine", "list", "--closed"))
	}
}
