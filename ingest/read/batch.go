package read

import (
	"math/bits"
	"sync"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// batch gathers rows for one record batch. It makes the buffers of the arrays
// itself: the builders of the library look at their capacity anew for each part
// of each cell, which costs more than cutting the text into cells does.
type batch struct {
	schema                          *arrow.Schema
	spare                           *spare
	rows                            []int64
	filled, width, repaired, errors []int32
	garbled, quoted                 bitmap
	text                            []textColumn
}

func newBatch(s *arrow.Schema, columns int) *batch {
	b := &batch{schema: s, spare: &spare{}, text: make([]textColumn, columns)}
	b.reset()
	return b
}

// reset begins a batch, with room for as much text as the last one had.
func (b *batch) reset() {
	b.rows = arrow.Int64Traits.CastFromBytes(b.spare.bytes(8 * batchRows))[:0]
	for _, numbers := range []*[]int32{&b.filled, &b.width, &b.repaired, &b.errors} {
		*numbers = b.spare.numbers(batchRows)
	}
	b.garbled, b.quoted = b.spare.bitmap(), b.spare.bitmap()
	for i := range b.text {
		size := len(b.text[i].data)
		b.text[i] = textColumn{valid: b.spare.bitmap(), ends: append(b.spare.numbers(batchRows+1), 0), data: b.spare.bytes(size + size/8)[:0]}
	}
}

// record is the batch of the rows gathered; it begins the next.
func (b *batch) record() arrow.RecordBatch {
	n := len(b.rows)
	columns := []arrow.Array{
		b.fixed(arrow.PrimitiveTypes.Int64, n, arrow.Int64Traits.CastToBytes(b.rows)),
		b.fixed(arrow.PrimitiveTypes.Int32, n, arrow.Int32Traits.CastToBytes(b.filled)),
		b.fixed(arrow.PrimitiveTypes.Int32, n, arrow.Int32Traits.CastToBytes(b.width)),
		b.fixed(arrow.FixedWidthTypes.Boolean, n, b.garbled),
		b.fixed(arrow.FixedWidthTypes.Boolean, n, b.quoted),
		b.fixed(arrow.PrimitiveTypes.Int32, n, arrow.Int32Traits.CastToBytes(b.repaired)),
		b.fixed(arrow.PrimitiveTypes.Int32, n, arrow.Int32Traits.CastToBytes(b.errors)),
	}
	for i := range b.text {
		c := &b.text[i]
		columns = append(columns, b.array(arrow.BinaryTypes.String, n, n-c.valid.count(), c.valid, arrow.Int32Traits.CastToBytes(c.ends), c.data))
	}
	out := array.NewRecordBatch(b.schema, columns, int64(n))
	for _, c := range columns {
		c.Release()
	}
	b.reset()
	return out
}

func (b *batch) fixed(t arrow.DataType, n int, values []byte) arrow.Array {
	return b.array(t, n, 0, nil, values)
}

// array makes an array of buffers, the first of which may be nil.
func (b *batch) array(t arrow.DataType, n, nulls int, parts ...[]byte) arrow.Array {
	buffers := make([]*memory.Buffer, len(parts))
	for i, p := range parts {
		if p != nil {
			buffers[i] = memory.NewBufferWithAllocator(p, b.spare)
			defer buffers[i].Release()
		}
	}
	data := array.NewData(t, n, buffers, nil, nulls, 0)
	defer data.Release()
	return array.MakeFromData(data)
}

// spare keeps the buffers of batches that have been read, for the next ones.
// What is read of a large file is otherwise garbage as fast as it is made, and
// collecting it takes a fifth of the time of reading.
type spare struct {
	mu   sync.Mutex
	free [][]byte
}

// spareBuffers is how many buffers are kept: those of a few batches.
const spareBuffers = 256

// Allocate, Reallocate and Free are those of memory.Allocator. Only Free is
// ever called: these buffers do not grow.
func (s *spare) Allocate(size int) []byte { return make([]byte, size) }

// Reallocate makes a larger copy.
func (s *spare) Reallocate(size int, b []byte) []byte {
	return append(make([]byte, 0, size), b...)[:size]
}

// Free takes back a buffer that nobody reads any more.
func (s *spare) Free(b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.free) < spareBuffers && cap(b) > 0 {
		s.free = append(s.free, b)
	}
}

// bytes is a buffer of so many bytes, whatever they are. One that is much
// larger is left for who needs it.
func (s *spare) bytes(size int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, b := range s.free {
		if cap(b) >= size && cap(b) <= 2*size+1024 {
			last := len(s.free) - 1
			s.free[i], s.free[last] = s.free[last], nil
			s.free = s.free[:last]
			return b[:size]
		}
	}
	return make([]byte, size)
}

func (s *spare) numbers(n int) []int32 {
	return arrow.Int32Traits.CastFromBytes(s.bytes(4 * n))[:0]
}

func (s *spare) bitmap() bitmap {
	b := s.bytes(batchRows / 8)
	clear(b)
	return b
}

// bitmap has one bit a row.
type bitmap []byte

func (b bitmap) set(i int) { b[i/8] |= 1 << (i % 8) }

func (b bitmap) count() int {
	n := 0
	for _, c := range b {
		n += bits.OnesCount8(c)
	}
	return n
}

// textColumn is a column of text that may be null.
type textColumn struct {
	valid bitmap
	ends  []int32 // 0, then the end of each value in data
	data  []byte
}

// add appends a value; an empty one is null.
func (c *textColumn) add(text []byte) {
	if len(text) > 0 {
		c.valid.set(len(c.ends) - 1)
		c.data = append(c.data, text...)
	}
	c.ends = append(c.ends, int32(len(c.data)))
}
