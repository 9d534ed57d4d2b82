package read

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// spool is a temporary file that its owner alone can read. Where the system
// allows it, its name is taken away at once, so that what it holds goes with the
// process even when that is killed.
type spool struct {
	*os.File
	named bool
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "proceedings-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("no temporary file can be made to unpack it: %w", err)
	}
	return &spool{File: f, named: os.Remove(f.Name()) != nil}, nil
}

// Close closes the file and removes it.
func (s *spool) Close() error {
	err := s.File.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.Name()))
	}
	return err
}

// body is the unpacked bytes of a source, at random access.
type body struct {
	io.ReaderAt
	io.Closer
	size int64
}

// body opens a source at random access: formats that keep their table of
// contents at the end need it. What is packed is unpacked into a spool first.
func (s Source) body(b *Budget) (*body, error) {
	in, err := s.stream(b)
	if err != nil {
		return nil, err
	}
	if s.Member == "" {
		if c := in.(*closers); len(c.all) == 1 { // nothing was unpacked: the file itself will do
			f := c.all[0].(*os.File)
			info, err := f.Stat()
			if err != nil {
				return nil, errors.Join(explain(err), in.Close())
			}
			return &body{ReaderAt: f, Closer: f, size: info.Size()}, nil
		}
	}
	defer in.Close()
	spool, err := newSpool()
	if err != nil {
		return nil, err
	}
	n, err := io.Copy(spool, in)
	if err != nil {
		return nil, errors.Join(explain(err), spool.Close())
	}
	return &body{ReaderAt: spool, Closer: spool, size: n}, nil
}
