//go:build duckdb_arrow && unix

package warehouse

import (
	"errors"
	"os"
	"syscall"
)

// takeLock makes the file at path and locks it, until leaveLock or the end of the program.
func takeLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrLocked
	}
	// Who had it before may have removed it between the two calls.
	if err == nil && !isNamed(f, path) {
		err = errGone
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func isNamed(f *os.File, path string) bool {
	have, err := f.Stat()
	named, statErr := os.Stat(path)
	return err == nil && statErr == nil && os.SameFile(have, named)
}

// leaveLock removes the file while it is locked: who takes it after that finds it gone.
func leaveLock(f *os.File) {
	_ = os.Remove(f.Name())
	_ = f.Close()
}

// readersKeep says nothing: here readers keep the old file, and the new one can take its name.
func readersKeep(error) string { return "" }

// likeOwner gives a file the owner of another, where this program's user may.
func likeOwner(path, other string) {
	info, err := os.Stat(other)
	if err != nil {
		return // a new warehouse
	}
	if of, ok := info.Sys().(*syscall.Stat_t); ok && os.Getuid() != int(of.Uid) {
		_ = os.Chown(path, int(of.Uid), int(of.Gid))
	}
}
