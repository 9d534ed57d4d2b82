package draft

import (
	"context"
	"errors"
	"fmt"
	"os"
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
}

// Problem is one rule that values of one column met, with a few places.
type Problem struct {
	Severity, Sheet, Field, Rule string
	Rows                         int64
	Places                       []Spot
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
	Rows                int64
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

// spots is how many places of a problem are listed, labelsShown how many labels
// that stand for no code.
const (
	spots       = 5
	labelsShown = 60
)

// Check loads exports with one profile into a warehouse that is thrown away.
func Check(ctx context.Context, opt CheckOptions, paths ...string) (out *Checked, err error) {
	if err := ingest.Compile(ctx, opt.Profile, opt.Words); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "proceedings-check-")
	if err != nil {
		return nil, errors.New("no folder for what is tried can be made: is the disk full?")
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
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
	for _, part := range []func(context.Context) error{c.problems, c.records} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	for i, f := range report.Files {
		if !f.Already {
			if err := c.file(ctx, i+1, f); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Path, err)
			}
		}
	}
	return c.out, nil
}

type checker struct {
	CheckOptions
	db  *warehouse.DB
	out *Checked
}

func (c *checker) each(ctx context.Context, query string, row func(scan func(...any) error) error) error {
	d := &drafter{db: c.db}
	return d.each(ctx, query, row)
}

func (c *checker) problems(ctx context.Context) error {
	return c.each(ctx, fmt.Sprintf(`SELECT * FROM (SELECT severity, coalesce(sheet, '') AS sheet, coalesce(field, '') AS field, rule, count(DISTINCT (file_no, row_no)) AS n, list(DISTINCT row_no ORDER BY row_no)[:%d] AS places
		FROM wh.load.problem GROUP BY severity, sheet, field, rule) ORDER BY severity <> 'quarantine', severity, sheet, field, rule`, spots), func(scan func(...any) error) error {
		var p Problem
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
			if err := c.each(ctx, part, func(scan func(...any) error) error {
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
func (c *checker) file(ctx context.Context, no int, f ingest.FileReport) error {
	path, member, _ := strings.Cut(f.Path, "!")
	file, err := read.Open(read.Source{Path: path, Member: member}, c.Profile, c.MaxUnpacked)
	if err != nil {
		return err
	}
	defer file.Close()
	for i := range c.Profile.Tables {
		t := c.Profile.Tables[i].Own()
		if err := c.unread(file, f.Path, t); err != nil {
			return err
		}
		if !c.wanted(t) {
			continue
		}
		if err := c.values(ctx, file, no, t); err != nil {
			return err
		}
	}
	return nil
}

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
func (c *checker) wanted(t profile.Table) bool {
	return slices.ContainsFunc(c.out.Problems, func(p Problem) bool {
		return p.Sheet == t.Sheet && (c.Values || strings.Contains(unmappedRules, "'"+p.Rule+"'"))
	})
}

// values stages the text of the columns that have problems.
func (c *checker) values(ctx context.Context, file *read.File, no int, t profile.Table) error {
	had := map[string]bool{}
	for _, p := range c.out.Problems {
		had[p.Sheet+"\x00"+p.Field] = true
	}
	columns := []profile.Column{}
	for _, col := range t.Columns {
		if had[t.Sheet+"\x00"+col.From] && !strings.HasPrefix(col.Type, "person:") {
			columns = append(columns, col)
		}
	}
	if len(columns) == 0 {
		return nil
	}
	t.Columns = columns
	r, err := file.Table(ctx, t, func(string, string) string { return "" })
	if err != nil {
		return err
	}
	defer r.Close()
	if err := c.db.Stage(ctx, "t", r); err != nil || r.Err() != nil {
		return errors.Join(r.Err(), plain(err))
	}
	for _, col := range columns {
		if err := c.column(ctx, no, t, col); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) column(ctx context.Context, no int, t profile.Table, col profile.Column) error {
	at := fmt.Sprintf("FROM wh.load.problem p JOIN t ON t.%s = p.row_no WHERE p.file_no = %d AND coalesce(p.sheet, '') = %s AND p.field = %s",
		read.Row, no, warehouse.Quote(t.Sheet), warehouse.Quote(col.From))
	if col.Type == "code" {
		query := fmt.Sprintf("SELECT t.%s, count(*) %s AND p.rule IN (%s) AND length(t.%[1]s) <= 40 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %[4]d", warehouse.Ident(col.Name), at, unmappedRules, labelsShown)
		if err := c.each(ctx, query, func(scan func(...any) error) error {
			u := Unmapped{Sheet: t.Sheet, Field: col.From, Lists: listsOf(col)}
			err := scan(&u.Label, &u.Rows)
			c.out.Unmapped = append(c.out.Unmapped, u)
			return err
		}); err != nil {
			return err
		}
	}
	if !c.Values || no != 1 {
		return nil
	}
	for i := range c.out.Problems {
		p := &c.out.Problems[i]
		if p.Sheet != t.Sheet || p.Field != col.From {
			continue
		}
		for n := range p.Places {
			query := fmt.Sprintf("SELECT coalesce(%s, '') FROM t WHERE %s = %d", warehouse.Ident(col.Name), read.Row, p.Places[n].Row)
			if err := c.each(ctx, query, func(scan func(...any) error) error { return scan(&p.Places[n].Value) }); err != nil {
				return err
			}
		}
	}
	return nil
}
