package read

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow"

	"proceedings/ingest/profile"
)

// Names of the columns that every batch carries beside the profile's.
const (
	Row      = "_row"      // number of the row, as a spreadsheet shows it
	Filled   = "_filled"   // how many cells hold something, named by the profile or not
	Width    = "_width"    // how many cells the row has more than its header; 0 where it fits
	Garbled  = "_garbled"  // a cell is not text in the declared encoding
	Quoted   = "_quoted"   // the line could not be cut into cells: bad quotation marks, or no JSON
	Repaired = "_repaired" // how many cells had been misread and were read back
	Errors   = "_errors"   // how many cells hold an error of a spreadsheet
)

// batchRows is how many rows a batch holds: large enough for the engine's
// vectors, small enough that a few batches in flight stay in cache-friendly memory.
const batchRows = 16 * 1024

// batchBytes ends a batch before it is full, so that rows of long texts do not
// pile up.
const batchBytes = 32 << 20

// Pseudonym turns the identifier of a person into a keyed hash. The kind is
// officer, complainant or deceased.
type Pseudonym func(kind, id string) string

// Table reads one table of one file. It implements array.RecordReader.
type Table struct {
	ctx     context.Context
	cancel  context.CancelFunc
	rows    rows
	schema  *arrow.Schema
	columns []column
	header  int  // cells in the header row
	strict  bool // every row has as many cells as the header
	decoded bool // a replacement character stands for bytes that were no text
	hash    Pseudonym
	budget  *Budget // of what is staged
	errors  errorValues

	started bool // the rows are being read, ahead of who asks for them
	batches chan arrow.RecordBatch
	current arrow.RecordBatch
	err     error
	read    atomic.Int64
	refs    atomic.Int64
}

// Table finds the header of a table and makes ready to read. It returns
// ErrColumns, naming them, where the profile's columns are not all there.
func (f *File) Table(ctx context.Context, t profile.Table, hash Pseudonym) (*Table, error) {
	r, err := f.rows(t)
	if err != nil {
		return nil, err
	}
	names, err := findHeader(r, t)
	if err != nil {
		return nil, explain(errors.Join(err, r.close()))
	}
	columns, err := locate(names, t)
	if err != nil {
		return nil, explain(errors.Join(err, r.close()))
	}
	ctx, cancel := context.WithCancel(ctx)
	tab := &Table{ctx: ctx, cancel: cancel, rows: r, columns: columns, header: len(names), strict: f.profile.Format == CSV,
		hash: hash, budget: NewBudget(f.max), errors: newErrorValues(), schema: schema(t.Columns), batches: make(chan arrow.RecordBatch, 2)}
	switch r := r.(type) {
	case *tokens:
		tab.decoded = r.decoded
	case *jsonRows:
		tab.decoded = true
	}
	tab.refs.Store(1)
	return tab, nil
}

func schema(columns []profile.Column) *arrow.Schema {
	fields := []arrow.Field{
		{Name: Row, Type: arrow.PrimitiveTypes.Int64},
		{Name: Filled, Type: arrow.PrimitiveTypes.Int32},
		{Name: Width, Type: arrow.PrimitiveTypes.Int32},
		{Name: Garbled, Type: arrow.FixedWidthTypes.Boolean},
		{Name: Quoted, Type: arrow.FixedWidthTypes.Boolean},
		{Name: Repaired, Type: arrow.PrimitiveTypes.Int32},
		{Name: Errors, Type: arrow.PrimitiveTypes.Int32},
	}
	for _, c := range columns {
		fields = append(fields, arrow.Field{Name: c.Name, Type: arrow.BinaryTypes.String, Nullable: true})
	}
	return arrow.NewSchema(fields, nil)
}

func (t *Table) produce() {
	defer close(t.batches)
	b := newBatch(t.schema, len(t.columns))
	for {
		err := t.fill(b)
		if len(b.rows) > 0 {
			select {
			case t.batches <- b.record():
			case <-t.ctx.Done():
				return
			}
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.err = err
			}
			return
		}
	}
}

// fill gathers the rows of one batch.
func (t *Table) fill(b *batch) error {
	for size := 0; len(b.rows) < batchRows && size < batchBytes; {
		l, err := t.rows.next()
		if err != nil {
			return err
		}
		n := t.add(b, &l)
		size += n
		t.read.Add(1)
		// A few bytes of a sheet or of a columnar file can stand for any number of rows.
		if err := t.budget.spend(n+1, "the file"); err != nil {
			return err
		}
	}
	return nil
}

