package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
)

// export is one file to load: its bytes, its profile and what it speaks for.
type export struct {
	path        string
	sha256      string
	size        int64
	modified    time.Time
	profile     *profile.Profile
	extractDate time.Time
	joined      map[int]part // files that tables of the profile join, by table
	faults      bool         // a workbook of rows put right, not an export
	origin      *origin      // the export whose rows these are; nil for an export
}

func (e export) name() string { return filepath.Base(e.path) }

// unchanged wants the file as it was when its hash was taken.
func (e export) unchanged() error {
	info, err := os.Stat(e.path)
	if err != nil {
		return err
	}
	for _, p := range e.joined {
		if err := p.unchanged(); err != nil {
			return err
		}
	}
	if info.Size() == e.size && info.ModTime().Equal(e.modified) {
		return nil
	}
	return errors.New("the file changed while it was read; wait until whoever writes it has finished and load it again")
}

// formats are the endings of files that are read, by the format of their profile.
var formats = map[string]string{".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx"}

// ErrNoExports is returned for a folder in which nothing can be loaded.
var ErrNoExports = errors.New("the folder holds no .csv or .xlsx file")

// find lists the exports at the paths with their profiles, older extracts
// first. Files of a folder that are no exports are returned with the reason.
func find(paths []string, opt Options) (found []export, ignored []string, err error) {
	if len(paths) == 0 {
		return nil, nil, errors.New("name at least one export file or folder")
	}
	var others []string
	for _, p := range paths {
		files, skipped, err := expand(p)
		if err != nil {
			return nil, nil, err
		}
		ignored = append(ignored, skipped...)
		for _, file := range files {
			if joinedOnly(file, opt.Profiles) != nil {
				others = append(others, file)
				continue
			}
			e, err := identify(file, opt)
			if err != nil {
				return nil, nil, err
			}
			if !slices.ContainsFunc(found, func(o export) bool {
				return o.sha256 == e.sha256 && o.profile == e.profile && o.extractDate.Equal(e.extractDate)
			}) {
				found = append(found, *e)
			} else {
				ignored = append(ignored, file+": the same bytes and extract date as another file")
			}
		}
	}
	if err := checkJoined(others, found, opt.Profiles); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(found, func(a, b export) int {
		return slices.Compare([]string{a.extractDate.Format(time.DateOnly), a.profile.ID, a.name(), a.sha256}, []string{b.extractDate.Format(time.DateOnly), b.profile.ID, b.name(), b.sha256})
	})
	return found, ignored, nil
}

// expand lists the files of a path: itself, or all below a folder.
func expand(p string) (files, ignored []string, err error) {
	info, err := os.Stat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("%s: there is no such file or folder", p)
	case err != nil:
		return nil, nil, fmt.Errorf("%s: cannot be read: %w", p, err)
	case !info.IsDir():
		if formats[strings.ToLower(filepath.Ext(p))] == "" {
			return nil, nil, fmt.Errorf("%s: files ending in %q are not read; export it as .csv or .xlsx", p, filepath.Ext(p))
		}
		return []string{p}, nil, nil
	}
	err = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := strings.ToLower(filepath.Ext(name))
		switch {
		case strings.HasPrefix(d.Name(), "~$"), strings.HasPrefix(d.Name(), "."):
			ignored = append(ignored, name+": a hidden or lock file")
		case formats[ext] == "", ext == ".txt":
			ignored = append(ignored, name+": not a .csv or .xlsx file")
		default:
			files = append(files, name)
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s: %w", p, ErrNoExports)
	}
	return files, ignored, err
}

