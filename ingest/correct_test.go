package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const deskExport = `ref,no,warrant,rank,closed,free text
C1,1,W1,constable,01/02/2026,
C2,1,W2,corporal,,=1+1
C3,1,W3,sergeant,31/02/2026,"two
lines"
`

const sheet = "c_2026-03-31"

// TestPutRight sends the rows that wait to their sender and loads what comes back.
func TestPutRight(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	book := d.faults("faults.xlsx")
	d.edit(book, sheet+"!J2", "sergeant", sheet+"!K3", "30/02/2026")
	d.wants(d.load(book), "read 2 = accepted 1 + unchanged 0 + quarantined 1 + skipped 0; 1 of c_2026-03-31.csv closed\n")
	d.waits("c_2026-03-31.csv  row 4, closed \"30/02/2026\": not a date in the declared format | C3, 1, W3, sergeant, 30/02/2026, two\nlines\n")
	d.wants(d.load(book), "loaded before\n")

	second := d.edit(d.faults("more.xlsx"), sheet+"!K2", "28/02/2026")
	d.wants(d.load(second), "read 1 = accepted 1 + unchanged 0 + quarantined 0 + skipped 0; 1 of c_2026-03-31.csv closed\n")
	d.waits("")
	d.holds(`case: case_ref=C1 closed_date=2026-02-01
case: case_ref=C2
case: case_ref=C3 closed_date=2026-02-28
subject: case_ref=C1 subject_ref=1 person_key=(hash) rank_band=constable
subject: case_ref=C2 subject_ref=1 person_key=(hash) rank_band=sergeant
subject: case_ref=C3 subject_ref=1 person_key=(hash) rank_band=sergeant
`)
	if n := d.session("SELECT rows_read * 100 + rows_accepted * 10 + rows_quarantined FROM load.file"); n != 330 {
		t.Errorf("the export's accounting: %d, want 330", n)
	}
	if n := d.session("SELECT count(*) FROM load.problem"); n != 0 {
		t.Errorf("%d problems are left", n)
	}
	d.wants(d.load(d.edit(second, sheet+"!K2", "27/02/2026")), "read 1 = accepted 0 + unchanged 0 + quarantined 0 + skipped 1; 0 of c_2026-03-31.csv closed; 1 row has been put right already\n")
	d.holdsAmongOthers("case_ref=C3 closed_date=2026-02-28")
}

// TestSamePersonAsEver wants a row put right to give what the export would have given.
func TestSamePersonAsEver(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed\nC1,1,W1,constable,\nC2,1,W1,corporal,\n"))
	d.load(d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant"))
	if n := d.session(`SELECT count(DISTINCT person_key) * 10 + count(*) FROM wh.rec.subject`); n != 12 {
		t.Errorf("got %d, want one person in two subjects", n)
	}
}

func TestUnedited(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	before := d.held()
	d.wants(d.load(d.faults("f.xlsx")), "read 2 = accepted 0 + unchanged 0 + quarantined 0 + skipped 2; 0 of c_2026-03-31.csv closed; 2 row is not changed\n")
	if got := d.held(); fmt.Sprint(got.Rows()) != fmt.Sprint(before.Rows()) {
		t.Errorf("waiting:\n%v\nbefore:\n%v", got, before)
	}
}

// TestDisagree corrects one of two rows that contradict each other: the other,
// which nobody touched, is right then.
func TestDisagree(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,closed,rank,warrant\nC1,1,01/02/2026,,\nC1,2,02/02/2026,,\nC2,1,,corporal,\n"))
	if n := len(d.held().Rows()); n != 3 {
		t.Fatalf("%d rows wait, want 3", n)
	}
	book := d.edit(d.faults("f.xlsx"), sheet+"!I2", "02/02/2026")
	d.wants(d.load(book), "read 3 = accepted 2 + unchanged 0 + quarantined 0 + skipped 1; 2 of c_2026-03-31.csv closed; 1 row is not changed\n")
	d.holds("case: case_ref=C1 closed_date=2026-02-02\nsubject: case_ref=C1 subject_ref=1\nsubject: case_ref=C1 subject_ref=2\n")
}

// TestTooLargeAWorkbook wants the limit of what files may unpack to for workbooks too.
func TestTooLargeAWorkbook(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	opt := d.options()
	opt.MaxUnpacked = 8 << 10
	if _, err := Load(t.Context(), opt, d.faults("f.xlsx")); err == nil || !strings.Contains(err.Error(), "more than 8 KiB") {
		t.Errorf("error %v", err)
	}
}

// TestFreed gives up one of two rows that contradict each other: the other loads, from a
// workbook that nobody edited and that was tried before, and no row of another pair with it.
func TestFreed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,closed,rank,warrant\nC1,1,01/02/2026,,\nC1,2,02/02/2026,,\nC2,1,01/02/2026,,\nC2,2,02/02/2026,,\n"))
	book := d.faults("f.xlsx")
	d.wants(d.load(book), "read 4 = accepted 0 + unchanged 0 + quarantined 0 + skipped 4; 0 of c_2026-03-31.csv closed; 4 row is not changed\n")
	if err := d.accept("the other is right", d.held().Rows()[0].ID); err != nil {
		t.Fatal(err)
	}
	d.wants(d.load(book), "read 4 = accepted 1 + unchanged 0 + quarantined 0 + skipped 3; 1 of c_2026-03-31.csv closed; 2 row is not changed; 1 row was given up as lost\n")
	d.holds("case: case_ref=C1 closed_date=2026-02-02\nsubject: case_ref=C1 subject_ref=2\n")
	d.wants(d.load(book), "loaded before\n")
}

