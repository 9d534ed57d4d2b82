package ingest

import (
	"fmt"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// ReadingSQL is the SQL that reads a text as a load reads column c of a file of
// that format; NULL where it cannot. What draws up or tries a profile counts with
// it, so that it and the load never differ. Columns of schemes are not for it.
func ReadingSQL(format string, c profile.Column, text string, uses1904 bool, words *vocab.Set) string {
	m := newMapping(&profile.Profile{Format: format}, profile.Table{}, words, uses1904)
	return m.parse(c, text)
}

// NotRecordedSQL is true for a text that column c takes for nothing recorded.
func NotRecordedSQL(c profile.Column, text string) string {
	if len(c.Missing) == 0 {
		return "false"
	}
	return fmt.Sprintf("lower(%s) IN (%s)", text, quoteAll(c.Missing, strings.ToLower))
}
