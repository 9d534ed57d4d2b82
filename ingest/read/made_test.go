package read

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	pq "github.com/apache/arrow-go/v18/parquet/schema"

	"proceedings/ingest/profile"
)

// The files that tests read are made here, as small as they can be.

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func zipOf(files ...string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f := must(w.Create(files[i]))
		must(f.Write([]byte(files[i+1])))
	}
	must(0, w.Close())
	return out.Bytes()
}

func gzipOf(data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	must(w.Write(data))
	must(0, w.Close())
	return out.Bytes()
}

// xlsxOf is a workbook of one sheet, "Cases", and a hidden one.
func xlsxOf(workbook, sheet, shared string) []byte {
	return zipOf("[Content_Types].xml", `<Types/>`,
		"_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook>`+workbook+`<sheets><sheet name="Cases" sheetId="1" r:id="r1"/><sheet name="Lists" sheetId="2" state="hidden" r:id="r2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet><dimension ref="A1"/><sheetData>`+sheet,
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
		"xl/sharedStrings.xml", `<sst>`+shared+`</sst>`)
}

func odsOf(table string) []byte {
	return zipOf("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>`+
			`<office:body><office:spreadsheet><table:table table:name="Lists" table:style-name="ta2"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>`+
			`<table:table table:name="Cases">`+table+`</table:table></office:spreadsheet></office:body></office:document-content>`)
}

// columnar is a batch of every type that needs a thought.
func columnar() arrow.RecordBatch {
	moment := arrow.Timestamp(1714725000000000) // 2024-05-03T08:30:00Z
	midnight := arrow.Timestamp(1714694400000000)
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "Text", Type: arrow.BinaryTypes.LargeString, Nullable: true},
		{Name: "Word", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}, Nullable: true},
		{Name: "Local", Type: &arrow.TimestampType{Unit: arrow.Microsecond}, Nullable: true},
		{Name: "London", Type: &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "Europe/London"}, Nullable: true},
		{Name: "Cost", Type: &arrow.Decimal128Type{Precision: 10, Scale: 2}, Nullable: true},
		{Name: "Share", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "Themes", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true},
		{Name: "Officer", Type: arrow.StructOf(arrow.Field{Name: "rank", Type: arrow.BinaryTypes.String, Nullable: true}, arrow.Field{Name: "years", Type: arrow.PrimitiveTypes.Int32, Nullable: true}), Nullable: true},
		{Name: "Time", Type: arrow.FixedWidthTypes.Time32s, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	b.Field(0).(*array.LargeStringBuilder).AppendValues([]string{"é", "b"}, nil)
	must(0, b.Field(1).(*array.BinaryDictionaryBuilder).AppendString("open"))
	b.Field(1).AppendNull()
	b.Field(2).(*array.TimestampBuilder).AppendValues([]arrow.Timestamp{moment, midnight}, nil)
	b.Field(3).(*array.TimestampBuilder).AppendValues([]arrow.Timestamp{moment, midnight}, nil)
	must(0, b.Field(4).AppendValueFromString("-0.05"))
	must(0, b.Field(4).AppendValueFromString("1234.50"))
	b.Field(5).(*array.Float64Builder).AppendValues([]float64{1e7, 0.25}, nil)
	themes := b.Field(6).(*array.ListBuilder)
	themes.Append(true)
	themes.ValueBuilder().(*array.StringBuilder).AppendValues([]string{"custody", "force"}, nil)
	themes.AppendNull()
	officer := b.Field(7).(*array.StructBuilder)
	officer.Append(true)
	officer.FieldBuilder(0).(*array.StringBuilder).Append("PC")
	officer.FieldBuilder(1).(*array.Int32Builder).Append(12)
	officer.AppendNull()
	b.Field(8).(*array.Time32Builder).AppendValues([]arrow.Time32{9*3600 + 30*60, 0}, nil)
	return b.NewRecordBatch()
}

func arrowOf(stream bool) []byte {
	batch := columnar()
	defer batch.Release()
	var out bytes.Buffer
	if stream {
		w := ipc.NewWriter(&out, ipc.WithSchema(batch.Schema()))
		must(0, w.Write(batch))
		must(0, w.Close())
		return out.Bytes()
	}
	w := must(ipc.NewFileWriter(&out, ipc.WithSchema(batch.Schema()), ipc.WithZstd()))
	must(0, w.Write(batch))
	must(0, w.Close())
	return out.Bytes()
}

