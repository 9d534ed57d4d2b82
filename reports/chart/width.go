package chart

import (
	"strings"
	"sync"
)

// boldness is how much wider bold letters are, as static.js takes them.
const boldness = 1.07

var advanceOf = sync.OnceValue(func() map[rune]float64 {
	out := map[rune]float64{}
	for w, all := range advances {
		for _, r := range all {
			out[r] = float64(w)
		}
	}
	return out
})

// TextWidth is how wide words are in Helvetica, and so in Arial and Liberation Sans, in
// the unit of the type size. It is the measure by which charts are laid out (see letters.go).
func TextWidth(text string, size float64, bold bool) float64 {
	all, sum := advanceOf(), 0.0
	for _, r := range text {
		if w, ok := all[r]; ok {
			sum += w
		} else {
			sum += figureWidth
		}
	}
	if bold {
		sum *= boldness
	}
	return sum * size / 1000
}

// Wrap breaks words into lines no wider than a width; a word that is wider has a line of its own.
func Wrap(text string, size, width float64, bold bool) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		with := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && TextWidth(with, size, bold) > width {
			out = append(out, line)
			with = word
		}
		line = with
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}
