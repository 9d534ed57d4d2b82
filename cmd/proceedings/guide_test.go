package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// guideBlock is a block of the guide: a file to make (its name after the
// language), or commands with what they print.
var guideBlock = regexp.MustCompile("(?ms)^```(\\w+)(?: ([^\n]+))?\n(.*?)^```$")

// releaseHash is the name of a release, which changes with whatever its pages say.
var releaseHash = regexp.MustCompile(`(\d{4}-\d{2}-\d{2}-restricted)-[0-9a-f]{12}`)

// TestGuide makes the files of ingest/README.md, runs its commands in order and
// wants what it says that they print. With PROCEEDINGS_UPDATE=1 it writes that down.
func TestGuide(t *testing.T) {
	path, err := filepath.Abs("../../ingest/README.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	ran := 0
	now := guideBlock.ReplaceAllFunc(text, func(block []byte) []byte {
		m := guideBlock.FindSubmatch(block)
		language, name, body := string(m[1]), string(m[2]), string(m[3])
		switch {
		case name != "":
			if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
				t.Fatal(err)
			}
		case language == "console":
			ran++
			return []byte("```console\n" + guideRun(t, body) + "```")
		}
		return block
	})
	if ran < 4 {
		t.Fatalf("only %d blocks of commands were found", ran)
	}
	if bytes.Equal(now, text) {
		return
	}
	if os.Getenv("PROCEEDINGS_UPDATE") != "" {
		if err := os.WriteFile(path, now, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the commands of ingest/README.md print something else; run the test with PROCEEDINGS_UPDATE=1 and read the difference. They print:\n%s", now)
}

// guideRun runs the commands of a block and writes them with what they print.
func guideRun(t *testing.T, body string) string {
	t.Helper()
	var out bytes.Buffer
	for _, l := range strings.Split(body, "\n") {
		command, ok := strings.CutPrefix(l, "$ ")
		if !ok {
			continue
		}
		out.WriteString(l + "\n")
		args, ok := strings.CutPrefix(command, "proceedings ")
		if !ok {
			if folder, made := strings.CutPrefix(command, "mkdir "); made {
				if err := os.MkdirAll(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				continue
			}
			t.Fatalf("the guide runs %q", command)
		}
		run(t.Context(), append([]string{"--quiet"}, strings.Fields(args)...), env{stdout: &out, stderr: &out, now: today, getenv: func(string) string { return "" }})
	}
	return releaseHash.ReplaceAllString(strings.ReplaceAll(out.String(), "\n\n\n", "\n\n"), "$1-…")
}
