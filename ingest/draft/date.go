package draft

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest"
	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// dayForms are the ways of writing a day that are tried; day first before
// month first, four digits of a year before two.
func dayForms() []string {
	out := []string{"%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"}
	for _, sep := range []string{"/", "-", "."} {
		for _, year := range []string{"%Y", "%y"} {
			out = append(out, "%d"+sep+"%m"+sep+year, "%m"+sep+"%d"+sep+year)
		}
	}
	for _, year := range []string{"%Y", "%y"} {
		for _, month := range []string{"%b", "%B"} {
			for _, sep := range []string{" ", "-", "/", ""} {
				out = append(out, "%d"+sep+month+sep+year)
			}
			out = append(out, month+" %d, "+year, month+" %d "+year, "%a %d "+month+" "+year, "%A %d "+month+" "+year, "%a, %d "+month+" "+year, "%A, %d "+month+" "+year)
		}
	}
	return out
}

// momentForms are what may follow a day.
func momentForms() []string {
	return []string{"", " %H:%M", " %H:%M:%S", ", %H:%M", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", " %H:%M:%S+00", " %H:%M:%S+00:00",
		"T%H:%M", "T%H:%M:%S", "T%H:%M:%SZ", "T%H:%M:%S.%f", "T%H:%M:%S.%fZ", "T%H:%M:%S+00:00", "T%H:%M:%S+01:00", "T00:00:00+00:00", "T00:00:00+01:00"}
}

// shape is a regular expression for the shapes (99/99/9999) of the texts that a
// format may read.
func shape(format string) string {
	ordinal := ""
	if strings.Contains(format, "%b") || strings.Contains(format, "%B") {
		ordinal = "(a{2})?( aa)?"
	}
	r := strings.NewReplacer("%d", "9{1,2}"+ordinal, "%m", "9{1,2}", "%Y", "9{4}", "%y", "9{2}", "%b", "[Aa]{3,4}", "%B", "[Aa]{3,9}", "%a", "[Aa]{3}", "%A", "[Aa]{6,9}",
		"%H", "9{1,2}", "%I", "9{1,2}", "%M", "9{2}", "%S", "9{2}", "%f", "9{1,9}", "%p", "[Aa]{2}", "T", "[TA]", "Z", "[ZA]", "00", "99", "01", "99", ".", `\.`, "+", `\+`)
	return "^" + r.Replace(format) + "$"
}

// dateForm is a format with what the texts that it reads look like.
type dateForm struct {
	format string
	shape  *regexp.Regexp
}

func dateForms() (out []dateForm) {
	for _, day := range dayForms() {
		for _, moment := range momentForms() {
			out = append(out, dateForm{day + moment, regexp.MustCompile(shape(day + moment))})
		}
	}
	return out
}

// shapeSQL writes a value as its shape: digits are 9, letters A or a.
const shapeSQL = `regexp_replace(regexp_replace(regexp_replace(left(value, 40), '\d', '9', 'g'), '\p{Lu}', 'A', 'g'), '\p{Ll}', 'a', 'g')`

// notDates are texts that stand in columns of dates for nothing recorded.
func notDates() []string {
	return append(notRecorded(), "no date", "date not known", "no date recorded", "ongoing", "pending", "live", "open", "outstanding", "awaiting", "00/00/0000", "0000-00-00", "00/01/1900", "dd/mm/yyyy", "2958465")
}

// notRecorded are texts that stand for nothing recorded in any column.
func notRecorded() []string {
	errors := read.SpreadsheetErrors()
	for i, e := range errors {
		errors[i] = strings.ToLower(e)
	}
	return append(errors, "n/k", "nk", "not known", "tbc", "tba", "n/a", "-", "--", "?", "null", "none recorded", "not recorded", "(blank)", "blank", "nil", "not available", "unk")
}

// tryDate reads the column as dates where most of its values are, or where its
// heading says that it holds them.
func (d *drafter) tryDate(ctx context.Context, c *column) (bool, error) {
	h := d.words.of(c.said)
	if err := d.sentinels(ctx, c, notDates()); err != nil {
		return false, err
	}
	col := profile.Column{Type: "date", Missing: c.missing}
	formats, fit, err := d.formats(ctx, c, col, h.date)
	known := c.filled - d.missingRows(ctx, c)
	if err != nil || fit == 0 || known <= 0 || (fit*10 < known*6 && !(h.date && fit*4 >= known)) {
		c.missing = nil
		return false, err
	}
	c.kind, c.formats = "date", formats
	return true, d.countOrders(ctx, c)
}

