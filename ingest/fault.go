package ingest

import (
	"context"
	"errors"
	"strings"
	"syscall"

	"proceedings/ingest/warehouse"
)

// ErrDiskFull is returned where the disk of the warehouse, or of what is spilled
// beside it, has no room left.
var ErrDiskFull error = &engineFailure{said: "the disk is full: free some space and try again"}

// ErrMemory is returned where the engine needs more memory than it may use.
var ErrMemory error = &engineFailure{said: "the memory that the engine may use is not enough: raise it with --memory, or use fewer --threads, and try again"}

// engineError turns an error of the engine into what a person can use. The
// statement, and all from the first quotation mark, where a value of the export may
// stand, are left out.
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
	if i := strings.IndexAny(text, "\n\"'`"); i >= 0 {
		text = text[:i] + "…"
	}
	return &engineFailure{"the engine could not work it out (for whoever looks into it: " + text + ")", err}
}

// engineFailure is an error of the engine in the words of a person.
type engineFailure struct {
	said string
	why  error // in the engine's words, which may hold values; never shown
}

func (e *engineFailure) Error() string { return e.said }

func (e *engineFailure) Unwrap() error { return e.why }

// plainError gives every error of a load that a person cannot use as it is in
// the words of engineError.
func plainError(err error) error {
	if said := (*engineFailure)(nil); errors.As(err, &said) {
		return err // in words already
	}
	if err != nil && (warehouse.IsFault(err) || errors.Is(err, syscall.ENOSPC)) {
		return engineError(err)
	}
	return err
}

// EngineError gives an error of the engine in the words of a person, without
// statements or values; any other is left as it is.
func EngineError(err error) error { return plainError(err) }
