package read

import (
	"encoding/hex"
	"errors"
	"io"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	pq "github.com/apache/arrow-go/v18/parquet/schema"
)

// parquetRows are the rows of a Parquet file, read page by page, its columns
// abreast. The columns are read one level below pqarrow, which would make Arrow
// arrays of them: it starts goroutines for nested columns, and a panic in one
// of those, which a damaged file can cause, would end the program.
type parquetRows struct {
	file   *file.Reader
	leaves []*leaf
	group  int   // the row group that comes next
	left   int64 // rows of the group at hand
	row    int
	cells  [][]byte
}

func openParquet(at *body) (r *parquetRows, err error) {
	defer guard("its table of contents", &err)
	props := parquet.NewReaderProperties(newLimited())
	props.BufferedStreamEnabled = true // a page at a time, not a row group
	f, err := file.NewParquetReader(io.NewSectionReader(at, 0, at.size), file.WithReadProps(props))
	if err != nil {
		return nil, damaged("not a Parquet file that can be read; it may be cut short")
	}
	r = &parquetRows{file: f}
	for i, c := range f.MetaData().Schema.Columns() {
		if i >= sheetColumns {
			return nil, damaged("it has more than %d columns", sheetColumns)
		}
		l, err := newLeaf(c)
		if err != nil {
			return nil, err
		}
		r.leaves = append(r.leaves, l)
	}
	r.cells = make([][]byte, len(r.leaves))
	return r, nil
}

func (r *parquetRows) header() []string {
	names := make([]string, len(r.leaves))
	for i, l := range r.leaves {
		names[i] = l.name
	}
	return names
}

// close leaves the file open: its body is the File's to close.
func (r *parquetRows) close() error { return nil }

func (r *parquetRows) next() (l line, err error) {
	defer guard("its data", &err)
	for r.left == 0 {
		if err := r.nextGroup(); err != nil {
			return line{}, err
		}
	}
	r.left--
	r.row++
	for i, leaf := range r.leaves {
		if r.cells[i], err = leaf.next(); err != nil {
			return line{}, damaged("column %.40q has no value for row %d", leaf.name, r.row)
		}
	}
	return line{cells: r.cells, row: r.row}, nil
}

func (r *parquetRows) nextGroup() error {
	if r.group >= r.file.NumRowGroups() {
		return io.EOF
	}
	g := r.file.RowGroup(r.group)
	r.group++
	if r.left = g.NumRows(); r.left < 0 || (r.left > 0 && len(r.leaves) == 0) {
		return damaged("a part of it has %d rows and %d columns", r.left, len(r.leaves))
	}
	for i, l := range r.leaves {
		c, err := g.Column(i)
		if err != nil {
			return damaged("column %.40q cannot be read", l.name)
		}
		l.chunk, l.have, l.at, l.value = c, 0, 0, 0
	}
	return nil
}

// leaf is one column of plain values, at whatever depth of the pq.
type leaf struct {
	name   string
	def    int16 // definition level of a value that is there
	rep    int16 // repetition level of a value of the innermost list; 0 where there is no list
	chunk  file.ColumnChunkReader
	values values
	defs   []int16
	reps   []int16
	have   int64 // levels read
	at     int64 // the level that comes next
	value  int   // the value that comes next
	text   []byte
}

// leafBatch is how many values are read at once.
const leafBatch = 1024

func newLeaf(c *pq.Column) (*leaf, error) {
	v := newValues(c)
	if v == nil {
		return nil, refused("column %.40q is of a type that is not read", c.Path())
	}
	return &leaf{name: leafName(c), def: c.MaxDefinitionLevel(), rep: c.MaxRepetitionLevel(), values: v,
		defs: make([]int16, leafBatch), reps: make([]int16, leafBatch)}, nil
}

// leafName is the dotted path of a column without the levels that only say
// that a list is one: allegations.list.element.code is allegations.code.
func leafName(c *pq.Column) string {
	var nodes []pq.Node
	for n := c.SchemaNode(); n != nil && n.Parent() != nil; n = n.Parent() {
		nodes = append([]pq.Node{n}, nodes...)
	}
	parts := []string{}
	skip := 0
	for i, n := range nodes {
		if skip > 0 {
			skip--
			continue
		}
		parts = append(parts, n.Name())
		switch kind := n.LogicalType(); {
		case i+1 >= len(nodes) || kind == nil:
		case kind.Equals(pq.NewListLogicalType()):
			skip = 1
			if list, ok := nodes[i+1].(*pq.GroupNode); ok && list.NumFields() == 1 && i+2 < len(nodes) {
				skip = 2
			}
		case kind.Equals(pq.MapLogicalType{}):
			skip = 1
		}
	}
	return strings.Join(parts, ".")
}

var errShort = errors.New("no value")

// next is the text of the column in the next row: the values of a list joined.
func (l *leaf) next() ([]byte, error) {
	l.text = l.text[:0]
	for first := true; ; first = false {
		if l.at == l.have {
			if more, err := l.fill(); err != nil || !more {
				if first || err != nil {
					return nil, errShort
				}
				return l.text, nil
			}
		}
		if l.rep > 0 && !first && l.reps[l.at] == 0 {
			return l.text, nil
		}
		if l.rep > 0 && first && l.reps[l.at] != 0 {
			return nil, errShort
		}
		if l.def == 0 || l.defs[l.at] == l.def {
			if len(l.text) > 0 {
				l.text = append(l.text, listSeparator...)
			}
			l.text = l.values.append(l.text, l.value)
			l.value++
		}
		l.at++
		if l.rep == 0 {
			return l.text, nil
		}
		if len(l.text) > recordLimit {
			return nil, errShort
		}
	}
}

