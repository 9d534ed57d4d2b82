//go:build linux

package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// The plot: its size, and the margins of the axes, in pixels.
const (
	plotWide, plotHigh = 720, 460
	plotLeft, plotTop  = 70, 20
	plotRight          = 190 // for the names of the lines
	plotBottom         = 50
)

// plotted are the stages that the plot has a line of, each with its colour and how far below its end its name stands.
var plotted = []struct {
	stage, colour string
	below         int
}{{stageLoad, "#12436d", -1}, {stageRelease, "#801650", 11}, {stageQuarter, "#28a197", 4}}

// axis is a logarithmic axis over whole decades.
type axis struct {
	from, to   int // powers of ten
	start, end float64
}

func newAxis(least, most, start, end float64) axis {
	return axis{int(math.Floor(math.Log10(least))), int(math.Ceil(math.Log10(most))), start, end}
}

func (a axis) at(v float64) float64 {
	return a.start + (a.end-a.start)*(math.Log10(v)-float64(a.from))/float64(a.to-a.from)
}

// plot is cost against size on logarithmic axes, as an SVG: on a line that rises as fast as the dashed one, twice the cases cost twice as much.
func (r *results) plot() string {
	least, most, small, large := math.Inf(1), 0.0, math.Inf(1), 0.0
	lines := make([]map[int]float64, len(plotted))
	for i, p := range plotted {
		lines[i] = r.bySize(p.stage, 0)
		for size, seconds := range lines[i] {
			least, most = min(least, seconds), max(most, seconds)
			small, large = min(small, float64(size)), max(large, float64(size))
		}
	}
	if most == 0 {
		return ""
	}
	x, y := newAxis(small, large, plotLeft, plotWide-plotRight), newAxis(least, most, plotHigh-plotBottom, plotTop)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%[2]d" font-family="sans-serif" font-size="13" role="img" aria-label="CPU seconds against cases, on logarithmic axes">`+"\n", plotWide, plotHigh)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", plotWide, plotHigh)
	for p := x.from; p <= x.to; p++ {
		at := x.at(math.Pow10(p))
		fmt.Fprintf(&b, `<path d="M%.1f %.1fV%.1f" stroke="#ddd"/><text x="%.1[1]f" y="%.1[4]f" text-anchor="middle">%[5]s</text>`+"\n", at, y.start, y.end, y.start+20, thousands(int(math.Pow10(p))))
	}
	for p := y.from; p <= y.to; p++ {
		at := y.at(math.Pow10(p))
		fmt.Fprintf(&b, `<path d="M%.1f %.1fH%.1f" stroke="#ddd"/><text x="%.1f" y="%.1f" text-anchor="end">%g</text>`+"\n", x.start, at, x.end, x.start-8, at+4, math.Pow10(p))
	}
	fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">cases</text><text x="%.1f" y="%.1f" text-anchor="middle" transform="rotate(-90 %.1[3]f %.1[4]f)">CPU seconds</text>`+"\n",
		(x.start+x.end)/2, plotHigh-8, 16.0, (y.start+y.end)/2)
	rise := math.Min(float64(x.to-x.from), float64(y.to-y.from))
	fmt.Fprintf(&b, `<path d="M%.1f %.1fL%.1f %.1f" stroke="#666" stroke-dasharray="5 5"/><text x="%.1f" y="%.1f" fill="#666">twice the cases, twice the cost</text>`+"\n",
		x.start, y.start, x.at(math.Pow(10, float64(x.from)+rise)), y.at(math.Pow(10, float64(y.from)+rise)), x.end+8, y.at(math.Pow(10, float64(y.from)+rise))+4)
	for i, p := range plotted {
		var points []string
		for _, size := range slices.Sorted(maps.Keys(lines[i])) {
			px, py := x.at(float64(size)), y.at(lines[i][size])
			points = append(points, fmt.Sprintf("%.1f,%.1f", px, py))
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="4" fill="%s"/>`+"\n", px, py, p.colour)
		}
		if len(points) == 0 {
			continue
		}
		last := strings.Split(points[len(points)-1], ",")
		fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/><text x="%[3]s" y="%[4]s" dx="10" dy="%[6]d" fill="%[2]s">%[5]s</text>`+"\n", strings.Join(points, " "), p.colour, last[0], last[1], p.stage, p.below)
	}
	return b.String() + "</svg>\n"
}

// thousands writes a number of cases as a reader does: 1,000,000.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
