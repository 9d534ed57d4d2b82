package disclosure

import (
	"math"
	"slices"
)

// local is the question which cells to hide so that one cell can be moved, put to its neighbourhood as a linear program: the
// cheapest way to move it by a given amount and mend every equation again, at no price where a cell is hidden already
// (the heuristic of Fischetti and Salazar-González). Its answer is a proposal, in floating point: what it hides is hidden,
// and whether that is enough is proved elsewhere.
type local struct {
	cells     []int32 // by column
	equations []int32 // by row
	most      int     // equations
	row       map[int32]int
	inside    map[int32]bool
}

// How far a neighbourhood reaches: so many of the cheapest cells of an equation lead on to others.
const (
	mostEquations = 160
	leadNear      = 8
	leadFar       = 4
)

// around collects the neighbourhood of a cell: its equations, those of the cells there that are cheapest to move, and those
// that close a circle.
func (p *planner) around(target int32, most int) *local {
	l := &local{most: most, row: make(map[int32]int), inside: make(map[int32]bool)}
	for _, e := range p.of[target] {
		l.include(e.equation)
	}
	near := len(l.equations)
	for i := 0; i < near; i++ {
		p.lead(l, l.equations[i], leadNear)
	}
	next := len(l.equations)
	p.close(l)
	for i := near; i < next && len(l.equations) < l.most; i++ {
		p.lead(l, l.equations[i], leadFar)
	}
	p.close(l)
	for _, e := range l.equations {
		for _, c := range p.cellsOf[e] {
			if c == target || l.inside[c] {
				continue
			}
			if !slices.ContainsFunc(p.of[c], func(e entry) bool { _, ok := l.row[e.equation]; return !ok }) {
				l.inside[c] = true
				l.cells = append(l.cells, c)
			}
		}
	}
	slices.Sort(l.cells)
	return l
}

func (l *local) include(e int32) {
	if _, ok := l.row[e]; !ok && len(l.equations) < l.most {
		l.row[e] = len(l.equations)
		l.equations = append(l.equations, e)
	}
}

// lead includes the equations of the cells of e that are cheapest to move.
func (p *planner) lead(l *local, e int32, most int) {
	for _, c := range p.cheapest(e, most) {
		for _, f := range p.of[c] {
			l.include(f.equation)
		}
	}
}

// close includes each equation that is the only one missing of some cell.
func (p *planner) close(l *local) {
	for i, n := 0, len(l.equations); i < n; i++ {
		for _, c := range p.cellsOf[l.equations[i]] {
			missing, count := int32(-1), 0
			for _, f := range p.of[c] {
				if _, ok := l.row[f.equation]; !ok {
					missing, count = f.equation, count+1
				}
			}
			if count == 1 && len(p.of[c]) > 1 {
				l.include(missing)
			}
		}
	}
}

// program is a linear program in the form of a dense simplex tableau over the moves of cells: a cell can move up, or down
// as far as to 0, at a price for each unit of either.
type program struct {
	m, n   int
	a      [][]float64 // by row, the coefficients of an upward move
	rhs    []float64   // by row, the size of the basic move
	basic  []int       // by row, its column; n and more are the artificial ones
	side   []float64   // by row, 1 for a move up and -1 for a move down
	price  []float64   // by column
	room   []float64   // by column, how far it can move down
	dual   []float64   // by column, what an upward unit saves elsewhere
	in     []bool      // by column, basic
	full   []bool      // by column, moved down as far as it can, and not basic
	filled []int32     // where the row of a swap is not 0
}

const (
	tiny       = 1e-7
	artificial = 1e7 // the price of leaving an equation unmended
)

// solve moves target by amount and returns the moves of the others, by column of l; nil where that is not possible.
func (p *planner) solve(l *local, target int32, amount int64) []float64 {
	q := p.program(l, target, amount)
	idle := 0
	for range 40 + 4*q.m + q.n {
		c, way, ok := q.enter(idle > 20)
		if !ok {
			break
		}
		if by := q.step(c, way); by > tiny {
			idle = 0
		} else {
			idle++
		}
	}
	return q.answer()
}

