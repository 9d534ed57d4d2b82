//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"strings"
)

// A place is where a warehouse is: a file, or a lake. What differs between the two is behind it.
type place interface {
	// read opens an instance with the warehouse attached as wh, for reading.
	read(ctx context.Context) (*DB, error)
	// change carries out work in one transaction: all of it or nothing. Where create is not said, the warehouse must exist.
	change(ctx context.Context, create bool, work func(*DB) error) error
	// try carries out work and drops what came of it.
	try(ctx context.Context, work func(*DB) error) error
	// rewrite changes the warehouse as plan says, and leaves nothing of what that leaves out.
	rewrite(ctx context.Context, plan func(*DB) (*Rewrite, error)) error
	// again carries out work on it, once more where what stopped it passes.
	again(ctx context.Context, attempt func() error) error
	// beside is what the names of the private files of the warehouse begin with.
	beside() string
	// free refuses a place where a new warehouse cannot be made because there is something.
	free() error
	// letIn lets an instance at the warehouse before it is shut in, and attachSource attaches it as the source of a copy after.
	letIn(a access) access
	attachSource(ctx context.Context, db *DB) error
}

// lakePrefix begins the names of lakes, as the engine writes them.
const lakePrefix = "ducklake:"

// IsLake reports whether a warehouse is a lake: its name is DuckLake's address of its catalogue, such as
// ducklake:postgres:dbname=psd host=db.
func IsLake(path string) bool { return strings.HasPrefix(path, lakePrefix) }

func at(path string, s Settings) place {
	if IsLake(path) {
		return lakeAt(path, s)
	}
	return file{path, s}
}

// Create carries out work on the warehouse at path, in one transaction, and makes it where it does not
// exist. Until work has returned without an error, and where the program is killed at whatever
// moment, the warehouse is what it was.
func Create(ctx context.Context, path string, s Settings, work func(*DB) error) error {
	return at(path, s).change(ctx, true, work)
}

// Edit does the same in a warehouse that must exist.
func Edit(ctx context.Context, path string, s Settings, work func(*DB) error) error {
	return at(path, s).change(ctx, false, work)
}

// Try carries out work on the warehouse at path, which need not exist, and drops what came of it.
func Try(ctx context.Context, path string, s Settings, work func(*DB) error) error {
	return at(path, s).try(ctx, work)
}

// Again carries out work on a warehouse. On a lake it carries out once more what another program, or a catalogue that
// went away, has stopped.
func Again(ctx context.Context, path string, s Settings, attempt func() error) error {
	return at(path, s).again(ctx, attempt)
}

// Beside is what the names of the private files of a warehouse begin with, such as its keys and its quarantine. Those of
// a file stand beside the file itself, whatever link it is named by. Those of a lake are each program's own: they are in
// the folder that it is called in, named for the lake's database.
func Beside(path string) string { return at(path, Settings{}).beside() }

// errTried ends a transaction of which nothing is to be saved.
var errTried = errors.New("nothing is to be saved")

func dropping(work func(*DB) error) func(*DB) error {
	return func(db *DB) error {
		if err := work(db); err != nil {
			return err
		}
		return errTried
	}
}

func dropped(err error) error {
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}
