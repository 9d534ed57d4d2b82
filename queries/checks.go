package queries

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"proceedings/ingest/checks"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

//go:embed quality/checks/*.sql
var stateChecks embed.FS

// Checks is the whole catalogue of data-quality checks, those that run on
// loading and those that look at the records held, by id and rule.
func Checks() ([]checks.Check, error) {
	built, err := checks.Built()
	if err != nil {
		return nil, err
	}
	sub, err := fs.Sub(stateChecks, "quality/checks")
	if err != nil {
		return nil, err
	}
	onState, err := checks.Read(sub)
	if err != nil {
		return nil, err
	}
	all := append(built, onState...)
	slices.SortFunc(all, func(a, b checks.Check) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Rule, b.Rule))
	})
	return all, nil
}

// checksFingerprint is the hash of all checks.
func checksFingerprint() (string, error) {
	all, err := Checks()
	parts := []string{}
	for _, c := range all {
		parts = append(parts, c.File.Path, c.File.Header, c.File.SQL)
	}
	return hash(parts...), err
}

// holdings give the records that a session stands on.
type holdings interface {
	SQL(vocab.Record) string      // the current ones
	Versions(vocab.Record) string // of a key that several files in force give, each version
	// Places says where those stand whose keys a table holds: id (the rowid there), file, row, put_right_by, first_seen.
	Places(r vocab.Record, wanted string) string
}

// The tables that the checks fill, each made on the first query that names one:
// the catalogue itself, how many rows each check looked at by source, and the rows that fail.
var checkTables = []string{"dq_check", "dq_looked", "dq_found"}

// checkRun runs the checks of one session.
type checkRun struct {
	*Session
	records []vocab.Record
	held    holdings
	checks  []checks.Check
	done    bool
}

// addChecks gives the state what the checks need and what they find.
func (s *Session) addChecks(records []vocab.Record, held holdings) error {
	all, err := Checks()
	if err != nil {
		return err
	}
	for _, r := range records {
		s.state.AddRecords(r.Name+"_version", r, held.Versions(r))
	}
	run := &checkRun{Session: s, records: records, held: held, checks: all}
	for _, name := range checkTables {
		s.state.Add(name, run.once)
	}
	return nil
}

// once runs all checks the first time it is asked; after a run that failed it begins anew.
func (c *checkRun) once(ctx context.Context) error {
	if c.done {
		return nil
	}
	if err := c.lay(ctx); err != nil {
		return err
	}
	for i, check := range c.checks {
		if !check.Applies() {
			continue
		}
		if err := c.one(ctx, i, check); err != nil {
			return fmt.Errorf("check %s: %w", check.ID, err)
		}
	}
	c.done = true
	return nil
}

func (c *checkRun) lay(ctx context.Context) error {
	rows := []string{}
	for i, k := range c.checks {
		cells := []string{}
		for _, text := range []string{k.ID, k.Title, k.Rule, k.Severity, k.Owner, k.Place, k.Record, k.Sentence, k.Reason} {
			cells = append(cells, "nullif("+warehouse.Quote(text)+", '')")
		}
		rows = append(rows, fmt.Sprintf("(%d, %s)", i, strings.Join(cells, ", ")))
	}
	rules, err := checks.Rules()
	if err != nil {
		return err
	}
	patterns := []string{}
	for _, r := range rules {
		patterns = append(patterns, fmt.Sprintf("(%s, %s)", warehouse.Quote(r.ID), warehouse.Quote(r.Rule)))
	}
	return c.exec(ctx,
		"CREATE OR REPLACE TABLE dq_rule AS SELECT * FROM (VALUES "+strings.Join(patterns, ", ")+") v(id, pattern)",
		"CREATE OR REPLACE TABLE dq_check AS SELECT * FROM (VALUES "+strings.Join(rows, ", ")+") v(check_no, id, title, rule, severity, owner, place, record, sentence, reason)",
		"CREATE OR REPLACE TABLE dq_looked (check_no INTEGER, source VARCHAR, rows BIGINT)",
		"CREATE OR REPLACE TABLE dq_found (check_no INTEGER, source VARCHAR, severity VARCHAR, key VARCHAR, field VARCHAR, file VARCHAR, sheet VARCHAR, row BIGINT, put_right_by VARCHAR, first_seen DATE)")
}

