package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// separators stand between the values of a cell that holds several.
func separators() []string { return []string{";", "|"} }

// trySplit looks for cells that hold several values, each of which is repeated.
func (d *drafter) trySplit(ctx context.Context, c *column) (bool, error) {
	if c.longest > 400 || d.words.of(c.said).free {
		return false, nil
	}
	for _, sep := range separators() {
		cells := *c.cells[sep]
		if cells*10 < c.filled {
			continue
		}
		var parts, different, longest int64
		query := fmt.Sprintf(`SELECT CAST(coalesce(sum(n), 0) AS BIGINT), count(DISTINCT p), coalesce(max(length(p)), 0)
			FROM (SELECT unnest(list_transform(string_split(value, '%[1]s'), lambda x: trim(x))) AS p, n FROM v) WHERE p <> ''`, sep)
		if err := d.scan(ctx, query, &parts, &different, &longest); err != nil {
			return false, err
		}
		if different > fewLabels || different*2 > parts || longest > longLabel {
			continue
		}
		c.split = sep
		if err := d.labels(ctx, c, fmt.Sprintf("(SELECT unnest(list_transform(string_split(value, '%s'), lambda x: trim(x))) AS value, n FROM v)", sep)); err != nil {
			return false, err
		}
		c.notes = append(c.notes, fmt.Sprintf("%d cells hold several values; a record takes them with each: (this column)", cells))
		return true, nil
	}
	return false, nil
}

// tryLabels takes a column of few, short and repeated values as one of codes.
// Labels are shown where they are known to be such: those of an unknown list only
// where they do not look like names.
func (d *drafter) tryLabels(ctx context.Context, c *column) (bool, error) {
	h := d.words.of(c.said)
	coded := slices.ContainsFunc(h.fields, func(f target) bool { return f.field.Type == "code" })
	repeated := c.values*2 <= c.filled+2
	if h.ref || h.free || c.longest > longLabel || c.values > fewLabels || (!repeated && !coded) {
		return false, nil
	}
	if ok, err := d.known(ctx, c); ok || err != nil || !repeated {
		return ok, err
	}
	var names, digits int64
	err := d.scan(ctx, fmt.Sprintf(`SELECT CAST(coalesce(sum(n) FILTER (regexp_matches(value, '%s')), 0) AS BIGINT), CAST(coalesce(sum(n) FILTER (regexp_matches(value, '^[£\d.,]+$')), 0) AS BIGINT) FROM v`,
		strings.ReplaceAll(nameLike, "''", "''''")), &names, &digits)
	if err != nil || (digits*2 > c.filled && !coded) || (names*4 > c.filled && !coded && len(h.fields) == 0 && !h.force) {
		return false, err
	}
	return true, d.labels(ctx, c, "v")
}

// known reports whether most labels of a column are those of one list, or enough
// of them those of the list that its heading is of.
func (d *drafter) known(ctx context.Context, c *column) (bool, error) {
	if c.values > fewLabels || c.longest > longLabel {
		return false, nil
	}
	if err := d.labels(ctx, c, "v"); err != nil {
		return false, err
	}
	list, agree := d.bestList(c.labels, d.Words.Lists())
	if (list == "" || agree*2 <= len(c.labels)) && !d.meant(c) {
		c.labels, c.missing = nil, nil
		return false, nil
	}
	return true, nil
}

// meant reports whether a third of the labels are those of a field that the heading is of.
func (d *drafter) meant(c *column) bool {
	return slices.ContainsFunc(d.words.of(c.said).fields, func(t target) bool {
		if t.field.Type != "code" {
			return false
		}
		_, agree := d.bestList(c.labels, []string{t.field.List})
		return agree > 0 && agree*3 >= len(c.labels)
	})
}

func (d *drafter) labels(ctx context.Context, c *column, from string) error {
	c.labels, c.missing = nil, nil
	return d.each(ctx, "SELECT value, CAST(sum(n) AS BIGINT) FROM "+from+" v WHERE value <> '' GROUP BY 1 ORDER BY 2 DESC, 1", func(scan func(...any) error) error {
		var l label
		err := scan(&l.text, &l.rows)
		c.labels = append(c.labels, l)
		if low := strings.ToLower(l.text); slices.Contains(notRecorded(), low) && !slices.Contains(c.missing, low) {
			c.missing = append(c.missing, low)
		}
		return err
	})
}

// bestList is the list that most labels are of, the first of several.
func (d *drafter) bestList(labels []label, lists []string) (best string, agree int) {
	for _, list := range lists {
		if list == "rule" || list == "boolean" || list == "anchor" || list == "unit" {
			continue
		}
		n := 0
		for _, l := range labels {
			if d.words.known[list][signs(l.text)] {
				n++
			}
		}
		if n > agree {
			best, agree = list, n
		}
	}
	return best, agree
}

// useList makes codes of a column's labels.
func (c *column) useList(d *drafter, list string) {
	c.kind, c.list = "code", list
	codes := d.Words.Codes(list)
	for i := range c.labels {
		l := &c.labels[i]
		l.code, l.own = lookup(codes, l.text)
		if l.code == "" {
			l.near = d.words.nearest(list, codes, l.text)
		}
	}
}

// textMissing notes which words that mean nothing recorded stand in a column of text.
func (d *drafter) textMissing(ctx context.Context, c *column) error {
	if c.kind == "text" {
		return d.sentinels(ctx, c, notRecorded())
	}
	return nil
}
