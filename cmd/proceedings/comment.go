package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest/warehouse"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/comment"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

// commentFile is where the comments on the figures of a warehouse lie: beside it, as its keys do.
func commentFile(path string) string {
	return warehouse.Beside(path) + ".comments"
}

type commentOptions struct {
	*global
	warehouse, out string
	by, text       string
	edition        string
	row            []string
	history        bool
}

func newComment(g *global) *cobra.Command {
	o := &commentOptions{global: g}
	c := &cobra.Command{
		Use:   "comment",
		Short: "Texts bound to figures: add, list, reword, renew, remove",
		Long: `What staff write of a figure, shown with it. A comment is bound to the value that the figure has in the
last release: when that changes the comment is marked as written of an earlier figure, and a shareable release is
refused until somebody has looked again (renew, reword or remove).

FIGURE is the name of a query, as in the name of its data file. With --row the comment speaks of some rows alone,
such as --row quarter=2025-26Q4, and only they make it stale.

Comments lie beside the warehouse, in its name with .comments, readable by you alone; nothing said is ever lost from
that file. They are free text: the program cannot tell whether one names a person. A comment for a shareable
release must name nobody and hold no count that the release withholds; one that tells a small number beside a figure of
which cells are withheld is refused. A comment stands where the figure itself does, not where a sentence quotes it; add and
list say on which pages.`,
		Example: `  proceedings comment add intake --text "Two forces sent late." --by "A. Analyst" --edition restricted
  proceedings comment add intake --row month=2026-03-01 --text "One large referral." --by "A. Analyst"
  proceedings comment list
  proceedings comment renew c1 --by "A. Analyst"`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	add := o.verb("add FIGURE", "Write a comment on a figure of the last release", o.add)
	add.Flags().StringVar(&o.text, "text", "", "what is said, one paragraph (required)")
	add.Flags().StringArrayVar(&o.row, "row", nil, "the rows that it speaks of, as column=value; may be repeated (default: the whole figure)")
	add.Flags().StringVar(&o.edition, "edition", comment.Restricted, "the releases that it is for: restricted, shareable or both")
	reword := o.verb("reword ID", "Say it otherwise; it is bound to the figure as it is now", func(id string) error { return o.change(comment.Reword, id) })
	reword.Flags().StringVar(&o.text, "text", "", "what is said from here on (required)")
	renew := o.verb("renew ID", "Say that it holds of the figure as it is now", func(id string) error { return o.change(comment.Renew, id) })
	remove := o.verb("remove ID", "Take a comment out of releases to come", func(id string) error { return o.change(comment.Remove, id) })
	list := &cobra.Command{Use: "list", Short: "The comments, and which are stale", Args: noArgs, RunE: func(*cobra.Command, []string) error { return o.list() }}
	list.Flags().BoolVar(&o.history, "history", false, "all that was ever said, oldest first")
	for _, v := range []*cobra.Command{add, reword, renew, remove} {
		v.Flags().StringVar(&o.by, "by", "", "who says so (required)")
	}
	for _, v := range []*cobra.Command{add, reword, renew, remove, list} {
		needWarehouse(v, &o.warehouse)
		v.Flags().StringVar(&o.out, "out", "release", "folder of the releases")
		fromConfig(v, "out", keyOut)
		c.AddCommand(v)
	}
	return c
}

// verb is one with one argument.
func (o *commentOptions) verb(use, short string, run func(arg string) error) *cobra.Command {
	return &cobra.Command{Use: use, Short: short,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("say which: proceedings comment %s", use)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return run(args[0]) }}
}

// last is the release that comments are written of: the restricted one that readers are sent to, which holds figures as they are.
func (o *commentOptions) last() (release.Standing, error) {
	s, err := release.Open(o.out)
	if err != nil {
		return s, fmt.Errorf("a comment is written of a release: %w", err)
	}
	if s.Manifest.Edition != string(queries.Restricted) {
		return s, fmt.Errorf("the last release in %s is %s: comments are written of a restricted one, which holds the figures as they are", o.out, s.Manifest.Edition)
	}
	return s, nil
}

