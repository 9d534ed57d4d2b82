package disclosure

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// builder makes systems of tables.
type builder struct {
	System
	least int64 // the threshold
}

func (b *builder) cell(c Cell) int {
	b.Cells = append(b.Cells, c)
	return len(b.Cells) - 1
}

// total makes the cell that parts add up to.
func (b *builder) total(parts []int, least int64) int {
	c := Cell{Least: least}
	for _, p := range parts {
		c.Value += b.Cells[p].Value
	}
	t := b.cell(c)
	b.Equations = append(b.Equations, Equation{t, parts})
	return t
}

// cube adds a table of any number of dimensions with all its margins. inner gives the inner cells in order; the answer
// holds every cell by its place, where a dimension's last place is its total.
func (b *builder) cube(sizes []int, least int64, inner func(place []int) int) map[string]int {
	at := make(map[string]int)
	place := make([]int, len(sizes))
	var walk func(d, totals int)
	var level int
	walk = func(d, totals int) {
		if d == len(sizes) {
			if totals == level {
				b.place(at, sizes, place, least, inner)
			}
			return
		}
		for i := 0; i <= sizes[d]; i++ {
			place[d] = i
			if i == sizes[d] {
				walk(d+1, totals+1)
			} else {
				walk(d+1, totals)
			}
		}
	}
	for level = 0; level <= len(sizes); level++ {
		walk(0, 0)
	}
	return at
}

func key(place []int) string {
	k := make([]byte, len(place))
	for i, p := range place {
		k[i] = byte(p)
	}
	return string(k)
}

// place makes the cell at one place: an inner one, or the total along each dimension in which it stands last.
func (b *builder) place(at map[string]int, sizes, place []int, least int64, inner func([]int) int) {
	total := -1
	for d := range sizes {
		if place[d] != sizes[d] {
			continue
		}
		along := append([]int(nil), place...)
		var parts []int
		for i := range sizes[d] {
			along[d] = i
			parts = append(parts, at[key(along)])
		}
		if total < 0 {
			total = b.total(parts, least)
		} else {
			b.Equations = append(b.Equations, Equation{total, parts})
		}
	}
	if total < 0 {
		total = inner(place)
	}
	at[key(place)] = total
}

// few draws a count of which many are small.
func few(rng *rand.Rand, zeros, mean float64) int64 {
	if rng.Float64() < zeros {
		return 0
	}
	return int64(rng.ExpFloat64() * mean)
}

// linked is a release of many tables: counts by force, type and year with every margin; of some, how many met their limit,
// with the complement that is not printed; and other tables that break the same totals down otherwise.
func linked(rng *rand.Rand) System {
	var b builder
	const forces, types, years = 43, 6, 5
	main := b.cube([]int{forces, types, years}, 5, func([]int) int {
		return b.cell(Cell{Value: few(rng, 0.15, 22), Least: 5})
	})
	within := func(n int) int {
		v := b.Cells[n].Value
		k := int64(float64(v) * (0.5 + 0.4*rng.Float64()))
		return b.cell(Cell{Value: k, Least: 5})
	}
	met := b.cube([]int{forces, years}, 5, func(p []int) int { return within(main[key([]int{p[0], types, p[1]})]) })
	b.complements(met, main, func(p []byte) string { return string([]byte{p[0], types, p[1]}) })
	late := b.cube([]int{types, years}, 5, func(p []int) int { return within(main[key([]int{forces, p[0], p[1]})]) })
	b.complements(late, main, func(p []byte) string { return string([]byte{forces, p[0], p[1]}) })
	for range 12 { // other breakdowns of the totals by force, with their own totals
		groups, year := 3+rng.IntN(4), rng.IntN(years+1)
		var rows [][]int
		for f := range forces {
			rows = append(rows, b.split(rng, main[key([]int{f, types, year})], groups))
		}
		b.columns(rows, main[key([]int{forces, types, year})])
	}
	for range 9 { // and, by force and year, of how many ended how
		groups := 2 + rng.IntN(2)
		for f := range forces {
			for y := range years {
				b.split(rng, main[key([]int{f, types, y})], groups)
			}
		}
	}
	for range 40 { // and of the national totals, by month and by outcome
		n := main[key([]int{forces, rng.IntN(types + 1), rng.IntN(years + 1)})]
		b.split(rng, n, 4+rng.IntN(9))
	}
	return b.System
}

// complements adds what is left of each cell of whole besides that of part.
func (b *builder) complements(part, whole map[string]int, of func([]byte) string) {
	for _, k := range sorted(part) {
		n, c := whole[of([]byte(k))], part[k]
		rest := b.cell(Cell{Value: b.Cells[n].Value - b.Cells[c].Value, Least: 5, Unprinted: true})
		b.Equations = append(b.Equations, Equation{n, []int{c, rest}})
	}
}

// split breaks a cell down into groups at random.
func (b *builder) split(rng *rand.Rand, n, groups int) []int {
	parts := make([]int, groups)
	counts := make([]int64, groups)
	for v := b.Cells[n].Value; v > 0; v-- {
		counts[min(rng.IntN(groups), rng.IntN(groups))]++
	}
	for i := range parts {
		parts[i] = b.cell(Cell{Value: counts[i], Least: 5})
	}
	b.Equations = append(b.Equations, Equation{n, parts})
	return parts
}

func sorted(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
