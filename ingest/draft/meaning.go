package draft

import (
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// lookup finds the code of a label; own where the list does not accept it as it is written.
func lookup(codes []vocab.Code, text string) (code string, own bool) {
	for _, c := range codes {
		if strings.EqualFold(c.Label, text) || strings.EqualFold(c.Code, text) {
			return c.Code, false
		}
	}
	for _, c := range codes {
		if key := signs(text); key != "" && (key == signs(c.Label) || key == signs(c.Code)) {
			return c.Code, true
		}
	}
	return "", false
}

// signs are the letters and digits of a text, its words in the singular.
func signs(s string) string { return strings.Join(singulars(s), "") }

// singulars are the words of a text in the singular.
func singulars(s string) []string {
	words := strings.Fields(wordSigns.ReplaceAllString(strings.ToLower(strings.ReplaceAll(s, "&", " and ")), " "))
	for i, w := range words {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !slices.ContainsFunc([]string{"ss", "us", "is"}, func(end string) bool { return strings.HasSuffix(w, end) }) {
			words[i] = w[:len(w)-1]
		}
	}
	return words
}

// nearest is the only code that a label may mean: what words.csv calls it, what
// begins as it does, or what shares most words with it. It is a suggestion, never a mapping.
func (w *words) nearest(list string, codes []vocab.Code, text string) string {
	key := signs(text)
	if code := w.means[list+" "+key]; code != "" {
		return code
	}
	if code := only(codes, func(c vocab.Code) bool {
		return key != "" && (strings.HasPrefix(signs(c.Code), key) || strings.HasPrefix(signs(c.Label), key))
	}); code != "" {
		return code
	}
	if code := only(codes, func(c vocab.Code) bool { return slip(key, signs(c.Code)) || slip(key, signs(c.Label)) }); code != "" {
		return code // misconduct is the nearest of gros misconduct by its words
	}
	best, most := "", 0.0
	for _, c := range codes {
		switch share := max(alike(text, c.Label), alike(text, c.Code)); {
		case share > most:
			best, most = c.Code, share
		case share == most:
			best = ""
		}
	}
	if most < 0.5 {
		return ""
	}
	return best
}

// slip reports whether two long texts differ by a letter left out, put in or changed.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 6 || len(b) > len(a)+1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// only is the code that a condition holds of, where it holds of one alone.
func only(codes []vocab.Code, is func(vocab.Code) bool) string {
	found := ""
	for _, c := range codes {
		if !is(c) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c.Code
	}
	return found
}

// alike is the share of the beginnings of words that two texts have in common,
// so that dismissed and dismissal are alike.
func alike(a, b string) float64 {
	starts := func(s string) map[string]bool {
		out := map[string]bool{}
		for _, w := range singulars(s) {
			if !strings.Contains(smallWords, " "+w+" ") {
				out[w[:min(len(w), 5)]] = true
			}
		}
		return out
	}
	x, y := starts(a), starts(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// smallWords tell nothing of what a text is about.
const smallWords = " of the to in for or and a an was is by on at with "