func (c *checkRun) one(ctx context.Context, no int, check checks.Check) error {
	switch check.Place {
	case checks.Reading:
		return c.found(ctx, no, check.File.SQL, "true")
	case checks.Load:
		return c.found(ctx, no, "SELECT * FROM load.problem WHERE rule = "+warehouse.Quote(check.Rule),
			"file_no IN (SELECT file_no FROM load.feed WHERE record = "+warehouse.Quote(check.Record)+")")
	case checks.State:
		return c.look(ctx, no, check)
	}
	return nil
}

// found takes over what was found while files were loaded: problems of the files
// in force, and as looked at the rows of those files that were not skipped.
func (c *checkRun) found(ctx context.Context, no int, problems, files string) error {
	return c.exec(ctx,
		fmt.Sprintf("INSERT INTO dq_looked SELECT %d, source, sum(rows_read - rows_skipped) FROM load.file WHERE speaks AND %s GROUP BY source", no, files),
		fmt.Sprintf(`INSERT INTO dq_found SELECT %d, p.source, CASE p.severity WHEN 'blank' THEN '%s' ELSE p.severity END, NULL, p.field, p.file, p.sheet, p.row, p.put_right_by, f.first_seen
			FROM (%s) p LEFT JOIN load.first_problem f USING (source, rule)`, no, checks.Exclude, problems))
}

// judge runs a check over the records held: dq_run has every record that it can judge.
func (c *checkRun) judge(ctx context.Context, check checks.Check) error {
	if err := c.state.Ensure(ctx, check.File.Reads); err != nil {
		return err
	}
	values := map[string]any{}
	for _, p := range check.File.Parameters {
		values[p] = map[string]any{"as_of": c.period.AsOf, "from": c.period.From, "to": c.period.To}[p]
	}
	text, args, err := check.File.Bind(values)
	if err != nil {
		return err
	}
	_, err = c.db.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE dq_run AS "+text, args...)
	return check.File.At(err)
}

// look counts what a check judged and finds the place of each record that fails.
func (c *checkRun) look(ctx context.Context, no int, check checks.Check) error {
	if err := c.judge(ctx, check); err != nil {
		return err
	}
	if err := c.exec(ctx, fmt.Sprintf("INSERT INTO dq_looked SELECT %d, source, count(*) FROM dq_run GROUP BY source", no)); err != nil {
		return err
	}
	var failing int64
	if err := c.db.QueryRowContext(ctx, "SELECT count(*) FROM dq_run WHERE fails").Scan(&failing); err != nil || failing == 0 {
		return err
	}
	places := "SELECT NULL::BIGINT AS id, NULL::VARCHAR AS file, NULL::BIGINT AS row, NULL::VARCHAR AS put_right_by, NULL::DATE AS first_seen"
	if i := slices.IndexFunc(c.records, func(r vocab.Record) bool { return r.Name == check.Record }); i >= 0 {
		places = c.held.Places(c.records[i], "dq_failing")
	}
	return c.exec(ctx, "CREATE OR REPLACE TEMP TABLE dq_failing AS SELECT source, key, field FROM dq_run WHERE fails",
		fmt.Sprintf(`INSERT INTO dq_found
		SELECT %d, r.source, %s, array_to_string(r.key, ' / '), r.field, p.file, NULL, p.row, p.put_right_by, p.first_seen
		FROM dq_failing r LEFT JOIN (%s) p ON p.id = r.rowid`, no, warehouse.Quote(check.Severity), places))
}

func (c *checkRun) exec(ctx context.Context, statements ...string) error {
	for _, stmt := range statements {
		if _, err := c.db.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	return nil
}
