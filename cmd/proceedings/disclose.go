package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/queries/disclosure"
	"proceedings/reports"
)

// disclosureOptions are what the owner of the data decides of a shareable release.
type disclosureOptions struct {
	threshold  int64
	round      int64
	exceptions string // CSV file
}

func (d *disclosureOptions) flags(c *cobra.Command) {
	c.Flags().Int64Var(&d.threshold, "threshold", disclosure.Threshold, "shareable: withhold counts below this")
	c.Flags().Int64Var(&d.round, "round", 0, "shareable: round counts to a multiple of this in place of withholding them")
	c.Flags().StringVar(&d.exceptions, "exceptions", "", "shareable: CSV file of queries shown as they are, with the columns query, by, reason, on (2026-05-31)")
}

// options are those of package disclosure, with what the exceptions file says.
func (d *disclosureOptions) options(m *material) (disclosure.Options, error) {
	o := disclosure.Options{Threshold: d.threshold, Round: d.round, Known: m.words.Has}
	if d.threshold < 3 {
		return o, usage("--threshold %d: a count of 1 or 2 is always withheld, so the lowest is 3", d.threshold)
	}
	if d.round != 0 && d.round < 3 {
		return o, usage("--round %d: 3 or more, mostly 5", d.round)
	}
	if d.exceptions == "" {
		return o, nil
	}
	f, err := os.Open(d.exceptions)
	if err != nil {
		return o, fmt.Errorf("the exceptions %s cannot be read: name another file with --exceptions", d.exceptions)
	}
	defer f.Close()
	o.Exceptions, err = readExceptions(f, m.catalogue)
	if err != nil {
		return o, fmt.Errorf("the exceptions %s: %w", d.exceptions, err)
	}
	return o, nil
}

var exceptionColumns = []string{"query", "by", "reason", "on"}

func readExceptions(r io.Reader, catalogue *queries.Catalogue) ([]disclosure.Exception, error) {
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	lines, err := in.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 || !slices.Equal(lines[0], exceptionColumns) {
		return nil, fmt.Errorf("its first line must be %s", strings.Join(exceptionColumns, ","))
	}
	var out []disclosure.Exception
	for i, line := range lines[1:] {
		on, err := time.Parse(time.DateOnly, line[3])
		e := disclosure.Exception{Query: line[0], By: strings.TrimSpace(line[1]), Reason: strings.TrimSpace(line[2]), On: on}
		switch _, unknown := catalogue.Get(e.Query); {
		case unknown != nil:
			return nil, fmt.Errorf("line %d: no query is named %q: see proceedings query list", i+2, e.Query)
		case err != nil:
			return nil, fmt.Errorf("line %d: %q is no date such as 2026-05-31", i+2, line[3])
		case e.By == "" || e.Reason == "":
			return nil, fmt.Errorf("line %d: say who decided and why", i+2)
		}
		out = append(out, e)
	}
	return out, nil
}

// published says whether a release of the edition holds a query's answer.
func published(q *queries.Query, e queries.Edition) bool {
	if !q.Published() || !e.Shows(q.Sensitivity) {
		return false
	}
	// Steps of a curve are single events; what can be chosen from is many small groups.
	return e != queries.Shareable || !disclosure.Stepwise(q) && !slices.Contains(reports.ChoiceQueries(), q.Name)
}

// mostPlanning bounds the time that disclosure control takes. A release that it does not show safe within it is not published.
const mostPlanning = 5 * time.Minute

// freeze makes the answers those that may be shared.
func (o *publishOptions) freeze(ctx context.Context, m *material) error {
	o.progress("disclosure control of %d questions", len(m.results))
	options, err := o.disclose.options(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, mostPlanning)
	defer cancel()
	frozen, err := disclosure.Freeze(ctx, m.results, options)
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("disclosure control was not done within %s: nothing is published; a lower --threshold or --round 5 is less to plan", mostPlanning)
	}
	if err != nil {
		return err
	}
	m.input.Answers, m.decisions = reports.Shareable(frozen), frozen.Decisions()
	return nil
}

// untold are sources without the names of files and the numbers of rows.
func untold(sources []reports.Source) []reports.Source {
	out := make([]reports.Source, len(sources))
	for i, s := range sources {
		out[i] = reports.Source{Name: s.Name, ExtractDate: s.ExtractDate, Current: s.Current}
	}
	return out
}

// releaseFolder is where the releases of an edition go unless another folder is named: each edition has its own, so
// that nobody who is given one finds the other in it.
func releaseFolder(e queries.Edition) string {
	if e == queries.Shareable {
		return "release-shareable"
	}
	return "release"
}