// TestAgainstItsExport wants a row put right to be checked beside the rows of
// its export that are loaded, which a workbook does not take back.
func TestAgainstItsExport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,closed,rank,warrant\nC1,1,01/02/2026,constable,\nC1,2,40/02/2026,corporal,\n"))
	d.wants(d.load(d.edit(d.faults("f.xlsx"), sheet+"!I2", "02/02/2026", sheet+"!J2", "sergeant")), "read 1 = accepted 0 + unchanged 0 + quarantined 1 + skipped 0; 0 of c_2026-03-31.csv closed\n")
	d.waits("c_2026-03-31.csv  row 3, closed \"02/02/2026\": a row of the export that is loaded disagrees about one case | C1, 2, 02/02/2026, sergeant, \n")
	if got := d.held().Rows()[0].Problems[0].Rivals; len(got) != 1 || got[0] != (Rival{Row: 2, Loaded: true}) {
		t.Errorf("it disagrees with %v, want row 2", got)
	}
	d.load(d.edit(d.faults("g.xlsx"), sheet+"!I2", "01/02/2026"))
	d.waits("")
	d.holds("case: case_ref=C1 closed_date=2026-02-01\nsubject: case_ref=C1 subject_ref=1 rank_band=constable\nsubject: case_ref=C1 subject_ref=2 rank_band=sergeant\n")
}

