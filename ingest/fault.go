package ingest

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"syscall"

	"proceedings/ingest/warehouse"
)

// ErrDiskFull is returned where the disk of the warehouse, or of what is spilled
// beside it, has no room left.
var ErrDiskFull = errors.New("the disk is full: free some space and load again; nothing of this load was kept")

// ErrMemory is returned where the engine needs more memory than it may use.
var ErrMemory = errors.New("the memory that the engine may use is not enough: raise it with --memory, or use fewer --threads, and load again; nothing of this load was kept")

// engineError turns an error of the engine into what a person can use. The
// statement and whatever stands in quotation marks, which may be a value of the
// export, are left out.
func engineError(err error) error {
	text := err.Error()
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.ENOSPC), strings.Contains(text, "No space left on device"), strings.Contains(text, "max_temp_directory_size"):
		return ErrDiskFull
	case strings.Contains(text, "Out of Memory"), strings.Contains(text, "failed to allocate"):
		return ErrMemory
	}
	text, _, _ = strings.Cut(text, "\n")
	return errors.New("the engine could not work it out; nothing of this load was kept (for whoever looks into it: " + quoted.ReplaceAllString(text, "…") + ")")
}

var quoted = regexp.MustCompile(`"[^"]*"|'[^']*'`)

// plainError gives every error of a load that a person cannot use as it is in
// the words of engineError.
func plainError(err error) error {
	if err != nil && (warehouse.IsFault(err) || errors.Is(err, syscall.ENOSPC)) {
		return engineError(err)
	}
	return err
}
