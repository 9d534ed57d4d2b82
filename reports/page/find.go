package page

import _ "embed"

//go:embed assets/find.js
var findScript []byte

// Find is the script of a page with entries to search: elements with data-entry,
// in groups with data-entries, and one with data-find that gets the field.
func Find() [][]byte { return [][]byte{findScript} }
