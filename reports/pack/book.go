package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports"
)

// Questions are the queries that packs are made of, asked of cases by their references
// (queries.Session.RunFor). Classes, which is asked of none, is the other.
func Questions() []string {
	return []string{"case_outcomes", "case_timeline", "case_clocks", "case_allegations", "case_disclosure", "case_contacts", "case_learning", "case_themes"}
}

// Classes is the query that sets cases beside their like.
const Classes = "reference_class"

// Concluded is the query of the cases whose proceedings ended in the period, last ended first.
const Concluded = "cases_concluded"

// Cases are the references of the cases that ended in the period, each once, last ended first.
func Cases(concluded *queries.Result) []string {
	var out []string
	seen := map[string]bool{}
	t := read(concluded)
	for i := range t.Len() {
		if ref := t.Str(i, "case_ref"); !seen[ref] {
			seen[ref] = true
			out = append(out, ref)
		}
	}
	return out
}

// Path is where the pack of a case lies in a release.
func Path(caseRef string) string { return "debrief/" + FileName(caseRef) }

// FileName is the name of a pack's file: the start of the reference, with a hyphen for what is not safe in a file's name, and 32 bits
// of its hash. Two references could share one, if hardly ever; a release with two files of one name is refused (see package release).
func FileName(caseRef string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, caseRef)
	sum := sha256.Sum256([]byte(caseRef))
	return strings.Trim(safe[:min(len(safe), 40)], "-") + "-" + hex.EncodeToString(sum[:4]) + ".html"
}

// Book holds what is known of some cases.
type Book struct {
	in      reports.Input
	sources []queries.Source
	results map[string]*queries.Result
	at      map[string]map[string][2]int // query → case → first row and the one after its last
	packed  map[string]bool              // cases that have a pack in the same release
}

// NewBook makes a book of the answers to Questions and Classes, by query. The input says the
// period, the edition and the words; sources are the exports held; packed are the cases that have a pack
// beside this one, to which pages link.
func NewBook(in reports.Input, sources []queries.Source, results map[string]*queries.Result, packed []string) (*Book, error) {
	if !in.Edition().Shows(queries.CaseLevel) {
		return nil, fmt.Errorf("debrief packs name cases: the %s edition has none", in.Edition())
	}
	in.OneDay = true // a case is told from its beginning
	b := &Book{in: in, sources: sources, results: results, at: map[string]map[string][2]int{}, packed: map[string]bool{}}
	for name, r := range results {
		b.at[name] = split(r)
	}
	for _, ref := range packed {
		b.packed[ref] = true
	}
	return b, nil
}

// split finds the rows of each case, which stand together.
func split(r *queries.Result) map[string][2]int {
	out := map[string][2]int{}
	t := read(r)
	for i := range t.Len() {
		ref := t.Str(i, "case_ref")
		span, ok := out[ref]
		if !ok {
			span[0] = i
		}
		span[1] = i + 1
		out[ref] = span
	}
	return out
}

// of are the rows of a query about one case.
func (b *Book) of(query, caseRef string) rows {
	span := b.at[query][caseRef]
	return rows{queries.Read(b.results[query]).Part(span[0], span[1])}
}

// sourceOf is the exports of one source (profile) that still speak, latest extract first.
func (b *Book) sourceOf(profile string) []queries.Source {
	var out []queries.Source
	for _, s := range b.sources {
		if s.Profile == profile && s.Current {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(x, y queries.Source) int { return y.ExtractDate.Compare(x.ExtractDate) })
	return out
}
