package sampledata

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write EXPORTS.md anew")

// described is a layout without its type of row.
type described struct {
	file, sheet  string
	header       int
	titles       []string
	groups       []group
	columns      []describedColumn
	makes, skips []string
}

type describedColumn struct {
	head   string
	form   form
	feeds  string
	labels *labels
}

func describe[R any](l layout[R], file string) described {
	d := described{file: file, sheet: l.name, header: l.headerRow(), titles: l.titles, groups: l.groups, makes: l.makes, skips: l.skips}
	for _, c := range l.columns {
		d.columns = append(d.columns, describedColumn{c.head, c.form, c.feeds, c.labels})
	}
	return d
}

const (
	casesFile    = "caseline_cases_<force>_<yyyymmdd>.csv"
	procsFile    = "caseline_proceedings_<force>_<yyyymmdd>.csv"
	registerFile = "national_register_<yyyy-mm-dd>.xlsx"
	trackerFile  = "PSU tracker <quarter>.xlsx"
)

var layouts = []described{
	describe(caseLayout, casesFile), describe(procLayout, procsFile),
	describe(criminalLayout, registerFile), describe(inquestLayout, registerFile), describe(adviceLayout, registerFile),
	describe(listingLayout, trackerFile), describe(debriefLayout, trackerFile), describe(actionLayout, trackerFile), describe(qaLayout, trackerFile),
	describe(disclosureLayout, trackerFile), describe(exhibitLayout, trackerFile), describe(contactLayout, trackerFile),
	describe(restrictionLayout, trackerFile), describe(reviewLayout, trackerFile), describe(counselLayout, trackerFile),
	describe(headcountLayout, trackerFile), describe(costLayout, trackerFile), describe(logLayout, trackerFile),
}

// TestExportsPage holds EXPORTS.md to the layouts that the exports are written from.
func TestExportsPage(t *testing.T) {
	page := exportsPage(t)
	if *update {
		if err := os.WriteFile("EXPORTS.md", []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("EXPORTS.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != page {
		t.Error("EXPORTS.md does not say what the layouts say: run go test ./sampledata -run ExportsPage -update and read the diff")
	}
}

func exportsPage(t *testing.T) string {
	var b strings.Builder
	b.WriteString(exportsIntro)
	b.WriteString("| Force | `<force>` | Prefix of references | Region |\n|---|---|---|---|\n")
	for _, f := range Forces {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Name, f.Slug, f.Prefix, f.Region)
	}
	b.WriteString(exportsConventions)
	for _, d := range layouts {
		d.page(&b)
	}
	faultsPage(t, &b)
	brokenPage(&b)
	countsPage(&b)
	return b.String()
}

func (d described) page(b *strings.Builder) {
	if d.file == d.sheet || strings.HasSuffix(d.file, ".csv") {
		fmt.Fprintf(b, "\n## `%s`\n\n", d.file)
	} else {
		fmt.Fprintf(b, "\n## `%s`, sheet `%s`\n\n", d.file, d.sheet)
	}
	fmt.Fprintf(b, "Header row: %d.", d.header)
	if d.groups != nil {
		fmt.Fprintf(b, " Row %d above it is an upper header of merged cells:", d.header-1)
		for _, g := range d.groups {
			fmt.Fprintf(b, " *%s* (%d columns)", g.head, g.span)
		}
		b.WriteString("; the names in the header row are unique without it.")
	}
	b.WriteString("\n\nNot data: ")
	if d.skips == nil {
		b.WriteString("nothing")
	}
	b.WriteString(strings.Join(d.skips, "; ") + ".\n\nEach row makes:\n\n")
	for _, m := range d.makes {
		fmt.Fprintf(b, "- %s\n", m)
	}
	b.WriteString("\n| # | Column | Format | Feeds |\n|---|---|---|---|\n")
	for i, c := range d.columns {
		feeds := c.feeds
		if c.form == asDropped {
			feeds = "nothing: " + c.feeds + ", dropped as it is read"
		}
		fmt.Fprintf(b, "| %d | %s | %s | %s |\n", i+1, c.head, c.format(), feeds)
	}
	d.labelsPage(b)
}

func (c describedColumn) format() string {
	switch c.form {
	case asDate:
		return "date"
	case asCode:
		return "label of `" + c.labels.list + "`"
	case asYesNo:
		return "Y or N"
	case asNumber:
		return "whole number"
	case asMoney:
		return "pounds, two decimals, no sign"
	default:
		return "text"
	}
}

// labelsPage prints each list of labels once a sheet, with the columns that use it.
func (d described) labelsPage(b *strings.Builder) {
	var seen []*labels
	for _, c := range d.columns {
		if c.labels == nil || slices.Contains(seen, c.labels) {
			continue
		}
		if seen == nil {
			b.WriteString("\nLabels and their codes:\n\n")
		}
		seen = append(seen, c.labels)
		var heads []string
		for _, other := range d.columns {
			if other.labels == c.labels {
				heads = append(heads, other.head)
			}
		}
		var pairs []string
		for _, p := range c.labels.pairs {
			pairs = append(pairs, fmt.Sprintf("`%s` = %s", p.text, p.code))
		}
		fmt.Fprintf(b, "- **%s** (`%s`): %s\n", strings.Join(heads, ", "), c.labels.list, strings.Join(pairs, "; "))
	}
}

func faultsPage(t *testing.T, b *strings.Builder) {
	b.WriteString("\n## Bad rows planted in the main sets\n\nThese rows are no part of the history: each must wait in quarantine, whole, with every record it would make. " +
		"*Row* is the number of the record in the file or sheet, counted from 1 and with the rows above the data (in a text file a record with line breaks " +
		"counts once).\n\n| File | Sheet | Row | First column | Column at fault | Value | Fault |\n|---|---|---|---|---|---|---|\n")
	for n := range Folders {
		for _, f := range sampleSet(t, n).faults {
			fmt.Fprintf(b, "| `%s/%s` | %s | %d | %s | %s | %s | %s |\n", Folders[n], f.File, f.Sheet, f.Row, code(f.Ref), f.Column, code(f.Value), f.Rule)
		}
	}
	b.WriteString("\nRows that look odd and **are** data (they load, with a warning at most): cases closed before they were recorded; chairs' reports dated before " +
		"the hearing was completed; events entered before they happened; police staff in misconduct meetings and hearings; cases with no date of receipt at all.\n")
}

func code(s string) string {
	if s == "" {
		return "(empty)"
	}
	return "`" + s + "`"
}

func brokenPage(b *strings.Builder) {
	b.WriteString("\n## Broken folders\n\nEach holds a few files of " + Forces[brokenForce].Name + " and a `README.txt` of one line that says what is wrong and what a load should " +
		"say.\n\n| Folder | What a load should say |\n|---|---|\n")
	for _, f := range brokenFaults {
		fmt.Fprintf(b, "| `broken-%s` | %s |\n", f.name, f.says)
	}
}

func countsPage(b *strings.Builder) {
	w := sampleWorld()
	fmt.Fprintf(b, "\n## Records in each extract\n\n| Record | %s | %s |\n|---|---|---|\n", Folders[0], Folders[1])
	first, second := counts(w.Extract(0)), counts(w.Extract(1))
	for i, c := range first {
		fmt.Fprintf(b, "| %s | %d | %d |\n", c.name, c.n, second[i].n)
	}
}

type recordCount struct {
	name string
	n    int
}

// counts returns the number of records of each kind, in the order of World.
func counts(w *World) []recordCount {
	var all []recordCount
	v := reflect.ValueOf(*w)
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Slice {
			all = append(all, recordCount{v.Type().Field(i).Name, v.Field(i).Len()})
		}
	}
	return all
}

