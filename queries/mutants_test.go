package queries

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/sqlfile"
	"proceedings/queries/state"
)

// TestMutants makes one small fault at a time in the SQL of every query and of the state
// (a boundary, a filter, a join) and holds that some text case then answers otherwise. A
// mutant that no case tells from the statement as written is named, with the reason why
// that is right, in testdata/mutants.csv.
//
// PROCEEDINGS_MUTANTS=REGEXP tries the files whose paths match, PROCEEDINGS_MUTANTS=. all.
func TestMutants(t *testing.T) {
	only := os.Getenv("PROCEEDINGS_MUTANTS")
	if only == "" {
		t.Skip("long; PROCEEDINGS_MUTANTS=REGEXP tries the files whose paths match, PROCEEDINGS_MUTANTS=. all")
	}
	wanted := regexp.MustCompile(only)
	cases := readCases(t)
	catalogue := sharedCatalogue(t)
	left := lettingLive(t)
	for _, target := range targets(catalogue) {
		if !wanted.MatchString(target.path) {
			continue
		}
		all, sum := mutants(target.sql), &tally{}
		for i, fate := range fates(t, cases, target, all) {
			id := target.path + ": " + all[i].String()
			switch {
			case fate == invalid:
			case fate == caught:
				sum.caught++
				if left[id] != "" {
					t.Errorf("mutants.csv lets live what a case now catches; take the line out: %s", id)
				}
			case left[id] != "":
				sum.left++
			default:
				t.Errorf("no case catches: %s", id)
			}
			delete(left, id)
		}
		t.Logf("%s: %d caught, %d let live", target.path, sum.caught, sum.left)
	}
	if only == "." {
		for id := range left {
			t.Errorf("mutants.csv names a mutant that is not made any more; take the line out: %s", id)
		}
	}
}

type tally struct{ caught, left int }

// lettingLive reads the mutants that no case can catch, with the reason of each.
func lettingLive(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open("testdata/mutants.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		if strings.TrimSpace(row[2]) == "" {
			t.Errorf("mutants.csv gives no reason for %s: %s", row[0], row[1])
		}
		out[row[0]+": "+row[1]] = row[2]
	}
	return out
}

// textCase is a case with what it asks.
type textCase struct {
	path    string
	archive *txtar.Archive
	asks    []txtar.File
}

func readCases(t *testing.T) []textCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []textCase
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := textCase{path: path, archive: a}
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "want ") || strings.HasPrefix(f.Name, "sql ") {
				c.asks = append(c.asks, f)
			}
		}
		out = append(out, c)
	}
	return out
}

// target is one statement that is mutated: a query's, or one of the state's.
type target struct {
	path  string
	sql   string
	name  string // of the query, or of what the state file makes
	query bool
}

func targets(c *Catalogue) []target {
	var out []target
	for _, f := range c.state {
		out = append(out, target{path: "state/" + f.Path, sql: f.SQL, name: state.Name(f)})
	}
	for _, q := range c.queries {
		out = append(out, target{path: q.Path, sql: q.SQL, name: q.Name, query: true})
	}
	return out
}

const (
	alive = iota
	caught
	invalid
)

// fates asks every case until one answers otherwise, for each mutant. The state below a query
// is the same for all its mutants and is built once a case. A mutant of the state has it anew,
// where the table that it makes of the case is another.
func fates(t *testing.T, cases []textCase, of target, all []mutant) []int {
	t.Helper()
	out, ran := make([]int, len(all)), make([]bool, len(all))
	for _, c := range cases {
		asks := slices.DeleteFunc(slices.Clone(c.asks), func(ask txtar.File) bool { return !concerns(of, ask.Name) })
		if len(asks) == 0 {
			continue
		}
		s := textSession(t, shared.catalogue, c.archive)
		same := sameTable(t, s, of)
		for i, m := range all {
			if out[i] != alive {
				continue
			}
			mutated, err := withMutant(shared.catalogue, of, m)
			if err != nil {
				out[i] = invalid
				continue
			}
			if !of.query {
				if same(m) {
					ran[i] = true
					continue
				}
				s = textSession(t, mutated, c.archive)
			}
			s.catalogue = mutated
			out[i] = fate(s, asks, ran[i])
			ran[i] = true
		}
	}
	return out
}

