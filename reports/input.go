package reports

import (
	"cmp"
	"html/template"
	"iter"
	"maps"
	"slices"
	"time"

	"proceedings/queries"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// Input is everything that pages and reports are made of.
type Input struct {
	Answers Answers // of the queries; pages read them by Result and All alone
	Period  queries.Period
	Facts   Facts
	Where   func(query string) string                // the page and place where a query's figure is shown; nowhere where nil
	Draw    func(chart.Chart) (template.HTML, error) // draws a chart for paper (see chart.Pen); none where nil
	Printed bool                                     // reports are PDF files too
	Packed  []string                                 // cases that have a debrief pack in the release, the last concluded first
	Handle  string                                   // who may read it, in place of what the edition says of that
	OneDay  bool                                     // it speaks of the position date and what follows, not of the period
	Briefed []string                                 // proceedings that have a briefing note in the release, the next listed first

	explorer *Explorer // of the page that can be filtered, with the choice that a figure is of
	choice   Choice
	words    bool  // figures need their sentences only
	filling  int   // of what is withheld, by its number from 1 (see steadily); 0: none
	met      *bool // set where a cell is read that is withheld; nil: nobody asks
}

// Facts are what pages say beside the results.
type Facts struct {
	Label func(list, code string) string        // the label of a code
	Limit func(standardID string) (Limit, bool) // false where a limit has no number
	// Jurisdiction is that of a type of proceeding or a limit; a jurisdiction's own is itself.
	Jurisdiction func(code string) string
	Regimes      []Regime             // changes of law, oldest first
	Sources      []Source             // the exports held
	Notes        []string             // lines for every page's foot: corrections, what the figures cannot show
	Banner       string               // a warning at the head of every page; mostly none
	Limits       string               // which limits and lists are in force, in words with their version
	Terms        Terms                // limits and lists in force, for the glossary
	Comments     map[string][]Comment // what staff wrote of figures, by query
	Revised      []string             // what figures published before have changed since, in sentences
	Restricted   []string             // references under a restriction that is not over by the position date, sorted; none where the edition names no case
	Inputs       string               // SHA-256 of all that the figures are made of, as in the manifest
}

// Comment is what somebody wrote of a figure.
type Comment struct {
	Text string
	Row  string    // which rows it speaks of, in words; all where empty
	By   string    // empty where the edition does not say
	On   time.Time // when it was written or looked at last
	// Stale says that the figure has changed since, and Of for which position it was written.
	Stale bool
	Of    time.Time
}

// Said is who wrote a comment, when and of what.
func (c Comment) Said() string {
	said := "Comment"
	if c.By != "" {
		said += " by " + c.By
	}
	said += ", " + page.Day(c.On)
	if c.Row != "" {
		said += ", on " + c.Row
	}
	if c.Stale {
		said += ". Written of an earlier figure, " + page.Day(c.Of)
	}
	return said
}

// Limit is the number of a limit in force at the position date.
type Limit struct {
	Title      string
	N          int
	Most       int    // of a window, the last day; 0 where the limit is none
	Unit       string // day, working_day or month
	Confidence string // how sure the number is, a mark of the standards: V where it was read in the law
}

// Regime is a dated change of law.
type Regime struct {
	Label  string
	From   time.Time // zero where the commencement is not known
	What   string    // what changed, one sentence
	Breaks bool      // decides which law a case falls under: outcome series are marked with it
}

// Source is one export file with its accounting:
// read = loaded + quarantined + skipped.
type Source struct {
	Name        string
	File        string
	ExtractDate time.Time
	Current     bool // still speaks for its source: no later extract has replaced it
	Read        int64
	Loaded      int64 // accepted, or unchanged since an earlier extract
	Quarantined int64
	Skipped     int64
	ByHand      bool // entries by staff, all as one
}

// Result is the answer to a query; nil where the release does not hold it or its edition may not show it.
func (in Input) Result(name string) *queries.Result {
	if r := in.Answers.results[name]; r != nil && in.Edition().Shows(sensitivity(r)) {
		if in.filling > 0 {
			return filled(r, in.filling-1)
		}
		return r
	}
	return nil
}

// Edition says which of the results may be shown.
func (in Input) Edition() queries.Edition { return in.Answers.edition }

// sensitivity of a result; one without a query may name cases.
func sensitivity(r *queries.Result) string {
	if r.Query == nil {
		return queries.CaseLevel
	}
	return r.Query.Sensitivity
}

// All are the results that the edition may show, in the order of their names.
func (in Input) All() iter.Seq2[string, *queries.Result] {
	return func(yield func(string, *queries.Result) bool) {
		for _, name := range slices.Sorted(maps.Keys(in.Answers.results)) {
			if r := in.Result(name); r != nil && !yield(name, r) {
				return
			}
		}
	}
}

// Shell is the frame of every page of the release.
func (in Input) Shell(nav []page.Link) page.Shell {
	foot := []string{
		"Events after " + page.Day(in.Period.AsOf) + " count nowhere. " + in.knownAt() +
			" [x] means not available; “not recorded” means that the source left the field empty. " +
			"Below ten records a fraction is printed and no percentage, and [u] where there is no fraction.",
	}
	foot = append(foot, in.Facts.Notes...)
	if in.Facts.Limits != "" {
		foot = append(foot, in.Facts.Limits+".")
	}
	if len(in.Facts.Inputs) > shownInputs {
		foot = append(foot, "Inputs "+in.Facts.Inputs[:shownInputs]+": a mark that two releases share only where they are made of the same exports, limits and dates.")
	}
	return page.Shell{
		Site: "Police proceedings: timeliness, outcomes and learning", Edition: page.Words(string(in.Edition())), Handle: cmp.Or(in.Handle, handling(in.Edition())),
		Banner: in.Facts.Banner, Period: in.speaksFor(), Nav: nav, Foot: foot,
	}
}

// shownInputs is how much of the inputs' fingerprint a page prints.
const shownInputs = 12

func handling(edition queries.Edition) string {
	if edition.Shows(queries.CaseLevel) {
		return "Holds case-level detail. Not for circulation outside the team."
	}
	return ""
}

func (in Input) knownAt() string {
	if in.Period.KnownAt.IsZero() {
		return "All extracts held were read."
	}
	return "Extracts dated after " + page.Day(in.Period.KnownAt) + " were not read."
}

// span is the days that it speaks of.
func (in Input) span() string {
	if in.OneDay {
		return page.Day(in.Period.AsOf)
	}
	return page.Span(in.Period.From, in.Period.To)
}

func (in Input) speaksFor() string {
	p := in.Period
	s := "Position on " + page.Day(p.AsOf) + "."
	if !in.OneDay {
		s = "Period: " + page.Span(p.From, p.To) + ". " + s
	}
	if !p.KnownAt.IsZero() {
		s += " From extracts dated to " + page.Day(p.KnownAt) + "."
	}
	return s
}

// Elsewhere says that cases of another place than England and Wales are held.
func (in Input) Elsewhere() bool {
	t := in.rows("case_time")
	for i := range t.Len() {
		if code := t.Str(i, "territory"); code != "" && code != "EW" {
			return true
		}
	}
	return false
}

// Restricted says that a reference, of a case or a proceeding, is under restriction.
func (in Input) Restricted(ref string) bool {
	_, found := slices.BinarySearch(in.Facts.Restricted, ref)
	return found
}

// countsRows says that the edition may tell how many rows a file has and what it is called.
func (in Input) countsRows() bool { return in.Edition().Shows(queries.CaseLevel) }

// current are the exports that still speak for their source.
func (in Input) current() []Source {
	var out []Source
	for _, s := range in.Facts.Sources {
		if s.Current && !s.ByHand {
			out = append(out, s)
		}
	}
	return out
}
