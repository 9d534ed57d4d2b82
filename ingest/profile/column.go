package profile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"proceedings/ingest/vocab"
)

// fill gives a column what it leaves unsaid and checks what it says.
func (c *Column) fill(t *Table, words *vocab.Set) error {
	if c.Type == "" {
		c.Type = "text"
	}
	if c.Bad == "" {
		c.Bad = "quarantine"
	}
	if c.Type == "date" && len(c.Formats) == 0 {
		c.Formats = []string{"%Y-%m-%d"}
	}
	for _, m := range t.Missing {
		if !slices.ContainsFunc(c.Missing, func(own string) bool { return strings.EqualFold(own, m) }) {
			c.Missing = append(c.Missing, m)
		}
	}
	for _, part := range []func(*Table, *vocab.Set) error{c.checkNames, c.checkDates, c.checkCodes, c.checkSchemes} {
		if err := part(t, words); err != nil {
			return err
		}
	}
	return nil
}

// checkNames refuses names and keys that cannot go together.
func (c *Column) checkNames(*Table, *vocab.Set) error {
	switch {
	case strings.HasSuffix(c.Name, RawMark):
		return at(fmt.Errorf("a name cannot end in %s, which means the text of a column", RawMark), "name")
	case c.Type != "date" && (len(c.Formats) > 0 || c.Earliest != "" || c.Latest != ""):
		return fmt.Errorf("formats, earliest and latest are for columns of type date; it is of type %s", c.Type)
	case c.Type != "code" && (len(c.Codes) > 0 || c.List != "" || c.Schemes != nil):
		return fmt.Errorf("list, codes and schemes are for columns of type code; it is of type %s", c.Type)
	case c.Spelling && (c.Type != "code" || c.Schemes != nil || c.Split != ""):
		return at(errors.New("spelling is for columns of type code whose cells hold one value of a list or of codes"), "spelling")
	case c.Split != "" && strings.HasPrefix(c.Type, "person:"):
		return at(errors.New("a cell of people cannot be split: it is hashed as it is read"), "split")
	}
	return nil
}

// checkDates wants formats that give one day, and no two that could read one
// text as two days.
func (c *Column) checkDates(*Table, *vocab.Set) error {
	for i, f := range c.Formats {
		if err := dateFormat(f); err != nil {
			return at(err, "formats", strconv.Itoa(i))
		}
		if other := Swapped(f); other != "" && slices.Contains(c.Formats, other) {
			return at(fmt.Errorf("formats %s and %s are both declared, so that 05/06/2014 could be either of two days; declare the one that the export uses", f, other), "formats")
		}
	}
	if err := cmp.Or(day("earliest", c.Earliest), day("latest", c.Latest)); err != nil {
		return err
	}
	if c.Earliest != "" && c.Latest != "" && c.Earliest > c.Latest {
		return fmt.Errorf("earliest %s lies after latest %s", c.Earliest, c.Latest)
	}
	return nil
}

// Swapped is a format with the day and the month exchanged, where a text could
// be read by both; empty for the others, such as those that begin with the year.
func Swapped(format string) string {
	d, m, y := strings.Index(format, "%d"), strings.Index(format, "%m"), max(strings.Index(format, "%Y"), strings.Index(format, "%y"))
	if d < 0 || m < 0 || (y >= 0 && y < max(d, m)) {
		return ""
	}
	return strings.NewReplacer("%d", "%m", "%m", "%d").Replace(format)
}

// dateLetters are the letters of a format and what part of a date each gives.
var dateLetters = map[byte]string{'d': "day", 'm': "month", 'b': "month", 'B': "month", 'y': "year", 'Y': "year",
	'a': "weekday", 'A': "weekday", 'H': "hour", 'I': "hour", 'M': "minute", 'S': "second", 'f': "fraction", 'p': "half", '%': "%"}

