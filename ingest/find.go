package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
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
	source      read.Source
	path        string // of the source, as messages show it
	format      string // what its bytes are
	sha256      string // of the unpacked bytes
	size        int64  // of the file or archive, as it lies on disk
	modified    time.Time
	profile     *profile.Profile
	extractDate time.Time
	dateGiven   bool         // the loader said it, neither the export nor its profile does
	undated     error        // nobody said it
	max         int64        // bytes that it may unpack to
	joined      map[int]part // files that tables of the profile join, by table
	faults      bool         // a workbook of rows put right, not an export
	origin      *origin      // the export whose rows these are; nil for an export
}

func (e export) name() string { return e.source.Name() }

// unchanged wants the file as it was when its hash was taken.
func (e export) unchanged() error {
	info, err := os.Stat(e.source.Path)
	if err != nil {
		return errors.New("the file is no longer there: it was moved or deleted while it was read")
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

// ErrNoExports is returned for a folder in which nothing can be loaded.
var ErrNoExports = errors.New("the folder holds no file that is read (" + readable() + ")")

// readable lists the endings of files that are read.
func readable() string {
	parts := []string{}
	for _, f := range read.Formats() {
		parts = append(parts, read.Endings(f)[0])
	}
	return strings.Join(parts, ", ") + ", each also as .gz or in a .zip"
}

// find lists the exports at the paths with their profiles, older extracts
// first. Files of a folder that are no exports are returned with the reason.
func find(paths []string, opt Options) (found []export, ignored []string, err error) {
	if len(paths) == 0 {
		return nil, nil, errors.New("name at least one export file or folder")
	}
	f := &finder{Options: opt, budgets: map[string]*read.Budget{}}
	for _, p := range paths {
		if err := f.path(p); err != nil {
			return nil, nil, err
		}
	}
	var others []read.Source
	for _, s := range f.sources {
		if joinedOnly(s, f.Profiles) != nil {
			others = append(others, s)
			continue
		}
		e, err := f.identify(s)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", s, err)
		}
		if err := f.add(*e); err != nil {
			return nil, nil, err
		}
	}
	if err := checkJoined(others, f.found, f.Profiles); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(f.found, func(a, b export) int {
		return slices.Compare([]string{a.extractDate.Format(time.DateOnly), a.profile.ID, a.name(), a.sha256}, []string{b.extractDate.Format(time.DateOnly), b.profile.ID, b.name(), b.sha256})
	})
	return f.found, f.ignored, nil
}

// finder goes through paths, folders and archives.
type finder struct {
	Options
	sources []read.Source
	found   []export
	ignored []string
	budgets map[string]*read.Budget // what each file or archive may still unpack to
}

func (f *finder) ignore(what, why string) { f.ignored = append(f.ignored, what+": "+why) }

// path takes a file, or all files below a folder.
func (f *finder) path(p string) error {
	info, err := os.Stat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file or folder", p)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: it cannot be read: you have no permission to read it", p)
	case err != nil:
		return fmt.Errorf("%s: it cannot be read", p)
	case !info.IsDir():
		return f.file(p, true)
	}
	before := len(f.sources)
	err = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("%s: it cannot be read: you have no permission to read it", name)
		}
		if err != nil || d.IsDir() {
			return err
		}
		return f.file(name, false)
	})
	if err == nil && len(f.sources) == before {
		err = fmt.Errorf("%s: %w", p, ErrNoExports)
	}
	return err
}