// marks are what is noted of a row beside its values.
type marks struct {
	garbled          bool
	repaired, errors int32
}

// add puts one row into a batch and says how many bytes of text it has.
func (t *Table) add(b *batch, l *line) int {
	n := len(b.rows)
	width := t.misfit(l.cells)
	faulty := l.faulty || (l.bare && width != 0)
	if faulty {
		width = 0 // it is the quotation marks that are at fault
		b.quoted.set(n)
	}
	size, m := 0, marks{}
	for i := range t.columns {
		var text []byte
		if !faulty {
			text = t.value(&t.columns[i], l.cells, &m)
		}
		b.text[i].add(text)
		size += len(text)
	}
	if m.garbled {
		b.garbled.set(n)
	}
	b.rows = append(b.rows, int64(l.row))
	b.filled, b.width = append(b.filled, filled(l.cells)), append(b.width, width)
	b.repaired, b.errors = append(b.repaired, m.repaired), append(b.errors, m.errors)
	return size
}

// value is the text of one column of a row, as it is staged.
func (t *Table) value(c *column, cells [][]byte, m *marks) []byte {
	if c.index < 0 || c.index >= len(cells) && !c.fillDown {
		return nil
	}
	var text []byte
	plain := true
	if c.index < len(cells) {
		text, plain = trimmed(cells[c.index])
	}
	if !plain {
		text = t.unusual(c, text, m)
	}
	if c.fillDown {
		text = c.fill(text, cells)
	}
	if t.errors.has(text) {
		m.errors++
		return text // not hashed either: the check that lists it must see it
	}
	if c.person != "" && len(text) > 0 {
		id := string(text)
		if !c.missing[strings.ToLower(id)] {
			return []byte(t.hash(c.person, id))
		}
	}
	return text
}

// unusual cleans a value that is not plain ASCII.
func (t *Table) unusual(c *column, cell []byte, m *marks) []byte {
	text, garbled := valid(cell, t.decoded)
	m.garbled = m.garbled || garbled
	if c.repair != nil {
		if better, ok := c.repair.repair(text); ok {
			text = better
			m.repaired++
		}
	}
	return tidyBytes(text)
}

// fill gives an empty cell the value above it, except in a row that is empty altogether.
func (c *column) fill(text []byte, cells [][]byte) []byte {
	if len(text) > 0 {
		c.last = append(c.last[:0], text...)
		return text
	}
	if filled(cells) == 0 {
		return nil
	}
	return c.last
}

// misfit says by how many cells a row of a text file differs from its header.
// Sheets leave out empty cells at the end of a row, so there it means nothing.
func (t *Table) misfit(cells [][]byte) int32 {
	if !t.strict {
		return 0
	}
	n := len(cells)
	for n > t.header && isBlank(cells[n-1]) {
		n--
	}
	return int32(n - t.header)
}

func filled(cells [][]byte) int32 {
	n := int32(0)
	for _, c := range cells {
		if !isBlank(c) {
			n++
		}
	}
	return n
}

// Read returns how many rows have been read below the header.
func (t *Table) Read() int64 { return t.read.Load() }

// Close stops the reading.
func (t *Table) Close() error {
	t.cancel()
	if t.started {
		for b := range t.batches {
			b.Release()
		}
	}
	return t.rows.close()
}

// Retain, Release, Schema, Next, RecordBatch, Record and Err are those of array.RecordReader.
func (t *Table) Retain() { t.refs.Add(1) }

// Release drops a reference; the rows are closed by Close.
func (t *Table) Release() { t.refs.Add(-1) }

// Schema is the batch schema: the columns of this package, then the profile's, all text.
func (t *Table) Schema() *arrow.Schema { return t.schema }

// Next moves to the next batch.
func (t *Table) Next() bool {
	if t.current != nil {
		t.current.Release()
		t.current = nil
	}
	if !t.started {
		t.started = true
		go t.produce()
	}
	b, ok := <-t.batches
	t.current = b
	return ok
}

// RecordBatch is the current batch.
func (t *Table) RecordBatch() arrow.RecordBatch { return t.current }

// Record is the current batch under the interface's older name.
func (t *Table) Record() arrow.RecordBatch { return t.current }

// Err is the error that ended the reading, if one did.
func (t *Table) Err() error { return t.err }
