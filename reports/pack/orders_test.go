package pack

import (
	"strings"
	"testing"
	"time"
)

// The head of a pack has what is in force on its last day or begins later, and not what is over.
func TestOrders(t *testing.T) {
	asOf := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC) // of the results
	for name, c := range map[string]struct {
		from, until any
		want        string // empty: not at the head
	}{
		"over the day before": {asOf.AddDate(-1, 0, 0), asOf.AddDate(0, 0, -1), ""},
		"its last day":        {asOf.AddDate(-1, 0, 0), asOf, "from 30 June 2025, until 30 June 2026."},
		"to come":             {asOf.AddDate(0, 0, 1), nil, "from 1 July 2026, until further order."},
		"without days":        {nil, nil, "subject 1, until further order."},
	} {
		of := results(t)
		r := of["case_timeline"]
		for _, row := range r.Rows {
			if row[1] == "restriction" {
				row[5], row[6] = c.from, c.until
			}
		}
		text := plain(t, packOf(t, of, "C/1"))
		if got := strings.Contains(text, "Under restriction"); got != (c.want != "") || !strings.Contains(text, c.want) {
			t.Errorf("%s: at the head %v, want %q", name, got, c.want)
		}
	}
}
