package sqlfile_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"proceedings/ingest/sqlfile"
)

const sample = `-- title: Open cases
-- columns:
--   - {name: n}
-- ---
-- the $comment is no parameter
SELECT count(*) AS n, '$quoted; ''?''', "$name", $$ $dollar $$, $t$ $x $t$, e'\'$y'
FROM case_ /* $block /* nested */ ; */
WHERE closed <= $as_of AND a$b = 1 AND opened > $as_of::DATE - INTERVAL 1 DAY AND n < $n;
-- end
`

func TestParse(t *testing.T) {
	f, err := sqlfile.Parse("timeliness/open.sql", sample)
	if err != nil {
		t.Fatal(err)
	}
	if f.Name != "open" || f.Folder != "timeliness" {
		t.Errorf("name %q, folder %q", f.Name, f.Folder)
	}
	if want := []string{"as_of", "n"}; !slices.Equal(f.Parameters, want) {
		t.Errorf("parameters %q, want %q", f.Parameters, want)
	}
	for _, name := range []string{"case_", "closed", "a$b", "$name"} {
		if !slices.Contains(f.Names, name) {
			t.Errorf("names %q lack %s", f.Names, name)
		}
	}
	for _, name := range []string{"comment", "nested", "quoted", "dollar"} {
		if slices.Contains(f.Names, name) {
			t.Errorf("names hold %s, which is in a comment or string", name)
		}
	}
	if want := []string{"case_", "count"}; !slices.Equal(f.Reads, want) {
		t.Errorf("reads %q, want %q", f.Reads, want)
	}
	var header struct {
		Title   string
		Columns []struct{ Name string }
	}
	if err := f.Decode(&header); err != nil || header.Title != "Open cases" || header.Columns[0].Name != "n" {
		t.Errorf("header %+v, %v", header, err)
	}
}

func TestReads(t *testing.T) {
	for _, tt := range []struct{ sql, want string }{
		{"SELECT held AS gone FROM a x, b y, \"C\" WHERE y.held IN (SELECT gone, kept FROM d) ORDER BY p, q", "a b c d in"},
		{"WITH w AS (SELECT m (1, z) FROM e LEFT JOIN f USING (g, h), i) SELECT j, k FROM w", "as e f i m using w"},
		{"SELECT a FROM (SELECT b, c FROM d), e UNION ALL FROM f", "d e f from"},
		{"SELECT event AS milestone, coalesce(milestone, (x), y) -- FROM z", "coalesce"},
		{"SELECT ')' , 'FROM x' FROM /* ( */ a GROUP BY 1, b", "a"},
	} {
		f, err := sqlfile.Parse("a.sql", tt.sql)
		if err != nil || strings.Join(f.Reads, " ") != tt.want {
			t.Errorf("%s: reads %q, %v; want %s", tt.sql, f.Reads, err, tt.want)
		}
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"SELECT 1;\nSELECT 2", "a.sql:2: more than one statement"},
		{"SELECT 1 +\n  ?", "a.sql:2: positional parameter ?: name it"},
		{"SELECT $1", "a.sql:1: positional parameter $1: name it"},
		{"SELECT $As_Of", "a.sql:1: parameter $As_Of: names are in lower case"},
		{"-- a: 1\n-- ---\n\nSELECT 'x", "a.sql:4: ' is not closed"},
		{"SELECT 1 /* x", "a.sql:1: comment is not closed"},
		{"-- a: 1\nSELECT 1\n-- ---\nSELECT 1", "a.sql:2: a header line begins with \"-- \""},
		{"-- a: 1\n-- ---\n-- nothing\n", "a.sql:4: no statement"},
	} {
		_, err := sqlfile.Parse("a.sql", tt.text)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%q: got %v, want %s", tt.text, err, tt.want)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for _, header := range []string{"-- title: a\n-- titel: b\n", "-- title: a\n-- title: b\n"} {
		f, err := sqlfile.Parse("a.sql", header+"-- ---\nSELECT 1")
		if err != nil {
			t.Fatal(err)
		}
		var v struct{ Title string }
		if err := f.Decode(&v); err == nil || !strings.HasPrefix(err.Error(), "a.sql:2: ") {
			t.Errorf("%q: got %v", header, err)
		}
	}
}

func TestBindComparesNames(t *testing.T) {
	f, err := sqlfile.Parse("a.sql", "SELECT $from, $to")
	if err != nil {
		t.Fatal(err)
	}
	if _, args, err := f.Bind(map[string]any{"from": 1, "to": 2}); err != nil || len(args) != 2 {
		t.Errorf("args %v, %v", args, err)
	}
	for want, values := range map[string]map[string]any{
		"a.sql:1: no value for $to":          {"from": 1},
		"a.sql:1: no value for $from":        {"form": 1, "to": 2},
		"a.sql:1: no such parameter: $as_of": {"from": 1, "to": 2, "as_of": 3},
	} {
		if _, _, err := f.Bind(values); err == nil || err.Error() != want {
			t.Errorf("%v: got %v, want %s", values, err, want)
		}
	}
}

func TestAtFindsTheLine(t *testing.T) {
	f, err := sqlfile.Parse("a.sql", "-- a: 1\n-- ---\nSELECT 1,\n  wrong")
	if err != nil {
		t.Fatal(err)
	}
	got := f.At(errors.New("Binder Error: no wrong\n\nLINE 2:   wrong\n"))
	if !strings.HasPrefix(got.Error(), "a.sql:4: Binder Error") {
		t.Errorf("got %v", got)
	}
}

func TestLoadKeepsOrderAndGathersProblems(t *testing.T) {
	files, err := sqlfile.Load(fstest.MapFS{
		"b/two.sql":  {Data: []byte("SELECT 2")},
		"a/one.sql":  {Data: []byte("SELECT 1")},
		"a/note.txt": {Data: []byte("not SQL")},
	})
	if err != nil || len(files) != 2 || files[0].Name != "one" || files[1].Name != "two" {
		t.Errorf("files %v, %v", files, err)
	}
	_, err = sqlfile.Load(fstest.MapFS{
		"a.sql": {Data: []byte("SELECT ?")},
		"b.sql": {Data: []byte("")},
	})
	if err == nil || !strings.Contains(err.Error(), "a.sql:1") || !strings.Contains(err.Error(), "b.sql:1") {
		t.Errorf("got %v", err)
	}
}