// TestAgainstRowsThatWait wants a row put right to be checked beside the rows of
// its export that go on waiting, and these to be in no figure meanwhile.
func TestAgainstRowsThatWait(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,closed,rank,warrant\nC1,1,soon,constable,\nC1,2,02/02/2026,corporal,\nC2,1,01/02/2026,corporal,\n"))
	d.waits(`c_2026-03-31.csv  row 2, closed "soon": not a date in the declared format | C1, 1, soon, constable, 
c_2026-03-31.csv  row 3, rank "corporal": unknown code | C1, 2, 02/02/2026, corporal, 
c_2026-03-31.csv  row 4, rank "corporal": unknown code | C2, 1, 01/02/2026, corporal, 
`)
	book := d.faults("f.xlsx")
	d.edit(book, sheet+"!I2", "01/02/2026")
	tried, err := Load(d.Context(), d.tryOptions(), book)
	if err != nil {
		t.Fatal(err)
	}
	const want = "read 3 = accepted 0 + unchanged 0 + quarantined 1 + skipped 2; 0 of c_2026-03-31.csv closed; 2 row is not changed\n"
	d.wants(said(tried), want)
	d.wants(d.load(book), want)
	d.waits(`c_2026-03-31.csv  row 2, closed "01/02/2026": rows disagree about one case | C1, 1, 01/02/2026, constable, 
c_2026-03-31.csv  row 3, rank "corporal": unknown code | C1, 2, 02/02/2026, corporal, 
c_2026-03-31.csv  row 4, rank "corporal": unknown code | C2, 1, 01/02/2026, corporal, 
`)
	if got := d.held().Rows()[0].Problems[0].Rivals; fmt.Sprint(got) != fmt.Sprint([]Rival{{Row: 2}, {Row: 3}}) {
		t.Errorf("they are %v, want rows 2 and 3", got)
	}
	d.holds("")
	// Its sender finds that row 2 was wrong and row 3 right: one correction is enough for both.
	d.wants(d.load(d.edit(d.faults("g.xlsx"), sheet+"!I2", "02/02/2026", sheet+"!J3", "sergeant")), "read 3 = accepted 2 + unchanged 0 + quarantined 0 + skipped 1; 2 of c_2026-03-31.csv closed; 1 row is not changed\n")
	d.holds("case: case_ref=C1 closed_date=2026-02-02\nsubject: case_ref=C1 subject_ref=1 rank_band=constable\nsubject: case_ref=C1 subject_ref=2 rank_band=sergeant\n")
}

// TestFallsWithItsExport replaces the export that a correction is of.
func TestFallsWithItsExport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	book := d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant", sheet+"!K3", "28/02/2026")
	d.load(book)
	d.load(d.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed,free text\nC9,,,,,\n"))
	d.holds("case: case_ref=C9\n")
	d.waits("")
	d.wants(d.load(book), "read 2 = accepted 0 + unchanged 0 + quarantined 0 + skipped 2; 0 of c_2026-03-31.csv closed; 2 row is of an export that is no longer in force\n")
	d.holds("case: case_ref=C9\n")
}

// TestChangedProfile loads the export again with another profile: its
// corrections fall, and can be loaded again.
func TestChangedProfile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	export := d.file("c_2026-03-31.csv", deskExport)
	d.load(export)
	book := d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant", sheet+"!K3", "28/02/2026")
	d.profile(deskProfile + "# changed\n")
	if got := d.load(book); !strings.Contains(got, "accepted 2") || !strings.Contains(got, "profile t has changed") {
		t.Error(got)
	}
	if got := d.report(export).Files[0].WaitAgain; got != 2 {
		t.Errorf("%d rows wait again, want 2", got)
	}
	if n := len(d.held().Rows()); n != 2 {
		t.Errorf("%d rows wait, want 2", n)
	}
	d.wants(d.load(book), "read 2 = accepted 0 + unchanged 2 + quarantined 0 + skipped 0; 2 of c_2026-03-31.csv closed\n")
	d.waits("")
	d.profile(deskProfile + "# changed again\n")
	d.load(export)
	if err := d.accept("nobody knows", d.held().Rows()[0].ID); err != nil {
		t.Fatal(err)
	}
	d.profile(deskProfile + "# and again\n")
	if got := d.report(export).Files[0].WaitAgain; got != 1 {
		t.Errorf("%d rows wait again, want the one given up", got)
	}
}

// TestLaterSnapshot wants a later full snapshot to withdraw what a correction loaded.
func TestLaterSnapshot(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	book := d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant")
	d.load(book)
	d.load(d.file("c_2026-06-30.csv", "ref,no,warrant,rank,closed\nC1,,,,\n"))
	d.holds("case: case_ref=C1\n")
	d.wants(d.load(d.edit(book, sheet+"!K3", "28/02/2026")), "read 2 = accepted 0 + unchanged 0 + quarantined 0 + skipped 2; 0 of c_2026-03-31.csv closed; 2 row is of an export that is no longer in force\n")
}

