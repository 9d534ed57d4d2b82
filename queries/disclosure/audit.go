package disclosure

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Exposed is a cell that could not be shown to be safe: as far as is proved, a reader of what is shown can place it
// between Low and High, which is too narrow.
type Exposed struct {
	Cell      int
	Low, High int64
}

// Audit attacks a plan as a reader would who has every total and knows that counts are whole and not negative. For each
// cell that must be protected it looks for alternatives: other values of all that is hidden, that agree with everything
// shown. It returns the cells for which it found none that go far enough, by index, and is satisfied if there are none.
//
// It never errs towards safe: an alternative counts only after it has been checked against the equations, in whole numbers.
// It can err the other way, and list a cell that is safe. An error means that the system itself is wrong, or that ctx ended.
func (s System) Audit(ctx context.Context, fates []Fate) ([]Exposed, error) {
	return s.audit(ctx, fates, nil)
}

// audit is Audit, told of alternatives that somebody has found: each is checked like one of its own.
func (s System) audit(ctx context.Context, fates []Fate, found [][]move) ([]Exposed, error) {
	p, err := newPlanner(s)
	if err != nil {
		return nil, err
	}
	if len(fates) != len(s.Cells) {
		return nil, fmt.Errorf("audit: %d fates for %d cells: plan this system again", len(fates), len(s.Cells))
	}
	copy(p.fates, fates)
	for _, alternative := range found {
		p.learn(alternative)
	}
	if err := p.prove(ctx); err != nil {
		return nil, err
	}
	err = p.again(ctx)
	return p.exposed(), err
}

// mostValue bounds the values, so that no sum or product overflows.
const mostValue = 1 << 32

// prover holds what is proved of a plan so far. The truth proves that each cell can be what it is.
type prover struct {
	System
	floor     []int64   // by cell, what is known of the least it can be; nil is 0
	ceil      []int64   // by cell, of the most; nil is nothing
	of        [][]entry // by cell, the equations that hold it
	fates     []Fate
	low, high []int64         // by cell, the least and the greatest value of all alternatives found
	by        [2][]int32      // by cell, the alternative that has its low and its high; -1 is the truth
	found     [][]move        // the alternatives, as differences from the truth
	touching  [][]int32       // by cell, the alternatives in which it differs
	sums      []int64         // by equation, scratch
	done      <-chan struct{} // closed when there is no time left
	dirty     []int32         // the equations whose sum was used
}

type entry struct {
	equation int32
	a        int64
}

// move is a cell's difference from the truth.
type move struct {
	cell int32
	by   int64
}

func newProver(s System) (*prover, error) {
	n := len(s.Cells)
	p := &prover{
		System: s, of: make([][]entry, n), fates: make([]Fate, n), low: make([]int64, n), high: make([]int64, n),
		by: [2][]int32{make([]int32, n), make([]int32, n)}, touching: make([][]int32, n), sums: make([]int64, len(s.Equations)),
	}
	for c, cell := range s.Cells {
		if cell.Value < 0 || cell.Value > mostValue || cell.Least < 0 || cell.Least > mostValue {
			return nil, fmt.Errorf("disclosure control: cell %d has the value %d and the threshold %d: both must be counts", c, cell.Value, cell.Least)
		}
		p.forget(int32(c))
	}
	for i, e := range s.Equations {
		for _, c := range append([]int{e.Total}, e.Parts...) {
			if c < 0 || c >= n {
				return nil, fmt.Errorf("disclosure control: equation %d names cell %d of %d", i, c, n)
			}
		}
		sum := int64(0)
		p.add(int32(i), e.Total, 1)
		for _, c := range e.Parts {
			p.add(int32(i), c, -1)
			sum += s.Cells[c].Value
		}
		if sum != s.Cells[e.Total].Value {
			return nil, fmt.Errorf("disclosure control: the parts of equation %d add up to %d, its total is %d: a count was linked to a total that it is no part of", i, sum, s.Cells[e.Total].Value)
		}
	}
	for c := range p.of {
		p.of[c] = slices.DeleteFunc(p.of[c], func(e entry) bool { return e.a == 0 })
	}
	return p, nil
}

