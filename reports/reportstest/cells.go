package reportstest

import (
	"strings"

	"golang.org/x/net/html"
)

// Cells reads the rows of a query's table from a page: the raw value of each cell
// by its column. The heading names the column; a cell without data-value has its
// value for text.
func Cells(table *html.Node) []map[string]string {
	var names []string
	var rows []map[string]string
	for tr := range table.Descendants() {
		if tr.Type != html.ElementNode || tr.Data != "tr" {
			continue
		}
		row, at := map[string]string{}, 0
		for cell := range tr.ChildNodes() {
			if cell.Type != html.ElementNode {
				continue
			}
			if name, ok := attribute(cell, "data-name"); ok {
				names = append(names, name)
				continue
			}
			if at < len(names) {
				row[names[at]] = rawOf(cell)
			}
			at++
			for sub := range cell.Descendants() {
				if name, ok := attribute(sub, "data-col"); ok {
					row[name] = rawOf(sub)
				}
			}
		}
		if at > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

func rawOf(n *html.Node) string {
	if v, ok := attribute(n, "data-value"); ok {
		return v
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}