func TestTamperedWorkbook(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	other := newDesk(t)
	other.load(other.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed\nC1,,,,\n"))
	other.refused(d.faults("f.xlsx"), "which this warehouse does not hold")
	for i, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{sheet + "!A2", "000000000000", sheet + "!J2", "sergeant"}, `sheet c_2026-03-31, row 2: its first columns (ID "000000000000", row 3)`},
		{[]string{sheet + "!D2", "7"}, "row 2: its first columns"},
		{[]string{sheet + "!D2", ""}, "row 2: its first columns"},
		{[]string{sheet + "!B3", "other.csv"}, "row 3: its first columns"},
		{[]string{sheet + "!J1", "Rank"}, `the heading "rank" of column 10 is now "Rank"`},
		{[]string{sheet + "!N2", "x"}, "cells beyond the last heading"},
	} {
		d.refused(d.edit(d.faults(fmt.Sprintf("f%d.xlsx", i)), c.cells...), c.want)
	}
	twice := d.faults("twice.xlsx")
	id := d.held().Rows()[0].ID
	d.refused(d.edit(twice, sheet+"!A3", id, sheet+"!D3", "3"), "stands in row 2 too")
	if n := len(d.held().Rows()); n != 2 {
		t.Errorf("%d rows wait, want 2", n)
	}
}

// TestFaultsWorkbook looks at the workbook as its reader does.
func TestFaultsWorkbook(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	path := d.faults("faults.xlsx")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	id := d.held().Rows()[0].ID
	want := [][]string{
		{"ID", "File", "Sheet", "Row", "What is wrong", "What to do", "ref", "no", "warrant", "rank", "closed", "free text"},
		{id, "c_2026-03-31.csv", "", "3", "rank: unknown code", "The value is none that this column can have. Type one of: Constable; Sergeant; Inspector or chief inspector; Superintendent or chief superintendent; Chief officer; Special constable; Police community support officer; Other police staff. If none is right, leave the cell and say so when you send the workbook back.", "C2", "1", "W2", "corporal", "", "=1+1"},
	}
	if got := rows[:2]; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if formula, _ := f.GetCellFormula(sheet, "L2"); formula != "" {
		t.Errorf("a cell became the formula %q", formula)
	}
	comments, err := f.GetComments(sheet)
	if err != nil || len(comments) != 2 || comments[0].Cell != "J2" || comments[0].Text != "unknown code" {
		t.Errorf("comments %v, %v", comments, err)
	}
	for cell, colour := range map[string]string{"J2": "FFD9B3", "K2": "", "K3": "FFD9B3", "A2": "EEEEEE"} {
		at, err := f.GetCellStyle(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(at)
		if err != nil || style.NumFmt != 49 || strings.Join(style.Fill.Color, "") != colour {
			t.Errorf("%s: format %d, colour %v, want text and %q (%v)", cell, style.NumFmt, style.Fill.Color, colour, err)
		}
	}
	if visible, _ := f.GetSheetVisible(faultsSheet); visible {
		t.Error("the sheet for the program is shown")
	}
	if _, err := ExportFaults(t.Context(), FaultsOptions{Warehouse: d.w, Profiles: d.profiles, Words: d.words, Out: path}); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("written over: %v", err)
	}
}

func TestSheetNames(t *testing.T) {
	t.Parallel()
	names := sheetNames{}
	for _, c := range []struct{ file, table, want string }{
		{"cases_20260331.csv", "", "cases_20260331"},
		{"Cases_20260331.csv", "", "Cases_20260331 (2)"},
		{"a[b]:c.xlsx", "Ab*", "Ab_ - a_b__c"},
		{"history.csv", "", "history (2)"},
		{strings.Repeat("x", 40) + ".csv", "", strings.Repeat("x", 31)},
		{strings.Repeat("x", 40) + ".csv", "", strings.Repeat("x", 27) + " (2)"},
		{strings.Repeat("😀", 20) + ".csv", "", strings.Repeat("😀", 15)},
	} {
		if got := names.unique(c.file, c.table); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.file, c.table, got, c.want)
		}
	}
}

