package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest/warehouse"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

func newVerify(g *global) *cobra.Command {
	o := &publishOptions{global: g}
	var filesOnly bool
	c := &cobra.Command{
		Use:   "verify RELEASE [--warehouse FILE]",
		Short: "Prove that a release is whole and unchanged and, with the warehouse, that it can be made again",
		Long: `Look at every file of a release: its manifest is the one that the folder is named for, each file
that it lists is there with its bytes, and nothing more. RELEASE is a release's folder, or the folder of
releases, and then the one that its index.html points to.

With the warehouse the release is made again in memory, from the exports and dates of its manifest alone
whatever was loaded since, and compared byte for byte. PDF files are compared with the manifest only.

Each fault is named with its file; the exit code is then 1.`,
		Example: `  proceedings verify release
  proceedings verify release/2026-03-31-restricted-81c682716990 --warehouse w.duckdb
  proceedings verify release --files-only`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one release, or the folder of releases: proceedings verify release")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if filesOnly {
				o.warehouse = ""
			}
			return o.verify(c.Context(), args[0])
		},
	}
	c.Flags().StringVar(&o.warehouse, "warehouse", "", "the warehouse to make the release again from")
	fromConfig(c, "warehouse", keyWarehouse)
	c.Flags().BoolVar(&filesOnly, "files-only", false, "look at the files alone, also where the configuration names a warehouse")
	return c
}

func (o *publishOptions) verify(ctx context.Context, folder string) error {
	s, err := release.Open(folder)
	if err != nil {
		return err
	}
	m := s.Manifest
	fmt.Fprintf(o.stdout, "Release %s: %s, position on %s, %s\n", s.Name(), m.Edition, m.AsOf, count(int64(len(m.Files)), "file"))
	problems, err := s.Check()
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		o.sayProblems(problems)
		return fmt.Errorf("the release %s is not as it was published: %s. Publish again to have it set right", s.Name(), count(int64(len(problems)), "fault"))
	}
	fmt.Fprintln(o.stdout, "Whole and unchanged: every file is there with the bytes of the manifest, and nothing more.")
	if err := o.saySigned(s); err != nil {
		return err
	}
	if o.warehouse == "" {
		return nil
	}
	return o.verifyAgain(ctx, s)
}

func (o *publishOptions) sayProblems(problems []release.Problem) {
	for _, p := range problems {
		fmt.Fprintf(o.stdout, "  %s %s\n", p.Path, p.What)
	}
}

// verifyAgain makes a release again and compares.
func (o *publishOptions) verifyAgain(ctx context.Context, s release.Standing) error {
	a, err := o.askedBy(ctx, s.Manifest, o.warehouse)
	if err != nil {
		return err
	}
	o.edition, o.packs, o.undrawn, o.printed, o.out, o.follows = s.Manifest.Edition, s.Manifest.Packs, s.Manifest.Undrawn, s.Manifest.Printed, filepath.Dir(s.Folder), cmp.Or(s.Manifest.Follows, followNone)
	o.disclose.was = s.Manifest.Disclosure
	o.said = s.Manifest.Comments
	if f := s.Manifest.Follows; f != "" {
		if _, err := release.Beside(o.out, f); err != nil {
			return fmt.Errorf("the release %s is whole, but cannot be made again: the release %s that its figures are compared with does not lie beside it; put it back from a copy", s.Name(), f)
		}
	}
	o.progress("making %s again", s.Name())
	m, files, err := o.build(ctx, a)
	if err != nil {
		if reasons, _ := o.whyOtherwise(ctx, a, s.Manifest); len(reasons) > 0 {
			o.sayWhy(reasons)
			return fmt.Errorf("the release %s is whole, but cannot be made again from %s", s.Name(), o.warehouse)
		}
		return err
	}
	m.Version = s.Manifest.Version // compared by what it makes
	if files, err = withPrinted(files, s); err != nil {
		return err
	}
	built, err := release.Build(m, files)
	if err != nil {
		return err
	}
	problems, err := built.Against(s)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		fmt.Fprintf(o.stdout, "Made again from %s: the same, byte for byte.\n", o.warehouse)
		return nil
	}
	o.sayProblems(problems)
	reasons, err := o.whyOtherwise(ctx, a, s.Manifest)
	if err != nil {
		return err
	}
	if len(reasons) == 0 {
		reasons = []string{"exports, limits, definitions and dates are the same: what is held of these exports has changed since (a case was forgotten, rows were given up), or another build of the program writes pages otherwise"}
	}
	o.sayWhy(reasons)
	return fmt.Errorf("the release %s is whole, but cannot be made again from %s: %s", s.Name(), o.warehouse, count(int64(len(problems)), "file")+" "+page.Agree(int64(len(problems)), "differs", "differ"))
}

