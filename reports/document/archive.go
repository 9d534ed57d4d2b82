package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
)

// archive is the zip file that every office format is: parts in the order in which
// they were added, without times, so that the same parts give the same bytes.
type archive struct {
	names []string
	data  map[string][]byte
}

func (a *archive) add(name string, data []byte) {
	if a.data == nil {
		a.data = map[string][]byte{}
	}
	if _, ok := a.data[name]; !ok {
		a.names = append(a.names, name)
	}
	a.data[name] = data
}

// bytes packs the parts. The first is stored plain, for formats that are known by it.
func (a *archive) bytes(plainFirst bool) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, name := range a.names {
		if err := put(z, name, a.data[name], plainFirst && i == 0); err != nil {
			return nil, fmt.Errorf("document: %s cannot be packed: %w", name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("document: the file cannot be packed: %w", err)
	}
	return b.Bytes(), nil
}

func put(z *zip.Writer, name string, data []byte, plain bool) error {
	if plain {
		// Written raw: the sizes stand before the data then, as readers of the first part expect.
		w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
			CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))})
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
