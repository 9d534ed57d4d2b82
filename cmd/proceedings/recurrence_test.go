package main

import (
	"encoding/csv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTheThemeThatCameBackIsFound: of all themes of the sample's debriefs, the one whose actions were all done and that
// was found more often afterwards, beyond chance, is the one that the history plants, in either extract.
func TestTheThemeThatCameBackIsFound(t *testing.T) {
	t.Parallel()
	dir := demoDir(t)
	for asOf := range readTruth(t) {
		out := must(t, "query", "run", "theme_recurrence", "--warehouse", filepath.Join(dir, "warehouse.duckdb"), "--as-of", asOf, "--known-at", asOf, "--format", "csv")
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		low := slices.Index(rows[0], "difference_low")
		var back []string
		for _, row := range rows[1:] {
			if v, err := strconv.ParseFloat(row[low], 64); err == nil && v > 0 {
				back = append(back, row[0])
			}
		}
		if !slices.Equal(back, []string{"disclosure"}) {
			t.Errorf("as at %s, themes that came back: %q, want disclosure alone", asOf, back)
		}
	}
}
