package reports

import (
	"bytes"

	"proceedings/queries"
)

// CSV writes a result for machines as WriteCSV does, with a column of labels
// beside each column of codes. The values are those of the page's table.
func CSV(r *queries.Result, label func(list, code string) string) []byte {
	wide := queries.Result{Rows: make([][]queries.Value, len(r.Rows))}
	for i, c := range r.Columns {
		wide.Columns = append(wide.Columns, c)
		if c.List != "" {
			wide.Columns = append(wide.Columns, queries.Column{Name: c.Name + "_label", Kind: queries.Label})
		}
		for row := range r.Rows {
			v := r.Rows[row][i]
			wide.Rows[row] = append(wide.Rows[row], v)
			if c.List != "" {
				wide.Rows[row] = append(wide.Rows[row], labelled(c.List, v, label))
			}
		}
	}
	var b bytes.Buffer
	_ = wide.WriteCSV(&b) // a bytes.Buffer does not fail
	return b.Bytes()
}

func labelled(list string, v queries.Value, label func(list, code string) string) queries.Value {
	if code, _ := v.(string); code != "" {
		return label(list, code)
	}
	return nil
}
