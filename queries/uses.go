package queries

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/sqlfile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Uses says which queries read which field of which kind of record.
type Uses map[string][]*Query

// Of are the queries that read a field, in the catalogue's order.
func (u Uses) Of(record, field string) []*Query { return u[record+"."+field] }

// uses is a Uses on its way: the engine is asked, for each column of each table of
// the state and for each query, which columns its plan reads. No list is kept that
// could fall behind the SQL.
type uses struct {
	db      *warehouse.DB
	words   *vocab.Set
	read    map[string][]string        // column of a table of the state, as table.column → fields of records, as record.field
	anchors map[string]map[string]bool // what limits attach to → kinds of record that it is made of
}

// FieldUses asks the engine which fields the queries read, through the tables of the
// state that they rest on. Queries about loads and checks read no field in particular.
func FieldUses(ctx context.Context, c *Catalogue, words *vocab.Set) (out Uses, err error) {
	db, err := warehouse.OpenSession(ctx, "", warehouse.Settings{Threads: 1})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := warehouse.Reference(ctx, db, words); err != nil {
		return nil, err
	}
	u := &uses{db: db, words: words, read: map[string][]string{}, anchors: map[string]map[string]bool{}}
	for _, r := range words.Records() {
		if err := u.record(ctx, r); err != nil {
			return nil, err
		}
	}
	for _, f := range c.state {
		if err := u.part(ctx, f); err != nil {
			return nil, f.At(err)
		}
	}
	out = Uses{}
	for _, q := range c.List() {
		if q.OfLoads() {
			continue
		}
		fields, err := u.fields(ctx, dated(q.SQL), u.anchorsOf(q))
		if err != nil {
			return nil, q.file.At(err)
		}
		for _, f := range fields {
			out[f] = append(out[f], q)
		}
	}
	return out, nil
}

// OfLoads reports whether a query asks about loads or checks, and not about records.
func (q *Query) OfLoads() bool {
	return slices.ContainsFunc(q.file.Reads, func(n string) bool { return n == "load" || strings.HasPrefix(n, "dq_") })
}

// record lays an empty table of one kind of record. A value that as_of cuts with a
// date is not there without it.
func (u *uses) record(ctx context.Context, r vocab.Record) error {
	columns := []string{"source VARCHAR"}
	for _, f := range r.Fields {
		columns = append(columns, warehouse.Ident(f.Name)+" "+warehouse.SQLType(f))
		reads := []string{r.Name + "." + f.Name}
		if on, ok := strings.CutPrefix(f.Cut, "with:"); ok && !strings.HasSuffix(on, "?") {
			reads = append(reads, r.Name+"."+on)
		}
		u.read[r.Table+"."+f.Name] = reads
	}
	if _, err := u.db.ExecContext(ctx, fmt.Sprintf("CREATE TABLE %s (%s)", warehouse.Ident(r.Table), strings.Join(columns, ", "))); err != nil {
		return err
	}
	_, err := u.spread(ctx, r.Table)
	return err
}

// spread fills a table with rows that lie as far apart as can be, lest the plan leave
// out what no row could meet, and returns the names of its columns.
func (u *uses) spread(ctx context.Context, table string) ([]string, error) {
	rows, err := u.db.QueryContext(ctx, "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = "+warehouse.Quote(table)+" ORDER BY column_index")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	sides := [3][]string{}
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return nil, err
		}
		names = append(names, name)
		low, high := "NULL", "NULL"
		switch {
		case kind == "VARCHAR":
			low, high = "''", "repeat(chr(1114111), 8)"
		case kind == "DATE":
			low, high = "DATE '1800-01-01'", "DATE '2200-01-01'"
		case kind == "BOOLEAN":
			low, high = "false", "true"
		case !strings.Contains(kind, "["):
			low, high = "-1000000", "1000000"
		}
		sides[0], sides[1], sides[2] = append(sides[0], low), append(sides[1], high), append(sides[2], "NULL")
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	lines := []string{}
	for _, side := range sides {
		lines = append(lines, "("+strings.Join(side, ", ")+")")
	}
	_, err = u.db.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s VALUES %s", warehouse.Ident(table), strings.Join(lines, ", ")))
	return names, err
}

var tablePart = regexp.MustCompile(`(?s)^(?:--[^\n]*\n)*CREATE OR REPLACE TABLE (\w+) AS\s(.*)$`)

