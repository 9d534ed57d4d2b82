package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"proceedings/dashboards"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/chart"
	"proceedings/reports/comment"
	"proceedings/reports/page"
	"proceedings/reports/release"
	"proceedings/reports/revision"
)

type publishOptions struct {
	*global
	dates
	warehouse string
	out       string
	edition   string // as asked for
	packs     int    // at most so many debrief packs, and briefing notes
	disclose  disclosureOptions
	pool      answers           // of questions asked before; nil: none is kept
	keep      int               // the last so many releases; 0 for all
	printed   bool              // reports are PDF files too
	undrawn   bool              // without drawings of charts for paper
	said      []comment.Comment // the comments to show, of whatever edition
	follows   string            // the release to compare with: its name, none, or empty for the one before
}

func newPublish(g *global) *cobra.Command {
	o := &publishOptions{global: g}
	c := &cobra.Command{
		Use:   "publish --warehouse FILE --out FOLDER",
		Short: "Build a release of dashboards and reports and point readers to it",
		Long: `Build a release: dashboards, the board report, the data behind each figure and a
manifest. It is built aside and checked; only then is FOLDER/index.html pointed to it.

The default edition is restricted: it may hold case-level detail. The shareable edition, for a board, partners
or publication, names no case and no free text: what is small is put together or withheld ([c]), with as much more as
it takes that nobody works it out by how the tables hang together, as their headers and their figures show it. What
neither shows is not seen, so look through a release before you share it. The result is attacked before it is
published. It is also held against every shareable release that lies in the folder: leave them there, as readers
have them. Where it cannot be shown safe nothing is published. Each edition has a folder of its own.

Restrictions (see: proceedings restriction --help) are applied to both. A restricted release marks the cases under one. A
shareable release is searched, file by file, for the references of all cases that were ever under one, and refused where it
names one (DQ35). PDF files are printed from pages that are searched, and are not searched themselves. That a report or notice
was published while an order of anonymity was in force (DQ34) keeps neither back: the harm is outside the release, which shows
counts alone. It is said here, and comes first on the overview of a restricted release.`,
		Example: `  proceedings publish --warehouse w.duckdb --out release
  proceedings publish --warehouse w.duckdb --out board --edition shareable
  proceedings publish --warehouse w.duckdb --out board --edition shareable --threshold 10
  proceedings publish --warehouse w.duckdb --out rounded --edition shareable --round 5
  proceedings publish --warehouse w.duckdb --out release --as-of 2026-03-31 --period 2025-26Q4`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.publishAndSay(c.Context())
		},
	}
	needWarehouse(c, &o.warehouse)
	o.dates.flags(c)
	o.outFlags(c)
	return c
}

func (o *publishOptions) outFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.out, "out", releaseFolder(queries.Restricted), "folder of the releases of the edition; without it shareable ones go to "+releaseFolder(queries.Shareable))
	fromConfig(c, "out", keyOut)
	c.Flags().StringVar(&o.edition, "edition", string(queries.Restricted), "restricted (inside the team) or shareable")
	c.Flags().IntVar(&o.keep, "keep", 0, "keep the last so many releases of each edition, those signed off, and what these are compared with; 0 for all")
	fromConfig(c, "keep", keyKeep)
	c.Flags().BoolVar(&o.undrawn, "no-drawings", false, "leave out the drawings of charts for paper and for readers without JavaScript, and the office documents, which take half the time")
	c.Flags().BoolVar(&o.printed, "pdf", false, "print the reports as PDF files too, by Chromium, Chrome or Edge where it is installed ("+browserVariable+" names its program)")
	c.Flags().StringVar(&o.follows, "follows", "", "the release beside it to compare figures with, by name, or none (default: the one before)")
	c.Flags().IntVar(&o.packs, "packs", mostPacks, "debrief packs of at most so many cases that ended in the period, those that ended last, and briefing notes of at most so many hearings to come; 0 for none")
	o.disclose.flags(c)
}

// publishAndSay publishes and says where the release is.
func (o *publishOptions) publishAndSay(ctx context.Context) error {
	_, before, _ := release.Current(o.out) // there may be none yet
	name, err := o.publish(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "Published %s\nOpen %s\n", name, filepath.Join(o.out, "index.html"))
	if _, now, err := release.Current(o.out); err == nil && now.AsOf < before.AsOf {
		day, err := manifestDay(before.AsOf)
		if err != nil {
			return err
		}
		fmt.Fprintf(o.stdout, "Readers are led back: index.html opened a release of %s. To have it open that one again, publish it again with --as-of %s.\n", page.Day(day), before.AsOf)
	}
	return o.retain()
}

// retain removes releases beyond those that are to be kept.
func (o *publishOptions) retain() error {
	if o.keep > 0 && o.edition == string(queries.Shareable) {
		fmt.Fprintln(o.stdout, "All shareable releases are kept: readers have them, and each new one is held against them.")
		return nil
	}
	gone, err := release.Keep(o.out, o.keep)
	for _, name := range gone {
		fmt.Fprintf(o.stdout, "Removed %s: the last %s of each edition, and those signed off, are kept.\n", name, count(int64(o.keep), "release"))
	}
	return err
}

