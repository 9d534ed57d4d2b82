package queries

import "time"

// Reader reads the cells of a result, or of some of its rows that stand together, by the names of columns. A column
// or a row that is not there, and a result that is nil, read as empty.
type Reader struct {
	Result   *Result
	index    map[string]int
	from, to int
	met      *bool
}

// Read reads a result.
func Read(r *Result) Reader {
	t := Reader{Result: r, index: map[string]int{}}
	if r == nil {
		return t
	}
	for i, c := range r.Columns {
		t.index[c.Name] = i
	}
	t.to = len(r.Rows)
	return t
}

// Part is the rows from one to before another.
func (t Reader) Part(from, to int) Reader {
	t.from, t.to = from, to
	return t
}

// Watch sets met where a cell is read that is withheld: what is said from such a cell may not be said.
func (t Reader) Watch(met *bool) Reader {
	t.met = met
	return t
}

// Withheld says whether a cell is.
func (t Reader) Withheld(row int, name string) bool {
	t.met = nil
	_, is := t.Value(row, name).(Withheld)
	return is
}

// Len is the number of rows.
func (t Reader) Len() int { return t.to - t.from }

// Has says whether there is a column of the name.
func (t Reader) Has(name string) bool { _, ok := t.index[name]; return ok }

// Column is the column of a name; false where there is none.
func (t Reader) Column(name string) (Column, bool) {
	i, ok := t.index[name]
	if !ok {
		return Column{}, false
	}
	return t.Result.Columns[i], true
}

// Value is a cell; nil where it is empty.
func (t Reader) Value(row int, name string) Value {
	i, ok := t.index[name]
	if !ok || row < 0 || row >= t.Len() {
		return nil
	}
	v := t.Result.Rows[t.from+row][i]
	if _, is := v.(Withheld); is && t.met != nil {
		*t.met = true
	}
	return v
}

// Str is a code or text; empty where there is none.
func (t Reader) Str(row int, name string) string {
	s, _ := t.Value(row, name).(string)
	return s
}

// Day is a date; zero where there is none.
func (t Reader) Day(row int, name string) time.Time {
	d, _ := t.Value(row, name).(time.Time)
	return d
}

// Num is a number, and whether there is one.
func (t Reader) Num(row int, name string) (float64, bool) {
	switch v := t.Value(row, name).(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
