package main

import (
	"archive/zip"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"proceedings/reports"
)

// TestOneFigureOneDocument reads each report of the sample in each of its formats, in both editions: a figure has the same
// finding and the same values in the page, the text, the slides, both workbooks, the CSV file of the report and that of
// the figure.
func TestOneFigureOneDocument(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"release", "release-shareable"} {
		release := released(t, filepath.Join(demoDir(t), folder))
		said := saidOf(t, release)
		for _, r := range reports.Reports() {
			stem := filepath.Join(release, r.Name)
			where := folder + " " + r.Name
			page := findingsOf(t, stem+".html")
			if len(page) < 4 {
				t.Errorf("%s: the page has %d findings", where, len(page))
			}
			book := workbook(t, stem+".xlsx")
			typed := sameAsData(t, where, release, book)
			sameWorkbook(t, where, book, openSheets(t, stem+".ods"))
			cells := sameReportCSV(t, where, book, stem+".csv")
			doc := headed(t, stem+".docx", "word/document.xml")
			slides := headedSlides(t, stem+".pptx")
			numbers := 0
			for id, headline := range page {
				for format, by := range map[string]map[string][]string{".docx": doc, ".pptx": slides} {
					words, ok := by[headline]
					if !ok {
						t.Errorf("%s%s lacks the finding %q", where, format, headline)
						continue
					}
					numbers += onlySaid(t, where+format+" "+id, words, said[id])
				}
				if !slices.ContainsFunc(book["What it says"], func(row []string) bool { return slices.Contains(row, headline) }) {
					t.Errorf("%s.xlsx lacks the finding %q", where, headline)
				}
			}
			t.Logf("%s: %d findings, %d typed values of the workbook in the data of figures, %d cells in its CSV, %d numbers of text and slides on pages", where, len(page), typed, cells, numbers)
			if typed < 60 || cells < 100 || numbers < 40 {
				t.Errorf("%s: too little was looked at: %d values, %d cells, %d numbers", where, typed, cells, numbers)
			}
		}
	}
}

