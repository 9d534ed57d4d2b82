package read

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Formats of exports, as profiles name them.
const (
	CSV     = "csv" // delimited text, whatever the delimiter
	XLSX    = "xlsx"
	ODS     = "ods"
	JSON    = "json"    // one document, or one on each line
	Parquet = "parquet" // Apache Parquet
	Arrow   = "arrow"   // Apache Arrow, as file or stream
)

// zipArchive is an archive of exports, which is none itself.
const zipArchive = "zip"

// Endings are the endings of files of a format, the usual one first.
func Endings(format string) []string {
	switch format {
	case CSV:
		return []string{".csv", ".tsv", ".txt", ".psv"}
	case XLSX:
		return []string{".xlsx", ".xlsm"}
	case ODS:
		return []string{".ods"}
	case JSON:
		return []string{".json", ".ndjson", ".jsonl"}
	case Parquet:
		return []string{".parquet"}
	case Arrow:
		return []string{".arrow", ".arrows", ".feather", ".ipc"}
	}
	return nil
}

// Formats are all formats that can be read.
func Formats() []string { return []string{CSV, XLSX, ODS, JSON, Parquet, Arrow} }

// FormatName says in words what a format is.
func FormatName(format string) string {
	return map[string]string{CSV: "delimited text", XLSX: "an Excel workbook", ODS: "an OpenDocument spreadsheet",
		JSON: "JSON", Parquet: "a Parquet file", Arrow: "an Arrow file"}[format]
}

// ISODates says whether dates of a format are kept as dates, so that they come
// as ISO text whatever the declared format of the text around them is.
func ISODates(format string) bool { return format != CSV && format != XLSX }

// Info is what a file is, by its bytes.
type Info struct {
	Format   string
	SHA256   string // of the unpacked bytes: an export is the same however it is packed
	Size     int64  // unpacked
	OnDisk   int64  // size of the file or archive
	Modified time.Time
}

// Inspect reads a source once and says what it is.
func Inspect(s Source, b *Budget) (*Info, error) {
	stat, err := os.Stat(s.Path)
	if err != nil {
		return nil, explain(err)
	}
	in, err := s.stream(b)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := bufio.NewReaderSize(in, 64<<10)
	head, err := r.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, explain(err)
	}
	info := &Info{OnDisk: stat.Size(), Modified: stat.ModTime()}
	if isZip(head) {
		return info, info.container(s, r, b)
	}
	if len(head) > 0 {
		if info.Format, err = sniff(head, s.Name()); err != nil {
			return nil, err
		}
	}
	return info, info.hash(r, io.Discard)
}

// headSize is how many bytes of a file tell its format.
const headSize = 4 << 10

func (i *Info) hash(r io.Reader, into io.Writer) error {
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(sum, into), r)
	i.Size, i.SHA256 = n, hex.EncodeToString(sum.Sum(nil))
	return explain(err)
}

// container looks into what is packed like a zip archive: a workbook is.
func (i *Info) container(s Source, r io.Reader, b *Budget) error {
	if err := i.hash(r, io.Discard); err != nil {
		return err
	}
	at, err := s.body(NewBudget(b.max)) // the same bytes for the second time
	if err != nil {
		return err
	}
	defer at.Close()
	z, err := zip.NewReader(at, at.size)
	if err != nil {
		return cutContainer(s.Name())
	}
	if i.Format, err = zipKind(z); err != nil {
		return err
	}
	if i.Format == zipArchive {
		return refused("it is an archive inside an archive: unpack it and load its files")
	}
	return nil
}

func cutContainer(name string) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".ods":
		return damaged("not an OpenDocument spreadsheet that can be read; it may be cut short")
	case ".zip":
		return damaged("an archive without a whole list of its members, as one cut short")
	}
	return damaged("not an Excel workbook that can be read; it may be cut short")
}

// zipKind tells workbooks from archives by what is in them.
func zipKind(z *zip.Reader) (string, error) {
	has := map[string]*zip.File{}
	for _, f := range z.File {
		has[partName(f.Name)] = f
	}
	if m := has["mimetype"]; m != nil {
		return odfKind(m)
	}
	switch {
	case has["xl/workbook.bin"] != nil:
		return "", refused("it is a binary workbook (.xlsb): open it in Excel, save it as .xlsx and load that")
	case has["xl/workbook.xml"] != nil:
		return XLSX, nil
	case has["[content_types].xml"] != nil && (has["word/document.xml"] != nil || has["ppt/presentation.xml"] != nil):
		return "", refused("it is a document or a presentation, not an export: ask its sender for the table as .xlsx or .csv")
	case has["[content_types].xml"] != nil && has["_rels/.rels"] != nil:
		return XLSX, nil // its workbook may have another name
	}
	return zipArchive, nil
}

func odfKind(m *zip.File) (string, error) {
	r, err := openMember(m)
	if err != nil {
		return "", err
	}
	defer r.Close()
	var text [128]byte
	n, _ := io.ReadFull(r, text[:])
	kind := strings.TrimSpace(string(text[:n]))
	switch {
	case kind == "application/vnd.oasis.opendocument.spreadsheet", kind == "application/vnd.oasis.opendocument.spreadsheet-template":
		return ODS, nil
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument."), kind == "application/epub+zip":
		return "", refused("it is a document, not a spreadsheet: ask its sender for the table as .ods, .xlsx or .csv")
	}
	return zipArchive, nil
}

