package disclosure

import "math/rand/v2"

// families are the shapes of table that the tests draw: the names of the kinds, and what makes one at random.
var families = []struct {
	name string
	make func(*rand.Rand, *builder)
}{
	{"one row with its total", func(rng *rand.Rand, b *builder) {
		b.cube([]int{2 + rng.IntN(9)}, b.least, b.drawn(rng))
	}},
	{"two dimensions", func(rng *rand.Rand, b *builder) {
		b.cube([]int{2 + rng.IntN(7), 2 + rng.IntN(7)}, b.least, b.drawn(rng))
	}},
	{"three dimensions", func(rng *rand.Rand, b *builder) {
		b.cube([]int{2 + rng.IntN(3), 2 + rng.IntN(3), 2 + rng.IntN(3)}, b.least, b.drawn(rng))
	}},
	{"regions and forces", func(rng *rand.Rand, b *builder) {
		types := 2 + rng.IntN(3)
		margins := make([][]int, types+1)
		for range 2 + rng.IntN(3) {
			region := b.cube([]int{2 + rng.IntN(3), types}, b.least, b.drawn(rng))
			for i := range margins {
				n := len(region)/(types+1) - 1
				margins[i] = append(margins[i], region[key([]int{n, i})])
			}
		}
		var national []int
		for _, parts := range margins {
			national = append(national, b.total(parts, b.least))
		}
		b.Equations = append(b.Equations, Equation{national[types], national[:types]})
	}},
	{"two tables with a common margin", func(rng *rand.Rand, b *builder) {
		rows, columns := 2+rng.IntN(5), 2+rng.IntN(4)
		one := b.cube([]int{rows, columns}, b.least, b.drawn(rng))
		var split [][]int
		for r := range rows {
			split = append(split, b.split(rng, one[key([]int{r, columns})], 2+columns%3))
		}
		b.columns(split, one[key([]int{rows, columns})])
	}},
	{"met and not met", func(rng *rand.Rand, b *builder) {
		rows, columns := 2+rng.IntN(4), 2+rng.IntN(4)
		n := b.cube([]int{rows, columns}, b.least, b.drawn(rng))
		k := b.cube([]int{rows, columns}, b.least, func(p []int) int {
			return b.cell(Cell{Value: b.share(rng, n[key(p)]), Least: b.least})
		})
		b.complements(k, n, func(p []byte) string { return string(p) })
	}},
	{"a rate beside another table", func(rng *rand.Rand, b *builder) {
		rows, columns := 2+rng.IntN(4), 2+rng.IntN(4)
		n := b.cube([]int{rows, columns}, b.least, b.drawn(rng))
		k := b.cube([]int{rows}, b.least, func(p []int) int {
			return b.cell(Cell{Value: b.share(rng, n[key([]int{p[0], columns})]), Least: b.least})
		})
		b.complements(k, n, func(p []byte) string { return string([]byte{p[0], byte(columns)}) })
	}},
	{"three tables in a chain", func(rng *rand.Rand, b *builder) {
		row := b.split(rng, b.cell(Cell{Value: 20 + rng.Int64N(200), Least: b.least}), 3+rng.IntN(3))
		for _, c := range row {
			for _, d := range b.split(rng, c, 2+rng.IntN(3)) {
				if rng.IntN(3) == 0 {
					b.split(rng, d, 2)
				}
			}
		}
	}},
	{"sensitive cells", func(rng *rand.Rand, b *builder) {
		draw := b.drawn(rng)
		b.cube([]int{3 + rng.IntN(4), 3 + rng.IntN(4)}, b.least, func(p []int) int {
			c := draw(p)
			b.Cells[c].Sensitive = rng.IntN(8) == 0
			return c
		})
	}},
}

// drawn draws inner cells by one of the habits of the real tables, or of an adversary.
func (b *builder) drawn(rng *rand.Rand) func([]int) int {
	draw := []func() int64{
		func() int64 { return few(rng, 0.1, 30) },                             // mixed
		func() int64 { return few(rng, 0.6, 20) },                             // sparse
		func() int64 { return few(rng, 0.9, 10) },                             // almost all zeros
		func() int64 { return 1 + rng.Int64N(2) },                             // ones and twos
		func() int64 { return 1 },                                             // equal margins
		func() int64 { return b.least - 1 + rng.Int64N(2) },                   // about the threshold
		func() int64 { return max(few(rng, 0.5, 2), rng.Int64N(40)/39*5000) }, // one that dominates
		func() int64 { return 40 + rng.Int64N(60)/59*(1-40) },                 // one small among large
		func() int64 { return []int64{0, 4, 40, 400, 4000}[rng.IntN(5)] },     // of all sizes
	}[rng.IntN(9)]
	return func([]int) int { return b.cell(Cell{Value: draw(), Least: b.least}) }
}

func (b *builder) share(rng *rand.Rand, n int) int64 {
	v := b.Cells[n].Value
	switch rng.IntN(4) {
	case 0:
		return v
	case 1:
		return max(v-1-rng.Int64N(3), 0)
	}
	return rng.Int64N(v + 1)
}

// columns adds the totals down the columns of rows, and their own total, which is the cell all.
func (b *builder) columns(rows [][]int, all int) {
	var totals []int
	for c := range rows[0] {
		var parts []int
		for _, r := range rows {
			parts = append(parts, r[c])
		}
		totals = append(totals, b.total(parts, b.least))
	}
	b.Equations = append(b.Equations, Equation{all, totals})
}

// drawTable makes the table of a number, its shape, habit and threshold by chance.
func drawTable(number int) (name string, s System) {
	rng := newRand(uint64(number))
	f := families[number%len(families)]
	b := builder{least: []int64{5, 5, 10}[rng.IntN(3)]}
	f.make(rng, &b)
	return f.name, b.System
}

func newRand(number uint64) *rand.Rand { return rand.New(rand.NewPCG(number, 5)) }
