//go:build duckdb_arrow

package warehouse

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// tempPrefix begins the names of the program's folders among those of the system's for
// what need not stay: what does not fit in memory, copies of a warehouse that stands where
// nothing can be written, and what others put into a TempFolder. All of it is personal data.
const tempPrefix = "proceedings-work-"

// tempFolder is a private folder, locked while the program that made it has it.
type tempFolder struct {
	path string
	lock *os.File
}

// TempFolder makes a folder for its owner alone, until leave removes it. Where the program is killed before that, the next that opens a
// warehouse does.
func TempFolder() (path string, leave func() error, err error) {
	f, err := takeTempFolder()
	if err != nil {
		return "", nil, err
	}
	return f.path, f.leave, nil
}

// takeTempFolder makes one, and removes those of programs that were killed.
func takeTempFolder() (*tempFolder, error) {
	sweepTemp()
	for {
		path, err := os.MkdirTemp("", tempPrefix)
		if err != nil {
			return nil, err
		}
		lock, err := takeLock(tempLock(path))
		if errors.Is(err, ErrLocked) || errors.Is(err, errGone) {
			// Another program, sweeping, took it for one that is left.
			if err := os.RemoveAll(path); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			lock = nil // A folder whose files cannot be locked is used all the same; without a lock in it nobody sweeps it.
		}
		return &tempFolder{path, lock}, nil
	}
}

func tempLock(folder string) string { return filepath.Join(folder, "lock") }

// leave removes the folder. The lock goes last, so that what is left of a folder after the
// program was killed in the middle is still known to be nobody's.
func (f *tempFolder) leave() error {
	err := clearBut(f.path, f.lock)
	if f.lock != nil {
		leaveLock(f.lock)
	}
	return errors.Join(err, os.RemoveAll(f.path))
}

// clearBut removes all that is in a folder but its lock, which may be nil.
func clearBut(folder string, lock *os.File) error {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if lock == nil || e.Name() != filepath.Base(lock.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(folder, e.Name())))
		}
	}
	return err
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
