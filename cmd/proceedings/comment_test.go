package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/reports/release"
)

// A comment stands with its figure, says when the figure has changed since, and then keeps a shareable release back.
func TestComments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, "release")
	if err := os.CopyFS(out, os.DirFS(filepath.Join(demoDir(t), "release"))); err != nil {
		t.Fatal(err)
	}
	w := demoCopy(t)
	flags := []string{"--warehouse", w, "--out", out, "--by", "A. Analyst"}
	comment := func(args ...string) string { return must(t, append(append([]string{"comment"}, args...), flags...)...) }
	comment("add", "intake", "--text", "Two forces sent late <b>.", "--edition", "both")
	comment("add", "intake", "--row", "month=2026-03-01", "--text", "One large referral.", "--edition", "both")
	if said := comment("add", "findings", "--text", "To be dropped."); !strings.Contains(said, "board.html") && !strings.Contains(said, "board-report.html") || strings.Contains(said, beforeSharing) {
		t.Errorf("where the comment is shown: %s", said)
	}
	if said := must(t, "comment", "list", "--warehouse", w, "--out", out); !strings.Contains(said, "shown on: ") {
		t.Errorf("the list says %s", said)
	}
	comment("remove", "c3")
	for name, c := range map[string]struct {
		args []string
		says string
		code int
	}{
		"no such figure": {[]string{"add", "nothing", "--text", "x"}, "has no figure nothing", exitFailed},
		"no such row":    {[]string{"add", "intake", "--row", "month=1999-01-01", "--text", "x"}, "no row has month=1999-01-01", exitFailed},
		"no text":        {[]string{"add", "intake"}, "needs a text", exitUsage},
		"no edition":     {[]string{"add", "intake", "--text", "x", "--edition", "public"}, "there are both, restricted and shareable", exitUsage},
		"no comment":     {[]string{"renew", "c3"}, "there is no comment c3", exitFailed},
	} {
		code, _, errs := call(t, append(append([]string{"comment"}, c.args...), flags...)...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%s: exit code %d, %s", name, code, errs)
		}
	}
	g := &global{env: env{stdout: io.Discard, stderr: io.Discard, now: today, getenv: func(string) string { return "" }}, quiet: true}
	pool := answers{}
	build := func(asOf string, edition queries.Edition) (release.Manifest, string, error) {
		o := &publishOptions{global: g, dates: dates{asOf: asOf}, warehouse: w, out: out, edition: string(edition), undrawn: true, follows: followNone, pool: pool}
		a, err := o.asking(t.Context(), &o.dates, w)
		if err != nil {
			t.Fatal(err)
		}
		if o.said, err = o.comments(); err != nil {
			t.Fatal(err)
		}
		m, files, err := o.build(t.Context(), a)
		all := ""
		for _, f := range files {
			if strings.HasSuffix(f.Path, ".html") {
				all += string(f.Bytes)
			}
		}
		return m, all, err
	}
	m, pages, err := build(demoAsOf, queries.Restricted)
	if err != nil || len(m.Comments) != 2 {
		t.Fatalf("%v %v", m.Comments, err)
	}
	for _, want := range []string{"Two forces sent late &lt;b&gt;.", "Comment by A. Analyst, 21 November 2026.", "Comment by A. Analyst, 21 November 2026, on month: Mar 2026."} {
		if !strings.Contains(pages, want) {
			t.Errorf("the pages do not say %q", want)
		}
	}
	if strings.Contains(pages, "Written of an earlier figure") || strings.Contains(pages, "To be dropped") {
		t.Error("a comment is stale that was just written, or one is shown that was removed")
	}
	// At another position the whole figure is another; the row of a month that was over is not.
	m, pages, err = build("2026-05-31", queries.Restricted)
	if err != nil || strings.Count(pages, "Written of an earlier figure, 30 June 2026") == 0 || strings.Contains(pages, "on month: Mar 2026. Written of") {
		t.Errorf("stale: %v, %d comments", err, len(m.Comments))
	}
	if _, _, err := build("2026-05-31", queries.Shareable); err == nil || !strings.Contains(err.Error(), "c1 on intake") || strings.Contains(err.Error(), "c2") || !strings.Contains(err.Error(), "comment renew ID") {
		t.Errorf("a shareable release with a stale comment: %v", err)
	}
	if said := comment("renew", "c1"); !strings.Contains(said, "holds of the figure as it is now") {
		t.Error(said)
	}
	if said := must(t, "comment", "list", "--history", "--warehouse", w, "--out", out); strings.Count(said, "\n") != 5 || !strings.Contains(said, "remove by A. Analyst") {
		t.Errorf("the history says %s", said)
	}
}

// Small counts are found in a text, whether in figures or in words; what only looks like one is not.
func TestSmallCountsInAText(t *testing.T) {
	for text, want := range map[string]string{
		"Only 1 officer's finding was discontinued.": "1", "Most were proven, three were not.": "three", "12 and 4": "4", "A single case.": "single", "12 3 13": "3",
		"Since 2025-26 Q1, 12 forces sent late: 4% less, under 28A.": "", "Someone, none, phone 5 of them.": "", "": "",
	} {
		if got := tellsSmall(text, 5); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A sign-off holds of one release as it was published, and is shown with it.
func TestSignoff(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "release")
	if err := os.CopyFS(out, os.DirFS(filepath.Join(demoDir(t), "release"))); err != nil {
		t.Fatal(err)
	}
	if said := must(t, "verify", out); !strings.Contains(said, " is not signed off.") {
		t.Error(said)
	}
	must(t, "signoff", out, "--by", "A. Head", "--role", "Head of PSD", "--note", "for the board")
	const want = "Signed off by A. Head, Head of PSD, on 21 November 2026, 12:00 UTC: for the board."
	for _, args := range [][]string{{"verify", out}, {"status", "--warehouse", filepath.Join(demoDir(t), "warehouse.duckdb"), "--out", out}} {
		if said := must(t, args...); !strings.Contains(said, want) {
			t.Errorf("%v says %s", args, said)
		}
	}
	if said := must(t, "signoff", out, "--by", "A. Head", "--role", "Head of PSD"); !strings.Contains(said, "nothing is added") {
		t.Errorf("signed twice: %s", said)
	}
	if said := must(t, "verify", out); strings.Count(said, "Signed off by") != 1 {
		t.Errorf("signed twice, and recorded: %s", said)
	}
	earlier, err := filepath.Glob(filepath.Join(out, demoBefore+"-*"))
	if err != nil || len(earlier) != 1 {
		t.Fatal(earlier, err)
	}
	if said := must(t, "verify", earlier[0]); !strings.Contains(said, " is not signed off.") {
		t.Errorf("another release: %s", said)
	}
	if err := os.WriteFile(filepath.Join(earlier[0], "data", "findings.csv"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := call(t, "signoff", earlier[0], "--by", "A", "--role", "B"); code != exitFailed || !strings.Contains(errs, "is not signed") {
		t.Errorf("a release that was changed: exit code %d, %s", code, errs)
	}
	if code, _, errs := call(t, "signoff", out, "--by", "A"); code != exitUsage || !strings.Contains(errs, "--role ROLE") {
		t.Errorf("no role: exit code %d, %s", code, errs)
	}
}
