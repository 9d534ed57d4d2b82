package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// TestEveryKindHasItsCase wants every kind of record to carry its case or to hang on
// what does, and refuses one that does neither.
func TestEveryKindHasItsCase(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := newReach(words)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"listing": "proceeding", "response": "recommendation", "debrief_theme": "debrief", "qa_item": "qa_review", "cost": "proceeding"}
	for _, kind := range r.kinds {
		if parent, ok := want[kind.Name]; ok && r.refs(kind)[0].kind != parent {
			t.Errorf("%s hangs on %s, want %s", kind.Name, r.refs(kind)[0].kind, parent)
		}
	}
	dir := t.TempDir()
	data, err := os.ReadFile("vocab/records.csv")
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, "diary,page,text,1,,,Page,Page of a diary that belongs to some case\n"...)
	if err := os.WriteFile(filepath.Join(dir, "records.csv"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if words, err = vocab.Load(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := newReach(words); err == nil || !strings.Contains(err.Error(), "diary") {
		t.Errorf("a kind whose case nobody can find: %v", err)
	}
}

// caseProfiles read cases, proceedings that cases may share, and what hangs on them by
// a reference of its own only.
const caseProfiles = `-- cases.yaml --
profile: 1
id: cases
title: Cases
namespace: N
match: {names: ["cases_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full, scope: [force]}
tables:
  - columns:
      - {name: ref, from: ref, required: true}
      - {name: force, from: force}
      - {name: category, from: category}
      - {name: closed, from: closed, type: date}
    records:
      - record: case
        fields: {case_ref: ref, force: force, category: category, closed_date: closed}
-- hearings.yaml --
profile: 1
id: hearings
title: Hearings
namespace: N
match: {names: ["hearings_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full}
tables:
  - columns:
      - {name: proceeding, from: proceeding, required: true}
      - {name: lead, from: lead}
      - {name: ref, from: ref}
      - {name: ended, from: ended, type: date}
    records:
      - record: proceeding
        conflict: keep
        fields: {proceeding_ref: proceeding, case_ref: lead, force: {value: Avon}}
      - record: proc_subject
        when: ref IS NOT NULL
        fields: {proceeding_ref: proceeding, case_ref: ref, subject_ref: {value: "1"}, completed_date: ended}
-- diary.yaml --
profile: 1
id: diary
title: Diary
namespace: N
match: {names: ["diary_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full}
tables:
  - columns:
      - {name: proceeding, from: proceeding, required: true}
      - {name: debrief, from: debrief}
      - {name: day, from: day, type: date}
      - {name: theme, from: theme}
    records:
      - record: listing
        fields: {proceeding_ref: proceeding, listed_date: day, kind: {value: hearing}}
      - record: debrief
        when: debrief IS NOT NULL
        fields: {debrief_ref: debrief, proceeding_ref: proceeding, force: theme}
      - record: action
        when: debrief IS NOT NULL
        fields: {action_ref: {sql: "debrief || '-1'"}, debrief_ref: debrief, force: theme}
`

// caseExports are a case to forget (ZEB-77), with a hearing that is its alone (P1) and one that it
// shares (P2), and others that must stay.
var caseExports = map[string]string{
	"cases_2026-01-31.csv":    "ref,force,category,closed\nZEB-77,Avon,Quaggaword,\nA-1,Avon,theft,\nA-2,Avon,force,\nA-3,Avon,theft,never\nZEB-77,Avon,Quaggaword,soon\n",
	"hearings_2026-01-31.csv": "proceeding,lead,ref,ended\nP1,ZEB-77,ZEB-77,\nP2,ZEB-77,ZEB-77,\nP2,ZEB-77,A-1,\nP3,A-2,A-2,\n",
	"diary_2026-01-31.csv":    "proceeding,debrief,day,theme\nP1,D1,2026-01-02,Okapiword\nP2,D2,2026-01-03,shared\nP3,D3,2026-01-04,other\n",
}

// caseLoader is a desk at which cases are forgotten.
type caseLoader struct{ *desk }

func newCaseLoader(t *testing.T) *caseLoader {
	d := bareDesk(t)
	t.Setenv("TMPDIR", filepath.Join(d.dir, "tmp")) // what the engine spills is looked at too
	for _, folder := range []string{"tmp", "state"} {
		if err := os.Mkdir(filepath.Join(d.dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	d.w = filepath.Join(d.dir, "state", "w.duckdb")
	for name, text := range splitFiles(caseProfiles) {
		d.file(filepath.Join("profiles", name), text)
	}
	d.readProfiles()
	return &caseLoader{d}
}

func splitFiles(text string) map[string]string {
	out := map[string]string{}
	for _, part := range strings.Split(text, "-- ")[1:] {
		if name, rest, ok := strings.Cut(part, " --\n"); ok {
			out[name] = rest
		}
	}
	return out
}

func (c *caseLoader) load(files map[string]string) *Report {
	c.Helper()
	folder, err := os.MkdirTemp(c.dir, "in-")
	if err != nil {
		c.Fatal(err)
	}
	for name, text := range files {
		c.file(filepath.Join(filepath.Base(folder), name), text)
	}
	return c.report(folder)
}

func (c *caseLoader) forgetOptions(ref string) ForgetOptions {
	return ForgetOptions{Warehouse: c.w, Case: ref, Reason: "retention ended", KeyFile: c.w + ".keys", Profiles: c.profiles, Words: c.words, Now: time.Unix(1<<32, 0)}
}

func (c *caseLoader) forget(ref string) *ForgetPlan {
	c.Helper()
	plan, err := Forget(c.Context(), c.forgetOptions(ref))
	if err != nil {
		c.Fatal(err)
	}
	return plan
}

// found names the files around the warehouse, and the columns in it, that hold a text.
func (c *caseLoader) found(text string) []string {
	c.Helper()
	out := []string{}
	for _, folder := range []string{"state", "tmp"} {
		err := filepath.WalkDir(filepath.Join(c.dir, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if bytes.Contains(data, []byte(text)) {
				out = append(out, filepath.Base(path))
			}
			return err
		})
		if err != nil {
			c.Fatal(err)
		}
	}
	return append(out, c.columns(text)...)
}

// columns are the text columns of the warehouse that hold a text: bytes may be compressed.
func (c *caseLoader) columns(text string) []string {
	c.Helper()
	db, err := warehouse.OpenSession(c.Context(), c.w, warehouse.Settings{Threads: 1})
	if err != nil {
		c.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(c.Context(), "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE database_name = 'wh' AND data_type = 'VARCHAR'")
	if err != nil {
		c.Fatal(err)
	}
	defer rows.Close()
	all := [][3]string{}
	for rows.Next() {
		var n [3]string
		if err := rows.Scan(&n[0], &n[1], &n[2]); err != nil {
			c.Fatal(err)
		}
		all = append(all, n)
	}
	if len(all) < 100 {
		c.Fatalf("only %d columns were looked at", len(all))
	}
	out := []string{}
	for _, n := range all {
		var hits int
		stmt := fmt.Sprintf("SELECT count(*) FROM wh.%s.%s WHERE contains(%s, %s)", warehouse.Ident(n[0]), warehouse.Ident(n[1]), warehouse.Ident(n[2]), warehouse.Quote(text))
		if err := db.QueryRowContext(c.Context(), stmt).Scan(&hits); err != nil {
			c.Fatal(err)
		}
		if hits > 0 {
			out = append(out, n[0]+"."+n[1]+"."+n[2])
		}
	}
	return out
}

// tally is what the gate would compare a later snapshot with.
func (c *caseLoader) tally() string {
	c.Helper()
	db, err := warehouse.OpenSession(c.Context(), c.w, warehouse.Settings{Threads: 1})
	if err != nil {
		c.Fatal(err)
	}
	defer db.Close()
	var text string
	if err := db.QueryRowContext(c.Context(), `SELECT string_agg(line, chr(10) ORDER BY line) FROM (
		SELECT concat_ws(' ', f.name, t.scope, record, field, value, records) AS line FROM wh.load.tally t JOIN wh.load.file f USING (file_no))`).Scan(&text); err != nil {
		c.Fatal(err)
	}
	return text
}

// TestForget erases a case and looks for it in every byte and every column.
func TestForget(t *testing.T) {
	c := newCaseLoader(t)
	c.load(caseExports)
	others := withoutCase(c.records())
	fresh := newCaseLoader(t) // never had the case
	fresh.load(map[string]string{
		"cases_2026-01-31.csv":    "ref,force,category,closed\nA-1,Avon,theft,\nA-2,Avon,force,\n",
		"hearings_2026-01-31.csv": "proceeding,lead,ref,ended\nP2,ZEB-77,A-1,\nP3,A-2,A-2,\n",
		"diary_2026-01-31.csv":    "proceeding,debrief,day,theme\nP2,D2,2026-01-03,shared\nP3,D3,2026-01-04,other\n",
	})
	planted := []string{"ZEB-77", "Quaggaword", "Okapiword", "N/P1", "N/D1"}
	for _, text := range planted {
		if len(c.found(text)) == 0 {
			t.Fatalf("%s is not there before: nothing would be proved", text)
		}
	}
	plan := c.forget("ZEB-77")
	if plan.Case != "N/ZEB-77" || plan.Quarantined != 1 || len(plan.Files) != 3 {
		t.Errorf("plan %+v", plan)
	}
	for _, text := range planted {
		if places := c.found(text); len(places) > 0 {
			t.Errorf("%s is still in %v", text, places)
		}
	}
	if got, want := c.tally(), fresh.tally(); got != want {
		t.Errorf("the gate would compare with\n%s\nwant\n%s", got, want)
	}
	if got := c.records(); got != others {
		t.Errorf("after:\n%s\nwant:\n%s", got, others)
	}
	if q := string(quarantineText(t, c.w, c.words)); !strings.Contains(q, "A-3") || !strings.Contains(q, "expired 1") {
		t.Errorf("the quarantine:\n%s", q)
	}
	info, err := os.Stat(c.w)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(c.w + ".*"); len(left) != 2 { // keys and quarantine
		t.Errorf("left beside the warehouse: %v", left)
	}
}

// withoutCase is what must be left of a text of records: the shared hearing stays,
// without the reference.
func withoutCase(records string) string {
	out := []string{}
	for _, line := range strings.SplitAfter(records, "\n") {
		switch {
		case strings.HasPrefix(line, "proceeding: proceeding_ref=N/P2"):
			out = append(out, strings.Replace(line, " case_ref=N/ZEB-77", "", 1))
		case !strings.Contains(line, "ZEB-77") && !strings.Contains(line, "N/P1") && !strings.Contains(line, "N/D1"):
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// TestForgottenStaysAway loads exports that still hold a forgotten case.
func TestForgottenStaysAway(t *testing.T) {
	c := newCaseLoader(t)
	c.load(caseExports)
	c.forget("N/ZEB-77")
	before := c.records()
	later := map[string]string{
		"cases_2026-02-28.csv":    "ref,force,category,closed\nZEB-77,Avon,Quaggaword,\nZEB-77,Avon,Quaggaword,soon\nA-1,Avon,theft,,surplus ZEB-77\nA-2,Avon,force,\nA-3,Avon,theft,\n",
		"hearings_2026-02-28.csv": caseExports["hearings_2026-01-31.csv"],
		"diary_2026-02-28.csv":    caseExports["diary_2026-01-31.csv"],
	}
	report := c.load(later)
	for _, f := range report.Files {
		if f.Read != f.Accepted+f.Unchanged+f.Quarantined+f.Skipped {
			t.Errorf("%s does not add up: %+v", f.Path, f)
		}
		want := map[string]int64{"cases": 2, "hearings": 3, "diary": 1}[f.Source]
		if len(f.SkippedBy) != 1 || f.SkippedBy[0].Rule != skipForgotten || f.SkippedBy[0].Rows != want {
			t.Errorf("%s: skipped %v, want %d of the forgotten case", f.Source, f.SkippedBy, want)
		}
	}
	for _, text := range []string{"ZEB-77", "Quaggaword", "Okapiword", "N/P1"} {
		if places := c.found(text); len(places) > 0 {
			t.Errorf("%s came back: %v", text, places)
		}
	}
	// The rows of A-1 wait: they hold the reference where it does not belong, and are counted without their values.
	if q := string(quarantineText(t, c.w, c.words)); !strings.HasSuffix(q, "expired 1\n") {
		t.Errorf("the quarantine: %s", q)
	}
	// The same bytes as at first are still known as loaded.
	if again := c.load(caseExports); !again.Files[0].Already {
		t.Error("the first exports were loaded again")
	}
	if after := c.records(); !strings.Contains(after, "case_ref=N/A-3") || strings.Contains(before, "case_ref=N/A-3") {
		t.Errorf("the later extract was not loaded:\n%s", after)
	}
}

// TestForgottenHoweverWritten keeps a reference away in other capitals and inside a text,
// also where an earlier program marked it as it was written.
func TestForgottenHoweverWritten(t *testing.T) {
	c := newCaseLoader(t)
	c.load(map[string]string{"cases_2026-01-31.csv": "ref,force,category,closed\nF/0001/26,Avon,theft,\nA-1,Avon,theft,\n"})
	c.forget("F/0001/26")
	later := map[string]string{"cases_2026-02-28.csv": "ref,force,category,closed\nf/0001/26,Avon,Quaggaword,\nA-1,Avon,Okapiword see F/0001/26-A,soon\nF/0001/261,Avon,theft,\n"}
	report := c.load(later)
	if f := report.Files[0]; f.Skipped != 1 || f.Quarantined != 1 || f.Accepted != 1 {
		t.Errorf("skipped %d, quarantined %d, accepted %d; want one of each", f.Skipped, f.Quarantined, f.Accepted)
	}
	for _, text := range []string{"Quaggaword", "Okapiword"} {
		if places := c.found(text); len(places) > 0 {
			t.Errorf("%s is in %v", text, places)
		}
	}
	keys := &Keys{secrets: map[string][]byte{forgottenKind: []byte("a key")}}
	older := tombstones{"case": {keys.markAsWritten("case", "F/0001/26"): true}}
	if !older.has(keys, "case", "F/0001/26") || older.has(keys, "case", "F/0001/27") {
		t.Error("an older mark is not known, or too much is")
	}
}

// TestForgottenStillSpeaks loads a snapshot whose only row is the forgotten case's: the
// other case of the force is no longer shown and so withdrawn.
func TestForgottenStillSpeaks(t *testing.T) {
	c := newCaseLoader(t)
	head := "ref,force,category,closed\n"
	c.load(map[string]string{"cases_2026-01-31.csv": head + "ZEB-77,Avon,Quaggaword,\nA-1,Avon,theft,\n"})
	c.forget("ZEB-77")
	c.load(map[string]string{"cases_2026-02-28.csv": head + "ZEB-77,Avon,Quaggaword,\n"})
	if got := c.records(); got != "" {
		t.Errorf("still there:\n%s", got)
	}
}

// TestForgetRefuses looks at the sentences of what is not done.
func TestForgetRefuses(t *testing.T) {
	c := newCaseLoader(t)
	c.load(caseExports)
	keys := c.w + ".keys"
	before, err := os.ReadFile(keys)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Forget(t.Context(), c.forgetOptions("A-9")); !errors.Is(err, ErrNotHeld) {
		t.Errorf("error %v", err)
	}
	named := c.forgetOptions("ZEB-77")
	named.Reason = "erasure of zeb-77 asked for"
	if _, err := Forget(t.Context(), named); err == nil || !strings.Contains(err.Error(), "names the case") {
		t.Errorf("error %v", err)
	}
	if after, _ := os.ReadFile(keys); !bytes.Equal(before, after) {
		t.Error("a refused call changed the key file")
	}
	c.forget("ZEB-77")
	if _, err := Forget(t.Context(), c.forgetOptions("ZEB-77")); err == nil || !strings.Contains(err.Error(), "forgotten before") {
		t.Errorf("error %v", err)
	}
	// The keys of before the first forgetting cannot tell what must stay away.
	if err := os.WriteFile(keys, before, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Load(t.Context(), Options{Warehouse: c.w, Profiles: c.profiles, Words: c.words, KeyFile: keys}, firstIn(t, c.dir))
	if err == nil || !strings.Contains(err.Error(), "kept away") {
		t.Errorf("error %v", err)
	}
}

func firstIn(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "in-*"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no exports: %v", err)
	}
	return found[0]
}

// TestForgetHeldBackOnly forgets a case of which no row was ever loaded.
func TestForgetHeldBackOnly(t *testing.T) {
	c := newCaseLoader(t)
	c.load(map[string]string{"cases_2026-01-31.csv": "ref,force,category,closed\nZEB-77,Avon,Quaggaword,soon\nA-1,Avon,theft,\n"})
	plan := c.forget("zeb-77")
	if plan.Case != "N/ZEB-77" || plan.Quarantined != 1 || len(plan.Files) != 1 || plan.Files[0].Quarantined != 1 {
		t.Errorf("plan %+v", plan)
	}
	if places := c.found("Quaggaword"); len(places) > 0 {
		t.Errorf("still in %v", places)
	}
}

func TestHoldsToken(t *testing.T) {
	for _, c := range []struct {
		cell, token string
		want        bool
	}{
		{" crw/00001/20 ", "CRW/00001/20", true}, {"see CRW/00001/20.", "CRW/00001/20", true}, {"CRW/00001/201", "CRW/00001/20", false},
		{"XCRW/00001/20", "CRW/00001/20", false}, {"12", "12", true}, {"on 12 May", "12", false}, {"CRW/00001/201, CRW/00001/20", "CRW/00001/20", true},
	} {
		if got := holdsToken([]string{c.cell}, []string{c.token}); got != c.want {
			t.Errorf("%q in %q: %v", c.token, c.cell, got)
		}
	}
}
