package queries

import (
	"slices"
	"strings"
	"testing"
)

// Every query that asks about records has at least one text case of each kind: what it is
// for, its edges, and records at their worst.
func TestEveryQueryHasItsCases(t *testing.T) {
	kinds := map[string][]string{}
	for _, c := range readCases(t) {
		for line := range strings.Lines(string(c.archive.Comment)) {
			kind, ok := strings.CutPrefix(strings.TrimSpace(line), "kind: ")
			if !ok {
				continue
			}
			for _, ask := range c.asks {
				if name, ok := strings.CutPrefix(ask.Name, "want "); ok {
					name, _, _ = strings.Cut(name, " ") // without the case that is asked about
					kinds[name] = append(kinds[name], kind)
				}
			}
		}
	}
	for _, q := range sharedCatalogue(t).List() {
		for _, kind := range []string{"usual", "boundary", "hostile"} {
			if !slices.Contains(kinds[q.Name], kind) {
				t.Errorf("%s has no %s case", q.Name, kind)
			}
		}
	}
}
