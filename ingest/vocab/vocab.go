package vocab

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

//go:embed *.csv
var embedded embed.FS

// layout names the files in the order of the fingerprint, with their columns.
var layout = []struct {
	name    string
	columns []string
}{
	{"records", []string{"record", "field", "type", "key", "cut", "list", "label", "description"}},
	{"standard", []string{"standard_id", "title", "domain", "anchor", "applies_to", "start_code", "end_code",
		"rule", "n", "n_max", "unit", "calendar_id", "statutory", "valid_from", "valid_to", "legal_basis",
		"exceptions", "confidence", "duty", "only_if", "follows", "else_code", "stop_code", "restart_code", "extended_by",
		"regime", "clear_days", "rolls"}},
	{"code", []string{"list", "code", "label", "rank", "valid_from", "valid_to", "maps_to", "confidence"}},
	{"proceeding_type", []string{"code", "label", "jurisdiction", "note"}},
	{"listing_kind", []string{"code", "label", "event"}},
	{"finding", []string{"code", "label", "rank", "known", "proven"}},
	{"sanction", []string{"code", "label", "rank", "dismissal", "former_officer"}},
	{"regime", []string{"regime_id", "label", "valid_from", "what", "test", "confidence", "test_date", "builds_on"}},
	{"sanction_allowed", []string{"regime_id", "proceeding_type", "finding", "sanction", "condition", "confidence"}},
	{"bank_holiday", []string{"calendar_id", "day", "title", "note"}},
}

// Set is one checked set of vocabularies. It does not change after Load.
type Set struct {
	sheets      []*sheet
	fingerprint string

	records     []Record
	standards   []Standard
	lists       map[string][]Code
	listNames   []string
	regimes     []Regime
	bankHoliday map[string]map[string]bool // calendar, then ISO day
}

// Table is one reference table as text, ready for the schema ref.
type Table struct {
	Name    string
	Columns []string
	Rows    [][]string
}

// Load reads the embedded files, each replaced whole by the file of the same
// name in dir where there is one; dir may be empty. The error lists every
// [Problem] found, not only the first.
func Load(dir string) (*Set, error) { return LoadKnown(dir, time.Time{}) }

// LoadKnown is Load with the rows that stood in the files on a day. A row that
// turned out to be wrong stays in its file with the last day on which it was
// believed (known_to); the row that corrects it says since when (known_from). So
// figures as they were known then can be made again. A zero day means today's
// knowledge: every row that no other has corrected.
func LoadKnown(dir string, day time.Time) (*Set, error) {
	if err := checkFolder(dir); err != nil {
		return nil, err
	}
	s := &Set{lists: map[string][]Code{}, bankHoliday: map[string]map[string]bool{}}
	p := &problems{}
	hash := sha256.New()
	for _, l := range layout {
		path, data, err := readFile(dir, l.name+".csv")
		if err != nil {
			return nil, err
		}
		sh := parseSheet(l.name, path, l.columns, data, p)
		sh.keepKnown(day, p)
		sh.hash(hash)
		s.sheets = append(s.sheets, sh)
	}
	s.fingerprint = hex.EncodeToString(hash.Sum(nil))
	if err := p.err(); err != nil {
		return nil, err // rows under a wrong header would only raise more noise
	}
	s.build(p)
	if err := p.err(); err != nil {
		return nil, err
	}
	return s, nil
}

// build parses the rows; lists come first because the rest refer to them.
func (s *Set) build(p *problems) {
	s.buildCodes(s.sheet("code"), p)
	s.buildProceedingTypes(s.sheet("proceeding_type"), p)
	s.buildListingKinds(s.sheet("listing_kind"), p)
	s.buildRanked(s.sheet("finding"), "known", "proven", p)
	s.buildRanked(s.sheet("sanction"), "dismissal", "former_officer", p)
	s.buildRegimes(s.sheet("regime"), p)
	s.buildStandards(s.sheet("standard"), p)
	s.checkSanctionsAllowed(s.sheet("sanction_allowed"), p)
	s.buildBankHolidays(s.sheet("bank_holiday"), p)
	s.buildRecords(s.sheet("records"), p)
}

// Fingerprint is the SHA-256, in hex, of the names of all files and of their
// rows as known at the day of the set.
func (s *Set) Fingerprint() string { return s.fingerprint }

// Tables gives every reference table as text: one a file, and the calendar.
func (s *Set) Tables() []Table {
	var out []Table
	for _, sh := range s.sheets {
		t := Table{Name: sh.name, Columns: slices.Clone(sh.columns)}
		for _, r := range sh.rows {
			t.Rows = append(t.Rows, slices.Clone(r.cells))
		}
		out = append(out, t)
	}
	return append(out, s.calendarTable())
}

func (s *Set) sheet(name string) *sheet {
	i := slices.IndexFunc(s.sheets, func(sh *sheet) bool { return sh.name == name })
	return s.sheets[i]
}

// checkFolder refuses names that would otherwise be ignored in silence: a
// misspelt "standards.csv" must not leave the built-in limits in force.
func checkFolder(dir string) error {
	if dir == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("vocabulary folder: %w", err)
	}
	var errs []error
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || isFileName(e.Name()) {
			continue
		}
		errs = append(errs, &Problem{File: filepath.Join(dir, e.Name()), Message: fmt.Sprintf(
			"this is no vocabulary file; name it one of %s, or move it elsewhere", strings.Join(fileNames(), ", "))})
	}
	return errors.Join(errs...)
}

func fileNames() []string {
	var names []string
	for _, l := range layout {
		names = append(names, l.name+".csv")
	}
	return names
}

func isFileName(name string) bool { return slices.Contains(fileNames(), name) }

// readFile returns the file of dir where it exists, else the embedded one.
func readFile(dir, name string) (path string, data []byte, err error) {
	if dir != "" {
		path = filepath.Join(dir, name)
		data, err = os.ReadFile(path)
		if err == nil {
			return path, data, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return "", nil, fmt.Errorf("vocabulary file: %w", err)
		}
	}
	data, err = embedded.ReadFile(name)
	return name, data, err
}
