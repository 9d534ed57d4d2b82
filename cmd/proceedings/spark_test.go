package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sparkFolder holds the questions in Spark's SQL, each put another way than our statement and without its macros and tables of state, and the script that asks them.
const sparkFolder = "testdata/spark"

// sparkAnswer is what Spark answers to one question, as text; nil where there is no value.
type sparkAnswer struct {
	Columns []string
	Rows    [][]*string
}

// Apache Spark reads an export of the demo and comes to the figures that query run prints: every column of twelve questions.
func TestSparkAgrees(t *testing.T) {
	python := pythonWithSpark(t)
	w, to := filepath.Join(demoDir(t), "warehouse.duckdb"), filepath.Join(t.TempDir(), "records")
	must(t, "export", "--warehouse", w, "--partition", "force,year", "--as-of", demoAsOf, to)
	answers := askSpark(t, python, to)
	if len(answers) != 12 {
		t.Errorf("%d questions were asked", len(answers))
	}
	for name, got := range answers {
		rows, err := csv.NewReader(strings.NewReader(must(t, "query", "run", name, "--warehouse", w, "--as-of", demoAsOf, "--format", "csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) < 3 {
			t.Errorf("%s has no rows to compare", name)
		}
		for _, d := range differ(rows[0], rows[1:], got) {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// One figure, text, row or column that is not the same is seen.
func TestSparkDifferenceIsSeen(t *testing.T) {
	text := func(s string) *string { return &s }
	columns, rows := []string{"year", "cases", "rate"}, [][]string{{"2025", "7", "0.5"}, {"2026", "8", ""}}
	same := func() sparkAnswer {
		return sparkAnswer{Columns: []string{"year", "rate", "cases"}, Rows: [][]*string{{text("2025"), text("0.50000000000001"), text("7")}, {text("2026"), nil, text("8")}}}
	}
	if d := differ(columns, rows, same()); len(d) > 0 {
		t.Errorf("the same answer differs: %v", d)
	}
	for what, spoil := range map[string]func(*sparkAnswer){
		"figure": func(a *sparkAnswer) { a.Rows[0][2] = text("8") }, "rate": func(a *sparkAnswer) { a.Rows[0][1] = text("0.500001") },
		"missing": func(a *sparkAnswer) { a.Rows[1][2] = nil }, "not missing": func(a *sparkAnswer) { a.Rows[1][1] = text("0") },
		"row": func(a *sparkAnswer) { a.Rows = a.Rows[:1] }, "order": func(a *sparkAnswer) { slices.Reverse(a.Rows) }, "column": func(a *sparkAnswer) { a.Columns[1] = "share" },
	} {
		a := same()
		spoil(&a)
		if len(differ(columns, rows, a)) == 0 {
			t.Errorf("another %s was not seen", what)
		}
	}
}

// differ says where an answer is not the one that query run gives.
func differ(columns []string, rows [][]string, got sparkAnswer) []string {
	if len(got.Columns) != len(columns) || len(got.Rows) != len(rows) {
		return []string{"Spark gives columns " + strings.Join(got.Columns, ", ") + " and " + strconv.Itoa(len(got.Rows)) + " rows, want " + strings.Join(columns, ", ") + " and " + strconv.Itoa(len(rows))}
	}
	var out []string
	for i, row := range rows {
		for j, column := range columns {
			at := slices.Index(got.Columns, column)
			if at < 0 {
				return []string{"Spark gives no column " + column}
			}
			value := ""
			if v := got.Rows[i][at]; v != nil {
				value = *v
			}
			if !sameFigure(row[j], value) {
				out = append(out, strings.Join(row, " ")+": "+column+" is "+strconv.Quote(value)+" by Spark")
			}
		}
	}
	return out
}

// sameFigure compares two cells: numbers to nine places, since the two engines add in another order.
func sameFigure(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-9*max(1, math.Abs(x))
}

func askSpark(t *testing.T, python, export string) map[string]sparkAnswer {
	t.Helper()
	cmd := exec.Command(python, filepath.Join(sparkFolder, "answer.py"), export, demoAsOf, demoAsOf)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "SPARK_LOCAL_IP=127.0.0.1", "SPARK_LOCAL_DIRS="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		said := []byte(nil)
		if e := (*exec.ExitError)(nil); errors.As(err, &e) {
			said = e.Stderr
		}
		t.Fatalf("answer.py: %v\n%s", err, said)
	}
	answers := map[string]sparkAnswer{}
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}

// pythonWithSpark is the interpreter that .ci/spark makes. Without it, or without Java, the test is skipped, unless all tests are asked for.
func pythonWithSpark(t *testing.T) string {
	t.Helper()
	longTests(t)
	needTool(t, "java")
	python := os.Getenv("PROCEEDINGS_SPARK")
	if python == "" {
		t.Fatal("needs Apache Spark: set PROCEEDINGS_SPARK to the interpreter that .ci/spark makes")
	}
	return python
}
