package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// settle leaves to the profile what its records and skip rules use. A column that
// no record uses must never hold a row back: it becomes a comment, or a plain
// text where a skip rule looks at it.
func (d *drafter) settle(ctx context.Context, t *table) error {
	t.neededBlanks()
	used, looked, summed := t.users()
	for c := range used {
		if err := d.headerErrors(ctx, t, c); err != nil {
			return err
		}
	}
	for _, c := range t.columns {
		switch {
		case c.left != "":
		case used[c]:
			c.oneValue(t)
			c.plainDates(d.sniff.Format)
		case summed[c]:
			c.blank = true
			c.notes = append(c.notes, "no record uses it: a skip rule adds it up")
		case looked[c]:
			c.plain()
		default:
			c.idle = true
			c.idleList(d)
		}
		if c.bare > 0 && !c.idle {
			c.notes = append(c.notes, fmt.Sprintf("? %s of nothing else: read as records of which no more is known. Leave them out by a skip rule where they are none", rows(c.bare)))
		}
		d.show(c)
	}
	return nil
}

// headerErrors adds the errors of formulae in a header that is repeated to what
// means nothing recorded: the rule that leaves such rows out wants nothing else in them.
func (d *drafter) headerErrors(ctx context.Context, t *table, c *column) error {
	if c == nil || !slices.ContainsFunc(t.skips, func(s skip) bool { return s.header }) {
		return nil
	}
	errors := []string{}
	for _, e := range read.SpreadsheetErrors() {
		errors = append(errors, warehouse.Quote(strings.ToLower(e)))
	}
	query := fmt.Sprintf("SELECT DISTINCT lower(%[1]s) AS e FROM t JOIN skipped USING (%[2]s) WHERE lower(%[1]s) IN (%[3]s) ORDER BY e", c.staged, read.Row, strings.Join(errors, ", "))
	return d.each(ctx, query, func(scan func(...any) error) error {
		var e string
		err := scan(&e)
		if !slices.Contains(c.missing, e) {
			c.missing = append(c.missing, e)
		}
		return err
	})
}

// users are the columns that records use, those that skip rules look at, and
// those that they add up.
func (t *table) users() (used, looked, summed map[*column]bool) {
	used, looked, summed = map[*column]bool{}, map[*column]bool{}, map[*column]bool{}
	for _, r := range t.records {
		r.use(used)
		used[r.when] = true
	}
	for _, s := range t.skips {
		looked[s.column], looked[s.counts] = true, true
		for _, c := range s.blank {
			looked[c] = true
		}
		for _, c := range s.sums {
			summed[c] = true
		}
	}
	return used, looked, summed
}

// neededBlanks leaves to the skip rules the references that records go by, or that stand alone
// on some row: no other column is read for a rule's sake.
func (t *table) neededBlanks() {
	used, _, _ := t.users()
	for i := range t.skips {
		t.skips[i].blank = slices.DeleteFunc(slices.Clone(t.skips[i].blank), func(c *column) bool { return c.left != "" || !used[c] && c.bare == 0 })
	}
}

// plain makes a column a text that nothing is wanted of but to be there.
func (c *column) plain() {
	if !strings.HasPrefix(c.kind, "person:") { // an identifier of a person stays hashed
		c.kind = "text"
	}
	c.formats, c.labels, c.list, c.split, c.require = nil, nil, "", "", false
	c.missing = slices.DeleteFunc(c.missing, func(m string) bool { return !strings.HasPrefix(m, "#") })
	c.notes = []string{"no record uses it: a skip rule looks at it"}
}

// oneValue keeps the cells of a column whole where no record is made of each value.
func (c *column) oneValue(t *table) {
	if c.split == "" || slices.ContainsFunc(t.records, func(r record) bool { return r.each == c }) {
		return
	}
	c.notes = []string{fmt.Sprintf("some cells hold several values, with %q between them; the field takes one text, so they stay together", c.split)}
	c.split, c.labels = "", nil
}

// plainDates says what a format with a time does not read.
func (c *column) plainDates(format string) {
	for _, f := range c.formats {
		day, _, timed := strings.Cut(f, "%H")
		if !timed {
			day, _, timed = strings.Cut(f, "%I")
		}
		if day = strings.TrimRight(day, " ,T"); timed && !slices.Contains(c.formats, day) && !(read.ISODates(format) && day == "%Y-%m-%d") {
			c.notes = append(c.notes, fmt.Sprintf("a format with a time reads no plain date: add %s should later files hold them", quote(day)))
			return
		}
	}
}

// idleList names the list that most labels of an idle column are of, for whoever
// puts it to use.
func (c *column) idleList(d *drafter) {
	if len(c.labels) == 0 || c.kind != "text" {
		return
	}
	if list, agree := d.bestList(c.labels, d.Words.Lists()); agree*10 >= len(c.labels)*6 {
		c.useList(d, list)
	}
}
