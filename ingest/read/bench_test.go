package read

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkTable reads six of ten columns of an export into batches.
func BenchmarkTable(b *testing.B) {
	text := exportText(16 << 20)
	path := filepath.Join(b.TempDir(), "x.csv")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		b.Fatal(err)
	}
	p := csvProfile("", "case_id", "force", "case_type", "opened_date", "closed_date", "status")
	f, err := OpenFile(path, p)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r, err := f.Table(context.Background(), p.Tables[0], nil)
		if err != nil {
			b.Fatal(err)
		}
		for r.Next() {
		}
		if err := r.Close(); err != nil || r.Err() != nil {
			b.Fatal(err, r.Err())
		}
	}
}
