package sampledata

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"

	"golang.org/x/text/encoding/charmap"
)

// csvBytes writes a filled sheet as Caseline does: Windows-1252, CRLF, a title row where the query has one, and a totals row at the end.
func (g *grid) csvBytes() ([]byte, error) {
	text, err := g.csvText(true)
	if err != nil {
		return nil, err
	}
	encoded, err := charmap.Windows1252.NewEncoder().Bytes(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", g.name, err)
	}
	return encoded, nil
}

func (g *grid) csvText(total bool) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for _, title := range g.titles {
		_ = w.Write([]string{title})
	}
	_ = w.Write(g.heads)
	for i, cells := range g.rows {
		_ = w.Write(g.csvRow(i, cells))
	}
	if total {
		last := make([]string, len(g.heads))
		last[0], last[1] = "Total", strconv.Itoa(len(g.rows))
		_ = w.Write(last)
	}
	w.Flush()
	if err := w.Error(); err != nil { // also holds the first error of any Write
		return nil, fmt.Errorf("%s: %w", g.name, err)
	}
	return out.Bytes(), nil
}

// csvRow prints a row. Caseline pads some labels with a space, as fixed-width fields do.
func (g *grid) csvRow(at int, cells []cell) []string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = c.plain()
		if c.kind == asCode && row[i] != "" && scatter(g.name, at, i)%9 == 0 {
			row[i] += " "
		}
	}
	return row
}
