package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// revised are the lines of a release's revisions.
func revised(t *testing.T, folder string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, "data", "revisions.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		line := map[string]string{}
		for i, c := range rows[0] {
			line[c] = r[i]
		}
		out = append(out, line)
	}
	return out
}

// Every figure that changed between the two quarters of the sample is explained.
func TestEveryRevisionIsExplained(t *testing.T) {
	t.Parallel()
	out := filepath.Join(demoDir(t), "release")
	list := revised(t, released(t, out))
	met := map[string]int{}
	for _, l := range list {
		for _, code := range strings.Split(l["reasons"], "; ") {
			met[code]++
		}
		if l["reasons"] == "" || l["why"] == "" || strings.Contains(l["reasons"], "unexplained") {
			t.Errorf("%v is not explained", l)
		}
		if l["before"] == l["after"] {
			t.Errorf("%v did not change", l)
		}
	}
	for _, code := range []string{"late", "corrected", "withdrawn", "matured"} {
		if met[code] < 10 {
			t.Errorf("%d of %d lines are %s", met[code], len(list), code)
		}
	}
	first := filepath.Join(out, demoEarlier(t, t.TempDir()))
	if list := revised(t, first); len(list) != 0 {
		t.Errorf("the first release has %d revisions", len(list))
	}
	// The verb says the same, without looking for reasons where there is no warehouse.
	said := must(t, "compare", first, out)
	if !strings.Contains(said, "figures changed.") || !strings.Contains(said, "other exports: ") {
		t.Errorf("compare says %s", said)
	}
	code, _, errs := call(t, "compare", first)
	if code != exitUsage || !strings.Contains(errs, "name two releases") {
		t.Errorf("one release: exit code %d, %s", code, errs)
	}
}

// One change of one export gives revisions with that one reason and no other.
func TestOneChangeOneReason(t *testing.T) {
	t.Parallel()
	longTests(t)
	const export, ref, closed = "caseline_cases_carrowmere_20260331.csv", 0, 14
	before, publish := firstQuarter(t), func(w, out string) string {
		must(t, "publish", "--warehouse", w, "--out", out, "--as-of", demoBefore, "--packs", "0", "--no-drawings")
		return released(t, out)
	}
	first := filepath.Join(t.TempDir(), "release")
	publish(before, first)
	for name, c := range map[string]struct {
		change func(rows [][]string) [][]string
		want   string
	}{
		"a case less": {func(rows [][]string) [][]string {
			return slices.DeleteFunc(rows, func(r []string) bool { return r[ref] == "CRW/00059/24" })
		}, "withdrawn"},
		"a case closed later": {func(rows [][]string) [][]string {
			for _, r := range rows {
				if r[ref] == "CRW/00059/24" {
					r[closed] = "20/01/2026"
				}
			}
			return rows
		}, "corrected"},
		"a case known late": {func(rows [][]string) [][]string {
			for _, r := range rows {
				if r[ref] == "CRW/00059/24" {
					more := slices.Clone(r)
					more[ref], more[30] = "CRW/09999/24", ""
					return append(rows, more)
				}
			}
			return nil
		}, "late"},
	} {
		t.Run(name, func(t *testing.T) {
			w, out := firstQuarter(t), filepath.Join(t.TempDir(), "release")
			copyFolder(t, first, out)
			data, err := os.ReadFile(filepath.Join(sampleFolder(t), demoQuarters[0], export))
			if err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			last := len(rows) - 1
			if rows[0][ref] != "Case ref" || rows[0][closed] != "Closed" || rows[0][30] != "Proceeding ref" || rows[last][ref] != "Total" {
				t.Fatalf("%v %v", rows[0], rows[last])
			}
			total := rows[last]
			changed := c.change(slices.Clone(rows[:last]))
			n, err := strconv.Atoi(total[1])
			if err != nil {
				t.Fatal(err)
			}
			total[1] = strconv.Itoa(n + len(changed) - last)
			var b strings.Builder
			if err := csv.NewWriter(&b).WriteAll(append(changed, total)); err != nil {
				t.Fatal(err)
			}
			later := filepath.Join(t.TempDir(), strings.Replace(export, "20260331", "20260401", 1))
			if err := os.WriteFile(later, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			must(t, "ingest", "--warehouse", w, later)
			list := revised(t, publish(w, out))
			found := 0
			for _, l := range list {
				if l["reasons"] != "loads" && l["reasons"] != c.want {
					t.Errorf("%v", l)
				}
				if l["reasons"] == c.want {
					found++
				}
			}
			if found == 0 {
				t.Errorf("%d lines, none %s", len(list), c.want)
			}
			if said := must(t, "verify", out, "--warehouse", w); !strings.Contains(said, "the same, byte for byte") {
				t.Error(said)
			}
		})
	}
}
