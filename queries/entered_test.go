package queries

import (
	"slices"
	"testing"

	"proceedings/ingest/warehouse"
)

// Of five entries, of which the second was taken back first and the first after it, each state that may have been is found by its hash alone.
func TestStanding(t *testing.T) {
	var entries []warehouse.Export
	for _, sha := range []string{"a", "b", "c", "d", "e"} {
		entries = append(entries, warehouse.Export{Source: "by-hand", SHA256: sha})
	}
	takenBack := []int{2, 1, 0, 0, 0}
	for names, found := range map[string]bool{"a": true, "ab": true, "abc": true, "acd": true, "cde": true, "cd": true, "bcd": false, "ce": false, "x": false} {
		var then []warehouse.Export
		for _, sha := range names {
			then = append(then, warehouse.Export{Source: "by-hand", SHA256: string(sha)})
		}
		got := standing(entries, takenBack, hashEntries(then))
		same := slices.EqualFunc(got, then, func(a, b warehouse.Export) bool { return a.SHA256 == b.SHA256 })
		if found && !same || !found && got != nil {
			t.Errorf("%s: found are %v", names, got)
		}
	}
}
