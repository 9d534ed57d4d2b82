package disclosure

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// attacked is what testdata/attack.py makes of the plans.
type attacked struct {
	Total     map[string]int
	Narrowest map[string]float64
	Exposed   [][]any
	Kinds     map[string]map[string]int
}

// TestAttack has plans of at least 10,000 tables attacked by a solver of others.
func TestAttack(t *testing.T) {
	tables := 10_800
	python := pythonWithSciPy(t)
	if os.Getenv("PROCEEDINGS_TEST_ALL") == "" {
		tables = 360
	}
	path := filepath.Join(t.TempDir(), "plans")
	refused := writePlans(t, path, tables)
	got := attack(t, python, path)
	t.Logf("%v; narrowest margins %v; %d refused", got.Total, got.Narrowest, refused)
	for _, f := range families {
		t.Logf("%-32s %v", f.name, got.Kinds[f.name])
	}
	if got.Total["tables"] != tables-refused || got.Total["protected"] < got.Total["hidden"] || got.Total["hidden"] == 0 {
		t.Errorf("looked at %v of %d tables", got.Total, tables-refused)
	}
	for _, e := range got.Exposed[:min(len(got.Exposed), 20)] {
		t.Errorf("exposed (kind, table, cell, value, from, to): %v", e)
	}
	if refused > tables/100 {
		t.Errorf("%d of %d tables refused", refused, tables)
	}
	if secondary, least := got.Total["secondary"], got.Total["bound"]; secondary < least {
		t.Errorf("%d hidden besides the small ones, below the lower bound %d", secondary, least)
	} else if secondary > 2*least {
		t.Errorf("%d hidden besides the small ones, more than twice the lower bound %d", secondary, least)
	}
}

// TestAttackSeesFaults shows that the attack can fail: with one cell of each plan shown after all, it must see it.
func TestAttackSeesFaults(t *testing.T) {
	python := pythonWithSciPy(t)
	var s System
	var fates []Fate
	for number := 1; ; number++ {
		_, s = drawTable(number)
		fates = plan(t, s)
		if slices.Contains(fates, Secondary) {
			break
		}
	}
	fates[slices.Index(fates, Secondary)] = Shown
	path := filepath.Join(t.TempDir(), "plans")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	writePlan(t, json.NewEncoder(f), "spoilt", 0, s, fates)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if got := attack(t, python, path); len(got.Exposed) == 0 {
		t.Error("a plan with a cell shown that must be hidden passed")
	}
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

func attack(t *testing.T, python, path string) attacked {
	t.Helper()
	out, err := exec.Command(python, "testdata/attack.py", path).Output()
	if err != nil {
		if e := (*exec.ExitError)(nil); errors.As(err, &e) {
			t.Fatalf("attack.py: %v\n%s", err, e.Stderr)
		}
		t.Fatal(err)
	}
	var got attacked
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// writePlans writes the plans of so many tables, a line each, and counts those that Plan refuses.
func writePlans(t *testing.T, path string, tables int) (refused int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	out := json.NewEncoder(w)
	for number := range tables {
		name, s := drawTable(number)
		fates, err := s.Plan(t.Context())
		if err != nil {
			if refused++; refused < 5 {
				t.Logf("%s, table %d: %v", name, number, err)
			}
			continue
		}
		writePlan(t, out, name, number, s, fates)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return refused
}

func writePlan(t *testing.T, out *json.Encoder, name string, number int, s System, fates []Fate) {
	t.Helper()
	bit := map[bool]int64{true: 1}
	var cells [][5]int64
	for i, c := range s.Cells {
		cells = append(cells, [5]int64{c.Value, c.Least, bit[c.Unprinted], bit[c.Sensitive], int64(fates[i])})
	}
	var equations [][]int
	for _, e := range s.Equations {
		equations = append(equations, append([]int{e.Total}, e.Parts...))
	}
	if err := out.Encode(map[string]any{"name": name, "number": number, "cells": cells, "equations": equations}); err != nil {
		t.Fatal(err)
	}
}

func plan(t *testing.T, s System) []Fate {
	t.Helper()
	fates, err := s.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return fates
}