// numberSaid is a figure in words: 1,234, 79%, 0.5. What numbers tables, notes and pages is none.
var (
	numberSaid = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?%?`)
	numbering  = regexp.MustCompile(`^\d+\. |(?:Table|Figure) \d+[.:]?|\[note \d+\]|first \d+ of \d+ (?:rows|columns)|\d+ of (?:the )?\d+ (?:rows|columns)[^.]*\.|[Tt]he first \d+[^.]*workbook\.?`)
)

func numbersIn(s string) []string {
	var out []string
	for _, n := range numberSaid.FindAllString(numbering.ReplaceAllString(s, " "), -1) {
		out = append(out, strings.TrimRight(n, ","))
	}
	return out
}

// saidOf is every number that a release's pages say of a figure, by the figure.
func saidOf(t *testing.T, release string) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	for _, file := range pagesOf(t, release) {
		for n := range parseFile(t, file).Descendants() {
			id := attr(n, "data-figure")
			if id == "" {
				id = attr(n, "data-line")
			}
			if id == "" {
				continue
			}
			if out[id] == nil {
				out[id] = map[string]bool{}
			}
			for _, s := range numbersIn(apart(n)) {
				out[id][s] = true
			}
		}
	}
	return out
}

// apart is the text of an element, its pieces apart: cells of a table stand side by side.
func apart(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return b.String()
}

// onlySaid wants each number of a document under a finding to stand on a page of the figure.
func onlySaid(t *testing.T, where string, words []string, said map[string]bool) int {
	t.Helper()
	found := 0
	for _, s := range words {
		for _, n := range numbersIn(s) {
			if found++; !said[n] {
				t.Errorf("%s: %q is on no page of the figure: %q", where, n, s)
				return found
			}
		}
	}
	return found
}

// findingsOf are the headlines of the figures of a report's page.
func findingsOf(t *testing.T, file string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for n := range parseFile(t, file).Descendants() {
		id, tag := attr(n, "data-figure"), "h3"
		if id == "" {
			id, tag = attr(n, "data-line"), "b"
		}
		if id == "" {
			continue
		}
		for h := range n.Descendants() {
			if h.Data == tag {
				out[id] = strings.TrimSuffix(textOf(h), ".")
				break
			}
		}
	}
	return out
}

func sheetOf(f *excelize.File, name string) ([][]string, error) {
	return f.GetRows(name, excelize.Options{RawCellValue: true})
}

// workbook is an Excel file as raw texts, by sheet.
func workbook(t *testing.T, file string) map[string][][]string {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][][]string{}
	for _, name := range f.GetSheetList() {
		if out[name], err = sheetOf(f, name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// sameAsData wants the numbers of each row of a figure's sheet to be numbers of the same row of the figure's data, and no
// number of a shareable release's sheet to be one that the data withholds.
func sameAsData(t *testing.T, where, release string, book map[string][][]string) int {
	t.Helper()
	typed := 0
	for sheet, rows := range book {
		data, err := os.ReadFile(filepath.Join(release, "data", sheet+".csv"))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		all, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		body := rows[len(rows)-(len(all)-1):]
		for i, row := range body {
			have := numbersOfRow(all[i+1])
			for _, cell := range row {
				if v, err := strconv.ParseFloat(cell, 64); err == nil {
					if typed++; !slices.ContainsFunc(have, func(h float64) bool { return near(h, v) }) {
						t.Errorf("%s.xlsx, %s row %d: %s is not in the data %v", where, sheet, i+1, cell, all[i+1])
					}
				}
			}
		}
	}
	return typed
}

func near(a, b float64) bool { d := a - b; return d < 1e-12 && d > -1e-12 }

// numbersOfRow are the numbers of a row of data, days as Excel counts them.
func numbersOfRow(row []string) []float64 {
	var out []float64
	for _, cell := range row {
		if v, err := strconv.ParseFloat(cell, 64); err == nil {
			out = append(out, v)
		} else if day, err := time.Parse(time.DateOnly, cell); err == nil {
			out = append(out, day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24)
		}
	}
	return out
}

// openSheets is an OpenDocument spreadsheet as raw texts, by sheet.
func openSheets(t *testing.T, file string) map[string][][]string {
	t.Helper()
	out := map[string][][]string{}
	var sheet string
	var text *strings.Builder
	value := ""
	for tok := range tokens(t, file, "content.xml") {
		switch e := tok.(type) {
		case xml.StartElement:
			at := map[string]string{}
			for _, a := range e.Attr {
				at[a.Name.Local] = a.Value
			}
			switch e.Name.Local {
			case "table":
				sheet = at["name"]
			case "table-row":
				out[sheet] = append(out[sheet], nil)
			case "table-cell":
				value, text = at["value"]+at["date-value"], &strings.Builder{}
			case "p":
				if text != nil && text.Len() > 0 {
					text.WriteByte('\n')
				}
			}
		case xml.CharData:
			if text != nil {
				text.Write(e)
			}
		case xml.EndElement:
			if e.Name.Local == "table-cell" {
				if value == "" {
					value = text.String()
				}
				last := &out[sheet][len(out[sheet])-1]
				*last = append(*last, value)
				text = nil
			}
		}
	}
	return out
}

// sameWorkbook wants the sheets of both workbooks to hold the same values in the same places.
func sameWorkbook(t *testing.T, where string, book, open map[string][][]string) {
	t.Helper()
	if a, b := slices.Sorted(maps.Keys(book)), slices.Sorted(maps.Keys(open)); !slices.Equal(a, b) {
		t.Errorf("%s: sheets %v in .xlsx, %v in .ods", where, a, b)
		return
	}
	for sheet, rows := range book {
		rows, other := filledRows(rows), filledRows(open[sheet])
		if len(rows) != len(other) {
			t.Errorf("%s, %s: %d rows in .xlsx, %d in .ods", where, sheet, len(rows), len(other))
			continue
		}
		for i, row := range rows {
			for j, cell := range row {
				if j >= len(other[i]) || !sameCell(cell, other[i][j]) {
					t.Errorf("%s, %s row %d: %q in .xlsx, %q in .ods", where, sheet, i+1, cell, other[i])
					return
				}
			}
		}
	}
}

func filledRows(rows [][]string) [][]string {
	return slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return strings.Join(row, "") == "" })
}

func sameCell(a, b string) bool {
	if x, err := strconv.ParseFloat(a, 64); err == nil {
		if y := numbersOfRow([]string{b}); len(y) == 1 {
			return near(x, y[0])
		}
	}
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// sameReportCSV wants each cell of the report's CSV file at its place in the workbook, and all of these there.
func sameReportCSV(t *testing.T, where string, book map[string][][]string, file string) int {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, l := range all[1:] {
		if n, _ := strconv.Atoi(l[4]); l[3] != "" {
			rows[l[3]] = max(rows[l[3]], n)
		}
	}
	cells := 0
	for _, l := range all[1:] {
		table, row, column, value := l[3], l[4], l[6], strings.TrimPrefix(l[7], "'")
		sheet := book[table[:min(len(table), 31)]]
		if table == "" || sheet == nil {
			continue
		}
		n, _ := strconv.Atoi(row)
		head := sheet[len(sheet)-rows[table]-1]
		at := slices.Index(head, column)
		if at < 0 || at >= len(sheet[len(sheet)-rows[table]+n-1]) || !sameCell(sheet[len(sheet)-rows[table]+n-1][at], value) {
			t.Errorf("%s.csv: %s row %d, %q: %q is not in the workbook", where, table, n, column, value)
			return cells
		}
		cells++
	}
	return cells
}

// tokens are those of a part of an office document.
func tokens(t *testing.T, file, part string) func(func(xml.Token) bool) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(part)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(xml.Token) bool) {
		d := xml.NewDecoder(strings.NewReader(string(data)))
		for {
			tok, err := d.Token()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					t.Errorf("%s, %s: %v", file, part, err)
				}
				return
			}
			if !yield(xml.CopyToken(tok)) {
				return
			}
		}
	}
}

// headed are the paragraphs of a text, cells of tables among them, by the finding that heads them.
func headed(t *testing.T, file, part string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	var words strings.Builder
	under, heading := "", false
	for tok := range tokens(t, file, part) {
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "p":
				words.Reset()
				heading = false
			case "br":
				words.WriteByte(' ')
			case "pStyle":
				for _, a := range e.Attr {
					heading = heading || a.Name.Local == "val" && strings.HasPrefix(a.Value, "Heading")
				}
			}
		case xml.CharData:
			words.Write(e)
		case xml.EndElement:
			if e.Name.Local != "p" {
				continue
			}
			s := strings.TrimSpace(words.String())
			words.Reset()
			if heading {
				under = strings.TrimSuffix(s, ".")
				out[under] = append(out[under], s)
			} else {
				out[under] = append(out[under], s)
			}
		}
	}
	return out
}

// headedSlides are the texts of slides by their titles.
func headedSlides(t *testing.T, file string) map[string][]string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	out := map[string][]string{}
	for _, f := range z.File {
		if ok, _ := filepath.Match("ppt/slides/slide*.xml", f.Name); !ok {
			continue
		}
		var all []string
		var words strings.Builder
		title, kind := "", ""
		for tok := range tokens(t, file, f.Name) {
			switch e := tok.(type) {
			case xml.StartElement:
				switch e.Name.Local {
				case "p":
					words.Reset()
				case "sp":
					kind = ""
				case "ph":
					for _, a := range e.Attr {
						if a.Name.Local == "type" {
							kind = a.Value
						}
					}
				case "fld", "br":
					words.WriteByte(' ')
				}
			case xml.CharData:
				words.Write(e)
			case xml.EndElement:
				if e.Name.Local != "p" {
					continue
				}
				switch s := strings.TrimSpace(words.String()); kind {
				case "title", "ctrTitle":
					title = strings.TrimSuffix(strings.TrimSpace(title+" "+s), ".")
				case "ftr", "sldNum", "dt":
				default:
					all = append(all, s)
				}
			}
		}
		out[title] = append(out[title], all...)
	}
	return out
}