// parquetOf has a text, a date, a moment, a decimal, a list and a structure.
func parquetOf() []byte {
	logical := func(name string, l pq.LogicalType, t parquet.Type) pq.Node {
		return must(pq.NewPrimitiveNodeLogical(name, parquet.Repetitions.Optional, l, t, 0, -1))
	}
	text := func(name string, r parquet.Repetition) pq.Node {
		return must(pq.NewPrimitiveNodeLogical(name, r, pq.StringLogicalType{}, parquet.Types.ByteArray, 0, -1))
	}
	list := must(pq.NewGroupNodeLogical("themes", parquet.Repetitions.Optional,
		pq.FieldList{must(pq.NewGroupNode("list", parquet.Repetitions.Repeated, pq.FieldList{text("element", parquet.Repetitions.Optional)}, -1))}, pq.NewListLogicalType(), -1))
	officer := must(pq.NewGroupNode("officer", parquet.Repetitions.Optional, pq.FieldList{text("rank", parquet.Repetitions.Optional)}, -1))
	root := must(pq.NewGroupNode("cases", parquet.Repetitions.Required, pq.FieldList{
		text("Ref", parquet.Repetitions.Required), logical("Made", pq.DateLogicalType{}, parquet.Types.Int32),
		logical("At", pq.NewTimestampLogicalType(true, pq.TimeUnitMillis), parquet.Types.Int64),
		logical("Cost", pq.NewDecimalLogicalType(9, 2), parquet.Types.Int32), list, officer}, -1))
	var out bytes.Buffer
	w := file.NewParquetWriter(&out, root)
	for range 2 {
		g := w.AppendRowGroup()
		next := func() file.ColumnChunkWriter { return must(g.NextColumn()) }
		done := func(c file.ColumnChunkWriter, _ int64, err error) { must(0, err); must(0, c.Close()) }
		ref := next().(*file.ByteArrayColumnChunkWriter)
		n, err := ref.WriteBatch([]parquet.ByteArray{[]byte("A/1"), []byte("A/2")}, nil, nil)
		done(ref, n, err)
		made := next().(*file.Int32ColumnChunkWriter)
		n, err = made.WriteBatch([]int32{19846}, []int16{1, 0}, nil)
		done(made, n, err)
		at := next().(*file.Int64ColumnChunkWriter)
		n, err = at.WriteBatch([]int64{1714725000000, 1714694400000}, []int16{1, 1}, nil)
		done(at, n, err)
		cost := next().(*file.Int32ColumnChunkWriter)
		n, err = cost.WriteBatch([]int32{-5, 123450}, []int16{1, 1}, nil)
		done(cost, n, err)
		themes := next().(*file.ByteArrayColumnChunkWriter)
		n, err = themes.WriteBatch([]parquet.ByteArray{[]byte("custody"), []byte("force")}, []int16{3, 3, 0}, []int16{0, 1, 0})
		done(themes, n, err)
		rank := next().(*file.ByteArrayColumnChunkWriter)
		n, err = rank.WriteBatch([]parquet.ByteArray{[]byte("PC")}, []int16{2, 0}, nil)
		done(rank, n, err)
		must(0, g.Close())
	}
	must(0, w.Close())
	return out.Bytes()
}

// anyRows reads every row of a file as it stands, up to a limit: its number,
// then its cells.
func anyRows(t testing.TB, name string, data []byte, p *profile.Profile) ([]string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(Source{Path: path}, p, 1<<20)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	table := profile.Table{Sheet: "Cases"}
	if len(p.Tables) > 0 {
		table = p.Tables[0]
	}
	r, err := f.rows(table)
	if err != nil {
		return nil, err
	}
	defer r.close()
	out := []string{}
	if n, ok := r.(named); ok {
		out = append(out, strings.Join(n.header(), "|"))
	}
	last := 0
	for len(out) < 100_000 {
		l, err := r.next()
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("an error of more than a line: %v", err)
			}
			return out, err
		}
		if l.row <= last {
			t.Fatalf("row %d comes after row %d", l.row, last)
		}
		last = l.row
		out = append(out, fmt.Sprintf("%d: %s", l.row, strings.Join(l.strings(), "|")))
	}
	return out, nil
}

// stored is an archive whose members are not compressed, so that a change of a
// byte is a change of a sign.
func stored(archive []byte) []byte {
	in := must(zip.NewReader(bytes.NewReader(archive), int64(len(archive))))
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		to := must(w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store}))
		from := must(f.Open())
		must(io.Copy(to, from))
		must(0, from.Close())
	}
	must(0, w.Close())
	return out.Bytes()
}
