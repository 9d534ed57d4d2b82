package ingest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

const propertyProfile = `
profile: 1
id: property
title: Property
namespace: T
match: {names: ["p*.csv"]}
format: csv
extract: {date: {value: "2026-03-31"}, kind: full, scope: [force]}
tables:
  - skip:
      - {rule: void row, column: ref, match: "VOID.*"}
    columns:
      - {name: ref, from: Ref, required: true}
      - {name: force, from: Force}
      - {name: matter, from: Matter, type: code, list: matter_type}
      - {name: received, from: Received, type: date, formats: ["%d/%m/%Y", "%Y-%m-%d"], missing: [TBC]}
      - {name: closed, from: Closed, type: date, formats: ["%d/%m/%Y"], bad: blank}
      - {name: officer, from: Officer, type: "person:officer"}
      - {name: notice, from: Notice, type: date, formats: ["%d/%m/%Y"], bad: warn}
    records:
      - record: case
        fields: {case_ref: ref, force: force, matter_type: matter, recorded_date: received, closed_date: closed}
      - record: subject
        conflict: keep
        when: officer IS NOT NULL
        fields: {case_ref: ref, subject_ref: {value: "1"}, person_key: officer}
      - record: event
        unpivot: {code: code, value: event_date, columns: {reg30_served: notice}}
        fields: {case_ref: ref}
`

func propertyLines(random *rand.Rand, n int) []string {
	lines := []string{}
	for i := range n {
		line := fmt.Sprintf("C%03d,%s,%s,%02d/%02d/2025,%s,PC%d,%s", i, pickOne(random, "Avon", "Bex", ""), pickOne(random, "Complaint", "dsi_matter", "", "???"),
			random.IntN(30)+1, random.IntN(12)+1, pickOne(random, "", "05/02/2026", "soon"), random.IntN(9), pickOne(random, "", "01/03/2025", "31/02/2025"))
		lines = append(lines, line)
		if random.IntN(10) == 0 {
			lines = append(lines, line) // an exact repeat
		}
		if random.IntN(15) == 0 {
			lines = append(lines, pickOne(random, "", "VOID,,,,,,", `"VOID, twice",,,,,,`, ",,,,,,"))
		}
	}
	return lines
}

func pickOne(random *rand.Rand, from ...string) string { return from[random.IntN(len(from))] }

// mutate spoils a file as people and systems do.
func mutate(random *rand.Rand, lines []string) []byte {
	lines = slices.Clone(lines)
	for range random.IntN(6) {
		i := random.IntN(len(lines))
		switch random.IntN(9) {
		case 0:
			lines[i] = strings.Replace(lines[i], ",", `,"`, 1) // a quotation mark that never ends
		case 1:
			lines[i] = strings.Replace(lines[i], ",", `"x,`, 1)
		case 2:
			lines[i] += ",surplus"
		case 3:
			lines[i], _, _ = strings.Cut(lines[i], ",")
		case 4:
			lines[i] = strings.Replace(lines[i], "C", "C\xff\xfe", 1)
		case 5:
			lines[i] = strings.Replace(lines[i], "C", "C\x00", 1)
		case 6:
			lines[i] = strings.Replace(lines[i], ",", ",\"a\nb\"", 1)
		case 7:
			lines = slices.Insert(lines, i, "Ref,Force,Matter,Received,Closed,Officer,Notice")
		case 8:
			lines[i] = strings.Repeat("9", 300) + lines[i]
		}
	}
	text := []byte("Ref,Force,Matter,Received,Closed,Officer,Notice\n" + strings.Join(lines, pickOne(random, "\n", "\r\n")) + pickOne(random, "", "\n"))
	switch random.IntN(12) {
	case 0:
		text = text[:len(text)-random.IntN(len(text)/2)]
	case 1:
		at := 60 + random.IntN(len(text)-60)
		text = slices.Insert(text, at, byte(random.IntN(256)))
	}
	return text
}