// publish builds and points to a release and returns its name.
func (o *publishOptions) publish(ctx context.Context) (string, error) {
	switch queries.Edition(o.edition) {
	case queries.Restricted, queries.Shareable:
	default:
		return "", usage("--edition %q: there are restricted and shareable", o.edition)
	}
	if o.edition == string(queries.Shareable) {
		if err := o.disclose.check(); err != nil {
			return "", err
		}
	}
	if err := o.ownFolder(); err != nil {
		return "", err
	}
	if o.keep < 0 {
		return "", usage("--keep %d: a number of releases, or 0 to keep all", o.keep)
	}
	if o.printed {
		if _, err := o.printer(); err != nil {
			return "", err // before an hour's work, not after it
		}
	}
	if o.packs < 0 {
		return "", usage("--packs %d: a number of cases, or 0 for none", o.packs)
	}
	var name string
	err := warehouse.Again(ctx, o.warehouse, o.settings(), func() (err error) {
		name, err = o.publishOnce(ctx)
		return err
	})
	return name, err
}

func (o *publishOptions) publishOnce(ctx context.Context) (string, error) {
	a, err := o.asking(ctx, &o.dates, o.warehouse)
	if err != nil {
		return "", err
	}
	if o.said, err = o.comments(); err != nil {
		return "", err
	}
	made, err := o.made(ctx, a.period, a.words)
	if err != nil {
		return "", err
	}
	if name, err := o.again(made); name != "" || err != nil {
		return name, err
	}
	manifest, files, err := o.build(ctx, a)
	if err != nil {
		return "", err
	}
	if o.printed { // before the search: pages link to what is printed, and what is about to be placed is whole
		pdfs, err := o.pdfs(ctx, files)
		if err != nil {
			return "", err
		}
		files = append(files, pdfs...)
	}
	if err := o.refuseNamed(ctx, manifest, files); err != nil {
		return "", err
	}
	o.progress("writing the release")
	name, err := o.place(manifest, files)
	if err != nil {
		return "", err
	}
	// What was loaded meanwhile is in the release or not: that one is not remembered.
	if now, err := o.made(ctx, a.period, a.words); err == nil && now.of == made.of {
		made.keep(name)
	}
	return name, nil
}

// build makes all files of a release and what its manifest says of them, as publish writes them and verify
// makes them again.
func (o *publishOptions) build(ctx context.Context, a asking) (release.Manifest, []release.File, error) {
	session, err := a.open(ctx, nil)
	if err != nil {
		return release.Manifest{}, nil, err
	}
	m, err := o.material(ctx, session, a.words)
	// Comparing opens sessions of its own, and each may use as much memory.
	if err = errors.Join(err, session.Close()); err != nil {
		return release.Manifest{}, nil, err
	}
	for _, s := range m.input.Facts.Notes {
		o.progress("note: %s", s)
	}
	if err := o.addComments(m); err != nil {
		return release.Manifest{}, nil, err
	}
	if err := o.compareWithLast(ctx, a, m); err != nil {
		return release.Manifest{}, nil, err
	}
	m.input.Facts.Revised = []string{m.revised()}
	if !o.undrawn {
		o.progress("drawing the charts")
		pen := &chart.Pen{Folder: filepath.Join(keptFolder(o.warehouse), "charts")}
		defer pen.Close()
		m.input.Draw = pen.Draw
	}
	o.progress("writing pages and reports")
	m.input.Printed = o.printed
	files, err := m.files()
	if err != nil {
		return release.Manifest{}, nil, err
	}
	manifest := m.manifest()
	manifest.Packs, manifest.Undrawn, manifest.Printed, manifest.Version = o.packs, o.undrawn, o.printed, programVersion()
	return manifest, files, nil
}

// place writes the release with the rights of files that others read.
func (o *publishOptions) place(m release.Manifest, files []release.File) (name string, err error) {
	err = o.readable(func() error {
		name, err = release.Publish(o.out, m, files)
		return err
	})
	return name, err
}

// readable writes files with the rights of files that others read.
func (g *global) readable(work func() error) error {
	if g.forReaders == nil {
		return work()
	}
	return g.forReaders(work)
}

// material is all that a release is made of.
type material struct {
	edition    queries.Edition
	results    map[string]*queries.Result // as they were asked, whatever the edition
	decisions  []string                   // of disclosure control; none in a restricted release
	disclosed  *release.Disclosure        // what it was asked; nil in a restricted release
	input      reports.Input
	sources    []queries.Source
	accepted   []queries.Accepted
	catalogue  *queries.Catalogue // with the answers of those that the edition may show
	words      *vocab.Set
	follows    string               // the release compared with
	comments   []comment.Comment    // shown with figures
	revisions  *revision.Comparison // nil where there is none
	unfollowed string               // why there is none
	names      []string             // of the queries, in the catalogue's order
	packs      []release.File       // and briefing notes, with their documents
}

