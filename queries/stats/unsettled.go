package stats

import (
	"fmt"
	"slices"
	"strconv"
)

func checkUnsettled(args map[string]string) error {
	if n, err := strconv.ParseInt(args["least"], 10, 64); err != nil || n < 1 {
		return fmt.Errorf("argument least: %q is no whole number above 0", args["least"])
	}
	return nil
}

// unsettledStep empties the columns named under blank in each row that is still open (open above 0) with fewer than least events: a median or a quartile of a
// group of which hardly anybody has reached the event yet is that of its quickest, and moves as the others follow. A row in which nothing is open keeps them.
func unsettledStep(t Table, args map[string]string) (Table, error) {
	at, err := t.columns(args["open"] + " " + args["events"])
	if err != nil {
		return t, err
	}
	blank, err := t.columns(args["blank"])
	if err != nil {
		return t, err
	}
	least, err := strconv.ParseInt(args["least"], 10, 64)
	if err != nil {
		return t, err
	}
	out := Table{Columns: t.Columns, Notes: t.Notes}
	for _, row := range t.Rows {
		n, err := counts(row, at...)
		if err != nil {
			return t, err
		}
		if n[0] > 0 && n[1] < least {
			row = slices.Clone(row)
			for _, i := range blank {
				row[i] = nil
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}
