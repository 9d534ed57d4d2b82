package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/reports/page"
)

// one is the case that a page is about.
type one struct {
	*Book
	ref     string
	letters []string // sources named so far: the first is A
	missing []string // what is not recorded, said at the end
	failed  error    // of a drawing
}

// label is a code in words; what no list holds is written as it is.
func (c *one) label(list, code string) string {
	if code == "" {
		return page.NotRecorded
	}
	if c.in.Facts.Label != nil {
		if l := c.in.Facts.Label(list, code); l != "" && l != code {
			return l
		}
	}
	if list == "" {
		return code
	}
	return page.Words(code)
}

// low is a label within a sentence.
func (c *one) low(list, code string) string { return page.Lower(c.label(list, code)) }

// days writes a number of days of a unit: "12 working days".
func days(n float64, unit string) string {
	s := page.Decimal(n) + " " + unit
	if n == 1 {
		s = strings.TrimSuffix(s, "s")
	}
	return s
}

// subject names a person by reference; who is about all is so.
func subject(ref string) string {
	if ref == "" {
		return "all"
	}
	return ref
}

// dayOr writes a date, or the words for none.
func dayOr(t time.Time, none string) string {
	if t.IsZero() {
		return none
	}
	return page.ShortDay(t)
}

// codes labels codes that stand in one cell, with a bar between them.
func (c *one) codes(list, joined string) string {
	if joined == "" {
		return ""
	}
	var out []string
	for _, code := range strings.Split(joined, "|") {
		out = append(out, c.low(list, code))
	}
	return page.List(out)
}

// from writes sources as letters, which the end of the page says more of.
func (c *one) from(sources ...string) string {
	var out []string
	for _, joined := range sources {
		for _, s := range strings.Split(joined, "|") {
			if s == "" {
				continue
			}
			at := -1
			for i, l := range c.letters {
				if l == s {
					at = i
				}
			}
			if at < 0 {
				at = len(c.letters)
				c.letters = append(c.letters, s)
			}
			if l := letter(at); !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	if len(out) == 0 {
		return page.NotRecorded
	}
	return strings.Join(out, ", ")
}

func letter(at int) string {
	if at < 26 {
		return string(rune('A' + at))
	}
	return fmt.Sprintf("%c%d", 'A'+at%26, at/26)
}

// lack is the sentence of a part that has nothing, kept for the end too.
func (c *one) lack(sentence string) []string {
	c.missing = append(c.missing, sentence)
	return []string{sentence}
}
