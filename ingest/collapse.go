package ingest

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"proceedings/ingest/sqlfile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

//go:embed gate/*.sql
var gateFiles embed.FS

// What the gate lets pass. Below collapseFloor records a change says little; a
// snapshot may keep collapseShare of what the one before it had; of the records
// that had reached an end, reopenedShare may have left it again.
const (
	collapseFloor = 20
	collapseShare = 0.5
	reopenedShare = 0.1
)

// Collapse is one thing that a full snapshot lost against the one before it.
type Collapse struct {
	Source   string
	Scope    string
	Extract  time.Time
	Since    time.Time // extract date of the one before, or its own where it takes that one's place
	What     string    // in words
	Before   int64
	OfBefore int64 // 0 where Before is no part of a whole
	Now      int64
	OfNow    int64
}

// CollapseError refuses snapshots that collapsed; its text has the figures side by side.
type CollapseError struct{ Found []Collapse }

// shownCollapses is how many lines an error shows.
const shownCollapses = 12

func (e *CollapseError) Error() string {
	var b strings.Builder
	b.WriteString("a snapshot has collapsed against the one before it; loading it would withdraw or empty what it no longer shows\n")
	w := tabwriter.NewWriter(&b, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "  source\tscope\twhat\tbefore\tnow")
	for i, c := range e.Found {
		if i == shownCollapses {
			break
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s (%s)\t%s (%s)\n", c.Source, c.Scope, c.What,
			portion(c.Before, c.OfBefore), c.Since.Format(time.DateOnly), portion(c.Now, c.OfNow), c.Extract.Format(time.DateOnly))
	}
	w.Flush()
	if more := len(e.Found) - shownCollapses; more > 0 {
		fmt.Fprintf(&b, "  … and %d more\n", more)
	}
	b.WriteString("ask its sender; where it is right, load it with --accept \"reason\", which every release made on it will show")
	return b.String()
}

func portion(k, n int64) string {
	if n == 0 {
		return fmt.Sprint(k)
	}
	return fmt.Sprintf("%d of %d", k, n)
}

// tally counts, for the gate of this snapshot and of the next, the records of one
// kind in each scope, how many have each field filled, and how many each code.
func (f *fileLoad) tally(ctx context.Context, kind vocab.Record, table string) error {
	if f.export.profile.Extract.Kind != "full" { // rows put right are part of their snapshot
		return nil
	}
	return f.exec(ctx, "INSERT INTO load.tally SELECT %d, scope, %s, field, value, n FROM (%s)", f.fileNo, warehouse.Quote(kind.Name), tallySQL(kind, table, "scope"))
}

// tallySQL counts the records of a table by some of its columns.
func tallySQL(kind vocab.Record, table, by string) string {
	names, filled := []string{}, []string{}
	parts := []string{fmt.Sprintf("SELECT %[2]s, '' AS field, NULL::VARCHAR AS value, count(*) AS n FROM %[1]s GROUP BY %[2]s", table, by)}
	for _, field := range kind.Fields {
		name := warehouse.Ident(field.Name)
		names = append(names, warehouse.Quote(field.Name))
		if field.Type == "text" {
			filled = append(filled, fmt.Sprintf("count(nullif(%s, ''))", name))
		} else {
			filled = append(filled, fmt.Sprintf("count(%s)", name))
		}
		if field.List != "" {
			parts = append(parts, fmt.Sprintf("SELECT %[4]s, %[1]s, %[2]s, count(*) FROM %[3]s WHERE %[2]s IS NOT NULL GROUP BY %[4]s, %[2]s", warehouse.Quote(field.Name), name, table, by))
		}
	}
	parts = append(parts, fmt.Sprintf("SELECT %[4]s, unnest([%[1]s]), NULL, unnest([%[2]s]) FROM %[3]s GROUP BY %[4]s", strings.Join(names, ", "), strings.Join(filled, ", "), table, by))
	return strings.Join(parts, " UNION ALL ")
}

