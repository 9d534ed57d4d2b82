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
	ended  bool // a semicolon was seen
	any    bool // anything but space and comment was seen
}

// scan returns the named parameters of a statement and the names in it,
// both sorted. Line numbers in messages count from first.
func scan(text string, first int) (params, names []string, line int, err error) {
	s := &scanner{text: text, line: first, params: map[string]bool{}, names: map[string]bool{}}
	for s.pos < len(s.text) {
		if err := s.next(); err != nil {
			return nil, nil, s.line, err
		}
	}
	if !s.any {
		return nil, nil, s.line, fmt.Errorf("no statement")
	}
	return sortedKeys(s.params), sortedKeys(s.names), s.line, nil
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
			s.names[strings.ToLower(strings.Trim(s.text[began:s.pos], `"`))] = true
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
		s.names[strings.ToLower(rest[:n])] = true
		s.skip(n)
	case c >= '0' && c <= '9':
		s.skip(nameLen(rest)) // so that 1e5 is not read as the name e5
	default:
		s.skip(1)
	}
	return nil
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