func identify(file string, opt Options) (*export, error) {
	e := &export{path: file}
	if err := e.hash(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if e.size == 0 {
		return nil, fmt.Errorf("%s: the file is empty; ask its sender for it again", file)
	}
	if isFaultsWorkbook(file) {
		e.faults, e.profile = true, &profile.Profile{ID: "corrections"}
		return e, nil
	}
	if err := e.match(opt.Profiles); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	date, err := extractDate(e, opt.ExtractDate)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	e.extractDate = date
	if err := e.findJoined(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return e, nil
}

func (e *export) hash() error {
	f, err := os.Open(e.path)
	if err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sum := sha256.New()
	if e.size, err = io.Copy(sum, f); err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	e.sha256, e.modified = hex.EncodeToString(sum.Sum(nil)), info.ModTime()
	return nil
}

// match finds the profile of a file: by its name, then by the columns it must have.
func (e *export) match(profiles []*profile.Profile) error {
	format := formats[strings.ToLower(filepath.Ext(e.path))]
	var fits []*profile.Profile
	var misses []string
	for _, p := range profiles {
		if p.Format != format || !matchName(p, e.name()) {
			continue
		}
		if err := hasColumns(e.path, p); err != nil {
			misses = append(misses, fmt.Sprintf("profile %s does not fit: %v", p.ID, err))
			continue
		}
		fits = append(fits, p)
	}
	switch {
	case len(fits) == 1:
		e.profile = fits[0]
		return nil
	case len(fits) > 1:
		return fmt.Errorf("profiles %s and %s both fit; make the names in one of them narrower", fits[0].ID, fits[1].ID)
	case len(misses) > 0:
		return errors.New(strings.Join(misses, "; "))
	}
	ids := []string{}
	for _, p := range profiles {
		ids = append(ids, p.ID)
	}
	return fmt.Errorf("no source profile fits a file of this name; write one and name its folder with --profiles (known: %s)", strings.Join(ids, ", "))
}

func matchName(p *profile.Profile, name string) bool {
	for _, pattern := range p.Match.Names {
		if ok, _ := path.Match(strings.ToLower(pattern), strings.ToLower(name)); ok {
			return true
		}
	}
	return false
}

func hasColumns(file string, p *profile.Profile) error {
	f, err := read.OpenFile(file, p)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, t := range p.Tables {
		r, err := f.Table(context.Background(), t.Own(), func(string, string) string { return "" })
		if err != nil {
			if t.Sheet != "" {
				return fmt.Errorf("sheet %s: %w", t.Sheet, err)
			}
			return err
		}
		if err := r.Close(); err != nil {
			return err
		}
	}
	return nil
}

// extractDate is the date the export speaks for. What the file itself says, in
// its name or in a cell, cannot be overridden; a date that stands in the profile can.
func extractDate(e *export, given time.Time) (time.Time, error) {
	d := e.profile.Extract.Date
	text, err := statedDate(e)
	if err != nil {
		return time.Time{}, err
	}
	if text == "" && !given.IsZero() {
		return given, nil
	}
	if text == "" {
		text = d.Value
	}
	if text == "" {
		return time.Time{}, fmt.Errorf("it does not say what date it speaks for, which profile %s looks for in %s; say it with --extract-date 2026-03-31", e.profile.ID, d.Place())
	}
	date, ok := parseDay(strings.TrimSpace(text), d.Format)
	switch {
	case !ok:
		return time.Time{}, fmt.Errorf("the extract date %q is not a date in the declared format; mend it in the export, or in the profile", text)
	case !given.IsZero() && !given.Equal(date) && d.Value == "":
		return time.Time{}, fmt.Errorf("it says that it speaks for %s, not for %s as --extract-date does; load it without the flag", date.Format(time.DateOnly), given.Format(time.DateOnly))
	}
	return date, nil
}

// statedDate is the text of the extract date in the file's name or in a cell.
func statedDate(e *export) (string, error) {
	d := e.profile.Extract.Date
	if d.Name != "" {
		if m := regexp.MustCompile(d.Name).FindStringSubmatch(e.name()); m != nil {
			return m[1], nil
		}
	}
	if d.Cell == "" {
		return "", nil
	}
	f, err := read.OpenFile(e.path, e.profile)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := f.Cell(d.Sheet, d.Cell)
	if n, convErr := strconv.Atoi(text); convErr == nil && err == nil && f.Uses1904() {
		text = strconv.Itoa(n + days1904)
	}
	return text, err
}

// days1904 is how many days the two epochs of spreadsheets lie apart.
const days1904 = 1462

// dateLayout is a format in DuckDB's letters as Go writes it.
func dateLayout(format string) string {
	return strings.NewReplacer("%Y", "2006", "%m", "01", "%d", "02", "%B", "January", "%b", "Jan", "%-d", "2", "%y", "06").Replace(format)
}

// parseDay reads an extract date: in the profile's format, as ISO, or as the
// day number of a spreadsheet.
func parseDay(text, format string) (time.Time, bool) {
	layouts := []string{time.DateOnly}
	if format != "" {
		layouts = append([]string{dateLayout(format)}, layouts...)
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	if n, err := strconv.Atoi(text); err == nil && n > 20000 && n < 80000 {
		return time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC), true
	}
	return time.Time{}, false
}
