package draft

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"proceedings/ingest"
	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// CheckOptions of a trial of a profile.
type CheckOptions struct {
	Profile     *profile.Profile
	Words       *vocab.Set
	Settings    warehouse.Settings
	MaxUnpacked int64
	ExtractDate time.Time
	Now         time.Time // for the audit log of the throw-away warehouse
	Values      bool      // show values beside places: they are personal data
	Progress    func(done, total int, what string)
}

// Checked is what a load with the profile would do.
type Checked struct {
	Report   *ingest.Report
	Problems []Problem
	Unmapped []Unmapped
	Records  []Filled
	Unread   []Unread
	Unused   []Unread // columns that the profile reads and nothing of it uses
	Reach    Reach
}

// Problem is one rule that values of one column of a file met, with a few places.
type Problem struct {
	File, Severity, Sheet, Field, Rule string
	Rows                               int64
	Places                             []Spot
}

// Spot is a row, and its value where values were asked for.
type Spot struct {
	Row   int64
	Value string
}

// Unmapped is a label of a column of codes that stands for none.
type Unmapped struct {
	Sheet, Field, Label string
	Lists               []string // that its code may be of
	Rows                int64    // of one file: another may hold the label too
}

// Filled is one kind of record that was made, and how full its fields are.
type Filled struct {
	Record  string
	Records int64
	Fields  []FieldFilled
}

// FieldFilled is how many records have a field; From and To are the range of a date.
type FieldFilled struct {
	Name     string
	Records  int64
	From, To string
}

// Unread is the headings of one table that the profile does not read, or not use.
type Unread struct {
	File, Sheet string
	Headings    []string
}

// spotsShown is how many places of a problem are listed, labelsShown how many labels
// that stand for no code.
const (
	spotsShown  = 5
	labelsShown = 60
)

