package read

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Source names an export: a file, or one member of a zip archive. Either may
// be compressed with gzip, which is found out from its first bytes.
type Source struct {
	Path   string
	Member string // the name in the archive; it is a name only, nothing is written under it
}

// String is the source as messages show it: the path, or archive.zip!member.
func (s Source) String() string {
	if s.Member == "" {
		return s.Path
	}
	return s.Path + "!" + s.Member
}

// Name is the file's own name, without the folder, the archive and the ending
// .gz, so that an export has one name however it is packed.
func (s Source) Name() string {
	name := filepath.Base(s.Path)
	if s.Member != "" {
		name = path.Base(strings.ReplaceAll(s.Member, `\`, "/"))
	}
	if strings.EqualFold(path.Ext(name), ".gz") {
		name = name[:len(name)-len(".gz")]
	}
	return name
}

// stream opens the unpacked bytes of a source, from their beginning.
func (s Source) stream(b *Budget) (io.ReadCloser, error) {
	f, err := openRegular(s.Path)
	if err != nil {
		return nil, err
	}
	packed := &closers{Reader: f, all: []io.Closer{f}}
	if s.Member != "" {
		if err := packed.member(f, s, b); err != nil {
			_ = packed.Close()
			return nil, err
		}
	}
	if err := packed.gunzip(s, b); err != nil {
		_ = packed.Close() // which may only say the same again
		return nil, explain(err)
	}
	return packed, nil
}

// openRegular opens a file, and refuses what is none: a pipe would be empty
// when it is read for the second time.
func openRegular(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, explain(err)
	}
	if info.IsDir() {
		return nil, errors.New("it is a folder, not a file")
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is a pipe or a device, not a file: save it as a file and load that")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, explain(err)
	}
	return f, nil
}

// closers is a reader and what must be closed after it, the innermost last.
type closers struct {
	io.Reader
	all []io.Closer
}

// Close closes everything, in the reverse order of opening.
func (c *closers) Close() error {
	var errs []error
	for i := len(c.all) - 1; i >= 0; i-- {
		errs = append(errs, c.all[i].Close())
	}
	c.all = nil
	return errors.Join(errs...)
}

func (c *closers) member(f *os.File, s Source, b *Budget) error {
	info, err := f.Stat()
	if err != nil {
		return explain(err)
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return explain(err)
	}
	for _, m := range archive.File {
		if m.Name != s.Member {
			continue
		}
		r, err := openMember(m)
		if err != nil {
			return err
		}
		c.Reader, c.all = b.meter(r, s.String()), append(c.all, r)
		return nil
	}
	return errors.New("it is no longer in the archive")
}

// openMember opens one member of a zip archive.
func openMember(m *zip.File) (io.ReadCloser, error) {
	const encrypted = 1 // the first flag of a zip member
	if m.Flags&encrypted != 0 {
		return nil, errors.New("it is locked with a password: unpack the archive and load its files, or ask its sender for one without a password")
	}
	r, err := m.Open()
	if err != nil {
		return nil, explain(err)
	}
	return r, nil
}

// gunzip unpacks what begins like a gzip file, once.
func (c *closers) gunzip(s Source, b *Budget) error {
	r := bufio.NewReaderSize(c.Reader, 64<<10)
	c.Reader = r
	if head, _ := r.Peek(2); string(head) != "\x1f\x8b" {
		return nil
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	out := bufio.NewReaderSize(b.meter(z, s.String()), 64<<10)
	c.Reader, c.all = out, append(c.all, z)
	head, err := out.Peek(2)
	if string(head) == "\x1f\x8b" {
		return errors.New("it is compressed twice: unpack it once and load that")
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// Member is a file in an archive. Ignored says why it is no export.
type Member struct {
	Name    string
	Ignored string
}

// Members lists the files of an archive; archive is false where the file is none.
func Members(name string) (members []Member, archive bool, err error) {
	f, err := openRegular(name)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	var head [4]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || !isZip(head[:]) {
		return nil, false, nil
	}
	info, err := f.Stat()
	if err != nil {
		return nil, false, explain(err)
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		if !strings.EqualFold(filepath.Ext(name), ".zip") {
			return nil, false, nil // a damaged workbook says so when it is opened
		}
		return nil, true, explain(err)
	}
	if kind, err := zipKind(z); kind != zipArchive || err != nil {
		return nil, false, nil
	}
	members, err = listMembers(z)
	return members, true, err
}

func listMembers(z *zip.Reader) ([]Member, error) {
	seen := map[string]bool{}
	var out []Member
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if seen[f.Name] {
			return nil, fmt.Errorf("it holds two files of the name %q: unpack it and load the one that is meant", f.Name)
		}
		seen[f.Name] = true
		m := Member{Name: f.Name}
		if !f.Mode().IsRegular() {
			m.Ignored = "not a file"
		}
		if ext := strings.ToLower(path.Ext(f.Name)); ext == ".zip" {
			m.Ignored = "an archive inside an archive: unpack it and load its files"
		}
		out = append(out, m)
	}
	return out, nil
}

func isZip(head []byte) bool {
	return strings.HasPrefix(string(head), "PK\x03\x04") || strings.HasPrefix(string(head), "PK\x05\x06")
}
