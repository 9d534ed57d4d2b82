package draft

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
)

// drawn drafts a text as a file of that name; that it parses and compiles is
// checked by Draft itself.
func drawn(t *testing.T, name, text string) *Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return drawnFile(t, path)
}

func drawnFile(t *testing.T, path string) *Result {
	t.Helper()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Draft(t.Context(), Options{Source: read.Source{Path: path}, Words: words})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// holds wants lines in a draft, whatever surrounds them.
func holds(t *testing.T, r *Result, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(string(r.YAML), w) {
			t.Errorf("the draft lacks %q:\n%s", w, r.YAML)
		}
	}
}

func TestHeader(t *testing.T) {
	for name, c := range map[string]struct {
		rows []string
		at   headerAt
		ok   bool
	}{
		"first row":       {[]string{"Ref|Force|Closed", "A1|North|01/02/2026", "A2|North|"}, headerAt{0, 1}, true},
		"below a title":   {[]string{"Cases to March", "", "Ref|Force|Closed", "A1|North|01/02/2026", "A2|East|"}, headerAt{2, 1}, true},
		"notes of a pair": {[]string{"Produced by|PSD", "Ref|Force|Closed|Type", "A1|North|01/02/2026|X", "A2|East|02/02/2026|Y"}, headerAt{1, 1}, true},
		"two rows":        {[]string{"|Hold||Ruling|", "Ref|From|To|From|To", "A1|01/02/2026|02/02/2026|03/02/2026|04/02/2026"}, headerAt{0, 2}, true},
		"numbers alone":   {[]string{"1|2|3", "4|5|6"}, headerAt{}, false},
		"no data":         {[]string{"Ref|Force|Closed"}, headerAt{}, false},
	} {
		rows := []read.PeekRow{}
		for i, r := range c.rows {
			rows = append(rows, read.PeekRow{Number: i + 1, Cells: strings.Split(r, "|")})
		}
		if at, ok := findHeader(rows); at != c.at || ok != c.ok {
			t.Errorf("%s: %v %v, want %v %v", name, at, ok, c.at, c.ok)
		}
	}
}

// TestOrder wants the day first unless much speaks against it, and a question wherever
// the month is taken to be or some dates say another thing than others.
func TestOrder(t *testing.T) {
	none := orders{}
	for _, c := range []struct {
		own, others orders
		month, asks bool
	}{
		{orders{568, 0, 412}, none, false, false},
		{orders{0, 7, 3}, none, true, true},
		{orders{0, 0, 4}, none, false, true},
		{orders{0, 0, 4}, orders{32, 0, 9}, false, true},
		{orders{0, 0, 4}, orders{0, 32, 9}, true, true},
		{orders{5, 2, 1}, none, false, true},
		{orders{0, 1, 4}, none, false, true},
		{orders{0, 1, 4}, orders{32, 0, 9}, false, true},
		{orders{0, 3, 2}, orders{32, 0, 9}, false, true},
		{orders{0, 3, 2}, orders{0, 32, 9}, true, true},
		{orders{0, 300, 200}, orders{32, 0, 9}, true, true},
		{orders{0, 20, 600}, none, false, true},
		{orders{2, 300, 200}, none, true, true},
		{none, none, false, false},
	} {
		month, note := c.own.order(c.others)
		if month != c.month || strings.HasPrefix(note, "?") != c.asks {
			t.Errorf("%v beside %v: month first %v, %q", c.own, c.others, month, note)
		}
	}
}

// TestOneSlip wants one date of the month first among ambiguous ones to wait, where
// another column proves the day first.
func TestOneSlip(t *testing.T) {
	r := drawn(t, "x.csv", rowsOf("Case ref,Received,Date closed", 32, func(i int) string {
		closed := ""
		if i < 4 {
			closed = fmt.Sprintf("0%d/0%d/2026", i+2, i+1)
		}
		if i == 9 {
			closed = "02/28/2026"
		}
		return fmt.Sprintf("C%03d,%02d/%02d/2026,%s", i, i%16+13, i%12+1, closed)
	}))
	holds(t, r, "? two orders may be mixed: 0 dates can only be day first, 1 only month first, 4 could be either (of other columns 32", `from: "Date closed", type: date, formats: ["%d/%m/%Y"]`, `? not read: 1 like "99/99/9999"`)
	if strings.Contains(string(r.YAML), "%m/%d") {
		t.Errorf("one slip turns a column round:\n%s", r.YAML)
	}
}

