package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// printed are the calls that a text tells its reader to make, one a line's end.
var printed = regexp.MustCompile(`(?m)(?:: |^  )(proceedings [a-z].*)$`)

// paste makes a call as a shell would have it from a line.
func paste(t *testing.T, line string) (code int, out string) {
	t.Helper()
	args := []string{"--quiet"}
	for _, w := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(strings.TrimPrefix(line, "proceedings "), -1) {
		args = append(args, strings.Trim(w, `"`))
	}
	code, out, errs := call(t, args...)
	return code, out + errs
}

// TestNextCanBePasted makes each call that is printed as the next step, first where
// everything is named in the call, then in a folder whose configuration names it.
func TestNextCanBePasted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "my work")
	if err := os.MkdirAll(filepath.Join(dir, "own profiles"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("cases.csv", "case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n1,a,b,c,d,2025-01-01,,\n2,a,b,c,d,2025-02-31,,\n")
	named := []string{"--warehouse", "new/my w.duckdb", "--profiles", "own profiles"}
	follow := func(said string, want ...string) string {
		t.Helper()
		all := ""
		for _, m := range printed.FindAllStringSubmatch(said, -1) {
			all += m[1] + "\n"
			code, out := paste(t, m[1])
			if code != 0 {
				t.Errorf("%s: exit code %d: %s", m[1], code, out)
			}
			all += out
		}
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%q leads to %q, want %q in it", said, all, w)
			}
		}
		return all
	}
	code, _, errs := call(t, append([]string{"--quiet", "status"}, named...)...)
	if code != 1 || !strings.HasSuffix(errs, `load exports into it first: proceedings ingest EXPORTS --warehouse "new/my w.duckdb" --profiles "own profiles"`+"\n") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	follow(must(t, append([]string{"ingest", "--extract-date", "2026-03-31", "cases.csv"}, named...)...), "2025-02-31")
	follow(must(t, append([]string{"status"}, named...)...), "holds personal data")
	if err := os.Remove("faults.xlsx"); err != nil {
		t.Fatal(err)
	}
	follow(must(t, append([]string{"quarantine", "export", "--out", "faults.xlsx"}, named...)...), "row is not changed")

	must(t, "init", ".")
	said := must(t, "ingest", "--extract-date", "2026-03-31", "cases.csv") + must(t, "status")
	if all := follow(strings.ReplaceAll(said, "faults.xlsx", "again.xlsx"), "2025-02-31"); strings.Contains(all, "--warehouse") || strings.Contains(all, "--profiles") {
		t.Errorf("what the configuration supplies is repeated: %s", all)
	}
	write("elsewhere.yaml", "warehouse: other.duckdb\n")
	said = must(t, "ingest", "--extract-date", "2026-03-31", "cases.csv", "--config", "elsewhere.yaml")
	if all := follow(said, "2025-02-31", "--config elsewhere.yaml"); strings.Contains(all, "--warehouse") {
		t.Errorf("with --config: %s", all)
	}
}

// TestCheckSaysHowToGoOn drafts, checks and loads by the calls that are printed.
func TestCheckSaysHowToGoOn(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "init", ".")
	if err := os.WriteFile("log_20260331.csv", []byte("Case ref,Force,Date received,Due,Basis\nA1,North,01/02/2026,13/02/2026,none\nA2,North,13/02/2026,14/02/2026,none\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	profile := `profile: 1
id: log
title: Log
match: {names: ["log_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{8})", format: "%Y%m%d"}, kind: changes}
tables:
  - columns:
      - {name: ref, from: Case ref, required: true}
      - {name: force, from: Force}
      - {name: received, from: Date received, type: date, formats: ["%d/%m/%Y"]}
      - {name: due, from: Due, type: date, formats: ["%d/%m/%Y"]}
    records:
      - record: recommendation
        fields: {recommendation_ref: ref, force: force, made_date: received}
`
	if err := os.WriteFile("profiles/log.yaml", []byte(profile), 0o600); err != nil {
		t.Fatal(err)
	}
	out := must(t, "profile", "check", "profiles/log.yaml", "log_20260331.csv")
	for _, want := range []string{
		"legal_basis        briefing, ", "Read and used by no record (a fault in them still counts): Due\n", "Not read: Basis\n",
		"Verdict: the load would go through: 2 of 2 rows give records.\nLoad with:\n  proceedings ingest log_20260331.csv\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("check says\n%s\nwant %q in it", out, want)
		}
	}
	if code, said := paste(t, "proceedings ingest log_20260331.csv"); code != 0 {
		t.Error(said)
	}
	if err := os.WriteFile("profiles/log.yaml", []byte(strings.Replace(profile, "name: due, from: Due, type: date, formats: [\"%d/%m/%Y\"]", "name: basis, from: Basis, type: code, list: legal_basis", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := call(t, "--quiet", "profile", "check", "profiles/log.yaml", "log_20260331.csv")
	if code != 1 || !strings.Contains(out, "  codes of legal_basis: ") || !strings.Contains(out, "Verdict: the load would go through: 0 of 2 rows give records, 2 held back") || !strings.Contains(errs, "2 rows would be held back") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	if err := os.WriteFile("log_20260331.csv", []byte("Case ref,Force\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := call(t, "--quiet", "profile", "check", "profiles/log.yaml", "log_20260331.csv"); code != 1 || !strings.Contains(errs, "the load would be refused: ") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}
