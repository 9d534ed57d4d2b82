package disclosure

import (
	"slices"
	"testing"
)

// brute tells by trying whether the unknown cells can be given values up to most that satisfy every equation.
type brute struct {
	System
	low, high []int64
}

func attackByForce(s System, fates []Fate, most int64) *brute {
	b := &brute{s, make([]int64, len(s.Cells)), make([]int64, len(s.Cells))}
	for c, cell := range s.Cells {
		b.low[c], b.high[c] = cell.Value, cell.Value
		if cell.Unprinted || fates[c] != Shown {
			b.low[c], b.high[c] = 0, most
		}
	}
	return b
}

// possible reports whether there is a solution with cell c from low to high. It works on copies.
func (b *brute) possible(c int, low, high int64) bool {
	d := &brute{b.System, slices.Clone(b.low), slices.Clone(b.high)}
	d.low[c], d.high[c] = max(low, d.low[c]), min(high, d.high[c])
	return d.solve()
}

func (b *brute) solve() bool {
	if !b.narrow() {
		return false
	}
	open := -1
	for c := range b.low {
		if b.low[c] < b.high[c] && (open < 0 || b.high[c]-b.low[c] < b.high[open]-b.low[open]) {
			open = c
		}
	}
	if open < 0 {
		return true
	}
	for v := b.low[open]; v <= b.high[open]; v++ {
		if b.possible(open, v, v) {
			return true
		}
	}
	return false
}

// narrow draws the bounds in as far as each equation by itself allows; false if that leaves nothing.
func (b *brute) narrow() bool {
	for changed := true; changed; {
		changed = false
		for _, e := range b.Equations {
			var low, high int64
			for _, c := range e.Parts {
				low, high = low+b.low[c], high+b.high[c]
			}
			l, h := max(b.low[e.Total], low), min(b.high[e.Total], high)
			if l > h {
				return false
			}
			changed = changed || l != b.low[e.Total] || h != b.high[e.Total]
			b.low[e.Total], b.high[e.Total] = l, h
			for _, c := range e.Parts {
				pl, ph := max(b.low[c], l-(high-b.high[c])), min(b.high[c], h-(low-b.low[c]))
				if pl > ph {
					return false
				}
				if pl != b.low[c] || ph != b.high[c] {
					changed = true
					low, high = low+pl-b.low[c], high+ph-b.high[c]
					b.low[c], b.high[c] = pl, ph
				}
			}
		}
	}
	return true
}

// broken are the cells that brute force places too narrowly.
func (b *brute) broken(fates []Fate, most int64) (all []int) {
	for c, cell := range b.Cells {
		protected := cell.small() || cell.Sensitive || !cell.Unprinted && fates[c] != Shown
		switch {
		case !protected:
		case cell.small():
			if !b.possible(c, 0, 0) || !b.possible(c, cell.Least, most) {
				all = append(all, c)
			}
		default:
			width := max(cell.Least, 1)
			ok := false
			for low := int64(0); low+width <= most && !ok; low++ {
				ok = b.possible(c, low, low) && b.possible(c, low+width, most)
			}
			if !ok {
				all = append(all, c)
			}
		}
	}
	return all
}

// tinySystem makes a system of a few small cells from bytes: a table, which further equations break down or add to.
func tinySystem(data []byte) System {
	next := func() int64 {
		if len(data) == 0 {
			return 0
		}
		v := data[0]
		data = data[1:]
		return int64(v)
	}
	b := builder{least: 2 + next()%3}
	sizes := [][]int{{2}, {3}, {2, 2}, {2, 3}, {2, 2, 2}, {4}}[next()%6]
	b.cube(sizes, b.least, func([]int) int {
		v := next()
		return b.cell(Cell{Value: v % 9, Least: b.least, Sensitive: v > 250, Unprinted: v > 230 && v <= 240})
	})
	for range next() % 3 {
		var parts []int
		for range 1 + next()%3 {
			if c := int(next()) % len(b.Cells); !slices.Contains(parts, c) {
				parts = append(parts, c)
			}
		}
		v := next()
		t := b.total(parts, b.least*(v%2))
		b.Cells[t].Unprinted = v > 200
	}
	return b.System
}

// FuzzPlan breaks plans of tiny systems by trying every value.
func FuzzPlan(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 1, 8})
	f.Add([]byte{1, 3, 1, 7, 8, 6, 5, 8, 2, 1, 0, 3, 7})
	f.Add([]byte{2, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 5, 9, 235, 7})
	f.Add([]byte{0, 2, 255, 0, 0, 8, 2, 2, 3, 1, 200, 1, 0, 250})
	f.Add([]byte{0, 4, 8, 7, 6, 1, 8, 7, 6, 5, 2, 1, 3, 9, 1, 2, 2, 5})
	f.Fuzz(func(t *testing.T, data []byte) {
		s := tinySystem(data)
		fates, err := s.Plan(t.Context())
		if err != nil {
			return // no plan is no leak
		}
		most := int64(40)
		for _, c := range s.Cells {
			most = max(most, 2*c.Value)
		}
		if broken := attackByForce(s, fates, most).broken(fates, most); len(broken) > 0 {
			t.Errorf("%+v\nfates %v\nbroken: %v", s, fates, broken)
		}
	})
}

// TestAuditAgainstForce holds the audit against brute force where no plan was made, both ways: it may not pass what is
// broken, and on systems as small as these it has to find what there is.
func TestAuditAgainstForce(t *testing.T) {
	exposedAll, missed := 0, 0
	for number := range uint64(400) {
		rng := newRand(number)
		data := make([]byte, 24)
		for i := range data {
			data[i] = byte(rng.IntN(256))
		}
		s := tinySystem(data)
		fates := make([]Fate, len(s.Cells))
		for c, cell := range s.Cells {
			if !cell.Unprinted && (cell.small() || cell.Sensitive) {
				fates[c] = Primary
			} else if !cell.Unprinted && rng.IntN(2) == 0 {
				fates[c] = Secondary
			}
		}
		exposed, err := s.Audit(t.Context(), fates)
		if err != nil {
			t.Fatal(err)
		}
		most := int64(40)
		for _, c := range s.Cells {
			most = max(most, 2*c.Value)
		}
		broken := attackByForce(s, fates, most).broken(fates, most)
		var cells []int
		for _, e := range exposed {
			cells = append(cells, e.Cell)
		}
		for _, c := range broken {
			if !slices.Contains(cells, c) {
				t.Errorf("system %d: the audit passes cell %d, which is exposed: %+v %v", number, c, s, fates)
			}
		}
		exposedAll += len(broken)
		missed += len(cells) - len(broken)
	}
	if exposedAll == 0 || missed > 0 {
		t.Errorf("%d exposed cells; the audit lists %d more that are safe", exposedAll, missed)
	}
}
