package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries/state"
	"proceedings/queries/stats"
)

// Options say what a session reads and how much of the machine it may use.
type Options struct {
	Warehouse string     // path of the DuckDB file
	Vocab     *vocab.Set // vocabularies and limits in force
	Period    Period
	Exports   []warehouse.Export // where not nil, these are read alone, whatever else the warehouse holds and however dated
	Settings  warehouse.Settings
	Catalogue *Catalogue // nil: the one that is part of the program
}

// SessionMemory is what the engine may use for a session where nothing else is said. At a million
// cases every query of the catalogue runs in it, what does not fit is spilled, and the process
// stays below 2 GiB; half as much again saves a twentieth of the processor time.
const SessionMemory = "1GiB"

// Session answers queries about one warehouse as of one day. It writes nothing
// to the warehouse and is for one goroutine at a time.
type Session struct {
	catalogue *Catalogue
	db        *warehouse.DB
	state     *state.State
	period    Period
}

// Open starts a session. The caller closes it.
func Open(ctx context.Context, o Options) (*Session, error) {
	if err := o.Period.check(); err != nil {
		return nil, err
	}
	if o.Catalogue == nil {
		c, err := Load()
		if err != nil {
			return nil, err
		}
		o.Catalogue = c
	}
	o.Settings.MemoryLimit = cmp.Or(o.Settings.MemoryLimit, SessionMemory)
	db, err := warehouse.OpenSession(ctx, o.Warehouse, o.Settings)
	if err != nil {
		return nil, err
	}
	s, err := prepare(ctx, db, o)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func prepare(ctx context.Context, db *warehouse.DB, o Options) (*Session, error) {
	if err := warehouse.Reference(ctx, db, o.Vocab); err != nil {
		return nil, err
	}
	current, err := o.current(ctx, db)
	if err != nil {
		return nil, err
	}
	return newSession(o.Catalogue, db, o.Vocab.Records(), current, o.Period)
}

// current is what the session stands on.
func (o Options) current(ctx context.Context, db *warehouse.DB) (*warehouse.Current, error) {
	if o.Exports != nil {
		return warehouse.AsHeld(ctx, db, o.Exports, o.Vocab)
	}
	return warehouse.AsKnown(ctx, db, o.Period.KnownAt, o.Vocab)
}

func newSession(c *Catalogue, db *warehouse.DB, records []vocab.Record, held holdings, p Period) (*Session, error) {
	s := &Session{catalogue: c, db: db, state: state.New(db, c.state, records, held.SQL, p.AsOf), period: p}
	return s, s.addChecks(records, held)
}

// Close ends the session.
func (s *Session) Close() error { return s.db.Close() }

// Catalogue is the queries that the session answers.
func (s *Session) Catalogue() *Catalogue { return s.catalogue }

// Period is what the session's results speak for.
func (s *Session) Period() Period { return s.period }

// Tables builds records of these kinds, by the names of their tables (vocab.Record.Table), cut as every query reads them, and
// gives the connection that they stand in: for package export, which writes them to files.
func (s *Session) Tables(ctx context.Context, names ...string) (*warehouse.DB, error) {
	return s.db, s.state.Ensure(ctx, names)
}

// Run answers the query of that name. One that is asked of cases answers nothing.
func (s *Session) Run(ctx context.Context, name string) (*Result, error) {
	return s.RunFor(ctx, name)
}

// RunFor answers the query of that name about some cases, by their references. The rows of
// one case stand together.
func (s *Session) RunFor(ctx context.Context, name string, cases ...string) (*Result, error) {
	q, err := s.catalogue.Get(name)
	if err != nil {
		return nil, err
	}
	if err := s.state.Ensure(ctx, q.file.Reads); err != nil {
		return nil, fmt.Errorf("query %s: %w", name, err)
	}
	table, err := s.rows(ctx, q, cases)
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", name, err)
	}
	for _, step := range q.Then {
		if table, err = s.catalogue.steps[step.Func].Run(table, step.Args); err != nil {
			return nil, fmt.Errorf("query %s: step %s: %w", name, step.Func, err)
		}
	}
	doubts, err := s.doubted(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", name, err)
	}
	table.Notes = append(table.Notes, doubts...)
	return s.result(q, table)
}

func (s *Session) rows(ctx context.Context, q *Query, cases []string) (stats.Table, error) {
	values := map[string]any{}
	for _, p := range q.Parameters {
		values[p] = map[string]any{"as_of": s.period.AsOf, "from": s.period.From, "to": s.period.To, "cases": slices.Concat([]string{}, cases)}[p]
	}
	text, args, err := q.file.Bind(values)
	if err != nil {
		return stats.Table{}, err
	}
	rows, err := s.db.QueryContext(ctx, text, args...)
	if err != nil {
		return stats.Table{}, q.file.At(err)
	}
	defer rows.Close()
	table, err := readRows(rows)
	return table, q.file.At(err)
}

// result puts the columns in the order declared and holds them against it.
func (s *Session) result(q *Query, t stats.Table) (*Result, error) {
	r := &Result{Query: q, Period: s.period, Columns: slices.Clone(q.Columns), Notes: slices.Concat(q.Caveats, t.Notes)}
	at := make([]int, len(q.Columns))
	for i, col := range q.Columns {
		if at[i] = slices.Index(t.Columns, col.Name); at[i] < 0 {
			return nil, fmt.Errorf("%s: column %s is declared and not returned", q.Path, col.Name)
		}
	}
	if len(t.Columns) != len(q.Columns) {
		return nil, fmt.Errorf("%s: returned %q, which are not the columns declared", q.Path, t.Columns)
	}
	asDeclared := slices.IsSorted(at)
	for _, row := range t.Rows {
		cells := row
		if !asDeclared {
			cells = make([]Value, len(at))
		}
		for i, from := range at {
			if err := checkKind(q.Columns[i], row[from]); err != nil {
				return nil, fmt.Errorf("%s: %w", q.Path, err)
			}
			cells[i] = row[from]
		}
		r.Rows = append(r.Rows, cells)
	}
	return r, nil
}
