package queries

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/checks"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// The cases in testdata are text: the rows of each record, then what a query
// must answer. See testdata/README.
var update = flag.Bool("update", false, "write what the queries answer into testdata")

func TestQueriesAsText(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) { runCase(t, path) })
	}
}

func runCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := textSession(t, sharedCatalogue(t), archive)
	for i, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want ") && !strings.HasPrefix(f.Name, "sql ") && !strings.HasPrefix(f.Name, "check ") {
			continue
		}
		got := answer(t, s, f.Name)
		if *update {
			archive.Files[i].Data = []byte(got + "\n")
			continue
		}
		if strings.TrimSpace(got) != strings.TrimSpace(string(f.Data)) {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", f.Name, got, f.Data)
		}
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// answer runs a query ("want NAME"), a data-quality check ("check NAME") or a statement on the state ("sql SELECT …").
func answer(t *testing.T, s *Session, section string) string {
	t.Helper()
	text, err := answered(s, section)
	if err != nil {
		t.Fatalf("%s: %v", section, err)
	}
	return text
}

func answered(s *Session, section string) (string, error) {
	verb, rest, _ := strings.Cut(section, " ")
	var r *Result
	var err error
	switch verb {
	case "want":
		words := strings.Fields(rest) // the name, and the cases that it is asked of
		r, err = s.RunFor(context.Background(), words[0], words[1:]...)
	case "check":
		r, err = s.judged(rest)
	default:
		r, err = s.adHoc(rest)
	}
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := r.WriteTable(&b); err != nil {
		return "", err
	}
	if r.Query != nil { // what the rows added to the caveats
		for _, note := range r.Notes[len(r.Query.Caveats):] {
			fmt.Fprintln(&b, "note:", note)
		}
	}
	return b.String(), nil
}

// judged gives every record that a check could judge.
func (s *Session) judged(name string) (*Result, error) {
	all, err := Checks()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(c checks.Check) bool { return c.File.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("no check has the file %s.sql", name)
	}
	run := &checkRun{Session: s, checks: all}
	if err := run.judge(context.Background(), all[i]); err != nil {
		return nil, err
	}
	return s.adHoc("SELECT array_to_string(key, ' / ') AS key, field, CASE WHEN fails THEN 'fails' WHEN NOT fails THEN 'passes' END AS result FROM dq_run ORDER BY ALL")
}

// textRecords are the records of a case: text, all of it current.
type textRecords func(vocab.Record) string

func (g textRecords) SQL(r vocab.Record) string      { return g(r) }
func (g textRecords) Versions(r vocab.Record) string { return g(r) }
func (g textRecords) Places(vocab.Record, string) string {
	return "SELECT NULL::BIGINT AS id, NULL::VARCHAR AS file, NULL::BIGINT AS row, NULL::VARCHAR AS put_right_by, NULL::DATE AS first_seen"
}

func (s *Session) adHoc(statement string) (*Result, error) {
	ctx := context.Background()
	if err := s.state.Ensure(ctx, regexp.MustCompile(`\w+`).FindAllString(statement, -1)); err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, statement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	table, err := readRows(rows)
	r := &Result{}
	for _, name := range table.Columns {
		r.Columns = append(r.Columns, Column{Name: name, Kind: Label})
	}
	r.Rows = table.Rows
	return r, err
}

// One database serves all cases: opening one costs more than most of them.
var shared struct {
	once      sync.Once
	err       error
	db        *warehouse.DB
	words     *vocab.Set
	catalogue *Catalogue
	restore   bool // the last case replaced a reference table
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.db != nil {
		shared.db.Close()
	}
	os.Exit(code)
}

func openShared() {
	ctx := context.Background()
	if shared.words, shared.err = vocab.Load(""); shared.err != nil {
		return
	}
	if shared.catalogue, shared.err = Load(); shared.err != nil {
		return
	}
	if shared.db, shared.err = warehouse.OpenSession(ctx, "", warehouse.Settings{}); shared.err != nil {
		return
	}
	if shared.err = warehouse.Reference(ctx, shared.db, shared.words); shared.err != nil {
		return
	}
	_, shared.err = shared.db.ExecContext(ctx, "CREATE SCHEMA load")
}

// sharedCatalogue is that of the program; the database that serves all cases is open after it.
func sharedCatalogue(t *testing.T) *Catalogue {
	t.Helper()
	shared.once.Do(openShared)
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.catalogue
}

