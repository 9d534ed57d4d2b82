package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDraftOfSamples drafts an export of each sample system but the one that
// TestDraftChecked drafts; a draft that does not parse and compile is an error of
// the verb itself.
func TestDraftOfSamples(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(sampleFolder(t), demoQuarters[0])
	for pattern, want := range map[string]string{
		"caseline_proceedings_aldermoor*": "records: proceeding, proc_subject, event",
		"national_register_*":             "records: case, proceeding, proc_subject, event",
		"PSU tracker *":                   "records: listing",
	} {
		if strings.HasSuffix(pattern, " *") && !allTests() {
			continue // thirteen sheets
		}
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: %v %v", pattern, files, err)
		}
		code, _, errs := call(t, "--quiet", "profile", "draft", files[0])
		if code != 0 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit code %d, want %q:\n%s", pattern, code, want, errs)
		}
	}
}

// TestDraftChecked edits the draft of the case export as its author would, and
// wants the check to say yes once nothing is held back.
func TestDraftChecked(t *testing.T) {
	t.Parallel()
	file := filepath.Join(sampleFolder(t), demoQuarters[0], "caseline_cases_aldermoor_20260331.csv")
	path := filepath.Join(t.TempDir(), "cases.yaml")
	if code, _, errs := call(t, "--quiet", "profile", "draft", file, "--out", path); code != 0 || !strings.Contains(errs, "records: case, subject, allegation, decision") {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	if code, _, errs := call(t, "--quiet", "profile", "draft", file, "--out", path); code != 1 || !strings.Contains(errs, "never takes the place of a file") {
		t.Errorf("a file was written over: exit code %d: %s", code, errs)
	}
	code, out, errs := call(t, "--quiet", "profile", "check", path, file)
	if code != 1 || !strings.Contains(errs, "would be held back") || !strings.Contains(out, `"PC/DC"`) || !strings.Contains(out, "Not read: Complainant, Summary, Officer name") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The labels that stand for no code are left empty, and so are rows without a reference.
	edited := strings.NewReplacer("type: code\n", "type: code\n        bad: blank\n", "type: date, ", "type: date, bad: blank, ").Replace(string(text))
	if err := os.WriteFile(path, []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs = call(t, "--quiet", "profile", "check", path, file)
	if code != 1 || !strings.Contains(errs, "1 row would be held back") || !strings.Contains(out, "Case ref: missing value: 1 row held back (row 33)") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	if strings.Contains(out, "NO DATE") || strings.Contains(out, "ALD") {
		t.Errorf("a value is shown without --values:\n%s", out)
	}
	broken := strings.Replace(edited, "list: matter_type", "list: no_such", 1)
	if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := call(t, "profile", "check", path, file); code != 1 || !strings.Contains(errs, "cases.yaml:") || !strings.Contains(errs, "no_such") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// TestDraftAnswered takes what a draft itself suggests as the answers to its
// questions, and wants a profile that holds no row back.
func TestDraftAnswered(t *testing.T) {
	t.Parallel()
	file := "../../ingest/draft/testdata/log_2026-03-31.csv"
	path := filepath.Join(t.TempDir(), "log.yaml")
	must(t, "profile", "draft", file, "--out", path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	answer := regexp.MustCompile(`(?m)^( *)# \? ("[^"]*": \w+|\w+: \{[^}]*\})  .*$`)
	text = answer.ReplaceAll(text, []byte("$1$2"))
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := call(t, "--quiet", "profile", "check", path, file)
	if code != 0 || !strings.Contains(out, "read 11 = accepted 8 + unchanged 0 + quarantined 0 + skipped 3") || !strings.Contains(out, "proc_subject: 3 records") {
		t.Errorf("exit code %d\n%s%s\n%s", code, out, errs, text)
	}
}
