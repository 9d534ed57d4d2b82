package draft

import (
	"fmt"
	"os"
	"path/filepath"
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

func TestProve(t *testing.T) {
	for _, c := range []struct {
		day, month, either int64
		first, note        string
	}{
		{568, 0, 412, "day", "412 of 980 dates could be either order; 568 prove day first"},
		{0, 7, 3, "month", "3 of 10 dates could be either order; 7 prove month first"},
		{0, 0, 4, "day", "? all 4 dates could be either order: taken as day first, which nothing proves"},
		{5, 2, 1, "day", "? two orders are mixed: 5 dates can only be day first, 2 only month first, 1 could be either. Ask its sender: a wrong order gives wrong days"},
		{0, 0, 0, "day", ""},
	} {
		if first, note := prove(c.day, c.month, c.either); first != c.first || note != c.note {
			t.Errorf("%d %d %d: %s %q", c.day, c.month, c.either, first, note)
		}
	}
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
	holds(t, r, `formats: ["%m/%d/%Y"]`, `prove month first`, `formats: ["%d/%m/%Y"]`, "prove day first", `formats: ["%Y-%m-%d"]`, `"%d %B %Y"`, `missing: ["no date"]`, "closed_date: date_closed")
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
