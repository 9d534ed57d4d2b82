package ingest

import (
	"iter"
	"slices"
	"strings"
)

// One rule says what refers to something forgotten, or about to be: a cell that holds
// nothing else, or a part of a cell with nothing of a word around it. Upper and lower
// case are alike. References are compared by their hashes where only these are known,
// so that what a cell may refer to is listed rather than searched for.

// distinctive is how long a reference must be to be looked for inside a text; a shorter
// one, such as 12, is a reference only where it is all that a cell holds.
const distinctive = 5

// referenceWords is how many words a reference inside a text has at most: F/0001/26 has three.
const referenceWords = 8

// fold is a reference as it is compared.
func fold(ref string) string { return strings.ToLower(strings.TrimSpace(ref)) }

// references lists what a cell may refer to, as it is written there.
func references(cell string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if cell = strings.TrimSpace(cell); cell == "" || !yield(cell) {
			return
		}
		words := wordSpans(cell)
		for i, first := range words {
			for _, last := range words[i:min(i+referenceWords, len(words))] {
				if text := cell[first[0]:last[1]]; len(text) >= distinctive && len(text) < len(cell) && !yield(text) {
					return
				}
			}
		}
	}
}

// wordSpans are the beginnings and ends of the words of a text.
func wordSpans(text string) (out [][2]int) {
	for i := 0; i < len(text); i++ {
		switch {
		case !wordByte(text[i]):
		case i > 0 && wordByte(text[i-1]):
			out[len(out)-1][1] = i + 1
		default:
			out = append(out, [2]int{i, i + 1})
		}
	}
	return out
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// holdsToken finds a reference among cells.
func holdsToken(cells, tokens []string) bool {
	folded := []string{}
	for _, token := range tokens {
		folded = append(folded, fold(token))
	}
	for _, cell := range cells {
		for text := range references(cell) {
			if slices.Contains(folded, fold(text)) {
				return true
			}
		}
	}
	return false
}
