package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/queries/disclosure"
)

// What an edition may not show is not even asked for, and no file of its release names a case.
func TestShareableFilesNameNoCase(t *testing.T) {
	t.Parallel()
	g := &global{env: env{stdout: io.Discard, stderr: io.Discard, now: today, getenv: func(string) string { return "" }}, quiet: true}
	o := &publishOptions{global: g, dates: dates{asOf: demoAsOf}, warehouse: filepath.Join(demoDir(t), "warehouse.duckdb"), edition: string(queries.Restricted), packs: 2, disclose: disclosureOptions{threshold: disclosure.Threshold}}
	a, err := o.asking(t.Context(), &o.dates, o.warehouse)
	if err != nil {
		t.Fatal(err)
	}
	session, err := a.open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	of := func(edition queries.Edition) (*material, string) {
		o.edition = string(edition)
		m, err := o.material(t.Context(), session, a.words)
		if err != nil {
			t.Fatal(err)
		}
		files, err := m.files()
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, f := range files {
			all.WriteString(f.Path + "\n")
			all.Write(f.Bytes)
		}
		return m, all.String()
	}
	team, text := of(queries.Restricted)
	cases := casesNamed(t, team)
	if len(cases) < 20 || !strings.Contains(text, cases[0]) || !strings.Contains(text, "\ndebrief/") {
		t.Fatalf("the restricted edition names %d cases, and has no pack or none of them", len(cases))
	}
	m, text := of(queries.Shareable)
	if len(m.packs) > 0 || strings.Contains(text, ".ics") {
		t.Error("there are packs or a calendar")
	}
	for name := range m.results {
		if q, err := m.catalogue.Get(name); err != nil || q.Sensitivity != queries.Aggregate {
			t.Errorf("%s is asked: %v", name, err)
		}
	}
	for _, ref := range cases {
		if at := strings.Index(text, ref); at >= 0 {
			t.Fatalf("a file names case %s: %q", ref, text[max(0, at-200):at+100])
		}
	}
}

// casesNamed are the references of cases in the answers of a release, which none but one of cases may hold.
func casesNamed(t *testing.T, m *material) []string {
	t.Helper()
	var cases []string
	for name, r := range m.input.All() {
		rows := queries.Read(r)
		if !rows.Has("case_ref") {
			continue
		}
		if r.Query.Sensitivity != queries.CaseLevel {
			t.Errorf("%s names cases and is of sensitivity %s", name, r.Query.Sensitivity)
		}
		for i := range rows.Len() {
			if ref := rows.Str(i, "case_ref"); ref != "" {
				cases = append(cases, ref)
			}
		}
	}
	return cases
}
