package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// attackScript reads a release as an attacker would: it knows how questions count, and nothing of how the release was planned.
const attackScript = "../../queries/disclosure/testdata/release.py"

// attackedRelease is what it says of a release.
type attackedRelease struct {
	Cells     int
	Relations map[string]int
	Untrue    []string // relations that the figures do not bear out
	Exposed   [][]any  // query, row, column, true value, lowest and highest possible
	Money     [][]any
	Curves    [][]any
	Order     [][]any
}

// Nobody who knows how every question counts can place a withheld count of the demo's shareable releases within less than its threshold.
func TestReleasesWithstandAttack(t *testing.T) {
	python := pythonWithSciPy(t)
	for _, position := range []string{"2026-03-31", "2026-06-30"} {
		board, team := releaseAt(t, "release-shareable", position), releaseAt(t, "release", position)
		attackRelease(t, python, board, team).withstood(t, position)
	}
}

// withstood fails the test if the attack found anything.
func (got attackedRelease) withstood(t *testing.T, release string) {
	t.Helper()
	t.Logf("%s: %d counts withheld, relations %v", release, got.Cells, got.Relations)
	if got.Cells < 1000 || len(got.Relations) < 50 {
		t.Errorf("%s: only %d counts are withheld and %d kinds of relations known", release, got.Cells, len(got.Relations))
	}
	for what, told := range map[string][][]any{"exposed": got.Exposed, "money": got.Money, "curves": got.Curves, "order": got.Order} {
		for _, one := range told {
			t.Errorf("%s: %s: %v", release, what, one)
		}
	}
	for _, one := range got.Untrue {
		t.Errorf("%s: the attacker believes what is not so: %s", release, one)
	}
}

// A data owner may ask for more than the default: such releases are published in turn, and no count of theirs is placed closer than was asked.
func TestReleasesByOtherThresholds(t *testing.T) {
	longTests(t)
	warehouse := filepath.Join(demoDir(t), "warehouse.duckdb")
	for _, asked := range [][]string{{"--threshold", "6"}, {"--threshold", "10"}, {"--round", "5"}} {
		t.Run(strings.Join(asked, " "), func(t *testing.T) {
			out := t.TempDir()
			for _, position := range []string{"2026-03-31", demoAsOf} {
				must(t, append([]string{"publish", "--warehouse", warehouse, "--out", out, "--edition", "shareable", "--as-of", position, "--no-drawings"}, asked...)...)
			}
			later := releaseIn(t, out, demoAsOf)
			manifest, err := os.ReadFile(filepath.Join(later, "manifest.json"))
			if err != nil || strings.Contains(string(manifest), "is left out: counts") {
				t.Errorf("tables are missing: %v", err)
			}
			if asked[0] == "--threshold" {
				attackRelease(t, pythonWithSciPy(t), later, releaseAt(t, "release", demoAsOf), asked[1]).withstood(t, strings.Join(asked, " "))
			}
			_, _, said := call(t, "publish", "--warehouse", warehouse, "--out", out, "--edition", "shareable", "--as-of", "2026-06-29", "--no-drawings", "--round", "7")
			if !strings.Contains(said, "rounded to multiples of 7: who has both") {
				t.Errorf("rounded otherwise: %s", said)
			}
		})
	}
}

// A table of which counts could be worked out whatever is withheld is left out, and readers are told.
func TestReleaseWithoutATable(t *testing.T) {
	longTests(t)
	out := t.TempDir()
	must(t, "publish", "--warehouse", filepath.Join(demoDir(t), "warehouse.duckdb"), "--out", out, "--edition", "shareable", "--as-of", "2026-03-31", "--no-drawings", "--threshold", "20")
	const left = "Limits met by quarter (limits_by_quarter) is left out: counts"
	page, err := os.ReadFile(filepath.Join(released(t, out), "board.html"))
	if err != nil || !strings.Contains(string(page), left) {
		t.Errorf("the page does not say that a table is missing: %v", err)
	}
	if _, err := os.Stat(filepath.Join(released(t, out), "data", "limits_by_quarter.csv")); err == nil {
		t.Error("its data are in the release")
	}
}

// With one table shown whole, the attack must find what others withhold.
func TestAttackOnReleaseSeesFaults(t *testing.T) {
	python := pythonWithSciPy(t)
	board, team := releaseAt(t, "release-shareable", "2026-06-30"), releaseAt(t, "release", "2026-06-30")
	spoilt := t.TempDir()
	if err := os.CopyFS(spoilt, os.DirFS(board)); err != nil {
		t.Fatal(err)
	}
	const table = "data/limits_met.csv"
	whole, err := os.ReadFile(filepath.Join(team, table))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(spoilt, table), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := attackRelease(t, python, spoilt, team); len(got.Exposed) == 0 {
		t.Error("limits_met was shown whole, and nothing follows from it")
	}
}

func attackRelease(t *testing.T, python, board, team string, threshold ...string) attackedRelease {
	t.Helper()
	out, err := exec.Command(python, append([]string{attackScript, "../../queries", board, team}, threshold...)...).Output()
	if err != nil {
		if e := (*exec.ExitError)(nil); errors.As(err, &e) {
			t.Fatalf("release.py: %v\n%s", err, e.Stderr)
		}
		t.Fatal(err)
	}
	var got attackedRelease
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// releaseAt is the demo's release of a position.
func releaseAt(t *testing.T, folder, position string) string {
	t.Helper()
	return releaseIn(t, filepath.Join(demoDir(t), folder), position)
}

func releaseIn(t *testing.T, folder, position string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, position+"-*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("releases of %s in %s: %v %v", position, folder, strings.Join(found, ", "), err)
	}
	return found[0]
}

// pythonWithSciPy is the interpreter that .ci/python makes. Without it the test is skipped, unless all tests are asked for.
func pythonWithSciPy(t *testing.T) string {
	t.Helper()
	python := os.Getenv("PROCEEDINGS_PYTHON")
	if python == "" {
		const remedy = "needs SciPy: set PROCEEDINGS_PYTHON to the interpreter that .ci/python makes"
		if os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
			t.Fatal(remedy)
		}
		t.Skip(remedy)
	}
	return python
}