// part builds one part of the state and, of a table, finds what each column reads.
func (u *uses) part(ctx context.Context, f sqlfile.File) error {
	sql := dated(f.SQL)
	m := tablePart.FindStringSubmatch(strings.TrimSpace(sql))
	if m == nil {
		_, err := u.db.ExecContext(ctx, sql)
		return err
	}
	if _, err := u.db.ExecContext(ctx, fmt.Sprintf("CREATE TABLE %s AS SELECT * FROM (%s\n) LIMIT 0", m[1], m[2])); err != nil {
		return err
	}
	columns, err := u.spread(ctx, m[1])
	if err != nil {
		return err
	}
	for _, c := range columns {
		if u.read[m[1]+"."+c], err = u.fields(ctx, fmt.Sprintf("SELECT %s FROM (%s\n)", warehouse.Ident(c), m[2]), nil); err != nil {
			return err
		}
	}
	if m[1] == "anchored" {
		return u.findAnchors(ctx, m[2])
	}
	return nil
}

// findAnchors finds which kinds of record each thing is made of that limits attach to.
func (u *uses) findAnchors(ctx context.Context, body string) error {
	for _, s := range u.words.Standards() {
		if u.anchors[s.Anchor] != nil {
			continue
		}
		fields, err := u.fields(ctx, fmt.Sprintf("SELECT * FROM (%s\n) WHERE anchor = %s", body, warehouse.Quote(s.Anchor)), nil)
		if err != nil {
			return err
		}
		u.anchors[s.Anchor] = map[string]bool{}
		for _, f := range fields {
			kind, _, _ := strings.Cut(f, ".")
			u.anchors[s.Anchor][kind] = true
		}
	}
	return nil
}

// anchorsOf are the anchors of the limits that a query names; nil where it asks for
// any. All clocks are one table, so that a plan does not tell those of one limit.
func (u *uses) anchorsOf(q *Query) []string {
	var out []string
	for _, s := range u.words.Standards() {
		if strings.Contains(q.SQL, "standard_id = "+warehouse.Quote(s.ID)) && !slices.Contains(out, s.Anchor) {
			out = append(out, s.Anchor)
		}
	}
	return out
}

// onClock reports whether a field can be of a clock of some anchors: it is of what they
// are made of or, where that is a case or one of its subjects, of no other anchor.
func (u *uses) onClock(field string, anchors []string) bool {
	kind, _, _ := strings.Cut(field, ".")
	if anchors == nil {
		return true
	}
	other := false
	for _, kinds := range u.anchors {
		other = other || kinds[kind]
	}
	return slices.ContainsFunc(anchors, func(a string) bool {
		return u.anchors[a][kind] || !other && (u.anchors[a]["proc_subject"] || u.anchors[a]["case"])
	})
}

// dated puts a day in the place of each parameter, and a list in that of the cases asked of: which one is all the same to a plan.
func dated(sql string) string {
	sql = strings.ReplaceAll(sql, "$cases", "['']")
	for _, p := range parameters {
		sql = strings.ReplaceAll(sql, "$"+p, "DATE "+warehouse.Quote(time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)))
	}
	return sql
}

// node is one step of a plan as the engine writes it.
type node struct {
	Name     string         `json:"name"`
	Children []node         `json:"children"`
	Info     map[string]any `json:"extra_info"`
}

// fields are the fields of records that a statement reads, sorted; of clocks, those of
// the anchors given.
func (u *uses) fields(ctx context.Context, sql string, anchors []string) ([]string, error) {
	var kind, text string
	if err := u.db.QueryRowContext(ctx, "EXPLAIN (FORMAT json) "+sql).Scan(&kind, &text); err != nil {
		return nil, err
	}
	var plan []node
	if err := json.Unmarshal([]byte(text), &plan); err != nil {
		return nil, fmt.Errorf("the engine's plan cannot be read: %w", err)
	}
	found := map[string]bool{}
	for _, n := range plan {
		u.scans(n, anchors, found)
	}
	out := []string{}
	for f := range found {
		out = append(out, f)
	}
	slices.Sort(out)
	return out, nil
}

var columnName = regexp.MustCompile(`\w+`)

// scans notes what the scans of a plan read: the columns that they hand on and those
// that they filter by.
func (u *uses) scans(n node, anchors []string, found map[string]bool) {
	for _, child := range n.Children {
		u.scans(child, anchors, found)
	}
	table, ok := n.Info["Table"].(string)
	if !ok {
		return
	}
	table = strings.Trim(table[strings.LastIndex(table, ".")+1:], `"`)
	for _, key := range []string{"Projections", "Filters"} {
		for _, name := range columnName.FindAllString(fmt.Sprint(n.Info[key]), -1) {
			for _, f := range u.read[table+"."+name] {
				if table != "clock" || u.onClock(f, anchors) {
					found[f] = true
				}
			}
		}
	}
}
