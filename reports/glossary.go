package reports

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"proceedings/reports/page"
)

//go:embed glossary.csv
var glossaryCSV []byte

// Word is a term that pages use, in words of our own.
type Word struct {
	ID    string // the anchor on the glossary's page
	Term  string
	Group string
	Text  string
	See   []string // the IDs of others
}

// listGroup holds the titles of lists of codes, which are no words to look up.
const listGroup = "list"

// Words are the terms of glossary.csv in the order of the alphabet, and apart from
// them the titles of the lists of codes, by the list's name.
func Words() (words []Word, lists map[string]Word, err error) {
	rows, err := csv.NewReader(bytes.NewReader(glossaryCSV)).ReadAll()
	if err != nil {
		return nil, nil, fmt.Errorf("glossary.csv: %w", err)
	}
	lists = map[string]Word{}
	for _, r := range rows[1:] {
		w := Word{ID: r[0], Term: r[1], Group: r[2], Text: r[3]}
		if r[4] != "" {
			w.See = strings.Split(r[4], "|")
		}
		if w.Group == listGroup {
			lists[w.ID] = w
			continue
		}
		words = append(words, w)
	}
	slices.SortStableFunc(words, func(a, b Word) int { return strings.Compare(letters(a.Term), letters(b.Term)) })
	return words, lists, nil
}

// explained are the terms that a reader of figures may not know: those of statistics, and what marks a figure.
func (w Word) explained() bool {
	return w.Group == "statistics" || slices.Contains([]string{"provisional", "quarantine", "unreliable"}, w.ID)
}

// Words are the terms of the glossary that the figure uses in what it says, for links beside it.
func (f Figure) Words() ([]Word, error) {
	all, _, err := Words()
	if err != nil {
		return nil, err
	}
	said := strings.Join(slices.Concat([]string{f.Headline, f.Measure}, f.Also, f.Notes), "\n")
	for _, h := range f.Table.Heads {
		said += "\n" + h.Title + "\n" + h.Unit
	}
	said = strings.ToLower(said)
	var out []Word
	for _, w := range all {
		if w.explained() && within(said, strings.ToLower(w.Term)) {
			out = append(out, w)
		}
	}
	return out, nil
}

// within says that a text has a term, as words of their own.
func within(text, term string) bool {
	isLetter := func(r rune, _ int) bool { return unicode.IsLetter(r) }
	for at := strings.Index(text, term); at >= 0; {
		before, after := text[:at], text[at+len(term):]
		if !isLetter(utf8.DecodeLastRuneInString(before)) && !isLetter(utf8.DecodeRuneInString(after)) {
			return true
		}
		next := strings.Index(after, term)
		if next < 0 {
			return false
		}
		at += len(term) + next
	}
	return false
}

// letters are those of a term, in lower case: what it is sorted by.
func letters(term string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, term)
}

// Letter is where a term stands in the list: its first letter, or 0–9 for a number.
func (w Word) Letter() string {
	if first, _ := utf8.DecodeRuneInString(letters(w.Term)); unicode.IsLetter(first) {
		return string(unicode.ToUpper(first))
	}
	return "0–9"
}

// Terms are the limits and lists in force, for the glossary.
type Terms struct {
	Limits []LimitTerm
	Lists  []CodeList
}

// LimitTerm is one limit during one span of validity.
type LimitTerm struct {
	ID       string
	Title    string
	Says     string // how it counts, in words
	Kind     string // statutory, a published scheme, local
	Law      string
	Except   string
	Sure     string
	From, To time.Time // To is zero while in force
}

// InForce says since when, and until when, a limit holds.
func (l LimitTerm) InForce() string {
	if l.To.IsZero() {
		return "From " + page.Day(l.From)
	}
	return "From " + page.Day(l.From) + " to " + page.Day(l.To)
}

// CodeList is one list of codes with their labels.
type CodeList struct {
	Name  string
	Codes []CodeTerm
}

// CodeTerm is a code of a list.
type CodeTerm struct{ Code, Label, Note string }

// ListsShown are the lists of which the results of a release show codes, limits aside.
func (in Input) ListsShown() []CodeList {
	shown := map[string]bool{}
	for _, r := range in.All() {
		for _, c := range r.Columns {
			shown[c.List] = true
		}
	}
	var out []CodeList
	for _, l := range in.Facts.Terms.Lists {
		if shown[l.Name] && l.Name != "standard" && len(l.Codes) > 0 {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b CodeList) int { return strings.Compare(a.Name, b.Name) })
	return out
}
