package read

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestPeek(t *testing.T) {
	utf16 := []byte("\xff\xfea\x00;\x00b\x00\n\x00")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a.csv":        {[]byte("Title,\nRef;Made;Note\n1;2;a, b\n3;4;c, d\n"), `csv utf-8 false ";" [] | 1 Title,/2 Ref|Made|Note/3 1|2|a, b`},
		"b.csv":        {[]byte("\uFEFFa,b\n"), `csv utf-8 true "," [] | 1 a|b`},
		"c.csv":        {[]byte("a|b\n\xe9|2\n"), `csv windows-1252 false "|" [] | 1 a|b/2 é|2`},
		"d.csv":        {utf16, `csv utf-16le true ";" [] | 1 a|b`},
		"e.csv":        {utf16[2:], `csv utf-16le false ";" [] | 1 a|b`},
		"f.tsv":        {[]byte("one column\nonly\n"), `csv utf-8 false "," [] | 1 one column/2 only`},
		"g.csv.gz":     {gzipOf([]byte("a\tb\n\"1\t2\n")), `csv utf-8 false "\t" [] | 1 a|b/2! "1	2`},
		"h.json":       {[]byte(`{"n": 1, "cases": [{"ref": 1, "in": [{"x": 1}]}]}`), `json utf-8 false "" [cases cases.in] | n,cases.ref,cases.in: 1 1|1|[{"x":1}]`},
		"i.ndjson":     {[]byte("{\"a\": 1}\n{\"a\": 2}\n"), `json utf-8 false "" [] | a: 1 1/2 2`},
		"j.json":       {[]byte(`[{"a": 1}]`), `json utf-8 false "" [] | a: 1 1`},
		"k.xlsx":       {xlsxOf("", `<row r="2"><c r="B2"><v>7</v></c></row></sheetData>`, ""), `xlsx  false "" [] | Cases 1 /2 |7 | Lists hidden 1 1`},
		"l.ods":        {odsOf(`<table:table-row><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row>`), `ods  false "" [] | Lists hidden 1 x | Cases 1 y`},
		"m.parquet":    {parquetOf(), `parquet  false "" [] | Ref,Made,At,Cost,themes,officer.rank: 1 A/1|2024-05-03|2024-05-03T08:30:00Z|-0.05|custody; force|PC/2 A/2||2024-05-03|1234.50||/3 A/1|2024-05-03|2024-05-03T08:30:00Z|-0.05|custody; force|PC`},
		"no-ending-at": {[]byte("a,b\n1,2\n"), `csv utf-8 false "," [] | 1 a|b/2 1|2`},
	} {
		s, err := Peek(Source{Path: writeFile(t, name, c.data)}, 3, 0)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := sniffed(s); got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
}

func sniffed(s *Sniff) string {
	out := fmt.Sprintf("%s %s %v %q %v", s.Format, s.Encoding, s.Mark, s.Delimiter, s.Arrays)
	for _, sheet := range s.Sheets {
		out += " |"
		if sheet.Name != "" {
			out += " " + sheet.Name
		}
		if sheet.Hidden {
			out += " hidden"
		}
		if sheet.Columns != nil {
			out += " " + strings.Join(sheet.Columns, ",") + ":"
		}
		rows := []string{}
		for _, r := range sheet.Rows {
			mark := ""
			if r.Faulty {
				mark = "!"
			}
			rows = append(rows, fmt.Sprintf("%d%s %s", r.Number, mark, strings.Join(r.Cells, "|")))
		}
		out += " " + strings.Join(rows, "/")
	}
	return out
}

// TestRepair reads back text that had been misread, and leaves alone what had not.
func TestRepair(t *testing.T) {
	mac, win := misreadings("utf8-as-macroman"), misreadings("utf8-as-windows-1252")
	for text, want := range map[string]string{
		"the victim‚Äôs": "the victim’s", "¬£5": "£5", "na√Øve": "naïve", "café": "", "£5": "", "plain": "", "日本": "",
	} {
		got, ok := mac.repair([]byte(text))
		if ok != (want != "") || (ok && string(got) != want) {
			t.Errorf("%q as MacRoman: %q %v", text, got, ok)
		}
	}
	if got, ok := win.repair([]byte("victimâ€™s")); !ok || string(got) != "victim’s" {
		t.Errorf("as Windows-1252: %q %v", got, ok)
	}
}

// TestRepairReal reads back the cells of a real workbook, which is no part of the project.
func TestRepairReal(t *testing.T) {
	path := "../../../shared/realdata/iopc-recommendations/recs30june_wforces_refs.xlsx"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the folder of real exports is not here")
	}
	s, err := Peek(Source{Path: path}, sheetRows, 0)
	if err != nil {
		t.Fatal(err)
	}
	repaired := 0
	fix := misreadings("utf8-as-macroman")
	for _, sheet := range s.Sheets {
		n := 0
		for _, r := range sheet.Rows {
			for _, c := range r.Cells {
				if _, ok := fix.repair([]byte(c)); ok {
					n++
				}
			}
		}
		t.Logf("%s (hidden %v): %d rows, %d cells repaired", sheet.Name, sheet.Hidden, len(sheet.Rows), n)
		if ok := sheetFits("recs*wforces*")(sheet.Name); ok {
			repaired += n
		}
	}
	if repaired != 1269 {
		t.Errorf("%d cells are read back, want 1,269", repaired)
	}
}

// TestFillDown gives the cells below a merged one its value.
func TestFillDown(t *testing.T) {
	p := csvProfile("", "A", "B")
	p.Tables[0].Columns[0].FillDown = true
	rows, err := readAll(t, p, "A,B\n,1\nx,2\n,3\n,\n ,4\ny,\n")
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, r := range rows {
		got = append(got, strings.Join(r, " "))
	}
	if want := "2 0 - 1/3 0 x 2/4 0 x 3/5 0 - -/6 0 x 4/7 0 y -"; strings.Join(got, "/") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "/"), want)
	}
}
