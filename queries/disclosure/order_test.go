package disclosure

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
)

// fixedOrder are names by which statements put rows in order that are no columns of their answers, and hold no figure: the place of a
// code in its list, the first day of a period, whether a row is of all; or rows that a statistic takes in.
var fixedOrder = []string{"place", "rank", "level_rank", "sanction_rank", "first_day", "last_day", "is_all", "code", "mark", "t", "first_result", "second_result", "list_position", "coalesce", "max", "nullif",
	"asc", "desc", "nulls", "last", "is", "null"}

// What rows are put in the order of is a column of the answer, which order knows to be withheld or not, or holds no figure.
func TestOrderIsOfColumns(t *testing.T) {
	c, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	words, texts := regexp.MustCompile(`(?:\w+\.)?([a-z_]\w*)`), regexp.MustCompile(`'[^']*'`)
	for _, q := range c.List() {
		if !queries.Shareable.Shows(q.Sensitivity) {
			continue
		}
		by := orderedBy(q.SQL)
		if by == "" {
			t.Errorf("%s has no order", q.Name)
		}
		for _, m := range words.FindAllStringSubmatch(strings.ToLower(texts.ReplaceAllString(by, "")), -1) {
			column := slices.ContainsFunc(q.Columns, func(c queries.Column) bool { return c.Name == m[1] })
			if !column && !slices.Contains(fixedOrder, m[1]) {
				t.Errorf("%s is in the order of %s, which is no column of its answer", q.Name, m[1])
			}
		}
	}
}