// fill reads more of the column; false at the end of the row group.
func (l *leaf) fill() (bool, error) {
	if l.chunk == nil || !l.chunk.HasNext() {
		if l.chunk == nil {
			return false, errShort
		}
		return false, l.chunk.Err()
	}
	have, read, err := l.values.read(l.chunk, l.defs, l.reps)
	if err != nil || have <= 0 || have > leafBatch {
		return false, errors.Join(errShort, err)
	}
	present := 0
	for _, d := range l.defs[:have] {
		if d == l.def || l.def == 0 {
			present++
		}
	}
	if present != read {
		return false, errShort
	}
	l.have, l.at, l.value = have, 0, 0
	return true, nil
}

// values are the values of a column that have been read, as text.
type values interface {
	read(c file.ColumnChunkReader, defs, reps []int16) (levels int64, values int, err error)
	append(out []byte, i int) []byte
}

// typedValues are values of one physical type.
type typedValues[T any] struct {
	batch []T
	text  func(out []byte, v T) []byte
}

type batchReader[T any] interface {
	ReadBatchInPage(n int64, values []T, defs, reps []int16) (int64, int, error)
}

// read stays within one page: what the bytes of a text point to is the page,
// which goes when the next one comes.
func (t *typedValues[T]) read(c file.ColumnChunkReader, defs, reps []int16) (int64, int, error) {
	r, ok := c.(batchReader[T])
	if !ok {
		return 0, 0, errShort
	}
	return r.ReadBatchInPage(int64(len(t.batch)), t.batch, defs, reps)
}

func (t *typedValues[T]) append(out []byte, i int) []byte {
	return t.text(out, t.batch[i])
}

func columnOf[T any](text func(out []byte, v T) []byte) values {
	return &typedValues[T]{batch: make([]T, leafBatch), text: text}
}

// newValues chooses how the values of a column become text; nil for a type
// that is not known.
func newValues(c *pq.Column) values {
	kind := c.LogicalType()
	switch c.PhysicalType() {
	case parquet.Types.Boolean:
		return columnOf(func(out []byte, v bool) []byte { return append(out, scalarText(v)...) })
	case parquet.Types.Int32:
		return columnOf(func(out []byte, v int32) []byte { return integerText(out, int64(v), kind) })
	case parquet.Types.Int64:
		return columnOf(func(out []byte, v int64) []byte { return integerText(out, v, kind) })
	case parquet.Types.Int96:
		return columnOf(func(out []byte, v parquet.Int96) []byte { return stampText(out, v.ToTime().UTC(), false) })
	case parquet.Types.Float:
		return columnOf(func(out []byte, v float32) []byte { return floatText(out, float64(v), 32) })
	case parquet.Types.Double:
		return columnOf(func(out []byte, v float64) []byte { return floatText(out, v, 64) })
	case parquet.Types.ByteArray:
		return columnOf(func(out []byte, v parquet.ByteArray) []byte { return bytesText(out, v, kind) })
	case parquet.Types.FixedLenByteArray:
		return columnOf(func(out []byte, v parquet.FixedLenByteArray) []byte { return bytesText(out, v, kind) })
	}
	return nil
}

func integerText(out []byte, v int64, kind pq.LogicalType) []byte {
	switch kind := kind.(type) {
	case pq.DateLogicalType:
		return dayText(out, v)
	case pq.TimestampLogicalType:
		return stampText(out, momentOf(v, kind.TimeUnit()), kind.IsAdjustedToUTC())
	case pq.TimeLogicalType:
		return clockText(out, momentOf(v, kind.TimeUnit()).Sub(time.Unix(0, 0)))
	case pq.DecimalLogicalType:
		return decimalText(out, big.NewInt(v), kind.Scale())
	case pq.IntLogicalType:
		if !kind.IsSigned() && kind.BitWidth() == 64 {
			return append(out, new(big.Int).SetUint64(uint64(v)).String()...)
		}
		if !kind.IsSigned() && kind.BitWidth() == 32 {
			v = int64(uint32(v))
		}
	}
	return append(out, big.NewInt(v).String()...)
}

func momentOf(v int64, unit pq.TimeUnitType) time.Time {
	switch unit {
	case pq.TimeUnitMillis:
		return time.UnixMilli(v).UTC()
	case pq.TimeUnitNanos:
		return time.Unix(0, v).UTC()
	}
	return time.UnixMicro(v).UTC()
}

func bytesText(out []byte, v []byte, kind pq.LogicalType) []byte {
	switch kind := kind.(type) {
	case pq.DecimalLogicalType:
		return decimalText(out, bigEndian(v), kind.Scale())
	case pq.UUIDLogicalType:
		if s := hex.EncodeToString(v); len(s) == 32 {
			return append(out, s[:8]+"-"+s[8:12]+"-"+s[12:16]+"-"+s[16:20]+"-"+s[20:]...)
		}
	case pq.StringLogicalType, pq.EnumLogicalType, pq.JSONLogicalType:
		return append(out, v...)
	}
	if utf8.Valid(v) { // old writers do not say that bytes are text
		return append(out, v...)
	}
	return hex.AppendEncode(out, v)
}
