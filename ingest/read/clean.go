package read

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// trimmed drops the white space around a cell and says whether all that is
// left is plain ASCII without control characters NUL, which needs no further look.
func trimmed(cell []byte) (text []byte, plain bool) {
	for len(cell) > 0 && (cell[0] == ' ' || (cell[0] >= '\t' && cell[0] <= '\r')) {
		cell = cell[1:]
	}
	for n := len(cell); n > 0 && (cell[n-1] == ' ' || (cell[n-1] >= '\t' && cell[n-1] <= '\r')); n-- {
		cell = cell[:n-1]
	}
	return cell, isPlain(cell)
}

// isPlain says whether text is ASCII without NUL, eight bytes at a time.
func isPlain(text []byte) bool {
	const high, low = 0x8080808080808080, 0x0101010101010101
	for len(text) >= 8 {
		word := binary.LittleEndian.Uint64(text)
		if (word|(word-low))&high != 0 { // a byte above 127, or a NUL that borrowed
			return false
		}
		text = text[8:]
	}
	for _, c := range text {
		if c == 0 || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isBlank says whether a cell holds nothing but white space.
func isBlank(cell []byte) bool {
	if len(cell) == 0 {
		return true
	}
	if c := cell[0]; c > ' ' && c < utf8.RuneSelf {
		return false
	}
	for _, r := range string(cell) {
		if !unicode.IsSpace(r) && !zeroWidth(r) {
			return false
		}
	}
	return true
}

func zeroWidth(r rune) bool { return (r >= 0x200B && r <= 0x200D) || r == 0x2060 || r == 0xFEFF }

// tidyBytes makes the white space of a value ordinary: no-break spaces become
// spaces, characters of no width go, and so do spaces at either end. They are
// left by copying from web pages, cannot be seen, and keep equal values apart.
func tidyBytes(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		switch {
		case r == 0xA0 || r == 0x2007 || r == 0x202F:
			out = append(out, ' ')
		case zeroWidth(r):
		default:
			out = append(out, text[i:i+n]...)
		}
		i += n
	}
	return bytes.TrimSpace(out)
}

func tidy(s string) string {
	if isPlain([]byte(s)) {
		return strings.TrimSpace(s)
	}
	return string(tidyBytes([]byte(s)))
}

// valid makes text of a cell; garbled where some of it was none. A NUL is no
// text: a file that holds them was damaged or is in another encoding.
func valid(cell []byte, decoded bool) (text []byte, garbled bool) {
	if !utf8.Valid(cell) {
		cell, garbled = bytes.ToValidUTF8(cell, []byte("\uFFFD")), true
	}
	if bytes.IndexByte(cell, 0) >= 0 {
		cell, garbled = bytes.ReplaceAll(cell, []byte{0}, []byte("\uFFFD")), true
	}
	if decoded && bytes.Contains(cell, []byte("\uFFFD")) {
		garbled = true
	}
	return cell, garbled
}

// A misreading is UTF-8 that was read as if it were of an encoding of one byte
// a character and written again: each accented letter or dash became two or
// three odd signs.
type misreading struct{ as *charmap.Charmap }

// misreadings returns the misreading that a profile names; nil for none.
func misreadings(name string) *misreading {
	switch name {
	case "utf8-as-macroman":
		return &misreading{charmap.Macintosh}
	case "utf8-as-windows-1252":
		return &misreading{charmap.Windows1252}
	}
	return nil
}

// repair reads a value back: it goes wholly into the encoding, and the bytes
// are UTF-8. Text that was never misread hardly ever does both.
func (m *misreading) repair(text []byte) ([]byte, bool) {
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		b, ok := m.as.EncodeRune(r)
		if !ok {
			return nil, false
		}
		out = append(out, b)
	}
	if len(out) == len(text) || !utf8.Valid(out) {
		return nil, false
	}
	return out, true
}

// SpreadsheetErrors are what spreadsheets show in place of a value that could
// not be worked out.
func SpreadsheetErrors() []string {
	return []string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA",
		"Err:501", "Err:502", "Err:503", "Err:504", "Err:508", "Err:509", "Err:511", "Err:512", "Err:513", "Err:519", "Err:520", "Err:522", "Err:523", "Err:524", "Err:525", "Err:527", "Err:532"}
}

// errorValues are SpreadsheetErrors to look up.
type errorValues map[string]bool

func newErrorValues() errorValues {
	out := errorValues{}
	for _, e := range SpreadsheetErrors() {
		out[e] = true
	}
	return out
}

func (e errorValues) has(text []byte) bool {
	return len(text) > 3 && (text[0] == '#' || (text[0] == 'E' && text[3] == ':')) && e[string(text)]
}
