package queries

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/vocab"
)

var cases = flag.Int("cases", 20000, "cases of the benchmark's invented warehouse")

// BenchmarkCatalogue answers every query once over invented records: one
// proceeding a case, two subjects, eight events.
//
//	go test -tags duckdb_arrow -run none -bench Catalogue -benchtime 1x -v ./queries -args -cases 1000000
func BenchmarkCatalogue(b *testing.B) {
	t := &testing.T{}
	textSession(t, sharedCatalogue(t), txtar.Parse([]byte("as_of: 2026-03-31\n-- load.file --\nsource  title  name  sha256  extract_date  rows_read  rows_accepted  rows_unchanged  rows_quarantined  rows_skipped\nx  -  -  -  -  -  -  -  -  -\n-- load.problem --\nsource  rule  severity\nx  -  -\n")))
	period := LastCompleteQuarter(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))
	parts := stateParts(b)
	for b.Loop() {
		s, err := newSession(shared.catalogue, shared.db, shared.words.Records(), textRecords(func(r vocab.Record) string { return invented(t, r, *cases) }), period)
		if err != nil {
			b.Fatal(err)
		}
		ctx := context.Background()
		for _, name := range parts {
			began := time.Now()
			if err := s.state.Ensure(ctx, []string{name}); err != nil {
				b.Fatal(err)
			}
			if took := time.Since(began); took > 100*time.Millisecond {
				b.Logf("%8s  state %s", took.Round(time.Millisecond), name)
			}
		}
		for _, q := range shared.catalogue.List() {
			began := time.Now()
			if _, err := s.Run(ctx, q.Name); err != nil {
				b.Fatal(err)
			}
			if took := time.Since(began); took > 50*time.Millisecond {
				b.Logf("%8s  query %s", took.Round(time.Millisecond), q.Name)
			}
		}
	}
}

// stateParts lists the records and the files of the state in the order in which
// they are built.
func stateParts(b *testing.B) []string {
	var out []string
	for _, r := range shared.words.Records() {
		out = append(out, r.Table)
	}
	files, err := filepath.Glob("state/*.sql")
	if err != nil || len(files) == 0 {
		b.Fatalf("no files of the state: %v", err)
	}
	for _, f := range files {
		_, name, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".sql"), "_")
		out = append(out, name)
	}
	return out
}

func invented(t *testing.T, r vocab.Record, n int) string {
	switch r.Name {
	case "case":
		return fmt.Sprintf(`SELECT e.* REPLACE ('C' || i AS case_ref, 'EW' AS territory, 'Force ' || i %% 43 AS force, 'complaint' AS matter_type,
			DATE '2018-01-01' + (i * 7919 %% 2900)::INTEGER AS complaint_made_date) FROM range(%d) r(i), (%s) e`, n, oneEmpty(t, r))
	case "subject":
		return fmt.Sprintf(`SELECT e.* REPLACE ('C' || i // 2 AS case_ref, (i %% 2)::VARCHAR AS subject_ref, md5(i::VARCHAR) AS person_key, 'officer' AS status)
			FROM range(%d) r(i), (%s) e`, 2*n, oneEmpty(t, r))
	case "proceeding":
		return fmt.Sprintf(`SELECT e.* REPLACE ('P' || i AS proceeding_ref, 'C' || i AS case_ref, ['MH', 'MM', 'AH', 'CRM-CC', 'INQ'][i %% 5 + 1] AS type, 'Force ' || i %% 43 AS force,
			DATE '2018-06-01' + (i * 7919 %% 2900)::INTEGER AS started_date) FROM range(%d) r(i), (%s) e`, n, oneEmpty(t, r))
	case "proc_subject":
		return fmt.Sprintf(`SELECT e.* REPLACE ('P' || i // 2 AS proceeding_ref, 'C' || i // 2 AS case_ref, (i %% 2)::VARCHAR AS subject_ref,
			DATE '2018-12-01' + (i // 2 * 7919 %% 2900)::INTEGER AS completed_date, 'concluded' AS ended_how,
			['gross_misconduct', 'misconduct', 'not_misconduct'][i %% 3 + 1] AS finding) FROM range(%d) r(i), (%s) e`, 2*n, oneEmpty(t, r))
	case "event":
		return fmt.Sprintf(`SELECT e.* REPLACE ('P' || i // 8 AS proceeding_ref, 'C' || i // 8 AS case_ref, (i %% 2)::VARCHAR AS subject_ref,
			['reg30_served', 'reg30_served', 'officer_response', 'officer_response', 'hearing_day_start', 'hearing_day_start', 'hearing_completed', 'report_to_aa'][i %% 8 + 1] AS code,
			DATE '2018-06-05' + (i // 8 * 7919 %% 2900 + i %% 8 // 2 * 20)::INTEGER AS event_date) FROM range(%d) r(i), (%s) e`, 8*n, oneEmpty(t, r))
	case "recommendation":
		return fmt.Sprintf(`SELECT e.* REPLACE ('R' || i AS recommendation_ref, 'EW' AS territory, 'para_28A' AS legal_basis,
			DATE '2018-06-05' + (i * 7919 %% 2900)::INTEGER AS made_date) FROM range(%d) r(i), (%s) e`, n/2, oneEmpty(t, r))
	}
	return recordSelect(t, r, "")
}

// oneEmpty is a row of a record with nothing in it.
func oneEmpty(t *testing.T, r vocab.Record) string {
	return recordSelect(t, r, r.Fields[0].Name+"\n-\n")
}