const deskSheets = `profile: 1
id: x
title: X
match: {names: ["x.xlsx"]}
format: xlsx
extract: {date: {value: "2026-03-31"}, kind: full}
tables:
  - sheet: Cases
    columns:
      - {name: ref, from: ref, required: true}
      - {name: closed, from: closed, type: date, formats: ["%d/%m/%Y"]}
      - {name: status, from: status, type: code, list: case_status}
    records:
      - record: case
        fields: {case_ref: ref, closed_date: closed, status: status}
`

// TestDatesOfSheets wants the sender to see dates as dates, and those that a
// spreadsheet makes numbers of to be read as they were meant.
func TestDatesOfSheets(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.profile(deskSheets)
	export := filepath.Join(d.dir, "x.xlsx")
	writeWorkbook(t, export, "== Cases\nref|closed|status\nC1|d:2026-03-05|asleep\nC2|d:2026-03-06|\nC3|40/02/2026|\n")
	d.load(export)
	d.waits("x.xlsx Cases row 2, status \"asleep\": unknown code | C1, 05/03/2026, asleep\nx.xlsx Cases row 4, closed \"40/02/2026\": not a date in the declared format | C3, 40/02/2026\n")
	book := d.edit(d.faults("f.xlsx"), "Cases - x!I2", "closed")
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Cases - x", "H3", time.Date(2026, 2, 14, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	d.wants(d.load(book), "read 2 = accepted 2 + unchanged 0 + quarantined 0 + skipped 0; 2 of x.xlsx closed\n")
	d.holds("case: case_ref=C1 closed_date=2026-03-05 status=closed\ncase: case_ref=C2 closed_date=2026-03-06\ncase: case_ref=C3 closed_date=2026-02-14\n")
}

