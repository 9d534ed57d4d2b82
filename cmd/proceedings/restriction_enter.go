package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest"
	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports/page"
)

func (o *restrictionOptions) add(ctx context.Context) error {
	r, err := o.asked()
	if err != nil {
		return err
	}
	s, words, err := o.session(ctx)
	if err != nil {
		return err
	}
	done, err := o.examine(ctx, s, words, &r)
	if err = errors.Join(err, s.Close()); err != nil || done {
		return err
	}
	number := newNumber()
	r.Ref = "hand-" + number[:6]
	if err := o.enter(ctx, words, r, number); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "Entered as %s: %s.\n", r.Ref, restrictionWords(words, r))
	o.sayNext()
	return nil
}

// asked reads the flags of add.
func (o *restrictionOptions) asked() (r ingest.Restriction, err error) {
	r = ingest.Restriction{Kind: strings.TrimSpace(o.kind), Case: strings.TrimSpace(o.of.Case), Proceeding: strings.TrimSpace(o.of.Proceeding), Subject: strings.TrimSpace(o.of.Subject)}
	if r.Case == "" {
		return r, usage("say which case with --case REF")
	}
	if r.From, err = day("--from", o.from); err != nil {
		return r, err
	}
	if r.From.IsZero() {
		r.From = o.today()
	}
	if r.Until, err = day("--until", o.until); err != nil {
		return r, err
	}
	if !r.Until.IsZero() && r.Until.Before(r.From) {
		return r, usage("--until %s lies before its first day, %s", o.until, page.Day(r.From))
	}
	return r, o.answered()
}

// answered wants somebody to stand by an entry.
func (o *restrictionOptions) answered() error {
	if strings.TrimSpace(o.by) == "" || strings.TrimSpace(o.reason) == "" {
		return usage("say who enters it and why, with --by and --reason: others will ask")
	}
	return nil
}

// examine holds what is asked against what is held. It is done where that is on record already.
func (o *restrictionOptions) examine(ctx context.Context, s *queries.Session, words *vocab.Set, r *ingest.Restriction) (done bool, err error) {
	var kinds []string
	for _, c := range words.Codes("restriction_kind") {
		kinds = append(kinds, c.Code)
	}
	if !slices.Contains(kinds, r.Kind) {
		return false, usage("--kind %q: there are %s", r.Kind, strings.Join(kinds, ", "))
	}
	if err := o.mustBeHeld(ctx, s, r); err != nil {
		return false, err
	}
	all, err := s.Restrictions(ctx)
	if err != nil {
		return false, err
	}
	for _, old := range all {
		if old.Kind != r.Kind || old.Case != r.Case || old.Proceeding != r.Proceeding || old.Subject != r.Subject || old.Over(r.From) || !r.Until.IsZero() && !old.Begun(r.Until) {
			continue
		}
		runs := "from " + dayOrElse(old.From, "a day not recorded") + untilWords(old.Until)
		switch {
		case old.Begun(r.From) && (old.Until.IsZero() || !r.Until.IsZero() && !old.Until.Before(r.Until)):
			fmt.Fprintf(o.stdout, "%s (%s) covers this already, %s: nothing was entered.\n", old.Ref, sourceWords(old), runs)
			return true, nil
		case old.ByHand:
			return false, fmt.Errorf("%s, entered by hand, is the same restriction with other days, %s: say its last day with: %s; or take it back first: %s",
				old.Ref, runs, o.next("restriction", "end", old.Ref, "--on", "DATE", "--by", "NAME", "--reason", "WHY"), o.next("history"))
		}
		o.progress("note: %s of %s covers a part of this, %s: both count", old.Ref, old.Source, runs)
	}
	return false, nil
}

func sourceWords(r queries.Restriction) string {
	if r.ByHand {
		return "entered by hand"
	}
	return "from " + r.Source
}

