package page

import (
	"fmt"
	"strings"
)

// paper is the running head and foot of a printed page: which site, edition and
// page it is from, and which sheet of how many. The first sheet has the page's
// own head.
func (s Shell) paper(title string) string {
	edition := s.Edition
	if s.Banner != "" {
		edition += ". " + s.Banner
	}
	box := "font:7.5pt Arial,sans-serif;color:" + Muted
	return fmt.Sprintf(`@media print{@page{margin:15mm 15mm 14mm;@top-left{content:%[1]s;%[5]s}@top-right{content:%[2]s;%[5]s}@bottom-left{content:%[3]s;%[5]s}@bottom-right{content:counter(page) %[4]s counter(pages);%[5]s}}@page:first{margin-top:11mm;@top-left{content:none}@top-right{content:none}}}
`, quoted(s.Site), quoted(title), quoted(edition), quoted(" of "), box)
}

// quoted writes a text as a string of a style sheet. All but letters, digits and
// blanks is written by its number, so that no text can end the string or the sheet.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == ' ', r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			b.WriteRune(r)
		case r == 0: // no number of a character in a style sheet
		default:
			fmt.Fprintf(&b, `\%06x `, r) // the blank belongs to the number
		}
	}
	b.WriteByte('"')
	return b.String()
}