// TestTypedDate is the same for a text file, whose columns hold no numbers of days.
func TestTypedDate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed\nC1,,,,46000\nC2,,,,next week\n"))
	book := d.faults("f.xlsx")
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	// One date typed in, which the spreadsheet keeps as a number; beside it a row whose number was text and stays so.
	if err := f.SetCellValue(sheet, "K3", time.Date(2026, 2, 14, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr(sheet, "J2", "constable"); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	d.load(book)
	d.waits("c_2026-03-31.csv  row 2, closed \"46000\": not a date in the declared format | C1, , , constable, 46000\n")
	d.holds("case: case_ref=C2 closed_date=2026-02-14\n")
}

// TestRaggedRow puts the cells of a row right that has too many.
func TestRaggedRow(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed\nC1,,,,01/02/2026\nC2,,,,,02/02/2026,\n"))
	book := d.edit(d.faults("f.xlsx"), sheet+"!K2", "02/02/2026")
	d.load(book)
	if n := len(d.held().Rows()); n != 1 {
		t.Errorf("%d rows wait, want the one whose last cell still stands beyond the headings", n)
	}
	d.wants(d.load(d.edit(d.faults("g.xlsx"), sheet+"!L2", "")), "read 1 = accepted 1 + unchanged 0 + quarantined 0 + skipped 0; 1 of c_2026-03-31.csv closed\n")
	d.holds("case: case_ref=C1 closed_date=2026-02-01\ncase: case_ref=C2 closed_date=2026-02-02\n")
}

const deskJoin = `profile: 1
id: j
title: J
match: {names: ["main_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full}
tables:
  - join:
      names: ["side_*.csv"]
      on: {ref: Case}
      columns:
        - {name: rank, from: Rank, type: code, list: rank_band}
        - {name: officer, from: Warrant, type: "person:officer"}
        - {name: told, from: Told, type: date, formats: ["%d/%m/%Y"]}
    columns:
      - {name: ref, from: ref}
      - {name: closed, from: closed, type: date, formats: ["%d/%m/%Y"]}
    records:
      - record: case
        fields: {case_ref: ref, closed_date: closed}
      - record: subject
        fields: {case_ref: ref, subject_ref: {value: "1"}, rank_band: rank, person_key: officer}
`

const deskSide = "Case,Rank,Warrant,Told\nC1,constable,W1,\nC2,corporal,W1,\nC3,constable,,\nC3,sergeant,,\nC4,corporal,,\nC5,constable,W1,soon\n"

// TestJoinedExport puts rows right of an export of two files: they carry what was
// joined to them.
func TestJoinedExport(t *testing.T) {
	t.Parallel()
	for name, join := range map[string]string{"one": deskJoin, "many": strings.Replace(deskJoin, "      on:", "      many: true\n      on:", 1)} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.profile(join)
			d.file("in/side_2026-03-31.csv", deskSide)
			d.load(filepath.Dir(d.file("in/main_2026-03-31.csv", "ref,closed,note\nC1,,\nC2,,x\nC3,soon,\nC4,,\nC5,soon,\n")))
			const sheet = "main_2026-03-31"
			book := d.faults("f.xlsx")
			if got := strings.Join(d.told(book, sheet, 9), "|"); got != "corporal||corporal|constable" {
				t.Errorf("the joined ranks are %s", got)
			}
			if got := d.told(book, sheet, 4)[0]; got != "Rank (side_*.csv): unknown code" {
				t.Errorf("wrong is %q", got)
			}
			if got := d.told(book, sheet, 5)[1]; !strings.Contains(got, "cannot be put right here") {
				t.Errorf("told of a row that two match: %q", got)
			}
			// C2 is put right; C3 is of two rows of the other file; of C4 the key is changed; of C5 one of two faults is left.
			d.edit(book, sheet+"!J2", "sergeant", sheet+"!H3", "", sheet+"!G4", "C1", sheet+"!J4", "sergeant", sheet+"!H5", "01/02/2026")
			d.wants(d.load(book), "read 4 = accepted 1 + unchanged 0 + quarantined 1 + skipped 2; 1 of main_2026-03-31.csv closed; 2 "+skipJoined+"\n")
			book = d.faults("g.xlsx")
			d.edit(book, sheet+"!L4", "02/02/2026")
			d.wants(d.load(book), "read 3 = accepted 1 + unchanged 0 + quarantined 0 + skipped 2; 1 of main_2026-03-31.csv closed; 2 row is not changed\n")
			d.holds(`case: case_ref=C1
case: case_ref=C2
case: case_ref=C5 closed_date=2026-02-01
subject: case_ref=C1 subject_ref=1 person_key=(hash) rank_band=constable
subject: case_ref=C2 subject_ref=1 person_key=(hash) rank_band=sergeant
subject: case_ref=C5 subject_ref=1 person_key=(hash) rank_band=constable
`)
			if n := d.session("SELECT count(DISTINCT person_key) FROM wh.rec.subject"); n != 1 {
				t.Errorf("%d people, want the one that all are", n)
			}
			d.wants(d.load(d.edit(d.faults("h.xlsx"), sheet+"!G3", "C1")), "read 2 = accepted 0 + unchanged 0 + quarantined 0 + skipped 2; 0 of main_2026-03-31.csv closed; 1 row is not changed; 1 "+skipJoined+"\n")
		})
	}
}

// TestUndoneCorrection takes a correction back by hand, then loads it again.
func TestUndoneCorrection(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,warrant,rank,closed\nC1,,,,\nC2,1,,corporal,\n"))
	book := d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant")
	d.load(book)
	if _, err := Undo(t.Context(), UndoOptions{Warehouse: d.w, Batch: "2", Reason: "wrong rank", Words: d.words}); err != nil {
		t.Fatal(err)
	}
	d.waits("c_2026-03-31.csv  row 3, rank \"corporal\": unknown code | C2, 1, , corporal, \n")
	d.holds("case: case_ref=C1\n")
	d.wants(d.load(book), "read 1 = accepted 0 + unchanged 1 + quarantined 0 + skipped 0; 1 of c_2026-03-31.csv closed\n")
	d.waits("")
	if _, err := Undo(t.Context(), UndoOptions{Warehouse: d.w, Batch: "1", Reason: "wrong export", Words: d.words}); err != nil {
		t.Fatal(err)
	}
	d.waits("")
	d.holds("")
}