// formats picks the formats that read the most values, until no other reads more.
func (d *drafter) formats(ctx context.Context, c *column, col profile.Column, dated bool) (chosen []string, fit int64, err error) {
	candidates, err := d.candidates(ctx)
	if err != nil {
		return nil, 0, err
	}
	native := d.sniff.Format == read.XLSX && dated
	if len(candidates) == 0 && native {
		candidates = []string{"%d/%m/%Y"} // native dates alone
	}
	if read.ISODates(d.sniff.Format) && len(candidates) == 0 {
		return nil, 0, nil
	}
	for len(chosen) < 5 {
		best, bestFit := "", fit
		for _, f := range candidates {
			if s := profile.Swapped(f); slices.Contains(chosen, f) || (s != "" && slices.Contains(chosen, s)) {
				continue
			}
			col.Formats = append(slices.Clone(chosen), f)
			var n int64
			if err := d.scan(ctx, "SELECT CAST(coalesce(sum(n) FILTER ("+d.reads(col)+"), 0) AS BIGINT) FROM v", &n); err != nil {
				return nil, 0, err
			}
			if n > bestFit {
				best, bestFit = f, n
			}
		}
		if best == "" {
			break
		}
		chosen, fit = append(chosen, best), bestFit
	}
	// A year of four digits is looked for first: the other way round 2014 is read as 20.
	slices.SortStableFunc(chosen, func(a, b string) int { return strings.Count(a, "%y") - strings.Count(b, "%y") })
	return chosen, fit, nil
}

// reads is true for a value that is read as a day of our time.
func (d *drafter) reads(c profile.Column) string {
	days := ingest.ReadingSQL(d.sniff.Format, c, "value", d.file.Uses1904(), d.Words)
	return fmt.Sprintf("coalesce(CAST(%s AS DATE) BETWEEN DATE '1900-01-02' AND DATE '2100-12-31', false)", days)
}

// candidates are the formats that could read some shape of value.
func (d *drafter) candidates(ctx context.Context) ([]string, error) {
	shapes := []string{}
	err := d.each(ctx, "SELECT "+shapeSQL+" AS s FROM v GROUP BY 1 ORDER BY sum(n) DESC, s LIMIT 40", func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		if len(s) < 40 && strings.Count(s, "9") > 2 {
			shapes = append(shapes, s)
		}
		return err
	})
	out := []string{}
	if len(shapes) == 0 {
		return out, err
	}
	for _, f := range d.dates {
		if slices.ContainsFunc(shapes, f.shape.MatchString) {
			out = append(out, f.format)
		}
	}
	return out, err
}

// farDays are days that stand for no day: the first of the spreadsheets' epoch
// and those of a time to come.
func (d *drafter) farDays(ctx context.Context, c *column) error {
	days := ingest.ReadingSQL(d.sniff.Format, profile.Column{Type: "date", Formats: c.formats}, "value", d.file.Uses1904(), d.Words)
	query := fmt.Sprintf("SELECT strftime(day, '%%Y-%%m-%%d') AS iso FROM (SELECT CAST(%s AS DATE) AS day, n FROM v) WHERE day = DATE '1900-01-01' OR day BETWEEN DATE '2101-01-01' AND DATE '9999-12-31' GROUP BY 1 ORDER BY sum(n) DESC, iso LIMIT 6", days)
	return d.each(ctx, query, func(scan func(...any) error) error {
		var day string
		err := scan(&day)
		c.missing = append(c.missing, day)
		return err
	})
}

// sentinels finds which of the words that mean nothing recorded stand in a column.
func (d *drafter) sentinels(ctx context.Context, c *column, words []string) error {
	c.missing = nil
	list := []string{}
	for _, w := range words {
		list = append(list, warehouse.Quote(w))
	}
	return d.each(ctx, "SELECT lower(value) AS w FROM v WHERE lower(value) IN ("+strings.Join(list, ", ")+") GROUP BY 1 ORDER BY 1", func(scan func(...any) error) error {
		var w string
		err := scan(&w)
		c.missing = append(c.missing, w)
		return err
	})
}

func (d *drafter) missingRows(ctx context.Context, c *column) (n int64) {
	if len(c.missing) == 0 {
		return 0
	}
	if err := d.scan(ctx, "SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM v WHERE "+ingest.NotRecordedSQL(profile.Column{Missing: c.missing}, "value"), &n); err != nil {
		return 0
	}
	return n
}

// unfit notes the values that what was found does not read, by their shape alone.
func (d *drafter) unfit(ctx context.Context, c *column, reads string) error {
	where := fmt.Sprintf("(%s) IS NULL AND NOT (%s)", reads, ingest.NotRecordedSQL(profile.Column{Missing: c.missing}, "value"))
	if c.kind == "date" {
		col := profile.Column{Type: "date", Formats: c.formats}
		for _, m := range c.missing {
			if len(m) == 10 && m[4] == '-' {
				where += fmt.Sprintf(" AND coalesce(CAST(%s AS DATE) <> DATE %s, true)", ingest.ReadingSQL(d.sniff.Format, col, "value", d.file.Uses1904(), d.Words), warehouse.Quote(m))
			}
		}
	}
	parts := []string{}
	err := d.each(ctx, "SELECT "+shapeSQL+" AS s, CAST(sum(n) AS BIGINT) FROM v WHERE "+where+" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5", func(scan func(...any) error) error {
		var s string
		var n int64
		err := scan(&s, &n)
		parts = append(parts, fmt.Sprintf("%d like %q", n, s))
		return err
	})
	if len(parts) > 0 {
		c.notes = append(c.notes, "? not read: "+strings.Join(parts, ", ")+". Add what means \"not recorded\" to missing, or choose bad: blank")
	}
	return err
}
