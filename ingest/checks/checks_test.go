package checks

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func TestBuiltAreWhole(t *testing.T) {
	all, err := Built()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Place == State {
			t.Errorf("%s: a check of the state lies in queries/quality/checks", c.File.Path)
		}
	}
}

const header = `-- id: DQ05
-- title: End before start
-- rule: ended early
-- severity: warn
-- owner: sender
-- place: load
-- record: case
-- sentence: Correct it.
-- why: It counts.
-- source: none
-- ---
SELECT 1
`

// Every field of a header is needed, and its words are held to.
func TestReadSaysWhatIsWrong(t *testing.T) {
	read := func(name, text string) error {
		_, err := Read(fstest.MapFS{name: {Data: []byte(text)}})
		return err
	}
	if err := read("dq05_a.sql", header); err != nil {
		t.Fatalf("a whole header: %v", err)
	}
	for _, line := range strings.Split(header, "\n")[:10] {
		if err := read("dq05_a.sql", strings.Replace(header, line+"\n", "", 1)); err == nil {
			t.Errorf("without %q: no error", line)
		}
	}
	for _, c := range []struct{ from, to, want string }{
		{"warn", "bad", `severity "bad"`}, {"sender\n-- place", "us\n-- place", `owner "us"`}, {"load", "somewhere", `place "somewhere"`},
		{"DQ05", "DQ5", `id "DQ5"`}, {"DQ05", "DQ06", "does not begin with dq06_"},
		{"-- ---", "-- status: later\n-- ---", `status "later"`}, {"-- ---", "-- status: not applicable yet\n-- ---", "needs a reason"},
		{"-- ---", "-- colour: red\n-- ---", "colour"},
	} {
		err := read("dq05_a.sql", strings.Replace(header, c.from, c.to, 1))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want %s", c.to, c.from, err, c.want)
		}
	}
	_, err := Read(fstest.MapFS{"dq05_a.sql": {Data: []byte(header)}, "dq05_b.sql": {Data: []byte(header)}})
	if err == nil || !strings.Contains(err.Error(), `the rule "ended early" is that of dq05_a.sql`) || !strings.Contains(err.Error(), "the id DQ05 is that of dq05_a.sql") {
		t.Errorf("one rule and one id for two checks: %v", err)
	}
	lettered := strings.NewReplacer("DQ05", "DQ05b", "ended early", "ended late").Replace(header)
	if _, err := Read(fstest.MapFS{"dq05_a.sql": {Data: []byte(header)}, "dq05b_b.sql": {Data: []byte(lettered)}}); err != nil {
		t.Errorf("an id with a letter: %v", err)
	}
}

// Every rule of rules.csv is of a check that runs in reading.
func TestRulesHaveAHome(t *testing.T) {
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	all, err := Built()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		found := false
		for _, c := range all {
			found = found || c.ID == r.ID && c.Place == Reading && strings.Contains(c.File.SQL, "'"+r.ID+"'")
		}
		if !found {
			t.Errorf("rule %q: no check %s that runs in reading asks for it", r.Rule, r.ID)
		}
		for _, f := range [][]string{append([]string{r.Severity}, severities...), append([]string{r.Owner}, owners...)} {
			if !strings.Contains(strings.Join(f[1:], "|"), f[0]) {
				t.Errorf("rule %q: %q is not one of %q", r.Rule, f[0], f[1:])
			}
		}
	}
}

var (
	counted  = regexp.MustCompile(`(?m)^    (quarantine|blank|warn|exclude) \d+: (.*)$`)
	inSource = regexp.MustCompile(`(?:rule: |m\.add\(c, |return )"([a-z]+ [^"]*)"`)
)

// Whatever reading, typing and the checks can name has a sentence for the sender.
func TestEveryRuleHasARemedy(t *testing.T) {
	names := map[string]bool{}
	cases, _ := filepath.Glob("../testdata/*.txtar")
	for _, path := range append(cases, "../mapping.go") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range counted.FindAllStringSubmatch(string(text), -1) {
			names[m[2]] = true
		}
		if strings.HasSuffix(path, ".go") {
			for _, m := range inSource.FindAllStringSubmatch(string(text), -1) {
				names[m[1]] = true
			}
		}
	}
	if len(names) < 10 {
		t.Fatalf("only %d rules were found: the test looks in the wrong place", len(names))
	}
	for name := range names {
		if Remedy(name) == "" {
			t.Errorf("rule %q has no sentence for the sender: add it to rules.csv", name)
		}
	}
	if Remedy("no such rule") != "" {
		t.Error("a rule that nobody knows has a sentence")
	}
}
