package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/reports/release"
)

// A case of the sample with one proceeding of several subjects.
const (
	restrictedCase       = "EWD/00005/23"
	restrictedProceeding = "EWD-MH-0025"
)

var handRef = regexp.MustCompile(`hand-[0-9a-f]{6}`)

// restriction calls the verb on a warehouse, with somebody who answers for it.
func restriction(t *testing.T, w string, args ...string) string {
	t.Helper()
	return must(t, append(append([]string{"restriction"}, args...), "--warehouse", w, "--by", "A. Manager", "--reason", "the chair rang")...)
}

// inList are the restrictions that list prints as JSON, by reference.
func inList(t *testing.T, w string) map[string]restrictionJSON {
	t.Helper()
	var list []restrictionJSON
	if err := json.Unmarshal([]byte(must(t, "restriction", "list", "--warehouse", w, "--all", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	out := map[string]restrictionJSON{}
	for _, r := range list {
		out[r.Ref] = r
	}
	return out
}

// A restriction is entered, found again, ended and taken back; the day it was entered is the day from which it is known.
func TestRestriction(t *testing.T) {
	t.Parallel()
	w := firstQuarter(t)
	exported := len(inList(t, w))
	ofExports := func() string {
		out := figures(t, w)
		for _, name := range []string{"sources", "dq_results", "findings"} {
			out += must(t, "query", "run", name, "--warehouse", w, "--as-of", demoBefore, "--format", "csv")
		}
		return out
	}
	before := ofExports()
	said := restriction(t, w, "add", "--kind", "anonymity", "--case", restrictedCase, "--proceeding", restrictedProceeding, "--subject", "1")
	ref := handRef.FindString(said)
	if want := ref + ": anonymity, case " + restrictedCase + ", proceeding " + restrictedProceeding + ", subject 1, from 21 November 2026 until further order."; ref == "" || !strings.Contains(said, want) {
		t.Fatalf("add says %q, want %q in it", said, want)
	}
	if ofExports() != before {
		t.Error("an entry by hand changes what is said of exports")
	}
	if said := restriction(t, w, "add", "--kind", "anonymity", "--case", restrictedCase, "--proceeding", restrictedProceeding, "--subject", "1", "--from", "2026-11-25"); !strings.Contains(said, ref+" (entered by hand) covers this already") {
		t.Errorf("entered twice: %s", said)
	}
	if n := len(inList(t, w)); n != exported+1 {
		t.Errorf("%d restrictions after one was entered, %d before", n, exported)
	}
	want := restrictionJSON{Ref: ref, Kind: "anonymity", Case: restrictedCase, Proceeding: restrictedProceeding, Subject: "1", From: "2026-11-21", State: "in force", Source: "by-hand", CaseHeld: true}
	if got := inList(t, w)[ref]; got != want {
		t.Errorf("in the list: %+v", got)
	}
	history := must(t, "history", "--warehouse", w)
	if !strings.Contains(history, ref) || !strings.Contains(history, "was entered by A. Manager: the chair rang") {
		t.Errorf("the history:\n%s", history)
	}
	inForce := func(flags ...string) string {
		return must(t, append([]string{"query", "run", "restrictions_in_force", "--warehouse", w, "--format", "csv"}, flags...)...)
	}
	if !strings.Contains(inForce("--as-of", demoBefore), ref) || strings.Contains(inForce("--as-of", demoBefore, "--known-at", "2026-11-20"), ref) {
		t.Error("it is known before its day, or not after it")
	}
	if _, _, errs := call(t, "query", "run", "restrictions_in_force", "--warehouse", w); !strings.Contains(errs, "speak for days up to 31 March 2026: figures are as of 31 March 2026") {
		t.Errorf("an entry by hand moves the day that the exports reach: %s", errs)
	}

	if said := restriction(t, w, "end", ref, "--on", "2026-12-01"); !strings.Contains(said, "from 21 November 2026 until 1 December 2026. Before, it ran until further order.") {
		t.Errorf("end says %s", said)
	}
	if said := restriction(t, w, "end", ref, "--on", "2026-12-01"); !strings.Contains(said, "ends on 1 December 2026 already") {
		t.Errorf("ended twice: %s", said)
	}
	if status := must(t, "status", "--warehouse", w); strings.Count(status, "by-hand") != 1 || !strings.Contains(status, "2 entries") {
		t.Errorf("status:\n%s", status)
	}
	must(t, "undo", "3", "--warehouse", w)
	if got := inList(t, w)[ref]; got.Until != "" {
		t.Errorf("the end was taken back, and the list has %+v", got)
	}
	must(t, "undo", "2", "--warehouse", w)
	if _, held := inList(t, w)[ref]; held {
		t.Error("it was taken back and is still in the list")
	}
}

// A slip of the pen is refused with what may have been meant, and nothing is saved.
func TestRestrictionMistakes(t *testing.T) {
	t.Parallel()
	w := firstQuarter(t)
	past := handRef.FindString(restriction(t, w, "add", "--kind", "reporting", "--case", restrictedCase, "--from", "2026-05-05", "--until", "2026-09-01"))
	before := must(t, "history", "--warehouse", w, "--files")
	add := func(args ...string) []string { return append([]string{"add", "--kind", "anonymity"}, args...) }
	for name, c := range map[string]struct {
		args []string
		says string
		code int
	}{
		"no case":            {add(), "say which case", exitUsage},
		"no such case":       {add("--case", "EWD/0005/23"), "did you mean " + restrictedCase, exitFailed},
		"a proceeding":       {add("--case", restrictedProceeding), "did you mean " + restrictedCase, exitFailed},
		"no such proceeding": {add("--case", restrictedCase, "--proceeding", "EWD-MH-25"), "there are " + restrictedProceeding, exitFailed},
		"no such subject":    {add("--case", restrictedCase, "--subject", "9"), "there are 1, 2, 3", exitFailed},
		"no such kind":       {[]string{"add", "--kind", "anonymous", "--case", restrictedCase}, "there are anonymity, reporting, private_hearing", exitUsage},
		"backwards":          {add("--case", restrictedCase, "--until", "2026-11-20"), "before its first day", exitUsage},
		"no date":            {add("--case", restrictedCase, "--from", "5/5/2026"), "write it as 2026-03-31", exitUsage},
		"nobody":             {add("--case", restrictedCase, "--by", ""), "--by and --reason", exitUsage},
		"no reason":          {add("--case", restrictedCase, "--reason", " "), "--by and --reason", exitUsage},
		"other days":         {[]string{"add", "--kind", "reporting", "--case", restrictedCase, "--from", "2026-06-01"}, "restriction end " + past + " --on DATE", exitFailed},
		"of an export":       {[]string{"end", "RES-0001", "--on", "2026-12-01"}, "comes from psu-tracker", exitFailed},
		"no such one":        {[]string{"end", "hand-000000", "--on", "2026-12-01"}, "there is no restriction hand-000000", exitFailed},
		"ended unborn":       {[]string{"end", past, "--on", "2026-05-04"}, "take that back with: proceedings undo", exitFailed},
		"no last day":        {[]string{"end", past}, "--on 2026-08-01", exitUsage},
		"no restriction":     {[]string{"end", "--on", "2026-12-01"}, "say which restriction", exitUsage},
		"no warehouse":       {add("--case", restrictedCase, "--warehouse", w+"x"), "does not exist", exitFailed},
	} {
		args := append([]string{"restriction", c.args[0], "--warehouse", w, "--by", "A. Manager", "--reason", "the chair rang"}, c.args[1:]...)
		code, out, errs := call(t, args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%s: exit code %d, %s%s", name, code, out, errs)
		}
	}
	if after := must(t, "history", "--warehouse", w, "--files"); after != before {
		t.Errorf("something was saved:\n%s", after)
	}
	if _, err := os.Stat(w + "x"); err == nil {
		t.Error("a warehouse was made of a mistyped name")
	}
	if said := restriction(t, w, "end", past, "--on", "2026-08-15"); !strings.Contains(said, "Before, it ran until 1 September 2026. That last day was entered before, and this earlier one takes its place.") {
		t.Errorf("an earlier last day: %s", said)
	}
	restriction(t, w, "end", past, "--on", "2026-08-20")
	if code, _, errs := call(t, "restriction", "end", past, "--warehouse", w, "--on", "2026-08-15", "--by", "A. Manager", "--reason", "as at first"); code != exitFailed || !strings.Contains(errs, "undo takes it back") {
		t.Errorf("a last day that gave way on the same day: exit code %d, %s", code, errs)
	}
	lower := handRef.FindString(restriction(t, w, "add", "--kind", "private_hearing", "--case", strings.ToLower(restrictedCase)))
	if got := inList(t, w)[lower]; got.Case != restrictedCase {
		t.Errorf("a reference in small letters: %+v", got)
	}
	ahead := handRef.FindString(restriction(t, w, "add", "--kind", "anonymity", "--case", "NEW/00001/26", "--ahead"))
	if got := inList(t, w)[ahead]; got.CaseHeld || got.Case != "NEW/00001/26" {
		t.Errorf("entered ahead: %+v", got)
	}
	if list := must(t, "restriction", "list", "--warehouse", w); !strings.Contains(list, "NEW/00001/26 (in no export)") || strings.Contains(list, past) {
		t.Errorf("the list:\n%s", list)
	}
}

// everyFile is the bytes of all files below a folder, one after another.
func everyFile(t *testing.T, dir string) []byte {
	t.Helper()
	var all bytes.Buffer
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.Bytes()
}

// A restricted release marks the case wherever it names it, and holds neither who entered the restriction nor why. A shareable one
// that names it is refused, also inside a document, and nothing is placed.
func TestReleasesKeepRestrictions(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := firstQuarter(t)
	restriction(t, w, "add", "--kind", "anonymity", "--case", restrictedCase)
	out := filepath.Join(dir, "release")
	must(t, "publish", "--warehouse", w, "--out", out, "--no-drawings", "--as-of", demoBefore)
	all := everyFile(t, out)
	for _, never := range []string{"A. Manager", "the chair rang"} {
		if bytes.Contains(all, []byte(never)) {
			t.Errorf("the release holds %q", never)
		}
	}
	index, err := os.ReadFile(filepath.Join(released(t, out), "index.html"))
	if err != nil || !strings.Contains(string(index), "in force or to come") {
		t.Errorf("the overview says nothing of restrictions: %v", err)
	}
	marked := regexp.MustCompile(`<t[hd][^>]* class="[^"]*\bbound\b[^"]*"[^>]*>` + restrictedCase)
	if lists, err := os.ReadFile(filepath.Join(released(t, out), "lists.html")); err != nil || !marked.Match(lists) {
		t.Errorf("the lists do not mark the case: %v", err)
	}
	must(t, "debrief", restrictedCase, "--warehouse", w, "--as-of", demoBefore, "--out", filepath.Join(dir, "pack.html"))
	pack, err := os.ReadFile(filepath.Join(dir, "pack.html"))
	if err != nil || !strings.Contains(string(pack), "Under restriction</h2>") || !strings.Contains(string(pack), "until further order.</li>") {
		t.Errorf("the pack does not say it: %v", err)
	}

	g := &global{env: env{stdout: io.Discard, stderr: io.Discard, now: today, getenv: func(string) string { return "" }}, quiet: true}
	o := &publishOptions{global: g, warehouse: w, out: filepath.Join(dir, "board"), edition: string(queries.Shareable)}
	page := release.File{Path: "index.html", Bytes: []byte(`<html><head><meta http-equiv="Content-Security-Policy"></head></html>`)}
	planted := func(text string) error {
		return o.refuseNamed(t.Context(), release.Manifest{Edition: o.edition, AsOf: demoBefore}, []release.File{page, {Path: "data/x.csv", Bytes: []byte(text)}})
	}
	for _, text := range []string{"see " + restrictedCase, "see " + restrictedProceeding} {
		if err := planted(text); err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(text, "see ")+" in data/x.csv. Nothing was published") {
			t.Errorf("planted %q: %v", text, err)
		}
	}
	if err := planted("see EWD/00005/22"); err != nil {
		t.Errorf("a case under no restriction: %v", err)
	}
	o.edition = string(queries.Restricted)
	if err := planted("see " + restrictedCase); err != nil {
		t.Errorf("a restricted release may name it: %v", err)
	}
}

// A shareable release is refused by the verb itself where a comment names a case under restriction, and says in its manifest that it was searched.
func TestShareableNamesNoRestrictedCase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := firstQuarter(t)
	out, board := filepath.Join(dir, "release"), filepath.Join(dir, "board")
	restriction(t, w, "add", "--kind", "anonymity", "--case", restrictedCase)
	must(t, "publish", "--warehouse", w, "--out", out, "--no-drawings", "--packs", "0", "--as-of", demoBefore)
	must(t, "comment", "add", "intake", "--text", "A large referral (ewd/00005/23).", "--by", "A. Analyst", "--edition", "both", "--warehouse", w, "--out", out)
	publish := []string{"publish", "--warehouse", w, "--out", board, "--edition", "shareable", "--no-drawings", "--as-of", demoBefore}
	code, _, errs := call(t, publish...)
	if code != exitFailed || !strings.Contains(errs, "the release is refused: it names what is under restriction: "+restrictedCase+" in more.html") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if _, err := os.Stat(board); err == nil {
		t.Error("something was placed")
	}
	must(t, "comment", "reword", "c1", "--text", "A large referral (ewd/00005/22).", "--by", "A. Analyst", "--warehouse", w, "--out", out)
	if code, _, errs := call(t, publish...); code != exitFailed || !strings.Contains(errs, "comment c1 names EWD/00005/22") || !strings.Contains(errs, "--out RESTRICTED-RELEASES") {
		t.Errorf("a case under no restriction: exit code %d, %s", code, errs)
	}
	must(t, "comment", "remove", "c1", "--by", "A. Analyst", "--warehouse", w, "--out", out)
	must(t, publish...)
	manifest, err := os.ReadFile(filepath.Join(released(t, board), "manifest.json"))
	if err != nil || !bytes.Contains(manifest, []byte(restrictedCheck.Name)) {
		t.Errorf("the manifest does not say that the release was searched: %v", err)
	}
	if all := everyFile(t, board); bytes.Contains(all, []byte("A. Manager")) || handRef.Match(all) {
		t.Error("the shareable release holds something of the entry")
	}
	if bytes.Contains(manifest, []byte("by-hand")) || bytes.Contains(manifest, []byte("Entered by hand")) || bytes.Contains(manifest, []byte("2026-11-21")) {
		t.Error("the manifest tells how many entries there are, or of which days")
	}
	if !bytes.Contains(manifest, []byte("not looked for: references of fewer than 4 characters")) {
		t.Error("the manifest does not say what was not looked for")
	}
	// It is made again from the entries of then, whatever was entered or taken back since, and from no warehouse without them.
	again := func(file string) (int, string) {
		code, out, _ := call(t, "verify", board, "--warehouse", file)
		return code, out
	}
	restriction(t, w, "add", "--kind", "reporting", "--case", "EWD/00005/22")
	must(t, "undo", "2", "--warehouse", w)
	if code, said := again(w); code != 0 || !strings.Contains(said, "the same, byte for byte") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if code, said := again(firstQuarter(t)); code == 0 || !strings.Contains(said, "does not hold the entries by hand that the release was made of") {
		t.Errorf("from a warehouse without the entry, exit code %d: %s", code, said)
	}
}
