package disclosure

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Plan decides the fate of every cell: what is small or sensitive is hidden, then what it takes so that nothing hidden, and
// nothing unprinted that is small, can be worked out; last, what turns out to be hidden for nothing is shown again. The
// same system has the same plan, on any machine. The plan has passed Audit; the error says why there is none that does.
func (s System) Plan(ctx context.Context) ([]Fate, error) {
	p, err := newPlanner(s)
	if err != nil {
		return nil, err
	}
	for c, cell := range s.Cells {
		if !cell.Unprinted && !cell.Given && (cell.small() || cell.Sensitive) {
			p.fates[c] = Primary
		}
	}
	if err := p.propose(ctx); err != nil {
		return nil, err
	}
	if err := p.mend(ctx); err != nil {
		return nil, err
	}
	if err := p.show(ctx); err != nil {
		return nil, err
	}
	if err := p.confirm(ctx); err != nil {
		return nil, err
	}
	return p.fates, nil
}

// confirm audits the plan afresh. What the plan rests on is put to the audit, which checks it and looks for what is missing.
func (p *planner) confirm(ctx context.Context) error {
	left, err := p.audit(ctx, p.fates, p.found)
	if err == nil && len(left) > 0 {
		return unsafe(left)
	}
	return err
}

// more hides one cell more near each that is exposed; it reports whether there was any.
func (p *planner) more(left []Exposed) bool {
	any := false
	for _, e := range left {
		if c := p.next(int32(e.Cell)); c >= 0 {
			p.hide(c)
			any = true
		}
	}
	return any
}

// Unsafe is the error of a plan that leaves cells exposed whatever is hidden.
type Unsafe struct{ Left []Exposed }

func (e *Unsafe) Error() string {
	return fmt.Sprintf("%d counts stay exposed whatever is hidden, the first is cell %d, placed from %d to %d: publish for another position or with another --threshold",
		len(e.Left), e.Left[0].Cell, e.Left[0].Low, e.Left[0].High)
}

func unsafe(left []Exposed) error { return &Unsafe{left} }

// planner hides cells until the prover has an alternative for each.
type planner struct {
	*prover
	cellsOf [][]int32 // by equation, its cells
	queue   []int32   // cells hidden since, whose own protection is still to be looked at
}

func newPlanner(s System) (*planner, error) {
	proof, err := newProver(s)
	if err != nil {
		return nil, err
	}
	p := &planner{prover: proof, cellsOf: make([][]int32, len(s.Equations))}
	for c := range s.Cells {
		for _, e := range p.of[c] {
			p.cellsOf[e.equation] = append(p.cellsOf[e.equation], int32(c))
		}
	}
	return p, nil
}

func (p *planner) hide(c int32) {
	if p.fates[c] == Shown && !p.Cells[c].Unprinted && !p.Cells[c].Given {
		p.fates[c] = Secondary
		p.queue = append(p.queue, c)
	}
}

// propose hides, for each cell to be protected, the cheapest cells of its neighbourhood with which it could be otherwise:
// the largest first, since what protects them mostly protects the smaller too.
func (p *planner) propose(ctx context.Context) error {
	for c := range p.Cells {
		if p.wants(int32(c)) && !p.safe(int32(c)) {
			p.queue = append(p.queue, int32(c))
		}
	}
	slices.SortStableFunc(p.queue, func(a, b int32) int {
		return int(p.Cells[b].Value - p.Cells[a].Value)
	})
	for len(p.queue) > 0 {
		c := p.queue[0]
		p.queue = p.queue[1:]
		if err := ended(ctx); err != nil {
			return err
		}
		p.protect(c)
	}
	return nil
}

// protect has cell c moved by the cells around it.
func (p *planner) protect(c int32) {
	if !p.safe(c) {
		p.ask(p.around(c, mostEquations), c)
	}
}

// ask asks for both directions of cell c, and hides what the answers move.
func (p *planner) ask(l *local, c int32) {
	if _, high := p.short(c); high > 0 {
		p.follow(l, c, p.high[c]-p.Cells[c].Value+high)
	}
	if low, _ := p.short(c); low > 0 && p.low[c] > 0 {
		p.follow(l, c, -min(p.Cells[c].Value, p.Cells[c].Value-p.low[c]+low))
	}
}

func (p *planner) follow(l *local, c int32, amount int64) {
	moves := p.solve(l, c, amount)
	if moves == nil {
		return
	}
	alternative := []move{{c, amount}}
	for i, by := range moves {
		if math.Abs(by) > 1e-4 {
			p.hide(l.cells[i])
			alternative = append(alternative, move{l.cells[i], int64(math.Round(by))})
		}
	}
	if !p.learn(slices.Clone(alternative)) {
		return // it does not hold in whole numbers: left to be proved otherwise
	}
	// The opposite often holds as well, and saves a question.
	if low, high := p.short(c); amount < 0 && high > 0 || amount > 0 && low > 0 && p.Cells[c].small() && amount >= p.Cells[c].Value {
		back := -high
		if amount > 0 {
			back = p.Cells[c].Value
		}
		if scaled := scale(alternative, -back, amount); scaled != nil {
			p.learn(scaled)
		}
	}
}