// TestReferenceAlone wants a row that holds nothing but its reference read as a record,
// with a question, and a heading in the same column left out.
func TestReferenceAlone(t *testing.T) {
	for name, head := range map[string]string{"named.csv": "Case ref", "valued.csv": "Entry"} {
		r := drawn(t, name, rowsOf(head+",Force,Case type,Received,Status", 100, func(i int) string {
			switch {
			case i == 50:
				return "April 2026,,,,"
			case i == 60:
				return "Those below came after 31/03/2026,,,,"
			case i%7 == 0:
				return fmt.Sprintf("C-%04d,,,,", i)
			}
			return fmt.Sprintf("C-%04d,North,Complaint,%02d/03/2026,Open", i, i%28+1)
		}))
		holds(t, r, "100 rows read below the header, 98 of them data", "? 15 rows of nothing else", "heading or note in the place of a reference", "? 2 rows, the first is row 52: are they headings or notes?")
	}
	r := drawn(t, "x.csv", rowsOf("Case ref,Force,Case type,Received,Status", 60, func(i int) string {
		if i == 50 {
			return ",,,,to be continued"
		}
		return fmt.Sprintf("C-%04d,North,Complaint,%02d/03/2026,Open", i, i%28+1)
	}))
	holds(t, r, `{rule: "heading or note that stands alone", blank: [case_ref], cells_at_most: 1}`, "60 rows read below the header, 59 of them data")
}

// TestSurnames wants one-word names under headings that nobody knows kept out of a
// draft, and words that name nobody shown.
func TestSurnames(t *testing.T) {
	r := drawn(t, "x.csv", rowsOf("Case ref,Closed,Pod,Who,Desk,Urgent", 40, func(i int) string {
		return fmt.Sprintf("C%02d,2026-03-%02d,%s,%s,%s,%s", i, i%28+1, []string{"Vexley", "Okaforth"}[i%2], []string{"Thrumble", "Yarwick"}[i%2], []string{"Closed", "Jinksworth", "Open"}[i%3], []string{"High", "Low"}[i%2])
	}))
	said := string(r.YAML) + strings.Join(r.Report, "\n")
	for _, name := range []string{"Vexley", "Okaforth", "Thrumble", "Yarwick", "Jinksworth"} {
		if strings.Contains(said, name) {
			t.Errorf("%q stands in the draft:\n%s", name, said)
		}
	}
	holds(t, r, `2 values of 6 to 8 signs not shown, like "Aaaaaa", "Aaaaaaaa"`, `"High" 20, "Low" 20`, `"Closed" 14, "Open" 13, 1 value of 10 signs`)
}

// TestGuessedReference wants a question about a reference that was guessed, however many
// records go by it.
func TestGuessedReference(t *testing.T) {
	r := drawn(t, "x.csv", rowsOf("Tag,Rank,Gender,Ethnicity", 20, func(i int) string {
		return fmt.Sprintf("T%02d,%s,%s,%s", i, []string{"Constable", "Sergeant"}[i%2], []string{"Male", "Female"}[i%2], []string{"White", "Asian"}[i%2])
	}))
	holds(t, r, "record: subject", "? what the rows are is not known from their headings", "case_ref: tag  # ? no heading says what the records are known by")
}

// TestExtractOfName wants the date that a file's name ends with, and patterns that the
// next file will fit too.
func TestExtractOfName(t *testing.T) {
	for name, want := range map[string]extract{
		"cases_20260331.csv":                extract{name: `(?:^|\D)(\d{8})(?:\D|$)`, format: "%Y%m%d", names: "cases_*.csv", dates: 1},
		"cases_20260101_to_20260331.csv":    extract{name: `.*(?:^|\D)(\d{8})(?:\D|$)`, format: "%Y%m%d", names: "cases_*_to_*.csv", dates: 2},
		"01-01-2026_31-03-2026 final.csv":   extract{name: `.*(?:^|\D)(\d{2}-\d{2}-\d{4})(?:\D|$)`, format: "%d-%m-%Y", names: "*_* final.csv", dates: 2},
		"cases 20260101 [to] 2026-03-31.xl": extract{name: `.*(?:^|\D)(\d{4}-\d{2}-\d{2})(?:\D|$)`, names: `cases * \[to] *.xl`, dates: 2},
		"cases 12345678.csv":                extract{names: "cases 12345678.csv"},
	} {
		got := inName(name)
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		if last := regexp.MustCompile(cmp.Or(got.name, "$()")).FindStringSubmatch(name); last == nil || strings.Contains(last[1], "0101") {
			t.Errorf("%s: the loader would find %q", name, last)
		}
	}
	holds(t, drawn(t, "cases_20260101_to_20260331.csv", "Case ref,Closed\nA1,2026-03-01\nA2,2026-03-02\n"), "? the name holds 2 dates", "id: cases\n")
}

