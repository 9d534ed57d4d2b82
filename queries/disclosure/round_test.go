package disclosure

import (
	"slices"
	"testing"
)

func TestRound(t *testing.T) {
	for _, c := range []struct{ n, base, want int64 }{
		{0, 5, 0}, {1, 5, 0}, {2, 5, 0}, {3, 5, 5}, {7, 5, 5}, {8, 5, 10}, {12, 5, 10}, {13, 5, 15},
		{4, 10, 0}, {5, 10, 10}, {14, 10, 10}, {15, 10, 20}, {7, 1, 7}, {7, 0, 7},
	} {
		if got := Round(c.n, c.base); got != c.want {
			t.Errorf("Round(%d, %d) = %d, want %d", c.n, c.base, got, c.want)
		}
	}
}

// roundedBy are the cells that a release rounded to base exposes.
func roundedBy(t *testing.T, s System, base int64) []Exposed {
	t.Helper()
	exposed, err := s.AuditRounded(base)
	if err != nil {
		t.Fatal(err)
	}
	return exposed
}

func TestAuditRounded(t *testing.T) {
	// 3 each is printed as 5, which is 3 to 7, and 12 as 10, which is 8 to 12: four times 3 is all that fits.
	b := &builder{least: 5}
	var threes []int
	for range 4 {
		threes = append(threes, b.cell(Cell{Value: 3, Least: 5}))
	}
	total := b.total(threes, 5)
	want := []Exposed{{0, 3, 3}, {1, 3, 3}, {2, 3, 3}, {3, 3, 3}}
	if got := roundedBy(t, b.System, 5); !slices.Equal(got, want) {
		t.Errorf("four threes: %v, want %v", got, want)
	}
	// With the total left out there is room again: 3 to 7, five values.
	b.Cells[total].Unprinted = true
	if got := roundedBy(t, b.System, 5); len(got) > 0 {
		t.Errorf("four threes without their total: %v", got)
	}

	// One unit decides: 3 and 9 are printed as 5 (3 to 7) and 10 (8 to 12), and 12 as 10 (8 to 12): 3 is 3 or 4.
	b = &builder{least: 5}
	b.total([]int{b.cell(Cell{Value: 3, Least: 5}), b.cell(Cell{Value: 9, Least: 5})}, 5)
	if got := roundedBy(t, b.System, 5); !slices.Equal(got, []Exposed{{0, 3, 4}}) {
		t.Errorf("3 and 9: %v", got)
	}
	// 3 and 10 make 13, printed as 15 (13 to 17): all five values of 3 to 7 are possible.
	b = &builder{least: 5}
	b.total([]int{b.cell(Cell{Value: 3, Least: 5}), b.cell(Cell{Value: 10, Least: 5})}, 5)
	if got := roundedBy(t, b.System, 5); len(got) > 0 {
		t.Errorf("3 and 10: %v", got)
	}
	// 2 is printed as 0, which is 0 to 2; with 3 others of 2 and the total 8, printed as 10, nothing but 2 fits.
	b = &builder{least: 5}
	var twos []int
	for range 4 {
		twos = append(twos, b.cell(Cell{Value: 2, Least: 5}))
	}
	b.total(twos, 5)
	if got := roundedBy(t, b.System, 5); len(got) != 4 || got[0] != (Exposed{0, 2, 2}) {
		t.Errorf("four twos: %v", got)
	}
	// The complement of 29 of 30 is printed nowhere: 28 to 32 and 27 to 31 leave it 0 to 5.
	b = &builder{least: 5}
	b.total([]int{b.cell(Cell{Value: 29, Least: 5}), b.cell(Cell{Value: 1, Least: 5, Unprinted: true})}, 5)
	if got := roundedBy(t, b.System, 5); len(got) > 0 {
		t.Errorf("29 of 30: %v", got)
	}
	// A certainty is not blurred by rounding.
	b = &builder{least: 5}
	b.cell(Cell{Value: 50, Sensitive: true})
	if got := roundedBy(t, b.System, 5); len(got) != 1 {
		t.Errorf("a sensitive cell: %v", got)
	}
	if _, err := b.AuditRounded(1); err == nil {
		t.Error("rounding to 1 passed")
	}
}

// What rounding does not blur is left out, and with a cell that stands nowhere what it follows from.
func TestPlanRounded(t *testing.T) {
	b := &builder{least: 5}
	all, rest := b.cell(Cell{Value: 30, Least: 5}), b.cell(Cell{Value: 4, Least: 5, Unprinted: true})
	known := b.cell(Cell{Value: 4, Least: 5})
	b.total([]int{known, b.cell(Cell{Value: 22, Least: 5}), rest}, 5)
	b.Equations = append(b.Equations, Equation{Total: all, Parts: []int{b.cell(Cell{Value: 26, Least: 5}), rest}})
	for range 3 {
		b.total([]int{b.cell(Cell{Value: 2, Least: 5}), b.cell(Cell{Value: 2, Least: 5}), known}, 5)
	}
	before := roundedBy(t, b.System, 5)
	fates, err := b.PlanRounded(t.Context(), 5)
	if err != nil {
		t.Fatal(err)
	}
	for c, f := range fates {
		b.Cells[c].Unprinted = b.Cells[c].Unprinted || f != Shown
	}
	if left := roundedBy(t, b.System, 5); len(before) == 0 || len(left) > 0 || count(fates, Shown) < 4 {
		t.Errorf("exposed %v, with %v left out %v", before, fates, left)
	}
}

// TestAuditRoundedAgainstForce tries every value, on tiny systems.
func TestAuditRoundedAgainstForce(t *testing.T) {
	exposed, listed := 0, 0
	for number := range uint64(300) {
		rng := newRand(number)
		data := make([]byte, 24)
		for i := range data {
			data[i] = byte(rng.IntN(256))
		}
		s := tinySystem(data)
		base := 3 + 2*rng.Int64N(2)
		most := int64(60)
		b := attackByForce(s, make([]Fate, len(s.Cells)), most)
		for c, cell := range s.Cells {
			if r := Round(cell.Value, base); !cell.Unprinted {
				b.low[c], b.high[c] = max(r-base/2, 0), r+(base-1)/2
			}
		}
		var got []int
		for _, e := range roundedBy(t, s, base) {
			got = append(got, e.Cell)
		}
		listed += len(got)
		for c, cell := range s.Cells {
			bad := cell.Sensitive && !cell.Unprinted
			if cell.small() || cell.Sensitive {
				wide := b.possible(c, 0, 0)
				for low := int64(0); low <= most-base && !wide; low++ {
					wide = b.possible(c, low, low) && b.possible(c, low+base-1, most)
				}
				bad = bad || !wide
			}
			if bad {
				exposed++
				if !slices.Contains(got, c) {
					t.Errorf("system %d, base %d: cell %d is exposed and passes: %+v", number, base, c, s)
				}
			}
		}
	}
	if exposed == 0 || listed != exposed {
		t.Errorf("%d exposed cells, %d listed", exposed, listed)
	}
}
