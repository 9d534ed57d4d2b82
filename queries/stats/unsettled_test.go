package stats_test

import (
	"testing"

	"proceedings/queries/stats"
)

// Nine of a group that is open are too few, ten are enough; where nothing is open one will do.
func TestUnsettledStep(t *testing.T) {
	in := table("year open events median p25")
	for _, r := range [][2]int64{{3, 9}, {3, 10}, {0, 1}, {1, 0}} {
		in.Rows = append(in.Rows, []any{"y", r[0], r[1], 50.0, int64(20)})
	}
	args := map[string]string{"open": "open", "events": "events", "least": "10", "blank": "median p25"}
	out := run(t, "unsettled", in, args)
	for i, kept := range []bool{false, true, true, false} {
		if r := out.Rows[i]; (r[3] != nil) != kept || (r[4] != nil) != kept || r[1] == nil {
			t.Errorf("row %d: %v", i, r)
		}
	}
	if in.Rows[0][3] == nil {
		t.Error("the step changed the rows that it was given")
	}
	for _, least := range []string{"ten", "0", "-1"} {
		args["least"] = least
		if stats.Steps()["unsettled"].CheckArgs(args) == nil {
			t.Errorf("least %q: no error", least)
		}
	}
}
