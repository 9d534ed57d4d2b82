package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"proceedings/ingest/checks"
	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// An adviser tells whoever has a row before him in a workbook of faults what to
// type. It says what the profile reads, so far as the profile is known.
type adviser struct {
	profile *profile.Profile // nil where nobody knows it any more
	words   *vocab.Set
	extract time.Time
}

// on says what to do about one thing that is wrong with a row.
func (a adviser) on(w Waiting, p Problem) string {
	text := checks.InWorkbook(p.Rule)
	if text == "" {
		text = Remedy(p.Rule)
	}
	c, known := a.column(w.Sheet, p.Field)
	if known && c.Required { // an empty cell would be held back again
		text = strings.Replace(text, ", or empty the cell if it is not known", "", 1)
	}
	if w.Elsewhere {
		return "This row cannot be put right here, because it was joined to a row of another file and nobody could tell which is meant. Correct your system and send both files again."
	}
	if others := p.others(w); others != "" {
		text = disagreement(p, others) + text
	}
	form := "the right value"
	if known {
		form = a.form(c, p.Rule)
	}
	return strings.Replace(text, "{}", form, 1)
}

// disagreement says with which rows a row disagrees, and in what.
func disagreement(p Problem, others string) string {
	kind := strings.TrimPrefix(strings.TrimPrefix(p.Rule, conflictRule), standingRule)
	if p.Rivals[0].Loaded {
		return fmt.Sprintf("It is of the same %s as %s, which is loaded and says something else under “%s”. ", kind, others, p.Field)
	}
	return fmt.Sprintf("It is of the same %s as %s and says something else under “%s”. ", kind, others, p.Field)
}

// column is the one of the profile that stands under a heading.
func (a adviser) column(sheet, heading string) (profile.Column, bool) {
	if a.profile == nil {
		return profile.Column{}, false
	}
	for _, t := range a.profile.Tables {
		for _, c := range t.Columns {
			if t.Sheet == sheet && sameHeading(t.Heading(c), heading) {
				return c, true
			}
		}
	}
	return profile.Column{}, false
}

// form says what a column can hold, as the object of a sentence.
func (a adviser) form(c profile.Column, rule string) string {
	text := "the right value"
	switch c.Type {
	case "date":
		text = a.dateForm(c, rule)
	case "code":
		text = a.codeForm(c)
	case "integer":
		text = "a whole number such as 12"
	case "decimal":
		text = "a number such as 1250.50"
	case "boolean":
		text = "yes or no"
	}
	if c.Split != "" {
		text += fmt.Sprintf(" (several values with %q between them)", c.Split)
	}
	return text
}

// dateForms is how many ways of writing a date are shown.
const dateForms = 3

// dateForm shows a day as the column's formats write it: the last one of a year,
// whose day and month cannot be taken for each other.
func (a adviser) dateForm(c profile.Column, rule string) string {
	like := []string{}
	day := time.Date(a.extract.Year()-1, 12, 31, 0, 0, 0, 0, time.UTC)
	for _, f := range c.Formats[:min(dateForms, len(c.Formats))] {
		if shown := writeDay(f, day); !slices.Contains(like, shown) {
			like = append(like, shown)
		}
	}
	text := "a day such as " + strings.Join(like, " or ")
	switch {
	case rule == "date after the extract date":
		text += fmt.Sprintf(", not after %s", writeDay(c.Formats[0], a.extract))
	case rule == "date out of range":
		first, _ := time.Parse(time.DateOnly, earliest(c))
		last, _ := time.Parse(time.DateOnly, latest(c))
		text += fmt.Sprintf(", from %s to %s", writeDay(c.Formats[0], first), writeDay(c.Formats[0], last))
	}
	return text
}

// writeDay writes a day in a profile's format, at midnight.
func writeDay(format string, day time.Time) string {
	layouts := map[byte]string{'d': "02", 'm': "01", 'b': "Jan", 'B': "January", 'y': "06", 'Y': "2006", 'a': "Mon", 'A': "Monday",
		'H': "15", 'I': "03", 'M': "04", 'S': "05", 'p': "PM", 'f': "000000"}
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		switch layout, ok := layouts[format[i]]; {
		case format[i] == 'f':
			b.WriteString(layout)
		case ok:
			b.WriteString(day.Format(layout))
		default:
			b.WriteByte(format[i])
		}
	}
	return b.String()
}

// codeForm lists what a column of codes can hold, by the days on which it can
// where that depends on a date.
func (a adviser) codeForm(c profile.Column) string {
	if c.Schemes == nil {
		return "one of: " + shorten(a.labels(c.List, c.Codes))
	}
	parts := []string{}
	for _, s := range c.Schemes.In {
		when := "always"
		from, until := ukDay(s.From), ukDay(s.Until)
		switch {
		case from != "" && until != "":
			when = "from " + from + " to " + until
		case from != "":
			when = "from " + from
		case until != "":
			when = "until " + until
		}
		parts = append(parts, when+": "+shorten(a.labels(s.List, s.Codes)))
	}
	return "one of those for the date of the row — " + strings.Join(parts, "; ")
}

func ukDay(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	return day.Format("02/01/2006")
}

// labels are the values that a column can hold as its export writes them: the
// profile's own labels, and the list's for the codes that have none.
func (a adviser) labels(list string, own map[string]string) []string {
	byCode := map[string][]string{}
	for _, label := range slices.Sorted(maps.Keys(own)) {
		if code := own[label]; code != "" {
			byCode[code] = append(byCode[code], strings.TrimSpace(label))
		}
	}
	out := []string{}
	for _, code := range a.words.Codes(list) {
		if len(byCode[code.Code]) == 0 {
			byCode[code.Code] = []string{code.Label}
		}
		out = append(out, byCode[code.Code]...)
		delete(byCode, code.Code)
	}
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		out = append(out, byCode[code]...)
	}
	return out
}

// shortList is how many letters of a list are shown.
const shortList = 240

// shorten joins labels and leaves out what would be too long to read beside a row.
func shorten(labels []string) string {
	length := 0
	for i, l := range labels {
		if length += utf8.RuneCountInString(l) + 2; length > shortList && i > 0 {
			return fmt.Sprintf("%s … and %d more", strings.Join(labels[:i], "; "), len(labels)-i)
		}
	}
	return strings.Join(labels, "; ")
}
