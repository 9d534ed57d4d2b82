package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest"
	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// survey stages every table that is read and measures its columns.
func (d *drafter) survey(ctx context.Context) (err error) {
	if d.db, err = warehouse.OpenSession(ctx, "", d.Settings); err != nil {
		return err
	}
	defer d.db.Close()
	if d.file, err = read.Open(d.Source, d.source(), d.MaxUnpacked); err != nil {
		return err
	}
	defer d.file.Close()
	for _, t := range d.tables {
		if t.why != "" {
			continue
		}
		if err := d.table(ctx, t); err != nil {
			return err
		}
	}
	d.unknown()
	return nil
}

// unknown leaves out the sheets of a workbook whose headings say of no record,
// where those of another sheet do.
func (d *drafter) unknown() {
	read := d.sourceTables()
	if d.Sheet != "" || !slices.ContainsFunc(read, func(t *table) bool { return t.records[0].sure }) {
		return
	}
	for _, t := range read {
		if !t.records[0].sure {
			t.why = "its headings name no kind of record; draft it by itself with --sheet if it holds records"
		}
	}
}

// source is a profile that says no more than how the file is opened.
func (d *drafter) source() *profile.Profile {
	p := &profile.Profile{Format: d.sniff.Format}
	switch d.sniff.Format {
	case read.CSV:
		p.CSV = profile.CSV{Encoding: d.sniff.Encoding, Delimiter: d.sniff.Delimiter}
	case read.JSON:
		if len(d.sniff.Arrays) > 0 {
			p.JSON.Rows = d.sniff.Arrays[0]
		}
	}
	return p
}

// table stages one table, measures its columns and maps them.
func (d *drafter) table(ctx context.Context, t *table) error {
	pt := profile.Table{Sheet: t.sheet(), Header: t.header()}
	if err := d.headings(t, pt); err != nil {
		return err
	}
	for _, c := range t.columns {
		if c.left == "" {
			pt.Columns = append(pt.Columns, profile.Column{Name: c.staged, From: c.heading, Type: "text"})
		}
	}
	if len(pt.Columns) == 0 {
		t.why = "no column of it has a heading of its own"
		return nil
	}
	d.say("reading %s", t.place())
	if err := d.stage(ctx, t, pt); err != nil {
		return err
	}
	if t.read == 0 {
		t.why = "no row stands below its header"
		return nil
	}
	if err := d.findSkips(ctx, t); err != nil {
		return err
	}
	if err := d.measureAll(ctx, t); err != nil {
		return err
	}
	if err := d.mapRecords(ctx, t); err != nil || t.why != "" {
		return err
	}
	if err := d.totals(ctx, t); err != nil {
		return err
	}
	return d.settle(ctx, t)
}

// headings makes the columns of a table of what stands above them.
func (d *drafter) headings(t *table, pt profile.Table) (err error) {
	names := t.info.Columns
	if !t.named {
		if names, err = d.file.Headings(pt); err != nil {
			return err
		}
	}
	t.columns = newColumns(names)
	for _, c := range t.columns {
		c.said = d.said(c.heading)
		if slices.Contains(d.sniff.Arrays, c.heading) {
			c.left = "it holds lists: json: {rows: " + c.heading + "} makes a row of each of their entries"
		}
	}
	return nil
}

// measureAll measures the columns of a table, and then the order of their dates,
// of which one column may prove what another leaves open.
func (d *drafter) measureAll(ctx context.Context, t *table) error {
	for i, c := range t.columns {
		if c.left == "" {
			d.say("%s: column %d of %d", t.place(), i+1, len(t.columns))
			if err := d.measure(ctx, t, c); err != nil {
				return err
			}
		}
	}
	nameColumns(t.columns)
	return d.orderDates(ctx, t)
}

// said is a heading without the path to the rows, where the format has one: what is
// left stands behind the thing that it is of (recommendations.ref is recommendation
// ref) where that says more.
func (d *drafter) said(heading string) string {
	if len(d.sniff.Arrays) == 0 {
		return heading
	}
	for path := d.sniff.Arrays[0]; path != ""; {
		up := strings.LastIndex(path, ".")
		if rest, ok := strings.CutPrefix(heading, path+"."); ok {
			thing := strings.Join(singulars(camel(path[up+1:])), " ")
			of := thing + " " + rest
			if !strings.HasPrefix(strings.ToLower(rest), thing) && len(d.words.of(of).fields) > 0 {
				return of
			}
			return rest
		}
		path = path[:max(up, 0)]
	}
	return heading
}

func (d *drafter) say(format string, args ...any) {
	if d.Progress != nil {
		d.Progress(fmt.Sprintf(format, args...))
	}
}

// stage reads the table into the engine.
func (d *drafter) stage(ctx context.Context, t *table, pt profile.Table) error {
	r, err := d.file.Table(ctx, pt, func(_, id string) string { return id })
	if err != nil {
		return err
	}
	defer r.Close()
	if err := d.db.Stage(ctx, "t", r); err != nil && r.Err() == nil {
		return ingest.EngineError(err)
	}
	if r.Err() != nil {
		return r.Err()
	}
	t.read = r.Read()
	t.data = t.read
	return d.scan(ctx, fmt.Sprintf("SELECT count(*) FILTER (%s), count(*) FILTER (%s OR %s <> 0) FROM t", read.Garbled, read.Quoted, read.Width), &t.garbled, &t.broken)
}

// scan runs a query of one row.
func (d *drafter) scan(ctx context.Context, query string, into ...any) error {
	return ingest.EngineError(d.db.QueryRowContext(ctx, query).Scan(into...))
}

// each runs a query and calls row for each row of it.
func (d *drafter) each(ctx context.Context, query string, row func(scan func(...any) error) error) error {
	return each(ctx, d.db, query, row)
}

func each(ctx context.Context, db *warehouse.DB, query string, row func(scan func(...any) error) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return ingest.EngineError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return ingest.EngineError(err)
		}
	}
	return ingest.EngineError(rows.Err())
}

// pattern writes a name as a shell pattern that only it fits.
func pattern(name string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(name)
}
