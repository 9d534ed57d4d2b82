//go:build linux

package main

import (
	"fmt"
	"math"
	"strings"
)

// page is the results as Markdown: every run, and how cost grows with size.
func (r *results) page() string {
	var b strings.Builder
	b.WriteString("# What the pipeline costs\n\nWritten by `cmd/scale` ([how](../doc.go)); every run is in [results.csv](results.csv). CPU seconds are of user and system together; memory is the most that the process held at once. Where a limit is given, the engine is let use half of it (`--memory`), and the process should stay below it. " + r.over() + "\n")
	b.WriteString("\n![CPU seconds against cases](cost.svg)\n")
	b.WriteString("\n| cases | memory | processors |")
	for _, s := range stages {
		b.WriteString(" " + s + " |")
	}
	b.WriteString("\n| ---: | --- | ---: |" + strings.Repeat(" ---: |", len(stages)) + "\n")
	for _, k := range r.settings() {
		fmt.Fprintf(&b, "| %s | %s | %d |", thousands(k.size), orOwn(k.limit.memory), k.limit.processors)
		for _, s := range stages {
			if x, ok := r.find(k.size, k.limit, s); ok {
				fmt.Fprintf(&b, " %.1f CPU s, %.1f s, %.0f MiB |", x.seconds, x.clock, x.mib)
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("\nCPU seconds grow as a power of the number of cases; by least squares on logarithms, over the runs on two processors with the most memory of each size from 20,000 cases:\n\n")
	for _, s := range stages {
		if power, n := r.power(s); n > 1 {
			fmt.Fprintf(&b, "- %s: cases to the power of %.2f (%d sizes)\n", s, power, n)
		}
	}
	b.WriteString("\nA last quarter on top of the rest, beside the load of all:\n\n")
	for _, k := range r.settings() {
		all, ok1 := r.find(k.size, k.limit, stageLoad)
		quarter, ok2 := r.find(k.size, k.limit, stageQuarter)
		if ok1 && ok2 {
			fmt.Fprintf(&b, "- %s cases, memory %s, processors %d: %.1f%%\n", thousands(k.size), orOwn(k.limit.memory), k.limit.processors, 100*quarter.seconds/all.seconds)
		}
	}
	return b.String()
}

// over says which runs took more memory than they should.
func (r *results) over() string {
	var above []string
	for _, x := range r.runs {
		if most := x.limit.mib(); most > 0 && x.mib > most {
			above = append(above, fmt.Sprintf("%s of %s cases on %d processors under %s (%.0f MiB)", x.stage, thousands(x.size), x.limit.processors, x.limit.memory, x.mib))
		}
	}
	if len(above) == 0 {
		return "No run took more than its limit."
	}
	return "Above the limit: " + strings.Join(above, "; ") + "."
}

func orOwn(memory string) string {
	if memory == "" {
		return "its own choice"
	}
	return memory
}

// setting is a size under a limit.
type setting struct {
	size  int
	limit limit
}

// settings are those that were measured, in their order.
func (r *results) settings() []setting {
	out, seen := []setting{}, map[setting]bool{}
	for _, x := range r.runs {
		if k := (setting{x.size, x.limit}); !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

// bySize is the cost of a stage on two processors by size, from a least size: of several limits of memory, under the widest.
func (r *results) bySize(stage string, least int) map[int]float64 {
	out, under := map[int]float64{}, map[int]float64{}
	for _, x := range r.runs {
		if x.stage == stage && x.limit.processors == 2 && x.size >= least && x.limit.mib() >= under[x.size] {
			out[x.size], under[x.size] = x.seconds, x.limit.mib()
		}
	}
	return out
}

// fixedBelow is the number of cases below which what does not depend on it is most of the cost.
const fixedBelow = 20_000

// power is the slope of cost against size on logarithmic axes, and the number of sizes that it is of.
func (r *results) power(stage string) (slope float64, n int) {
	of := r.bySize(stage, fixedBelow)
	var sx, sy, sxx, sxy float64
	for size, seconds := range of {
		x, y := math.Log(float64(size)), math.Log(seconds)
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	n = len(of)
	return (float64(n)*sxy - sx*sy) / (float64(n)*sxx - sx*sx), n
}
