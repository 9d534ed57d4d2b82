package read

import (
	"archive/zip"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// faultError is what is wrong with a file, in a sentence for its owner.
type faultError struct{ says string }

func (e *faultError) Error() string { return e.says }

// damaged says what is wrong with a file and what to do about it.
func damaged(format string, args ...any) error {
	return &faultError{"the file is damaged (" + fmt.Sprintf(format, args...) + "): ask its sender for it again"}
}

func refused(format string, args ...any) error { return &faultError{fmt.Sprintf(format, args...)} }

var errCut = &faultError{"the file ends too early: it was cut short on its way, so ask its sender for it again"}

// explain turns the errors of the system and of the unpackers into sentences.
func explain(err error) error {
	var fault *faultError
	var corrupt flate.CorruptInputError
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return err
	case errors.As(err, &fault):
		return fault // without what was joined to it
	case errors.Is(err, fs.ErrNotExist):
		return refused("the file is no longer there")
	case errors.Is(err, fs.ErrPermission):
		return refused("it cannot be read: you have no permission to read it")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errCut
	case errors.Is(err, zip.ErrAlgorithm):
		return refused("it is packed in a way that is not read: unpack it and load its files")
	case errors.Is(err, zip.ErrFormat):
		return damaged("an archive without a whole list of its members, as one cut short")
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zip.ErrChecksum):
		return damaged("its bytes do not fit its checksum")
	case errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return damaged("it cannot be unpacked")
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return refused("it cannot be read (%v)", path.Err)
	}
	return err
}

// guard turns a panic of a library into an error: some panic on a file that
// lies about itself, and a load must end with a sentence all the same.
func guard(what string, err *error) {
	switch r := recover().(type) {
	case nil:
	case *faultError:
		*err = r
	default:
		*err = damaged("%s cannot be read", what)
	}
}
