package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/sqlfile"
	"proceedings/ingest/vocab"
)

//go:embed *.sql
var embedded embed.FS

// DB is a connection of the session's own database.
type DB interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// State is what has been built in one session.
type State struct {
	db    DB
	asOf  time.Time
	parts []part // records first, then the files in order
}

// Files are the files that define the state, in the order in which they build on each other.
func Files() ([]sqlfile.File, error) { return sqlfile.Load(embedded) }

// Name is the table, view or macro that a file makes: its name without the number that keeps the order.
func Name(f sqlfile.File) string {
	_, name, _ := strings.Cut(f.Name, "_")
	return name
}

// part is one table, view or macro.
type part struct {
	name  string
	reads []string // names that the statement uses
	built bool
	make  func(ctx context.Context) error
}

// New prepares the state of a session from the files that define it. currentSQL gives
// the SELECT of the current records of a kind: their fields and source.
func New(db DB, files []sqlfile.File, records []vocab.Record, currentSQL func(vocab.Record) string, asOf time.Time) *State {
	s := &State{db: db, asOf: asOf}
	for _, r := range records {
		s.parts = append(s.parts, part{name: r.Table, make: func(ctx context.Context) error {
			_, err := db.ExecContext(ctx, cutSQL(r, currentSQL(r), asOf))
			if err != nil {
				return fmt.Errorf("cut records of kind %s: %w", r.Name, err)
			}
			return nil
		}})
	}
	for _, f := range files {
		s.parts = append(s.parts, part{name: Name(f), reads: f.Reads, make: func(ctx context.Context) error {
			return s.run(ctx, f)
		}})
	}
	return s
}

// Add gives the state a further part, which is built where a statement names it.
func (s *State) Add(name string, make func(ctx context.Context) error) {
	s.parts = append(s.parts, part{name: name, make: make})
}

// AddRecords gives the state records of a kind under another name, cut at as_of as the others are.
func (s *State) AddRecords(name string, r vocab.Record, sql string) {
	r.Table = name
	s.Add(name, func(ctx context.Context) error {
		_, err := s.db.ExecContext(ctx, cutSQL(r, sql, s.asOf))
		return err
	})
}

func (s *State) run(ctx context.Context, f sqlfile.File) error {
	values := map[string]any{}
	if slices.Contains(f.Parameters, "as_of") {
		values["as_of"] = s.asOf
	}
	text, args, err := f.Bind(values)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, text, args...)
	return f.At(err)
}

// Ensure builds what the names stand for, with all that it rests on, unless it
// is there already. Names that are no part of the state are passed over.
func (s *State) Ensure(ctx context.Context, names []string) error {
	needed := map[string]bool{}
	for _, n := range names {
		needed[n] = true
	}
	for i := len(s.parts) - 1; i >= 0; i-- {
		if p := s.parts[i]; needed[p.name] && !p.built {
			for _, n := range p.reads {
				needed[n] = true
			}
		}
	}
	for i := range s.parts {
		p := &s.parts[i]
		if !needed[p.name] || p.built {
			continue
		}
		if err := p.make(ctx); err != nil {
			return err
		}
		p.built = true
	}
	return nil
}

// The cut is part of the program so that another rule for as_of changes the
// fingerprint of the figures cut by it.
//
//go:embed cut.go
var cutSource string

// Fingerprint is the hash of what defines the state: the files and the cut.
func Fingerprint() (string, error) {
	loaded, err := Files()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "cut %d\n%s", len(cutSource), cutSource)
	for _, f := range loaded {
		fmt.Fprintf(h, "%s %d\n%s", f.Path, len(f.SQL), f.SQL)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
