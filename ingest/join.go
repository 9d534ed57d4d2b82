package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// A part is a file that belongs to an export beside its main one. It is hashed
// and watched as that is.
type part struct{ export }

// joinedOnly is the profile that joins files of this name, where none is for them.
func joinedOnly(s read.Source, profiles []*profile.Profile) *profile.Profile {
	var joins *profile.Profile
	for _, p := range profiles {
		if matchName(p, s.Name()) {
			return nil
		}
		for _, t := range p.Tables {
			if t.Join != nil && fitsAny(t.Join.Names, s.Name()) {
				joins = p
			}
		}
	}
	return joins
}

func fitsAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, _ := path.Match(strings.ToLower(pattern), strings.ToLower(name))
		return ok
	})
}

// checkJoined wants every file that is only joined to be part of an export that
// is loaded: its rows would be left out unseen.
func checkJoined(files []read.Source, found []export, profiles []*profile.Profile) error {
	for _, file := range files {
		used := slices.ContainsFunc(found, func(e export) bool {
			for _, p := range e.joined {
				if filepath.Clean(p.source.Path) == filepath.Clean(file.Path) && p.source.Member == file.Member {
					return true
				}
			}
			return false
		})
		if !used {
			p := joinedOnly(file, profiles)
			return fmt.Errorf("%s: profile %s joins it to a file named %s of the same folder and date, which is not among those to load; load the two together", file, p.ID, strings.Join(p.Match.Names, " or "))
		}
	}
	return nil
}

// findJoined looks beside a file for those that its profile joins. The identity
// of the export is that of all its files.
func (e *export) findJoined(b *read.Budget) error {
	sum := []string{e.sha256}
	for i, t := range e.profile.Tables {
		if t.Join == nil {
			continue
		}
		s, err := e.beside(t.Join.Names)
		if err != nil {
			return err
		}
		info, err := read.Inspect(s, b)
		if err != nil {
			return fmt.Errorf("%s, which is joined to it: %w", s.Name(), err)
		}
		p := part{*newExport(s, info, e.max)}
		if p.format != e.profile.Format {
			return fmt.Errorf("%s, which is joined to it: the file is %s, not %s", s.Name(), read.FormatName(p.format), read.FormatName(e.profile.Format))
		}
		if e.joined == nil {
			e.joined = map[int]part{}
		}
		e.joined[i] = p
		sum = append(sum, p.sha256)
	}
	if len(sum) > 1 {
		all := sha256.Sum256([]byte(strings.Join(sum, "\n")))
		e.sha256 = hex.EncodeToString(all[:])
	}
	return nil
}

// beside is the one file of the same folder, on disk or in an archive, and of
// the same date where names hold one, with a name that fits.
func (e *export) beside(names []string) (read.Source, error) {
	all, err := e.neighbours()
	if err != nil {
		return read.Source{}, err
	}
	var fit []read.Source
	var fitting []string
	for _, s := range all {
		if name := s.Name(); !hidden(name) && fitsAny(names, name) && e.stamp(name) == e.stamp(e.name()) {
			fit, fitting = append(fit, s), append(fitting, name)
		}
	}
	switch len(fit) {
	case 0:
		return read.Source{}, fmt.Errorf("the profile joins a file named %s of the same date to it, and none lies in its folder; put the two files of the export together", strings.Join(names, " or "))
	case 1:
		return fit[0], nil
	}
	return read.Source{}, fmt.Errorf("the profile joins one file named %s to it, and its folder holds %s; leave the one that belongs to it", strings.Join(names, " or "), strings.Join(fitting, ", "))
}

// neighbours are the files of the folder that the export lies in.
func (e *export) neighbours() ([]read.Source, error) {
	var out []read.Source
	if e.source.Member != "" {
		members, _, err := read.Members(e.source.Path)
		for _, m := range members {
			if m.Ignored == "" && path.Dir(m.Name) == path.Dir(e.source.Member) {
				out = append(out, read.Source{Path: e.source.Path, Member: m.Name})
			}
		}
		return out, err
	}
	folder := filepath.Dir(e.source.Path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, errors.New("the folder of the file to join cannot be read")
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			out = append(out, read.Source{Path: filepath.Join(folder, entry.Name())})
		}
	}
	return out, nil
}

// stamp is the extract date as a file's name writes it; empty where the profile
// does not look for it there.
func (e *export) stamp(name string) string {
	if e.profile.Extract.Date.Name == "" {
		return ""
	}
	if m := regexp.MustCompile(e.profile.Extract.Date.Name).FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return ""
}

func otherName(i int) string { return fmt.Sprintf("other_%d", i) }
func wideName(i int) string  { return fmt.Sprintf("wide_%d", i) }

// sourceName is the table whose rows are typed: the staged one, or that with the
// columns of a joined file.
func (f *fileLoad) sourceName(i int) string {
	if f.export.profile.Tables[i].Join != nil {
		return wideName(i)
	}
	return stageName(i)
}

// join reads the file that a table joins and puts its columns beside the table's own.
func (f *fileLoad) join(ctx context.Context, i int, t profile.Table, uses1904 bool) error {
	if t.Join == nil {
		return nil
	}
	other := f.export.joined[i]
	if err := f.stageOther(ctx, i, t, uses1904); err != nil {
		return fmt.Errorf("%s, which is joined to it: %w", other.name(), err)
	}
	if err := f.widen(ctx, i, t); err != nil {
		return err
	}
	if err := f.keepMatches(ctx, i); err != nil {
		return err
	}
	return f.exec(ctx, "INSERT INTO problem SELECT %d, NULL, '', rule, '%s', NULL FROM (%s) WHERE rule = %s", i, Warn, f.mappings[i].otherRules(i), warehouse.Quote(f.mappings[i].unjoined()))
}

