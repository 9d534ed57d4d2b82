package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"proceedings/ingest/profile"
)

// Names of the columns that every batch carries beside the profile's.
const (
	Row     = "_row"     // number of the row, as a spreadsheet shows it
	Filled  = "_filled"  // how many cells hold something, named by the profile or not
	Width   = "_width"   // how many cells the row has more than its header; 0 where it fits
	Garbled = "_garbled" // a cell is not text in the declared encoding
)

// batchRows is how many rows a batch holds: large enough for the engine's
// vectors, small enough that a few batches in flight stay in cache-friendly memory.
const batchRows = 16 * 1024

// ErrColumns is returned when a table lacks columns that the profile reads.
var ErrColumns = errors.New("columns missing")

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
	header  int // cells in the header row
	strict  bool
	hash    Pseudonym

	started bool // the rows are being read, ahead of who asks for them
	batches chan arrow.RecordBatch
	current arrow.RecordBatch
	err     error
	read    atomic.Int64
	refs    atomic.Int64
}

type column struct {
	index   int // cell of the row; -1 where an optional column is absent
	person  string
	missing map[string]bool // what stands for no person; it passes unhashed, to be counted
}

// Table finds the header of a table and makes ready to read. It returns
// ErrColumns, naming them, where the profile's columns are not all there.
func (f *File) Table(ctx context.Context, t profile.Table, hash Pseudonym) (*Table, error) {
	r, err := f.rows(t)
	if err != nil {
		return nil, err
	}
	names, err := headings(r, t.Header)
	if err != nil {
		return nil, errors.Join(err, r.close())
	}
	columns, err := locate(names, t.Columns)
	if err != nil {
		return nil, errors.Join(err, r.close())
	}
	ctx, cancel := context.WithCancel(ctx)
	tab := &Table{ctx: ctx, cancel: cancel, rows: r, columns: columns, header: len(names), strict: f.strict(),
		hash: hash, schema: schema(t.Columns), batches: make(chan arrow.RecordBatch, 2)}
	tab.refs.Store(1)
	return tab, nil
}

func schema(columns []profile.Column) *arrow.Schema {
	fields := []arrow.Field{
		{Name: Row, Type: arrow.PrimitiveTypes.Int64},
		{Name: Filled, Type: arrow.PrimitiveTypes.Int32},
		{Name: Width, Type: arrow.PrimitiveTypes.Int32},
		{Name: Garbled, Type: arrow.FixedWidthTypes.Boolean},
	}
	for _, c := range columns {
		fields = append(fields, arrow.Field{Name: c.Name, Type: arrow.BinaryTypes.String, Nullable: true})
	}
	return arrow.NewSchema(fields, nil)
}

