package document

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/read"
	"proceedings/reports/page"
)

// Both workbooks, read back by other code, hold the values of the document, each in a cell of its own.
func TestWorkbooksReadBack(t *testing.T) {
	d := sample(t)
	for _, ext := range []string{".xlsx", ".ods"} {
		got := peek(t, d, ext)
		want := d.sheets()
		if len(got) != len(want) {
			t.Fatalf("%s: %d sheets, want %d", ext, len(got), len(want))
		}
		for i, s := range want {
			if got[i].Name != s.name || got[i].Hidden {
				t.Errorf("%s: sheet %q, want %q", ext, got[i].Name, s.name)
			}
			rows := [][]string{{s.title}}
			for _, l := range s.lines {
				rows = append(rows, []string{l})
			}
			if len(s.heads) > 0 {
				rows = append(rows, s.heads)
			}
			for _, r := range s.rows {
				rows = append(rows, asRead(r, ext))
			}
			if len(got[i].Rows) != len(rows) {
				t.Errorf("%s %s: %d rows, want %d: nothing stands under a table", ext, s.name, len(got[i].Rows), len(rows))
				continue
			}
			for j, r := range rows {
				if cells := got[i].Rows[j].Cells; !slices.Equal(cells, r) {
					t.Errorf("%s %s row %d: %q, want %q", ext, s.name, j+1, cells, r)
				}
			}
		}
	}
}

func peek(t *testing.T, d Document, ext string) []read.SheetInfo {
	t.Helper()
	write := d.Excel
	if ext == ".ods" {
		write = d.OpenSheet
	}
	data, err := write()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x"+ext)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := read.Peek(read.Source{Path: path}, 1000, 1<<24)
	if err != nil {
		t.Fatalf("%s: %v", ext, err)
	}
	return s.Sheets
}

// asRead is a row as the project's own readers give it: numbers plain, dates of Excel as days since 1900.
func asRead(row []value, ext string) []string {
	var out []string
	for _, v := range row {
		switch x := v.v.(type) {
		case time.Time:
			if ext == ".xlsx" {
				out = append(out, fmt.Sprint(int(x.Sub(day(1899, 12, 30)).Hours()/24)))
			} else {
				out = append(out, page.Raw(x))
			}
		case string:
			out = append(out, strings.ReplaceAll(x, "\x01", "\uFFFD"))
		default:
			out = append(out, page.Raw(x))
		}
	}
	return out
}

// The values under a cell have columns of their own; a value that is not there is said to be so.
func TestColumnsOfSubValues(t *testing.T) {
	all := sample(t).sheets()
	withheld := sheet{}
	withheld.columns(Table{Heads: []Head{{Title: "a", Sub: []string{"low"}}}, Rows: [][]Cell{{{Text: "[c]", Sub: []Cell{{}}}}}})
	if got := withheld.rows[0][1]; got.v != "[c]" {
		t.Errorf("the interval of a withheld estimate is %v", got.v)
	}
	i := slices.IndexFunc(all, func(s sheet) bool { return s.name == "limits_met" })
	s := all[i]
	if want := []string{"Limit", "Code", "Due (limits)", "Met", "Met, lower", "Met, upper", "Last due"}; !slices.Equal(s.heads, want) {
		t.Errorf("heads %q", s.heads)
	}
	want := []value{{v: "Misconduct hearing begins"}, {v: "MIS-HRG-100"}, {v: int64(87)}, {v: 0.8046, percent: true}, {v: 0.709, percent: true}, {v: 0.874, percent: true}, {v: day(2026, 5, 5)}}
	if !slices.Equal(s.rows[0], want) {
		t.Errorf("row %v", s.rows[0])
	}
	if got := s.rows[1][2:]; !slices.Equal(got, []value{{v: "[c]"}, {v: "5 of 7"}, {v: "[x]"}, {v: "[x]"}, {v: "[x]"}}) {
		t.Errorf("row %v", got)
	}
	if last := s.lines[len(s.lines)-1]; last != "Shorthand in this table: [c] hidden, so that nobody is known by it; [x] not available." {
		t.Errorf("shorthand %q", last)
	}
	if !slices.Contains(s.lines, "Notes to this table: [note 1], [note 2]. They are in the sheet “Notes”.") {
		t.Errorf("lines %q", s.lines)
	}
}

func TestSheetNames(t *testing.T) {
	b := &book{taken: []string{"notes"}}
	long := strings.Repeat("a", 40)
	var got []string
	for _, n := range []string{"Notes", "limits", "LIMITS", "a/b[c]", long, long, ""} {
		got = append(got, b.name(n))
	}
	if want := []string{"Notes_2", "limits", "LIMITS_2", "a_b_c_", long[:31], long[:29] + "_2", "Table"}; !slices.Equal(got, want) {
		t.Errorf("names %q", got)
	}
}

// The checklist for accessible spreadsheets, as far as a program can see it.
func TestExcelIsAccessible(t *testing.T) {
	data, err := sample(t).Excel()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, name := range f.GetSheetList() {
		merged, err := f.GetMergeCells(name)
		panes, err2 := f.GetPanes(name)
		tables, err3 := f.GetTables(name)
		if err != nil || err2 != nil || err3 != nil || len(merged) > 0 || panes.Freeze || panes.Split {
			t.Errorf("%s: %v %v %v, merged %d, panes %v", name, err, err2, err3, len(merged), panes)
		}
		if i > 0 && (len(tables) != 1 || !strings.HasPrefix(tables[0].Range, "A")) {
			t.Errorf("%s: tables %v", name, tables)
		}
		id, err := f.GetCellStyle(name, "A1")
		if err != nil || f.Styles.CellXfs.Xf[id].XfID == nil || f.Styles.CellStyles.CellStyle[*f.Styles.CellXfs.Xf[id].XfID].Name != "Heading 1" {
			t.Errorf("%s: its title is no heading, %v", name, err)
		}
	}
	parts, _ := unzip(t, data)
	for name, data := range parts {
		if bad := regexp.MustCompile(`<autoFilter|hidden="1"|<mergeCell|<pane |<legacyDrawing|<drawing|<headerFooter`).Find(data); bad != nil {
			t.Errorf("%s holds %s", name, bad)
		}
	}
	if got, err := f.GetCellValue("limits_met", "D7"); err != nil || got != "80.5%" {
		t.Errorf("a share is shown as %q, %v", got, err)
	}
	if got, err := f.GetCellValue("limits_met", "G7"); err != nil || got != "5 May 2026" {
		t.Errorf("a date is shown as %q, %v", got, err)
	}
}
