package document

import (
	"bytes"
	"slices"
	"strings"

	"proceedings/queries"
)

// longColumns are those of a report as CSV: a row for each sentence and for each cell of each table.
var longColumns = []string{"part", "figure", "text", "table", "row", "of", "column", "value"}

// CSV writes the report as one long table, for programs: a row for each sentence (its text, no table), and one for
// each cell of each table, with the number of its row, what the row is of, its column, and its value as a workbook types it.
func (d Document) CSV() ([]byte, error) {
	out := &queries.Result{}
	for _, name := range longColumns {
		out.Columns = append(out.Columns, queries.Column{Name: name, Kind: queries.Label})
	}
	add := func(values ...queries.Value) { out.Rows = append(out.Rows, values) }
	for _, line := range slices.Concat([]string{d.fullTitle()}, d.Head, d.Foot, d.marks()) {
		add("", "", line, "", nil, "", "", nil)
	}
	for _, p := range d.Parts {
		for _, it := range p.Items {
			for _, line := range slices.Concat([]string{it.Headline, it.Measure}, it.Say, it.Bullets, it.Notes) {
				if line != "" {
					add(p.Title, it.ID, line, "", nil, "", "", nil)
				}
			}
			for _, t := range it.Tables {
				if !t.View {
					t.cells(func(row int, of, column string, v queries.Value) {
						add(p.Title, it.ID, "", t.Name, int64(row), of, column, v)
					})
				}
			}
		}
	}
	var b bytes.Buffer
	err := out.WriteCSV(&b)
	return b.Bytes(), err
}

// cells gives each cell of a table with the number of its row, from 1, what the row is of, and its column.
func (t Table) cells(each func(row int, of, column string, v queries.Value)) {
	var s sheet
	s.columns(t)
	for i, row := range s.rows {
		var of []string
		for _, c := range t.Rows[i] {
			if c.Row {
				of = append(of, c.Text)
			}
		}
		for j, v := range row {
			each(i+1, strings.Join(of, "; "), s.heads[j], v.v)
		}
	}
}
