package ingest

import (
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/warehouse"
)

func earliest(c profile.Column) string {
	if c.Earliest != "" {
		return c.Earliest
	}
	return "1901-01-01" // the first day of 1900 is what systems write for no date
}

func latest(c profile.Column) string {
	if c.Latest != "" {
		return c.Latest
	}
	return "2100-12-31"
}

// outside is true for a date that the column cannot have.
func outside(c profile.Column, r reading) string {
	return fmt.Sprintf("(%s < DATE %s OR %s > DATE %s)", r.parsed, warehouse.Quote(earliest(c)), r.parsed, warehouse.Quote(latest(c)))
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// isoMoment is what dates, and moments without a time zone, look like in formats
// that know dates. A moment with one may be of another day here.
const isoMoment = `\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?`

func (m *mapping) parseDate(c profile.Column, raw string) string {
	parse := declaredDate(c, raw)
	if m.iso {
		return fmt.Sprintf("coalesce(%[2]s, CASE WHEN regexp_full_match(%[1]s, '%[3]s') THEN try_cast(%[1]s[:10] AS DATE) END)", raw, parse, isoMoment)
	}
	if !m.serials {
		return parse
	}
	// A native date of a spreadsheet comes as the number of days since its epoch. Its five
	// digits tell it from a date typed as digits, such as 070624.
	return fmt.Sprintf("coalesce(CASE WHEN try_cast(%[1]s AS DOUBLE) BETWEEN 10000 AND 80000 AND length(split_part(%[1]s, '.', 1)) = 5 THEN DATE '%[2]s' + CAST(floor(try_cast(%[1]s AS DOUBLE)) AS INTEGER) END, %[3]s)", raw, m.epoch, parse)
}

// declaredDate reads a text by the column's formats: the first that gives a day
// in the column's range, or else the first that gives one at all, so that a year
// of two digits is not taken for one of the first century.
func declaredDate(c profile.Column, raw string) string {
	if len(c.Formats) == 1 && c.Formats[0] == "%Y-%m-%d" {
		return fmt.Sprintf("CASE WHEN length(%[1]s) = 10 THEN try_cast(%[1]s AS DATE) END", raw)
	}
	text := datedText(c.Formats, raw)
	if len(c.Formats) == 1 {
		return strptime(text, c.Formats)
	}
	terms := []string{}
	for _, f := range c.Formats {
		one := strptime(text, []string{f})
		terms = append(terms, fmt.Sprintf("CASE WHEN %s BETWEEN DATE %s AND DATE %s THEN %s END", one, warehouse.Quote(earliest(c)), warehouse.Quote(latest(c)), one))
	}
	return fmt.Sprintf("coalesce(%s, %s)", strings.Join(terms, ", "), strptime(text, c.Formats))
}

// strptime leaves out the words that the engine reads as a date whatever the format.
func strptime(text string, formats []string) string {
	return fmt.Sprintf("CAST(try_strptime(CASE WHEN lower(%[1]s) NOT IN ('epoch', 'infinity', '-infinity') THEN %[1]s END, [%[2]s]) AS DATE)", text, quoteAll(formats, nil))
}

// datedText is a text with English ordinals as plain numbers where a format
// has the name of a month, and Sept as Sep where it has three letters of it.
func datedText(formats []string, raw string) string {
	all := strings.Join(formats, " ")
	if strings.Contains(all, "%b") || strings.Contains(all, "%B") {
		raw = fmt.Sprintf("regexp_replace(%s, '\\b(\\d{1,2})(st|nd|rd|th)(\\s+of)?\\b', '\\1', 'i')", raw)
	}
	if strings.Contains(all, "%b") {
		raw = fmt.Sprintf("regexp_replace(%s, '\\bsept\\b', 'Sep', 'i')", raw)
	}
	return raw
}