// sameTable tells whether a mutant of the state makes the same table or view as the statement does. Of a macro nobody can tell.
func sameTable(t *testing.T, s *Session, of target) func(mutant) bool {
	t.Helper()
	if of.query || regexp.MustCompile(`(?i)\bMACRO\b`).MatchString(of.sql) {
		return func(mutant) bool { return false }
	}
	ctx := context.Background()
	if err := s.state.Ensure(ctx, []string{of.name}); err != nil {
		t.Fatal(err)
	}
	print := func() (sum string, err error) {
		err = s.db.QueryRowContext(ctx, "SELECT count(*) || ' ' || coalesce(sum(hash(t)::HUGEINT), 0) FROM "+of.name+" t").Scan(&sum)
		return sum, err
	}
	want, err := print()
	if err != nil {
		t.Fatal(err)
	}
	return func(m mutant) bool {
		f, err := sqlfile.Parse(of.path, m.sql)
		if err != nil {
			return false
		}
		values := map[string]any{}
		if slices.Contains(f.Parameters, "as_of") {
			values["as_of"] = s.period.AsOf
		}
		text, args, err := f.Bind(values)
		if err != nil {
			return false
		}
		if _, err := s.db.ExecContext(ctx, text, args...); err != nil {
			return false
		}
		got, err := print()
		return err == nil && got == want
	}
}

// fate asks until one answer differs. A mutant that fails the first time it is asked is as a
// rule no statement.
func fate(s *Session, asks []txtar.File, ran bool) int {
	for _, ask := range asks {
		got, err := answered(s, ask.Name)
		switch {
		case err != nil && !ran:
			return invalid
		case err != nil || strings.TrimSpace(got) != strings.TrimSpace(string(ask.Data)):
			return caught
		}
		ran = true
	}
	return alive
}

// concerns reports whether a question's answer can rest on the target.
func concerns(of target, ask string) bool {
	verb, rest, _ := strings.Cut(ask, " ")
	if verb == "want" {
		rest, _, _ = strings.Cut(rest, " ") // without the case that is asked about
	}
	if of.query {
		return verb == "want" && rest == of.name
	}
	names := regexp.MustCompile(`\w+`).FindAllString(rest, -1)
	if verb == "want" {
		q, err := shared.catalogue.Get(rest)
		if err != nil {
			return false
		}
		names = q.file.Reads
	}
	return slices.ContainsFunc(shared.catalogue.below(names), func(f sqlfile.File) bool { return state.Name(f) == of.name })
}

// withMutant is the catalogue with one statement replaced.
func withMutant(c *Catalogue, of target, m mutant) (*Catalogue, error) {
	f, err := sqlfile.Parse(of.path, m.sql)
	if err != nil {
		return nil, err
	}
	out := *c
	if !of.query {
		out.state = slices.Clone(c.state)
		i := slices.IndexFunc(out.state, func(s sqlfile.File) bool { return "state/"+s.Path == of.path })
		f.Path, f.Name = out.state[i].Path, out.state[i].Name
		out.state[i] = *f
		return &out, nil
	}
	out.queries = slices.Clone(c.queries)
	i := slices.IndexFunc(out.queries, func(q *Query) bool { return q.Path == of.path })
	q := *out.queries[i]
	q.file, q.Parameters = *f, f.Parameters
	out.queries[i] = &q
	return &out, nil
}

// mutant is a statement with one fault in it.
type mutant struct {
	kind     string // boundary, filter or join
	from, to string
	line     string // the line it is on
	nth      int    // which of those that read the same
	sql      string
}

