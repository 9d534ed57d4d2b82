package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestClockShowsOneCase(t *testing.T) {
	t.Parallel()
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	want, err := os.ReadFile("testdata/clock_case.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := must(t, "clock", "ALD/00008/23", "--warehouse", w, "--as-of", "2026-06-30"); got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var file struct {
		AsOf string `json:"as_of"`
		Rows []any  `json:"rows"`
	}
	text := must(t, "clock", "ALD/00008/23", "--warehouse", w, "--as-of", "2026-06-30", "--format", "json")
	if err := json.Unmarshal([]byte(text), &file); err != nil || len(file.Rows) != 18 || file.AsOf != "2026-06-30" {
		t.Errorf("json: %v, %d rows", err, len(file.Rows))
	}
	lines, err := csv.NewReader(strings.NewReader(must(t, "clock", "ALD/00008/23", "--warehouse", w, "--as-of", "2026-06-30", "--format", "csv"))).ReadAll()
	if err != nil || len(lines) < 2 || lines[0][0] != "case_ref" || !strings.Contains(strings.Join(lines[1], ","), "2024-") {
		t.Errorf("csv: %v %v", err, lines)
	}
}

func TestClockOfNoCase(t *testing.T) {
	t.Parallel()
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	for _, c := range []struct {
		ref, want string
		code      int
	}{
		{"ALD/0008/23", "did you mean ALD/00008/23,", exitFailed},
		{"nothing like it at all", "check the reference, or choose a later --as-of", exitFailed},
		{"' OR 1=1 --", "no case has the reference", exitFailed},
		{" ", "name one case by its reference", exitUsage},
		{"ALD-MH-0052", "did you mean ALD/00008/23?", exitFailed},
	} {
		code, out, errs := call(t, "clock", c.ref, "--warehouse", w, "--as-of", "2026-06-30")
		if code != c.code || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%q: exit code %d, %s%s", c.ref, code, out, errs)
		}
	}
	if out := must(t, "clock", "ald/00008/23", "--warehouse", w, "--as-of", "2026-06-30"); !strings.HasPrefix(out, "Case ALD/00008/23:") {
		t.Errorf("a reference in small letters: %.100s", out)
	}
}

// A domain owner corrects a number and adds a limit on events that exports hold, and no Go
// is touched.
func TestLimitsAreTheOwners(t *testing.T) {
	t.Parallel()
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	dir := filepath.Join(t.TempDir(), "limits")
	if out := must(t, "standards", "export", dir); strings.Count(out, "\n") != 10 {
		t.Errorf("exported %s", out)
	}
	if out := must(t, "standards", "check", dir); out != "no row differs from the built-in files\n" {
		t.Errorf("unchanged: %s", out)
	}
	path := filepath.Join(dir, "standard.csv")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "report_to_aa,FWD_AFTER,5,,working_day,EW,statutory,2020-02-01,,SI 2020/4 reg 43(1)", "report_to_aa,FWD_AFTER,7,,working_day,EW,statutory,2020-02-01,,SI 2020/4 reg 43(1)", 1) +
		"LOCAL-TELL,Officer told within a week,misconduct,proc_subject,MH|MM,report_to_aa,officer_notified,DAY_AFTER,7,,day,EW,local,2024-01-01,,Local standard,,V,duty,,,,,,,,,\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "standard.csv: MIS-OUT-RPT 2020-02-01 changed: n 5 to 7\nstandard.csv: LOCAL-TELL 2024-01-01 added: Officer told within a week\n"
	if out := must(t, "standards", "check", dir); out != want {
		t.Errorf("check: %s", out)
	}
	if out := must(t, "standards", "list", "--standards", dir); !strings.Contains(out, "within 7 working days after: Hearing completed") || !strings.Contains(out, "LOCAL-TELL") {
		t.Errorf("list: %s", out)
	}
	// Completed Wed 25 Mar 2026: seven working days, Good Friday and Easter Monday left out, end on 7 Apr.
	out := must(t, "clock", "HRD/00003/22", "--warehouse", w, "--as-of", "2026-05-31", "--standards", dir)
	if !strings.Contains(out, "within 7 working days after: Hearing completed") || !strings.Contains(out, "due          7 Apr 2026") || !strings.Contains(out, "LOCAL-TELL  Officer told within a week") {
		t.Errorf("clock: %s", out)
	}
	built := must(t, "query", "run", "limits_met", "--warehouse", w, "--as-of", "2026-03-31", "--format", "csv")
	own := must(t, "query", "run", "limits_met", "--warehouse", w, "--as-of", "2026-03-31", "--format", "csv", "--standards", dir)
	if strings.Contains(built, "LOCAL-TELL") || !strings.Contains(own, "\nLOCAL-TELL,") || line(built, "MIS-OUT-RPT") == line(own, "MIS-OUT-RPT") || line(built, "MIS-HRG-100") != line(own, "MIS-HRG-100") {
		t.Errorf("limits_met by the owner's limits: %s", own)
	}
	// What is wrong is said by file and line, all of it, and counts by nothing.
	if err := os.WriteFile(path, []byte(strings.Replace(text, "DAY_AFTER,7,,day,EW,local", "DAY_AFTR,x,,day,EW,local", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("standard.csv:%d: ", strings.Count(text, "\n"))
	code, _, errs := call(t, "standards", "check", dir)
	if code != exitFailed || !strings.Contains(errs, at+"rule \"DAY_AFTR\" is not known") || !strings.Contains(errs, at+"n \"x\"") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if code, _, errs := call(t, "standards", "export", dir); code != exitFailed || !strings.Contains(errs, "is not overwritten") {
		t.Errorf("export over it: exit code %d: %s", code, errs)
	}
}

func line(text, start string) string {
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, start) {
			return l
		}
	}
	return ""
}

func TestStandardsListIsDated(t *testing.T) {
	now, then, all := must(t, "standards", "list"), must(t, "standards", "list", "--as-of", "2014-06-30"), must(t, "standards", "list", "--all")
	if !strings.Contains(now, "MIS-HRG-100") || strings.Contains(then, "MIS-HRG-100") || strings.Contains(then, "LRN-28A-RESP") || !strings.Contains(then, "COR-PFD-RESP") {
		t.Errorf("in 2014:\n%s", then)
	}
	if n := strings.Count(all, "\n"); n <= strings.Count(now, "\n") || strings.Count(all, "MIS-ACC-DATE") != 2 {
		t.Errorf("all:\n%s", all)
	}
}
