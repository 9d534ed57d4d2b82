package queries

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseSame(t *testing.T) {
	got, err := ParseSame("held[quarter as year, last 4] + left[month, before] <= limits.due[first, kind=a b|c, kind] + open[latest]")
	if err != nil {
		t.Fatal(err)
	}
	want := Same{
		Text: got.Text, Rest: true,
		Left:  []Term{{Column: "held", By: []By{{"quarter", "year"}}, Last: 4}, {Column: "left", By: []By{{"month", "month"}}, Before: true}},
		Right: []Term{{Query: "limits", Column: "due", By: []By{{"kind", "kind"}}, Only: []Only{{"kind", []string{"a b", "c"}}}, First: true}, {Column: "open", Latest: true}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if near, err := ParseSame("held[break=] ~ due"); err != nil || !near.Nearly || near.Rest || !reflect.DeepEqual(near.Left[0].Only, []Only{{"break", []string{""}}}) {
		t.Errorf("%+v, %v", near, err)
	}
	for _, text := range []string{"held", "held[last few] = due", "held[ = due", "held = a b", "held[year] <= held[year]", "held + left = held  +  left"} {
		if _, err := ParseSame(text); err == nil {
			t.Errorf("%q was taken for a relation", text)
		}
	}
	for range 50 {
		if _, err := ParseSame("a b = c d"); err == nil || !strings.Contains(err.Error(), "a b") {
			t.Fatalf("of two faults the left one is named first: %v", err)
		}
	}
}

// What a header declares is of columns that there are.
func TestCheckSame(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	q, err := c.Get("limits_met")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"met[standard_id] = extensions.subjects[standard_id]": "",
		"gone = met":                 "gone is no measure of limits_met",
		"met = extensions.gone":      "gone is no measure of extensions",
		"met[force] = late":          "force is no dimension of limits_met",
		"met[force=North] = late":    "force is no dimension of limits_met",
		"met = no_such_query.counts": "no such query",
	} {
		one, err := ParseSame(text)
		if err != nil {
			t.Fatal(err)
		}
		problems := c.checkSame(&Query{Name: q.Name, Path: q.Path, Columns: q.Columns, Same: []Same{one}})
		switch {
		case want == "" && len(problems) > 0, want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Error(), want)):
			t.Errorf("%s: %v", text, problems)
		}
	}
}
