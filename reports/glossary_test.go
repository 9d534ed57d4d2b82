package reports

import (
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
)

func TestGlossaryHoldsTogether(t *testing.T) {
	words, lists, err := Words()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, w := range words {
		if ids[w.ID] || w.ID != strings.ToLower(w.ID) || strings.ContainsAny(w.ID, " ?#&") {
			t.Errorf("%s is no anchor, or twice", w.ID)
		}
		ids[w.ID] = true
		if w.Term == "" || !strings.HasSuffix(w.Text, ".") || !slices.Contains([]string{"work", "limits", "figures", "statistics", "learning", "law"}, w.Group) {
			t.Errorf("%s: %+v", w.ID, w)
		}
	}
	for _, w := range words {
		for _, id := range w.See {
			if !ids[id] || id == w.ID {
				t.Errorf("%s leads to %q", w.ID, id)
			}
		}
	}
	if !slices.IsSortedFunc(words, func(a, b Word) int { return strings.Compare(letters(a.Term), letters(b.Term)) }) {
		t.Error("not in the order of the alphabet")
	}
	all, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, q := range all.List() {
		if !q.Published() {
			continue
		}
		for _, c := range q.Columns {
			used[c.List] = true
			if c.Name == "sort" || c.Name == "find" {
				t.Errorf("%s: a column %s would be taken for an order of the address of a table", q.Name, c.Name)
			}
		}
	}
	for list := range used {
		if _, ok := lists[list]; !ok && !slices.Contains([]string{"", "standard", "statutory", "rule", "anchor", "unit"}, list) {
			t.Errorf("the list %s has no title in glossary.csv", list)
		}
	}
	for list := range lists {
		if !used[list] {
			t.Errorf("glossary.csv has a title for %s, which no figure shows", list)
		}
	}
}

func TestGlossaryShowsTheListsOfItsFigures(t *testing.T) {
	in := input()
	in.Facts.Terms.Lists = []CodeList{{Name: "theme", Codes: []CodeTerm{{Code: "a", Label: "A"}}}, {Name: "list_of_nothing", Codes: []CodeTerm{{Code: "b", Label: "B"}}}, {Name: "risk"}}
	if got := in.ListsShown(); len(got) != 1 || got[0].Name != "theme" {
		t.Errorf("%+v", got)
	}
}

// A figure links the terms that it uses, and no others.
func TestWordsOfAFigure(t *testing.T) {
	f := Figure{Headline: "Special cause at its last point", Also: []string{"95% interval 3 to 5.", "What this means."}, Notes: []string{"Provisional."}}
	got, err := f.Words()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, w := range got {
		ids = append(ids, w.ID)
	}
	if want := "band-95 provisional special-cause"; strings.Join(ids, " ") != want {
		t.Errorf("%v, want %s", ids, want)
	}
	if none, err := (Figure{Headline: "Medians and mediant, means"}).Words(); err != nil || len(none) > 0 {
		t.Errorf("%v %v", none, err)
	}
}
