package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// FaultsOptions say which rows go to their senders, and where to.
type FaultsOptions struct {
	Warehouse string
	Profiles  []*profile.Profile // say what each column can hold
	Words     *vocab.Set
	Settings  warehouse.Settings
	Out       string // the workbook, or a folder for one a sender
	Source    string // only the rows of this source; empty: all
	Replace   bool   // files that are there already
}

// FaultsReport is what was written.
type FaultsReport struct {
	Books   []FaultsBook
	Expired int64    // rows that wait but are in no workbook: their values were removed
	Unknown []string // sources without a profile, of whose columns nothing could be said
}

// FaultsBook is what one workbook of faults holds.
type FaultsBook struct {
	Path   string
	Source string
	Rows   int64
	Files  int
}

// ExportFaults writes the rows that wait into workbooks, one for each sender.
// Each is written beside its place and moved there, readable by its owner only.
// Where no row waits nothing is written.
func ExportFaults(ctx context.Context, o FaultsOptions) (*FaultsReport, error) {
	held, err := ListQuarantine(ctx, o.Warehouse, o.Words, o.Settings)
	if err != nil {
		return nil, err
	}
	if o.Source != "" {
		held = held.Only(o.Source)
	}
	report := &FaultsReport{Expired: held.Expired()}
	senders := slices.DeleteFunc(bySender(held, o.Profiles), func(s senderRows) bool {
		return !slices.ContainsFunc(s.held.Rows(), func(w Waiting) bool { return !w.Expired })
	})
	paths, err := workbooks(o.Out, senders)
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if _, err := os.Lstat(path); err == nil && !o.Replace {
			return nil, fmt.Errorf("%s is there already: name another file, or replace it with --force", path)
		}
	}
	for i, s := range senders {
		p := profileOf(o.Profiles, s.source)
		if p == nil && !slices.Contains(report.Unknown, s.source) {
			report.Unknown = append(report.Unknown, s.source)
		}
		b := newFaultsBook(s.held, adviser{profile: p, words: o.Words})
		b.report.Path, b.report.Source = paths[i], s.source
		if err := b.save(paths[i]); err != nil {
			return nil, err
		}
		report.Books = append(report.Books, b.report)
	}
	return report, nil
}

// faultsBook is a workbook of faults being written.
type faultsBook struct {
	*excelize.File
	report  FaultsBook
	expired int64
	adviser adviser
	parts   []faultPart
	rows    map[string]Waiting // by ID

	text, head, fault, fixed, prose int // styles
}

// newFaultsBook sorts the rows that still have values into sheets.
func newFaultsBook(held *Held, a adviser) *faultsBook {
	b := &faultsBook{rows: map[string]Waiting{}, adviser: a, expired: held.Expired()}
	names := sheetNames{}
	for _, f := range held.Files {
		p := faultPart{Source: f.Source, File: f.Name, SHA256: f.SHA256, Profile: f.Profile, ExtractDate: f.ExtractDate}
		for _, w := range together(slices.DeleteFunc(slices.Clone(f.Rows), func(w Waiting) bool { return w.Expired })) {
			n := len(p.Tables)
			if n == 0 || p.Tables[n-1].Table != w.Sheet {
				p.Tables = append(p.Tables, faultTable{Name: names.unique(f.Name, w.Sheet), Table: w.Sheet, Headings: w.Headings})
				n++
			}
			t := &p.Tables[n-1]
			t.Width = max(t.Width, len(w.Headings), len(w.Cells))
			t.Rows = append(t.Rows, faultRow{id: w.ID, file: w.File, sheet: w.Sheet, row: int(w.Row)})
			b.rows[w.ID] = w
			b.report.Rows++
		}
		if len(p.Tables) > 0 {
			b.parts = append(b.parts, p)
			b.report.Files++
		}
	}
	return b
}

// save writes the workbook beside its place and moves it there.
func (b *faultsBook) save(path string) (err error) {
	b.File = excelize.NewFile()
	defer func() { err = errors.Join(err, b.File.Close()) }()
	if err := errors.Join(b.styles(), b.SetSheetName("Sheet1", readMeSheet)); err != nil {
		return err
	}
	if err := b.readMe(); err != nil {
		return err
	}
	for _, p := range b.parts {
		for i := range p.Tables {
			b.adviser.extract = p.ExtractDate
			if err := b.table(&p.Tables[i]); err != nil {
				return fmt.Errorf("sheet %s: %w", p.Tables[i].Name, err)
			}
		}
	}
	if err := b.index(); err != nil {
		return err
	}
	part := path + ".part"
	out, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("the workbook cannot be written: %w", plainPath(err))
	}
	if err := errors.Join(b.Write(out), out.Chmod(0o600), out.Close()); err != nil {
		return errors.Join(fmt.Errorf("the workbook cannot be written: %w", err), os.Remove(part))
	}
	return os.Rename(part, path)
}

// plainPath says what is wrong with a file in the words of a person.
func plainPath(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("its folder does not exist")
	}
	return err
}

func (b *faultsBook) styles() error {
	wrap := excelize.Alignment{WrapText: true, Vertical: "top"}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	const asText = 49 // "@": the spreadsheet leaves what is typed as it is
	var errs []error
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.text, excelize.Style{NumFmt: asText, Alignment: &wrap}},
		{&b.fixed, excelize.Style{NumFmt: asText, Alignment: &wrap, Fill: fill("EEEEEE"), Font: &excelize.Font{Color: "444444"}}},
		{&b.fault, excelize.Style{NumFmt: asText, Alignment: &wrap, Fill: fill("FFD9B3"), Font: &excelize.Font{Bold: true}}},
		{&b.head, excelize.Style{NumFmt: asText, Alignment: &wrap, Fill: fill("1F3B57"), Font: &excelize.Font{Bold: true, Color: "FFFFFF"}}},
		{&b.prose, excelize.Style{Alignment: &wrap}},
	} {
		id, err := b.NewStyle(&s.style)
		*s.id = id
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// row writes cells of text in one style. Text is never a formula, whatever it
// begins with.
func (b *faultsBook) row(w *excelize.StreamWriter, at, style int, cells []string) error {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = excelize.Cell{StyleID: style, Value: writable(c)}
	}
	return w.SetRow(fmt.Sprintf("A%d", at), out)
}

