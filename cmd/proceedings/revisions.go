package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
	"proceedings/reports/release"
	"proceedings/reports/revision"
)

// followNone asks for a release that is compared with no other.
const followNone = "none"

// compareWithLast compares the figures of a release in the making with those of the one before, and says why each
// changed.
func (o *publishOptions) compareWithLast(ctx context.Context, a asking, m *material) error {
	last, ok, err := o.toFollow(m)
	if err != nil {
		return err
	}
	if !ok {
		if m.unfollowed == "" {
			m.unfollowed = "There is no earlier release of this edition beside this one."
		}
		return nil
	}
	o.progress("comparing with %s", last.Name())
	earlier, err := publishedSide(last)
	if err != nil {
		return err
	}
	c, err := revision.Compare(m.catalogue, earlier, m.side())
	if errors.Is(err, release.ErrChanged) {
		m.unfollowed = "The release before this one is not as it was published, so nothing is compared with it."
		o.progress("note: no figure is compared: %v", err)
		return nil
	}
	if err != nil {
		return err
	}
	if err := o.explain(ctx, a, m.catalogue, last, c); err != nil {
		return err
	}
	m.follows, m.revisions = last.Name(), c
	return nil
}

// revised says in two sentences what changed since the release before.
func (m *material) revised() string {
	if m.revisions == nil {
		return m.unfollowed
	}
	headline, _, _ := m.revisions.Summary(m.input)
	against := "the release of " + page.Day(m.revisions.Earlier.Position.AsOf)
	if m.revisions.Earlier.Position.AsOf.Equal(m.revisions.Later.Position.AsOf) {
		against = "the release before it of the same day"
	}
	return "Revisions: " + page.Lower(headline) + ", against " + against + ". The page of revisions says by how much and why."
}

// toFollow is the release to compare with; false where there is none.
func (o *publishOptions) toFollow(m *material) (release.Standing, bool, error) {
	switch o.follows {
	case "":
		return release.Before(o.out, string(m.edition), m.input.Period.AsOf.Format(time.DateOnly), m.input.Facts.Inputs)
	case followNone:
		return release.Standing{}, false, nil
	}
	s, err := release.Beside(o.out, o.follows)
	if err == nil && s.Manifest.Edition != string(m.edition) {
		err = fmt.Errorf("it is of the %s edition", s.Manifest.Edition)
	}
	if err != nil {
		return s, false, fmt.Errorf("--follows %s: there is no such release to compare with in %s: %w", o.follows, o.out, err)
	}
	return s, true, nil
}

// publishedSide is a release that stands, as one of two that are compared.
func publishedSide(s release.Standing) (revision.Side, error) {
	side := revision.Side{Name: s.Name()}
	p, err := position(s.Manifest)
	if err != nil {
		return side, err
	}
	side.Position = p
	defined := map[string]string{}
	for _, f := range s.Manifest.Figures {
		side.Figures = append(side.Figures, f.Query)
		defined[f.Query] = f.SHA256
	}
	side.Defined = func(q *queries.Query) bool { return defined[q.Name] == q.Fingerprint }
	side.Data = func(query string) (revision.Table, error) {
		data, err := s.Data(dataPath(query))
		if err != nil {
			return revision.Table{}, err
		}
		return revision.Read(data)
	}
	return side, nil
}

func position(m release.Manifest) (p revision.Position, err error) {
	for _, d := range []struct {
		text string
		into *time.Time
	}{{m.AsOf, &p.AsOf}, {m.PeriodFrom, &p.From}, {m.PeriodTo, &p.To}} {
		if *d.into, err = manifestDay(d.text); err != nil {
			return p, err
		}
	}
	return p, nil
}

// side is the release in the making.
func (m *material) side() revision.Side {
	p := m.input.Period
	return revision.Side{Position: revision.Position{AsOf: p.AsOf, From: p.From, To: p.To}, Figures: m.names,
		Defined: func(*queries.Query) bool { return true },
		Data:    func(query string) (revision.Table, error) { return tabled(m.input.Result(query), m.words) }}
}

// tabled is a result as a release publishes it.
func tabled(r *queries.Result, words *vocab.Set) (revision.Table, error) {
	return revision.Read(reports.CSV(r, words.Label))
}

// explain finds out why figures changed, from what lies between the two releases: see revision.Between.
func (g *global) explain(ctx context.Context, now asking, catalogue *queries.Catalogue, last release.Standing, c *revision.Comparison) error {
	then, err := g.askedBy(ctx, last.Manifest, now.warehouse)
	if err != nil {
		return err
	}
	then.words = now.words
	restated := now
	restated.period = then.period
	restated.period.KnownAt = now.period.KnownAt
	changes, err := queries.OpenChanges(ctx, then.exports, queries.Options{Warehouse: now.warehouse, Vocab: now.words, Period: restated.period, Exports: now.exports, Settings: g.settings()})
	if err != nil {
		return err
	}
	defer changes.Close()
	b := revision.Between{Limits: last.Manifest.Standards != now.words.Fingerprint(), Erased: changes.Erased(),
		Frozen: last.Manifest.Edition != string(queries.Restricted)}
	b.Changed = func(q *queries.Query, key, row []string) ([]revision.Reason, error) {
		return changedRecords(ctx, changes, q, key, row, !b.Frozen)
	}
	for _, name := range c.Queries() {
		if q, err := catalogue.Get(name); err != nil || c.Earlier.Defined(q) && !b.Limits && !b.Erased {
			continue
		}
		asked, done := then.figures(ctx)
		defer done()
		b.Redone = asked
		break
	}
	if c.Earlier.Position != c.Later.Position {
		asked, done := restated.figures(ctx)
		defer done()
		b.Restated = asked
	}
	return c.Explain(b)
}

// figures answers questions as releases publish them; the session is opened by the first. Done ends it.
func (a asking) figures(ctx context.Context) (ask func(query string) (revision.Table, error), done func()) {
	var session *queries.Session
	ask = func(query string) (_ revision.Table, err error) {
		if session == nil {
			if session, err = a.open(ctx, nil); err != nil {
				return revision.Table{}, err
			}
		}
		r, err := session.Run(ctx, query)
		if err != nil {
			return revision.Table{}, err
		}
		return tabled(r, a.words)
	}
	return ask, func() {
		if session != nil {
			session.Close()
		}
	}
}

// changedRecords says which records changed that a row of a figure rests on.
func changedRecords(ctx context.Context, changes *queries.Changes, q *queries.Query, key, row []string, counts bool) ([]revision.Reason, error) {
	force := ""
	var from, to time.Time
	for i, c := range key {
		if c == "force" && row[i] != reports.All {
			force = row[i]
		}
		if f, t, ok := queries.Span(row[i]); ok && from.IsZero() {
			from, to = f, t
		}
	}
	if q.OfLoads() {
		return []revision.Reason{{Code: revision.Loads, Text: "other exports are held"}}, nil
	}
	found, err := changes.Of(ctx, q, force, from, to)
	return revision.Reasons(found, counts), err
}