func (p *planner) program(l *local, target int32, amount int64) *program {
	m, n := len(l.equations), len(l.cells)
	q := &program{m: m, n: n, a: make([][]float64, m), rhs: make([]float64, m), basic: make([]int, m), side: make([]float64, m),
		price: make([]float64, n), room: make([]float64, n), dual: make([]float64, n), in: make([]bool, n), full: make([]bool, n)}
	flat := make([]float64, m*n)
	for r := range q.a {
		q.a[r], flat = flat[:n], flat[n:]
		q.basic[r], q.side[r] = n+r, 1
	}
	for _, e := range p.of[target] {
		q.rhs[l.row[e.equation]] = -float64(e.a * amount)
	}
	for c, cell := range l.cells {
		q.price[c], q.room[c] = p.price(cell), float64(p.Cells[cell].Value)
		for _, e := range p.of[cell] {
			q.a[l.row[e.equation]][c] = float64(e.a)
		}
	}
	for r := range q.a {
		if q.rhs[r] < 0 {
			q.rhs[r] *= -1
			for c := range q.a[r] {
				q.a[r][c] *= -1
			}
		}
		for c, a := range q.a[r] {
			q.dual[c] += float64(artificial * a)
		}
	}
	return q
}

// enter chooses the move that saves most: the first that saves at all, if asked to be careful.
func (q *program) enter(careful bool) (column int, way float64, ok bool) {
	best := tiny * artificial * 1e-3
	for c := range q.n {
		if q.in[c] {
			continue
		}
		up, down := q.dual[c]-q.price[c], -q.dual[c]-q.price[c]
		switch {
		case q.full[c]:
			up, down = -down, 0 // it can only come back
		case q.room[c] == 0:
			down = 0
		}
		if saved := max(up, down); saved > best {
			column, way, ok, best = c, 1, true, saved
			if down > up {
				way = -1
			}
			if careful {
				return column, way, ok
			}
		}
	}
	return column, way, ok
}

// step moves column c one way until something stops it, and makes it basic in that row. It returns how far it went.
func (q *program) step(c int, way float64) float64 {
	by, stop, atRoom := math.Inf(1), -1, false
	if way < 0 || q.full[c] {
		by = q.room[c]
	}
	for r := range q.a {
		switch v := q.a[r][c] * way * q.side[r]; {
		case v > tiny:
			if t := q.rhs[r] / v; t < by-tiny || t < by && stop < 0 {
				by, stop, atRoom = t, r, false
			}
		case v < -tiny && q.side[r] < 0:
			if t := (q.room[q.basic[r]] - q.rhs[r]) / -v; t < by-tiny || t < by && stop < 0 {
				by, stop, atRoom = t, r, true
			}
		}
	}
	if math.IsInf(by, 1) {
		return 0
	}
	by = max(by, 0)
	for r := range q.a {
		if v := q.a[r][c]; v != 0 {
			q.rhs[r] -= float64(v * way * q.side[r] * by)
		}
	}
	if stop < 0 {
		q.full[c] = !q.full[c] // from one bound to the other
		return by
	}
	q.swap(c, stop, way, by, atRoom)
	return by
}

// swap makes column c basic in row r, after it has moved by.
func (q *program) swap(c, r int, way, by float64, atRoom bool) {
	if out := q.basic[r]; out < q.n {
		q.in[out], q.full[out] = false, atRoom
	}
	side, size := way, by
	if q.full[c] {
		side, size = -1, q.room[c]-by
		q.full[c] = false
	}
	// Rows are kept so that the coefficient of the basic move's upward column is 1, and rhs is how far it moves its way.
	pivot := q.a[r][c]
	row := q.a[r]
	q.filled = q.filled[:0]
	for k := range row {
		if row[k] != 0 {
			if row[k] /= pivot; math.Abs(row[k]) < 1e-11 {
				row[k] = 0
				continue
			}
			q.filled = append(q.filled, int32(k))
		}
	}
	saved := q.dual[c] - float64(side*q.price[c])
	for i := range q.a {
		if other := q.a[i]; i != r && other[c] != 0 {
			f := other[c]
			for _, k := range q.filled {
				other[k] -= float64(f * row[k]) // no fused operation: the same plan on any processor
			}
		}
	}
	for _, k := range q.filled {
		q.dual[k] -= float64(saved * row[k])
	}
	q.basic[r], q.side[r], q.rhs[r], q.in[c] = c, side, size, true
}

func (q *program) answer() []float64 {
	moves := make([]float64, q.n)
	for c := range q.n {
		if q.full[c] {
			moves[c] = -q.room[c]
		}
	}
	for r, c := range q.basic {
		switch {
		case c < q.n:
			moves[c] = q.side[r] * q.rhs[r]
		case q.rhs[r] > 1e-4:
			return nil
		}
	}
	return moves
}
