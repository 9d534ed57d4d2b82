//go:build unix

package queries

import (
	"context"
	"flag"
	"slices"
	"syscall"
	"testing"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

var floorWarehouse = flag.String("warehouse", "", "warehouse of the benchmark's exports")

var floorMemory = flag.String("memory", SessionMemory, "memory of the engine")

// floorQueries ask what the twelve statements of the benchmark's floor ask, in their order.
var floorQueries = []string{
	"closed_case_days", "investigations_100wd", "closed_case_days_by_force", "milestone_gaps", "caseload_by_quarter", "allegation_findings",
	"allegation_findings_by_force", "milestones_reached", "sanctions_by_allegation", "recommendations_by_theme", "recommendation_status", "recommendations_by_force",
}

// BenchmarkFloor reports the CPU seconds (user and system) of the as-of view, of the floor's
// twelve questions over it, and of every query with the state it stands on.
//
//	go test -tags duckdb_arrow -run '^$' -bench Floor -benchtime 1x ./queries -args -warehouse FILE
func BenchmarkFloor(b *testing.B) {
	if *floorWarehouse == "" {
		b.Skip("name a warehouse of the benchmark's exports: -args -warehouse FILE")
	}
	words, err := vocab.Load("")
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	period := LastCompleteQuarter(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	for b.Loop() {
		s, err := Open(ctx, Options{Warehouse: *floorWarehouse, Vocab: words, Period: period, Settings: warehouse.Settings{MemoryLimit: *floorMemory}})
		if err != nil {
			b.Fatal(err)
		}
		var view []string
		for _, r := range words.Records() {
			view = append(view, r.Table)
		}
		cost(b, "view", func() error { return s.state.Ensure(ctx, append(view, "workday", "quarters", "fq", "fy", "fy_no")) })
		b.ReportMetric(float64(usage(b).Maxrss)/1024, "view-MiB")
		twelve := 0.0
		for _, name := range floorQueries {
			spent := cost(b, "", func() error { _, err := s.Run(ctx, name); return err })
			b.Logf("%5.2f cpu-s  %s", spent, name)
			twelve += spent
		}
		b.ReportMetric(twelve, "twelve-cpu-s")
		b.ReportMetric(float64(usage(b).Maxrss)/1024, "twelve-MiB")
		catalogue := twelve
		for _, q := range s.catalogue.List() {
			if !slices.Contains(floorQueries, q.Name) {
				spent := cost(b, "", func() error { _, err := s.Run(ctx, q.Name); return err })
				if catalogue += spent; spent > 0.2 {
					b.Logf("%5.2f cpu-s  %s", spent, q.Name)
				}
			}
		}
		b.ReportMetric(catalogue, "catalogue-cpu-s")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(usage(b).Maxrss)/1024, "MiB")
}

// cost is the CPU seconds that a step takes.
func cost(b *testing.B, name string, step func() error) float64 {
	b.Helper()
	before := usage(b)
	if err := step(); err != nil {
		b.Fatal(err)
	}
	after := usage(b)
	spent := time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano()).Seconds()
	if name != "" {
		b.ReportMetric(spent, name+"-cpu-s")
	}
	return spent
}

func usage(b *testing.B) syscall.Rusage {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u
}
