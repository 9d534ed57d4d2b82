package vocab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExportWritesWhatLoads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "limits")
	paths, err := Export(dir)
	if err != nil || len(paths) != len(layout) {
		t.Fatalf("%v, %v", paths, err)
	}
	s, err := Load(dir)
	if err != nil || s.Fingerprint() != load(t).Fingerprint() {
		t.Fatalf("what was exported is not what is built in: %v", err)
	}
	if changes := load(t).Diff(s); len(changes) > 0 {
		t.Errorf("changes %v", changes)
	}
	if _, err := Export(dir); err == nil || !strings.Contains(err.Error(), "is not overwritten") {
		t.Errorf("a second export: %v", err)
	}
}

func TestDiffSaysEachRow(t *testing.T) {
	dir := t.TempDir()
	if _, err := Export(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "standard.csv")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.Lines(string(data)) {
		switch {
		case strings.HasPrefix(line, "MIS-MTG-20,"):
			line = strings.Replace(line, "FWD_AFTER,20", "FWD_AFTER,25", 1)
		case strings.HasPrefix(line, "MIS-RESP,") && strings.Contains(line, "R2012"):
			continue
		case strings.HasPrefix(line, "LRN-HMIC,"):
			kept = append(kept, strings.Replace(line, "LRN-HMIC", "LRN-OWN", 1))
		}
		kept = append(kept, line)
	}
	if err := os.WriteFile(path, []byte(strings.Join(kept, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range load(t).Diff(s) {
		got = append(got, c.String())
	}
	want := `standard.csv: MIS-MTG-20 2020-02-01 changed: n 20 to 25
standard.csv: LRN-OWN 2012-01-01 added: Local policing body comments on an inspectorate report
standard.csv: MIS-RESP 2012-11-22 R2012 removed: Officer's response to the notice of referral`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestRuleWords(t *testing.T) {
	s := load(t)
	for _, c := range []struct{ id, on, want string }{
		{"MIS-HRG-100", "2024-01-01", "within 100 working days after: Notice of referral served (reg 30)"},
		{"MIS-ACC-DATE", "2024-01-01", "not less than 10 and not more than 15 working days after: Notice of accelerated hearing served (reg 51)"},
		{"MIS-PUB-HRG", "2024-01-01", "at least 5 working days before: First hearing day"},
		{"LRN-28A-RESP", "2024-01-01", "56 days beginning with the day of: Recommendation made"},
		{"COR-PFD-RESP", "2024-01-01", "within 56 days after: Report to prevent future deaths sent"},
		{"MIS-12M", "2024-01-01", "12 months beginning with the day of: Came to attention"},
		{"MIS-12M-REP", "2024-01-01", "each further 6 months after the period before"},
		{"MIS-SUSP-REV", "2024-01-01", "every 28 days from: Restriction or suspension started, and from each: Restriction or suspension reviewed"},
		{"COR-6M", "2024-01-01", "within 6 months after: Death reported to the coroner"},
		{"MIS-NOR", "2024-01-01", "as soon as practicable after: Referral to proceedings decided; no number of days"},
		{"MIS-REF-IOPC", "2024-01-01", "within 1 day after: Known to be of a type that must be referred"},
		{"UPP-GI", "2024-01-01", "no limit"},
	} {
		st, ok := inForce(t, s.Standards(), c.id, c.on)
		if got := s.RuleWords(st); !ok || got != c.want {
			t.Errorf("%s: %q, want %q", c.id, got, c.want)
		}
	}
	if got := s.RuleWords(Standard{Rule: "BEFORE", N: 5, Unit: "working_day", ClearDays: true, StartCode: "hearing_day_start"}); got != "at least 5 clear working days before: First hearing day" {
		t.Error(got)
	}
}
