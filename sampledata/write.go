package sampledata

import (
	"fmt"
	"os"
	"path/filepath"
)

// Seed is the seed of the sample: its history shows every story that the tests look for.
const Seed = 8

// Folders are the folders that Write makes for the two extracts.
var Folders = [2]string{"2025-26Q4", "2026-27Q1"}

// file is one file of an export, not yet written.
type file struct {
	name string
	data []byte
}

// Write writes the sample exports under dir: a folder for each extract and a folder broken-… for each way an export can be at fault.
func Write(dir string) error {
	w := Build(Seed)
	for n, folder := range Folders {
		set, err := exportSet(w.Extract(n))
		if err != nil {
			return fmt.Errorf("sample exports %s: %w", folder, err)
		}
		if err := writeFiles(filepath.Join(dir, folder), set.files); err != nil {
			return err
		}
	}
	return writeBroken(dir, w.Extract(0))
}

func writeFiles(dir string, files []file) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("sample exports: %w", err)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return fmt.Errorf("sample exports: %w", err)
		}
	}
	return nil
}

// exports is one set of exports with the bad rows planted in it.
type exports struct {
	files  []file
	faults []Fault
}

// exportSet writes an extract as the three systems would.
func exportSet(w *World) (*exports, error) {
	set := &exports{}
	x := indexParts(w)
	for _, f := range Forces {
		if err := set.caseline(w, x, f); err != nil {
			return nil, err
		}
	}
	if err := set.register(w, x); err != nil {
		return nil, err
	}
	return set, set.tracker(w)
}

func (set *exports) caseline(w *World, x *partIndex, f Force) error {
	cases, procs := caseLayout.fill(caseRows(w, f.Name)), procLayout.fill(procRows(w, x, f.Name))
	caseName, procName := caselineNames(f, w.ExtractDate)
	switch f.Prefix {
	case "ALD":
		set.faults = append(set.faults, plantCaseFaults(caseName, cases)...)
	case "BRK":
		set.faults = append(set.faults, plantProceedingFaults(procName, procs)...)
	}
	if err := set.csv(caseName, cases); err != nil {
		return err
	}
	return set.csv(procName, procs)
}

func caselineNames(f Force, extract Day) (cases, procs string) {
	stamp := extract.Time().Format("20060102")
	return fmt.Sprintf("caseline_cases_%s_%s.csv", f.Slug, stamp), fmt.Sprintf("caseline_proceedings_%s_%s.csv", f.Slug, stamp)
}

func (set *exports) csv(name string, g *grid) error {
	data, err := g.csvBytes()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	set.files = append(set.files, file{name, data})
	return nil
}

func (set *exports) register(w *World, x *partIndex) error {
	b, err := newRegister()
	if err != nil {
		return err
	}
	sheets := []*grid{
		closeRegister(criminalLayout.fill(crimRows(w, x)), "File to CPS"),
		closeRegister(inquestLayout.fill(inquestRows(w, x)), "Reported to coroner"),
		closeRegister(adviceLayout.fill(adviceRows(w)), "Made"),
	}
	for _, g := range sheets {
		if err := b.add(g); err != nil {
			return err
		}
	}
	var lines [][]any
	for _, line := range registerNotes {
		lines = append(lines, anys(line))
	}
	if err := b.notes("Notes", lines); err != nil {
		return err
	}
	return set.workbook(b, fmt.Sprintf("national_register_%s.xlsx", w.ExtractDate), w.ExtractDate)
}

// closeRegister puts a blank row between financial years and a footer at the end.
func closeRegister(g *grid, by string) *grid {
	at, rows := g.place(by), len(g.rows)
	for i := rows - 1; i > 0; i-- {
		if a, b := g.rows[i-1][at].day, g.rows[i][at].day; a.FinancialYear() != b.FinancialYear() {
			g.insert(i)
		}
	}
	g.insert(len(g.rows), text(fmt.Sprintf("Source: %s (invented). Rows: %d", Body, rows)))
	return g
}

func (set *exports) tracker(w *World) error {
	b, err := newTracker()
	if err != nil {
		return err
	}
	name := trackerName(w.ExtractDate)
	listings := separateYears(listingLayout.fill(listingRows(w)))
	set.faults = append(set.faults, plantListingFault(name, listings))
	cover := [][]any{
		{"PSU tracker " + quarterName(w.ExtractDate)}, {"Kept by", "Proceedings Support Unit, " + Body + " (invented)"},
		{"Extract date", b.real(w.ExtractDate)}, {"Please do not sort the Listings sheet"},
	}
	if err := b.notes("Cover", cover); err != nil {
		return err
	}
	for _, g := range append([]*grid{listings}, trackerSheets(w)...) {
		if err := b.add(g); err != nil {
			return err
		}
	}
	return set.workbook(b, name, w.ExtractDate)
}

func trackerSheets(w *World) []*grid {
	return []*grid{
		debriefLayout.fill(debriefRows(w)), actionLayout.fill(w.Actions), qaLayout.fill(qaRows(w)), disclosureLayout.fill(w.DisclosureBatches),
		exhibitLayout.fill(w.ExhibitAudits), contactLayout.fill(w.ContactUpdates), restrictionLayout.fill(w.Restrictions),
		reviewLayout.fill(w.CaseReviews), counselLayout.fill(w.Instructions), headcountLayout.fill(headcountRows(w)), costLayout.fill(w.Costs),
		logLayout.fill(logRows(w)),
	}
}

// quarterName is the quarter in the words of the people who keep the tracker, such as Q4 2025-26.
func quarterName(d Day) string {
	q := d.FinancialQuarter()
	return q[len(q)-2:] + " " + d.FinancialYear()
}

func trackerName(extract Day) string { return "PSU tracker " + quarterName(extract) + ".xlsx" }

// separateYears puts a row with the financial year before the listings of each year.
func separateYears(g *grid) *grid {
	at := g.place("Listed for")
	for i := len(g.rows) - 1; i >= 0; i-- {
		year := g.rows[i][at].day.FinancialYear()
		if i == 0 || g.rows[i-1][at].day.FinancialYear() != year {
			g.insert(i, text(year))
		}
	}
	return g
}

func (set *exports) workbook(b *workbook, name string, created Day) error {
	data, err := b.bytes(created)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	set.files = append(set.files, file{name, data})
	return nil
}
