package sampledata

// rng is a splitmix64 generator. It uses whole numbers only, so that every machine draws the same history, and each matter has a generator of its
// own, so that a change to one kind of matter leaves the others as they were.
type rng struct{ state uint64 }

// newRNG returns the generator of the nth matter of a kind.
func newRNG(seed uint64, kind string, n int) *rng {
	const offset, prime = 14695981039346656037, 1099511628211
	state := seed ^ offset
	for i := 0; i < len(kind); i++ {
		state = (state ^ uint64(kind[i])) * prime
	}
	// Mixed twice: generators whose states differ by the step of next would draw the same numbers, one draw apart.
	return &rng{state: mix(mix(state) + uint64(n))}
}

func (r *rng) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	return mix(r.state)
}

func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// below returns a number from 0 to n-1.
func (r *rng) below(n int) int { return int((r.next() >> 11) % uint64(n)) }

// between returns a number from low to high, both included.
func (r *rng) between(low, high int) int { return low + r.below(high-low+1) }

// chance is true in that many of a hundred draws.
func (r *rng) chance(percent int) bool { return r.below(100) < percent }

// spread draws from a distribution given by its evenly spaced quantiles: with five of them minimum, quartiles and maximum.
func (r *rng) spread(quantiles ...int) int {
	const steps = 1 << 20
	u := r.below(steps * (len(quantiles) - 1))
	i, part := u/steps, u%steps
	low, high := quantiles[i], quantiles[i+1]
	return low + (high-low)*part/steps
}

// choice is one outcome of a weighted draw.
type choice struct {
	value  string
	weight int
}

// draw returns one of the values, in proportion to their weights.
func (r *rng) draw(choices []choice) string {
	total := 0
	for _, c := range choices {
		total += c.weight
	}
	u := r.below(total)
	for _, c := range choices {
		if u < c.weight {
			return c.value
		}
		u -= c.weight
	}
	panic("unreachable: weights add up to the total")
}

// pick returns one of the values.
func pick[T any](r *rng, values []T) T { return values[r.below(len(values))] }
