package page

import (
	_ "embed"
	"html/template"
	"strings"
)

//go:embed assets/table.js
var tableScript []byte

//go:embed assets/tables.css
var tableSheet string

//go:embed assets/words.css
var wordSheet string

// controls are the script of a page that has tables to sort, filter, copy and
// save. It comes last: it shows the view that the address names, which must not
// move when charts are drawn above it.
func controls(body template.HTML) [][]byte {
	if !strings.Contains(string(body), "<table data-query=") && !strings.Contains(string(body), "<table data-facts=") {
		return nil
	}
	return [][]byte{tableScript}
}
