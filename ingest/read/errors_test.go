package read

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/ingest/profile"

	"github.com/apache/arrow-go/v18/arrow"
)

func writeFile(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReadErrors wants one sentence that its reader can act on, for whatever is
// wrong with a file.
func TestReadErrors(t *testing.T) {
	text := bytes.Repeat([]byte("a,b\n1,2\n"), 5000)
	book := xlsxOf("", `<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`, "")
	sheet := func(s string) []byte { return xlsxOf("", s, "<si><t>x</t></si>") }
	cut := func(data []byte) []byte { return data[:len(data)*2/3] }
	locked := zipOf("a.csv", "a\n")
	for _, at := range []int{6, bytes.Index(locked, []byte("PK\x01\x02")) + 8} {
		locked[at] |= 1
	}
	odd := zipOf("a.csv", "a\n")
	for _, at := range []int{8, bytes.Index(odd, []byte("PK\x01\x02")) + 10} {
		odd[at] = 99
	}
	for name, c := range map[string]struct {
		file string
		data []byte
		says string
	}{
		"old excel":               {"x.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), "old .xls, or a workbook locked with a password"},
		"locked excel":            {"x.xlsx", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), "without a password"},
		"web page":                {"x.csv", []byte("\r\n<!DOCTYPE html><html>"), "web page"},
		"web page called xls":     {"x.xls", []byte("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"), "save it there as .xlsx"},
		"xml spreadsheet":         {"x.xml", []byte("\uFEFF<?xml version=\"1.0\"?>"), "it is XML"},
		"utf-16 web page":         {"x.csv", []byte("\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00"), "web page"},
		"pdf":                     {"x.csv", []byte("%PDF-1.7"), "it is a PDF"},
		"binary workbook":         {"x.xlsb", zipOf("[Content_Types].xml", "", "xl/workbook.bin", ""), ".xlsb"},
		"document":                {"x.docx", zipOf("[Content_Types].xml", "", "word/document.xml", ""), "document or a presentation"},
		"text document":           {"x.odt", zipOf("mimetype", "application/vnd.oasis.opendocument.text"), "it is a document"},
		"7-zip":                   {"x.7z", []byte("7z\xBC\xAF\x27\x1C"), "7-Zip"},
		"tar":                     {"x.tar.gz", gzipOf(append(make([]byte, 257), "ustar\x0000"...)), "tar archive"},
		"compressed twice":        {"x.csv.gz", gzipOf(gzipOf(text)), "compressed twice"},
		"an archive in gzip":      {"x.zip.gz", gzipOf(zipOf("a.csv", "a\n")), "archive inside an archive"},
		"gzip cut":                {"x.csv.gz", cut(gzipOf(text)), "cut short"},
		"gzip head only":          {"x.csv.gz", []byte("\x1f\x8b"), "cut short"},
		"gzip with a wrong sum":   {"x.csv.gz", spoil(gzipOf(text), -6), "checksum"},
		"gzip with bytes behind":  {"x.csv.gz", append(gzipOf(text), "more"...), "cut short"},
		"workbook cut":            {"x.xlsx", cut(book), "not an Excel workbook"},
		"workbook without a part": {"x.xlsx", zipOf("xl/workbook.xml", "<workbook/>"), "lacks its part"},
		"spreadsheet cut":         {"x.ods", cut(odsOf("")), "not an OpenDocument spreadsheet"},
		"spreadsheet locked":      {"x.ods", zipOf("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"), "locked with a password"},
		"no such sheet":           {"x.xlsx", zipOf("[Content_Types].xml", "", "_rels/.rels", "", "xl/workbook.xml", "<workbook/>", "xl/_rels/workbook.xml.rels", ""), "no sheet of this name"},
		"sheet not closed":        {"x.xlsx", sheet(`<row r="1"><c r="A1"><v>1</v></c></row>`), "ends too early"},
		"not xml":                 {"x.xlsx", sheet(`<row r="1"><c r="A1"><v>1</c></v></row></sheetData`), "not XML"},
		"no such text":            {"x.xlsx", sheet(`<row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>`), "refers to a text"},
		"rows out of order":       {"x.xlsx", sheet(`<row r="5"><c r="A5"><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c></row></sheetData>`), "after row 5"},
		"cells out of order":      {"x.xlsx", sheet(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData>`), "out of place"},
		"a column beyond":         {"x.xlsx", sheet(`<row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>`), "out of place"},
		"a row beyond":            {"x.xlsx", sheet(`<row r="1048577"><c r="A1"><v>1</v></c></row></sheetData>`), "numbered"},
		"rows beyond":             {"x.ods", odsOf(`<table:table-row table:number-rows-repeated="2000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>`), "more rows than"},
		"columns beyond":          {"x.ods", odsOf(`<table:table-row><table:table-cell table:number-columns-repeated="99999"><text:p>x</text:p></table:table-cell></table:table-row>`), "more columns than"},
		"parquet cut":             {"x.parquet", cut(parquetOf()), "not a Parquet file"},
		"parquet with a lie":      {"x.parquet", spoil(parquetOf(), 40), "damaged"},
		"parquet in name":         {"x.parquet", []byte("a,b\n"), "not what its ending"},
		"arrow file cut":          {"x.arrow", cut(arrowOf(false)), "cut short"},
		"arrow stream cut":        {"x.arrows", arrowOf(true)[:len(arrowOf(true))-8], "cut short"},
		"arrow in name":           {"x.arrow", []byte("ARROW1\x00\x00 and nothing"), "damaged"},
		"json cut":                {"x.json", []byte(`[{"a": "b`), "cut short"},
	} {
		t.Run(name, func(t *testing.T) {
			err := readFile(t, writeFile(t, c.file, c.data))
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("says %v, want %q in it", err, c.says)
			}
		})
	}
	dir := t.TempDir()
	for name, c := range map[string]struct {
		source Source
		says   string
	}{
		"vanished":        {Source{Path: filepath.Join(dir, "none.csv")}, "no longer there"},
		"a folder":        {Source{Path: dir}, "a folder"},
		"vanished member": {Source{Path: writeFile(t, "x.zip", zipOf("a.csv", "a\n")), Member: "b.csv"}, "no longer in the archive"},
		"locked member":   {Source{Path: writeFile(t, "x.zip", locked), Member: "a.csv"}, "locked with a password"},
		"odd packing":     {Source{Path: writeFile(t, "x.zip", odd), Member: "a.csv"}, "packed in a way"},
		"archive cut":     {Source{Path: writeFile(t, "x.zip", cut(zipOf("a.csv", string(text)))), Member: "a.csv"}, "without a whole list"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Inspect(c.source, NewBudget(0)); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("says %v, want %q in it", err, c.says)
			}
		})
	}
}

