package main

import (
	"bytes"
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
	"proceedings/reports/release"
)

// disclosureOptions are what the owner of the data decides of a shareable release.
type disclosureOptions struct {
	threshold  int64
	round      int64
	exceptions string              // CSV file
	was        *release.Disclosure // what a release was asked that is made again; nil: what the flags say
}

func (d *disclosureOptions) flags(c *cobra.Command) {
	c.Flags().Int64Var(&d.threshold, "threshold", disclosure.Threshold, "shareable: withhold counts below this")
	c.Flags().Int64Var(&d.round, "round", 0, "shareable: round counts to a multiple of this in place of withholding them")
	c.Flags().StringVar(&d.exceptions, "exceptions", "", "shareable: CSV file of queries shown as they are, with the columns query, by, reason, on (2026-05-31)")
}

// check looks at the flags.
func (d *disclosureOptions) check() error {
	if d.threshold < 3 {
		return usage("--threshold %d: a count of 1 or 2 is always withheld, so the lowest is 3", d.threshold)
	}
	if d.round != 0 && d.round < 3 {
		return usage("--round %d: 3 or more, mostly 5", d.round)
	}
	return nil
}

// asked is what the flags ask for, with what the exceptions file says.
func (d *disclosureOptions) asked(catalogue *queries.Catalogue) (*release.Disclosure, error) {
	out := &release.Disclosure{Threshold: d.threshold, Round: d.round}
	if d.exceptions == "" {
		return out, nil
	}
	f, err := os.Open(d.exceptions)
	if err != nil {
		return nil, fmt.Errorf("the exceptions %s cannot be read: name another file with --exceptions", d.exceptions)
	}
	defer f.Close()
	if out.Exceptions, err = readExceptions(f, catalogue); err != nil {
		return nil, fmt.Errorf("the exceptions %s: %w", d.exceptions, err)
	}
	return out, nil
}

// options are those of package disclosure for what was asked, with the data of the earlier releases.
func (o *publishOptions) options(ctx context.Context, m *material, asked *release.Disclosure) (disclosure.Options, error) {
	out := disclosure.Options{Threshold: asked.Threshold, Round: asked.Round, Known: m.words.Has}
	for _, e := range asked.Exceptions {
		on, err := manifestDay(e.On)
		if err != nil {
			return out, err
		}
		out.Exceptions = append(out.Exceptions, disclosure.Exception{Query: e.Query, By: e.By, Reason: e.Reason, On: on})
	}
	for _, name := range asked.Earlier {
		s, err := release.Beside(o.out, name)
		if err != nil {
			return out, fmt.Errorf("the earlier release %s, which this one was held against, does not lie beside it: put it back from a copy", name)
		}
		p, err := position(s.Manifest)
		if err != nil {
			return out, err
		}
		e := disclosure.Earlier{Release: name, Near: m.near(p.AsOf), Until: p.To}
		if p.AsOf.Before(p.To) {
			e.Until = p.AsOf
		}
		for _, f := range s.Manifest.Figures {
			q, err := m.catalogue.Get(f.Query)
			if err != nil {
				continue // no query any more
			}
			data, err := s.Data(f.Data)
			if err != nil {
				return out, fmt.Errorf("what release %s has published cannot be read, so that nothing can be held against it: %w", name, err)
			}
			if err := e.Add(q, bytes.NewReader(data)); err != nil {
				return out, err
			}
		}
		if err := o.recall(ctx, m, s, &e); err != nil {
			return out, err
		}
		out.Earlier = append(out.Earlier, e)
	}
	return out, nil
}

// recall asks again what an earlier release was made from, so that what it withholds stays so.
func (o *publishOptions) recall(ctx context.Context, m *material, s release.Standing, e *disclosure.Earlier) error {
	o.progress("holding it against %s", s.Name())
	was, whole, err := o.answersOf(ctx, s.Manifest)
	if err != nil {
		return err
	}
	if !whole {
		o.progress("note: %s stands on exports that the warehouse does not hold, so that what it withholds cannot be held against this release", s.Name())
		return nil
	}
	then := disclosure.Options{Threshold: s.Manifest.Disclosure.Threshold, Round: s.Manifest.Disclosure.Round, Known: m.words.Has}
	for _, x := range s.Manifest.Disclosure.Exceptions {
		then.Exceptions = append(then.Exceptions, disclosure.Exception{Query: x.Query})
	}
	return e.Recall(was, then)
}

