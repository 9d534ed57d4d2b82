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
				kinds[ask.Name] = append(kinds[ask.Name], kind)
			}
		}
	}
	for _, q := range sharedCatalogue(t).List() {
		for _, kind := range []string{"usual", "boundary", "hostile"} {
			if !slices.Contains(kinds["want "+q.Name], kind) {
				t.Errorf("%s has no %s case", q.Name, kind)
			}
		}
	}
}
