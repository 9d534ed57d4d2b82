package page

import (
	"html/template"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Marks for what is not there, in the square-bracket shorthand of official
// statistics. A missing value is never printed as 0 or as a blank.
const (
	NotRecorded  = "not recorded" // a name or code that the source left empty
	NotAvailable = "[x]"          // a figure that cannot be given
	NoDay        = "none"         // a day that has not come or is not on record
	Unreliable   = "[u]"          // an estimate on too few records
)

// SmallN is the number below which a share is printed as a fraction only.
const SmallN = 10

// Day writes a date as people in the UK do: 5 May 2026.
func Day(t time.Time) string {
	if t.IsZero() {
		return NotAvailable
	}
	return t.Format("2 January 2006")
}

// ShortDay writes 5 May 2026 with the month cut to three letters, for tables.
func ShortDay(t time.Time) string {
	if t.IsZero() {
		return NotAvailable
	}
	return t.Format("2 Jan 2006")
}

// Month writes May 2026.
func Month(t time.Time) string { return t.Format("January 2006") }

// ShortMonth writes Sep 2026.
func ShortMonth(t time.Time) string { return t.Format("Jan 2006") }

// Span writes a period: "1 April to 30 June 2026".
func Span(from, to time.Time) string {
	if from.Year() == to.Year() {
		return from.Format("2 January") + " to " + Day(to)
	}
	return Day(from) + " to " + Day(to)
}

// Quarter writes the label of a financial quarter, 2025-26Q4, with a space.
func Quarter(label string) string {
	if i := strings.LastIndexByte(label, 'Q'); i > 0 && i == len(label)-2 && label[i-1] != ' ' {
		return label[:i] + " " + label[i:]
	}
	return label
}

// Count writes a whole number with thousands commas.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "\u2212", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Decimal writes a number to one place, and without it where it is whole.
func Decimal(x float64) string {
	x = math.Round(x*10) / 10
	whole, frac := math.Modf(math.Abs(x))
	s := Count(int64(whole))
	if d := int64(math.Round(frac * 10)); d != 0 {
		s += "." + strconv.FormatInt(d, 10)
	}
	if x < 0 {
		s = "\u2212" + s
	}
	return s
}

// Percent writes a rate to a whole percent. It does not round anything to
// none or to all: those are claims of their own.
func Percent(rate float64) string {
	p := math.Round(rate * 100)
	switch {
	case p == 0 && rate > 0:
		return "under 1%"
	case p == 100 && rate < 1:
		return "over 99%"
	}
	return Count(int64(p)) + "%"
}

// Share writes k of n as "79% (41 of 52)", or as "5 of 7" where n is too small
// for a percentage to mean anything.
func Share(k, n int64) string {
	of := Count(k) + " of " + Count(n)
	if n < SmallN {
		return of
	}
	return Percent(float64(k)/float64(n)) + " (" + of + ")"
}

// List joins words as a sentence does: "a, b and c".
func List(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// Words turns a code into words where no vocabulary labels it.
func Words(code string) string {
	s := strings.TrimSpace(strings.ReplaceAll(code, "_", " "))
	if s == "" {
		return NotRecorded
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// label is a financial year or quarter, or a date, which must not break at the
// end of a line.
var label = regexp.MustCompile(`\d{4}-\d{2}( Q[1-4])?|\d{1,2} [A-Z][a-z]+ \d{4}|[\d.]+%`)

// Unbroken escapes a sentence and keeps its years, quarters and dates whole.
func Unbroken(s string) template.HTML {
	var b strings.Builder
	at := 0
	for _, m := range label.FindAllStringIndex(s, -1) {
		b.WriteString(template.HTMLEscapeString(s[at:m[0]]))
		b.WriteString(`<span class="nb">` + s[m[0]:m[1]] + `</span>`)
		at = m[1]
	}
	b.WriteString(template.HTMLEscapeString(s[at:]))
	return template.HTML(b.String())
}

// Raw writes a value for machines: what a test or a spreadsheet compares.
func Raw(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.DateOnly)
	case interface{ Mark() string }: // a cell that is withheld
		return v.Mark()
	}
	return ""
}
