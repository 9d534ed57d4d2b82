package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// newWarehouse reports whether a load would make the warehouse. It refuses to make one in
// a folder that is not there: a name mistyped, or a disk not mounted when the scheduled
// job runs, would begin an empty warehouse with keys of its own, and publish from it.
func newWarehouse(path string) (bool, error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return false, nil // what else is wrong with it is said when it is opened
	}
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("there is no folder %s for the warehouse %s: make the folder if the warehouse is new, or correct --warehouse", dir, filepath.Base(path))
	}
	return true, nil
}