// add notes that equation e holds cell c a times, or a times more.
func (p *prover) add(e int32, c int, a int64) {
	if k := len(p.of[c]) - 1; k >= 0 && p.of[c][k].equation == e {
		p.of[c][k].a += a
		return
	}
	p.of[c] = append(p.of[c], entry{e, a})
}

// forget leaves the truth as all that is known of cell c.
func (p *prover) forget(c int32) {
	p.low[c], p.high[c] = p.Cells[c].Value, p.Cells[c].Value
	p.by[0][c], p.by[1][c] = -1, -1
}

// small reports whether a cell is hidden, or protected where it is not printed, for its own count's sake.
func (c Cell) small() bool { return c.Value >= 1 && c.Value < c.Least }

// unknown reports whether a reader is not told cell c.
func (p *prover) unknown(c int32) bool { return p.Cells[c].Unprinted || p.fates[c] != Shown }

// wants reports whether cell c is to be protected.
func (p *prover) wants(c int32) bool {
	cell := p.Cells[c]
	if cell.Lost {
		return false
	}
	return !cell.Given && (cell.small() || cell.Sensitive) || !cell.Unprinted && p.fates[c] != Shown
}

// short says how far the range proved for cell c must still grow at its low and at its high end.
// A cell that is not small needs only the width, wherever it lies; what is missing of that is the same for both.
func (p *prover) short(c int32) (low, high int64) {
	cell := p.Cells[c]
	if cell.small() {
		return max(p.low[c], 0), max(cell.Least-p.high[c], 0)
	}
	missing := max(max(cell.Least, 1)-(p.high[c]-p.low[c]), 0)
	return missing, missing
}

func (p *prover) safe(c int32) bool {
	if !p.wants(c) {
		return true
	}
	low, high := p.short(c)
	return p.unknown(c) && low == 0 && high == 0
}

func (p *prover) exposed() []Exposed {
	var all []Exposed
	for c := range p.Cells {
		if !p.safe(int32(c)) {
			all = append(all, Exposed{c, p.low[c], p.high[c]})
		}
	}
	return all
}

// learn checks an alternative against the system and keeps it if it proves something new.
func (p *prover) learn(alternative []move) bool {
	ok := true
	for _, m := range alternative {
		ok = ok && p.unknown(m.cell) && p.possible(m.cell, p.Cells[m.cell].Value+m.by)
		for _, e := range p.of[m.cell] {
			if p.sums[e.equation] == 0 {
				p.dirty = append(p.dirty, e.equation)
			}
			p.sums[e.equation] += e.a * m.by
		}
	}
	for _, e := range p.dirty {
		ok = ok && p.sums[e] == 0
		p.sums[e] = 0
	}
	p.dirty = p.dirty[:0]
	if !ok {
		return false
	}
	id, news := int32(len(p.found)), false
	for _, m := range alternative {
		switch v := p.Cells[m.cell].Value + m.by; {
		case v < p.low[m.cell]:
			p.low[m.cell], p.by[0][m.cell], news = v, id, true
		case v > p.high[m.cell]:
			p.high[m.cell], p.by[1][m.cell], news = v, id, true
		}
	}
	if news {
		p.found = append(p.found, alternative)
		for _, m := range alternative {
			p.touching[m.cell] = append(p.touching[m.cell], id)
		}
	}
	return true
}

// possible reports whether cell c can be v, for all that is printed of it alone.
func (p *prover) possible(c int32, v int64) bool {
	if p.floor != nil {
		return v >= p.floor[c] && v <= p.ceil[c]
	}
	return v >= 0 && v <= 2*mostValue
}

// component is a set of unknown cells that hang together, and the search over them.
type component struct {
	search
	cells  []int32 // by column
	column map[int32]int32
}

// prove looks for alternatives for every cell that wants protection and has none yet that suffice.
func (p *prover) prove(ctx context.Context) error {
	p.done = ctx.Done()
	for _, cells := range p.components() {
		if !slices.ContainsFunc(cells, func(c int32) bool { return !p.safe(c) }) {
			continue
		}
		if err := ended(ctx); err != nil {
			return err
		}
		k, ok := p.component(cells)
		if !ok {
			continue // nothing is proved: its cells stay exposed
		}
		for _, c := range cells {
			if err := ended(ctx); err != nil {
				return err
			}
			p.try(&k, c)
		}
	}
	return ended(ctx)
}

