package profile

import (
	"fmt"
	"strings"
	"testing"

	"proceedings/ingest/vocab"
)

const wide = `profile: 1
id: t
title: T
match: {names: ["c*.csv"]}
format: csv
extract: {date: {value: "2026-03-31"}, kind: full}
tables:
  - missing: ["N/K"]
    repeats: {ignoring: [line]}
    skip:
      - {rule: footer, any: "End.*", to_end: true}
      - {rule: totals, column: ref, equals: [Total], counts: line, sums: [cost]}
    columns:
      - {name: line, from: Line}
      - {name: ref, from: Ref}
      - {name: made, from: Made, type: date, formats: ["%d/%m/%Y", "%d %B %Y"], earliest: "2004-01-01", latest: "2026-12-31"}
      - {name: cost, from: Cost, type: decimal}
      - {name: themes, from: Themes, type: code, list: theme, split: ";"}
      - name: a1
        from: A1
        type: code
        schemes:
          by: made
          in:
            - {list: allegation_pre2020, until: "2020-01-31", codes: {"Rude": U}}
            - {list: allegation_2020, from: "2020-02-01"}
      - {name: f1, from: F1}
      - {name: officer, from: Officer, type: "person:officer"}
      - {name: status, from: Status, type: code, codes: {"Live": open, "Shut": closed}, list: case_status}
    join:
      names: ["o*.csv"]
      on: {ref: CaseRef}
      columns: [{name: grade, from: Grade}]
    records:
      - record: debrief_theme
        each: themes
        fields: {debrief_ref: ref, theme: themes}
      - record: allegation
        unpivot: {code: allegation_ref, groups: {"1": {scheme: {scheme_of: a1}, code: a1, finding: f1}}}
        fields: {case_ref: ref, severity: {sql: "CASE WHEN a1__raw = 'x' THEN 'misconduct' END"}}
`

