package dashboards

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"proceedings/reports"
	"proceedings/reports/page"
)

//go:embed assets/glossary.html
var glossaryHTML string

var glossaryTemplate = template.Must(template.New("glossary").Parse(glossaryHTML))

func glossaryLink() page.Link {
	return page.Link{Path: "glossary.html", Title: "Glossary",
		About: "What the words, limits and codes of these pages mean."}
}

// letter is the words that begin with one letter.
type letter struct {
	Letter, ID string
	Words      []word
}

type word struct {
	ID, Term, Text string
	See            []reports.Word
}

type limitEntry struct {
	Anchor string
	reports.LimitTerm
}

type listEntry struct {
	Title, About string
	reports.CodeList
}

// glossary is the page of terms: our own words, the limits in force, the lists of codes.
func glossary(in Input, shell page.Shell) (page.Page, error) {
	words, titles, err := reports.Words()
	if err != nil {
		return page.Page{}, err
	}
	var b bytes.Buffer
	err = glossaryTemplate.Execute(&b, struct {
		Letters []letter
		Limits  []limitEntry
		Lists   []listEntry
	}{byLetter(words), limitEntries(in.Facts.Terms.Limits), listEntries(in.ListsShown(), titles)})
	if err != nil {
		return page.Page{}, fmt.Errorf("glossary: %w", err)
	}
	link := glossaryLink()
	return shell.Render(page.Content{
		Path: link.Path, Title: link.Title, Lead: "What the words of these pages mean, which limits are in force and what the codes stand for.",
		Body: template.HTML(b.String()), Scripts: page.Find(),
	})
}

func byLetter(words []reports.Word) []letter {
	known := map[string]reports.Word{}
	for _, w := range words {
		known[w.ID] = w
	}
	var out []letter
	for _, w := range words {
		at := w.Letter()
		if len(out) == 0 || out[len(out)-1].Letter != at {
			id := at
			if !unicode.IsLetter([]rune(at)[0]) {
				id = "number"
			}
			out = append(out, letter{Letter: at, ID: id})
		}
		one := word{ID: w.ID, Term: w.Term, Text: w.Text}
		for _, id := range w.See {
			one.See = append(one.See, known[id])
		}
		last := &out[len(out)-1]
		last.Words = append(last.Words, one)
	}
	return out
}

// limitEntries gives each limit an anchor of its own; rows of one limit for
// different regimes are numbered.
func limitEntries(limits []reports.LimitTerm) []limitEntry {
	times := map[string]int{}
	var out []limitEntry
	for _, l := range limits {
		times[l.ID]++
		anchor := "limit-" + l.ID
		if n := times[l.ID]; n > 1 {
			anchor += "-" + strconv.Itoa(n)
		}
		out = append(out, limitEntry{anchor, l})
	}
	return out
}

// listEntries puts the lists in the order of their titles.
func listEntries(lists []reports.CodeList, titles map[string]reports.Word) []listEntry {
	var out []listEntry
	for _, l := range lists {
		e := listEntry{Title: page.Words(l.Name), CodeList: l}
		if w, ok := titles[l.Name]; ok {
			e.Title, e.About = w.Term, w.Text
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b listEntry) int { return strings.Compare(a.Title, b.Title) })
	return out
}