// answersOf asks again what a release was made of. It is not whole where the warehouse holds no longer all of its exports.
func (o *publishOptions) answersOf(ctx context.Context, m release.Manifest) (was map[string]*queries.Result, whole bool, err error) {
	a, err := o.askedBy(ctx, m, o.warehouse)
	if err != nil {
		return nil, false, err
	}
	session, err := a.open(ctx, nil)
	if err != nil {
		return nil, false, err
	}
	defer session.Close()
	held, err := session.Sources(ctx)
	if err != nil || len(held) < len(m.Sources) || !holdsEntries(m, held) {
		return nil, false, err
	}
	was = map[string]*queries.Result{}
	for _, f := range m.Figures {
		if q, err := session.Catalogue().Get(f.Query); err != nil || !published(q, queries.Shareable) {
			continue
		}
		if was[f.Query], err = o.pool.ask(ctx, session, m.Inputs, f.Query); err != nil {
			return nil, false, err
		}
	}
	return was, true, nil
}

func (m *material) samePosition(o release.Manifest) bool {
	p := m.input.Period
	return o.AsOf == p.AsOf.Format(time.DateOnly) && o.PeriodFrom == p.From.Format(time.DateOnly) && o.PeriodTo == p.To.Format(time.DateOnly)
}

// nearDays is how many days two positions are apart at least for what changed between them to be more than a few cases: a month.
const nearDays = 28

// near says whether a release as of a day speaks for this position or for one less than a month off.
func (m *material) near(asOf time.Time) bool {
	return m.input.Period.AsOf.Sub(asOf).Abs() < nearDays*24*time.Hour
}

// heldAgainst adds the shareable releases that readers have already. A release that is made again of the same was held
// against its own, and tells nothing more.
func (o *publishOptions) heldAgainst(m *material, asked *release.Disclosure) (*release.Disclosure, error) {
	list, err := release.List(o.out)
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		d := s.Manifest.Disclosure
		switch {
		case s.Manifest.Edition != string(queries.Shareable):
			continue
		case d == nil:
			return nil, fmt.Errorf("the manifest of %s does not say what disclosure control was asked, so that nothing can be held against it: withdraw it from everyone who has it and remove its folder", s.Name())
		}
		if s.Manifest.Inputs == m.input.Facts.Inputs && m.samePosition(s.Manifest) && d.Threshold == asked.Threshold && d.Round == asked.Round && slices.Equal(d.Exceptions, asked.Exceptions) {
			return d, nil
		}
		if d.Round != asked.Round {
			return nil, fmt.Errorf("disclosure control: release %s %s, and this one %s: who has both could work small counts out. Keep to the way of that release, or withdraw it from everyone who has it and remove its folder",
				s.Name(), shownAs(d.Round), shownAs(asked.Round))
		}
		asked.Earlier = append(asked.Earlier, s.Name())
	}
	return asked, nil
}

func shownAs(round int64) string {
	if round == 0 {
		return "shows counts as they are or not at all"
	}
	return fmt.Sprintf("shows them rounded to multiples of %d", round)
}

var exceptionColumns = []string{"query", "by", "reason", "on"}

func readExceptions(r io.Reader, catalogue *queries.Catalogue) ([]release.Exception, error) {
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	lines, err := in.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 || !slices.Equal(lines[0], exceptionColumns) {
		return nil, fmt.Errorf("its first line must be %s", strings.Join(exceptionColumns, ","))
	}
	var out []release.Exception
	for i, line := range lines[1:] {
		_, err := time.Parse(time.DateOnly, line[3])
		e := release.Exception{Query: line[0], By: strings.TrimSpace(line[1]), Reason: strings.TrimSpace(line[2]), On: line[3]}
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
	asked := o.disclose.was
	if asked == nil {
		var err error
		if asked, err = o.disclose.asked(m.catalogue); err != nil {
			return err
		}
		if asked, err = o.heldAgainst(m, asked); err != nil {
			return err
		}
	}
	options, err := o.options(ctx, m, asked)
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
	m.input.Answers, m.decisions, m.disclosed = reports.Shareable(frozen), frozen.Decisions(), asked
	m.input.Facts.Notes = append(m.input.Facts.Notes, frozen.Rules()...)
	m.names = slices.DeleteFunc(m.names, func(name string) bool { return m.input.Result(name) == nil }) // it left them out
	return nil
}

// untold are the exports without the names of files and the numbers of rows.
func untold(sources []reports.Source) []reports.Source {
	var out []reports.Source
	for _, s := range sources {
		if !s.ByHand { // that something was entered on a day may say what
			out = append(out, reports.Source{Name: s.Name, ExtractDate: s.ExtractDate, Current: s.Current})
		}
	}
	return out
}
