package main

import (
	"time"

	"proceedings/queries"
	"proceedings/reports/release"
)

// manifest says what the release was made of.
func (m *material) manifest() release.Manifest {
	p := m.input.Period
	out := release.Manifest{
		Format: 1, Program: "proceedings", Edition: string(m.edition),
		AsOf: p.AsOf.Format(time.DateOnly), Period: queries.QuarterOf(p.To), PeriodFrom: p.From.Format(time.DateOnly), PeriodTo: p.To.Format(time.DateOnly),
		Standards: m.words.Fingerprint(), Catalogue: m.catalogue.Fingerprint(), Inputs: m.input.Facts.Inputs, Disclosure: m.disclosed, Suppression: append([]string{}, m.decisions...),
		KnownAt: knownAt(p), Follows: m.follows, Comments: m.comments,
	}
	var told []queries.Source
	told, out.ByHand = toldSources(m.edition, m.sources)
	for _, s := range told {
		one := release.Source{Profile: s.Profile, Title: s.Title, ProfileSHA256: s.ProfileSHA256, SHA256: s.SHA256, ExtractDate: s.ExtractDate.Format(time.DateOnly), Kind: s.Kind, Corrections: s.Corrections}
		if m.edition.Shows(queries.CaseLevel) { // names of files are words of somebody, and rows are counts
			one.File, one.Rows = s.File, &release.Rows{Read: s.Read, Loaded: s.Loaded, Quarantined: s.Quarantined, Skipped: s.Skipped, SkippedBy: s.SkippedBy}
		}
		out.Sources = append(out.Sources, one)
	}
	for _, a := range m.accepted {
		if !m.edition.Shows(queries.CaseLevel) {
			break // counts, and reasons in the words of somebody
		}
		out.Accepted = append(out.Accepted, release.Accepted{Profile: a.Profile, Scope: a.Scope, ExtractDate: a.ExtractDate.Format(time.DateOnly), Since: a.Since.Format(time.DateOnly),
			What: a.What, Before: a.Before, OfBefore: a.OfBefore, Now: a.Now, OfNow: a.OfNow, Reason: a.Reason})
	}
	if !m.edition.Shows(queries.CaseLevel) {
		out.Checks = append(out.Checks, restrictedCheck)
	}
	for _, name := range m.names {
		r := m.input.Result(name)
		out.Figures = append(out.Figures, release.Figure{Query: name, SHA256: r.Query.Fingerprint, Rows: len(r.Rows), Key: r.Query.Key(), Data: dataPath(name)})
	}
	return out
}
