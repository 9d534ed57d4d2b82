package read

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
)

// tokens cuts delimited text into rows (RFC 4180). It is our own because
// encoding/csv gives up a whole file at its first bad quotation mark and, told
// to be lazy, swallows rows in silence up to the next one; and because it makes
// a string of every cell of every row, of which a profile reads a few.
//
// Where a quotation mark is wrong, the fault costs one line: the line is given
// as faulty, whole, and reading goes on at the next. A mark is wrong where text
// follows a closing one, or where one that was opened is not closed within what
// a cell of a spreadsheet can hold. One inside a cell that is not quoted is
// taken as it stands, as spreadsheets do (5" knife); the row is said to hold
// one, so that it can be held back where its cells do not fit the header.
//
// A row's number is the one that a spreadsheet shows: empty lines count, and
// line breaks inside quotation marks do not.
type tokens struct {
	r       io.Reader
	closer  io.Closer // may be nil
	decoded bool

	buf      []byte // buf[pos:end] is read but not cut yet
	pos, end int
	eof      bool

	delim   []byte
	newline byte // the last byte of a line end

	row    int
	blank  int  // empty lines before the row that is held
	held   bool // a row has been cut and waits for the empty lines before it
	line   line
	cells  [][]byte
	spans  []span
	joined []byte // cells whose bytes differ from those of the file
}

// A cell of a spreadsheet holds at most 32,767 characters, of which 253 line
// breaks; four bytes are the most that a character takes.
const (
	quotedLines = 254
	quotedBytes = 4 * 32767
)

// lineLimit is the longest line that is read.
const lineLimit = 16 << 20

// span is where a cell stands: in the unread bytes, or in joined.
type span struct {
	from, to int
	joined   bool
}

func newTokens(r io.Reader, delimiter string) *tokens {
	if delimiter == "" {
		delimiter = ","
	}
	return &tokens{r: r, buf: make([]byte, 256<<10), delim: []byte(delimiter)}
}

func (t *tokens) close() error {
	if t.closer == nil {
		return nil
	}
	return t.closer.Close()
}

// next gives the empty lines before a row, then the row. Empty lines at the
// end of a file are no rows.
func (t *tokens) next() (line, error) {
	for !t.held {
		if err := t.cut(); err != nil {
			return line{}, err
		}
	}
	t.row++
	if t.blank > 0 {
		t.blank--
		return line{row: t.row}, nil
	}
	t.held = false
	t.line.row = t.row
	return t.line, nil
}

// cut takes one line, or the lines that quotation marks join to it.
func (t *tokens) cut() error {
	if t.newline == 0 {
		if err := t.findNewline(); err != nil {
			return err
		}
	}
	end, next, err := t.lineEnd(0)
	if err != nil {
		return err
	}
	text := t.buf[t.pos : t.pos+end]
	switch {
	case end == 0:
		t.blank++
		t.pos += next
		return nil
	case bytes.IndexByte(text, '"') < 0:
		t.line = line{cells: t.split(text)}
	default:
		if next, err = t.quoted(end, next); err != nil {
			return err
		}
	}
	t.pos += next
	t.held = true
	return nil
}

// split cuts a line without quotation marks. A delimiter of one byte, which
// nearly all are, is looked for eight bytes at a time: cells are too short for
// bytes.IndexByte to pay.
func (t *tokens) split(text []byte) [][]byte {
	cells := t.cells[:0]
	if len(t.delim) > 1 {
		for {
			i := bytes.Index(text, t.delim)
			if i < 0 {
				t.cells = append(cells, text)
				return t.cells
			}
			cells = append(cells, text[:i])
			text = text[i+len(t.delim):]
		}
	}
	const ones, low7 = 0x0101010101010101, 0x7F7F7F7F7F7F7F7F
	delim, from, i := t.delim[0], 0, 0
	for ; i+8 <= len(text); i += 8 {
		// A byte of word is zero where text has the delimiter; hits has the highest
		// bit of such a byte, and no other.
		word := binary.LittleEndian.Uint64(text[i:]) ^ uint64(delim)*ones
		for hits := ^((word&low7 + low7) | word | low7); hits != 0; hits &= hits - 1 {
			at := i + bits.TrailingZeros64(hits)/8
			cells = append(cells, text[from:at])
			from = at + 1
		}
	}
	for ; i < len(text); i++ {
		if text[i] == delim {
			cells = append(cells, text[from:i])
			from = i + 1
		}
	}
	t.cells = append(cells, text[from:])
	return t.cells
}

// quoted cuts a line with quotation marks, and says where the next one begins.
func (t *tokens) quoted(end, next int) (int, error) {
	firstEnd, firstNext := end, next
	t.spans, t.joined = t.spans[:0], t.joined[:0]
	bare := false
	for at := 0; ; {
		data := t.buf[t.pos:t.end]
		if at < end && data[at] == '"' {
			closed, err := t.closing(at+1, &end, &next)
			if err != nil {
				return 0, err
			}
			data = t.buf[t.pos:t.end]
			if closed < 0 && t.cutShort(firstNext) {
				return 0, refused("the file ends in the middle of a quoted cell of row %d: it was cut short on its way, so ask its sender for it again", t.row+t.blank+1)
			}
			if closed < 0 || (closed+1 < end && !bytes.HasPrefix(data[closed+1:end], t.delim)) {
				t.cells = append(t.cells[:0], data[:firstEnd])
				t.line = line{cells: t.cells, faulty: true}
				return firstNext, nil
			}
			at = closed + 1
		} else {
			n := bytes.Index(data[at:end], t.delim)
			if n < 0 {
				n = end - at
			}
			bare = bare || bytes.IndexByte(data[at:at+n], '"') >= 0
			t.spans = append(t.spans, span{from: at, to: at + n})
			at += n
		}
		if at >= end {
			t.line = line{cells: t.gather(), bare: bare}
			return next, nil
		}
		at += len(t.delim)
	}
}