// mustBeHeld wants the case, proceeding and subject to stand in an export: a restriction on a reference that is mistyped protects nobody.
func (o *restrictionOptions) mustBeHeld(ctx context.Context, s *queries.Session, r *ingest.Restriction) error {
	ahead := " (where no export has brought it yet: add --ahead)"
	found, err := caseOf(ctx, s, r.Case)
	switch {
	case errors.Is(err, queries.ErrNoCase) && o.ahead:
		o.progress("note: case %s stands in no export yet: the restriction covers it once one brings it under just this reference", r.Case)
		return nil
	case err != nil:
		return fmt.Errorf("nothing was entered: %w%s", err, ahead)
	}
	r.Case = found.Ref // as exports write it
	proceedings, subjects, err := s.Parts(ctx, r.Case, r.Proceeding)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		what, asked string
		held        []string
	}{{"proceeding", r.Proceeding, proceedings}, {"subject", r.Subject, subjects}} {
		switch {
		case part.asked == "" || slices.Contains(part.held, part.asked):
		case o.ahead:
			o.progress("note: %s %s of case %s stands in no export yet: the restriction covers it once one brings it under just this reference", part.what, part.asked, r.Case)
		case len(part.held) == 0:
			return fmt.Errorf("nothing was entered: no export has a %s of case %s%s", part.what, r.Case, ahead)
		default:
			return fmt.Errorf("nothing was entered: case %s has no %s %q; there are %s%s", r.Case, part.what, part.asked, strings.Join(part.held, ", "), ahead)
		}
	}
	return nil
}

func (o *restrictionOptions) end(ctx context.Context, ref string) error {
	last, err := day("--on", o.on)
	switch {
	case err != nil:
		return err
	case last.IsZero():
		return usage("say its last day with --on 2026-08-01")
	}
	if err := o.answered(); err != nil {
		return err
	}
	s, words, err := o.session(ctx)
	if err != nil {
		return err
	}
	all, err := s.Restrictions(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(r queries.Restriction) bool { return r.Ref == ref })
	if at < 0 {
		return fmt.Errorf("there is no restriction %s: see them with: %s", ref, o.next("restriction", "list", "--all"))
	}
	old := all[at]
	switch {
	case !old.ByHand:
		return fmt.Errorf("%s comes from %s: have its last day entered there, and load the export; until then it stays in force here", ref, old.Source)
	case last.Before(old.From):
		return fmt.Errorf("%s begins on %s, after that day: where it should never have been entered, find its batch with: %s, and take that back with: proceedings undo", ref, page.Day(old.From), o.next("history"))
	case last.Equal(old.Until):
		fmt.Fprintf(o.stdout, "%s ends on %s already: nothing was entered.\n", ref, page.Day(last))
		return nil
	}
	now := ingest.Restriction{Ref: old.Ref, Case: old.Case, Proceeding: old.Proceeding, Subject: old.Subject, Kind: old.Kind, From: old.From, Until: last}
	if err := o.enter(ctx, words, now, newNumber()); err != nil {
		return err
	}
	earlier := ""
	if last.Before(old.Until) {
		earlier = " That last day was entered before, and this earlier one takes its place."
	}
	fmt.Fprintf(o.stdout, "Entered: %s, %s. Before, it ran%s.%s\n", ref, restrictionWords(words, now), untilWords(old.Until), earlier)
	o.sayNext()
	return nil
}

// enter loads a restriction as known from today on.
func (o *restrictionOptions) enter(ctx context.Context, words *vocab.Set, r ingest.Restriction, number string) error {
	profiles, err := o.sources(words)
	if err != nil {
		return err
	}
	return ingest.EnterRestriction(ctx, ingest.Options{Warehouse: o.warehouse, Profiles: profiles, Words: words, KeyFile: o.keyFile(o.warehouse), Entry: &ingest.Entry{By: o.by, Reason: o.reason},
		Now: o.now(), Settings: o.settings()}, r, o.today(), number)
}

// newNumber is a number that nobody guesses.
func newNumber() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: see its documentation
	return hex.EncodeToString(b)
}

func (o *restrictionOptions) sayNext() {
	fmt.Fprintf(o.stdout, "It stands in the history, where undo takes it back: %s\nReleases made before do not know of it; publish anew with: %s\n", o.next("history"), o.next("publish"))
}

// restrictionWords say what a restriction covers and when.
func restrictionWords(words *vocab.Set, r ingest.Restriction) string {
	covers := "every proceeding"
	if r.Proceeding != "" {
		covers = "proceeding " + r.Proceeding
	}
	who := "everyone in it"
	if r.Subject != "" {
		who = "subject " + r.Subject
	}
	return fmt.Sprintf("%s, case %s, %s, %s, from %s%s", page.Lower(words.Label("restriction_kind", r.Kind)), r.Case, covers, who, page.Day(r.From), untilWords(r.Until))
}

func untilWords(until time.Time) string {
	if until.IsZero() {
		return " until further order"
	}
	return " until " + page.Day(until)
}