// dateFormat wants each part once, and the day, month and year among them.
func dateFormat(format string) error {
	have := map[string]bool{}
	for i := 0; i < len(format); i++ {
		if format[i] == 0 {
			return errors.New("a format is of letters and signs; it holds a byte 0")
		}
		if format[i] != '%' {
			continue
		}
		i++
		letter := byte(' ')
		if i < len(format) {
			letter = format[i]
		}
		part, ok := dateLetters[letter]
		switch {
		case !ok:
			return fmt.Errorf("format %q: %%%c is none of %%d %%m %%b %%B %%y %%Y %%a %%A %%H %%I %%M %%S %%f %%p", format, letter)
		case part != "%" && have[part]:
			return fmt.Errorf("format %q gives the %s twice", format, part)
		}
		have[part] = true
	}
	if !have["day"] || !have["month"] || !have["year"] {
		return fmt.Errorf("format %q does not give a day, a month and a year; the day would be made up", format)
	}
	return nil
}

func (c *Column) checkCodes(_ *Table, words *vocab.Set) error {
	switch {
	case c.Type != "code":
		return nil
	case c.Schemes != nil && (c.List != "" || len(c.Codes) > 0):
		return at(errors.New("schemes take the place of list and codes; give each scheme its own"), "schemes")
	case c.Schemes != nil:
		return nil
	case c.List == "" && len(c.Codes) == 0:
		return errors.New("a code needs a list, or codes")
	}
	return listed(words, c.List, c.Codes)
}

// listed wants every code that labels are mapped to in the list.
func listed(words *vocab.Set, list string, codes map[string]string) error {
	if err := labelsDiffer(codes); err != nil || list == "" {
		return err
	}
	if len(words.Codes(list)) == 0 {
		return at(fmt.Errorf("there is no vocabulary list %q", list), "list")
	}
	for label, code := range codes {
		if code != "" && !known(words, list, code) {
			return at(fmt.Errorf("%q is mapped to %q, which is not in list %s", label, code, list), "codes", label)
		}
	}
	return nil
}

// labelsDiffer refuses two labels that are one once case and white space at
// their ends are put aside, and mean different codes.
func labelsDiffer(codes map[string]string) error {
	seen := map[string]string{}
	for label, code := range codes {
		key := strings.ToLower(strings.TrimSpace(label))
		if other, ok := seen[key]; ok && other != code {
			return at(fmt.Errorf("label %q stands for two codes; upper and lower case are alike", label), "codes", label)
		}
		seen[key] = code
	}
	return nil
}

func (c *Column) checkSchemes(t *Table, words *vocab.Set) error {
	if c.Schemes == nil {
		return nil
	}
	by, ok := t.Column(c.Schemes.By)
	switch {
	case !ok:
		return at(fmt.Errorf("schemes go by a column %s that the table does not have", c.Schemes.By), "schemes", "by")
	case by.Type != "date" || by.Split != "":
		return at(fmt.Errorf("schemes go by column %s, which is no date", c.Schemes.By), "schemes", "by")
	}
	for i, s := range c.Schemes.In {
		err := cmp.Or(day("from", s.From), day("until", s.Until))
		if err == nil {
			err = listed(words, s.List, s.Codes)
		}
		if err == nil && s.From != "" && s.Until != "" && s.From > s.Until {
			err = fmt.Errorf("from %s lies after until %s", s.From, s.Until)
		}
		for _, o := range c.Schemes.In[:i] {
			if err == nil && s.meets(o) {
				err = fmt.Errorf("it and %s are both in force on one day; give them days that do not meet", o.List)
			}
		}
		if err != nil {
			return at(fmt.Errorf("scheme %s: %w", s.List, err), "schemes", "in", strconv.Itoa(i))
		}
	}
	return nil
}

// meets reports whether two schemes have a day in common.
func (s Scheme) meets(o Scheme) bool {
	starts := func(x Scheme) string { return x.From }
	ends := func(x Scheme) string {
		if x.Until == "" {
			return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		}
		return x.Until
	}
	return starts(s) <= ends(o) && starts(o) <= ends(s)
}