// basis is what figures stand on, without a figure yet.
func basis(ctx context.Context, session *queries.Session, words *vocab.Set, edition queries.Edition) (*material, error) {
	sources, err := session.Sources(ctx)
	if err != nil {
		return nil, err
	}
	period := session.Period()
	if len(sources) == 0 {
		return nil, errors.New("the warehouse holds no export that was known at the date asked for: load some first, or choose a later --known-at")
	}
	accepted, err := session.Accepted(ctx)
	if err != nil {
		return nil, err
	}
	m := &material{edition: edition, results: map[string]*queries.Result{}, sources: sources, accepted: accepted, catalogue: session.Catalogue(), words: words}
	m.input = reports.Input{Period: period, Facts: facts(words, sources, period)}
	if edition.Shows(queries.CaseLevel) {
		m.input.Answers = reports.Restricted(m.results)
		m.input.Facts.Notes = append(m.input.Facts.Notes, acceptedNotes(accepted)...)
		if m.input.Facts.Restricted, err = session.Restricted(ctx, period.AsOf); err != nil {
			return nil, err
		}
	} else {
		m.input.Facts.Sources = untold(m.input.Facts.Sources)
	}
	m.input.Facts.Limits = standardsName(words)
	m.input.Facts.Inputs = m.inputs()
	return m, nil
}

func (o *publishOptions) material(ctx context.Context, session *queries.Session, words *vocab.Set) (*material, error) {
	m, err := o.asked(ctx, session, words)
	if err != nil {
		return nil, err
	}
	if err := o.refuseStale(m); err != nil {
		return nil, err
	}
	o.noteUnderOrder(m)
	if m.edition == queries.Shareable {
		if err := o.freeze(ctx, m); err != nil {
			return nil, err
		}
	}
	if err := o.addPacks(ctx, session, m); err != nil {
		return nil, err
	}
	return m, o.addBriefings(ctx, session, m)
}

// asked asks every question that the edition may answer.
func (o *publishOptions) asked(ctx context.Context, session *queries.Session, words *vocab.Set) (*material, error) {
	m, err := basis(ctx, session, words, queries.Edition(o.edition))
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(m.catalogue.List(), func(q *queries.Query) bool { return !published(q, m.edition) })
	for i, q := range list {
		o.counted(i, len(list), "questions answered")
		r, err := o.pool.ask(ctx, session, m.input.Facts.Inputs, q.Name)
		if err != nil {
			return nil, err
		}
		m.results[q.Name] = r
		m.names = append(m.names, q.Name)
	}
	return m, nil
}

// inputs is the SHA-256 of all that the figures are made of: exports, profiles,
// standards, catalogue and dates. The names of files do not enter it.
func (m *material) inputs() string {
	p := m.input.Period
	var lines []string
	for _, s := range m.sources {
		lines = append(lines, fmt.Sprintf("source %s profile %s extract %s", s.SHA256, s.ProfileSHA256, s.ExtractDate.Format(time.DateOnly)))
	}
	for _, a := range m.accepted {
		lines = append(lines, fmt.Sprintf("accepted %+v", a))
	}
	for _, s := range m.sources {
		for _, sha := range s.Corrections {
			lines = append(lines, "correction "+sha)
		}
	}
	for _, c := range m.comments {
		lines = append(lines, fmt.Sprintf("comment %q", c))
	}
	slices.Sort(lines)
	lines = append(lines, "standards "+m.words.Fingerprint(), "catalogue "+m.catalogue.Fingerprint(),
		"as of "+p.AsOf.Format(time.DateOnly), "known at "+knownAt(p), "period "+p.From.Format(time.DateOnly)+" "+p.To.Format(time.DateOnly))
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// knownAt is empty where all extracts count.
func knownAt(p queries.Period) string {
	if p.KnownAt.IsZero() {
		return ""
	}
	return p.KnownAt.Format(time.DateOnly)
}

func (m *material) files() ([]release.File, error) {
	pages, err := dashboards.Pages(m.input)
	if err != nil {
		return nil, err
	}
	revised, err := dashboards.Revisions(m.input, m.revisions, m.unfollowed)
	if err != nil {
		return nil, err
	}
	written, err := m.reports()
	if err != nil {
		return nil, err
	}
	files := []release.File{{Path: revision.DataPath, Bytes: m.revisions.CSV(m.input)}}
	for _, p := range append(pages, revised) {
		files = append(files, release.File{Path: p.Path, Bytes: p.HTML})
	}
	if ics := m.input.Calendar(); ics != nil {
		files = append(files, release.File{Path: reports.CalendarPath, Bytes: ics})
	}
	files = append(append(files, m.packs...), written...)
	for _, name := range m.names {
		files = append(files, release.File{Path: dataPath(name), Bytes: reports.CSV(m.input.Result(name), m.words.Label)})
	}
	return files, nil
}

func dataPath(query string) string { return "data/" + query + ".csv" }
