package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// brokenCheck is the place of the check for lines that could not be cut into
// cells: nothing more is said of them, no skip rule looks at them, and they make
// no record.
const brokenCheck = 2

// brokenLine says why a line could not be cut into cells.
func brokenLine(format string) string {
	if format == read.JSON {
		return "the line is not JSON"
	}
	return "quotation marks are wrong"
}

// isWhole is true for a row of the typed table that was cut into cells.
func isWhole() string { return fmt.Sprintf("_bad0 & %d = 0", 1<<brokenCheck) }

// isError is SQL: true where a value is an error of a spreadsheet that the
// profile does not speak of. Hardly any row has one, so that the list is looked
// through only where the reader has seen one.
func isError(c profile.Column, text string) string {
	known := slices.Concat(c.Missing, slices.Collect(maps.Keys(c.Codes)))
	if c.Schemes != nil {
		for _, s := range c.Schemes.In {
			known = slices.AppendSeq(known, maps.Keys(s.Codes))
		}
	}
	unknown := slices.DeleteFunc(read.SpreadsheetErrors(), func(e string) bool {
		return slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, e) })
	})
	// One text costs the planner a thirtieth of what a list does; errors on lines of one cell are errors too.
	words := "\n" + strings.Join(unknown, "\n") + "\n"
	return fmt.Sprintf("(CASE WHEN t.%s > 0 THEN coalesce(contains(%s, '\n' || %s || '\n'), false) ELSE false END)", warehouse.Ident(read.Errors), warehouse.Quote(words), text)
}
