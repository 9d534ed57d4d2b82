package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"
	_ "time/tzdata" // the same text on every machine for moments in a named zone

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
)

// arrowRows are the rows of an Arrow file or stream, batch by batch. A file is
// read as the stream that it holds: its table of contents is needed only to
// jump, and one that lies could ask for any amount of memory.
type arrowRows struct {
	reader *ipc.Reader
	stream *messages
	isFile bool
	leaves []arrowLeaf
	batch  arrow.RecordBatch
	at     int // row of the batch
	row    int
	cells  [][]byte
	text   []byte
	ends   []int
}

// arrowLeaf is a column of plain values, at whatever depth of structures.
type arrowLeaf struct {
	name string
	path []int
	text func(out []byte, a arrow.Array, i int) []byte
}

const arrowMagic = "ARROW1"

func openArrow(at *body) (r *arrowRows, err error) {
	defer guard("its schema", &err)
	section := io.NewSectionReader(at, 0, at.size)
	head := make([]byte, len(arrowMagic))
	if _, err := io.ReadFull(section, head); err != nil {
		return nil, errCut
	}
	r = &arrowRows{isFile: string(head) == arrowMagic}
	from := int64(0)
	if r.isFile {
		from = 8 // the magic word is padded
	}
	if _, err := section.Seek(from, io.SeekStart); err != nil {
		return nil, explain(err)
	}
	r.stream = &messages{r: section, left: at.size - from}
	if r.reader, err = ipc.NewReaderFromMessageReader(r.stream, ipc.WithAllocator(newLimited())); err != nil {
		return nil, r.fault()
	}
	if r.leaves, err = arrowLeaves(r.reader.Schema().Fields(), "", nil); err != nil {
		return nil, err
	}
	return r, nil
}

// fault is why the library could not go on.
func (r *arrowRows) fault() error {
	if err := r.stream.err; err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return damaged("not an Arrow file that can be read")
}

func arrowLeaves(fields []arrow.Field, prefix string, path []int) ([]arrowLeaf, error) {
	var out []arrowLeaf
	for i, f := range fields {
		at := append(append([]int(nil), path...), i)
		name := join(prefix, f.Name)
		if s, ok := f.Type.(*arrow.StructType); ok && len(at) < jsonDepth {
			below, err := arrowLeaves(s.Fields(), name, at)
			if err != nil {
				return nil, err
			}
			out = append(out, below...)
			continue
		}
		if !writable(f.Type) {
			return nil, damaged("column %.40q holds decimal numbers of more than %d places", name, decimalPlaces)
		}
		out = append(out, arrowLeaf{name: name, path: at, text: arrowText(f.Type)})
		if len(out) > sheetColumns {
			return nil, damaged("it has more than %d columns", sheetColumns)
		}
	}
	return out, nil
}

// decimalPlaces is the most that Arrow's widest decimal has; a file may claim any
// number, and each place is a digit of text.
const decimalPlaces = 76

// writable is false for decimals whose text would be of any length, also in lists.
func writable(t arrow.DataType) bool {
	if d, ok := t.(arrow.DecimalType); ok {
		return d.GetScale() >= -decimalPlaces && d.GetScale() <= decimalPlaces
	}
	if n, ok := t.(arrow.NestedType); ok {
		return !slices.ContainsFunc(n.Fields(), func(f arrow.Field) bool { return !writable(f.Type) })
	}
	if d, ok := t.(*arrow.DictionaryType); ok {
		return writable(d.ValueType)
	}
	return true
}

func (r *arrowRows) header() []string {
	names := make([]string, len(r.leaves))
	for i, l := range r.leaves {
		names[i] = l.name
	}
	return names
}

func (r *arrowRows) close() (err error) {
	defer guard("its data", &err)
	r.reader.Release()
	return nil
}

func (r *arrowRows) next() (l line, err error) {
	defer guard("its data", &err)
	for r.batch == nil || r.at >= int(r.batch.NumRows()) {
		if !r.reader.Next() {
			return line{}, r.ended()
		}
		r.batch, r.at = r.reader.RecordBatch(), 0
		if r.batch.NumRows() < 0 {
			return line{}, damaged("a part of it has fewer rows than none")
		}
	}
	r.text, r.ends, r.cells = r.text[:0], r.ends[:0], r.cells[:0]
	for _, leaf := range r.leaves {
		if a := leaf.array(r.batch, r.at); a != nil {
			r.text = leaf.text(r.text, a, r.at)
		}
		r.ends = append(r.ends, len(r.text))
	}
	from := 0
	for _, end := range r.ends {
		r.cells = append(r.cells, r.text[from:end])
		from = end
	}
	r.at++
	r.row++
	return line{cells: r.cells, row: r.row}, nil
}

