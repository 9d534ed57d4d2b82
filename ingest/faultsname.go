package ingest

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// sheetNames are the names taken, in lower case.
type sheetNames map[string]bool

// sheetNameLimit is how long the name of a sheet may be, in UTF-16 units.
const sheetNameLimit = 31

// unique is a name for the sheet of a table: that of its file, without the ending,
// and of its own sheet, as far as a sheet's name allows.
func (s sheetNames) unique(file, table string) string {
	name := strings.TrimSuffix(file, filepath.Ext(file))
	if table != "" {
		name = table + " - " + name
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return '_'
		}
		return r
	}, name)
	for _, taken := range []string{readMeSheet, faultsSheet, "History"} {
		s[strings.ToLower(taken)] = true
	}
	for i := 1; ; i++ {
		end := ""
		if i > 1 {
			end = fmt.Sprintf(" (%d)", i)
		}
		try := strings.TrimSpace(cut(name, sheetNameLimit-len(end))) + end
		if !s[strings.ToLower(try)] {
			s[strings.ToLower(try)] = true
			return try
		}
	}
}

// cut shortens text to so many UTF-16 units.
func cut(text string, limit int) string {
	var b strings.Builder
	for _, r := range text {
		if limit -= utf16.RuneLen(r); limit < 0 {
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}
