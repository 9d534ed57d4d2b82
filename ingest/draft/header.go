package draft

import (
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/read"
)

// headerAt is where a header was found: its first row, counted from 0 in the
// rows looked at, and how many rows it has.
type headerAt struct{ index, rows int }

// notHeading is what no heading looks like: a number, a date, an amount.
var notHeading = regexp.MustCompile(`^[-£$(]?\d[\d,.\s/:%)-]*$|^\d{1,2}[ /.-][A-Za-z]{3,9}[ /.-]\d{2,4}$|^\d{4}-\d{2}-\d{2}`)

// findHeader looks for the first row that is as wide as the rows below it,
// whose cells are texts that differ, and which data follow.
func findHeader(rows []read.PeekRow) (headerAt, bool) {
	width := usualWidth(rows)
	for i, r := range rows {
		n := filledCells(r.Cells)
		if i+1 >= len(rows) || r.Faulty || n == 0 || n*10 < width*6 || (width > 1 && n < 2) || !headings(r.Cells) {
			continue
		}
		return withNeighbours(rows, i), true
	}
	return headerAt{}, false
}

// usualWidth is the median of the filled cells of the rows that hold more than
// one, so that titles and notes do not pull it down.
func usualWidth(rows []read.PeekRow) int {
	widths := []int{}
	for _, r := range rows {
		if n := filledCells(r.Cells); n > 1 {
			widths = append(widths, n)
		}
	}
	if len(widths) == 0 {
		return 1
	}
	slices.Sort(widths)
	return widths[len(widths)/2]
}

func filledCells(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// headings reports whether the filled cells of a row are mostly short texts of
// which at least half differ.
func headings(cells []string) bool {
	texts, n := 0, 0
	seen := map[string]bool{}
	for _, c := range cells {
		c = fold(c)
		if c == "" {
			continue
		}
		n++
		if !notHeading.MatchString(c) && len(c) <= 120 {
			texts++
		}
		seen[c] = true
	}
	return texts*10 >= n*8 && len(seen)*2 >= n
}

// withNeighbours takes the row above or below into the header where a heading
// is spread over two rows.
func withNeighbours(rows []read.PeekRow, i int) headerAt {
	if i > 0 && rows[i-1].Number == rows[i].Number-1 && isUpper(rows[i-1].Cells, rows[i].Cells) {
		return headerAt{i - 1, 2}
	}
	if i+2 < len(rows) && rows[i+1].Number == rows[i].Number+1 && isLower(rows[i].Cells, rows[i+1].Cells) {
		return headerAt{i, 2}
	}
	return headerAt{i, 1}
}

// isUpper reports whether a row heads groups of the columns below it: without it
// headings stand twice, or columns have none.
func isUpper(upper, lower []string) bool {
	if filledCells(upper) == 0 || !headings(upper) {
		return false
	}
	seen, twice, bare := map[string]bool{}, false, false
	for c := range max(len(upper), len(lower)) {
		text, above := fold(cell(lower, c)), fold(cell(upper, c))
		if text == "" {
			bare = bare || (above != "" && c > 0)
			continue
		}
		twice = twice || seen[text]
		seen[text] = true
	}
	return (twice || bare) && filledCells(upper) > 1
}

// isLower reports whether a row names the columns that the row above leaves
// without a heading of their own.
func isLower(upper, lower []string) bool {
	if filledCells(lower) < 2 || filledCells(lower) == len(lower) && filledCells(upper) == len(upper) {
		return false
	}
	bare := 0
	for c := range max(len(upper), len(lower)) {
		switch above, below := fold(cell(upper, c)), fold(cell(lower, c)); {
		case above == "" && below == "":
			return false
		case above == "":
			bare++
		}
		if notHeading.MatchString(fold(cell(lower, c))) {
			return false
		}
	}
	return bare > 0
}

func cell(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// fold makes texts alike that differ in case or white space.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
