package document

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"
)

// A report as CSV holds each sentence once and each cell of each table with its row and column.
func TestCSV(t *testing.T) {
	d := sample(t)
	data, err := d.CSV()
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || !slices.Equal(lines[0], longColumns) {
		t.Fatalf("%v, %v", lines[0], err)
	}
	said := map[string]int{}
	cells := 0
	for _, l := range lines[1:] {
		if l[3] == "" {
			said[l[2]]++
		} else if cells++; l[4] == "" || l[6] == "" || l[7] == "" {
			t.Errorf("a cell without its place or value: %q", l)
		}
	}
	want := 0
	for _, p := range d.Parts {
		for _, it := range p.Items {
			if it.Headline != "" && said[it.Headline] != 1 {
				t.Errorf("%q stands %d times", it.Headline, said[it.Headline])
			}
			for _, table := range it.Tables {
				if table.View {
					continue
				}
				for _, h := range table.Heads {
					want += (1 + len(h.Sub)) * len(table.Rows)
				}
			}
		}
	}
	if cells != want || want == 0 {
		t.Errorf("%d cells, want %d", cells, want)
	}
}