// table writes the rows of one table.
func (b *faultsBook) table(t *faultTable) error {
	if _, err := b.NewSheet(t.Name); err != nil {
		return err
	}
	shown := t.shown()
	last, err := excelize.CoordinatesToCellName(len(shown), len(t.Rows)+1)
	if err != nil {
		return errors.New("it has more rows or columns than a sheet can hold: export one source at a time with --source")
	}
	if err := b.AutoFilter(t.Name, "A1:"+last, nil); err != nil {
		return err
	}
	if err := b.comments(t); err != nil {
		return err
	}
	w, err := b.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := b.columns(w, len(shown)); err != nil {
		return err
	}
	if err := b.row(w, 1, b.head, shown); err != nil {
		return err
	}
	for i, r := range t.Rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), b.cells(t, b.rows[r.id])); err != nil {
			return err
		}
	}
	return w.Flush()
}

// columns sets widths, the text format below the rows and the frozen header.
func (b *faultsBook) columns(w *excelize.StreamWriter, n int) error {
	widths := []float64{15, 24, 12, 7, 40, 44}
	errs := []error{w.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})}
	for i := range n {
		width := 20.0
		if i < len(widths) {
			width = widths[i]
		}
		errs = append(errs, w.SetColWidth(i+1, i+1, width))
	}
	return errors.Join(append(errs, w.SetColStyle(len(widths)+1, n, b.text))...)
}

func (b *faultsBook) cells(t *faultTable, r Waiting) []any {
	wrong, remedies := []string{}, []string{}
	for _, p := range r.Problems {
		line := p.Rule
		if p.Field != "" {
			line = p.Field + ": " + p.Rule
		}
		wrong = append(wrong, line)
		remedy := b.adviser.on(r, p)
		if len(r.Problems) > 1 && p.Field != "" {
			remedy = p.Field + ": " + remedy
		}
		if !slices.Contains(remedies, remedy) {
			remedies = append(remedies, remedy)
		}
	}
	faulty := faultyCells(r)
	out := []any{}
	for _, text := range []string{r.ID, r.File, r.Sheet, strconv.FormatInt(r.Row, 10), strings.Join(wrong, "\n"), strings.Join(remedies, "\n")} {
		out = append(out, excelize.Cell{StyleID: b.fixed, Value: writable(text)})
	}
	for i := range t.Width {
		style := b.text
		switch {
		case len(faulty[i]) > 0:
			style = b.fault
		case r.Elsewhere, slices.Contains(r.Keys, i):
			style = b.fixed
		}
		out = append(out, excelize.Cell{StyleID: style, Value: writable(at(r.Cells, i))})
	}
	return out
}

// faultyCells are the cells of a row that something is wrong with, and what.
// A problem may name several headings.
func faultyCells(r Waiting) map[int][]string {
	out := map[int][]string{}
	for _, p := range r.Problems {
		for i, h := range r.Headings {
			if sameHeading(h, p.Field) || slices.ContainsFunc(strings.Split(p.Field, ", "), func(f string) bool { return f != "" && sameHeading(h, f) }) {
				out[i] = append(out[i], p.Rule)
			}
		}
	}
	return out
}

// commentLimit is how many cells of a sheet have a comment: each is a drawing,
// and what is wrong stands in the row anyway.
const commentLimit = 2000

func (b *faultsBook) comments(t *faultTable) error {
	n := 0
	for i, r := range t.Rows {
		faulty := faultyCells(b.rows[r.id])
		for _, j := range sortedKeys(faulty) {
			if n++; n > commentLimit {
				return nil
			}
			cell, err := excelize.CoordinatesToCellName(len(placeHeadings)+j+1, i+2)
			if err != nil {
				return err
			}
			if err := b.AddComment(t.Name, excelize.Comment{Cell: cell, Author: "proceedings", Text: strings.Join(faulty[j], "\n")}); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedKeys[V any](m map[int]V) []int {
	out := []int{}
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// index writes the hidden sheet that tells the rows' way back.
func (b *faultsBook) index() error {
	if _, err := b.NewSheet(faultsSheet); err != nil {
		return err
	}
	w, err := b.NewStreamWriter(faultsSheet)
	if err != nil {
		return err
	}
	lines := [][]string{{faultsSheet, faultsVersion}}
	for _, p := range b.parts {
		for _, t := range p.Tables {
			line := []string{sheetMark, t.Name, p.Source, p.File, p.SHA256, p.Profile, p.ExtractDate.Format(time.DateOnly), t.Table, strconv.Itoa(t.Width)}
			for _, h := range t.Headings {
				line = append(line, ">"+h)
			}
			lines = append(lines, line)
			for _, r := range t.Rows {
				cells := make([]string, t.Width)
				copy(cells, b.rows[r.id].Cells)
				line := []string{rowMark, r.id, hashCells(cells)}
				if w := b.rows[r.id]; len(w.Keys) > 0 && !w.Elsewhere {
					line = append(line, hashKeys(cells, w.Keys))
				}
				lines = append(lines, line)
			}
		}
	}
	for i, line := range lines {
		if err := b.row(w, i+1, b.text, line); err != nil {
			return err
		}
	}
	return errors.Join(w.Flush(), b.SetSheetVisible(faultsSheet, false, true))
}