// scale is an alternative times by and divided by amount, or nil if that is not whole.
func scale(alternative []move, by, amount int64) []move {
	out := slices.Clone(alternative)
	for i, m := range out {
		if m.by*by%amount != 0 {
			return nil
		}
		out[i].by = m.by * by / amount
	}
	return out
}

// mend hides more, cell by cell, near whatever the prover still has no alternative for.
func (p *planner) mend(ctx context.Context) error {
	for {
		if err := p.prove(ctx); err != nil {
			return err
		}
		left := p.exposed()
		if len(left) == 0 {
			return nil
		}
		if !p.more(left) {
			return unsafe(left)
		}
		if err := p.propose(ctx); err != nil {
			return err
		}
	}
}

// next is the cheapest shown cell beside cell c, or beside what hangs together with it; -1 where everything is hidden.
func (p *planner) next(c int32) int32 {
	seen := map[int32]bool{c: true}
	for ring := []int32{c}; len(ring) > 0; {
		var beyond []int32
		best := int32(-1)
		for _, d := range ring {
			for _, e := range p.of[d] {
				for _, f := range p.cellsOf[e.equation] {
					if seen[f] {
						continue
					}
					seen[f] = true
					if p.unknown(f) {
						beyond = append(beyond, f)
					} else if p.Cells[f].Given {
						continue
					} else if best < 0 || p.price(f) < p.price(best) || p.price(f) == p.price(best) && f < best {
						best = f
					}
				}
			}
		}
		if best >= 0 {
			return best
		}
		ring = beyond
	}
	return -1
}

// price is what it costs to let a cell move by one.
func (p *planner) price(c int32) float64 {
	if p.Cells[c].Given {
		return artificial / 10
	}
	cell := p.Cells[c]
	switch {
	case p.unknown(c):
		return 0.01
	case cell.Cost > 0:
		return 1 + math.Sqrt(float64(cell.Cost))
	case cell.Value == 0:
		return 10 // it can only move up, and a zero is a fact worth telling
	}
	return 1 + math.Sqrt(float64(cell.Value))
}

// cheapest are the cells of equation e that are cheapest to move.
func (p *planner) cheapest(e int32, most int) []int32 {
	cells := slices.Clone(p.cellsOf[e])
	slices.SortFunc(cells, func(a, b int32) int {
		if x, y := p.price(a), p.price(b); x != y {
			if x < y {
				return -1
			}
			return 1
		}
		return int(a - b)
	})
	return cells[:min(most, len(cells))]
}

// mostWork bounds the work of showing again what was hidden for nothing: it counts terms and not seconds, so that the plan is
// the same on any machine.
const mostWork = 20_000_000

// show shows each secondary again without which everything is still safe, the dearest first.
func (p *planner) show(ctx context.Context) error {
	for _, cells := range p.components() {
		var secondary []int32
		for _, c := range cells {
			if p.fates[c] == Secondary {
				secondary = append(secondary, c)
			}
		}
		if len(secondary) == 0 {
			continue
		}
		slices.SortStableFunc(secondary, func(a, b int32) int {
			return int(p.cost(b) - p.cost(a))
		})
		k, ok := p.component(cells)
		for _, c := range secondary {
			if err := ended(ctx); err != nil {
				return err
			}
			if !ok || k.work > mostWork {
				break
			}
			p.without(&k, c)
		}
	}
	return nil
}

func (p *planner) cost(c int32) int64 {
	if cell := p.Cells[c]; cell.Cost > 0 {
		return cell.Cost
	}
	return p.Cells[c].Value
}

// without shows cell c if all that its alternatives proved can be proved without it.
func (p *planner) without(k *component, c int32) {
	if !k.freeze(k.column[c]) {
		return
	}
	p.fates[c] = Shown
	var open []int32
	type state struct {
		cell      int32
		low, high int64
		by        [2]int32
	}
	var before []state
	touching := slices.Clone(p.touching[c])
	for _, w := range touching {
		for _, m := range p.found[w] {
			d := m.cell
			if p.by[0][d] != w && p.by[1][d] != w {
				continue
			}
			before = append(before, state{d, p.low[d], p.high[d], [2]int32{p.by[0][d], p.by[1][d]}})
			if p.by[0][d] == w {
				p.low[d], p.by[0][d] = p.Cells[d].Value, -1
			}
			if p.by[1][d] == w {
				p.high[d], p.by[1][d] = p.Cells[d].Value, -1
			}
			open = append(open, d)
		}
	}
	for _, d := range open {
		if !p.try(k, d) {
			// It was needed. What was learnt on the way still holds, and so does what was known before.
			p.fates[c] = Secondary
			k.release(k.column[c])
			for _, s := range slices.Backward(before) {
				if s.low < p.low[s.cell] {
					p.low[s.cell], p.by[0][s.cell] = s.low, s.by[0]
				}
				if s.high > p.high[s.cell] {
					p.high[s.cell], p.by[1][s.cell] = s.high, s.by[1]
				}
			}
			return
		}
	}
}