// bind ties a comment to its figure in a release.
func bind(c *comment.Comment, s release.Standing) error {
	if !slices.ContainsFunc(s.Manifest.Figures, func(f release.Figure) bool { return f.Query == c.Figure }) {
		return fmt.Errorf("the release %s has no figure %s: its figures are the names of the files in data, and those of: proceedings query list", s.Name(), c.Figure)
	}
	data, err := s.Data(dataPath(c.Figure))
	if err != nil {
		return fmt.Errorf("%w: see: proceedings verify", err)
	}
	if c.SHA256, err = comment.Value(data, c.Row); err != nil {
		return fmt.Errorf("%s: %w: see data/%s.csv of the release", c.Figure, err, c.Figure)
	}
	c.Of = s.Manifest.AsOf
	return nil
}

func (o *commentOptions) add(figure string) error {
	s, err := o.last()
	if err != nil {
		return err
	}
	events, err := comment.Read(commentFile(o.warehouse))
	if err != nil {
		return err
	}
	c := comment.Comment{ID: comment.NextID(events), Figure: figure, Row: o.row, Text: strings.TrimSpace(o.text), Edition: o.edition, By: strings.TrimSpace(o.by), On: o.now().Format(time.DateOnly)}
	if err := c.Check(); err != nil {
		return usage("%v", err)
	}
	if err := bind(&c, s); err != nil {
		return err
	}
	if err := comment.Append(commentFile(o.warehouse), comment.Event{Action: comment.Add, Comment: c}); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "Comment %s on %s is kept; it is shown in the next %s.\n", c.ID, figure, map[string]string{comment.Both: "release of either edition", comment.Restricted: "restricted release", comment.Shareable: "shareable release"}[c.Edition])
	fmt.Fprintln(o.stdout, places(shownOn(s, figure)))
	if c.Edition != comment.Restricted {
		fmt.Fprintln(o.stdout, beforeSharing)
	}
	return nil
}

func (o *commentOptions) change(action, id string) error {
	events, err := comment.Read(commentFile(o.warehouse))
	if err != nil {
		return err
	}
	live := comment.Live(events)
	i := slices.IndexFunc(live, func(c comment.Comment) bool { return c.ID == id })
	if i < 0 {
		return fmt.Errorf("there is no comment %s: see them with: %s", id, o.next("comment", "list"))
	}
	c := live[i]
	c.By, c.On = strings.TrimSpace(o.by), o.now().Format(time.DateOnly)
	if action == comment.Reword {
		c.Text = strings.TrimSpace(o.text)
	}
	if err := c.Check(); err != nil {
		return usage("%v", err)
	}
	if action != comment.Remove {
		s, err := o.last()
		if err != nil {
			return err
		}
		if err := bind(&c, s); err != nil {
			return err
		}
	}
	if err := comment.Append(commentFile(o.warehouse), comment.Event{Action: action, Comment: c}); err != nil {
		return err
	}
	done := map[string]string{comment.Reword: "is reworded", comment.Renew: "holds of the figure as it is now", comment.Remove: "is removed from releases to come"}
	fmt.Fprintf(o.stdout, "Comment %s %s.\n", id, done[action])
	return nil
}

func (o *commentOptions) list() error {
	events, err := comment.Read(commentFile(o.warehouse))
	if err != nil {
		return err
	}
	if o.history {
		for _, e := range events {
			fmt.Fprintf(o.stdout, "%s  %s  %s  %s by %s: %s\n", e.On, e.ID, e.Figure, e.Action, e.By, e.Text)
		}
		return nil
	}
	live := comment.Live(events)
	if len(live) == 0 {
		fmt.Fprintln(o.stdout, "There is no comment.")
		return nil
	}
	s, err := release.Open(o.out)
	for _, c := range live {
		state := ""
		if data, dataErr := s.Data(dataPath(c.Figure)); err == nil && s.Manifest.Edition == string(queries.Restricted) && (dataErr != nil || c.Stale(data)) {
			state = "  STALE: the figure has changed since"
		}
		on := c.Figure
		if len(c.Row) > 0 {
			on += " (" + strings.Join(c.Row, ", ") + ")"
		}
		where := ""
		if err == nil {
			where = "\n    shown on: " + cmp.Or(strings.Join(shownOn(s, c.Figure), ", "), "no page")
		}
		fmt.Fprintf(o.stdout, "%s  %s  for %s, by %s on %s, of %s%s\n    %s%s\n", c.ID, on, c.Edition, c.By, c.On, c.Of, state, c.Text, where)
	}
	return nil
}

