package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// tenCases are ten invented rows: a date, a name that needs an encoding, a line
// break and a quotation mark within a value, an empty cell, a code that is in no list.
func tenCases() [][]string {
	rows := [][]string{{"Ref", "Force", "Officer", "Received", "Status"}}
	for i := range 10 {
		rows = append(rows, []string{fmt.Sprintf("R/%02d", i), "Aldermoor", fmt.Sprintf("W%d", i/2), fmt.Sprintf("2025-03-%02d", i+1), "Open"})
	}
	rows[2][1], rows[3][1], rows[4][2], rows[5][3], rows[6][4] = "Pont-y-glô", "Line\nbreak, \"quoted\"", "", "", "Asleep"
	return rows
}

// wrappings are the ten cases in every format and wrapping, by the name of the file.
func wrappings(t *testing.T) map[string][]byte {
	t.Helper()
	rows := tenCases()
	text := delimited(rows, ",")
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	batch := arrowBatch(rows)
	defer batch.Release()
	files := map[string][]byte{
		"plain.csv":       []byte(text),
		"mark.csv":        []byte("\uFEFF" + text),
		"crlf.csv":        []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"tabs.tsv":        []byte(delimited(rows, "\t")),
		"pipes.txt":       []byte(delimited(rows, "|")),
		"semicolon.csv":   []byte(delimited(rows, ";")),
		"latin.csv":       []byte(latin),
		"utf16.csv":       utf16Text(text, true),
		"utf16-plain.csv": utf16Text(text, false),
		"list.json":       jsonList(t, rows),
		"nested.json":     append(append([]byte(`{"about": {"rows": 10}, "cases": `), jsonList(t, rows)...), []byte(`, "made": "2026-03-31"}`)...),
		"lines.ndjson":    jsonLines(t, rows),
		"sheet.xlsx":      workbookBytes(t, rows),
		"sheet.ods":       odsBytes(t, rows),
		"table.parquet":   parquetBytes(t, rows),
		"table.arrow":     arrowBytes(t, batch, true),
		"table.arrows":    arrowBytes(t, batch, false),
	}
	for name, data := range maps.Clone(files) {
		files[name+".gz"] = gzipped(t, data)
		files["zipped-"+name+".zip"] = zipped(t, map[string][]byte{"exports/" + name: data})
	}
	files["compressed-twice.zip"] = zipped(t, map[string][]byte{"plain.csv.gz": gzipped(t, []byte(text))})
	return files
}

