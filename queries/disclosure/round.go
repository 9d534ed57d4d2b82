package disclosure

import (
	"context"
	"fmt"
	"slices"
)

// Round is n to the nearest multiple of base, halves up: each number by itself, so that rounded parts need not add up to
// their rounded total. A base of 1 or less leaves n as it is.
func Round(n, base int64) int64 {
	if base <= 1 {
		return n
	}
	return (n + base/2) / base * base
}

// AuditRounded attacks a release in which every printed number is rounded to a multiple of base. A reader then knows of each
// that it lies within a half of base, and that the true numbers add up, which can say more than the rounding meant to: 3, 3, 3
// and 3 with the total 12 are printed as 5, 5, 5, 5 and 10, and can be nothing else.
//
// The rule: a cell of 1 to Least-1, printed or not, must be possible at 0, or at base different values at least, one beside the
// other. The cells for which no alternatives show that are returned, by index, for the caller to leave out; one that is left
// out is then Unprinted in the System. A printed Sensitive cell is always returned: rounding does not hide a certainty.
func (s System) AuditRounded(base int64) ([]Exposed, error) {
	if base < 2 {
		return nil, fmt.Errorf("disclosure control: rounding to %d hides nothing: round to 5 or more", base)
	}
	p, err := newPlanner(s)
	if err != nil {
		return nil, err
	}
	p.round(base)
	return p.sharp(base), nil
}

// PlanRounded leaves cells out of a release in which all others are rounded to a multiple of base, until AuditRounded finds nothing:
// those that are exposed, and where they stand nowhere the smallest ones near to them. A Given cell readers have rounded already:
// leaving it out helps nobody. The error is Unsafe where nothing is left to leave out.
func (s System) PlanRounded(ctx context.Context, base int64) ([]Fate, error) {
	fates := make([]Fate, len(s.Cells))
	s.Cells = slices.Clone(s.Cells)
	p, err := newPlanner(s)
	if err != nil {
		return nil, err
	}
	p.round(base)
	leave := func(c int32) {
		// What was possible with it stays so without it.
		p.Cells[c].Unprinted, fates[c], p.floor[c], p.ceil[c] = true, Primary, 0, mostValue
	}
	for c, cell := range s.Cells {
		if cell.Lost && !cell.Unprinted {
			leave(int32(c))
		}
	}
	for {
		left := p.sharp(base)
		if len(left) == 0 {
			return fates, nil
		}
		done := false
		for _, e := range left {
			if at := p.nearest(int32(e.Cell), func(c Cell) bool { return !c.Unprinted && !c.Given }); at >= 0 {
				leave(at)
				done = true
			}
		}
		if !done {
			return nil, unsafe(left)
		}
		if err := ended(ctx); err != nil {
			return nil, err
		}
	}
}

// sharp are the cells that rounding does not blur.
func (p *planner) sharp(base int64) (all []Exposed) {
	for c, cell := range p.Cells {
		certain := cell.Sensitive && !cell.Unprinted && !cell.Given
		if (cell.small() || cell.Sensitive) && !cell.Lost && (certain || !p.blurred(int32(c), base)) {
			all = append(all, Exposed{c, p.low[c], p.high[c]})
		}
	}
	return all
}

// round makes every cell unknown, within what its rounded value says.
func (p *prover) round(base int64) {
	p.floor, p.ceil = make([]int64, len(p.Cells)), make([]int64, len(p.Cells))
	for c, cell := range p.Cells {
		p.fates[c], p.ceil[c] = Secondary, mostValue
		if !cell.Unprinted {
			r := Round(cell.Value, base)
			p.floor[c], p.ceil[c] = max(r-base/2, 0), r+(base-1)/2
		}
	}
}

// blurred looks for alternatives in which cell c is 0, or that place it anywhere among base values: first near by, where there
// mostly are some, and then in a wider neighbourhood. Where nothing printed hangs together with it, it can be anything.
func (p *planner) blurred(c int32, base int64) bool {
	enough := func() bool { return p.low[c] == 0 || p.high[c]-p.low[c]+1 >= base }
	for _, most := range []int{16, mostEquations} {
		if enough() {
			return true
		}
		cells := append(p.around(c, most).cells, c)
		slices.Sort(cells)
		k, ok := p.component(cells)
		if !ok {
			continue
		}
		v := p.Cells[c].Value
		k.reach(k.column[c], -1, min(base-1, v-p.floor[c]))
		p.learn(k.alternative())
		if !enough() {
			k.reach(k.column[c], 1, min(base-1, p.ceil[c]-v))
			p.learn(k.alternative())
		}
	}
	return enough() || p.nearest(c, isPrinted) < 0
}

func isPrinted(c Cell) bool { return !c.Unprinted }

// nearest is a cell, or where it is not like that the smallest of those nearest to it that are; -1 where there is none.
func (p *planner) nearest(cell int32, like func(Cell) bool) int32 {
	seen := map[int32]bool{cell: true}
	for ring := []int32{cell}; len(ring) > 0; {
		least := int32(-1)
		for _, c := range ring {
			if like(p.Cells[c]) && (least < 0 || p.Cells[c].Value < p.Cells[least].Value) {
				least = c
			}
		}
		if least >= 0 {
			return least
		}
		ring = p.beyond(ring, seen)
	}
	return -1
}

// beyond are the cells that share an equation with one of a ring, and were not seen before.
func (p *planner) beyond(ring []int32, seen map[int32]bool) (out []int32) {
	for _, c := range ring {
		for _, e := range p.of[c] {
			for _, d := range p.cellsOf[e.equation] {
				if !seen[d] {
					seen[d] = true
					out = append(out, d)
				}
			}
		}
	}
	return out
}
