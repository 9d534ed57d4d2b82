package queries

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"proceedings/queries/stats"
)

func tableOf(columns string, row []any) stats.Table {
	return stats.Table{Columns: strings.Fields(columns), Rows: [][]any{row}}
}

func sampleResult() *Result {
	day := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	return &Result{
		Query:  &Query{Name: "q", Title: "T", Question: "Q?", Fingerprint: "f"},
		Period: Period{AsOf: day, From: day.AddDate(0, -3, 1), To: day},
		Columns: []Column{
			{Name: "force", Title: "Force", Kind: Label, Role: "dimension"}, {Name: "due", Title: "Due", Kind: Date, Role: "dimension"},
			{Name: "n", Title: "N", Kind: Count, Role: "measure"}, {Name: "rate", Title: "Rate", Kind: Rate, Of: "n", Role: "measure"},
		},
		Rows: [][]Value{
			{"=HYPERLINK(\"x\")", day, int64(12), 1.0 / 3},
			{"Two\nlines, é", nil, int64(0), nil},
		},
		Notes: []string{"A <note>."},
	}
}

func TestWriters(t *testing.T) {
	r := sampleResult()
	for _, tt := range []struct {
		write func(*bytes.Buffer) error
		want  string
	}{
		{func(b *bytes.Buffer) error { return r.WriteTable(b) }, `force            due          n    rate
=HYPERLINK("x")  2026-03-31  12  0.3333
Two lines, é     -            0       -
`},
		{func(b *bytes.Buffer) error { return r.WriteCSV(b) }, `force,due,n,rate
"'=HYPERLINK(""x"")",2026-03-31,12,0.3333333333333333
"Two
lines, é",,0,
`},
		{func(b *bytes.Buffer) error { return r.WriteJSON(b) }, `{
 "query": "q",
 "title": "T",
 "question": "Q?",
 "as_of": "2026-03-31",
 "from": "2026-01-01",
 "to": "2026-03-31",
 "fingerprint": "f",
 "columns": [
  {
   "name": "force",
   "title": "Force",
   "kind": "label",
   "role": "dimension"
  },
  {
   "name": "due",
   "title": "Due",
   "kind": "date",
   "role": "dimension"
  },
  {
   "name": "n",
   "title": "N",
   "kind": "count",
   "role": "measure"
  },
  {
   "name": "rate",
   "title": "Rate",
   "kind": "rate",
   "role": "measure",
   "of": "n"
  }
 ],
 "rows": [
  [
   "=HYPERLINK(\"x\")",
   "2026-03-31",
   12,
   0.3333333333333333
  ],
  [
   "Two\nlines, é",
   null,
   0,
   null
  ]
 ],
 "notes": [
  "A <note>."
 ]
}
`},
	} {
		var b bytes.Buffer
		if err := tt.write(&b); err != nil || b.String() != tt.want {
			t.Errorf("%v, got:\n%s\nwant:\n%s", err, b.String(), tt.want)
		}
	}
}
