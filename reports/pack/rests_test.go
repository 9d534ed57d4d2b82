package pack

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"proceedings/queries"
)

// Where a source has many files, each day's are one line; one that is alone on its day keeps its name.
func TestManyFilesOfASource(t *testing.T) {
	june, march := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	b := &Book{}
	for i, on := range []time.Time{june, march, june, june} {
		b.sources = append(b.sources, queries.Source{Profile: "log", Title: "Log", File: fmt.Sprintf("%d.csv", i), ExtractDate: on, Current: true})
	}
	for n, want := range map[int][]string{4: {"3 files", "1.csv"}, 3: {"0.csv", "2.csv", "1.csv"}} {
		c := &one{Book: &Book{sources: b.sources[:n]}, letters: []string{"log"}}
		var got []string
		for _, row := range c.rests().Tables[0].Rows {
			got = append(got, row[2].Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d files: %v, want %v", n, got, want)
		}
	}
}