const exportsIntro = `# The sample exports

Everything here is invented: the national body (Office for Conduct Proceedings), the forces, the people and the cases.
This page is written from the layouts that the exports are written from (` + "`go test ./sampledata -run ExportsPage -update`" + `); a test holds it to them.

` + "`Write(dir)`" + ` makes a folder for each extract and a folder ` + "`broken-…`" + ` for each way an export can be at fault:

| Folder | Extract date | Quarter it reports on |
|---|---|---|
| ` + "`2025-26Q4`" + ` | 31 March 2026 | January to March 2026 |
| ` + "`2026-27Q1`" + ` | 30 June 2026 | April to June 2026 |

Each extract is a **full snapshot** of all three systems, 18 files: for each of the eight forces a Caseline case file and a Caseline proceedings file, the
national register, and the tracker. A force's Caseline files speak for that force only (column *Force*); the register and the tracker speak for all.
Each record stands in one file only. A wide row holds several records, and a record may repeat on several rows of its file, equal each time (a case on each row
of its officers and allegations).

| File | System | Extract date from |
|---|---|---|
| ` + "`caseline_cases_<force>_<yyyymmdd>.csv`" + ` | Caseline (force case system) | file name |
| ` + "`caseline_proceedings_<force>_<yyyymmdd>.csv`" + ` | Caseline | file name |
| ` + "`national_register_<yyyy-mm-dd>.xlsx`" + ` | national register | file name |
| ` + "`PSU tracker <quarter>.xlsx`" + `, such as ` + "`PSU tracker Q4 2025-26.xlsx`" + ` | hand-kept tracker | sheet ` + "`Cover`" + `, the cell right of ` + "`Extract date`" + ` (B3, a real date) |

`

const exportsConventions = `
## Conventions

**Caseline (CSV).** Windows-1252; CRLF; comma; double quotes, doubled inside; every file ends with a totals row. Dates are ` + "`dd/mm/yyyy`" + ` text. Some labels
have a trailing space. *Summary* has line breaks inside quotes, pounds, accents, curly quotes and dashes. The proceedings file has a one-cell title in row 1,
so its rows are not all of one length.

**National register (XLSX).** Two title rows, an upper header of merged cells, the header row. Most dates are real dates in Excel's built-in format 14 (shown month
first by some readers: read the number, not the text); the others are typed, ` + "`d Month yyyy`" + ` (such as 4 March 2026) or ` + "`dd/mm/yyyy`" + `. Every date column mixes all three.
A blank row stands between financial years; the last row is a footer. Sheet ` + "`Notes`" + ` is junk.

**Tracker (XLSX).** Most dates are real dates in the format dd/mm/yyyy; the others are ` + "`dd/mm/yyyy`" + ` typed as text. Sheet ` + "`Cover`" + ` holds the extract date and no records.

A blank cell means not recorded. References are text, also where they look like numbers (*Officer no.* 1 is the text 1). Numbers and amounts are numbers in the
workbooks. Names (*Officer name*, *Complainant*, *Defendant name*, *Deceased*) and free text (*Summary*, sheet ` + "`Notes`" + `) feed nothing.
`
