package draft

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"proceedings/ingest/read"
)

// extract is where the date that an export speaks for was found.
type extract struct {
	name, format string // in the file's name
	names        string // pattern of names of such files
	dates        int    // that the file's name holds
	sheet, cell  string // in a workbook
	said         string // what the text above the header says, where a profile cannot point to it
}

// nameDates are the ways that names of files hold dates, with their format and
// Go's words for it.
func nameDates() [][3]string {
	return [][3]string{
		{`\d{4}-\d{2}-\d{2}`, "", "2006-01-02"},
		{`\d{4}_\d{2}_\d{2}`, "%Y_%m_%d", "2006_01_02"},
		{`\d{8}`, "%Y%m%d", "20060102"},
		{`\d{8}`, "%d%m%Y", "02012006"},
		{`\d{2}-\d{2}-\d{4}`, "%d-%m-%Y", "02-01-2006"},
		{`\d{2}\.\d{2}\.\d{4}`, "%d.%m.%Y", "02.01.2006"},
		{`\d{2}_\d{2}_\d{4}`, "%d_%m_%Y", "02_01_2006"},
	}
}

// findExtract looks for the extract date in the file's name, then in the cells
// above headers and on sheets that are not read.
func findExtract(name string, sniff *read.Sniff, tables []*table) extract {
	e := inName(name)
	if e.name != "" {
		return e
	}
	book := sniff.Format == read.XLSX || sniff.Format == read.ODS
	for _, t := range tables {
		end := len(t.info.Rows)
		if t.why == "" {
			end = t.head.index
		}
		if t.named || (t.why != "" && (t.info.Hidden || end > 40)) {
			continue
		}
		for _, r := range t.info.Rows[:end] {
			if e.inRow(t, r, book) {
				return e
			}
		}
	}
	return e
}

// inName finds the dates of a name: the last is what the file speaks for, as a period's
// last day is, and the next file will have others in the place of all of them.
func inName(name string) (e extract) {
	rest := name
	for {
		from, to, form, ok := firstDate(rest)
		if !ok {
			break
		}
		e.dates++
		e.name, e.format = `(?:^|\D)(`+form[0]+`)(?:\D|$)`, form[1]
		e.names += pattern(rest[:from]) + "*"
		rest = rest[to:]
	}
	if e.dates > 1 {
		e.name = ".*" + e.name
	}
	e.names += pattern(rest)
	return e
}

// firstDate is where the first date of a text stands, and its form.
func firstDate(text string) (from, to int, form [3]string, ok bool) {
	for _, f := range nameDates() {
		m := regexp.MustCompile(`(?:^|\D)(` + f[0] + `)(?:\D|$)`).FindStringSubmatchIndex(text)
		if m == nil || (ok && m[2] >= from) {
			continue
		}
		if day, err := time.Parse(f[2], text[m[2]:m[3]]); err == nil && day.Year() >= 1990 && day.Year() <= 2100 {
			from, to, form, ok = m[2], m[3], f, true
		}
	}
	return from, to, form, ok
}

// dateWords say that a cell beside or within holds the extract date.
var dateWords = regexp.MustCompile(`(?i)\b(as at|as of|extract|extracted|data to|report date|run date|date of report|snapshot|produced|correct at)\b`)

var dayText = regexp.MustCompile(`\b(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4})\b`)

// inRow looks for the date in one row: within a cell that says what it is, or right of one.
func (e *extract) inRow(t *table, r read.PeekRow, book bool) bool {
	says := false
	for i, c := range r.Cells {
		says = says || dateWords.MatchString(c)
		if !says {
			continue
		}
		at := fmt.Sprintf("%s%d", letters(i), r.Number)
		if n, err := strconv.Atoi(strings.TrimSpace(c)); err == nil && n > 30000 && n < 80000 && book {
			e.sheet, e.cell = t.sheet(), at
			return true
		}
		m := dayText.FindStringIndex(c)
		if m == nil {
			continue
		}
		format, ok := dayFormat(c[m[0]:m[1]])
		switch {
		case !ok:
		case book && strings.TrimSpace(c) == c[m[0]:m[1]]:
			e.sheet, e.cell, e.format = t.sheet(), at, format
			return true
		default:
			e.said = c[m[0]:m[1]]
			return true
		}
	}
	return false
}

func dayFormat(text string) (string, bool) {
	for _, f := range [][2]string{{"2006-01-02", ""}, {"02/01/2006", "%d/%m/%Y"}, {"2 January 2006", "%-d %B %Y"}, {"2 Jan 2006", "%-d %b %Y"}} {
		if _, err := time.Parse(f[0], text); err == nil {
			return f[1], true
		}
	}
	return "", false
}

// letters names a column of a sheet, counted from 0.
func letters(i int) string {
	out := ""
	for i++; i > 0; i = (i - 1) / 26 {
		out = string(rune('A'+(i-1)%26)) + out
	}
	return out
}