func (f *fileLoad) stageOther(ctx context.Context, i int, t profile.Table, uses1904 bool) error {
	file, err := read.Open(f.export.joined[i].source, f.export.profile, f.export.max)
	if err != nil {
		return err
	}
	defer file.Close()
	if file.Uses1904() != uses1904 {
		return errors.New("one of the two workbooks counts its dates from 1904 and the other from 1900; save both anew from one program")
	}
	r, err := file.Table(ctx, t.Other(), f.keys.Pseudonym)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := f.db.Stage(ctx, otherName(i), r); err != nil || r.Err() != nil {
		return errors.Join(r.Err(), ifNil(r.Err(), err))
	}
	f.report.Read += r.Read()
	return nil
}

// Columns of a joined table beside those of its two files.
const (
	partNo   = "_part"    // place of the matching row among those that match; 0 where none does
	matches  = "_matches" // how many rows of the other file match
	otherRow = "_other"   // the number of the matching row; 0 where none does
	misfit   = "_misfit"  // a matching row is garbled or has too many or too few cells
)

// widen joins the staged rows of a table to those of the other file. Of several
// matching rows the first stands for all unless each is to count: the row waits.
func (f *fileLoad) widen(ctx context.Context, i int, t profile.Table) error {
	keys, cols := []string{}, []string{}
	for _, name := range t.Join.Keys() {
		keys = append(keys, warehouse.Ident(profile.KeyMark+name))
	}
	for _, c := range t.Columns {
		if c.Joined {
			cols = append(cols, "o."+warehouse.Ident(c.Name))
		}
	}
	keep := "QUALIFY " + partNo + " = 1"
	if t.Join.Many {
		keep = ""
	}
	return f.exec(ctx, `CREATE OR REPLACE TEMP TABLE %[1]s AS SELECT m.* REPLACE (m.%[16]s + coalesce(o.%[16]s, 0) AS %[16]s, m.%[17]s + coalesce(o.%[17]s, 0) AS %[17]s), %[2]s, coalesce(o.%[7]s, 0) AS %[7]s, coalesce(o.%[8]s, 0) AS %[8]s, coalesce(o.%[9]s, false) AS %[9]s, coalesce(o.%[10]s, 0) AS %[18]s
		FROM %[3]s m LEFT JOIN (SELECT *, row_number() OVER (PARTITION BY %[5]s ORDER BY %[10]s) AS %[7]s, count(*) OVER (PARTITION BY %[5]s) AS %[8]s,
		  bool_or(%[11]s OR %[12]s <> 0 OR %[15]s) OVER (PARTITION BY %[5]s) AS %[9]s FROM %[4]s WHERE %[13]s > 0 %[14]s) o ON %[6]s`,
		wideName(i), strings.Join(cols, ", "), stageName(i), otherName(i), strings.Join(keys, ", "), joinOn(t), partNo, matches, misfit,
		warehouse.Ident(read.Row), warehouse.Ident(read.Garbled), warehouse.Ident(read.Width), warehouse.Ident(read.Filled), keep,
		warehouse.Ident(read.Quoted), warehouse.Ident(read.Errors), warehouse.Ident(read.Repaired), otherRow)
}

// addJoin adds what can be wrong with the match of a row.
func (m *mapping) addJoin() {
	j := m.table.Join
	if j == nil {
		return
	}
	if !j.Many {
		m.checks = append(m.checks, check{rule: "several rows of " + j.Names[0] + " match", severity: Quarantine, when: "t." + matches + " > 1", value: noValue})
	}
	m.checks = append(m.checks, check{rule: "the row of " + j.Names[0] + " that matches is garbled or has too many or too few cells", severity: Quarantine, when: "t." + misfit, value: noValue})
}

// rowKey tells the rows of the typed table apart.
func (m *mapping) rowKey(prefix string) string {
	key := prefix + warehouse.Ident(read.Row)
	if m.repeated() {
		key += ", " + prefix + partNo
	}
	return key
}

// repeated reports whether a row of the file can stand for several.
func (m *mapping) repeated() bool { return m.table.Join != nil && m.table.Join.Many }

// distinct counts a row of the file once where it stands for several.
func (m *mapping) distinct() string {
	if m.repeated() {
		return "DISTINCT"
	}
	return ""
}

func (m *mapping) unjoined() string {
	return "no row of " + m.profile.Match.Names[0] + " has the key of the row of " + m.table.Join.Names[0]
}

// otherRules is the rule that accounts for each row of the joined file.
func (m *mapping) otherRules(i int) string {
	return fmt.Sprintf("SELECT CASE WHEN o.%s = 0 THEN 'blank row' WHEN EXISTS (SELECT 1 FROM %s m WHERE %s) THEN %s ELSE %s END AS rule FROM %s o",
		warehouse.Ident(read.Filled), stageName(i), joinOn(m.table), warehouse.Quote("joined to rows of "+m.profile.Match.Names[0]), warehouse.Quote(m.unjoined()), otherName(i))
}

// joinOn is true for a row m and a row o of the other file that have one key.
// Values that mean "not recorded" are no key.
func joinOn(t profile.Table) string {
	on := []string{}
	for _, name := range t.Join.Keys() {
		own := "m." + warehouse.Ident(name)
		on = append(on, fmt.Sprintf("%s = o.%s", own, warehouse.Ident(profile.KeyMark+name)))
		if c, _ := t.Column(name); len(c.Missing) > 0 {
			on = append(on, fmt.Sprintf("lower(%s) NOT IN (%s)", own, quoteAll(c.Missing, strings.ToLower)))
		}
	}
	return strings.Join(on, " AND ")
}