// cutShort says whether a quoted cell that is not closed was cut off with the
// file, rather than left open by whoever wrote it: the file ends without a line
// end, within the line of the cell or within one that holds no other cell.
func (t *tokens) cutShort(next int) bool {
	data := t.buf[t.pos:t.end]
	if !t.eof || len(data) == 0 || data[len(data)-1] == t.newline {
		return false
	}
	last := bytes.LastIndexByte(data, t.newline) + 1
	return last < next || !bytes.Contains(data[last:], t.delim)
}

// closing finds the quotation mark that closes a cell, whose text begins at
// from, and notes the cell. It goes on over line ends; -1 where there is none.
func (t *tokens) closing(from int, end, next *int) (int, error) {
	plain, at := true, from // plain: the cell's bytes are the file's
	start := len(t.joined)
	for lines := 1; ; {
		data := t.buf[t.pos:t.end]
		i := bytes.IndexByte(data[at:*end], '"')
		if i < 0 {
			if lines++; lines > quotedLines || *next-from > quotedBytes {
				return -1, nil
			}
			t.joined, plain = append(append(t.joined, data[at:*end]...), '\n'), false
			at = *next
			var err error
			if *end, *next, err = t.lineEnd(*next); errors.Is(err, io.EOF) {
				return -1, nil
			} else if err != nil {
				return 0, err
			}
			continue
		}
		at += i
		if at+1 < *end && data[at+1] == '"' {
			t.joined, plain = append(t.joined, data[at-i:at+1]...), false
			at += 2
			continue
		}
		if plain {
			t.spans = append(t.spans, span{from: from, to: at})
			return at, nil
		}
		t.joined = append(t.joined, data[at-i:at]...)
		t.spans = append(t.spans, span{from: start, to: len(t.joined), joined: true})
		return at, nil
	}
}

// gather makes cells of the spans, now that no byte will move before they are used.
func (t *tokens) gather() [][]byte {
	cells := t.cells[:0]
	data := t.buf[t.pos:t.end]
	for _, s := range t.spans {
		if s.joined {
			cells = append(cells, t.joined[s.from:s.to])
		} else {
			cells = append(cells, data[s.from:s.to])
		}
	}
	t.cells = cells
	return cells
}

// lineEnd finds the end of the line that begins at from, and where the next one
// begins; all counted from pos, since filling the buffer moves what is in it.
func (t *tokens) lineEnd(from int) (end, next int, err error) {
	for scan := from; ; {
		data := t.buf[t.pos:t.end]
		if i := bytes.IndexByte(data[scan:], t.newline); i >= 0 {
			end = scan + i
			if t.newline == '\n' && end > from && data[end-1] == '\r' {
				return end - 1, end + 1, nil
			}
			return end, end + 1, nil
		}
		scan = len(data)
		if t.eof {
			if scan == from {
				return 0, 0, io.EOF
			}
			if data[scan-1] == '\r' {
				return scan - 1, scan, nil
			}
			return scan, scan, nil
		}
		if scan-from > lineLimit {
			return 0, 0, refused("after row %d there is a line longer than %s: this is no table of delimited text", t.row+t.blank, sizeText(lineLimit))
		}
		if err := t.fill(); err != nil {
			return 0, 0, err
		}
	}
}

// fill reads more, into a larger buffer where a line needs it.
func (t *tokens) fill() error {
	copy(t.buf, t.buf[t.pos:t.end])
	t.end -= t.pos
	t.pos = 0
	if t.end > len(t.buf)/2 {
		t.buf = append(t.buf, make([]byte, len(t.buf))...)
	}
	for range 100 {
		n, err := t.r.Read(t.buf[t.end:])
		t.end += n
		switch {
		case errors.Is(err, io.EOF):
			t.eof = true
			return nil
		case err != nil:
			return explain(err)
		case n > 0:
			return nil
		}
	}
	return io.ErrNoProgress
}

// findNewline tells from the first line end outside quotation marks whether
// lines end in LF (CR LF among them) or, as on an old Macintosh, in CR alone.
func (t *tokens) findNewline() error {
	for t.end-t.pos < 2 && !t.eof {
		if err := t.fill(); err != nil {
			return err
		}
	}
	t.newline = '\n'
	inside := false
	data := t.buf[t.pos:t.end]
	for i, c := range data {
		switch {
		case c == '"':
			inside = !inside
		case c == '\n' && !inside:
			return nil
		case c == '\r' && !inside:
			if i+1 < len(data) && data[i+1] != '\n' {
				t.newline = '\r'
			}
			return nil
		}
	}
	return nil
}