// again looks once more for each cell that is left: from a start of its own, since where a walk gets stuck hangs on where it begins, and
// by the planner's question, put to what is hidden alone.
func (p *planner) again(ctx context.Context) error {
	if len(p.exposed()) == 0 {
		return nil
	}
	for _, cells := range p.components() {
		for _, c := range cells {
			if p.safe(c) {
				continue
			}
			if k, ok := p.component(cells); ok {
				p.try(&k, c)
			}
			if !p.safe(c) {
				l := p.around(c, mostEquations)
				l.cells = slices.DeleteFunc(l.cells, func(c int32) bool { return !p.unknown(c) })
				p.ask(l, c)
			}
			if err := ended(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

var errTime = errors.New("disclosure control took longer than it was given: allow more time, or publish fewer tables")

func ended(ctx context.Context) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%w (%w)", errTime, context.Cause(ctx))
	}
	return nil
}

// try looks for alternatives for cell c and reports whether it is safe then.
func (p *prover) try(k *component, c int32) bool {
	if p.safe(c) {
		return true
	}
	// A cell that is not small needs the width only: up first, where there is mostly room.
	if _, high := p.short(c); high > 0 {
		k.reach(k.column[c], 1, p.high[c]-p.Cells[c].Value+high)
		p.learn(k.alternative())
	}
	if low, _ := p.short(c); low > 0 && p.low[c] > 0 {
		k.reach(k.column[c], -1, min(p.Cells[c].Value, p.Cells[c].Value-p.low[c]+low))
		p.learn(k.alternative())
	}
	return p.safe(c)
}

// alternative is where the search stands.
func (k *component) alternative() []move {
	var all []move
	for _, c := range k.moved {
		if by := k.x[c] - k.truth[c]; by != 0 {
			all = append(all, move{k.cells[c], by})
		}
	}
	slices.SortFunc(all, func(a, b move) int { return int(a.cell) - int(b.cell) })
	return slices.CompactFunc(all, func(a, b move) bool { return a.cell == b.cell })
}

// components are the unknown cells, by what hangs together: sorted, and in the order of their first cells.
func (p *prover) components() [][]int32 {
	n := len(p.Cells)
	parent := make([]int32, n)
	for c := range parent {
		parent[c] = int32(c)
	}
	root := func(c int32) int32 {
		for parent[c] != c {
			parent[c] = parent[parent[c]]
			c = parent[c]
		}
		return c
	}
	first := make([]int32, len(p.Equations))
	for i := range first {
		first[i] = -1
	}
	for c := range int32(n) {
		if !p.unknown(c) {
			continue
		}
		for _, e := range p.of[c] {
			if f := first[e.equation]; f < 0 {
				first[e.equation] = c
			} else if a, b := root(f), root(c); a != b {
				parent[max(a, b)] = min(a, b)
			}
		}
	}
	var all [][]int32
	place := make(map[int32]int)
	for c := range int32(n) {
		if !p.unknown(c) {
			continue
		}
		r := root(c)
		if _, ok := place[r]; !ok {
			place[r] = len(all)
			all = append(all, nil)
		}
		all[place[r]] = append(all[place[r]], c)
	}
	return all
}

// component makes the search over cells.
func (p *prover) component(cells []int32) (component, bool) {
	n := len(cells)
	k := component{cells: cells, column: make(map[int32]int32, n)}
	k.truth, k.x = make([]int64, n), make([]int64, n)
	if p.floor != nil {
		k.floor, k.ceil = make([]int64, n), make([]int64, n)
	}
	row := make(map[int32]int)
	var equations [][]term
	for i, c := range cells {
		k.column[c] = int32(i)
		k.truth[i], k.x[i] = p.Cells[c].Value, p.Cells[c].Value
		if p.floor != nil {
			k.floor[i], k.ceil[i] = p.floor[c], p.ceil[c]
		}
		for _, e := range p.of[c] {
			r, ok := row[e.equation]
			if !ok {
				r = len(equations)
				row[e.equation] = r
				equations = append(equations, nil)
			}
			equations[r] = append(equations[r], term{int32(i), e.a})
		}
	}
	var ok bool
	k.tableau, ok = newTableau(n, equations, p.done)
	return k, ok
}