// checkCollapse refuses a run in which a full snapshot has collapsed, unless a
// reason was given, which is then written down with the figures.
func (l *loader) checkCollapse(ctx context.Context) error {
	found, err := l.collapses(ctx)
	if err != nil {
		return err
	}
	if err := l.countWithdrawn(ctx); err != nil || len(found) == 0 {
		return err
	}
	if l.Accept == "" {
		return &CollapseError{found}
	}
	for _, c := range found {
		if _, err := l.db.ExecContext(ctx, "INSERT INTO load.accepted VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			l.batchNo, c.Source, c.Scope, c.Extract, c.Since, c.What, c.Before, c.OfBefore, c.Now, c.OfNow, l.Accept); err != nil {
			return engineError(err)
		}
	}
	return nil
}

func (l *loader) collapses(ctx context.Context) ([]Collapse, error) {
	sub, err := fs.Sub(gateFiles, "gate")
	if err != nil {
		return nil, err
	}
	files, err := sqlfile.Load(sub)
	if err != nil {
		return nil, err
	}
	values := map[string]any{"batch": l.batchNo, "floor": collapseFloor, "share": collapseShare}
	var found []Collapse
	for _, file := range files {
		text, args, err := bindUsed(file, values)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(file.Name, "1_") {
			if _, err := l.db.ExecContext(ctx, text, args...); err != nil {
				return nil, file.At(err)
			}
			continue
		}
		more, err := l.readCollapses(ctx, text, args...)
		if err != nil {
			return nil, file.At(err)
		}
		found = append(found, more...)
	}
	compared, err := l.kinds(ctx, "SELECT DISTINCT t.record FROM gate_pair p JOIN load.tally t USING (file_no, scope) WHERE NOT p.now")
	if err != nil {
		return nil, err
	}
	for _, kind := range compared {
		more, err := l.reopened(ctx, kind)
		if err != nil {
			return nil, fmt.Errorf("gate of %s: %w", kind.Name, err)
		}
		found = append(found, more...)
	}
	return particulars(found), nil
}

// kinds are the kinds of record that a statement names. Most exports make a few of all there
// are: the gate looks at those alone, since a statement costs more than a small export.
func (l *loader) kinds(ctx context.Context, stmt string) ([]vocab.Record, error) {
	named := map[string]bool{}
	err := eachRow(ctx, l.db, stmt, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		named[name] = true
		return err
	})
	return slices.DeleteFunc(l.Words.Records(), func(r vocab.Record) bool { return !named[r.Name] }), err
}

// bindUsed binds those of the values that a statement names.
func bindUsed(file sqlfile.File, values map[string]any) (string, []any, error) {
	used := map[string]any{}
	for _, name := range file.Parameters {
		used[name] = values[name]
	}
	return file.Bind(used)
}

func (l *loader) readCollapses(ctx context.Context, text string, args ...any) ([]Collapse, error) {
	var out []Collapse
	err := eachRow(ctx, l.db, "SELECT * FROM ("+text+"\n) ORDER BY source, scope, extract_date, record, field, value", func(rows *sql.Rows) error {
		var c Collapse
		var record, field string
		var value sql.NullString
		var ofBefore, ofNow sql.NullInt64
		if err := rows.Scan(&c.Source, &c.Scope, &c.Extract, &c.Since, &record, &field, &value, &c.Before, &ofBefore, &c.Now, &ofNow); err != nil {
			return err
		}
		c.OfBefore, c.OfNow = ofBefore.Int64, ofNow.Int64
		c.What = l.whatCollapsed(record, field, value)
		out = append(out, c)
		return nil
	}, args...)
	return out, err
}

