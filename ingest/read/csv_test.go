package read

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// cutAll cuts a text into rows: "3: a|b", with ! behind the number of a faulty
// row and ' behind that of one with a bare quotation mark.
func cutAll(t testing.TB, r io.Reader, delimiter string) ([]string, error) {
	t.Helper()
	in := newTokens(r, delimiter)
	out := []string{}
	last := 0
	for {
		l, err := in.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		if l.row != last+1 {
			t.Fatalf("row %d comes after row %d", l.row, last)
		}
		last = l.row
		mark := ""
		if l.faulty {
			mark = "!"
		} else if l.bare {
			mark = "'"
		}
		out = append(out, fmt.Sprintf("%d%s: %s", l.row, mark, strings.Join(l.strings(), "|")))
	}
}

func TestTokens(t *testing.T) {
	long := strings.Repeat("x", 300<<10)
	for name, c := range map[string]struct{ text, delimiter, want string }{
		"plain":                  {"a,b\n1,2\n", "", "1: a|b; 2: 1|2"},
		"no line end at the end": {"a,b\n1,2", "", "1: a|b; 2: 1|2"},
		"cr lf":                  {"a,b\r\n1,2\r\n", "", "1: a|b; 2: 1|2"},
		"cr alone":               {"a,b\r1,\"2\n3\"\r4,5", "", "1: a|b; 2: 1|2\n3; 3: 4|5"},
		"tab":                    {"a\tb,c\n", "\t", "1: a|b,c"},
		"a sign of two bytes":    {"a¦b\n\"c¦d\"¦e\n", "¦", "1: a|b; 2: c¦d|e"},
		"empty lines count":      {"a\n\n\nb\n\n\n", "", "1: a; 2: ; 3: ; 4: b"},
		"empty cells":            {",\n,,\n", "", "1: |; 2: ||"},
		"quoted":                 {"\"a\",\"b,c\",\"d\"\"e\"\n", "", "1: a|b,c|d\"e"},
		"line breaks inside":     {"\"a\r\nb\",c\nd,e\n", "", "1: a\nb|c; 2: d|e"},
		"quoted and empty":       {"\"\",\"\"\n", "", "1: |"},
		"a bare mark":            {"5\" knife,2\n3,4\n", "", "1': 5\" knife|2; 2: 3|4"},
		"text behind a mark":     {"\"a\"b,c\nd,e\n", "", "1!: \"a\"b,c; 2: d|e"},
		"space behind a mark":    {"\"a\" ,c\nd,e\n", "", "1!: \"a\" ,c; 2: d|e"},
		"never closed":           {"a,\"b\nc,d\n", "", "1!: a,\"b; 2: c|d"},
		"closed by the next":     {"1,\"a\n2,\"b\"\n3,\"c\"\n", "", "1!: 1,\"a; 2: 2|b; 3: 3|c"},
		"closed after two":       {"1,\"a\n2,\"\",x\n3,\"c\"\n", "", "1!: 1,\"a; 2: 2||x; 3: 3|c"},
		"too many lines":         {"1,\"a\n" + strings.Repeat("x\n", quotedLines) + "2,b\"\n", "", ""},
		"a long cell":            {"a,\"" + long[:quotedBytes-10] + "\"\n", "", "1: a|" + long[:quotedBytes-10]},
		"a long line":            {"a," + long + "\nb,c\n", "", "1: a|" + long + "; 2: b|c"},
		"nothing":                {"", "", ""},
		"nul":                    {"a\x00,b\n", "", "1: a\x00|b"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.text), iotest.HalfReader(strings.NewReader(c.text)), iotest.DataErrReader(strings.NewReader(c.text))} {
				rows, err := cutAll(t, r, c.delimiter)
				if err != nil {
					t.Fatal(err)
				}
				got := strings.Join(rows, "; ")
				if name == "too many lines" {
					if len(rows) != quotedLines+2 || rows[0] != "1!: 1,\"a" || rows[len(rows)-1] != fmt.Sprintf("%d': 2|b\"", quotedLines+2) {
						t.Errorf("got %d rows, from %s to %s", len(rows), rows[0], rows[len(rows)-1])
					}
				} else if got != c.want {
					t.Errorf("got %.200q, want %.200q", got, c.want)
				}
			}
		})
	}
}

func TestCutShort(t *testing.T) {
	for text, cut := range map[string]bool{
		"a,b\n1,\"2":            true,
		"a,b\n1,\"2\nand so on": true,
		"a,b\n1,\"2\n3,4":       false, // the last line is a row
		"a,b\n1,\"2\n":          false,
	} {
		_, err := cutAll(t, strings.NewReader(text), "")
		if (err != nil) != cut {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := cutAll(t, strings.NewReader(strings.Repeat("x", lineLimit*2)), ""); err == nil {
		t.Error("a line without end is read")
	}
}

// FuzzCSVAgainstStdlib holds the rows of well-formed text against those of encoding/csv.
func FuzzCSVAgainstStdlib(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\",\"b\"\"c\"\n", "\"a\r\nb\",c\r\n\r\nd", ",,\n\n,\"\"", "a,\"b\nc\nd\",e\n", "\"\"\"\",x", "é,\"ü\n\"\n", "a\r\n\"\r\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, ok := stdlib(text)
		if !ok {
			return
		}
		rows, err := cutAll(t, strings.NewReader(text), "")
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, r := range rows {
			number, cells, _ := strings.Cut(r, ": ")
			if strings.HasSuffix(number, "!") || strings.HasSuffix(number, "'") {
				t.Errorf("row %s of well-formed text is said to be faulty", number)
			}
			if cells != "" {
				got = append(got, cells)
			}
		}
		if strings.Join(got, "\n\n") != strings.Join(want, "\n\n") {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// stdlib reads text with encoding/csv; ok is false where the two mean to
// differ: faulty text, cells larger than a spreadsheet's, CR as a line end.
func stdlib(text string) (rows []string, ok bool) {
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") || len(text) > quotedBytes || strings.Count(text, "\n") >= quotedLines {
		return nil, false
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	for _, cells := range all {
		if row := strings.Join(cells, "|"); row != "" { // an empty quoted cell is no empty line to it
			rows = append(rows, row)
		}
	}
	return rows, err == nil
}

// exportText is an invented export of about so many bytes: ten columns, one of
// them quoted in every fifth row.
func exportText(size int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date,status,notes\n")
	for i := 0; b.Len() < size; i++ {
		notes := "no notes"
		if i%5 == 0 {
			notes = "\"seen, and sent back\""
		}
		fmt.Fprintf(&b, "C%07d,Aldermoor,North,complaint,%d,2024-%02d-%02d,,2025-01-%02d,closed,%s\n", i, rng.IntN(5), 1+rng.IntN(12), 1+rng.IntN(28), 1+rng.IntN(28), notes)
	}
	return b.Bytes()
}

func BenchmarkCSV(b *testing.B) {
	text := exportText(16 << 20)
	b.Run("tokens", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			in := newTokens(bytes.NewReader(text), "")
			for {
				if _, err := in.next(); err != nil {
					break
				}
			}
		}
	})
	b.Run("stdlib", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(text))
			r.ReuseRecord, r.FieldsPerRecord = true, -1
			for {
				if _, err := r.Read(); err != nil {
					break
				}
			}
		}
	})
}
