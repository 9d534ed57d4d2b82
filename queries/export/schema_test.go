package export

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// What the schema of a table says holds for its rows.
func TestSchema(t *testing.T) {
	path, words := made(t, 600)
	folder, s, _ := exportOf(t, path, 1, Options{Words: words, Format: Parquet, Records: []string{"case", "event", "proceeding", "cost"}})
	d := described(t, folder)
	db, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for _, r := range d.Resources {
		readBack(t, db, folder, r, Parquet)
		if n := number(t, db, "SELECT count(*) - count(DISTINCT ("+idents(r.Schema.PrimaryKey)+")) FROM back"); n > 0 {
			t.Errorf("%s: %d rows repeat a key", r.Name, n)
		}
		for _, f := range r.Schema.Fields {
			if f.Title == "" || f.Description == "" {
				t.Errorf("%s.%s is not described", r.Name, f.Name)
			}
			if f.Constraints == nil {
				continue
			}
			if n := number(t, db, fmt.Sprintf("SELECT count(*) FROM back WHERE %s IS NULL", warehouse.Ident(f.Name))); f.Constraints.Required && n > 0 {
				t.Errorf("%s.%s is required and missing in %d rows", r.Name, f.Name, n)
			}
		}
		for _, k := range r.Schema.ForeignKeys {
			held[r.Name] += " " + k.Reference.Resource
		}
		for _, k := range r.Schema.Unmatched {
			held[r.Name] += fmt.Sprintf(" %s:%d", k.Reference.Resource, k.Rows)
		}
	}
	want := map[string]string{"event": " case:1 proceeding:2", "proceeding": " case", "cost": " proceeding"}
	if fmt.Sprint(held) != fmt.Sprint(want) {
		t.Errorf("references %v, want %v", held, want)
	}
	territory := d.Resources[0].Schema.Fields[1]
	if territory.Name != "territory" || !slices.Contains(territory.Constraints.Enum, "EW") || territory.Categories[0].Label == "" || territory.List != "territory" {
		t.Errorf("territory: %+v", territory)
	}
	if d.AsOf != "2026-03-31" || d.Vocabulary != words.Fingerprint() || len(d.Sources) != 1 || d.Sources[0].Hash != "sha256:aa" || !strings.Contains(d.Description, "inside the team only") {
		t.Errorf("%+v", d)
	}
}

// A kind refers to another where it names it, and a response is no kind that anything refers to.
func TestParents(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range words.Records() {
		parent, _, _ := parentOf(words, r)
		p, byForce := partitionOf(byForce, r, parent)
		y, byYear := partitionOf(byYear, r, parent)
		if !byForce || !byYear {
			t.Errorf("%s has no force or no year", r.Name)
		}
		got += fmt.Sprintf("%s %s %s\n", r.Name, p.says, y.says)
	}
	for _, want := range []string{"case case.force case.recorded_date\n", "subject case.force case.recorded_date\n", "listing proceeding.force listing.listed_date\n",
		"response recommendation.force recommendation.made_date\n", "recommendation recommendation.force recommendation.made_date\n", "qa_item qa_review.force qa_review.reviewed_date\n",
		"headcount headcount.force headcount.as_at_date\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Answers are written as the query gives them, in its order and all columns.
func TestAnswers(t *testing.T) {
	path, words := made(t, 600)
	const name = "case_time"
	for _, format := range Formats() {
		folder, s, _ := exportOf(t, path, 2, Options{Words: words, Format: format, Queries: []string{name}})
		db, err := s.Tables(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		answer, err := s.Run(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		if err := answer.WriteCSV(&want); err != nil {
			t.Fatal(err)
		}
		d := described(t, folder)
		r := d.Resources[0]
		if r.Name != name || r.Rows != int64(len(answer.Rows)) || r.Rows == 0 || r.Query != answer.Query.Fingerprint || d.PeriodTo != "2026-03-31" {
			t.Errorf("%s: %+v", format, r)
		}
		if format == CSV {
			if got, err := os.ReadFile(filepath.Join(folder, name, "part-0.csv")); string(got) != want.String() {
				t.Errorf("got %q, %v, want %q", got, err, want.String())
			}
			continue
		}
		readBack(t, db, folder, r, format)
		for i, c := range answer.Columns {
			var got any
			if err := db.QueryRowContext(t.Context(), fmt.Sprintf("SELECT list(%s ORDER BY rowid)[1] FROM back", warehouse.Ident(c.Name))).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(got) != fmt.Sprint(answer.Rows[0][i]) {
				t.Errorf("%s: %s is %v, want %v", format, c.Name, got, answer.Rows[0][i])
			}
		}
	}
}
