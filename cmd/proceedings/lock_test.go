package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/ingest/warehouse"
)

// holdVariable tells a second process of this test to hold a warehouse open.
const holdVariable = "PROCEEDINGS_TEST_HOLD"

// TestHold is that second process; on its own it does nothing.
func TestHold(t *testing.T) {
	path := os.Getenv(holdVariable)
	if path == "" {
		return
	}
	err := warehouse.Create(t.Context(), path, warehouse.Settings{}, func(*warehouse.DB) error {
		fmt.Println("holding")
		bufio.NewReader(os.Stdin).ReadString('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLockedWarehouse asks for a warehouse that another process is changing: who would
// change it too must wait, who reads finds it as it was.
func TestLockedWarehouse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "w.duckdb")
	export := filepath.Join(dir, "cases.csv")
	if err := os.WriteFile(export, []byte("case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n1,a,b,c,d,2025-01-01,,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "ingest", "--warehouse", w, export)
	release := hold(t, w)
	for _, args := range [][]string{
		{"ingest", "--warehouse", w, export}, {"ingest", "--dry-run", "--warehouse", w, export}, {"undo", "1", "--warehouse", w, "--reason", "a test"},
		{"forget", "--case", "1", "--warehouse", w, "--reason", "a test", "--yes"},
	} {
		code, out, errs := call(t, append([]string{"--quiet"}, args...)...)
		if code != 1 || out != "" || !strings.Contains(errs, "another program has") || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q, %q", args[0], code, out, errs)
		}
	}
	if out := must(t, "status", "--warehouse", w); !strings.Contains(out, "cases.csv") {
		t.Errorf("while it is changed: %s", out)
	}
	release()
	must(t, "undo", "1", "--warehouse", w, "--reason", "a test")
}

// hold opens a warehouse in another process until the returned function is called.
func hold(t *testing.T, w string) func() {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestHold$", "-test.v")
	cmd.Env = append(os.Environ(), holdVariable+"="+w)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "holding" {
	}
	return func() {
		in.Close()
		for lines.Scan() {
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("the other process: %v", err)
		}
	}
}
