package ingest

import (
	"errors"
	"io/fs"
	"os"
)

// absent are files that were not there before a load: a load that fails
// leaves none of them behind.
type absent []string

func newFiles(paths ...string) absent {
	var out absent
	for _, p := range paths {
		if _, err := os.Stat(p); errors.Is(err, fs.ErrNotExist) {
			out = append(out, p)
		}
	}
	return out
}

func (a absent) remove() error {
	var errs []error
	for _, p := range a {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
