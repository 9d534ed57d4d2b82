package reports

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports/page"
)

const workingDay = "working_day"

// limit writes a limit's number: "100 working days". It is empty where the
// standards in force give it none.
func (in Input) limit(standardID string) string {
	l, ok := in.Facts.Limit(standardID)
	if !ok {
		return ""
	}
	return l.Words()
}

// Words write a limit's number: "100 working days", "10 to 15 working days".
func (l Limit) Words() string {
	if l.Most > 0 {
		return fmt.Sprintf("%d to %s", l.N, queries.LimitWords(int64(l.Most), l.Unit))
	}
	return queries.LimitWords(int64(l.N), l.Unit)
}

// marked are the marks that stand in a table for a limit's number that is unsure, by its confidence.
var marked = map[string]string{"Vp": "†", "A": "‡", "M+": "§", "M": "§", "M-": "§"}

// doubt says how far a limit's number is unsure; nothing where it is sure.
func (in Input) doubt(standardID string) string {
	l, ok := in.Facts.Limit(standardID)
	if !ok {
		return ""
	}
	return queries.Doubt(l.Title, int64(l.N), l.Unit, l.Confidence)
}

// doubted says it of each limit whose number a figure names.
func (in Input) doubted(d design) []string {
	ids := []string{d.limit}
	for _, m := range blank.FindAllStringSubmatch(d.question+d.measure, -1) {
		ids = append(ids, m[1])
	}
	var out []string
	for _, id := range ids {
		if s := in.doubt(id); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// mark follows the title of a limit whose number is unsure.
func (in Input) mark(standardID string) string {
	l, ok := in.Facts.Limit(standardID)
	if m := marked[l.Confidence]; ok && m != "" {
		return "\u00a0" + m
	}
	return ""
}

// marks explains the marks of a table of limits.
func (t rows) marks(column string) []string {
	said := map[string]bool{}
	var out []string
	for i := range t.Len() {
		l, known := t.in.Facts.Limit(t.Str(i, column))
		if m := marked[l.Confidence]; known && m != "" && !said[m] {
			said[m] = true
			out = append(out, m+" The number of this limit "+queries.Unsure(l.Confidence)+".")
		}
	}
	slices.Sort(out)
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " ")}
}

// blank is {MIS-HRG-100|within #|within the limit}: the words with the number
// of a limit in place of #, and those for a limit without a number.
var blank = regexp.MustCompile(`\{([A-Z0-9-]+)\|([^|{}]*)\|([^|{}]*)\}`)

// fill completes the words of a design: {year}, {on}, {since}, {from} and the numbers of
// limits.
func (in Input) fill(words string) string {
	words = blank.ReplaceAllStringFunc(words, func(s string) string {
		m := blank.FindStringSubmatch(s)
		if n := in.limit(m[1]); n != "" {
			return strings.ReplaceAll(m[2], "#", n)
		}
		return m[3]
	})
	return strings.NewReplacer("{year}", in.year(), "{on}", in.on(), "{since}", page.Day(in.fiveYears()), "{from}", page.Day(in.Period.From)).Replace(words)
}
