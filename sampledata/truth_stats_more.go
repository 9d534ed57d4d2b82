package sampledata

import (
	"math"
	"sort"
)

// More statistics, from their sources.

// exactCells is a rate with its 95 % Clopper–Pearson interval (Biometrika 1934).
func exactCells(part, of int) []any {
	if of <= 0 {
		return []any{nil, nil, nil}
	}
	low, high := exactInterval(part, of)
	return []any{rateCell(part, of), low, high}
}

// exactInterval is the rates at which so many or more, and so few or fewer, would be seen one time in forty.
func exactInterval(part, of int) (low, high float64) {
	high = 1
	if part > 0 {
		low = bisect(func(p float64) bool { return 1-binomialUpTo(of, part-1, p) < 0.025 })
	}
	if part < of {
		high = bisect(func(p float64) bool { return binomialUpTo(of, part, p) > 0.025 })
	}
	return low, high
}

// bisect finds where a condition on a rate that holds for small ones ceases to.
func bisect(below func(p float64) bool) float64 {
	low, high := 0.0, 1.0
	for range 200 {
		if middle := (low + high) / 2; below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// binomialUpTo is the chance of at most x of n.
func binomialUpTo(n, x int, p float64) float64 {
	sum := 0.0
	for i := 0; i <= x; i++ {
		sum += binomialMass(n, i, p)
	}
	return sum
}

// finiteCells is the rate of a sample from a whole of known size: the score interval with the variance lessened by (N - n) / (N - 1), and no rate
// that what was seen of the whole rules out.
func finiteCells(part, of, whole int) []any {
	if of <= 0 {
		return []any{nil, nil, nil}
	}
	if whole <= of {
		return []any{rateCell(part, of), rateCell(part, of), rateCell(part, of)}
	}
	k, n, all := float64(part), float64(of), float64(whole)
	zz := z95 * z95 * (all - n) / (all - 1)
	root := math.Sqrt(zz) * math.Sqrt(k*(n-k)/n+zz/4)
	low, high := (k+zz/2-root)/(n+zz), (k+zz/2+root)/(n+zz)
	return []any{rateCell(part, of), max(low, k/all), min(high, 1-(n-k)/all)}
}

// newcombeCells is the first rate less the second with its 95 % interval by Newcombe's method 10 (Statistics in Medicine 1998).
func newcombeCells(part1, of1, part2, of2 int) []any {
	if of1 <= 0 || of2 <= 0 {
		return []any{nil, nil, nil}
	}
	p1, p2 := float64(part1)/float64(of1), float64(part2)/float64(of2)
	low1, high1 := wilsonInterval(part1, of1)
	low2, high2 := wilsonInterval(part2, of2)
	return []any{100 * (p1 - p2), 100 * (p1 - p2 - math.Hypot(p1-low1, high2-p2)), 100 * (p1 - p2 + math.Hypot(high1-p1, p2-low2))}
}

// agreementTable counts pairs of ratings.
type agreementTable map[[2]string]int

// pairs are the pairs of ratings in order, so that sums come to the same each time.
func (a agreementTable) pairs() [][2]string {
	var pairs [][2]string
	for pair := range a {
		pairs = append(pairs, pair)
	}
	sort.Slice(pairs, func(i, j int) bool {
		return pairs[i][0] < pairs[j][0] || pairs[i][0] == pairs[j][0] && pairs[i][1] < pairs[j][1]
	})
	return pairs
}

// kappaCells are the pairs, Cohen's kappa with its 95 % interval (standard error of Fleiss, Cohen and Everitt, Psychological Bulletin 1969) and the
// share rated alike. Where both always give one rating kappa says nothing; where all are rated alike it has no interval, for its error would be nought.
func (a agreementTable) kappaCells() []any {
	total, same := 0, 0
	first, second := make(map[string]float64), make(map[string]float64) // how many of each rating
	for pair, count := range a {
		total += count
		first[pair[0]] += float64(count)
		second[pair[1]] += float64(count)
		if pair[0] == pair[1] {
			same += count
		}
	}
	n := float64(total)
	chance := 0.0
	for _, rating := range sortedLabels(first) {
		chance += first[rating] * second[rating] / (n * n)
	}
	alike := float64(same) / n
	if total == 0 || 1-chance < 1e-12 {
		return []any{total, nil, nil, nil, numberCell(alike)}
	}
	kappa := (alike - chance) / (1 - chance)
	if same == total {
		return []any{total, kappa, nil, nil, alike}
	}
	sum := 0.0
	for _, pair := range a.pairs() {
		share := float64(a[pair]) / n
		if pair[0] == pair[1] {
			sum += share * math.Pow(1-chance-(first[pair[0]]+second[pair[0]])/n*(1-alike), 2)
		} else {
			sum += share * math.Pow((1-alike)*(second[pair[0]]+first[pair[1]])/n, 2)
		}
	}
	sum -= math.Pow(alike*chance-2*chance+alike, 2)
	width := z95 * math.Sqrt(max(sum, 0)/n) / math.Pow(1-chance, 2)
	return []any{total, kappa, max(kappa-width, -1), min(kappa+width, 1), alike}
}

const sharesColumns = "mean lower upper signal"

// sharesChart is Laney's P′ chart (Quality Engineering 2002): each share less the pooled one, in its own binomial standard errors, is charted about
// nought with limits at three times the mean moving range over 1.128; they are turned back into shares. A point of which nothing was counted is none.
func sharesChart(parts, ofs []int) [][]any {
	part, of := 0, 0
	for i := range parts {
		part, of = part+parts[i], of+ofs[i]
	}
	pooled := float64(part) / float64(of)
	var z, errs []float64
	for i := range parts {
		if ofs[i] > 0 {
			err := math.Sqrt(pooled * (1 - pooled) / float64(ofs[i]))
			errs = append(errs, err)
			z = append(z, (float64(parts[i])/float64(ofs[i])-pooled)/err)
		}
	}
	moves := 0.0
	for i := 1; i < len(z); i++ {
		moves += math.Abs(z[i] - z[i-1])
	}
	wide := 3 * moves / float64(len(z)-1) / 1.128
	c := processChart{mean: 0, lower: -wide, upper: wide}
	cells := make([][]any, len(parts))
	point := 0
	for i := range parts {
		if ofs[i] == 0 {
			cells[i] = []any{pooled, nil, nil, ""}
			continue
		}
		width := wide * errs[point]
		cells[i] = []any{pooled, max(pooled-width, 0), min(pooled+width, 1), c.signalAt(z, point, wide*2/3)}
		point++
	}
	return cells
}
