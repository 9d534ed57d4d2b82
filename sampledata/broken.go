package sampledata

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// brokenForce is the force whose exports the broken folders are made from.
const brokenForce = 2

// brokenRows is how many rows a broken export has.
const brokenRows = 14

// fault is one way an export can be at fault: the folder's name after broken-, what a load should say, and the files.
type fault struct {
	name, says string
	files      func(*sample) ([]file, error)
}

// sample is a small part of one force's exports.
type sample struct {
	w                  *World
	caseName, procName string
}

// cases takes rows with an officer and a decision, so that there is something in every column to be at fault.
func (s *sample) cases() *grid {
	rows := where(caseRows(s.w, Forces[brokenForce].Name), func(r caseRow) bool { return r.s.SubjectRef != "" && r.final.Level != "" })
	return caseLayout.fill(rows[:brokenRows])
}

func (s *sample) procs() *grid {
	return procLayout.fill(procRows(s.w, indexParts(s.w), Forces[brokenForce].Name)[:brokenRows])
}

func writeBroken(dir string, w *World) error {
	s := &sample{w: w}
	s.caseName, s.procName = caselineNames(Forces[brokenForce], w.ExtractDate)
	for _, f := range brokenFaults {
		files, err := f.files(s)
		if err != nil {
			return fmt.Errorf("sample exports broken-%s: %w", f.name, err)
		}
		files = append(files, file{"README.txt", []byte(f.says + "\n")})
		if err := writeFiles(filepath.Join(dir, "broken-"+f.name), files); err != nil {
			return err
		}
	}
	return nil
}

// one returns the grid as the only file of a folder.
func one(name string, g *grid) ([]file, error) {
	data, err := g.csvBytes()
	return []file{{name, data}}, err
}

// edited returns the grid's file after a change to its bytes.
func edited(name string, g *grid, change func([]byte) []byte) ([]file, error) {
	files, err := one(name, g)
	if err != nil {
		return nil, err
	}
	files[0].data = change(files[0].data)
	return files, nil
}

var brokenFaults = []fault{
	{"bad-date", "Two dates in mandatory columns are no dates (31/02/2025 in Decision date of data row 3, 'awaited' in Opened of data row 2 of the " +
		"proceedings): both rows wait in quarantine, each with its row, column and value; the other rows load.", badDate},
	{"us-date", "Every date of the cases is month first (02/28/2025): the rows whose day is above 12 are no dates and are refused; the file must not load " +
		"with days and months swapped.", usDate},
	{"unknown-code", "Three labels are in no list (a finding, a proceeding type, an officer status): each is named with its row and column.", unknownCode},
	{"missing-column", "The column 'Case ref' is gone from the header: the file is refused, naming the column; nothing of it loads.", missingColumn},
	{"renamed-column", "'Decision date' is now called 'Date of decision': the file is refused, naming the column that is missing and the one that is new.",
		renamedColumn},
	{"empty-file", "The file has no bytes: it is refused as empty; nothing is withdrawn.", emptyFile},
	{"header-only", "The file has a header and a totals row of 0 but no data: it must not withdraw what earlier extracts held without someone's say-so.", headerOnly},
	{"not-an-export", "The file is a web page (a sign-in form) saved as .csv: it is refused as no CSV of any known profile.", notAnExport},
	{"truncated-csv", "The file ends in the middle of a quoted field: it is refused, naming the record where it breaks off; nothing of it loads.", truncatedCSV},
	{"truncated-xlsx", "The workbook is cut off in the middle: it is refused as damaged; nothing of it loads.", truncatedXLSX},
	{"no-profile", "A well-formed CSV of another system: refused, since no source profile matches its name and headers.", noProfile},
	{"duplicate-key", "Data row 2 has the key of data row 1 (same case, officer and allegation) with another rank and another severity: the clash is " +
		"reported with both rows.", duplicateKey},
	{"wrong-encoding", "The cases are UTF-16 with a byte order mark where Windows-1252 is expected: the mark wins, and every row loads as it should.", wrongEncoding},
	{"total-mismatch", "The totals row says 40 but the file has 14 data rows: rows were lost on the way; the file is refused or warned about with both figures.",
		totalMismatch},
	{"no-extract-date", "The file name has no date, so the day the extract speaks for is not known: the file is refused, asking for the date.", noExtractDate},
	{"collapsed-snapshot", "Load after 2025-26Q4: a later full snapshot with 14 rows instead of hundreds; refused, with both figures, until someone accepts it " +
		"with a reason.", collapsedSnapshot},
}

