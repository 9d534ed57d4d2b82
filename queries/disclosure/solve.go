package disclosure

import (
	"math"
	"slices"
)

// term is one coefficient of an equation over the columns of a tableau.
type term struct {
	col int32
	a   int64
}

// tableau is a system of homogeneous equations, reduced so that each row gives one column, its basic one, by columns that
// are basic in no row. It is a simplex tableau of whole numbers: no rounding, and so nothing that is shown by it hangs
// on a tolerance. The simplex of gonum was not used: it works in floating point, wants a first solution searched for where
// here the truth is one, and inverts a dense matrix at every step.
type tableau struct {
	rows  [][]term  // sorted by column, with no common divisor; the basic column's coefficient is above 0
	basic []int32   // by row; -1 in a row that said nothing new
	rowOf []int32   // by column; -1 where the column is not basic
	cols  [][]int32 // by column, the rows that may hold it
	fixed []bool    // by column: may not move
	seen  []int32   // by row, a stamp
	stamp int32
	work  int             // terms written, in all
	done  <-chan struct{} // closed when there is no time left; nil never is
}

// tooLarge bounds the coefficients, so that no product overflows.
const tooLarge = 1 << 30

// newTableau reduces equations over n columns. It reports false if the coefficients grow too large, or
// if done is closed before the end.
func newTableau(n int, equations [][]term, done <-chan struct{}) (*tableau, bool) {
	t := &tableau{
		rows: equations, basic: make([]int32, len(equations)), rowOf: make([]int32, n),
		cols: make([][]int32, n), fixed: make([]bool, n), seen: make([]int32, len(equations)), done: done,
	}
	for c := range t.rowOf {
		t.rowOf[c] = -1
	}
	for r, row := range t.rows {
		t.basic[r] = -1
		for _, e := range row {
			t.cols[e.col] = append(t.cols[e.col], int32(r))
		}
	}
	order := make([]int32, len(equations))
	for r := range order {
		order[r] = int32(r)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return len(equations[a]) - len(equations[b]) })
	for _, r := range order {
		best, fewest := int32(-1), math.MaxInt
		for _, e := range t.rows[r] {
			if k := len(t.cols[e.col]); t.rowOf[e.col] < 0 && k < fewest {
				best, fewest = e.col, k
			}
		}
		if t.late() || best >= 0 && !t.pivot(r, best) {
			return nil, false
		}
	}
	return t, true
}

// late reports whether there is no time left.
func (t *tableau) late() bool {
	select {
	case <-t.done:
		return true
	default:
		return false
	}
}

func (t *tableau) at(r, c int32) int64 {
	row := t.rows[r]
	i, ok := slices.BinarySearchFunc(row, c, func(e term, c int32) int { return int(e.col) - int(c) })
	if !ok {
		return 0
	}
	return row[i].a
}

// holding are the rows that hold column c. The slice lasts until the next pivot.
func (t *tableau) holding(c int32) []int32 {
	t.stamp++
	kept := t.cols[c][:0]
	for _, r := range t.cols[c] {
		if t.seen[r] != t.stamp && t.at(r, c) != 0 {
			t.seen[r] = t.stamp
			kept = append(kept, r)
		}
	}
	t.cols[c] = kept
	return kept
}

// pivot makes column c the basic one of row r. It reports false, and changes nothing, if a coefficient grows too large.
func (t *tableau) pivot(r, c int32) bool {
	if t.at(r, c) < 0 {
		for i := range t.rows[r] {
			t.rows[r][i].a *= -1
		}
	}
	p := t.at(r, c)
	holding := slices.Clone(t.holding(c))
	fresh := make([][]term, len(holding))
	for i, q := range holding {
		if q == r {
			continue
		}
		var ok bool
		if fresh[i], ok = combine(t.rows[q], p, t.rows[r], t.at(q, c)); !ok {
			if b := t.basic[r]; b >= 0 && t.at(r, b) < 0 {
				for i := range t.rows[r] {
					t.rows[r][i].a *= -1
				}
			}
			return false
		}
	}
	for i, q := range holding {
		if q == r {
			continue
		}
		for _, e := range fresh[i] {
			if t.at(q, e.col) == 0 {
				t.cols[e.col] = append(t.cols[e.col], q)
			}
		}
		t.rows[q] = fresh[i]
		t.work += len(fresh[i])
	}
	if b := t.basic[r]; b >= 0 {
		t.rowOf[b] = -1
	}
	t.basic[r], t.rowOf[c] = c, r
	return true
}