// Check loads exports with one profile into a warehouse that is thrown away.
func Check(ctx context.Context, opt CheckOptions, paths ...string) (out *Checked, err error) {
	if err := ingest.Compile(ctx, opt.Profile, opt.Words); err != nil {
		return nil, err
	}
	dir, leave, err := warehouse.TempFolder()
	if err != nil {
		return nil, fmt.Errorf("no folder for what is tried can be made: is the disk full? (%w)", err)
	}
	defer func() { err = errors.Join(err, leave()) }()
	path := filepath.Join(dir, "w.duckdb")
	report, err := ingest.Load(ctx, ingest.Options{Warehouse: path, Profiles: []*profile.Profile{opt.Profile}, Words: opt.Words, KeyFile: filepath.Join(dir, "keys"),
		ExtractDate: opt.ExtractDate, Now: opt.Now, Settings: opt.Settings, MaxUnpacked: opt.MaxUnpacked, Progress: opt.Progress}, paths...)
	if err != nil {
		return nil, err
	}
	c := &checker{CheckOptions: opt, out: &Checked{Report: report}}
	if c.db, err = warehouse.OpenSession(ctx, path, opt.Settings); err != nil {
		return nil, err
	}
	defer c.db.Close()
	c.unused()
	for no, f := range loaded(report) {
		if err := c.problems(ctx, no, f.Path); err != nil {
			return nil, err
		}
	}
	for _, part := range []func(context.Context) error{c.records, c.reach} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	for no, f := range loaded(report) {
		if err := c.file(ctx, no, f.Path); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return c.out, nil
}

// loaded are the files of a load with the numbers that a new warehouse gives them:
// one that holds what another does is given none.
func loaded(report *ingest.Report) iter.Seq2[int, ingest.FileReport] {
	return func(yield func(int, ingest.FileReport) bool) {
		no := 0
		for _, f := range report.Files {
			if f.Already {
				continue
			}
			if no++; !yield(no, f) {
				return
			}
		}
	}
}

type checker struct {
	CheckOptions
	db  *warehouse.DB
	out *Checked
}

// problems lists the rules that the rows of one file met.
func (c *checker) problems(ctx context.Context, no int, path string) error {
	return each(ctx, c.db, fmt.Sprintf(`SELECT * FROM (SELECT severity, coalesce(sheet, '') AS sheet, coalesce(field, '') AS field, rule, count(DISTINCT row_no) AS n, list(DISTINCT row_no ORDER BY row_no)[:%d] AS places
		FROM wh.load.problem WHERE file_no = %d GROUP BY severity, sheet, field, rule) ORDER BY severity <> 'quarantine', severity, sheet, field, rule`, spotsShown, no), func(scan func(...any) error) error {
		p := Problem{File: path}
		var places []any
		if err := scan(&p.Severity, &p.Sheet, &p.Field, &p.Rule, &p.Rows, &places); err != nil {
			return err
		}
		for _, at := range places {
			if row, ok := at.(int64); ok {
				p.Places = append(p.Places, Spot{Row: row})
			}
		}
		c.out.Problems = append(c.out.Problems, p)
		return nil
	})
}

// records says how many records of each kind were made, and how full they are.
func (c *checker) records(ctx context.Context) error {
	for _, kind := range c.Words.Records() {
		if !slices.ContainsFunc(c.Profile.Tables, func(t profile.Table) bool {
			return slices.ContainsFunc(t.Records, func(r profile.Record) bool { return r.Record == kind.Name })
		}) {
			continue
		}
		filled := Filled{Record: kind.Name}
		parts := []string{}
		for _, f := range kind.Fields {
			name := warehouse.Ident(f.Name)
			dates := "'', ''"
			if f.Type == "date" {
				dates = fmt.Sprintf("coalesce(strftime(min(%[1]s), '%%Y-%%m-%%d'), ''), coalesce(strftime(max(%[1]s), '%%Y-%%m-%%d'), '')", name)
			}
			parts = append(parts, fmt.Sprintf("SELECT %s, count(*) FILTER (CAST(%s AS VARCHAR) <> ''), count(*), %s FROM wh.rec.%s", warehouse.Quote(f.Name), name, dates, warehouse.Ident(kind.Name)))
		}
		for _, part := range parts {
			if err := each(ctx, c.db, part, func(scan func(...any) error) error {
				var f FieldFilled
				err := scan(&f.Name, &f.Records, &filled.Records, &f.From, &f.To)
				filled.Fields = append(filled.Fields, f)
				return err
			}); err != nil {
				return err
			}
		}
		c.out.Records = append(c.out.Records, filled)
	}
	return nil
}

// file looks at one export again for what the load does not keep: headings,
// labels and, where they are asked for, values.
func (c *checker) file(ctx context.Context, no int, name string) error {
	path, member, _ := strings.Cut(name, "!")
	file, err := read.Open(read.Source{Path: path, Member: member}, c.Profile, c.MaxUnpacked)
	if err != nil {
		return err
	}
	defer file.Close()
	for i := range c.Profile.Tables {
		at := place{no, name, c.Profile.Tables[i].Own()}
		if err := c.unread(file, name, at.table); err != nil {
			return err
		}
		if !c.wanted(at) {
			continue
		}
		if err := c.values(ctx, file, at); err != nil {
			return err
		}
	}
	return nil
}

// place is a table of one file.
type place struct {
	no    int
	file  string
	table profile.Table
}

// has reports whether a problem is of the table.
func (at place) has(p Problem) bool { return p.File == at.file && p.Sheet == at.table.Sheet }

func (c *checker) unread(file *read.File, path string, t profile.Table) error {
	names, err := file.Headings(t)
	if err != nil {
		return err
	}
	known := map[string]bool{"": true}
	for _, col := range t.Columns {
		known[fold(col.From)] = true
	}
	u := Unread{File: path, Sheet: t.Sheet}
	for _, n := range names {
		if !known[fold(n)] {
			u.Headings = append(u.Headings, strings.Join(strings.Fields(n), " "))
		}
	}
	if len(u.Headings) > 0 {
		c.out.Unread = append(c.out.Unread, u)
	}
	return nil
}

// unmappedRules are the rules of labels that stand for no code.
const unmappedRules = "'unknown code', 'code not in the scheme for its date'"

// wanted reports whether values of the table have to be read again.
func (c *checker) wanted(at place) bool {
	return slices.ContainsFunc(c.out.Problems, func(p Problem) bool {
		return at.has(p) && (c.Values || strings.Contains(unmappedRules, "'"+p.Rule+"'"))
	})
}

// values stages the text of the columns that have problems.
func (c *checker) values(ctx context.Context, file *read.File, at place) error {
	t := at.table
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(col profile.Column) bool {
		return strings.HasPrefix(col.Type, "person:") || !slices.ContainsFunc(c.out.Problems, func(p Problem) bool { return at.has(p) && p.Field == col.From })
	})
	if len(t.Columns) == 0 {
		return nil
	}
	r, err := file.Table(ctx, t, func(string, string) string { return "" })
	if err != nil {
		return err
	}
	defer r.Close()
	if err := c.db.Stage(ctx, "t", r); err != nil || r.Err() != nil {
		return errors.Join(r.Err(), ingest.EngineError(err))
	}
	for _, col := range t.Columns {
		if col.Type == "code" {
			if err := c.unmapped(ctx, at, col); err != nil {
				return err
			}
		}
		if c.Values {
			if err := c.spots(ctx, at, col); err != nil {
				return err
			}
		}
	}
	return nil
}

// unmapped lists the labels of a column that stand for no code.
func (c *checker) unmapped(ctx context.Context, at place, col profile.Column) error {
	query := fmt.Sprintf(`SELECT t.%[1]s, count(*) FROM wh.load.problem p JOIN t ON t.%[2]s = p.row_no WHERE p.file_no = %[3]d AND coalesce(p.sheet, '') = %[4]s AND p.field = %[5]s
		AND p.rule IN (%[6]s) AND length(t.%[1]s) <= 40 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %[7]d`,
		warehouse.Ident(col.Name), read.Row, at.no, warehouse.Quote(at.table.Sheet), warehouse.Quote(col.From), unmappedRules, labelsShown)
	return each(ctx, c.db, query, func(scan func(...any) error) error {
		u := Unmapped{Sheet: at.table.Sheet, Field: col.From, Lists: listsOf(col)}
		err := scan(&u.Label, &u.Rows)
		c.out.Unmapped = append(c.out.Unmapped, u)
		return err
	})
}

// spots looks up the values of the places of a column's problems.
func (c *checker) spots(ctx context.Context, at place, col profile.Column) error {
	for i := range c.out.Problems {
		p := &c.out.Problems[i]
		if !at.has(*p) || p.Field != col.From {
			continue
		}
		for n := range p.Places {
			query := fmt.Sprintf("SELECT coalesce(%s, '') FROM t WHERE %s = %d", warehouse.Ident(col.Name), read.Row, p.Places[n].Row)
			if err := each(ctx, c.db, query, func(scan func(...any) error) error { return scan(&p.Places[n].Value) }); err != nil {
				return err
			}
		}
	}
	return nil
}
