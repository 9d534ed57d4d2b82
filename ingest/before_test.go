package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/vocab"
)

const undatedProfile = `profile: 1
id: t
title: T
match: {names: ["c*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})", value: ""}, kind: full}
tables:
  - columns: [{name: ref, from: ref}]
    records: [{record: case, fields: {case_ref: ref}}]
`

func onDay(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSameBytesOtherProfile loads one file for two dates that its loader says, and again
// under a changed profile: only the load of the date said is replaced.
func TestSameBytesOtherProfile(t *testing.T) {
	t.Parallel()
	d := bareDesk(t)
	d.profile(undatedProfile)
	export := d.file("c.csv", "ref\nA1\n")
	for _, day := range []string{"2026-01-31", "2026-02-28"} {
		opt := d.options()
		opt.ExtractDate = onDay(t, day)
		if _, err := Load(t.Context(), opt, export); err != nil {
			t.Fatal(err)
		}
	}
	d.profile(undatedProfile + "# a comment\n")
	opt := d.options()
	opt.ExtractDate = onDay(t, "2026-02-28")
	if _, err := Load(t.Context(), opt, export); err != nil {
		t.Fatal(err)
	}
	if gone := d.session("SELECT count(*) FROM wh.load.gone"); gone != 1 {
		t.Errorf("%d loads were taken back, want the one of the same date", gone)
	}
}

// TestDateAgainstFlag refuses a date said on the command line where the file's name says another.
func TestDateAgainstFlag(t *testing.T) {
	t.Parallel()
	d := bareDesk(t)
	d.profile(strings.Replace(undatedProfile, `value: ""`, `value: "2026-03-31"`, 1))
	opt := d.options()
	opt.ExtractDate = onDay(t, "2026-05-05")
	if _, err := Load(t.Context(), opt, d.file("c_2026-01-31.csv", "ref\nA1\n")); err == nil || !strings.Contains(err.Error(), "2026-01-31") {
		t.Errorf("loaded in spite of its name: %v", err)
	}
	if _, err := Load(t.Context(), opt, d.file("c.csv", "ref\nA1\n")); err != nil {
		t.Errorf("a date of the profile may be overruled: %v", err)
	}
}

// TestFieldsInAnotherOrder loads with a list of fields in which two have changed places.
func TestFieldsInAnotherOrder(t *testing.T) {
	t.Parallel()
	d := bareDesk(t)
	d.profile(strings.NewReplacer("[{name: ref, from: ref}]", "[{name: ref, from: ref}, {name: force, from: force}, {name: region, from: region}]",
		"{case_ref: ref}", "{case_ref: ref, force: force, region: region}").Replace(undatedProfile))
	d.load(d.file("c_2026-01-31.csv", "ref,force,region\nA1,Aldermoor,North\n"))
	list, err := os.ReadFile(filepath.Join("vocab", "records.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(list), "\n")
	force, region := -1, -1
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "case,force,"):
			force = i
		case strings.HasPrefix(l, "case,region,"):
			region = i
		}
	}
	lines[force], lines[region] = lines[region], lines[force]
	d.file("standards/records.csv", strings.Join(lines, ""))
	if d.words, err = vocab.Load(filepath.Join(d.dir, "standards")); err != nil {
		t.Fatal(err)
	}
	d.readProfiles()
	d.load(d.file("c_2026-02-28.csv", "ref,force,region\nA1,Aldermoor,North\nA2,Brackenshire,South\n"))
	if n := d.session("SELECT count(*) FROM wh.rec.\"case\" WHERE force IN ('Aldermoor', 'Brackenshire') AND region IN ('North', 'South')"); n != 2 {
		t.Errorf("%d records have each field in its place, want 2", n)
	}
}
