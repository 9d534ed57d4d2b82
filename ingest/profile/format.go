package profile

import (
	"errors"
	"fmt"
	"strings"
)

// checkFormat holds what a profile says about its files against their format.
func (p *Profile) checkFormat() error {
	switch {
	case p.Format != "csv" && p.CSV != CSV{}:
		return at(fmt.Errorf("csv: says how delimited text is written, but the format is %s", p.Format), "csv")
	case p.Format != "json" && p.JSON != JSON{}:
		return at(fmt.Errorf("json: says where the rows of a JSON file are, but the format is %s", p.Format), "json")
	case p.Extract.Date.Cell != "" && !p.sheets():
		return at(fmt.Errorf("extract date: a cell can be named in a workbook only, but the format is %s", p.Format), "extract")
	case strings.ContainsAny(p.CSV.Delimiter, "\"\r\n\x00\uFFFD"):
		return at(errors.New("csv: the delimiter cannot be a quotation mark or a line end"), "csv")
	}
	for _, part := range strings.Split(p.JSON.Rows, ".") {
		if part == "" && p.JSON.Rows != "" {
			return at(fmt.Errorf("json: rows %q is not a path such as cases.allegations", p.JSON.Rows), "json")
		}
	}
	return nil
}

// sheets says whether files of the profile's format have sheets.
func (p *Profile) sheets() bool { return p.Format == "xlsx" || p.Format == "ods" }

// named says whether files of the profile's format name their columns
// themselves, so that there is no header row to find.
func (p *Profile) named() bool {
	return p.Format == "json" || p.Format == "parquet" || p.Format == "arrow"
}

// checkAlone refuses a second table of the same rows: a row is known by its sheet
// and number, and waits, is put right and is given up once.
func (t *Table) checkAlone(before []Table, sheets bool) error {
	for _, o := range before {
		switch {
		case !sheets:
			return errors.New("it would read the same rows as table 1: make its records in that table; a file without sheets is one table")
		case strings.EqualFold(o.Sheet, t.Sheet):
			return errors.New("another table reads the same sheet: make the records of both in one table")
		}
	}
	return nil
}

// checkPlace wants a table to say where in the file it is, if there is more than one place.
func (t *Table) checkPlace(p *Profile) error {
	switch {
	case p.sheets() && t.Sheet == "":
		return errors.New("say which sheet")
	case p.named() && t.Sheet != "":
		return fmt.Errorf("files of format %s have no sheets", p.Format)
	case p.named() && (t.Header.Row != 0 || t.Header.Rows != 0 || len(t.Header.Find) > 0):
		return fmt.Errorf("files of format %s have no header row: their columns are named", p.Format)
	}
	return nil
}
