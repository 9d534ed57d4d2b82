package queries

import (
	"slices"
	"testing"

	"proceedings/ingest/vocab"
)

// TestFieldUses holds what the engine says of the queries against what their SQL says
// to a reader: through tables of the state, through clocks, and not at all.
func TestFieldUses(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	uses, err := FieldUses(t.Context(), c, words)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		record, field, query string
		reads                bool
	}{
		{"recommendation", "legal_basis", "recommendation_response", true},
		{"recommendation", "legal_basis", "recommendation_acceptance", true},
		{"recommendation", "legal_basis", "limits_met", true},
		{"recommendation", "legal_basis", "hearing_100wd", false},
		{"recommendation", "legal_basis", "debriefs_held", false},
		{"recommendation", "due_date", "recommendation_due_dates", true},
		{"recommendation", "status", "recommendation_response", false},
		{"response", "received_date", "recommendation_response", true},
		{"response", "received_date", "hearing_100wd_by_force", false},
		{"proceeding", "type", "proven_rate", true},
		{"proceeding", "type", "hearing_100wd", true},
		{"proceeding", "type", "recommendation_response", false},
		{"proceeding", "started_date", "net_flow", true},
		{"proceeding", "chair_type", "proven_rate", false},
		{"proc_subject", "completed_date", "net_flow", true},
		{"proc_subject", "completed_date", "sanctions", true},
		{"proc_subject", "ended_how", "withdrawn", true},
		{"proc_subject", "finding", "proven_by_force", true},
		{"proc_subject", "finding", "net_flow", false},
		{"proc_subject", "jury", "inquest_conclusions", true},
		{"proc_subject", "jury", "open_age", false},
		{"event", "recorded_date", "recording_lag", true},
		{"event", "event_date", "hearing_100wd", true},
		{"hold", "end_date", "debriefs_held", false},
		{"case", "closed_date", "case_time", true},
		{"case", "recorded_date", "case_time", true},
		{"case", "force", "findings", false},
		{"debrief", "held_date", "debriefs_held", true},
		{"cost", "amount", "net_flow", false},
	} {
		reads := slices.ContainsFunc(uses.Of(want.record, want.field), func(q *Query) bool { return q.Name == want.query })
		if reads != want.reads {
			t.Errorf("%s reads %s of %s: %v, want %v", want.query, want.field, want.record, reads, want.reads)
		}
	}
	// A query that reads no record says nothing: the plan was misread, or the query is of loads.
	for _, q := range c.List() {
		read := false
		for _, by := range uses {
			read = read || slices.Contains(by, q)
		}
		if !read && !q.OfLoads() {
			t.Errorf("%s reads no field of any record", q.Name)
		}
	}
}