// comments are those that stand.
func (o *publishOptions) comments() ([]comment.Comment, error) {
	events, err := comment.Read(commentFile(o.warehouse))
	return comment.Live(events), err
}

// nextComment is a call on comments. They are written of restricted releases, which lie elsewhere than those of another edition.
func (o *publishOptions) nextComment(args ...string) string {
	args = append([]string{"comment"}, args...)
	if o.edition != string(queries.Restricted) {
		args = append(args, "--out", "RESTRICTED-RELEASES")
	}
	return o.next(args...)
}

// errStale is returned where a shareable release would show a comment that was written of another figure.
var errStale = errors.New("comments were written of figures that have changed since")

// staleComments names those of the edition that were written of figures that have changed since. What was asked is what
// they were written of, whatever disclosure control makes of it.
func (o *publishOptions) staleComments(m *material) []string {
	var stale []string
	for _, c := range o.said {
		if r := m.results[c.Figure]; r != nil && c.In(string(m.edition)) && c.SHA256 != "" && c.Stale(reports.CSV(r, m.words.Label)) {
			stale = append(stale, c.ID+" on "+c.Figure)
		}
	}
	return stale
}

// refuseStale lets no release leave the team with a comment that was written of another figure.
func (o *publishOptions) refuseStale(m *material) error {
	stale := o.staleComments(m)
	if len(stale) == 0 {
		return nil
	}
	again := strings.Join(stale, ", ") + ". Look at each again, then: " + o.nextComment("renew", "ID", "--by", "NAME") + " (or comment reword, comment remove)"
	if m.edition != queries.Restricted {
		return fmt.Errorf("the release is refused: %w: %s", errStale, again)
	}
	o.progress("note: %v: %s", errStale, again)
	return nil
}

// addComments puts the comments of the edition beside their figures. Those on figures that the release does not hold are left out.
func (o *publishOptions) addComments(m *material) error {
	m.input.Facts.Comments = map[string][]reports.Comment{}
	stale := o.staleComments(m)
	for _, c := range o.said {
		if !c.In(string(m.edition)) || m.input.Result(c.Figure) == nil {
			continue
		}
		old := slices.Contains(stale, c.ID+" on "+c.Figure)
		if m.edition != queries.Restricted {
			if err := o.refuseTelling(m, c); err != nil {
				return err
			}
			c.By, c.SHA256 = "", "" // a hash of few counts gives them away to whoever tries all
		}
		shown, err := m.shownComment(c, old)
		if err != nil {
			return err
		}
		m.comments = append(m.comments, c)
		m.input.Facts.Comments[c.Figure] = append(m.input.Facts.Comments[c.Figure], shown)
	}
	if len(m.comments) > 0 {
		m.input.Facts.Inputs = m.inputs()
	}
	return nil
}

func (m *material) shownComment(c comment.Comment, stale bool) (reports.Comment, error) {
	out := reports.Comment{Text: c.Text, By: c.By, Row: m.rowWords(c), Stale: stale}
	var err error
	if out.On, err = manifestDay(c.On); err == nil {
		out.Of, err = manifestDay(c.Of)
	}
	return out, err
}

// rowWords are the rows that a comment speaks of, as the table of its figure names them.
func (m *material) rowWords(c comment.Comment) string {
	var said []string
	for _, one := range c.Row {
		name, value, _ := strings.Cut(one, "=")
		name = strings.TrimSuffix(name, "_label")
		for _, col := range m.input.Result(c.Figure).Columns {
			if col.Name != name {
				continue
			}
			var v queries.Value = value
			if on, err := time.Parse(time.DateOnly, value); err == nil && col.Kind == queries.Date {
				v = on
			}
			name, value = page.Lower(col.Title), m.input.Text(col, v)
			break
		}
		said = append(said, name+": "+value)
	}
	return strings.Join(said, ", ")
}
