//go:build duckdb_arrow

package warehouse

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// tempPrefix begins the names of this program's folders among those of the system's for
// what need not stay: what does not fit in memory, and copies of a warehouse that stands where
// nothing can be written. All of it is personal data.
const tempPrefix = "proceedings-work-"

// tempFolder is a private folder, locked while the program that made it has it.
type tempFolder struct {
	path string
	lock *os.File
}

// takeTempFolder makes one, and removes those of programs that were killed.
func takeTempFolder() (*tempFolder, error) {
	sweepTemp()
	path, err := os.MkdirTemp("", tempPrefix)
	if err != nil {
		return nil, err
	}
	lock, err := takeLock(tempLock(path))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(path))
	}
	return &tempFolder{path, lock}, nil
}

func tempLock(folder string) string { return filepath.Join(folder, "lock") }

// leave removes the folder. The lock goes last, so that what is left of a folder after the
// program was killed in the middle is still known to be nobody's.
func (f *tempFolder) leave() error {
	entries, err := os.ReadDir(f.path)
	for _, e := range entries {
		if e.Name() != filepath.Base(f.lock.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(f.path, e.Name())))
		}
	}
	leaveLock(f.lock)
	return errors.Join(err, os.RemoveAll(f.path))
}

// sweepTemp removes the folders of programs that were killed. What is not this user's, or
// cannot be removed, stays.
func sweepTemp() {
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		return
	}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), tempPrefix) {
			continue
		}
		path := filepath.Join(os.TempDir(), e.Name())
		// Without a lock it was made just now, or has nothing in it.
		if info, err := os.Lstat(tempLock(path)); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if lock, err := takeLock(tempLock(path)); err == nil {
			_ = (&tempFolder{path, lock}).leave()
		}
	}
}
