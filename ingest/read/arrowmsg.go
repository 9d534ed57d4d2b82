package read

import (
	"encoding/binary"
	"errors"
	"io"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// messages reads the messages of an Arrow stream. The library's own reader
// allocates what lengths in the file say, of which one can end the program, and
// takes a stream that was cut between two messages for a whole one. Here a length
// is held against the bytes that there are, and the end must be marked.
type messages struct {
	r    io.Reader
	left int64 // bytes that the file still has
	last *ipc.Message
	err  error // what ended the stream, in a sentence
}

func (m *messages) Retain() {}

func (m *messages) Release() {
	if m.last != nil {
		m.last.Release()
		m.last = nil
	}
}

// Message is the next message; io.EOF where the end is marked.
func (m *messages) Message() (*ipc.Message, error) {
	m.Release()
	msg, err := m.read()
	if err != nil {
		m.err = err
		return nil, err
	}
	m.last = msg
	return msg, nil
}

func (m *messages) read() (msg *ipc.Message, err error) {
	defer guard("a message of it", &err)
	prefix, err := m.take(8)
	if err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(prefix) != 0xFFFFFFFF {
		return nil, damaged("a message of it does not begin as one should")
	}
	size := int64(int32(binary.LittleEndian.Uint32(prefix[4:])))
	if size == 0 {
		return nil, io.EOF
	}
	if size > recordLimit {
		return nil, damaged("a message of it is larger than any can be")
	}
	meta, err := m.take(size)
	if err != nil {
		return nil, err
	}
	length := flat(meta).verify()
	body, err := m.take(length)
	if err != nil {
		return nil, err
	}
	return ipc.NewMessage(memory.NewBufferBytes(meta), memory.NewBufferBytes(body)), nil
}

// take reads so many bytes, if they are there.
func (m *messages) take(n int64) ([]byte, error) {
	switch {
	case n < 0:
		return nil, damaged("a length in it is negative")
	case n > m.left:
		return nil, errCut
	}
	out := make([]byte, n)
	_, err := io.ReadFull(m.r, out)
	m.left -= n
	if errors.Is(err, io.EOF) {
		return nil, errCut
	}
	return out, explain(err)
}

// flat is the head of a message, as a flatbuffer. It is looked through before
// the library is: whether its lists can be as long as they say. Going beyond its
// end panics, which guard catches.
type flat []byte

// Kinds of message, and places of fields in their tables, as the format of
// Arrow (Message.fbs, Schema.fbs) fixes them.
const (
	flatSchema = 1 + iota
	flatDictionary
	flatBatch
)

func (f flat) u32(at int) int { return int(binary.LittleEndian.Uint32(f[at:])) }

// field is where a field of a table stands; 0 where it is absent.
func (f flat) field(table, i int) int {
	list := table - int(int32(f.u32(table)))
	if 4+2*i >= int(binary.LittleEndian.Uint16(f[list:])) { // as the library has it, also of odd lengths
		return 0
	}
	offset := int(binary.LittleEndian.Uint16(f[list+4+2*i:]))
	if offset == 0 {
		return 0
	}
	return table + offset
}

// table is the table that a field refers to; 0 where it is absent.
func (f flat) table(of, i int) int {
	at := f.field(of, i)
	if at == 0 {
		return 0
	}
	return at + f.u32(at)
}

// list is a list of elements of so many bytes each.
func (f flat) list(of, i, size int) (first, n int) {
	at := f.table(of, i)
	if at == 0 {
		return 0, 0
	}
	if n = f.u32(at); n > (len(f)-at-4)/size {
		panic(damaged("a list in it is longer than the file"))
	}
	return at + 4, n
}

// verify looks through a message and returns the length of its body.
func (f flat) verify() int64 {
	root := f.u32(0)
	f.list(root, 4, 4)
	if at, header := f.field(root, 1), f.table(root, 2); at > 0 && header > 0 {
		switch f[at] {
		case flatSchema:
			f.list(header, 2, 4)
			left := 4 * sheetColumns
			f.fields(header, 1, 0, &left)
		case flatDictionary:
			f.batch(f.table(header, 1))
		case flatBatch:
			f.batch(header)
		}
	}
	if at := f.field(root, 3); at > 0 {
		return int64(binary.LittleEndian.Uint64(f[at:]))
	}
	return 0
}

// fields looks through the fields of a schema or of a field. The same table may
// be referred to again and again, so that they are counted.
func (f flat) fields(of, i, depth int, left *int) {
	const union = 14
	first, n := f.list(of, i, 4)
	if *left -= n; *left < 0 || depth > jsonDepth {
		panic(damaged("it has more columns than can be"))
	}
	for k := range n {
		at := first + 4*k
		field := at + f.u32(at)
		f.list(field, 6, 4)
		if kind := f.field(field, 2); kind > 0 && f[kind] == union {
			f.list(f.table(field, 3), 1, 4)
		}
		f.fields(field, 5, depth+1, left)
	}
}

func (f flat) batch(at int) {
	f.list(at, 1, 16)
	_, buffers := f.list(at, 2, 16)
	first, n := f.list(at, 4, 8)
	for k := range n {
		if more := int64(binary.LittleEndian.Uint64(f[first+8*k:])); more < 0 || more > int64(buffers) {
			panic(damaged("a list in it is longer than the file"))
		}
	}
}
