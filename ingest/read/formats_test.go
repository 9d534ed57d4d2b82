package read

import (
	"errors"
	"io"
	"strings"
	"testing"

	"proceedings/ingest/profile"
)

// wantRows compares the rows of a file.
func wantRows(t *testing.T, name string, data []byte, p *profile.Profile, want ...string) {
	t.Helper()
	got, err := anyRows(t, name, data, p)
	if !errors.Is(err, io.EOF) {
		t.Errorf("%s: %v", name, err)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nwant:\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestXLSX(t *testing.T) {
	sheet := `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>` +
		`<row r="4"><c r="A4"><v>41456.0</v></c><c r="B4"><v>1.23456E5</v></c><c r="C4"><v>0.30000000000000004</v></c><c r="D4"><v>1.5E-7</v></c></row>` +
		`<row><c t="str"><f>A1</f><v>1E5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c t="d"><v>2024-05-03T12:00:00</v></c></row>` +
		strings.Repeat(`<row><c s="1"/></row>`, 3000) + `</sheetData><mergeCells><mergeCell ref="A2:B2"/></mergeCells></worksheet>`
	shared := `<si><r><t>rich</t></r><r><t xml:space="preserve"> text</t></r><rPh><t>aside</t></rPh></si><si><t>a_x000D_b</t></si>`
	want := []string{"1: ", "2: rich text||a\rb", "3: ", "4: 41456|123456|0.30000000000000004|0.00000015", "5: 1E5|TRUE|#N/A|inline|45415.5"}
	p := &profile.Profile{Format: XLSX}
	wantRows(t, "x.xlsx", xlsxOf("", sheet, shared), p, want...)
	wantRows(t, "x.xlsx.gz", gzipOf(xlsxOf("", sheet, shared)), p, want...)
	strict := strings.NewReplacer("<row", "<x:row", "</row", "</x:row", "<c ", "<x:c ", "</c>", "</x:c>", "<v>", "<x:v>", "</v>", "</x:v>").Replace(sheet)
	wantRows(t, "prefixed.xlsx", xlsxOf("", strict, shared), p, want...)
	want[4] = "5: 1E5|TRUE|#N/A|inline|43953.5"
	wantRows(t, "1904.xlsx", xlsxOf(`<workbookPr date1904="1"/>`, sheet, shared), p, want...)
}

func TestODS(t *testing.T) {
	cell := func(attrs, text string) string {
		return "<table:table-cell " + attrs + "><text:p>" + text + "</text:p></table:table-cell>"
	}
	table := `<table:table-header-rows><table:table-row>` + cell(`table:number-columns-spanned="2"`, "Inquest") + `<table:covered-table-cell/>` + cell("", "Jury") + `</table:table-row></table:table-header-rows>` +
		`<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
		`<table:table-row table:number-rows-repeated="2">` + cell(`office:value-type="date" office:date-value="2024-05-03"`, "03/05/24") + cell(`office:value-type="time" office:time-value="PT09H30M00S"`, "09:30") +
		cell(`office:value-type="float" office:value="1.23456E5"`, "123,456") + cell(`office:value-type="boolean" office:boolean-value="true"`, "YES") +
		cell(`office:value-type="float" office:value="0"`, "#N/A") + cell(`table:number-columns-repeated="3"`, "x") + `</table:table-row>` +
		`<table:table-row>` + `<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p>two<text:s text:c="2"/>spaces</text:p><text:p>and <text:span>a line</text:span></text:p></table:table-cell>` + `</table:table-row>` +
		`<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>`
	row := "2024-05-03|09:30:00|123456|TRUE|#N/A|x|x|x"
	wantRows(t, "x.ods", odsOf(table), &profile.Profile{Format: ODS}, "1: Inquest||Jury", "2: ", "3: ", "4: "+row, "5: "+row, "6: two  spaces\nand a line")
}

func TestJSON(t *testing.T) {
	p := func(rows string, columns ...string) *profile.Profile {
		out := csvProfile("", columns...)
		out.Format, out.JSON.Rows = JSON, rows
		return out
	}
	wantRows(t, "list.json", []byte(`[{"a": 1.50, "b": null, "c": {"d": true}}, {"b": "x", "e": ["y", null, "z"], "f": [{"g": 1}]}]`), p(""),
		"a|b|c.d|e|f", "1: 1.50||true||", "2: |x||y; z|[{\"g\":1}]")
	nested := `{"made": "2026-03-31", "events": [[1, 2], {"x": [3]}], "cases": [
		{"allegations": [{"no": 1, "codes": ["A", "B"]}, {"no": 2}], "ref": "C/1"}, {"ref": "C/2", "allegations": []}, {"ref": "C/3"}], "force": {"name": "Aldermoor"}, "other": 1}`
	wantRows(t, "nested.json", []byte(nested), p("cases.allegations", "made", "force.name", "cases.ref", "cases.allegations.no"),
		"made|force.name|cases.ref|cases.allegations.no|cases.allegations.codes",
		"1: 2026-03-31|Aldermoor|C/1|1|A; B", "2: 2026-03-31|Aldermoor|C/1|2|", "3: 2026-03-31|Aldermoor|C/2||", "4: 2026-03-31|Aldermoor|C/3||")
	wantRows(t, "x.ndjson", []byte("{\"a\": 1}\n\nnot json\n{\"a\": 1, \"a\": 2}\n{\"a\": 3}"), p(""), "a", "1: 1", "2: not json", "3: {\"a\": 1, \"a\": 2}", "4: 3")
	wantRows(t, "lines.json", []byte("\uFEFF{\"ref\": 1, \"in\": [{\"a\": 2}, {\"a\": 3}]}\n{\"in\": [{\"a\": 4}], \"ref\": 5}\n"), p("in"), "ref|in.a", "1: 1|2", "2: 1|3", "3: 5|4")
	wantRows(t, "empty.json", []byte(`[]`), p(""), "")
	for text, says := range map[string]string{
		`[{"a": 1}, {"a": `:       "cut short",
		`[{"a": 1} {"a": 2}]`:     "not JSON",
		`[{"a": 1}]` + "\n[]":     "behind its first JSON document",
		"{\n\"a\": 1}\n{\"a\":2}": "say in its profile",
		`{"a": [1`:                "say in its profile",
		`"text"`:                  "neither an array nor an object",
		"[" + strings.Repeat(`[`, 500) + strings.Repeat(`]`, 500) + "]": "cannot be read",
	} {
		if _, err := anyRows(t, "x.json", []byte(text), p("")); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q in it", text, err, says)
		}
	}
	if _, err := anyRows(t, "x.json", []byte(`{"a": 1}`), p("cases")); err == nil || !strings.Contains(err.Error(), `no array of rows at "cases"`) {
		t.Errorf("no array: %v", err)
	}
}

func TestColumnar(t *testing.T) {
	want := []string{"Text|Word|Local|London|Cost|Share|Themes|Officer.rank|Officer.years|Time",
		"1: é|open|2024-05-03T08:30:00|2024-05-03T09:30:00+01:00|-0.05|10000000|custody; force|PC|12|09:30:00",
		"2: b||2024-05-03|2024-05-03T01:00:00+01:00|1234.50|0.25||||00:00:00"}
	wantRows(t, "x.arrow", arrowOf(false), &profile.Profile{Format: Arrow}, want...)
	wantRows(t, "x.arrows", arrowOf(true), &profile.Profile{Format: Arrow}, want...)
	wantRows(t, "x.parquet", parquetOf(), &profile.Profile{Format: Parquet}, "Ref|Made|At|Cost|themes|officer.rank",
		"1: A/1|2024-05-03|2024-05-03T08:30:00Z|-0.05|custody; force|PC", "2: A/2||2024-05-03|1234.50||",
		"3: A/1|2024-05-03|2024-05-03T08:30:00Z|-0.05|custody; force|PC", "4: A/2||2024-05-03|1234.50||")
}

// TestMergedHeader reads names from the merged cells of a header: a column
// beside them that has no upper name gets none.
func TestMergedHeader(t *testing.T) {
	p := &profile.Profile{Format: XLSX, Tables: []profile.Table{{Sheet: "Cases", Header: profile.Header{Rows: 2}}}}
	row := func(r string, cells ...string) string {
		out := `<row r="` + r + `">`
		for i := 0; i < len(cells); i += 2 {
			out += `<c r="` + cells[i] + r + `" t="inlineStr"><is><t>` + cells[i+1] + `</t></is></c>`
		}
		return out + `</row>`
	}
	sheet := row("1", "A", "Ref", "B", "Inquest") + row("2", "B", "Opened", "C", "Ended", "D", "Jury") + `</sheetData>`
	for merges, want := range map[string]string{
		`<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>`: "Ref|Inquest / Opened|Inquest / Ended|Jury",
		``: "Ref|Inquest / Opened|Inquest / Ended|Inquest / Jury",
	} {
		data := xlsxOf("", sheet+merges+"</worksheet>", "")
		f, err := Open(Source{Path: writeFile(t, "x.xlsx", data)}, p, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r, err := f.rows(p.Tables[0])
		if err != nil {
			t.Fatal(err)
		}
		defer r.close()
		names, err := findHeader(r, p.Tables[0])
		if got := strings.Join(names, "|"); err != nil || got != want {
			t.Errorf("%s: %v %s, want %s", merges, err, got, want)
		}
	}
}
