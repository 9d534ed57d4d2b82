package queries

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// WriteTable writes a result for reading at a terminal: columns aligned,
// numbers to at most four places, "-" for what is not available.
func (r *Result) WriteTable(w io.Writer) error {
	lines := [][]string{make([]string, len(r.Columns))}
	for i, c := range r.Columns {
		lines[0][i] = c.Name
	}
	for _, row := range r.Rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = tableCell(v)
		}
		lines = append(lines, cells)
	}
	width := make([]int, len(r.Columns))
	for _, cells := range lines {
		for i, c := range cells {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, cells := range lines {
		var b strings.Builder
		for i, c := range cells {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if k := r.Columns[i].Kind; k == Label || k == Date {
				c += pad
			} else {
				c = pad + c
			}
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(c)
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

func tableCell(v Value) string {
	switch v := v.(type) {
	case nil:
		return "-"
	case float64:
		return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
	case string:
		return strings.Map(printable, v)
	}
	return Exact(v)
}

// printable keeps a cell on its line.
func printable(c rune) rune {
	if c < ' ' || c == 0x7f {
		return ' '
	}
	return c
}

// Exact writes a value so that nothing of it is lost, as CSV files have it.
func Exact(v Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		return v.Format(time.DateOnly)
	case Withheld:
		return WithheldMark
	}
	return ""
}

// FormulaStarts are the characters that begin what a spreadsheet would run as a formula.
const FormulaStarts = "=+-@\t\r"

// WriteCSV writes a result as CSV: the columns' names, values in full, an empty
// cell for what is not available. A text that a spreadsheet would run as a
// formula is given an apostrophe.
func (r *Result) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	line := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		line[i] = c.Name
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range r.Rows {
		for i, v := range row {
			line[i] = Exact(v)
			if text, ok := v.(string); ok && strings.IndexAny(text, FormulaStarts) == 0 {
				line[i] = "'" + text
			}
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// jsonResult is the shape of WriteJSON.
type jsonResult struct {
	Query       string       `json:"query"`
	Title       string       `json:"title"`
	Question    string       `json:"question"`
	AsOf        string       `json:"as_of"`
	KnownAt     string       `json:"known_at,omitempty"`
	From        string       `json:"from"`
	To          string       `json:"to"`
	Fingerprint string       `json:"fingerprint"`
	Columns     []jsonColumn `json:"columns"`
	Rows        [][]any      `json:"rows"`
	Notes       []string     `json:"notes"`
}

type jsonColumn struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Kind  Kind   `json:"kind"`
	Unit  string `json:"unit,omitempty"`
	Role  string `json:"role"`
	List  string `json:"list,omitempty"`
	Of    string `json:"of,omitempty"`
	Less  string `json:"less,omitempty"`
	K     string `json:"k,omitempty"`

	Extreme bool `json:"extreme,omitempty"`
	Typed   bool `json:"typed,omitempty"`
}

// WriteJSON writes a result as one JSON object, days as 2026-03-31.
func (r *Result) WriteJSON(w io.Writer) error {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	out := jsonResult{
		Query: r.Query.Name, Title: r.Query.Title, Question: r.Query.Question, Fingerprint: r.Query.Fingerprint,
		AsOf: day(r.Period.AsOf), KnownAt: day(r.Period.KnownAt), From: day(r.Period.From), To: day(r.Period.To),
		Rows: [][]any{}, Notes: append([]string{}, r.Notes...),
	}
	for _, c := range r.Columns {
		out.Columns = append(out.Columns, jsonColumn(c))
	}
	for _, row := range r.Rows {
		cells := make([]any, len(row))
		for i, v := range row {
			if t, ok := v.(time.Time); ok {
				v = day(t)
			}
			cells[i] = v
		}
		out.Rows = append(out.Rows, cells)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(out)
}
