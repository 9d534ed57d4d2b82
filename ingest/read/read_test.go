package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow/array"

	"proceedings/ingest/profile"
)

func csvProfile(encoding string, columns ...string) *profile.Profile {
	t := profile.Table{}
	for _, c := range columns {
		t.Columns = append(t.Columns, profile.Column{Name: strings.ToLower(c), From: c, Type: "text"})
	}
	return &profile.Profile{ID: "t", Format: "csv", CSV: profile.CSV{Encoding: encoding}, Tables: []profile.Table{t}}
}

// readAll reads the first table of a text and returns its rows as they come:
// the number of the row, how it misfits, and its values.
func readAll(t testing.TB, p *profile.Profile, text string) ([][]string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFile(path, p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := f.Table(t.Context(), p.Tables[0], func(kind, id string) string { return kind + ":" + strings.Repeat("*", len(id)) })
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out [][]string
	for r.Next() {
		b := r.RecordBatch()
		for i := range int(b.NumRows()) {
			row := []string{b.Column(0).ValueStr(i), b.Column(2).ValueStr(i)}
			for c := 7; c < int(b.NumCols()); c++ {
				text := b.Column(c).(*array.String)
				if text.IsNull(i) {
					row = append(row, "-")
				} else {
					row = append(row, text.Value(i))
				}
			}
			out = append(out, row)
		}
	}
	if int64(len(out)) != r.Read() {
		t.Errorf("%d rows came out, %d were read", len(out), r.Read())
	}
	return out, r.Err()
}

func TestCSV(t *testing.T) {
	for name, c := range map[string]struct {
		encoding, text, want string
	}{
		"plain":             {"", "A,B\n1,2\n", "2 0 1 2"},
		"crlf and blanks":   {"", "A,B\r\n 1 ,\u00a02\u00a0\r\n", "2 0 1 2"},
		"byte order mark":   {"", "\uFEFFA,B\n1,2\n", "2 0 1 2"},
		"mark wins":         {"windows-1252", "\uFEFFA,B\né,2\n", "2 0 é 2"},
		"windows-1252":      {"windows-1252", "A,B\n\xe9,\x80\n", "2 0 é €"},
		"not utf-8":         {"", "A,B\n\xe9,2\n", "2 0 \uFFFD 2"},
		"line break inside": {"", "A,B\n\"1\n1\",2\n3,4\n", "2 0 1\n1 2|3 0 3 4"},
		"short and long":    {"", "A,B\n1\n1,2,3\n1,2,\n", "2 -1 1 -|3 1 1 2|4 0 1 2"},
		"other order":       {"", "b,x,a\n2,9,1\n", "2 0 1 2"},
		"no rows":           {"", "A,B\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := readAll(t, csvProfile(c.encoding, "A", "B"), c.text)
			if err != nil {
				t.Fatal(err)
			}
			lines := []string{}
			for _, r := range rows {
				lines = append(lines, strings.Join(r, " "))
			}
			if got := strings.Join(lines, "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPeopleLeaveAsHashes(t *testing.T) {
	p := csvProfile("", "A", "B")
	p.Tables[0].Columns[1].Type = "person:officer"
	rows, err := readAll(t, p, "A,B,Name\n1,W123,Zebedee\n2,,Zebedee\n")
	if err != nil {
		t.Fatal(err)
	}
	if rows[0][3] != "officer:****" || rows[1][3] != "-" {
		t.Errorf("got %v", rows)
	}
}

// FuzzCSV reads any bytes: every row read comes out once, with valid text, or
// the reading ends with an error.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"A,B\n1,2\n", "A,B\n\"1\n", "\xff\xfeA\x00", "\uFEFFA,B\n,,\n\n", "A,B\r\n\"a\"\"b\",\xe9\r\n", "B;A\n", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := readAll(t, csvProfile("", "A", "B"), text)
		if err != nil {
			return
		}
		last := ""
		for _, r := range rows {
			if r[0] == last {
				t.Errorf("row %s came twice", r[0])
			}
			last = r[0]
			for _, v := range r[2:] {
				if !utf8.ValidString(v) {
					t.Errorf("row %s holds invalid text %q", r[0], v)
				}
			}
		}
	})
}
