package pack

import (
	"time"

	"proceedings/queries"
)

// rows are some rows of a result, read by the name of a column.
type rows struct {
	r        *queries.Result
	index    map[string]int
	from, to int
}

func read(r *queries.Result) rows {
	t := rows{r: r, index: map[string]int{}}
	if r == nil {
		return t
	}
	for i, c := range r.Columns {
		t.index[c.Name] = i
	}
	t.to = len(r.Rows)
	return t
}

func (t rows) len() int { return t.to - t.from }

func (t rows) value(i int, name string) queries.Value {
	at, ok := t.index[name]
	if !ok || i < 0 || i >= t.len() {
		return nil
	}
	return t.r.Rows[t.from+i][at]
}

func (t rows) str(i int, name string) string {
	s, _ := t.value(i, name).(string)
	return s
}

// day is a date; zero where there is none.
func (t rows) day(i int, name string) time.Time {
	d, _ := t.value(i, name).(time.Time)
	return d
}

// num is a number, and whether there is one.
func (t rows) num(i int, name string) (float64, bool) {
	switch v := t.value(i, name).(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// where are the rows of which the column holds one of the values.
func (t rows) where(name string, values ...string) []int {
	var out []int
	for i := range t.len() {
		s := t.str(i, name)
		for _, v := range values {
			if s == v {
				out = append(out, i)
				break
			}
		}
	}
	return out
}
