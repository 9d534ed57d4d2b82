package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"proceedings/ingest/profile"
)

// fuzz reads any bytes under the given name: it ends, with rows whose numbers
// rise and then the end or a sentence, and within what may be unpacked.
func fuzz(f *testing.F, name string, p *profile.Profile, seeds ...[]byte) {
	f.Helper()
	for _, s := range seeds {
		f.Add(s)
		f.Add(s[:len(s)/2])
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := Source{Path: path}
		_, err := Inspect(s, NewBudget(1<<20))
		sentence(t, err)
		file, err := Open(s, p, 1<<20)
		if err != nil {
			sentence(t, err)
			return
		}
		defer file.Close()
		r, err := file.rows(p.Tables[0])
		if err != nil {
			sentence(t, err)
			return
		}
		defer r.close()
		if _, err := findHeader(r, p.Tables[0]); err != nil {
			sentence(t, err)
			return
		}
		last, cells := 0, 0
		for cells < 2_000_000 {
			l, err := r.next()
			if err != nil {
				sentence(t, err)
				return
			}
			if l.row <= last {
				t.Fatalf("row %d comes after row %d", l.row, last)
			}
			last = l.row
			cells += 1 + len(l.cells)
		}
	})
}

func sentence(t *testing.T, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, io.EOF) && (strings.Contains(err.Error(), "\n") || !utf8.ValidString(err.Error()) || len(err.Error()) > 2000) {
		t.Errorf("no sentence: %q", err)
	}
}

func of(format string) *profile.Profile {
	return &profile.Profile{Format: format, Tables: []profile.Table{{Sheet: "Cases", Header: profile.Header{Rows: 2}}}}
}

func FuzzXLSX(f *testing.F) {
	sheet := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5E3</v></c></row><row r="9"><c t="e"><v>#N/A</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`
	fuzz(f, "x.xlsx", of(XLSX), stored(xlsxOf("", sheet, `<si><t>a</t></si>`)))
}

// FuzzXLSXSheet puts any text into the sheet of a workbook, where chance alone
// would hardly get past the checksum of the archive.
func FuzzXLSXSheet(f *testing.F) {
	for _, s := range []string{`<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>`, `<row><c t="inlineStr"><is><t>_x0041_</t></is></c></row></sheetData><mergeCell ref="A1:B2"/>`,
		`<row r="1048576"><c r="XFD1048576" t="d"><v>2024-01-01</v></c></row>`, `<row r="2"/><row r="1"/>`} {
		f.Add(s, `<si><t>a</t></si>`)
	}
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		_, err := anyRows(t, "x.xlsx", xlsxOf("", sheet, shared), of(XLSX))
		sentence(t, err)
	})
}

func FuzzODS(f *testing.F) {
	fuzz(f, "x.ods", of(ODS), stored(odsOf(`<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>`)))
}

// FuzzODSContent puts any text into the table of a spreadsheet.
func FuzzODSContent(f *testing.F) {
	for _, s := range []string{`<table:table-row table:number-rows-repeated="5"><table:table-cell table:number-columns-repeated="9" table:number-columns-spanned="2"><text:p>x<text:s text:c="3"/></text:p></table:table-cell></table:table-row>`,
		`<table:table-row><table:table-cell office:value-type="time" office:time-value="PT1H2M3S"/></table:table-row>`, `<table:table-row><table:table-cell><table:table/>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, table string) {
		_, err := anyRows(t, "x.ods", odsOf(table), of(ODS))
		sentence(t, err)
	})
}

func FuzzJSON(f *testing.F) {
	p := of(JSON)
	p.JSON.Rows = "in"
	fuzz(f, "x.json", p, []byte(`[{"a": 1, "in": [{"b": "é"}, null, 2]}]`), []byte("{\"a\": 1, \"in\": []}\n{\"in\": {\"c\": true}}\n"), []byte(`{"x": {"y": [1, [2]]}, "in": [{"a": 1.5e3}], "z": "\ud800"}`))
}

func FuzzParquet(f *testing.F) { fuzz(f, "x.parquet", of(Parquet), parquetOf()) }

func FuzzArrow(f *testing.F) { fuzz(f, "x.arrow", of(Arrow), arrowOf(false), arrowOf(true)) }

// FuzzZip opens any bytes as an archive and reads its members.
func FuzzZip(f *testing.F) {
	f.Add(stored(zipOf("a.csv", "a,b\n1,2\n", "../../b.csv", "x", "/c/d.csv.gz", string(gzipOf([]byte("a\n"))))))
	f.Add(zipOf("a.csv", "a,b\n1,2\n"))
	f.Add(gzipOf([]byte("a,b\n")))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, "x.zip")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		members, _, err := Members(path)
		sentence(t, err)
		b := NewBudget(1 << 20)
		for _, m := range members {
			_, err := Inspect(Source{Path: path, Member: m.Name}, b)
			sentence(t, err)
		}
		if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 1 {
			t.Errorf("files were written: %v %v", left, err)
		}
	})
}

// FuzzSniff tells what any bytes are, whatever their name.
func FuzzSniff(f *testing.F) {
	for _, s := range [][]byte{[]byte("a;b\n1;2\n"), []byte(`{"a": [{"b": 1}]}`), utf16Seed(), gzipOf([]byte("a|b\n")), arrowOf(true), []byte("\xe9,\"\n")} {
		f.Add(s, "x.csv")
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		path := filepath.Join(dir, "x"+filepath.Ext(filepath.Base("x"+strings.ReplaceAll(name, "\x00", ""))))
		if os.WriteFile(path, data, 0o600) != nil {
			return // no name for a file
		}
		defer os.Remove(path)
		_, err := Peek(Source{Path: path}, 5, 1<<20)
		sentence(t, err)
	})
}

func utf16Seed() []byte { return []byte("\xff\xfea\x00,\x00b\x00\r\x00\n\x00") }

// FuzzJSONValue holds values against what encoding/json makes of them.
func FuzzJSONValue(f *testing.F) {
	for _, s := range []string{`{"a": [1, -2.5e3, "x\n\u00e9é", null, true, false, {}], "b": {"c": []}}`, ` [ ] `, `"\ud800"`, `{"a": 1, "a": 2}`, "[\"\xff\"]", `1 2`, ``} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := parseJSON(raw)
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		var want any
		if d.Decode(&want) != nil || d.More() {
			if err == nil {
				t.Errorf("%q is taken for JSON", raw)
			}
			return
		}
		if err != nil {
			return // nested too deeply, a key that stands twice, or bytes behind the value
		}
		var b bytes.Buffer
		writeJSON(&b, got)
		var back any
		again := json.NewDecoder(&b)
		again.UseNumber()
		if err := again.Decode(&back); err != nil || !reflect.DeepEqual(back, want) {
			t.Errorf("%q is read as %v, want %v", raw, back, want)
		}
	})
}