// withPrinted adds the PDF files of a release that stands, which are not printed again: pages link to them.
func withPrinted(files []release.File, s release.Standing) ([]release.File, error) {
	if !s.Manifest.Printed {
		return files, nil
	}
	for _, r := range reports.Reports() {
		data, err := s.Data(r.Name + reports.PrintedAs)
		if err != nil {
			return nil, err
		}
		files = append(files, release.File{Path: r.Name + reports.PrintedAs, Bytes: data})
	}
	return files, nil
}

func (o *publishOptions) sayWhy(reasons []string) {
	fmt.Fprintln(o.stdout, "Why:\n  "+strings.Join(reasons, "\n  "))
}

// askedBy is what a release was asked: its dates, and its exports alone.
func (g *global) askedBy(ctx context.Context, m release.Manifest, file string) (asking, error) {
	a := asking{global: g, warehouse: file, exports: []warehouse.Export{}}
	var err error
	for _, d := range []struct {
		text string
		into *time.Time
	}{{m.AsOf, &a.period.AsOf}, {m.KnownAt, &a.period.KnownAt}, {m.PeriodFrom, &a.period.From}, {m.PeriodTo, &a.period.To}} {
		if *d.into, err = manifestDay(d.text); err != nil {
			return a, err
		}
	}
	for _, s := range m.Sources {
		e := warehouse.Export{Source: s.Profile, SHA256: s.SHA256, ProfileSHA256: s.ProfileSHA256, Corrections: s.Corrections}
		if e.ExtractDate, err = manifestDay(s.ExtractDate); err != nil {
			return a, err
		}
		a.exports = append(a.exports, e)
	}
	if m.ByHand != "" {
		entries, err := queries.EnteredThen(ctx, file, g.settings(), a.period.KnownAt, m.ByHand)
		if err != nil {
			return a, err
		}
		a.exports = append(a.exports, entries...)
	}
	a.words, err = g.wordsKnown(a.period.KnownAt)
	return a, err
}

func manifestDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fmt.Errorf("the manifest holds the date %q, which cannot be read", text)
	}
	return t, nil
}

// whyOtherwise says what of the things that a release was made of is no longer the same.
func (o *publishOptions) whyOtherwise(ctx context.Context, a asking, m release.Manifest) ([]string, error) {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	session, err := a.open(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	held, err := session.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range m.Sources {
		i := slices.IndexFunc(held, func(h queries.Source) bool { return h.Profile == s.Profile && h.SHA256 == s.SHA256 })
		switch {
		case i < 0:
			add("the warehouse does not hold the export %s (%s, of %s) as the release read it", s.File, s.Profile, s.ExtractDate)
		case !slices.Equal(held[i].Corrections, s.Corrections):
			add("the warehouse does not hold all corrections of %s (%s, of %s) that the release read", s.File, s.Profile, s.ExtractDate)
		}
	}
	if !holdsEntries(m, held) {
		add("the warehouse does not hold the entries by hand that the release was made of")
	}
	if a.words.Fingerprint() != m.Standards {
		add("the limits and lists in force are not those of the release: name the folder that it was made with by --standards")
	}
	if c := session.Catalogue(); c.Fingerprint() != m.Catalogue {
		n := 0
		for _, f := range m.Figures {
			if q, err := c.Get(f.Query); err != nil || q.Fingerprint != f.SHA256 {
				n++
			}
		}
		add("the definitions of this program are not those of the release (%d of its %d figures are defined otherwise): use the program that made it%s", n, len(m.Figures), madeBy(m))
	} else if v := programVersion(); v != m.Version {
		add("this is another build of the program%s, which may write pages otherwise", madeBy(m))
	}
	return out, nil
}

// holdsEntries says that what is held has the entries by hand of a release that tells a hash of them.
func holdsEntries(m release.Manifest, held []queries.Source) bool {
	return m.ByHand == "" || queries.EnteredHash(held) == m.ByHand
}

func madeBy(m release.Manifest) string {
	if m.Version == "" {
		return ""
	}
	return ", version " + m.Version
}

// programVersion is that of this build: of the module, or of its sources. It is empty for a build
// that does not know, such as one of a test.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "(devel)" {
		return ""
	}
	return info.Main.Version
}
