package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/profile"
)

// orders counts dates of two numbers and a year: those that only the day first can
// read, those that only the month first can, and those that either can.
type orders struct{ day, month, either int64 }

// clearMonths is how many dates must prove the month first before a column, or the
// columns of a file together, are believed whatever other columns prove; fewMonths how
// many where no column proves the day first.
const (
	clearMonths = 10
	fewMonths   = 3
)

// monthFirst reports whether the dates are written so. Of dates that are, about six in
// ten prove it: a few among many that prove nothing are slips of a hand.
func (o orders) monthFirst() bool {
	return o.month > 0 && o.month >= 10*o.day && o.month*3 >= o.month+o.either
}

// order is how a column is written, with what proves it: its own dates, and those of the
// other columns of the file. The day stands first unless much speaks against it, and
// that the month does is always a question.
func (o orders) order(others orders) (monthFirst bool, note string) {
	foreign := others.month >= clearMonths && others.monthFirst()
	switch {
	case o.monthFirst():
		monthFirst = o.month >= clearMonths || foreign || (others.day == 0 && o.month >= fewMonths)
	case o.day == 0:
		monthFirst = foreign
	}
	all := o.day + o.month + o.either
	beside := ""
	if others.day > 0 || others.month > 0 {
		beside = fmt.Sprintf(" (of other columns %d can only be day first, %d only month first)", others.day, others.month)
	}
	switch {
	case all == 0:
		return false, ""
	case monthFirst:
		return true, fmt.Sprintf("? taken as month first: %d dates can only be month first, %d only day first, %d could be either%s. Ask its sender: a wrong order gives wrong days", o.month, o.day, o.either, beside)
	case o.month > 0:
		return false, fmt.Sprintf("? two orders may be mixed: %d dates can only be day first, %d only month first, %d could be either%s. Taken as day first, those of the month first wait. Ask its sender: a wrong order gives wrong days", o.day, o.month, o.either, beside)
	case o.day > 0:
		return false, fmt.Sprintf("%d of %d dates could be either order; %d prove day first", o.either, all, o.day)
	}
	return false, fmt.Sprintf("? all %d dates could be either order: taken as day first, which nothing of the column proves%s", all, beside)
}

// countOrders counts what the dates of a column prove.
func (d *drafter) countOrders(ctx context.Context, c *column) error {
	if !slices.ContainsFunc(c.formats, func(f string) bool { return profile.Swapped(f) != "" }) {
		return nil
	}
	parts := `regexp_extract(value, '^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2}', %d)`
	a, b := fmt.Sprintf("try_cast("+parts+" AS INTEGER)", 1), fmt.Sprintf("try_cast("+parts+" AS INTEGER)", 2)
	return d.scan(ctx, fmt.Sprintf(`SELECT CAST(coalesce(sum(n) FILTER (%[1]s > 12 AND %[2]s <= 12), 0) AS BIGINT), CAST(coalesce(sum(n) FILTER (%[2]s > 12 AND %[1]s <= 12), 0) AS BIGINT),
		CAST(coalesce(sum(n) FILTER (%[1]s BETWEEN 1 AND 12 AND %[2]s BETWEEN 1 AND 12 AND %[1]s <> %[2]s), 0) AS BIGINT) FROM v`, a, b), &c.orders.day, &c.orders.month, &c.orders.either)
}

// orderDates declares the order of the dates of each column of a table, with what all
// of them and those of the tables before prove, and says what is then not read.
func (d *drafter) orderDates(ctx context.Context, t *table) error {
	for _, c := range t.columns {
		if c.left == "" {
			d.orders = d.orders.plus(c.orders, 1)
		}
	}
	for _, c := range t.columns {
		if c.left != "" || c.kind != "date" || c.filled == 0 {
			continue
		}
		monthFirst, note := c.orders.order(d.orders.plus(c.orders, -1))
		c.declare(monthFirst, note)
		if err := d.finishDate(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func (o orders) plus(p orders, times int64) orders {
	return orders{o.day + times*p.day, o.month + times*p.month, o.either + times*p.either}
}

// declare writes the formats of a column in an order.
func (c *column) declare(monthFirst bool, note string) {
	for i, f := range c.formats {
		if s := profile.Swapped(f); s != "" && (strings.Index(f, "%m") < strings.Index(f, "%d")) != monthFirst {
			c.formats[i] = s
		}
	}
	if note != "" {
		c.notes = append(c.notes, note)
	}
}

// finishDate notes which days of a column are none, and what its formats do not read.
func (d *drafter) finishDate(ctx context.Context, c *column) error {
	if err := d.valuesOf(ctx, c); err != nil {
		return err
	}
	if err := d.farDays(ctx, c); err != nil {
		return err
	}
	col := profile.Column{Type: "date", Formats: c.formats, Missing: c.missing}
	return d.unfit(ctx, c, "CASE WHEN "+d.reads(col)+" THEN 1 END")
}