// array is the column of a leaf in a batch; nil where the row has no value.
func (l arrowLeaf) array(b arrow.RecordBatch, i int) arrow.Array {
	a := b.Column(l.path[0])
	for _, p := range l.path[1:] {
		if a.IsNull(i) {
			return nil
		}
		a = a.(*array.Struct).Field(p)
	}
	if a.IsNull(i) {
		return nil
	}
	return a
}

// ended tells the end of the data from a file that was cut short.
func (r *arrowRows) ended() error {
	if err := r.reader.Err(); err != nil || !errors.Is(r.stream.err, io.EOF) {
		return r.fault()
	}
	if !r.isFile {
		return io.EOF
	}
	if tail, err := r.stream.take(r.stream.left); err != nil || !bytes.HasSuffix(tail, []byte(arrowMagic)) {
		return errCut
	}
	r.isFile = false // the end has been seen
	return io.EOF
}

// arrowText chooses how the values of a type become text.
func arrowText(t arrow.DataType) func(out []byte, a arrow.Array, i int) []byte {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		value := arrowText(t.ValueType)
		return func(out []byte, a arrow.Array, i int) []byte {
			d := a.(*array.Dictionary)
			if at := d.GetValueIndex(i); !d.Dictionary().IsNull(at) {
				return value(out, d.Dictionary(), at)
			}
			return out
		}
	case *arrow.TimestampType:
		return timestampText(t)
	case *arrow.Time32Type:
		return func(out []byte, a arrow.Array, i int) []byte {
			return clockText(out, time.Duration(a.(*array.Time32).Value(i))*t.Unit.Multiplier())
		}
	case *arrow.Time64Type:
		return func(out []byte, a arrow.Array, i int) []byte {
			return clockText(out, time.Duration(a.(*array.Time64).Value(i))*t.Unit.Multiplier())
		}
	case *arrow.Decimal128Type:
		return func(out []byte, a arrow.Array, i int) []byte {
			return decimalText(out, a.(*array.Decimal128).Value(i).BigInt(), t.Scale)
		}
	case *arrow.Decimal256Type:
		return func(out []byte, a arrow.Array, i int) []byte {
			return decimalText(out, a.(*array.Decimal256).Value(i).BigInt(), t.Scale)
		}
	case arrow.ListLikeType:
		return arrowList
	}
	return plainText
}

// plainText writes a value of a type that needs nothing but the value.
func plainText(out []byte, a arrow.Array, i int) []byte {
	switch a := a.(type) {
	case *array.String:
		return append(out, a.Value(i)...)
	case *array.LargeString:
		return append(out, a.Value(i)...)
	case *array.StringView:
		return append(out, a.Value(i)...)
	case *array.Binary:
		return bytesText(out, a.Value(i), nil)
	case *array.LargeBinary:
		return bytesText(out, a.Value(i), nil)
	case *array.Boolean:
		return append(out, scalarText(a.Value(i))...)
	case *array.Float32:
		return floatText(out, float64(a.Value(i)), 32)
	case *array.Float64:
		return floatText(out, a.Value(i), 64)
	case *array.Date32:
		return dayText(out, int64(a.Value(i)))
	case *array.Date64:
		return stampText(out, time.UnixMilli(int64(a.Value(i))).UTC(), false)
	case *array.Null:
		return out
	case *array.Map, *array.Struct, array.Union:
		return marshalled(out, a, i)
	}
	return append(out, a.ValueStr(i)...)
}

func timestampText(t *arrow.TimestampType) func(out []byte, a arrow.Array, i int) []byte {
	zone, err := time.LoadLocation(t.TimeZone)
	if err != nil {
		zone = time.UTC // an offset such as +01:00 is written as the moment in UTC
	}
	return func(out []byte, a arrow.Array, i int) []byte {
		return stampText(out, a.(*array.Timestamp).Value(i).ToTime(t.Unit).In(zone), t.TimeZone != "")
	}
}

// arrowList joins a list of scalars, and writes any other as JSON.
func arrowList(out []byte, a arrow.Array, i int) []byte {
	list, ok := a.(array.ListLike)
	if !ok {
		return append(out, a.ValueStr(i)...)
	}
	values := list.ListValues()
	switch values.DataType().(type) {
	case arrow.NestedType:
		return marshalled(out, a, i)
	}
	text := arrowText(values.DataType())
	from, to := list.ValueOffsets(i)
	begin := len(out)
	for j := int(from); j < int(to); j++ {
		if values.IsNull(j) {
			continue
		}
		if len(out) > begin {
			out = append(out, listSeparator...)
		}
		out = text(out, values, j)
	}
	return out
}

func marshalled(out []byte, a arrow.Array, i int) []byte {
	text, err := json.Marshal(a.GetOneForMarshal(i))
	if err != nil {
		return append(out, a.ValueStr(i)...)
	}
	return append(out, text...)
}