// table makes a file of so many rows, each column by its number.
func rowsOf(head string, n int, row func(i int) string) string {
	var b strings.Builder
	b.WriteString(head + "\n")
	for i := range n {
		b.WriteString(row(i) + "\n")
	}
	return b.String()
}

func TestDates(t *testing.T) {
	r := drawn(t, "x.csv", rowsOf("Case ref,Date closed,Date opened,Incident date,Referred", 24, func(i int) string {
		referred := fmt.Sprintf("%d March 2026", i%28+1)
		if i == 3 {
			referred = "NO DATE"
		}
		return fmt.Sprintf("C%03d,%02d/%02d/2026,%02d/%02d/2026,2026-03-%02d,%s", i, i%12+1, i+1, i+1, i%12+1, i+1, referred)
	}))
	holds(t, r, `formats: ["%m/%d/%Y"]`, `? taken as month first: 12 dates can only be month first, 0 only day first, 0 could be either (of other columns 12 can only be day first, 0 only month first)`, `formats: ["%d/%m/%Y"]`, "prove day first", `formats: ["%Y-%m-%d"]`, `"%d %B %Y"`, `missing: ["no date"]`, "closed_date: date_closed")
}

// TestOddities wants a draft that parses and compiles of whatever stands in a file.
func TestOddities(t *testing.T) {
	for name, text := range map[string]string{
		"signs.csv":    "\"Ref \"\"x\"\"\",it's %d,#: - {a: b},\"two\nlines\",Case,__raw\n1,a,b,c,d,e\n2,a,b,c,d,e\n3,a,b,c,d,f\n",
		"twice.csv":    "Ref,Date,Date,,Type\nA1,1,2,x,y\nA2,1,2,x,y\nA3,1,2,,z\n",
		"words.csv":    "case,when,end,date,from\na1,1,2,3,4\na2,1,2,3,5\na3,1,2,3,6\n",
		"one.csv":      "Ref\nA1\nA2\nA3\n",
		"empty.csv":    "Ref,Closed,Status\nA1,,\nA2,,\nA3,,\n",
		"nd.json":      "{\"ref\":\"A1\",\"closed\":\"2026-03-01\",\"tags\":[\"a\",\"b\"]}\n{\"ref\":\"A2\",\"closed\":null}\n",
		"deep.json":    `{"cases":[{"id":"1","who":{"role":"x"}},{"id":"2","who":{"role":"y"}}]}`,
		"semi [1].csv": "Report\nAs at 31/03/2026\n\nRef;Force;Cost;Days\nA1;North;1,50;3\nA2;East;2,00;4\nA3;East;2,00;4\nTotal;3;;11\n*** End of report ***\n",
	} {
		t.Run(name, func(t *testing.T) { drawn(t, name, text) })
	}
}

func TestSkips(t *testing.T) {
	r := drawn(t, "x_2026-03-31.csv", "Ref,Force,Type,Days,Note\n"+rowsOf("A0,North,Complaint,3,x", 20, func(i int) string { return fmt.Sprintf("A%d,North,Complaint,4,x", i+1) })+
		"Ref,Force,Type,Days,Note\nA30,North,Complaint,4,x\nApril,,,,\nTotal,22,,87,\n")
	holds(t, r, `equals: ["Total"], counts: force, sums: [days]`, "header: true", "cells_at_most: 1", `date: {name: "(?:^|\\D)(\\d{4}-\\d{2}-\\d{2})(?:\\D|$)"}`, `match: {names: ["x_*.csv"]}`)
}