// file takes one file, or the files in one archive. Files that were found in a
// folder rather than named are left alone where their name is of no export.
func (f *finder) file(name string, named bool) error {
	why := f.unlikely(read.Source{Path: name})
	archive := strings.EqualFold(filepath.Ext(name), ".zip")
	if !named && why != "" && (!archive || hidden(filepath.Base(name))) {
		f.ignore(name, why)
		return nil
	}
	members, archive, err := read.Members(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if !archive {
		f.sources = append(f.sources, read.Source{Path: name})
		return nil
	}
	before := len(f.sources)
	for _, m := range members {
		s := read.Source{Path: name, Member: m.Name}
		why := m.Ignored
		if why == "" {
			why = f.unlikely(s)
		}
		if why != "" {
			f.ignore(s.String(), why)
			continue
		}
		f.sources = append(f.sources, s)
	}
	if named && len(f.sources) == before {
		return fmt.Errorf("%s: the archive holds no file that is read (%s)", name, readable())
	}
	return nil
}

func hidden(name string) bool { return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") }

// unlikely says why a file is no export by its name; empty where it may be one.
// Files of any ending are exports where a profile names them.
func (f *finder) unlikely(s read.Source) string {
	name := s.Name()
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case hidden(name), strings.Contains("/"+s.Member, "/__MACOSX/"):
		return "a hidden or lock file"
	case slices.ContainsFunc(f.Profiles, func(p *profile.Profile) bool { return matchName(p, name) }), joinedOnly(s, f.Profiles) != nil:
		return ""
	case ext == ".txt", !knownEnding(ext):
		return "not a file that is read (" + readable() + ")"
	}
	return ""
}

func knownEnding(ext string) bool {
	return slices.ContainsFunc(read.Formats(), func(format string) bool { return slices.Contains(read.Endings(format), ext) })
}

// add takes an export unless it is there already, in the same bytes. Two
// exports of one name and date would take each other's place.
func (f *finder) add(e export) error {
	for _, o := range f.found {
		if o.profile != e.profile || !o.extractDate.Equal(e.extractDate) {
			continue
		}
		if o.sha256 == e.sha256 {
			f.ignore(e.path, "the same bytes and extract date as another file")
			return nil
		}
		if o.name() == e.name() {
			return fmt.Errorf("%s and %s have one name and one extract date, so that the second would take the place of the first: give them names of their own", o.path, e.path)
		}
	}
	f.found = append(f.found, e)
	return nil
}

func (f *finder) identify(s read.Source) (*export, error) {
	b := f.budgets[s.Path]
	if b == nil {
		b = read.NewBudget(f.MaxUnpacked)
		f.budgets[s.Path] = b
	}
	info, err := read.Inspect(s, b)
	if err != nil {
		return nil, err
	}
	if info.Size == 0 {
		return nil, errors.New("the file is empty; ask its sender for it again")
	}
	e := newExport(s, info, f.MaxUnpacked)
	if isFaultsWorkbook(s) {
		e.faults, e.profile = true, &profile.Profile{ID: "corrections"}
		return e, nil
	}
	if err := e.match(f.Profiles); err != nil {
		return nil, err
	}
	date, err := extractDate(e, f.ExtractDate)
	switch {
	case errors.Is(err, errNoDate):
		e.undated = err // no matter where the file has been loaded before
	case err != nil:
		return nil, err
	case !f.Now.IsZero() && date.After(f.Now.AddDate(0, 0, 1)): // tomorrow may have begun where the export was made
		return nil, fmt.Errorf("it speaks for %s, a day still to come: mend the date in the export, or say the right one with --extract-date", date.Format(time.DateOnly))
	}
	e.extractDate = date
	return e, e.findJoined(b)
}

func newExport(s read.Source, info *read.Info, maxUnpacked int64) *export {
	return &export{source: s, path: s.String(), format: info.Format, sha256: info.SHA256, size: info.OnDisk, modified: info.Modified, max: maxUnpacked}
}

// match finds the profile of a file: by its name and what its bytes are, then
// by the columns it must have.
func (e *export) match(profiles []*profile.Profile) error {
	var fits []*profile.Profile
	var misses []string
	for _, p := range profiles {
		named := matchName(p, e.name())
		if !named && !(p.Format == e.format && e.misnamed(p)) {
			continue
		}
		if p.Format != e.format {
			misses = append(misses, fmt.Sprintf("profile %s does not fit: it reads %s, but the file is %s, not %s",
				p.ID, p.Format, read.FormatName(e.format), read.FormatName(p.Format)))
			continue
		}
		if err := e.hasColumns(p); err != nil {
			if named {
				misses = append(misses, fmt.Sprintf("profile %s does not fit: %v", p.ID, err))
			}
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
	if ext := strings.ToLower(filepath.Ext(e.name())); !knownEnding(ext) {
		return fmt.Errorf("files ending in %q are not read, unless a source profile names them; export it as one of %s", ext, readable())
	}
	ids := []string{}
	for _, p := range profiles {
		ids = append(ids, p.ID)
	}
	return fmt.Errorf("no source profile fits a file of this name; write one and name its folder with --profiles (known: %s)", strings.Join(ids, ", "))
}

// misnamed says whether a profile names the file but for an ending that is not
// that of its bytes, as of a CSV called .xlsx.
func (e *export) misnamed(p *profile.Profile) bool {
	ext := filepath.Ext(e.name())
	if !knownEnding(strings.ToLower(ext)) || slices.Contains(read.Endings(e.format), strings.ToLower(ext)) {
		return false
	}
	stem := strings.TrimSuffix(e.name(), ext)
	return slices.ContainsFunc(read.Endings(e.format), func(right string) bool { return matchName(p, stem+right) })
}

func matchName(p *profile.Profile, name string) bool { return fitsAny(p.Match.Names, name) }

func (e *export) hasColumns(p *profile.Profile) error {
	f, err := read.Open(e.source, p, e.max)
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

var errNoDate = errors.New("it does not say what date it speaks for")

// extractDate is the date the export speaks for. What the file itself says, in
// its name or in a cell, cannot be overridden; a date that stands in the profile can.
func extractDate(e *export, given time.Time) (time.Time, error) {
	d := e.profile.Extract.Date
	text, err := statedDate(e)
	if err != nil {
		return time.Time{}, err
	}
	if text == "" && !given.IsZero() {
		e.dateGiven = true
		return given, nil
	}
	if text == "" {
		text = d.Value
	}
	if text == "" {
		return time.Time{}, fmt.Errorf("%w, which profile %s looks for in %s; say it with --extract-date 2026-03-31", errNoDate, e.profile.ID, d.Place())
	}
	date, ok := parseDay(strings.TrimSpace(text), d.Format)
	switch {
	case !ok:
		return time.Time{}, fmt.Errorf("what stands for its extract date (%s) is no date in the format that profile %s declares; mend it in the export, or in the profile", d.Place(), e.profile.ID)
	case !given.IsZero() && !given.Equal(date):
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
	f, err := e.open()
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
