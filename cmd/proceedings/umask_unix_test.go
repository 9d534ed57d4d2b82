//go:build unix

package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// mainVariable holds the arguments that a second process of this test calls the
// whole program with, its main function included.
const mainVariable = "PROCEEDINGS_TEST_MAIN"

// TestMainItself is that second process; on its own it does nothing.
func TestMainItself(t *testing.T) {
	text := os.Getenv(mainVariable)
	if text == "" {
		return
	}
	var args []string
	if err := json.Unmarshal([]byte(text), &args); err != nil {
		t.Fatal(err)
	}
	syscall.Umask(0o022)
	os.Args = append([]string{"proceedings"}, args...)
	main()
}

func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	text, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestMainItself$")
	cmd.Env = append(os.Environ(), mainVariable+"="+string(text), "TMPDIR="+t.TempDir())
	return cmd
}

// TestOwnerOnly loads and publishes as its user does. All that is written beside
// the warehouse, the log that the engine keeps of a load among it, is its owner's
// alone; a release is for others to read.
func TestOwnerOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exports, private, w := filepath.Join(dir, "exports"), filepath.Join(dir, "private"), filepath.Join(dir, "private", "w.duckdb")
	writeExports(t, exports, "A", 4000)
	cmd := program(t, "--quiet", "ingest", "--warehouse", w, "--extract-date", "2026-03-31", exports)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	log, running := false, true
	for running {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		case <-time.After(100 * time.Microsecond):
		}
		if info, err := os.Stat(filepath.Join(w+".rewriting", "w.duckdb.wal")); err == nil {
			log = true
			if info.Mode().Perm() != 0o600 {
				t.Fatalf("during the load the log has mode %v", info.Mode())
			}
		}
		if info, err := os.Stat(w + ".rewriting"); err == nil && info.Mode().Perm() != 0o700 {
			t.Fatalf("during the load its folder has mode %v", info.Mode())
		}
	}
	if !log {
		t.Error("the load kept no log: nothing was proved of it")
	}
	modes(t, private, 0, 0o077)
	release := filepath.Join(dir, "release")
	if out, err := program(t, "--quiet", "publish", "--warehouse", w, "--out", release).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	modes(t, private, 0, 0o077)
	modes(t, release, 0o044, 0o022)
}

// modes wants every file of a folder to have some rights and none of others.
func modes(t *testing.T, dir string, always, never fs.FileMode) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && (info.Mode().Perm()&never != 0 || info.Mode().Perm()&always != always) {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
