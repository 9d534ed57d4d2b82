package ics

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Calendar is a list of days to remember.
type Calendar struct {
	Name    string
	About   string    // what it is, one line
	Written time.Time // the day that it speaks for
	Events  []Event
}

// Event is a whole day with what is due on it.
type Event struct {
	UID     string // the same for the same thing in every calendar
	Day     time.Time
	Summary string
	About   string
}

// date is a day as RFC 5545, 3.3.4, writes it.
const date = "20060102"

// Bytes writes the calendar.
func (c Calendar) Bytes() []byte {
	var b strings.Builder
	line := func(name, value string) { fold(&b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//proceedings//due dates//EN")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escape(c.Name))
	line("X-WR-CALDESC", escape(c.About))
	for _, e := range c.Events {
		line("BEGIN", "VEVENT")
		line("UID", escape(e.UID))
		line("DTSTAMP", c.Written.Format(date)+"T000000Z")
		line("DTSTART;VALUE=DATE", e.Day.Format(date))
		line("DTEND;VALUE=DATE", e.Day.AddDate(0, 0, 1).Format(date))
		line("SUMMARY", escape(e.Summary))
		line("DESCRIPTION", escape(e.About))
		line("CLASS", "CONFIDENTIAL")
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String())
}

// escape writes a text as a value of RFC 5545, 3.3.11. Characters that no calendar
// may hold, and bytes that are no text, become blanks.
func escape(text string) string {
	var b strings.Builder
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, r := range text {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			b.WriteString(`\n`)
		case unicode.IsControl(r), r == utf8.RuneError:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// octets is the most that a line may hold, its break aside.
const octets = 75

// fold writes a line and breaks it where it is too long, never within a character.
func fold(b *strings.Builder, line string) {
	room := octets
	for _, r := range line {
		if n := utf8.RuneLen(r); n > room {
			b.WriteString("\r\n ")
			room = octets - 1
		}
		b.WriteRune(r)
		room -= utf8.RuneLen(r)
	}
	b.WriteString("\r\n")
}
