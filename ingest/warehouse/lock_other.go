//go:build duckdb_arrow && !unix

package warehouse

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
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

// readersKeep says of a file that could not be replaced that others read it, for whom the system keeps it; else "".
func readersKeep(err error) string {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errShared) {
		return "another program reads the warehouse"
	}
	return ""
}

// errShared is what Windows says of a file that another program has open.
const errShared = syscall.Errno(32)

func likeOwner(path, other string) {}
