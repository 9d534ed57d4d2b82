package ics

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// parse reads a calendar back, independently of how it was written: lines are
// unfolded, split at the first colon outside quotes, and texts unescaped.
func parse(t testing.TB, data []byte) (head map[string]string, events []map[string]string) {
	t.Helper()
	if bytes.Contains(bytes.ReplaceAll(data, []byte("\r\n"), nil), []byte("\n")) || bytes.Contains(bytes.ReplaceAll(data, []byte("\r\n"), nil), []byte("\r")) {
		t.Fatal("a line ends in something else than CRLF")
	}
	if !utf8.Valid(data) {
		t.Fatal("not UTF-8")
	}
	for _, l := range strings.Split(string(data), "\r\n") {
		if len(l) > 75 {
			t.Fatalf("a line of %d octets: %q", len(l), l)
		}
		if !utf8.ValidString(l) {
			t.Fatalf("a line is broken within a character: %q", l)
		}
	}
	text := strings.NewReplacer("\r\n ", "", "\r\n\t", "").Replace(string(data))
	if !strings.HasSuffix(text, "\r\n") {
		t.Fatal("the last line does not end")
	}
	head = map[string]string{}
	at, open := head, []string{}
	for _, l := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			t.Fatalf("no colon in %q", l)
		}
		switch name {
		case "BEGIN":
			open = append(open, value)
			if value == "VEVENT" {
				at = map[string]string{}
				events = append(events, at)
			}
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("%s ends within %v", value, open)
			}
			open = open[:len(open)-1]
			at = head
		default:
			if _, twice := at[name]; twice {
				t.Fatalf("%s twice", name)
			}
			at[name] = unescape(t, value)
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v do not end", open)
	}
	return head, events
}

func unescape(t testing.TB, s string) string {
	t.Helper()
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		switch {
		case i < len(s) && (s[i] == 'n' || s[i] == 'N'):
			out = append(out, '\n')
		case i < len(s) && strings.IndexByte(`\;,`, s[i]) >= 0:
			out = append(out, s[i])
		default:
			t.Fatalf("a lone backslash in %q", s)
		}
	}
	return string(out)
}

// plain is what of a text a calendar keeps.
func plain(s string) string {
	s = string([]rune(strings.ReplaceAll(s, "\r\n", "\n"))) // each byte that is no text becomes one character
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			return '\n'
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\ufffd':
			return ' '
		}
		return r
	}, s)
}

func sample(texts ...string) Calendar {
	c := Calendar{Name: "Due", About: "What is due, and when; all of it", Written: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)}
	for i, s := range texts {
		c.Events = append(c.Events, Event{UID: strings.Repeat("a", i+1) + "@x", Day: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC), Summary: s, About: s})
	}
	return c
}

func TestCalendar(t *testing.T) {
	head, events := parse(t, sample("Misconduct hearing within 100 working days: AM/1/26").Bytes())
	if head["VERSION"] != "2.0" || head["PRODID"] == "" || head["X-WR-CALDESC"] != "What is due, and when; all of it" {
		t.Errorf("head %v", head)
	}
	want := map[string]string{
		"UID": "a@x", "DTSTAMP": "20260630T000000Z", "DTSTART;VALUE=DATE": "20261231", "DTEND;VALUE=DATE": "20270101",
		"SUMMARY": "Misconduct hearing within 100 working days: AM/1/26", "DESCRIPTION": "Misconduct hearing within 100 working days: AM/1/26",
		"CLASS": "CONFIDENTIAL", "TRANSP": "TRANSPARENT",
	}
	if len(events) != 1 || len(events[0]) != len(want) {
		t.Fatalf("events %v", events)
	}
	for k, v := range want {
		if events[0][k] != v {
			t.Errorf("%s is %q, want %q", k, events[0][k], v)
		}
	}
}

// The breaks fall where RFC 5545 wants them: 75 octets, then 74 after the blank.
func TestFolding(t *testing.T) {
	for _, c := range []struct {
		n     int
		lines []int
	}{{75, []int{75}}, {76, []int{75, 2}}, {149, []int{75, 75}}, {150, []int{75, 75, 2}}} {
		var b strings.Builder
		fold(&b, strings.Repeat("x", c.n))
		lines := strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n")
		if len(lines) != len(c.lines) {
			t.Fatalf("%d octets make %d lines", c.n, len(lines))
		}
		for i, l := range lines {
			if len(l) != c.lines[i] {
				t.Errorf("%d octets: line %d has %d", c.n, i, len(l))
			}
		}
	}
}

// No text ends its line, its event or the calendar, and each comes back as it was.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "plain", "a;b,c\\d", "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "one\ntwo\rthree", "\\n is no break", "=1+1", "\x00\x07\x1b\x7f\u0085\u2028",
		strings.Repeat("é", 200), strings.Repeat("\U0001F600", 60), "\xff\xfe broken", `</script><img src=x onerror=alert(1)>`, strings.Repeat("x", 67), strings.Repeat("x", 68),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		data := sample(s, "next").Bytes()
		_, events := parse(t, data)
		if len(events) != 2 || events[0]["SUMMARY"] != plain(s) || events[1]["SUMMARY"] != "next" {
			t.Errorf("%q came back as %q", s, events)
		}
		if !bytes.Equal(data, sample(s, "next").Bytes()) {
			t.Error("the same events give other bytes")
		}
	})
}