func textSession(t *testing.T, c *Catalogue, a *txtar.Archive) *Session {
	t.Helper()
	if shared.restore {
		exec(t, "")
		if err := warehouse.Reference(context.Background(), shared.db, shared.words); err != nil {
			t.Fatal(err)
		}
		shared.restore = false
	}
	given := map[string]string{}
	for _, f := range a.Files {
		given[f.Name] = string(f.Data)
	}
	for name, text := range given {
		if strings.HasPrefix(name, "ref.") || strings.HasPrefix(name, "load.") {
			exec(t, "CREATE OR REPLACE TABLE "+name+" AS "+referenceSelect(name, text))
			shared.restore = shared.restore || strings.HasPrefix(name, "ref.")
		}
		if !known(name) {
			t.Fatalf("section %q is no record, reference table or question", name)
		}
	}
	current := func(r vocab.Record) string { return recordSelect(t, r, given[r.Table]) }
	s, err := newSession(c, shared.db, shared.words.Records(), textRecords(current), periodOf(t, string(a.Comment)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func known(section string) bool {
	for _, prefix := range []string{"ref.", "load.", "want ", "sql ", "check "} {
		if strings.HasPrefix(section, prefix) {
			return true
		}
	}
	return slices.ContainsFunc(shared.words.Records(), func(r vocab.Record) bool { return r.Table == section })
}

func exec(t *testing.T, statement string) {
	t.Helper()
	if statement == "" {
		return
	}
	if _, err := shared.db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%v\n%s", err, statement)
	}
}

var gap = regexp.MustCompile(`\s{2,}|\t`)

// grid reads a table of cells with two spaces or more between them.
func grid(text string) (columns []string, rows [][]string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := gap.Split(line, -1)
		if columns == nil {
			columns = cells
			continue
		}
		rows = append(rows, repeated(cells, len(columns))...)
	}
	return columns, rows
}

var times = regexp.MustCompile(`^\* ([0-9]+)$`)

// repeated gives a row as often as the cell beyond its last column says ("* 207"),
// with the running number for each "#".
func repeated(cells []string, columns int) (rows [][]string) {
	if len(cells) != columns+1 || !times.MatchString(cells[columns]) {
		return [][]string{cells}
	}
	n, _ := strconv.Atoi(times.FindStringSubmatch(cells[columns])[1]) // digits
	for i := range n {
		row := make([]string, columns)
		for j := range row {
			row[j] = strings.ReplaceAll(cells[j], "#", strconv.Itoa(i+1))
		}
		rows = append(rows, row)
	}
	return rows
}

// literal writes a cell: "-" is NULL, "”" the empty text.
func literal(cell string) string {
	switch cell {
	case "-":
		return "NULL"
	case "''":
		return "''"
	}
	return warehouse.Quote(cell)
}

func values(columns []string, rows [][]string) string {
	var tuples []string
	for _, row := range rows {
		cells := make([]string, len(columns))
		for i := range columns {
			cells[i] = "NULL"
			if i < len(row) {
				cells[i] = literal(row[i])
			}
		}
		tuples = append(tuples, "("+strings.Join(cells, ", ")+")")
	}
	return fmt.Sprintf("(VALUES %s) v(%s)", strings.Join(tuples, ", "), strings.Join(columns, ", "))
}

func recordSelect(t *testing.T, r vocab.Record, text string) string {
	columns, rows := grid(text)
	fields := []string{}
	for _, f := range r.Fields {
		from := "NULL"
		if slices.Contains(columns, f.Name) {
			from = f.Name
		}
		fields = append(fields, fmt.Sprintf("CAST(%s AS %s) AS %s", from, warehouse.SQLType(f), warehouse.Ident(f.Name)))
	}
	for _, c := range columns {
		if c != "source" && !slices.ContainsFunc(r.Fields, func(f vocab.Field) bool { return f.Name == c }) {
			t.Fatalf("record %s has no field %s", r.Name, c)
		}
	}
	source := "'test'"
	if slices.Contains(columns, "source") {
		source = "source"
	}
	if len(rows) == 0 {
		return fmt.Sprintf("SELECT %s, 'test' AS source WHERE false", strings.ReplaceAll(strings.Join(fields, ", "), "CAST(source ", "CAST(NULL "))
	}
	return fmt.Sprintf("SELECT %s, %s AS source FROM %s", strings.Join(fields, ", "), source, values(columns, rows))
}

func referenceSelect(name, text string) string {
	columns, rows := grid(text)
	fields := []string{}
	for _, table := range shared.words.Tables() { // a column that a case leaves out is there and empty
		for _, c := range table.Columns {
			if "ref."+table.Name == name && !slices.Contains(columns, c) {
				fields = append(fields, "NULL::VARCHAR AS "+c)
			}
		}
	}
	for _, c := range columns {
		kind := "VARCHAR"
		switch {
		case c == "valid_from" || c == "valid_to" || c == "extract_date" || c == "first_seen":
			kind = "DATE"
		case c == "speaks":
			kind = "BOOLEAN"
		case c == "n" || c == "n_max" || c == "rank" || c == "file_no":
			kind = "INTEGER"
		case strings.HasPrefix(c, "rows") || c == "row":
			kind = "BIGINT"
		}
		fields = append(fields, fmt.Sprintf("CAST(%[1]s AS %[2]s) AS %[1]s", c, kind))
	}
	return "SELECT " + strings.Join(fields, ", ") + " FROM " + values(columns, rows)
}

// periodOf reads "as_of: 2026-03-31", "from: …" and "to: …" from the lines
// before the first section. The quarter of as_of is the period unless it says otherwise.
func periodOf(t *testing.T, comment string) Period {
	t.Helper()
	days := map[string]time.Time{}
	for line := range strings.Lines(comment) {
		name, text, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(name, "#") || name == "kind" {
			continue
		}
		day, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
		if err != nil {
			t.Fatal(err)
		}
		days[name] = day
	}
	p := Period{AsOf: days["as_of"], From: days["from"], To: days["to"]}
	if p.To.IsZero() {
		p.To = p.AsOf
	}
	if p.From.IsZero() {
		p.From, _, _ = ParseQuarter(QuarterOf(p.To))
	}
	if err := p.check(); err != nil {
		t.Fatal(err)
	}
	return p
}
