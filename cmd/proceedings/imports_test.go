package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// stages are the top-level folders from left to right: a stage imports
// itself and what is left of it.
var stages = []string{"ingest", "queries", "reports", "dashboards", "cmd"}

// eachFile parses every Go file of the project.
func eachFile(t *testing.T, mode parser.Mode, visit func(name string, f *ast.File, fset *token.FileSet)) {
	t.Helper()
	fset := token.NewFileSet()
	n := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		f, err := parser.ParseFile(fset, name, nil, mode)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		n++
		visit(filepath.ToSlash(rel), f, fset)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 50 {
		t.Fatalf("only %d files were read: the test looks in the wrong place", n)
	}
}

func TestImportsPointLeft(t *testing.T) {
	eachFile(t, parser.ImportsOnly, func(name string, f *ast.File, _ *token.FileSet) {
		from, _, _ := strings.Cut(name, "/")
		for _, spec := range f.Imports {
			to := strings.Trim(spec.Path.Value, `"`)
			if strings.Contains(to, "duckdb/duckdb-go") && !strings.HasPrefix(name, "ingest/warehouse/") {
				t.Errorf("%s imports the DuckDB driver; only ingest/warehouse does", name)
			}
			inside, ok := strings.CutPrefix(to, "proceedings/")
			if !ok {
				continue
			}
			stage, _, _ := strings.Cut(inside, "/")
			if err := allowed(from, stage); err != "" {
				t.Errorf("%s imports %s: %s", name, to, err)
			}
		}
	})
}

// allowed says why a stage may not import another, or nothing.
func allowed(from, to string) string {
	at, left := slices.Index(stages, from), slices.Index(stages, to)
	switch {
	case from != "sampledata" && at < 0, to != "sampledata" && left < 0:
		return "a folder that is no stage: give it a place in " + strings.Join(stages, " ← ")
	case from == "sampledata":
		if to == "sampledata" {
			return ""
		}
		return "sampledata imports nothing of the project, or it could not be an independent witness"
	case to == "sampledata":
		if from == "cmd" {
			return ""
		}
		return "only cmd may use the sample data"
	case at < left:
		return "imports point left: " + strings.Join(stages, " ← ")
	}
	return ""
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"queries", "ingest", true}, {"ingest", "queries", false}, {"reports", "dashboards", false},
		{"dashboards", "reports", true}, {"sampledata", "ingest", false}, {"cmd", "sampledata", true}, {"queries", "sampledata", false},
		{"util", "ingest", false}, {"cmd", "util", false}, {"sampledata", "sampledata", true},
	} {
		if got := allowed(c.from, c.to) == ""; got != c.ok {
			t.Errorf("allowed(%s, %s) = %v, want %v", c.from, c.to, got, c.ok)
		}
	}
}

// TestNoClock holds the rule that figures have their dates as parameters: only
// main asks for the time.
func TestNoClock(t *testing.T) {
	eachSQL(t, func(name, text string) {
		if m := sqlClock.FindString(text); m != "" {
			t.Errorf("%s reads the clock: %s", name, m)
		}
	})
	eachFile(t, 0, func(name string, f *ast.File, fset *token.FileSet) {
		if strings.HasSuffix(name, "_test.go") || name == "cmd/proceedings/main.go" || strings.HasPrefix(name, "cmd/scale/") { // what measures time asks for it
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(goClock, n.Sel.Name) {
					t.Errorf("%s reads the clock", fset.Position(n.Pos()))
				}
			case *ast.BasicLit: // a statement may stand in a string
				if n.Kind == token.STRING && sqlClock.MatchString(n.Value) {
					t.Errorf("%s reads the clock in SQL: %s", fset.Position(n.Pos()), sqlClock.FindString(n.Value))
				}
			}
			return true
		})
	})
}

// goClock are the functions of package time that ask for the time.
var goClock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// sqlClock finds what asks for the time in SQL.
var sqlClock = regexp.MustCompile(`(?i)\b(?:now|today|get_current_time|get_current_timestamp|transaction_timestamp|current_localtime|current_localtimestamp)\s*\(|\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b|'(?:now|today|yesterday|tomorrow)'`)

// eachSQL reads the statements of every .sql file of the project, without the
// comments.
func eachSQL(t *testing.T, visit func(name, text string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".sql") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n++
		visit(name, sqlComment.ReplaceAllString(string(data), ""))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 50 {
		t.Fatalf("only %d .sql files were read: the test looks in the wrong place", n)
	}
}

var sqlComment = regexp.MustCompile(`--[^\n]*`)

func TestSQLClock(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT now()": true, "SELECT today ()": true, "WHERE d <= current_date": true, "CURRENT_TIMESTAMP": true, "DATE 'today'": true,
		"SELECT known, limit_now FROM t": false, "within_years(d, $to::DATE, 1)": false, "today's": false,
	} {
		if sqlClock.MatchString(text) != want {
			t.Errorf("%s: want %v", text, want)
		}
	}
}

// TestNoInit holds the rule that commands and registries are built by
// constructors.
func TestNoInit(t *testing.T) {
	eachFile(t, 0, func(name string, f *ast.File, _ *token.FileSet) {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", name)
			}
		}
	})
}
