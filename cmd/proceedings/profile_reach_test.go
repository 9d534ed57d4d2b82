package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const reachProfile = `profile: 1
id: h
title: "Hearings"
match: {names: ["h_*.csv"]}
format: csv
extract: {date: {value: "2026-03-31"}, kind: changes}
tables:
  - columns:
      - {name: ref, from: "Ref", required: true}
      - {name: notice, from: "Notice", type: date, formats: ["%d/%m/%Y"]}
      - {name: heard, from: "Heard", type: date, formats: ["%d/%m/%Y"]}
      - {name: finding, from: "Finding", type: code, list: finding}
    records:
      - record: proceeding
        fields: {case_ref: ref, proceeding_ref: ref, type: {value: MH}}
      - record: proc_subject
        when: finding IS NOT NULL
        fields: {case_ref: ref, proceeding_ref: ref, subject_ref: {value: "1"}, finding: finding}
      - record: event
        unpivot: {code: code, value: event_date, columns: {notice_served: notice, hearing_day_start: heard}}
        fields: {case_ref: ref, proceeding_ref: ref}
`

// TestCheckReach wants a word of records that load and are in no figure, and none
// where they are in one.
func TestCheckReach(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mended := strings.NewReplacer("        when: finding IS NOT NULL\n", "", "notice_served", "reg30_served").Replace(reachProfile)
	for name, text := range map[string]string{"h.yaml": reachProfile, "mended.yaml": mended, "h_1.csv": "Ref,Notice,Heard,Finding\nA1,01/02/2026,01/03/2026,Misconduct\nA2,02/02/2026,,\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	warnings := []string{"1 of 2 proceedings have no proc_subject; they are in no figure of open work", "2 events of code notice_served and none of code reg30_served"}
	for file, want := range map[string]bool{"h.yaml": true, "mended.yaml": false} {
		code, out, errs := call(t, "--quiet", "profile", "check", filepath.Join(dir, file), filepath.Join(dir, "h_1.csv"))
		if code != 0 {
			t.Fatalf("%s: %s", file, errs)
		}
		for _, w := range warnings {
			if strings.Contains(out, w) != want {
				t.Errorf("%s: %q is there: %t, want %t:\n%s", file, w, !want, want, out)
			}
		}
	}
}