// locate finds each profile column in the header.
func locate(names []string, columns []profile.Column) ([]column, error) {
	at := map[string]int{}
	twice := map[string]bool{}
	for i, n := range names {
		if _, taken := at[fold(n)]; taken {
			twice[fold(n)] = true
			continue
		}
		at[fold(n)] = i
	}
	var missing []string
	out := make([]column, len(columns))
	for i, c := range columns {
		index, ok := at[fold(c.From)]
		if twice[fold(c.From)] {
			return nil, fmt.Errorf("the heading %q stands over two columns: rename the one that is not meant and load the file again", c.From)
		}
		if !ok {
			index = -1
			if !c.Optional {
				missing = append(missing, fmt.Sprintf("%q", c.From))
			}
		}
		_, person, _ := strings.Cut(c.Type, "person:")
		out[i] = column{index: index, person: person, missing: map[string]bool{}}
		for _, m := range c.Missing {
			out[i].missing[strings.ToLower(m)] = true
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%w: %s%s", ErrColumns, strings.Join(missing, ", "), unread(names, columns))
	}
	return out, nil
}

// unread names the headings that no profile column reads: a renamed column is
// among them.
func unread(names []string, columns []profile.Column) string {
	known := map[string]bool{"": true}
	for _, c := range columns {
		known[fold(c.From)] = true
	}
	out := []string{}
	for _, n := range names {
		if !known[fold(n)] && len(out) < 12 {
			out = append(out, fmt.Sprintf("%.40q", strings.TrimSpace(n)))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "; headings of the file that the profile does not read: " + strings.Join(out, ", ")
}

// fold makes names that differ in case or white space alike.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// headerLimit is how far down a header is looked for.
const headerLimit = 200

func findHeader(r rows, h profile.Header) ([]string, error) {
	for {
		cells, row, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("%w: the table has no header row and no data", ErrColumns)
		case err != nil:
			return nil, err
		case len(h.Find) > 0 && row > headerLimit:
			return nil, fmt.Errorf("%w: no row among the first %d has the headings %s", ErrColumns, headerLimit, strings.Join(h.Find, ", "))
		case len(h.Find) > 0 && !hasAll(cells, h.Find), len(h.Find) == 0 && row < max(h.Row, 1):
			continue
		}
		return headerNames(r, append([]string(nil), cells...), max(h.Rows, 1))
	}
}

func hasAll(cells, names []string) bool {
	have := map[string]bool{}
	for _, c := range cells {
		have[fold(c)] = true
	}
	for _, n := range names {
		if !have[fold(n)] {
			return false
		}
	}
	return true
}

// headerNames joins a header of several rows: an upper cell that spans several
// columns (merged, so that the cells after it are empty) counts for each.
func headerNames(r rows, names []string, depth int) ([]string, error) {
	for range depth - 1 {
		lower, _, err := r.next()
		if err != nil {
			return nil, err
		}
		for len(names) < len(lower) {
			names = append(names, "")
		}
		upper := ""
		for i := range names {
			if strings.TrimSpace(names[i]) != "" {
				upper = strings.TrimSpace(names[i])
			}
			if i < len(lower) && strings.TrimSpace(lower[i]) != "" {
				names[i] = strings.TrimPrefix(upper+" / "+strings.TrimSpace(lower[i]), " / ")
			}
		}
	}
	return names, nil
}

func (t *Table) produce() {
	defer close(t.batches)
	b := array.NewRecordBuilder(memory.DefaultAllocator, t.schema)
	defer b.Release()
	for {
		n, err := t.fill(b)
		if n > 0 {
			select {
			case t.batches <- b.NewRecordBatch():
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

func (t *Table) fill(b *array.RecordBuilder) (int, error) {
	rowNo := b.Field(0).(*array.Int64Builder)
	filledNo := b.Field(1).(*array.Int32Builder)
	widthNo := b.Field(2).(*array.Int32Builder)
	garbledNo := b.Field(3).(*array.BooleanBuilder)
	text := make([]*array.StringBuilder, len(t.columns))
	for i := range text {
		text[i] = b.Field(4 + i).(*array.StringBuilder)
	}
	for n := 0; n < batchRows; n++ {
		cells, row, err := t.rows.next()
		if err != nil {
			return n, err
		}
		t.read.Add(1)
		rowNo.Append(int64(row))
		filledNo.Append(filled(cells))
		widthNo.Append(t.misfit(cells))
		garbled := false
		for i, c := range t.columns {
			v := ""
			if c.index >= 0 && c.index < len(cells) {
				v = trim(cells[c.index])
			}
			if !utf8.ValidString(v) {
				garbled, v = true, strings.ToValidUTF8(v, "\uFFFD")
			}
			switch {
			case v == "":
				text[i].AppendNull()
			case c.person != "" && !c.missing[strings.ToLower(v)]:
				text[i].Append(t.hash(c.person, v))
			default:
				text[i].Append(v)
			}
		}
		garbledNo.Append(garbled)
	}
	return batchRows, nil
}

// misfit says by how many cells a row of a text file differs from its header.
// Sheets leave out empty cells at the end of a row, so there it means nothing.
func (t *Table) misfit(cells []string) int32 {
	if !t.strict {
		return 0
	}
	n := len(cells)
	for n > t.header && trim(cells[n-1]) == "" {
		n--
	}
	return int32(n - t.header)
}

func filled(cells []string) int32 {
	n := int32(0)
	for _, c := range cells {
		if trim(c) != "" {
			n++
		}
	}
	return n
}

// trim drops the white space around a value, no-break spaces among it.
func trim(s string) string {
	if s == "" || (s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf) {
		return s
	}
	return strings.TrimSpace(strings.Trim(s, "\u00A0\u200B\uFEFF"))
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