func (m mutant) String() string {
	id := fmt.Sprintf("%s: %s → %s in %s", m.kind, m.from, cmp.Or(m.to, "nothing"), m.line)
	if m.nth > 1 {
		id += fmt.Sprintf(" (%d)", m.nth)
	}
	return id
}

// tok is a word, number, string, parameter or operator of a statement.
type tok struct {
	text       string
	start, end int
	depth      int
}

var tokens = regexp.MustCompile(`(?s)--[^\n]*|'(?:[^']|'')*'|"[^"]*"|\$\w+|[A-Za-z_][\w.]*|\d+|<=|>=|<>|\|\||::|//|\S`)

func lex(sql string) []tok {
	var out []tok
	depth := 0
	for _, at := range tokens.FindAllStringIndex(sql, -1) {
		text := sql[at[0]:at[1]]
		if strings.HasPrefix(text, "--") {
			continue
		}
		if text == ")" || text == "]" || text == "}" {
			depth--
		}
		out = append(out, tok{text, at[0], at[1], depth})
		if text == "(" || text == "[" || text == "{" {
			depth++
		}
	}
	return out
}

// mutants are all the faults that are tried in a statement.
func mutants(sql string) []mutant {
	w := &mutator{sql: sql, toks: lex(sql), seen: map[string]int{}}
	for i := range w.toks {
		w.boundary(i)
		w.filter(i)
		w.join(i)
	}
	return w.out
}

type mutator struct {
	sql  string
	toks []tok
	seen map[string]int
	out  []mutant
}

// put adds the mutant in which the tokens from i to j (j not included) read otherwise.
func (w *mutator) put(kind string, i, j int, to string) {
	start, end := w.toks[i].start, w.toks[j-1].end
	lineStart := strings.LastIndex(w.sql[:start], "\n") + 1
	line, _, _ := strings.Cut(w.sql[lineStart:], "\n")
	m := mutant{kind: kind, from: strings.Join(strings.Fields(w.sql[start:end]), " "), to: to, line: strings.TrimSpace(line)}
	m.sql = w.sql[:start] + to + w.sql[end:]
	w.seen[m.String()]++
	m.nth = w.seen[m.String()]
	w.out = append(w.out, m)
}

func (w *mutator) is(i int, words ...string) bool {
	return i >= 0 && i < len(w.toks) && slices.Contains(words, w.toks[i].text)
}

var number = regexp.MustCompile(`^\d+$`)

