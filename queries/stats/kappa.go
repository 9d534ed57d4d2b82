package stats

import "math"

// Agreement is how far two raters agree: Share is the share of items rated
// alike; Kappa is 1 where all are, 0 where no more than chance would make. SE is its
// standard error.
type Agreement struct {
	N         int64
	Share     float64
	Kappa, SE float64
	Low, High float64
}

// Weights of disagreement, by how many categories apart two ratings are.
const (
	Linear    = "linear"
	Quadratic = "quadratic"
)

// Kappa works out Cohen's kappa of a square cross-tab, first rater down, second
// across; with weights the weighted one, categories in order. Where all ratings fall in
// one category kappa is NaN: there is nothing to disagree on. The 95 % interval is kappa
// ± 1.96 SE, kept within −1 and 1; it is NaN where SE is 0, as it is when all agree: the
// formula would say that a perfect score in three files is certain.
//
// Source: Cohen 1960, Educational and Psychological Measurement 20, 37–46, and
// 1968, Psychological Bulletin 70, 213–220; SE Fleiss, Cohen and Everitt 1969,
// Psychological Bulletin 72, 323–327.
func Kappa(cells [][]int64, weights string) Agreement {
	size := len(cells)
	first, second := make([]float64, size), make([]float64, size)
	a := Agreement{Kappa: math.NaN(), SE: math.NaN(), Low: math.NaN(), High: math.NaN()}
	var alike int64
	for i, row := range cells {
		a.N += total(row)
		alike += row[i]
	}
	n := float64(a.N)
	a.Share = float64(alike) / n
	for i, row := range cells {
		for j, c := range row {
			first[i] += float64(c) / n
			second[j] += float64(c) / n
		}
	}
	alikeness := func(i, j int) float64 { return likeness(i, j, size, weights) }
	var seen, chance float64
	rows, columns := make([]float64, size), make([]float64, size) // mean alikeness of a category to the other rater's
	for i := range cells {
		for j, c := range cells[i] {
			seen += alikeness(i, j) * float64(c) / n
			chance += alikeness(i, j) * first[i] * second[j]
			rows[i] += alikeness(i, j) * second[j]
			columns[j] += alikeness(i, j) * first[i]
		}
	}
	if a.N == 0 || 1-chance < rounding {
		return a
	}
	a.Kappa = (seen - chance) / (1 - chance)
	spread := 0.0
	for i := range cells {
		for j, c := range cells[i] {
			spread += float64(c) / n * math.Pow(alikeness(i, j)-(rows[i]+columns[j])*(1-a.Kappa), 2)
		}
	}
	variance := (spread - math.Pow(a.Kappa-chance*(1-a.Kappa), 2)) / (n * (1 - chance) * (1 - chance))
	a.SE = math.Sqrt(math.Max(0, variance))
	if a.SE > 1e-7 { // the root of what rounding leaves of 0
		a.Low, a.High = math.Max(-1, a.Kappa-z95*a.SE), math.Min(1, a.Kappa+z95*a.SE)
	}
	return a
}

// likeness is 1 for the same category and falls to 0 for the two furthest apart;
// without weights it is 0 for any two that differ.
func likeness(i, j, size int, weights string) float64 {
	if i == j {
		return 1
	}
	apart := math.Abs(float64(i-j)) / float64(size-1)
	switch weights {
	case Linear:
		return 1 - apart
	case Quadratic:
		return 1 - apart*apart
	}
	return 0
}
