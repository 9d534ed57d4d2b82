package read

import (
	"bytes"
	"context"
	"fmt"
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

// BenchmarkJSON reads the same export with one object on each line.
func BenchmarkJSON(b *testing.B) {
	var out bytes.Buffer
	for _, line := range bytes.Split(bytes.TrimSpace(exportText(4<<20)), []byte("\n"))[1:] {
		c := bytes.Split(line, []byte(","))
		fmt.Fprintf(&out, `{"case_id":%q,"force":%q,"case_type":%q,"opened_date":%q,"closed_date":%q,"status":%q}`+"\n", c[0], c[1], c[3], c[5], c[7], c[8])
	}
	p := csvProfile("", "case_id", "force", "case_type", "opened_date", "closed_date", "status")
	p.Format = JSON
	f, err := OpenFile(writeFile(b, "x.ndjson", out.Bytes()), p)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	b.SetBytes(int64(out.Len()))
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
