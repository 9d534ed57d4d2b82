package stats

import (
	"errors"
	"fmt"
	"strings"
)

func checkBackOff(args map[string]string) error {
	least, err := wholeNumbers(args, "least")
	if err == nil && len(least) != 1 {
		err = errors.New("argument least is one number")
	}
	if levels, n := strings.Fields(args["levels"]), strings.Fields(args["n"]); len(levels) != len(n) {
		err = errors.Join(err, fmt.Errorf("%d levels and %d columns of counts", len(levels), len(n)))
	}
	return err
}

// backOffStep picks the reference class of each row: levels names the columns that
// hold the class at each level, narrowest first, and n those that hold how many others are
// in it. It adds reference_class, reference_level (the name of the level's column) and
// reference_n of the first level with at least so many; the three are empty where no
// level has, and a note counts such rows.
func backOffStep(t Table, args map[string]string) (Table, error) {
	levels, err := t.columns(args["levels"])
	if err != nil {
		return t, err
	}
	at, err := t.columns(args["n"])
	if err != nil {
		return t, err
	}
	least, err := wholeNumbers(args, "least")
	if err != nil {
		return t, err
	}
	without := 0
	out, err := t.withErr([]string{"reference_class", "reference_level", "reference_n"}, func(row []any) ([]any, error) {
		n, err := counts(row, at...)
		if err != nil {
			return nil, err
		}
		for i, level := range levels {
			if row[level] != nil && n[i] >= least[0] {
				return []any{row[level], t.Columns[level], n[i]}, nil
			}
		}
		without++
		return make([]any, 3), nil
	})
	if without > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("No class has %d others to compare with (rows: %d).", least[0], without))
	}
	return out, err
}