// partName makes the names of parts alike that differ in case or slashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// unread are the beginnings of files that are not read, with what they are.
var unread = []struct{ magic, says string }{
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "it is an old .xls, or a workbook locked with a password: open it in Excel, save it as .xlsx without a password and load that"},
	{"\x09\x08", "it is an old .xls: open it in Excel, save it as .xlsx and load that"},
	{"%PDF", "it is a PDF, from which no table can be read safely: ask its sender for the table as .xlsx or .csv"},
	{`{\rtf`, "it is a text document (RTF), not a table: ask its sender for the table as .xlsx or .csv"},
	{"\x89PNG", "it is a picture, not a table: ask its sender for the table as .xlsx or .csv"},
	{"\xFF\xD8\xFF", "it is a picture, not a table: ask its sender for the table as .xlsx or .csv"},
	{"GIF8", "it is a picture, not a table: ask its sender for the table as .xlsx or .csv"},
	{"7z\xBC\xAF\x27\x1C", "it is a 7-Zip archive, which is not read: unpack it and load its files"},
	{"Rar!\x1A\x07", "it is a RAR archive, which is not read: unpack it and load its files"},
	{"BZh", "it is compressed with bzip2, which is not read: unpack it and load that"},
	{"\xFD7zXZ\x00", "it is compressed with xz, which is not read: unpack it and load that"},
	{"\x28\xB5\x2F\xFD", "it is compressed with zstd, which is not read: unpack it and load that"},
	{"SQLite format 3\x00", "it is a database, not an export: ask its sender for the table as .csv"},
	{"\x00\x01\x00\x00Standard ", "it is an Access database, not an export: ask its sender for the table as .csv"},
	{"PARE", "it is a Parquet file locked with a key: ask its sender for one without"},
	{"FEA1", "it is a Feather file of the first version, which is not read: save it as Arrow, Parquet or CSV and load that"},
}

// sniff tells the format of a file that is no zip container from its first
// bytes. Text is JSON where it begins like JSON, or where its ending says so.
func sniff(head []byte, name string) (string, error) {
	for _, u := range unread {
		if strings.HasPrefix(string(head), u.magic) {
			return "", refused("%s", u.says)
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")):
		return Parquet, nil
	case bytes.HasPrefix(head, []byte("ARROW1")), bytes.HasPrefix(head, []byte{0xFF, 0xFF, 0xFF, 0xFF}):
		return Arrow, nil
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "", refused("it is a tar archive, which is not read: unpack it and load its files")
	case len(head) > 12 && string(head[8:12]) == "DUCK":
		return "", refused("it is a DuckDB database, not an export: load the exports that it was made from")
	}
	return sniffText(head, name)
}

func sniffText(head []byte, name string) (string, error) {
	text := strings.TrimLeft(decodeHead(head), " \t\r\n\uFEFF")
	lower := strings.ToLower(text[:min(len(text), 256)])
	switch {
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"), strings.HasPrefix(lower, "<table"):
		return "", refused("it is a web page, not an export, and fits no profile; if it opens in Excel, save it there as .xlsx, else ask its sender for the table as .xlsx or .csv")
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<workbook"):
		return "", refused("it is XML, which is not read; if it opens in Excel, save it there as .xlsx, else ask its sender for the table as .xlsx or .csv")
	case beginsJSON(text), slices.Contains(Endings(JSON), strings.ToLower(path.Ext(name))):
		return JSON, nil
	case slices.Contains(append(Endings(Parquet), Endings(Arrow)...), strings.ToLower(path.Ext(name))):
		return "", damaged("it is not what its ending %s says", path.Ext(name))
	}
	return CSV, nil
}

// beginsJSON looks at the first two signs: a heading such as [Case ref] is no JSON.
func beginsJSON(text string) bool {
	if text == "" || (text[0] != '{' && text[0] != '[') {
		return false
	}
	rest := strings.TrimLeft(text[1:], " \t\r\n")
	if rest == "" {
		return true
	}
	if text[0] == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	word := func(w string) bool { return strings.HasPrefix(rest, w) }
	return strings.ContainsRune(`{["]-0123456789`, rune(rest[0])) || word("true") || word("false") || word("null")
}

// decodeHead reads the beginning of a text whose byte order mark, if it has
// one, says UTF-16. What is no text does not matter: only its first signs are looked at.
func decodeHead(head []byte) string {
	mark := markOf(head)
	if mark != "utf-16le" && mark != "utf-16be" {
		return string(head)
	}
	var out []byte
	for i := 0; i+1 < len(head); i += 2 {
		lo, hi := head[i], head[i+1]
		if mark == "utf-16be" {
			lo, hi = hi, lo
		}
		out = utf8.AppendRune(out, rune(hi)<<8|rune(lo))
	}
	return string(out)
}
