package stats

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Dispersion says how much more the rows of a funnel differ than chance would
// make them. Phi is 1 where only chance is at work; Tau2 is the variance between rows on
// the scale asin √rate, 0 where Phi is 1 or less.
type Dispersion struct {
	Phi, Tau2 float64
}

// winsorised is the share of rows at each end whose z is brought in.
const winsorised = 0.1

// Disperse works out φ as the mean of the squared z scores on the scale asin √rate
// (which makes the variance of a share, 1/(4n), independent of it), the highest and the
// lowest tenth of the scores brought in to the percentile there, interpolated, so that the rows
// one looks for do not widen the limits; and, where φ > 1, the additive random-effects variance
// τ². Rows with n = 0 are left out; with fewer than two, or a pooled rate of 0 or 1, φ is NaN.
//
// Source: Spiegelhalter 2005, Handling over-dispersion of performance indicators,
// Quality and Safety in Health Care 14, 347–351; DerSimonian and Laird's τ² as there.
func Disperse(k, n []int64) Dispersion {
	centre := math.Asin(math.Sqrt(float64(total(k)) / float64(total(n))))
	var z []float64
	var sumW, sumW2 float64
	for i := range k {
		if n[i] == 0 {
			continue
		}
		w := 4 * float64(n[i])
		z = append(z, (math.Asin(math.Sqrt(float64(k[i])/float64(n[i])))-centre)*math.Sqrt(w))
		sumW, sumW2 = sumW+w, sumW2+w*w
	}
	if len(z) < 2 || total(k) == 0 || total(k) == total(n) {
		return Dispersion{Phi: math.NaN()}
	}
	draw(z)
	sum := 0.0
	for _, v := range z {
		sum += v * v
	}
	rows := float64(len(z))
	d := Dispersion{Phi: sum / rows}
	if d.Phi > 1 {
		d.Tau2 = (sum - (rows - 1)) / (sumW - sumW2/sumW)
	}
	return d
}

// draw brings the scores beyond the tenth and ninetieth percentile in to them.
func draw(z []float64) {
	slices.Sort(z) // only their squares' sum is wanted
	low, high := percentile(z, winsorised), percentile(z, 1-winsorised)
	for i, v := range z {
		z[i] = math.Min(math.Max(v, low), high)
	}
}

// percentile interpolates between the sorted values (type 7 of Hyndman and Fan 1996,
// The American Statistician 50, 361–365).
func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-2)
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// widen moves a limit out to that of the random effects, never in: the scale is
// an approximation that at small n can lie inside the exact limit.
func (d Dispersion) widen(limit float64, n int64, overall, level float64) float64 {
	deviation := distuv.UnitNormal.Quantile(level) * math.Sqrt(1/(4*float64(n))+d.Tau2)
	y := math.Asin(math.Sqrt(overall)) + deviation
	y = math.Min(math.Max(y, 0), math.Pi/2)
	wide := math.Pow(math.Sin(y), 2)
	if level < 0.5 {
		return math.Min(limit, wide)
	}
	return math.Max(limit, wide)
}

// note says what was done about overdispersion.
func (d Dispersion) note(asked bool) string {
	switch {
	case !asked:
		return funnelNote
	case math.IsNaN(d.Phi):
		return "The limits are what chance alone would give at the rate of all rows together; whether rows differ more than chance cannot be worked out from these."
	case d.Tau2 == 0:
		return fmt.Sprintf("The limits are what chance alone would give at the rate of all rows together; the rows differ no more than that (%.2f times chance).", d.Phi)
	}
	return fmt.Sprintf("The rows differ more than chance would make them (%.2f times); the limits are widened for it.", d.Phi)
}
