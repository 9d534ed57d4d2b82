package sqlfile

import (
	"fmt"
	"slices"
	"strings"
)

// scanner walks one statement and notes what lies outside its strings, quoted
// names and comments.
type scanner struct {
	text   string
	pos    int
	line   int
	params map[string]bool
	names  map[string]bool
	reads  map[string]bool
	last   string // the name that the token before was, else empty
	table  bool   // the next name is one of a table
	from   []bool // for each open bracket, and the statement: in its list after FROM
	ended  bool   // a semicolon was seen
	any    bool   // anything but space and comment was seen
}

// scan walks a statement to its end. The error is of the scanner's line, which counts from first.
func scan(text string, first int) (*scanner, error) {
	s := &scanner{text: text, line: first, params: map[string]bool{}, names: map[string]bool{}, reads: map[string]bool{}, from: []bool{false}}
	for s.pos < len(s.text) {
		if err := s.next(); err != nil {
			return s, err
		}
	}
	if !s.any {
		return s, fmt.Errorf("no statement")
	}
	return s, nil
}

func sortedKeys(m map[string]bool) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (s *scanner) next() error {
	rest := s.text[s.pos:]
	switch c := rest[0]; {
	case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		s.skip(1)
		return nil
	case strings.HasPrefix(rest, "--"):
		s.skip(until(rest, "\n", len(rest)))
		return nil
	case strings.HasPrefix(rest, "/*"):
		return s.blockComment()
	case s.ended:
		return fmt.Errorf("more than one statement")
	}
	s.any = true
	return s.token(rest)
}

func (s *scanner) token(rest string) error {
	switch c := rest[0]; {
	case c == ';':
		s.ended = true
		s.skip(1)
	case c == '\'':
		return s.quoted('\'', false)
	case c == '"':
		began := s.pos
		err := s.quoted('"', false)
		if err == nil {
			s.name(strings.Trim(s.text[began:s.pos], `"`), true)
		}
		return err
	case (c == 'e' || c == 'E') && strings.HasPrefix(rest[1:], "'"):
		s.skip(1)
		return s.quoted('\'', true)
	case c == '$':
		return s.dollar(rest)
	case c == '?':
		return fmt.Errorf("positional parameter ?: name it")
	case isNameStart(c):
		n := nameLen(rest)
		s.name(rest[:n], false)
		s.skip(n)
		return nil
	case c >= '0' && c <= '9':
		s.skip(nameLen(rest)) // so that 1e5 is not read as the name e5
	default:
		s.mark(c)
		s.skip(1)
	}
	s.last = ""
	return nil
}

// afterFrom are the words that end a list after FROM.
var afterFrom = []string{"select", "where", "group", "having", "window", "qualify", "order", "limit", "union", "except", "intersect"}

// name notes a name that stands where a table does, and keeps any other in case it is called.
func (s *scanner) name(name string, quoted bool) {
	s.last = strings.ToLower(name)
	s.names[s.last] = true
	if s.table {
		s.reads[s.last] = true
	}
	s.table = false
	if quoted {
		return
	}
	in := &s.from[len(s.from)-1]
	switch {
	case s.last == "from" || s.last == "join":
		s.table, *in = true, true
	case slices.Contains(afterFrom, s.last):
		*in = false
	}
}

// mark follows the brackets, and the commas between tables.
func (s *scanner) mark(c byte) {
	switch last := len(s.from) - 1; {
	case c == '(' && s.last != "":
		s.reads[s.last] = true
		fallthrough
	case c == '(':
		s.from = append(s.from, false)
	case c == ')' && last > 0:
		s.from = s.from[:last]
	}
	s.table = c == ',' && s.from[len(s.from)-1]
}

// dollar reads a parameter ($name) or a dollar-quoted string ($tag$ … $tag$).
func (s *scanner) dollar(rest string) error {
	n := 1
	for n < len(rest) && isNameByte(rest[n]) {
		n++
	}
	name := rest[1:n]
	if n < len(rest) && rest[n] == '$' {
		tag := rest[:n+1]
		end := strings.Index(rest[len(tag):], tag)
		if end < 0 {
			return fmt.Errorf("string %s is not closed", tag)
		}
		s.skip(2*len(tag) + end)
		return nil
	}
	if name == "" || !isNameStart(name[0]) {
		return fmt.Errorf("positional parameter $%s: name it", name)
	}
	if name != strings.ToLower(name) {
		return fmt.Errorf("parameter $%s: names are in lower case", name)
	}
	s.params[name] = true
	s.skip(n)
	return nil
}

func (s *scanner) quoted(quote byte, escapes bool) error {
	for i := s.pos + 1; i < len(s.text); i++ {
		switch {
		case escapes && s.text[i] == '\\':
			i++
		case s.text[i] != quote:
		case i+1 < len(s.text) && s.text[i+1] == quote:
			i++
		default:
			s.skip(i + 1 - s.pos)
			return nil
		}
	}
	return fmt.Errorf("%c is not closed", quote)
}

// blockComment skips a comment; DuckDB nests them as PostgreSQL does.
func (s *scanner) blockComment() error {
	depth := 0
	for i := s.pos; i+1 < len(s.text); i++ {
		switch s.text[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			depth--
			i++
		}
		if depth == 0 {
			s.skip(i + 1 - s.pos)
			return nil
		}
	}
	return fmt.Errorf("comment is not closed")
}

func (s *scanner) skip(n int) {
	s.line += strings.Count(s.text[s.pos:s.pos+n], "\n")
	s.pos += n
}

func until(text, mark string, otherwise int) int {
	if i := strings.Index(text, mark); i >= 0 {
		return i
	}
	return otherwise
}

func isNameStart(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func isNameByte(c byte) bool { return isNameStart(c) || c >= '0' && c <= '9' }

// nameLen counts the bytes of a name or number; a dollar may stand inside one.
func nameLen(text string) int {
	n := 1
	for n < len(text) && (isNameByte(text[n]) || text[n] == '$') {
		n++
	}
	return n
}