// TestWrong changes a profile that is right, one thing at a time: each error is
// one sentence with the line, the table and the place in it.
func TestWrong(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Parse("p.yaml", []byte(wide), words); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		old, new string
		line     int
		says     string
	}{
		{`ignoring: [line]`, `ignoring: [lines]`, 9, "table 1: repeats ignores a column lines that the table does not have"},
		{`ignoring: [line]`, `ignoring: []`, 9, "minItems"},
		{`any: "End.*"`, `any: "End("`, 11, `table 1: skip rule "footer": any "End(" is not a regular expression: missing closing )`},
		{`any: "End.*", `, ``, 11, `skip rule "footer": it says neither a column nor which rows it means`},
		{`any: "End.*", `, `match: "End", `, 11, "equals and match need a column"},
		{`any: "End.*", `, `column: ref, `, 11, "it names a column but neither equals nor match"},
		{`any: "End.*", `, `header: false, `, 11, "skip footer: header: value must be true"},
		{`any: "End.*", `, `cells_at_most: 0, `, 11, "skip footer: cells_at_most: minimum: got 0, want 1"},
		{`any: "End.*", `, `blank: [reff], `, 11, "it names a column reff that the table does not have"},
		{`sums: [cost]`, `to_end: true`, 12, "cannot go to_end"},
		{`sums: [cost]`, `sums: [made]`, 12, "column made cannot be summed: it is of type date"},
		{`column: ref, equals`, `column: officer, equals`, 12, "whose values are hashed as they are read"},
		{`counts: line`, `count: line`, 12, "skip totals: there is no key count"},
		{`name: line,`, `name: line__raw,`, 14, "a name cannot end in __raw"},
		{`"%d %B %Y"]`, `"%m/%d/%Y"]`, 16, "could be either of two days"},
		{`"%d %B %Y"]`, `"%B %Y"]`, 16, `table 1: column made: format "%B %Y" does not give a day`},
		{`"%d %B %Y"]`, `"%d %m %B %Y"]`, 16, "gives the month twice"},
		{`"%d %B %Y"]`, `"%d %Q"]`, 16, "%Q is none of"},
		{`"%d %B %Y"]`, `"%d %m %Y %"]`, 16, "is none of"},
		{`earliest: "2004-01-01"`, `earliest: "01/01/2004"`, 16, `earliest "01/01/2004" is not a date such as 2026-03-31`},
		{`earliest: "2004-01-01"`, `earliest: "2027-01-01"`, 16, "earliest 2027-01-01 lies after latest 2026-12-31"},
		{`type: decimal`, `type: decimal, formats: ["%Y-%m-%d"]`, 17, "formats, earliest and latest are for columns of type date"},
		{`type: decimal`, `type: decimal, list: theme`, 17, "list, codes and schemes are for columns of type code"},
		{`type: decimal`, `type: money`, 17, "column cost: type: value must be one of"},
		{`split: ";"`, `split: ""`, 18, "column themes: split: minLength"},
		{`list: theme,`, `list: themes,`, 18, `there is no vocabulary list "themes"`},
		{`by: made`, `by: mode`, 23, "schemes go by a column mode that the table does not have"},
		{`by: made`, `by: f1`, 23, "schemes go by column f1, which is no date"},
		{`until: "2020-01-31", codes`, `until: "2020-02-01", codes`, 26, "scheme allegation_2020: it and allegation_pre2020 are both in force on one day"},
		{`until: "2020-01-31", codes`, `codes`, 26, "are both in force on one day"},
		{`"Rude": U`, `"Rude": X`, 25, `"Rude" is mapped to "X", which is not in list allegation_pre2020`},
		{`list: allegation_2020`, `list: allegation_2030`, 26, `there is no vocabulary list "allegation_2030"`},
		{`        type: code
        schemes`, `        type: code
        list: theme
        schemes`, 23, "schemes take the place of list and codes"},
		{`type: "person:officer"`, `type: "person:officer", split: ";"`, 28, "a cell of people cannot be split"},
		{`"Live": open,`, `"Live": open, "LIVE ": closed,`, 29, "stands for two codes; upper and lower case are alike"},
		{`each: themes`, `each: f1`, 36, "record debrief_theme: each names column f1, whose cells hold one value"},
		{`each: themes`, `each: theme`, 36, "each names a column theme"},
		{"        each: themes\n", "", 36, "field theme: it comes from column themes, whose cells hold several values; say each: themes"},
		{`theme: themes}`, `theme: {number_of: themes}}`, 37, "number_of is a number; the field takes code"},
		{`debrief_ref: ref`, `debrief_ref: {number_of: f1}`, 37, "number_of numbers the values of one cell: give column f1 split"},
		{`debrief_ref: ref`, `debrief_ref: {val: f1}`, 37, "give the name of a column, or one of {value: constant}"},
		{`debrief_ref: ref`, `debrief_ref: {value: a, sql: b}`, 37, "give the name of a column, or one of {value: constant}"},
		{`scheme_of: a1`, `scheme_of: f1`, 39, "scheme_of names column f1, which has neither schemes nor a list"},
		{`scheme_of: a1`, `scheme_of: themes`, 39, "whose cells hold several values"},
		{`scheme_of: a1`, `scheme_of: status`, 39, "scheme case_status of column status is not in list allegation_scheme"},
		{`unpivot: {code: allegation_ref, groups`, `each: themes
        unpivot: {code: allegation_ref, groups`, 39, "each and unpivot cannot both make the records"},
		{`unpivot: {code: allegation_ref, groups`, `unpivot: {code: allegation_ref, value: finding, groups`, 39, "groups take the place of value and columns"},
		{`groups: {"1": {scheme: {scheme_of: a1}, code: a1, finding: f1}}`, `value: finding`, 39, "value says which field the columns give, and columns which they are; give both"},
		{`groups: {"1": {scheme: {scheme_of: a1}, code: a1, finding: f1}}`, ``, 39, "it says neither columns nor groups"},
		{`code: a1, finding: f1}}`, `case_ref: f1}}`, 39, "field case_ref is given twice: by the group 1 and beside it"},
		{`code: a1, finding: f1}}`, `finding_date: f1}}`, 39, "group 1: field finding_date: column f1 is of type text; the field takes date"},
		{`, code: a1, finding: f1}}`, `}}`, 39, "group 1 names no column"},
		{`case_ref: ref, severity`, `case_ref: ref, finding_date: {value: never}, severity`, 40, `the constant "never" is not a date such as 2026-03-31`},
		{`a1__raw`, `a2__raw`, 40, `"a2__raw" is no column of the table`},
		{`on: {ref: CaseRef}`, `on: {reff: CaseRef}`, 32, "join: on names a column reff that the table does not have itself"},
		{`on: {ref: CaseRef}`, `on: {grade: CaseRef}`, 32, "join: on names a column grade that the table does not have itself"},
		{`on: {ref: CaseRef}`, `on: {}`, 32, "join: on: minProperties"},
		{`["o*.csv"]`, `["c*.csv"]`, 31, "files named c*.csv are the profile's own"},
		{`name: grade`, `name: ref`, 33, "column ref is named twice"},
		{`name: grade`, `name: grade, type: code`, 33, "column grade: a code needs a list, or codes"},
		{`column: ref, equals`, `column: grade, equals`, 12, "column grade comes from the joined file"},
		{`ignoring: [line]`, `ignoring: [grade]`, 9, "repeats: column grade comes from the joined file"},
		{`["c*.csv"]`, `["c[*.csv"]`, 4, "is no pattern of names"},
		{`["o*.csv"]`, `["o[*.csv"]`, 31, "is no pattern of names"},
		{`    records:`, `  records:`, 0, "not YAML: "},
	} {
		t.Run(c.new, func(t *testing.T) {
			if strings.Count(wide, c.old) != 1 {
				t.Fatalf("%q stands %d times in the right profile", c.old, strings.Count(wide, c.old))
			}
			_, err := Parse("p.yaml", []byte(strings.Replace(wide, c.old, c.new, 1)), words)
			want := fmt.Sprintf("p.yaml:%d: ", c.line)
			if c.line == 0 {
				want = "p.yaml: "
			}
			if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want line %d and %q in it", err, c.line, c.says)
			}
		})
	}
}

// TestSameRowsTwice refuses two tables of one sheet, or of a file that is one table.
func TestSameRowsTwice(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	const table = `
  - sheet: %s
    columns: [{name: ref, from: Ref}]
    records: [{record: case, fields: {case_ref: ref}}]`
	for _, c := range []struct{ format, one, two, says string }{
		{"xlsx", "Cases", "Outcomes", ""},
		{"xlsx", "Cases", "CASES", "table CASES: another table reads the same sheet"},
		{"csv", `""`, `""`, "table 2: it would read the same rows as table 1"},
	} {
		text := "profile: 1\nid: t\ntitle: T\nmatch: {names: [\"c*\"]}\nformat: " + c.format + "\nextract: {date: {value: \"2026-03-31\"}, kind: full}\ntables:" +
			fmt.Sprintf(table, c.one) + fmt.Sprintf(table, c.two)
		if _, err := Parse("p.yaml", []byte(text), words); c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %s and %s: error %v, want %q", c.format, c.one, c.two, err, c.says)
		}
	}
}
