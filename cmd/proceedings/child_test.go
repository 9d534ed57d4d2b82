package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"testing"
)

// childVariable holds the arguments of a call that a second process of this test
// makes, so that it can be killed, or run under other rights.
const childVariable = "PROCEEDINGS_TEST_CALL"

// TestChild is that second process; on its own it does nothing.
func TestChild(t *testing.T) {
	text := os.Getenv(childVariable)
	if text == "" {
		return
	}
	var args []string
	if err := json.Unmarshal([]byte(text), &args); err != nil {
		t.Fatal(err)
	}
	os.Exit(run(t.Context(), args, env{stdout: os.Stdout, stderr: os.Stderr, now: today, getenv: func(string) string { return "" }}))
}

// child prepares a call in a process of its own.
func child(t *testing.T, binary string, args ...string) *exec.Cmd {
	t.Helper()
	text, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "-test.run", "^TestChild$")
	cmd.Env = append(os.Environ(), childVariable+"="+string(text), "TMPDIR="+t.TempDir())
	return cmd
}

// longTests skips a test that takes minutes, unless the suite is asked for whole.
func longTests(t *testing.T) {
	t.Helper()
	if !allTests() {
		t.Skip("takes minutes: set PROCEEDINGS_TEST_ALL=1 to run it")
	}
}

// allTests says whether the long suites are asked for too.
func allTests() bool { return os.Getenv("PROCEEDINGS_TEST_ALL") != "" }
