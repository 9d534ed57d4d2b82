package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// FaultsOptions say which rows go to their sender, and where to.
type FaultsOptions struct {
	Warehouse string
	Words     *vocab.Set
	Settings  warehouse.Settings
	Out       string // the workbook; its folder is there already
	Source    string // only the rows of this source; empty: all
	Replace   bool   // a file that is there already
}

// FaultsReport is what a workbook of faults holds.
type FaultsReport struct {
	Rows    int64
	Files   int
	Expired int64 // rows that wait but are not in it: their values were removed
}

// ExportFaults writes the rows that wait into a workbook for whoever sent
// them. It is written beside its place and moved there, readable by its owner
// only. Where no row waits nothing is written.
func ExportFaults(ctx context.Context, o FaultsOptions) (*FaultsReport, error) {
	if !strings.EqualFold(filepath.Ext(o.Out), ".xlsx") {
		return nil, fmt.Errorf("%s: the workbook's name must end in .xlsx", o.Out)
	}
	if _, err := os.Lstat(o.Out); err == nil && !o.Replace {
		return nil, fmt.Errorf("%s is there already: name another file, or replace it with --force", o.Out)
	}
	held, err := ListQuarantine(ctx, o.Warehouse, o.Words, o.Settings)
	if err != nil {
		return nil, err
	}
	if o.Source != "" {
		held = held.Only(o.Source)
	}
	b := newFaultsBook(held)
	if b.report.Rows == 0 {
		return &b.report, nil
	}
	return &b.report, b.save(o.Out)
}

// faultsBook is a workbook of faults being written.
type faultsBook struct {
	*excelize.File
	report FaultsReport
	parts  []faultPart
	rows   map[string]Waiting // by ID

	text, head, fault, fixed, prose int // styles
}

// newFaultsBook sorts the rows that still have values into sheets.
func newFaultsBook(held *Held) *faultsBook {
	b := &faultsBook{rows: map[string]Waiting{}}
	names := sheetNames{}
	for _, f := range held.Files {
		p := faultPart{Source: f.Source, File: f.Name, SHA256: f.SHA256, Profile: f.Profile, ExtractDate: f.ExtractDate}
		for _, w := range f.Rows {
			if w.Expired {
				b.report.Expired++
				continue
			}
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

// readMe writes the first sheet: what this is and what to do with it.
func (b *faultsBook) readMe() error {
	w, err := b.NewStreamWriter(readMeSheet)
	if err != nil {
		return err
	}
	lines := [][]string{
		{"Rows of your exports that could not be loaded"},
		{fmt.Sprintf("%s of %s could not be read without guessing, and so are in no figure until they are put right.", plural(b.report.Rows, "row"), plural(int64(b.report.Files), "export"))},
		{"This workbook holds personal data as it was sent. Keep it where the exports are kept, send it by the same route, and delete it when it has been loaded."},
		{""},
		{"What to do"},
		{"1. On each of the next sheets the coloured cells are those that something is wrong with. The columns “What is wrong” and “What to do” say what."},
		{"2. Type the right value into the cell. Put the same right in your own system, or the next export will have the fault again."},
		{"3. Leave the first columns, the headings and the names of the sheets as they are: they say which row it is. Sorting and filtering do no harm."},
		{"4. Rows that you leave as they are, or remove, go on waiting."},
		{"5. Save the workbook and send it back. Whoever keeps the figures loads it with: proceedings ingest WORKBOOK"},
		{""},
		{"Export", "What is wrong", "Rows"},
	}
	for _, p := range b.parts {
		for _, c := range b.rulesOf(p) {
			lines = append(lines, []string{p.File, c.Rule, strconv.FormatInt(c.Rows, 10)})
		}
	}
	if b.report.Expired > 0 {
		lines = append(lines, []string{""}, []string{plural(b.report.Expired, "row") + " more could not be loaded either; they are kept here no longer. Please send those exports again."})
	}
	if err := errors.Join(w.SetColWidth(1, 1, 100), w.SetColWidth(2, 2, 50), w.SetColWidth(3, 3, 8)); err != nil {
		return err
	}
	for i, line := range lines {
		style := b.prose
		if i == 0 || line[0] == "What to do" || line[0] == "Export" {
			style = b.head
		}
		if err := b.row(w, i+1, style, line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// rulesOf counts the rows of an export by what is wrong with them.
func (b *faultsBook) rulesOf(p faultPart) []RuleCount {
	counts := map[string]int64{}
	for _, t := range p.Tables {
		for _, r := range t.Rows {
			rules := map[string]bool{}
			for _, problem := range b.rows[r.id].Problems {
				rules[problem.Rule] = true
			}
			for rule := range rules {
				counts[rule]++
			}
		}
	}
	out := []RuleCount{}
	for rule, n := range counts {
		out = append(out, RuleCount{Rule: rule, Rows: n})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Rule < out[j].Rule })
	return out
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
		if remedy := Remedy(p.Rule); !slices.Contains(remedies, remedy) {
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
		if len(faulty[i]) > 0 {
			style = b.fault
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
				lines = append(lines, []string{rowMark, r.id, hashCells(cells)})
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
