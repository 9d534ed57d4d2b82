package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// headingText is what headings among the rows say that stand in the column of the
// references: words, a month, quarter or year, or a sentence. RE2.
const headingText = `(?i)[^\d]*|\S+(\s+\S+){3,}|[^\d]*\b(19|20)\d{2}(\s*[-/]\s*\d{2,4})?|(q|qtr|quarter|month|week)\s*\d{1,2}\b.*`

// alone are the rules for rows of one filled cell. A row that holds nothing but a
// reference is a record of which little is known yet, and never a note: such rows are
// left out only by words that no reference of the file could be, and that is asked.
func (d *drafter) alone(ctx context.Context, t *table) ([]skip, error) {
	valued := []*column{}
	for _, c := range t.live() {
		is, err := d.likeReference(ctx, c)
		if err != nil {
			return nil, err
		}
		if d.namedReference(c) {
			t.refs = append(t.refs, c)
		} else if is {
			valued = append(valued, c)
		}
	}
	if len(t.refs) == 0 {
		t.refs = valued
	}
	rules := []skip{}
	for _, c := range t.refs {
		if c.worded == 0 && d.words.of(c.said).person == "" {
			rules = append(rules, skip{rule: "heading or note in the place of a reference", column: c, match: headingText, atMost: 1, ask: "are they headings or notes?"})
		}
	}
	return append(rules, skip{rule: "heading or note that stands alone", blank: t.refs, atMost: 1}), nil
}

// namedReference reports whether the heading of a column is that of a reference.
func (d *drafter) namedReference(c *column) bool {
	h := d.words.of(c.said)
	return h.ref || slices.ContainsFunc(h.fields, func(f target) bool { return f.field.Key > 0 && strings.HasSuffix(f.field.Name, "_ref") })
}

// likeReference reports whether the values of a column are like references: they hardly
// repeat, are short and hold digits, and are neither dates nor amounts. It counts those
// that could as well be headings, on rows that hold more.
func (d *drafter) likeReference(ctx context.Context, c *column) (bool, error) {
	var filled, different, short, all int64
	err := d.scan(ctx, fmt.Sprintf(`SELECT count(%[1]s), count(DISTINCT %[1]s), count(*) FILTER (length(%[1]s) <= 30 AND regexp_matches(%[1]s, '\d') AND NOT regexp_matches(%[1]s, '^\d{1,4}[/.-]\d{1,2}[/.-]|:\d\d|^[£$]?[\d,]*[.,]\d+$')), count(*),
		count(*) FILTER (regexp_full_match(%[1]s, %[2]s)) FROM t ANTI JOIN skipped USING (%[3]s) WHERE %[4]s > 1`, c.staged, warehouse.Quote(headingText), read.Row, read.Filled), &filled, &different, &short, &all, &c.worded)
	return filled > 0 && filled*10 >= all*9 && different*10 >= filled*9 && short*10 >= filled*9, err
}

// bare counts the rows that hold nothing but a reference and are read as data.
func (d *drafter) bare(ctx context.Context, t *table) error {
	for _, c := range t.refs {
		if err := d.scan(ctx, fmt.Sprintf("SELECT count(*) FROM t ANTI JOIN skipped USING (%s) WHERE %s = 1 AND %s IS NOT NULL", read.Row, read.Filled, c.staged), &c.bare); err != nil {
			return err
		}
	}
	return nil
}
