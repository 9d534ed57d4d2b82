//go:build duckdb_arrow

package warehouse

import (
	"errors"
	"fmt"
)

// Alone takes the lock at path, which one program has at a time, and returns what leaves it. A program that ends, however
// it ends, leaves its locks: none stands in the way of the next. Where another has it the error is ErrLocked.
func Alone(path string) (leave func(), err error) {
	for range 3 { // who had it may remove it between two calls
		f, err := takeLock(path)
		if err == nil {
			return func() { leaveLock(f) }, nil
		}
		if !errors.Is(err, errGone) {
			return nil, fmt.Errorf("the lock %s cannot be taken: %w", path, err)
		}
	}
	return nil, fmt.Errorf("the lock %s cannot be taken: %w", path, ErrLocked)
}
