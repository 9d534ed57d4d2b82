package reports

import (
	"testing"
	"time"

	"proceedings/queries"
)

func TestNothing(t *testing.T) {
	day := time.Date(2021, 6, 30, 0, 0, 0, 0, time.UTC)
	count := []queries.Column{{Name: "known", Kind: queries.Count}}
	for _, tt := range []struct {
		query string
		rows  [][]queries.Value
		want  string
	}{
		{"proven_rate", [][]queries.Value{{int64(0)}, {int64(0)}}, "No findings in misconduct proceedings in the exports held, up to 30 June 2021."},
		{"proven_rate", [][]queries.Value{{int64(0)}, {int64(1)}}, ""},
		{"due_list", nil, "No case in the exports held has a limit due in the 90 days after 30 June 2021."},
		{"no_design", nil, "Nothing to show: the exports held have no records for this."},
	} {
		r := &queries.Result{Query: &queries.Query{Name: tt.query}, Period: queries.Period{AsOf: day, From: day, To: day}, Columns: count, Rows: tt.rows}
		if got := Nothing(r); got != tt.want {
			t.Errorf("%s %v: %q, want %q", tt.query, tt.rows, got, tt.want)
		}
	}
}