// spoil changes bytes from one on, which counts from the end where it is negative.
func spoil(data []byte, at int) []byte {
	out := bytes.Clone(data)
	if at < 0 {
		at += len(out)
	}
	for i := range 4 {
		out[at+i] ^= 0x5A
	}
	return out
}

// readFile inspects a file and reads all of it, as a load would.
func readFile(t testing.TB, path string) error {
	t.Helper()
	s := Source{Path: path}
	info, err := Inspect(s, NewBudget(1<<20))
	if err != nil {
		return err
	}
	f, err := Open(s, &profile.Profile{Format: info.Format}, 1<<20)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := f.rows(profile.Table{Sheet: "Cases"})
	if err != nil {
		return err
	}
	defer r.close()
	for {
		if _, err := r.next(); err != nil {
			return err
		}
	}
}

func TestPermission(t *testing.T) {
	path := writeFile(t, "x.csv", []byte("a\n"))
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("this user may read everything")
	}
	if _, err := Inspect(Source{Path: path}, NewBudget(0)); err == nil || !strings.Contains(err.Error(), "no permission") {
		t.Errorf("says %v", err)
	}
}

// TestBombs unpacks no more than is allowed, whatever an archive says of itself.
func TestBombs(t *testing.T) {
	const limit = 1 << 20
	zeros := string(make([]byte, 20*limit))
	lying := zipOf("a.csv", zeros)
	at := bytes.Index(lying, []byte("PK\x01\x02")) + 24
	copy(lying[at:], []byte{1, 0, 0, 0}) // its list of members says one byte
	for name, s := range map[string]Source{
		"gzip":      {Path: writeFile(t, "x.csv.gz", gzipOf([]byte(zeros)))},
		"zip":       {Path: writeFile(t, "x.zip", zipOf("a.csv", zeros)), Member: "a.csv"},
		"a gzip in": {Path: writeFile(t, "x.zip", zipOf("a.csv.gz", string(gzipOf([]byte(zeros))))), Member: "a.csv.gz"},
	} {
		b := NewBudget(limit)
		_, err := Inspect(s, b)
		if err == nil || !strings.Contains(err.Error(), "unpacks to more than 1 MiB") || !strings.Contains(err.Error(), "--max-unpacked") {
			t.Errorf("%s: %v", name, err)
		}
		if b.left < -(256 << 10) {
			t.Errorf("%s: read %d bytes beyond the limit", name, -b.left)
		}
	}
	if _, err := Inspect(Source{Path: writeFile(t, "x.zip", lying), Member: "a.csv"}, NewBudget(limit)); err == nil {
		t.Error("an archive that lies about its sizes is read")
	}
	// One budget is for a whole archive.
	two := writeFile(t, "x.zip", zipOf("a.csv", zeros[:limit*3/4], "b.csv", zeros[:limit*3/4]))
	b := NewBudget(limit)
	_, first := Inspect(Source{Path: two, Member: "a.csv"}, b)
	_, second := Inspect(Source{Path: two, Member: "b.csv"}, b)
	if first != nil || second == nil || !strings.Contains(second.Error(), "b.csv") {
		t.Errorf("two members: %v, %v", first, second)
	}
	inBook := xlsxOf("", `<row r="1"><c r="A1" t="inlineStr"><is><t>`+strings.Repeat("x", 2*limit)+`</t></is></c></row></sheetData>`, "")
	if err := readFile(t, writeFile(t, "x.xlsx", inBook)); err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("a workbook: %v", err)
	}
	if err := readFile(t, writeFile(t, "x.ods", odsOf(`<table:table-row><table:table-cell><text:p>`+strings.Repeat("x", 2*limit)))); err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("a spreadsheet: %v", err)
	}
}

