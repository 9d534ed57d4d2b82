//go:build duckdb_arrow && !unix

package warehouse

import (
	"errors"
	"io/fs"
	"os"
)

// takeLock makes the file at path and holds it open, until leaveLock or the end of the
// program: no other program can remove it meanwhile.
func takeLock(path string) (*os.File, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, ErrLocked
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, ErrLocked
	}
	return f, err
}

func leaveLock(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name()) // refused where another program has taken it
}

func likeOwner(path, other string) {}