func TestCodes(t *testing.T) {
	r := drawn(t, "x.csv", rowsOf("Case ref,Status,Case type", 30, func(i int) string {
		return fmt.Sprintf("C%d,%s,%s", i, []string{"Open", "Closed", "Parked"}[i%3], []string{"complaint", "conduct_matter", "DSI"}[i%3])
	}))
	holds(t, r, "list: case_status", `# ? "Parked":`, `"Open": "open"  # 10 rows`, "list: matter_type", `# ? "DSI": dsi_matter`, "matter_type: case_type")
}

// TestNothingPersonal plants names and values, and wants none of them in a draft or its report.
func TestNothingPersonal(t *testing.T) {
	given := []string{"Zebedee", "Quillon", "Xanthe", "Wystan", "Ottoline", "Peregrine"}
	family := []string{"Vexley", "Thrumble", "Yarwick", "Jinksworth"}
	r := drawn(t, "x.csv", rowsOf("Case ref,Complainant,Officer name,Summary,Lead,Handled,Collar no,Email,Closed", 200, func(i int) string {
		name := given[i%6] + " " + family[i%4]
		return fmt.Sprintf("REFQ%d,%s,%s,%s shouted at the desk %d,%s,%s,KLR%d,%s@example.org,Plonk %d", i, name, family[i%4], name, i, given[i%6], name, i%7, family[i%4], i)
	}))
	said := string(r.YAML) + strings.Join(r.Report, "\n")
	for _, secret := range append(append(given, family...), "REFQ", "KLR", "Plonk", "shouted") {
		if strings.Contains(said, secret) {
			t.Errorf("%q stands in the draft:\n%s", secret, said)
		}
	}
	holds(t, r, `type: "person:officer"`)
}

// TestWorkbook drafts a sheet with a header of two merged rows beside junk.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	set := func(sheet string, rows ...[]any) {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &r); err != nil {
				t.Fatal(err)
			}
		}
	}
	set("Pivot", []any{"Row Labels", "Count of Ref"}, []any{"North", 4}, []any{"Grand Total", 4})
	rows := [][]any{{"Holds, as at 31/03/2026"}, {"Case ref", "Force", "Suspended", nil, "Restricted"}, {nil, nil, "From", "To", "From", "To"}}
	for i := range 12 {
		rows = append(rows, []any{fmt.Sprintf("C%d", i), "North", fmt.Sprintf("%02d/03/2026", i+10), fmt.Sprintf("%02d/04/2026", i+13), nil, nil})
	}
	set("Log", rows...)
	for _, m := range [][2]string{{"C2", "D2"}, {"E2", "F2"}, {"A2", "A3"}, {"B2", "B3"}} {
		if err := f.MergeCell("Log", m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "holds.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	r := drawnFile(t, path)
	holds(t, r, `sheet: "Log"`, "rows: 2", `from: "Suspended / From"`, "pivot table", "2026")
}

// TestRealExports drafts the real exports, which are not part of the project, and
// wants the records that their built-in profiles make.
func TestRealExports(t *testing.T) {
	if os.Getenv("PROCEEDINGS_TEST_ALL") == "" {
		t.Skip("the long tests are run with PROCEEDINGS_TEST_ALL=1")
	}
	for name, want := range map[string][]string{
		"detroit-complaints/DPD_Citizen_Complaints.csv":     {"case_ref: bpc", "allegation_ref: object_id", "finding_scheme: {scheme_of: finding}", "list: allegation_us_detroit"},
		"iopc-recommendations/recs30june_wforces_refs.xlsx": {"recommendation_ref: url", "made_date: dateofrecommendation_stamp", "due_date: dateresponsedue_stamp", "response: accepted", "header: true"},
	} {
		path := filepath.Join("../../../shared/realdata", name)
		if _, err := os.Stat(path); err != nil {
			t.Skip("the folder of real exports is not here")
		}
		holds(t, drawnFile(t, path), want...)
	}
}

func TestSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"gros misconduct", "gross misconduct", true}, {"gross misconduct", "gros misconduct", true}, {"grossmisconduct", "gross misconduct", true},
		{"gross misconducx", "gross misconduct", true}, {"misconduct", "gross misconduct", false}, {"warned", "warner", true}, {"open", "oper", false},
		{"dismissed", "dismissed", false}, {"", "", false},
	} {
		if got := slip(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