// whatCollapsed says in words what was counted.
func (l *loader) whatCollapsed(record, field string, value sql.NullString) string {
	kind, ok := l.Words.Record(record)
	if !ok {
		return rowsLoaded
	}
	name := strings.ReplaceAll(record, "_", " ")
	i := slices.IndexFunc(kind.Fields, func(f vocab.Field) bool { return f.Name == field })
	switch {
	case i < 0:
		return "records of kind " + name
	case value.Valid:
		return fmt.Sprintf("%s: %s is %s", name, kind.Fields[i].Label, l.Words.Label(kind.Fields[i].List, value.String))
	}
	return fmt.Sprintf("%s: %s filled in", name, kind.Fields[i].Label)
}

const rowsLoaded = "rows loaded"

// particulars leaves out what follows from a scope's rows having collapsed.
func particulars(found []Collapse) []Collapse {
	return slices.DeleteFunc(found, func(c Collapse) bool {
		return c.What != rowsLoaded && slices.ContainsFunc(found, func(o Collapse) bool {
			return o.What == rowsLoaded && o.Source == c.Source && o.Scope == c.Scope && o.Extract.Equal(c.Extract)
		})
	})
}

// reopened looks for records of one kind that had reached an end in the snapshot
// before (a date of their own was filled in, or a ranked status was higher) and
// in this one have not: statuses do not flow backwards in bulk.
func (l *loader) reopened(ctx context.Context, kind vocab.Record) ([]Collapse, error) {
	keys, ended, left := []string{"b.source = n.source AND b.scope = n.scope AND b.extract_date = n.extract_date"}, []string{}, []string{}
	names := []string{}
	for _, f := range kind.Fields {
		name := warehouse.Ident(f.Name)
		switch {
		case f.Key > 0:
			keys = append(keys, fmt.Sprintf("b.%[1]s IS NOT DISTINCT FROM n.%[1]s", name))
		case f.Type == "date" && f.Cut == "own":
			names = append(names, warehouse.Quote(f.Name))
			ended = append(ended, fmt.Sprintf("count(b.%s)", name))
			left = append(left, fmt.Sprintf("count(*) FILTER (b.%[1]s IS NOT NULL AND n.%[1]s IS NULL)", name))
		case f.List == "case_status":
			names = append(names, warehouse.Quote(f.Name))
			ended = append(ended, fmt.Sprintf("count(*) FILTER (b.%s = 'closed')", name))
			left = append(left, fmt.Sprintf("count(*) FILTER (b.%[1]s = 'closed' AND n.%[1]s = 'open')", name))
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	shown := fmt.Sprintf(`SELECT p.source, p.scope, p.extract_date, p.since, p.now, r.* EXCLUDE (vid, file_no, row_no, scope)
		FROM gate_pair p
		JOIN (SELECT vid, file_no, scope FROM rec.%[1]s UNION ALL SELECT vid, file_no, scope FROM seen.%[1]s) s USING (file_no, scope)
		JOIN rec.%[1]s r ON r.vid = s.vid`, warehouse.Ident(kind.Name))
	found, err := l.readCollapses(ctx, fmt.Sprintf(`
		WITH shown AS (%s),
		counted AS (
		  SELECT b.source, b.scope, b.extract_date, b.since, unnest([%s]) AS field, unnest([%s]) AS ended, unnest([%s]) AS reopened
		  FROM (SELECT * FROM shown WHERE NOT now) b JOIN (SELECT * FROM shown WHERE now) n ON %s
		  GROUP BY b.source, b.scope, b.extract_date, b.since)
		SELECT source, scope, extract_date, since, %s AS record, field, NULL::VARCHAR AS value, ended AS before, NULL::BIGINT, ended - reopened AS now, NULL::BIGINT
		FROM counted WHERE ended >= %d AND reopened > %g * ended`,
		shown, strings.Join(names, ", "), strings.Join(ended, ", "), strings.Join(left, ", "), strings.Join(keys, " AND "), warehouse.Quote(kind.Name), collapseFloor, reopenedShare))
	if err != nil {
		return nil, engineError(err)
	}
	for i := range found {
		found[i].What = strings.TrimSuffix(found[i].What, " filled in") + " reached, of records in both"
	}
	return found, nil
}