// boundary moves a comparison, a number compared with, or an end of a range by one.
func (w *mutator) boundary(i int) {
	swap := map[string]string{"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
	if to := swap[w.toks[i].text]; to != "" {
		w.put("boundary", i, i+1, to)
	}
	if number.MatchString(w.toks[i].text) && w.compared(i) {
		w.put("boundary", i, i+1, w.toks[i].text+" + 1")
	}
	if !w.is(i, "BETWEEN") {
		return
	}
	and := i + 1
	for and < len(w.toks) && (!w.is(and, "AND") || w.toks[and].depth > w.toks[i].depth) {
		and++
	}
	if and+1 >= len(w.toks) || number.MatchString(w.toks[and-1].text) || number.MatchString(w.toks[and+1].text) {
		return
	}
	w.put("boundary", and, and+1, "+ 1 AND")
	w.put("boundary", and, and+1, "AND -1 +")
}

// compared reports whether a number is one that a value is held against, or a number of periods.
func (w *mutator) compared(i int) bool {
	if w.is(i-1, "<", "<=", ">", ">=", "BETWEEN") || w.is(i-1, "AND") && w.is(i-3, "BETWEEN") {
		return true
	}
	if !w.is(i-1, ",") || !w.is(i+1, ")") {
		return false
	}
	for j := i; j >= 0; j-- {
		if w.is(j, "(") && w.toks[j].depth < w.toks[i].depth {
			return w.is(j-1, "quarters", "within_years", "within_fys", "months_of", "months_from")
		}
	}
	return false
}

// filter takes a condition away, turns it round, or takes a code out of a list.
func (w *mutator) filter(i int) {
	switch {
	case w.is(i, "=") && !w.is(i-1, ":"):
		w.put("filter", i, i+1, "<>")
	case w.is(i, "IS") && w.is(i+1, "NULL"):
		w.put("filter", i, i+2, "IS NOT NULL")
	case w.is(i, "IS") && w.is(i+1, "NOT") && w.is(i+2, "NULL"):
		w.put("filter", i, i+3, "IS NULL")
	case w.is(i, "IN") && w.is(i+1, "(") && w.toks[i+2].text[0] == '\'':
		w.list(i + 2)
	case w.is(i, "DISTINCT") && !w.is(i+1, "FROM", "ON"):
		w.put("filter", i, i+1, "")
	case w.is(i, "min", "max"):
		w.put("filter", i, i+1, map[string]string{"min": "max", "max": "min"}[w.toks[i].text])
	}
	simpleCase := w.is(i, "WHEN") && w.is(i+2, "THEN")
	if w.is(i, "WHERE", "AND", "HAVING", "QUALIFY", "WHEN") && !simpleCase || w.is(i, "(") && w.is(i-1, "FILTER") {
		w.condition("filter", i)
	}
}

// list takes one code after another out of a list of codes.
func (w *mutator) list(first int) {
	for j := first; j < len(w.toks) && w.toks[j].text[0] == '\''; j += 2 {
		switch {
		case w.is(j+1, ","):
			w.put("filter", j, j+2, "")
		case j > first:
			w.put("filter", j-1, j+1, "")
		}
		if !w.is(j+1, ",") {
			return
		}
	}
}

// condition replaces the condition after token i by true.
func (w *mutator) condition(kind string, i int) {
	if w.is(i, "AND") && w.closesRange(i) {
		return
	}
	depth := w.toks[i].depth
	if w.is(i, "(") {
		depth++
	}
	j := i + 1
	for ; j < len(w.toks) && w.toks[j].depth >= depth; j++ {
		if w.toks[j].depth == depth && w.is(j, "AND", "OR", "GROUP", "ORDER", "HAVING", "QUALIFY", "LEFT", "JOIN", "SEMI", "ANTI", "UNION", "THEN", "LIMIT", "WHERE", "WINDOW") &&
			!(w.is(j, "AND") && w.closesRange(j)) {
			break
		}
	}
	if j > i+1 {
		w.put(kind, i+1, j, "true")
	}
}

// closesRange reports whether an AND belongs to a BETWEEN.
func (w *mutator) closesRange(i int) bool {
	for j := i - 1; j >= 0 && w.toks[j].depth >= w.toks[i].depth; j-- {
		if w.toks[j].depth > w.toks[i].depth {
			continue
		}
		if w.is(j, "BETWEEN") {
			return true
		}
		if w.is(j, "AND", "OR", "WHERE", "ON", "WHEN", "THEN", "SELECT", "HAVING", ",") {
			return false
		}
	}
	return false
}

// join makes another join of one, or takes one of its conditions away.
func (w *mutator) join(i int) {
	switch {
	case w.is(i, "LEFT") && w.is(i+1, "JOIN"):
		w.put("join", i, i+2, "JOIN")
	case w.is(i, "FULL") && w.is(i+1, "JOIN"):
		w.put("join", i, i+2, "JOIN")
	case w.is(i, "SEMI") && w.is(i+1, "JOIN"):
		w.put("join", i, i+2, "ANTI JOIN")
	case w.is(i, "ANTI") && w.is(i+1, "JOIN"):
		w.put("join", i, i+2, "SEMI JOIN")
	case w.is(i, "JOIN") && !w.is(i-1, "LEFT", "FULL", "SEMI", "ANTI", "CROSS"):
		w.put("join", i, i+1, "LEFT JOIN")
	case w.is(i, "ON"):
		w.condition("join", i)
	}
}