// TestStagedBudget stops rows that a few bytes stand for.
func TestStagedBudget(t *testing.T) {
	long := strings.Repeat("x", 1000)
	rows := `<table:table-row><table:table-cell><text:p>ref</text:p></table:table-cell></table:table-row>` +
		`<table:table-row table:number-rows-repeated="5000"><table:table-cell><text:p>` + long + `</text:p></table:table-cell></table:table-row>`
	f, err := Open(Source{Path: writeFile(t, "x.ods", odsOf(rows))}, &profile.Profile{Format: ODS}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := f.Table(t.Context(), profile.Table{Sheet: "Cases", Columns: []profile.Column{{Name: "ref", From: "ref"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for r.Next() {
	}
	if err := r.Err(); err == nil || !strings.Contains(err.Error(), "unpacks to more than 1 MiB") {
		t.Errorf("5 MB from a small file: %v", err)
	}
}

// TestDecimalPlaces refuses a decimal whose text would be as long as its file likes.
func TestDecimalPlaces(t *testing.T) {
	for _, c := range []struct {
		kind arrow.DataType
		want bool
	}{
		{&arrow.Decimal128Type{Precision: 10, Scale: 2}, true},
		{&arrow.Decimal256Type{Precision: 76, Scale: -76}, true},
		{&arrow.Decimal128Type{Precision: 10, Scale: 300_000_000}, false},
		{arrow.ListOf(&arrow.Decimal128Type{Precision: 10, Scale: -300_000_000}), false},
		{&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: &arrow.Decimal128Type{Precision: 10, Scale: 77}}, false},
		{arrow.BinaryTypes.String, true},
	} {
		if got := writable(c.kind); got != c.want {
			t.Errorf("%s: %v", c.kind, got)
		}
	}
	fields := []arrow.Field{{Name: "Cost", Type: &arrow.Decimal128Type{Precision: 10, Scale: 300_000_000}}}
	if _, err := arrowLeaves(fields, "", nil); err == nil || !strings.Contains(err.Error(), "Cost") {
		t.Errorf("a file with such a column: %v", err)
	}
}
