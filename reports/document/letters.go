package document

import "proceedings/reports/chart"

// boldness is how much wider bold letters are than plain ones, at most words.
const boldness = 1.12

// textWidth is how wide words are on paper, in points.
func textWidth(text string, size float64, bold bool) float64 {
	if bold {
		size *= boldness
	}
	return chart.TextWidth(text, size, false)
}

// lines is how many lines words take in a width, at least one.
func lines(text string, size, width float64, bold bool) int {
	if bold {
		size *= boldness
	}
	return max(1, len(chart.Wrap(text, size, width, false)))
}