// propertyRun loads files into a new warehouse and returns the accounting and
// the records held, without what may depend on the order: row numbers.
func propertyRun(t *testing.T, opt Options, files ...string) (report *Report, held string, err error) {
	t.Helper()
	report, err = Load(t.Context(), opt, files...)
	if err != nil {
		return nil, "", err
	}
	for _, f := range report.Files {
		if f.Read != f.Accepted+f.Unchanged+f.Quarantined+f.Skipped {
			t.Errorf("%s: read %d, accepted %d, unchanged %d, quarantined %d, skipped %d", f.Path, f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped)
		}
		held += fmt.Sprintf("%s %d %d %d %v %v\n", filepath.Base(f.Path), f.Read, f.Accepted+f.Unchanged, f.Quarantined, f.SkippedBy, f.Problems)
	}
	var b bytes.Buffer
	for _, w := range waitingRows(t, opt) {
		fmt.Fprintf(&b, "%s %q %v\n", w.File, w.Cells, w.Problems)
	}
	lines := strings.Split(b.String(), "\n")
	slices.Sort(lines)
	return report, held + strings.Join(lines, "\n") + "\n" + string(recordsText(t, opt.Warehouse, opt.Words, time.Time{})), nil
}

func waitingRows(t *testing.T, opt Options) []Waiting {
	t.Helper()
	held, err := ListQuarantine(t.Context(), opt.Warehouse, opt.Words, warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	return held.Rows()
}

func propertyOptions(t *testing.T) func(dir string) Options {
	t.Helper()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse("property.yaml", []byte(propertyProfile), words)
	if err != nil {
		t.Fatal(err)
	}
	keys := filepath.Join(t.TempDir(), "keys")
	return func(dir string) Options {
		return Options{Warehouse: filepath.Join(dir, "w.duckdb"), Profiles: []*profile.Profile{p}, Words: words, KeyFile: keys, Now: time.Unix(1<<32, 0)}
	}
}

// rounds is more where every test is run.
func rounds(few, many int) int {
	if os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		return many
	}
	return few
}

// TestMutatedExports loads exports spoilt at random. Each is either refused in a
// sentence, with nothing kept, or every row of it is accounted for.
func TestMutatedExports(t *testing.T) {
	t.Parallel()
	options := propertyOptions(t)
	refused, loaded, held := 0, 0, int64(0)
	for seed := range rounds(6, 150) {
		random := rand.New(rand.NewPCG(uint64(seed), 3))
		dir := t.TempDir()
		file := filepath.Join(dir, "p.csv")
		if err := os.WriteFile(file, mutate(random, propertyLines(random, 30)), 0o600); err != nil {
			t.Fatal(err)
		}
		report, _, err := propertyRun(t, options(dir), file)
		if err != nil {
			refused++
			if text := err.Error(); strings.Contains(text, "\n") || strings.Contains(text, "the engine could not") {
				t.Errorf("seed %d: %s", seed, text)
			}
			if _, err := os.Stat(filepath.Join(dir, "w.duckdb")); !os.IsNotExist(err) {
				t.Errorf("seed %d: refused, and yet there is a warehouse", seed)
			}
			continue
		}
		loaded++
		held += report.Files[0].Quarantined
	}
	t.Logf("%d exports refused, %d loaded with %d rows held back", refused, loaded, held)
}

// lastLine ends every file: an empty line there would be no row.
const lastLine = "C999,Avon,Complaint,01/01/2025,,PC1,\n"

// TestOrderChangesNothing loads the same rows in another order, in other files
// order and with other numbers of threads: what is held is the same.
func TestOrderChangesNothing(t *testing.T) {
	t.Parallel()
	options := propertyOptions(t)
	for seed := range rounds(2, 12) {
		random := rand.New(rand.NewPCG(uint64(seed), 4))
		parts := [][]string{propertyLines(random, 25), propertyLines(random, 25)}
		want := ""
		for turn := range 3 {
			dir := t.TempDir()
			files := []string{}
			for i, lines := range parts {
				if turn > 0 {
					random.Shuffle(len(lines), func(a, b int) { lines[a], lines[b] = lines[b], lines[a] })
				}
				file := filepath.Join(dir, fmt.Sprintf("p%d.csv", i))
				if err := os.WriteFile(file, []byte("Ref,Force,Matter,Received,Closed,Officer,Notice\n"+strings.Join(lines, "\n")+"\n"+lastLine), 0o600); err != nil {
					t.Fatal(err)
				}
				files = append(files, file)
			}
			if turn == 2 {
				slices.Reverse(files)
			}
			opt := options(dir)
			layWarehouse(t, opt.Warehouse)
			opt.Settings.Threads = 1 + turn
			_, held, err := propertyRun(t, opt, files...)
			if err != nil {
				t.Fatal(err)
			}
			if turn == 0 {
				want = held
			} else if held != want {
				t.Fatalf("seed %d, turn %d: held\n%s\nwant\n%s", seed, turn, held, want)
			}
		}
	}
}
