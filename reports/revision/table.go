package revision

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"proceedings/queries"
)

// Table is the data of one figure as a release published it.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Read reads a figure's CSV file.
func Read(data []byte) (Table, error) {
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(lines) == 0 {
		return Table{}, fmt.Errorf("the data cannot be read: %w", err)
	}
	return Table{Columns: lines[0], Rows: lines[1:]}, nil
}

// says are dimensions that say something of a row rather than tell it apart: whether it is still followed, what
// breaks the series there, the name of its limit. They may change while the row speaks for the same thing.
var says = []string{"maturity", "break", "confidence", "title"}

// keyOf is the columns that tell the rows of a query apart, and those that are compared.
func keyOf(q *queries.Query) (key, compared []string) {
	for _, c := range q.Columns {
		if c.Role == "dimension" && !slices.Contains(says, c.Name) {
			key = append(key, c.Name)
		} else {
			compared = append(compared, c.Name)
		}
	}
	return key, compared
}

// keyed is a table by the keys of its rows.
type keyed struct {
	at   map[string]int // of columns
	rows map[string][]string
	keys []string // in the order of the table
}

// by puts a table under its keys. It says what stands against that, in words; empty where nothing does.
func (t Table) by(key []string) (keyed, string) {
	k := keyed{at: map[string]int{}, rows: map[string][]string{}}
	for i, c := range t.Columns {
		k.at[c] = i
	}
	for _, c := range key {
		if _, ok := k.at[c]; !ok {
			return k, "its rows were told apart in another way"
		}
	}
	for _, row := range t.Rows {
		id := k.id(key, row)
		if _, twice := k.rows[id]; twice {
			return k, "its rows cannot be told apart"
		}
		k.rows[id] = row
		k.keys = append(k.keys, id)
	}
	return k, ""
}

func (k keyed) id(key, row []string) string {
	parts := make([]string, len(key))
	for i, c := range key {
		parts[i] = row[k.at[c]]
	}
	return strings.Join(parts, "\x1f")
}

// cell is a value as it was published, and whether there is such a row and column.
func (k keyed) cell(id, column string) (string, bool) {
	row, ok := k.rows[id]
	at, have := k.at[column]
	if !ok || !have {
		return "", false
	}
	return row[at], true
}
