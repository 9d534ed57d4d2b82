package read

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"proceedings/ingest/profile"
)

// markOf is the encoding that a byte order mark says, or empty.
func markOf(head []byte) string {
	switch {
	case strings.HasPrefix(string(head), "\uFEFF"):
		return "utf-8"
	case strings.HasPrefix(string(head), "\xff\xfe"):
		return "utf-16le"
	case strings.HasPrefix(string(head), "\xfe\xff"):
		return "utf-16be"
	}
	return ""
}

func markSize(mark string) int {
	switch mark {
	case "utf-8":
		return 3
	case "utf-16le", "utf-16be":
		return 2
	}
	return 0
}

// decoderOf is the decoder of an encoding; nil for UTF-8, which needs none.
func decoderOf(name string) *encoding.Decoder {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	case "windows-1252":
		return charmap.Windows1252.NewDecoder()
	case "iso-8859-1":
		return charmap.ISO8859_1.NewDecoder()
	}
	return nil
}

// text reads r as UTF-8. A byte order mark tells the encoding whatever is
// declared, and is dropped. decoded is true where the bytes were of another
// encoding, so that a replacement character stands for bytes that were no text.
func text(r io.Reader, declared string) (out io.Reader, decoded bool, err error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, explain(err)
	}
	name := declared
	if mark := markOf(head); mark != "" {
		name = mark
		if _, err := b.Discard(markSize(mark)); err != nil {
			return nil, false, explain(err)
		}
	}
	if d := decoderOf(name); d != nil {
		return d.Reader(b), true, nil
	}
	return b, false, nil
}

func openCSV(s Source, c profile.CSV, b *Budget) (rows, error) {
	in, err := s.stream(b)
	if err != nil {
		return nil, err
	}
	r, decoded, err := text(in, c.Encoding)
	if err != nil {
		return nil, explain(errors.Join(err, in.Close()))
	}
	t := newTokens(r, c.Delimiter)
	t.closer, t.decoded = in, decoded
	return t, nil
}
