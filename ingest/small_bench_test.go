//go:build unix

package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// BenchmarkSmall is what a load of two rows costs beside its rows: into no warehouse
// yet, and into one that is there. CPU seconds stand beside the wall time.
func BenchmarkSmall(b *testing.B) {
	words, err := vocab.Load("")
	if err != nil {
		b.Fatal(err)
	}
	p, err := profile.Parse("p.yaml", fmt.Appendf(nil, batchProfile, "category"), words)
	if err != nil {
		b.Fatal(err)
	}
	load := func(b *testing.B, w string, n int) {
		path := filepath.Join(filepath.Dir(w), fmt.Sprintf("c_%d_2026-01-31.csv", n))
		if err := os.WriteFile(path, fmt.Appendf(nil, "%s%d,Avon,1,constable,a\n%[2]d,Avon,2,constable,b\n", batchHead, n), 0o600); err != nil {
			b.Fatal(err)
		}
		if _, err := Load(b.Context(), Options{Warehouse: w, Profiles: []*profile.Profile{p}, Words: words, KeyFile: w + ".keys", Accept: "one more", Now: time.Unix(1<<32, 0)}, path); err != nil {
			b.Fatal(err)
		}
	}
	measure := func(b *testing.B, work func(i int)) {
		before, i := cpuSeconds(b), 0
		for b.Loop() {
			i++
			work(i)
		}
		b.ReportMetric(1000*(cpuSeconds(b)-before)/float64(b.N), "cpu-ms/op")
	}
	b.Run("new", func(b *testing.B) {
		measure(b, func(i int) { load(b, filepath.Join(b.TempDir(), "w.duckdb"), i) })
	})
	b.Run("again", func(b *testing.B) {
		w := filepath.Join(b.TempDir(), "w.duckdb")
		load(b, w, 0)
		measure(b, func(i int) { load(b, w, i) })
	})
	b.Run("read", func(b *testing.B) {
		w := filepath.Join(b.TempDir(), "w.duckdb")
		load(b, w, 0)
		measure(b, func(i int) {
			if _, err := History(b.Context(), w, warehouse.Settings{Threads: 1}); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("session", func(b *testing.B) {
		measure(b, func(i int) {
			db, err := warehouse.OpenSession(b.Context(), "", warehouse.Settings{Threads: 1})
			if err != nil {
				b.Fatal(err)
			}
			db.Close()
		})
	})
}
