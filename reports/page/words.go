package page

import (
	"strings"
	"unicode"
)

// Upper begins a sentence with a capital.
func Upper(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// Lower puts a label into running text: "Officer ill" becomes "officer ill" and "Reply to CPS" "reply to CPS", while names
// (Crown Court) and abbreviations (CPS review, A&E) stay as they are.
func Lower(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return s
	}
	first := []rune(words[0])
	for _, r := range first[1:] {
		if unicode.IsUpper(r) {
			return s
		}
	}
	for _, w := range words[1:] {
		if r := []rune(w); len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) {
			return s
		}
	}
	for i, r := range s {
		return s[:i] + string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}

// Plural writes a count with its noun, or its noun and verb: "1 case", "2 cases", "1 limit is".
func Plural[N int | int64](n N, one, many string) string {
	return Count(int64(n)) + " " + Agree(n, one, many)
}

// Agree is the word that goes with a count.
func Agree[N int | int64](n N, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