// combine is row*p - other*a, divided by what its coefficients have in common; p is above 0.
func combine(row []term, p int64, other []term, a int64) ([]term, bool) {
	g := gcd(p, a)
	p, a = p/g, a/g
	out := make([]term, 0, len(row)+len(other))
	common := int64(0)
	add := func(c int32, v int64) bool {
		if v != 0 {
			out, common = append(out, term{c, v}), gcd(common, v)
		}
		return v < tooLarge && v > -tooLarge
	}
	for i, j := 0, 0; i < len(row) || j < len(other); {
		ok := true
		switch {
		case j == len(other) || i < len(row) && row[i].col < other[j].col:
			ok = add(row[i].col, row[i].a*p)
			i++
		case i == len(row) || other[j].col < row[i].col:
			ok = add(other[j].col, -other[j].a*a)
			j++
		default:
			ok = add(row[i].col, row[i].a*p-other[j].a*a)
			i, j = i+1, j+1
		}
		if !ok {
			return nil, false
		}
	}
	if common > 1 {
		for i := range out {
			out[i].a /= common
		}
	}
	return out, true
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	if b < 0 {
		b = -b
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// search walks a tableau from the truth, through points of whole numbers of 0 or more that satisfy every equation.
type search struct {
	*tableau
	truth  []int64 // by column
	x      []int64 // where the walk stands
	floor  []int64 // by column, how low it may go; nil is 0
	ceil   []int64 // by column, how high; nil is as high as it likes
	moved  []int32 // the columns where x may differ from the truth
	chance uint64  // the state of draw
}

func (s *search) reset() {
	for _, c := range s.moved {
		s.x[c] = s.truth[c]
	}
	s.moved = s.moved[:0]
}

func (s *search) move(c int32, by int64) {
	if by != 0 {
		if s.x[c] == s.truth[c] {
			s.moved = append(s.moved, c)
		}
		s.x[c] += by
	}
}

// How long one walk may be, how long it may stand still, and how many are tried. A cell that no walk could move has not
// been proved safe, and counts as exposed.
const (
	mostSteps = 400
	mostIdle  = 60
	mostWalks = 6
)

// reach moves column j from the truth up (direction 1) or down (-1) by amount, or as near as it can. The walk is the primal
// simplex method with j as its objective: j is basic, and its own row says which columns would help. Columns that are not
// basic may stand anywhere, so that it can start at the truth. Where halves would be needed a walk can get stuck: another
// starts from the basis where it stood, and turns off at random, by a generator that is always the same.
func (s *search) reach(j int32, direction, amount int64) {
	s.chance = 1
	for walk := range mostWalks {
		// One that aims further does not stop where the rest of the way is a half.
		if s.walk(j, direction, amount<<walk, walk > 0) || direction*(s.x[j]-s.truth[j]) >= amount {
			return
		}
	}
}

// walk reports whether there is nothing more to be found.
func (s *search) walk(j int32, direction, amount int64, stray bool) bool {
	s.reset()
	if s.fixed[j] {
		return true
	}
	if s.rowOf[j] < 0 && !s.enter(j, direction, amount) {
		return true
	}
	left, idle := amount-direction*(s.x[j]-s.truth[j]), 0
	for step := 0; left > 0 && step < mostSteps && idle < mostIdle; step++ {
		if s.late() {
			return true
		}
		s.work += len(s.rows[s.rowOf[j]])
		o := s.choose(s.rowOf[j], -direction, left, stray && idle > 0)
		if o.column < 0 {
			return true
		}
		s.shift(o.column, o.way*o.by)
		left = amount - direction*(s.x[j]-s.truth[j])
		if o.by == 0 {
			idle++
			if o.parity >= 0 && o.parity != s.rowOf[j] && (o.block < 0 || idle%2 == 0) {
				s.loosen(o.parity, o.column)
				continue
			}
		}
		if left > 0 && o.block >= 0 && o.block != s.rowOf[j] && !s.pivot(o.block, o.column) {
			break
		}
	}
	return left <= 0
}

// loosen gives row r, whose basic column would move by a fraction if k did by one, a basic column that does not.
func (s *search) loosen(r, k int32) {
	b, column, n := s.at(r, s.basic[r]), int32(-1), uint64(0)
	for _, e := range s.rows[r] {
		if e.col == k || e.col == s.basic[r] || s.fixed[e.col] || e.a >= b || e.a <= -b {
			continue
		}
		if n++; s.draw()%n == 0 {
			column = e.col
		}
	}
	if column < 0 {
		column = k
	}
	s.pivot(r, column)
}

// enter moves j, which is not basic, by itself as far as amount, and then makes it basic if that was not enough. It reports
// whether there is more to do.
func (s *search) enter(j int32, direction, amount int64) bool {
	by, unit, block, _ := s.room(j, direction)
	want := (amount + unit - 1) / unit * unit
	if by >= want {
		s.shift(j, direction*want)
		return false
	}
	s.shift(j, direction*by)
	return block >= 0 && s.pivot(block, j)
}

// option is a move of a column that is not basic: which way and how far, and the row that stops it, or -1 for none.
type option struct {
	column  int32
	way, by int64
	block   int32
	parity  int32 // the row for which the move is not made by less than a multiple, or -1
	gain    float64
}

// choose finds the column whose move takes the basic column of row r furthest; sign is -1 to raise it. With none that gains
// it is one that would were it not blocked: the first (Bland's rule, which does not go round for ever where all is whole),
// or, to stray, any.
func (s *search) choose(r int32, sign, left int64, stray bool) option {
	best, n := option{column: -1}, uint64(0)
	b := s.at(r, s.basic[r])
	for _, e := range s.rows[r] {
		if e.col == s.basic[r] || s.fixed[e.col] {
			continue
		}
		way, size := sign, e.a
		if e.a < 0 {
			way, size = -sign, -e.a
		}
		if s.play(e.col, way) == 0 {
			continue
		}
		room, unit, block, parity := s.room(e.col, way)
		want := (left*b + size - 1) / size
		want = (want + unit - 1) / unit * unit
		if room >= want {
			return option{e.col, way, want, -1, -1, 0}
		}
		o := option{e.col, way, room, block, parity, float64(room) * float64(size) / float64(b)}
		if o.gain == 0 {
			n++
		}
		if best.column < 0 || o.gain > best.gain || stray && o.gain == 0 && best.gain == 0 && s.draw()%n == 0 {
			best = o
		}
	}
	return best
}

// draw is the next number of a linear congruential generator (Knuth's MMIX).
func (s *search) draw() uint64 {
	s.chance = s.chance*6364136223846793005 + 1442695040888963407
	return s.chance >> 33
}

// room is how far column k, which is not basic, can move one way: a multiple of unit, for only that leaves every column
// whole; and the row whose basic column stops it, or -1 where it stops at 0 itself; and a row that needs the unit, or -1.
func (s *search) room(k int32, way int64) (room, unit int64, block, parity int32) {
	most, unit, block, parity := s.play(k, way), int64(1), int32(-1), int32(-1)
	for _, r := range s.holding(k) {
		b, a := s.at(r, s.basic[r]), s.at(r, k)*way
		if u := b / gcd(a, b); unit%u != 0 {
			if unit = unit / gcd(unit, u) * u; unit > tooLarge {
				return 0, 1, -1, r
			}
			parity = r
		}
		limit := s.play(s.basic[r], -a)
		if s.fixed[s.basic[r]] {
			limit = 0
		} else if limit < boundless {
			limit = limit * b / max(a, -a)
		}
		if limit < most || limit == most && block >= 0 && limit < boundless && s.basic[r] < s.basic[block] {
			most, block = limit, r
		}
	}
	most = min(most, tooLarge)
	return most - most%unit, unit, block, parity
}

const boundless = math.MaxInt64

// play is how far column c could move one way if nothing hung on it.
func (s *search) play(c int32, way int64) int64 {
	switch {
	case way < 0 && s.floor == nil:
		return s.x[c]
	case way < 0:
		return s.x[c] - s.floor[c]
	case s.ceil == nil:
		return boundless
	}
	return s.ceil[c] - s.x[c]
}

// shift moves column k, which is not basic, and with it the basic columns that hang on it.
func (s *search) shift(k int32, by int64) {
	if by == 0 {
		return
	}
	for _, r := range s.holding(k) {
		c := s.basic[r]
		s.move(c, -s.at(r, k)*by/s.at(r, c))
	}
	s.move(k, by)
}

// freeze keeps column c where it is, for all walks to come until it is released.
func (s *search) freeze(c int32) bool {
	s.reset()
	if r := s.rowOf[c]; r >= 0 {
		for _, e := range s.rows[r] {
			if e.col != c && !s.fixed[e.col] {
				if !s.pivot(r, e.col) {
					return false
				}
				break
			}
		}
	}
	s.fixed[c] = true
	return true
}

func (s *search) release(c int32) { s.fixed[c] = false }
