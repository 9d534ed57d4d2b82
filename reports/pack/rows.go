package pack

import "proceedings/queries"

// rows are some rows of a result, read by the name of a column.
type rows struct{ queries.Reader }

func read(r *queries.Result) rows { return rows{queries.Read(r)} }

// where are the rows of which the column holds one of the values.
func (t rows) where(name string, values ...string) []int {
	var out []int
	for i := range t.Len() {
		s := t.Str(i, name)
		for _, v := range values {
			if s == v {
				out = append(out, i)
				break
			}
		}
	}
	return out
}