func badDate(s *sample) ([]file, error) {
	cases, procs := s.cases(), s.procs()
	cases.rows[2][cases.place("Decision date")] = text("31/02/2025")
	procs.rows[1][procs.place("Opened")] = text("awaited")
	first, err := one(s.caseName, cases)
	if err != nil {
		return nil, err
	}
	second, err := one(s.procName, procs)
	return append(first, second...), err
}

func usDate(s *sample) ([]file, error) {
	g := s.cases()
	for _, row := range g.rows {
		for i, c := range row {
			if c.day != 0 {
				row[i] = text(c.day.Time().Format("01/02/2006"))
			}
		}
	}
	return one(s.caseName, g)
}

func unknownCode(s *sample) ([]file, error) {
	cases, procs := s.cases(), s.procs()
	cases.rows[4][cases.place("Officer status")] = text("Secondee")
	procs.rows[2][procs.place("Finding")] = text("Proved on balance")
	procs.rows[5][procs.place("Proceeding type")] = text("Fast track")
	first, err := one(s.caseName, cases)
	if err != nil {
		return nil, err
	}
	second, err := one(s.procName, procs)
	return append(first, second...), err
}

func missingColumn(s *sample) ([]file, error) {
	g := s.cases()
	at := g.place("Case ref")
	g.heads = append(g.heads[:at:at], g.heads[at+1:]...)
	for i, row := range g.rows {
		g.rows[i] = append(row[:at:at], row[at+1:]...)
	}
	return one(s.caseName, g)
}

func renamedColumn(s *sample) ([]file, error) {
	g := s.cases()
	g.heads[g.place("Decision date")] = "Date of decision"
	return one(s.caseName, g)
}

func emptyFile(s *sample) ([]file, error) { return []file{{s.caseName, nil}}, nil }

func headerOnly(s *sample) ([]file, error) {
	g := s.cases()
	g.rows = nil
	return one(s.caseName, g)
}

func notAnExport(s *sample) ([]file, error) {
	page := "<!DOCTYPE html>\r\n<html lang=\"en\"><head><title>Caseline - sign in</title></head>\r\n<body><form method=\"post\" action=\"/login\">" +
		"<label>User <input name=\"user\"></label> <label>Password <input name=\"word\" type=\"password\"></label></form>" +
		"<p>Your session has ended, please sign in again.</p></body></html>\r\n"
	return []file{{s.caseName, []byte(page)}}, nil
}

// truncatedCSV ends the file inside the first quoted field of the last case whose summary has a line break.
func truncatedCSV(s *sample) ([]file, error) {
	return edited(s.caseName, s.cases(), func(data []byte) []byte {
		open := bytes.LastIndex(data, []byte(`,"`))
		return data[:open+12]
	})
}

func truncatedXLSX(s *sample) ([]file, error) {
	set := &exports{}
	if err := set.tracker(s.w); err != nil {
		return nil, err
	}
	whole := set.files[0]
	return []file{{whole.name, whole.data[:20_000]}}, nil
}

func noProfile(*sample) ([]file, error) {
	data := "Asset tag;Make;Issued to;Issued on\r\nRADIO-0001;Example Ltd;Stores;2026-01-12\r\nRADIO-0002;Example Ltd;Stores;2026-01-13\r\n"
	return []file{{"radio_handsets_20260331.csv", []byte(data)}}, nil
}

func duplicateKey(s *sample) ([]file, error) {
	g := s.cases()
	again := append([]cell(nil), g.rows[0]...)
	for head, value := range map[string]string{"Rank": "Supt/Ch Supt", "Severity assessment": "Criminal offence"} {
		again[g.place(head)] = text(value)
	}
	g.insert(1, again...)
	return one(s.caseName, g)
}

func wrongEncoding(s *sample) ([]file, error) {
	plain, err := s.cases().csvText(true)
	if err != nil {
		return nil, err
	}
	data := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(plain))) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	return []file{{s.caseName, data}}, nil
}

func totalMismatch(s *sample) ([]file, error) {
	return edited(s.caseName, s.cases(), func(data []byte) []byte {
		return bytes.Replace(data, fmt.Appendf(nil, "\nTotal,%d,", brokenRows), []byte("\nTotal,40,"), 1)
	})
}

func noExtractDate(s *sample) ([]file, error) {
	return one(strings.Replace(s.caseName, "_"+s.w.ExtractDate.Time().Format("20060102"), "", 1), s.cases())
}

func collapsedSnapshot(s *sample) ([]file, error) {
	later, _ := caselineNames(Forces[brokenForce], s.w.ExtractDate+30)
	return one(later, s.cases())
}