func delimited(rows [][]string, delimiter string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(delimiter)
			}
			if strings.ContainsAny(cell, "\n\""+delimiter) {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func utf16Text(text string, mark bool) []byte {
	if mark {
		text = "\uFEFF" + text
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func jsonList(t *testing.T, rows [][]string) []byte {
	t.Helper()
	list := bytes.Split(bytes.TrimSpace(jsonLines(t, rows)), []byte("\n"))
	return append(append([]byte("[\n"), bytes.Join(list, []byte(",\n"))...), []byte("\n]")...)
}

func jsonLines(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, row := range rows[1:] {
		object := map[string]any{}
		for i, cell := range row {
			object[rows[0][i]] = cell
			if cell == "" {
				object[rows[0][i]] = nil
			}
		}
		line, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	return out.Bytes()
}

func workbookBytes(t *testing.T, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "Cases"); err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, cell := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			var value any = cell
			if day, err := time.Parse(time.DateOnly, cell); err == nil {
				value = day
			}
			if err := f.SetCellValue("Cases", at, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// odsBytes writes a spreadsheet as LibreOffice does, with dates as dates and a
// million empty rows behind the data.
func odsBytes(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:body><office:spreadsheet><table:table table:name="Cases">`)
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", "\n", "</text:p><text:p>")
	for _, row := range rows {
		b.WriteString("<table:table-row>")
		for _, cell := range row {
			switch _, err := time.Parse(time.DateOnly, cell); {
			case err == nil:
				fmt.Fprintf(&b, `<table:table-cell office:value-type="date" office:date-value="%s"><text:p>01/03/25</text:p></table:table-cell>`, cell)
			case cell == "":
				b.WriteString("<table:table-cell/>")
			default:
				fmt.Fprintf(&b, `<table:table-cell office:value-type="string"><text:p>%s</text:p><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>`, escape.Replace(cell))
			}
		}
		b.WriteString(`<table:table-cell table:number-columns-repeated="16379"/></table:table-row>`)
	}
	b.WriteString(`<table:table-row table:number-rows-repeated="1048565"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`)
	return zipped(t, map[string][]byte{"mimetype": []byte("application/vnd.oasis.opendocument.spreadsheet"), "content.xml": []byte(b.String())})
}

func arrowBatch(rows [][]string) arrow.RecordBatch {
	fields := []arrow.Field{}
	for i, name := range rows[0] {
		var kind arrow.DataType = arrow.BinaryTypes.String
		if i == 3 {
			kind = arrow.FixedWidthTypes.Date32
		}
		fields = append(fields, arrow.Field{Name: name, Type: kind, Nullable: true})
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
	defer b.Release()
	for _, row := range rows[1:] {
		for i, cell := range row {
			switch column := b.Field(i).(type) {
			case *array.StringBuilder:
				column.Append(cell)
			case *array.Date32Builder:
				if day, err := time.Parse(time.DateOnly, cell); err == nil {
					column.Append(arrow.Date32FromTime(day))
				} else {
					column.AppendNull()
				}
			}
		}
	}
	return b.NewRecordBatch()
}

// parquetBytes writes texts and one column of dates, each of which may be missing.
func parquetBytes(t *testing.T, rows [][]string) []byte {
	t.Helper()
	fields := schema.FieldList{}
	for i, name := range rows[0] {
		var node schema.Node = schema.NewByteArrayNode(name, parquet.Repetitions.Optional, -1)
		if i == 3 {
			var err error
			if node, err = schema.NewPrimitiveNodeLogical(name, parquet.Repetitions.Optional, schema.DateLogicalType{}, parquet.Types.Int32, 0, -1); err != nil {
				t.Fatal(err)
			}
		}
		fields = append(fields, node)
	}
	root, err := schema.NewGroupNode("cases", parquet.Repetitions.Required, fields, -1)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := file.NewParquetWriter(&out, root, file.WithWriterProps(parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd))))
	for _, part := range [][][]string{rows[1:7], rows[7:]} { // two row groups
		group := w.AppendRowGroup()
		for i := range rows[0] {
			if err := writeParquetColumn(group, part, i); err != nil {
				t.Fatal(err)
			}
		}
		if err := group.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeParquetColumn(group file.SerialRowGroupWriter, rows [][]string, i int) error {
	column, err := group.NextColumn()
	if err != nil {
		return err
	}
	levels := []int16{}
	var texts []parquet.ByteArray
	var days []int32
	for _, row := range rows {
		if row[i] == "" {
			levels = append(levels, 0)
			continue
		}
		levels = append(levels, 1)
		texts = append(texts, parquet.ByteArray(row[i]))
		if day, err := time.Parse(time.DateOnly, row[i]); err == nil {
			days = append(days, int32(arrow.Date32FromTime(day)))
		}
	}
	switch w := column.(type) {
	case *file.ByteArrayColumnChunkWriter:
		_, err = w.WriteBatch(texts, levels, nil)
	case *file.Int32ColumnChunkWriter:
		_, err = w.WriteBatch(days, levels, nil)
	}
	return errors.Join(err, column.Close())
}

func arrowBytes(t *testing.T, batch arrow.RecordBatch, file bool) []byte {
	t.Helper()
	var out bytes.Buffer
	var w interface {
		Write(arrow.RecordBatch) error
		Close() error
	} = ipc.NewWriter(&out, ipc.WithSchema(batch.Schema()))
	if file {
		var err error
		if w, err = ipc.NewFileWriter(&out, ipc.WithSchema(batch.Schema())); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Write(batch); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipped(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, data := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// formatProfiles are one profile a way of writing, alike but for that.
func formatProfiles(t *testing.T, words *vocab.Set) []*profile.Profile {
	t.Helper()
	var out []*profile.Profile
	for id, c := range map[string]struct{ names, format, more, prefix string }{
		"plain":       {`"plain.csv", "mark.csv", "crlf.csv", "utf16.csv"`, "csv", "", ""},
		"tabs":        {`"tabs.tsv"`, "csv", `csv: {delimiter: "\t"}`, ""},
		"pipes":       {`"pipes.txt"`, "csv", `csv: {delimiter: "|"}`, ""},
		"semicolon":   {`"semicolon.csv"`, "csv", `csv: {delimiter: ";"}`, ""},
		"latin":       {`"latin.csv"`, "csv", `csv: {encoding: windows-1252}`, ""},
		"utf16-plain": {`"utf16-plain.csv"`, "csv", `csv: {encoding: utf-16le}`, ""},
		"list":        {`"list.json", "lines.ndjson"`, "json", "", ""},
		"nested":      {`"nested.json"`, "json", `json: {rows: cases}`, "cases."},
		"sheet":       {`"sheet.xlsx"`, "xlsx", "", ""},
		"sheet-ods":   {`"sheet.ods"`, "ods", "", ""},
		"parquet":     {`"table.parquet"`, "parquet", "", ""},
		"arrow":       {`"table.arrow", "table.arrows"`, "arrow", "", ""},
	} {
		sheet := ""
		if c.format == "xlsx" || c.format == "ods" {
			sheet = "\n    sheet: Cases"
		}
		p, err := profile.Parse(id, fmt.Appendf(nil, `profile: 1
id: %s
title: Ten cases
match: {names: [%s]}
format: %s
%s
extract: {date: {value: "2026-03-31"}, kind: full}
tables:
  - columns:
      - {name: ref, from: %[5]sRef, required: true}
      - {name: force, from: %[5]sForce}
      - {name: officer, from: %[5]sOfficer, type: "person:officer"}
      - {name: received, from: %[5]sReceived, type: date}
      - {name: status, from: %[5]sStatus, type: code, list: case_status}%s
    records:
      - record: case
        fields: {case_ref: ref, territory: {value: EW}, force: force, complaint_made_date: received, status: status}
      - record: subject
        when: officer IS NOT NULL
        fields: {case_ref: ref, subject_ref: {value: "1"}, person_key: officer}
`, id, c.names, c.format, c.more, c.prefix, sheet), words)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// TestEveryFormat loads the same ten cases in every format and wrapping: each
// gives the same accounting, the same row held back and the same records, and the
// same bytes are the same export however they are packed.
func TestEveryFormat(t *testing.T) {
	t.Parallel()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	profiles := formatProfiles(t, words)
	files := wrappings(t)
	sums := map[string]string{}
	want := ""
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		if os.Getenv("PROCEEDINGS_TEST_ALL") == "" && !slices.Contains([]string{"plain.csv", "utf16.csv.gz", "lines.ndjson", "zipped-nested.json.zip", "sheet.xlsx", "zipped-sheet.ods.zip", "table.parquet", "table.arrow.gz"}, name) {
			continue
		}
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		w := filepath.Join(dir, "w.duckdb")
		layWarehouse(t, w)
		opt := Options{Warehouse: w, Profiles: profiles, Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}
		report, err := Load(t.Context(), opt, path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		f := report.Files[0]
		got := fmt.Sprintf("read %d accepted %d quarantined %d skipped %d\n%s", f.Read, f.Accepted, f.Quarantined, f.Skipped, recordsText(t, w, words, time.Time{}))
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%s gives\n%s\nwhere another file gives\n%s", name, got, want)
		}
		held := waitingRows(t, opt)
		if len(held) != 1 || held[0].Problems[0].Value != "Asleep" || len(held[0].Cells) != 5 {
			t.Errorf("%s: held back: %+v", name, held)
		}
		found, _, err := find([]string{path}, opt)
		if err != nil {
			t.Fatal(err)
		}
		inner := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name, "zipped-"), ".zip"), ".gz")
		if sum, ok := sums[inner]; ok && sum != found[0].sha256 {
			t.Errorf("%s is another export than it is packed otherwise", name)
		}
		sums[inner] = found[0].sha256
		if found[0].name() != inner && name != "compressed-twice.zip" {
			t.Errorf("%s is named %s", name, found[0].name())
		}
	}
	if !strings.HasPrefix(want, "read 10 accepted 9 quarantined 1 skipped 0\n") || strings.Count(want, "case: ") != 9 || strings.Count(want, "subject: ") != 8 ||
		!strings.Contains(want, "force=Pont-y-glô") || !strings.Contains(want, "complaint_made_date=2025-03-01") {
		t.Errorf("the ten cases give\n%s", want)
	}
}
