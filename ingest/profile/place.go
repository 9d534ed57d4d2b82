package profile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A fault is what is wrong in a profile, with the keys and numbers that lead
// to the place.
type fault struct {
	path []string
	err  error
}

func (f *fault) Error() string { return f.err.Error() }

func (f *fault) Unwrap() error { return f.err }

// at says where an error stands; places said further in follow it.
func at(err error, path ...string) error {
	if err == nil {
		return nil
	}
	var inner *fault
	if errors.As(err, &inner) {
		path = append(path[:len(path):len(path)], inner.path...)
	}
	return &fault{path: path, err: err}
}

// place puts the file and the line before an error.
func place(name string, data []byte, err error) error {
	var f *fault
	if errors.As(err, &f) {
		if line := lineOf(data, f.path); line > 0 {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
	return fmt.Errorf("%s: %w", name, err)
}

// lineOf is the line of the last key or item of a path that the text has; 0
// where it has none of them.
func lineOf(data []byte, path []string) int {
	file, err := parser.ParseBytes(data, 0)
	if err != nil || len(file.Docs) == 0 {
		return 0
	}
	node, line := file.Docs[0].Body, 0
	for _, key := range path {
		next, token := child(node, key)
		if next == nil {
			return line
		}
		node, line = next, token.GetToken().Position.Line
	}
	return line
}

// child is the value under a key or number, and the node that shows its place.
func child(node ast.Node, key string) (value, token ast.Node) {
	switch n := node.(type) {
	case *ast.AnchorNode:
		return child(n.Value, key)
	case *ast.TagNode:
		return child(n.Value, key)
	case *ast.MappingNode:
		for _, pair := range n.Values {
			if value, token := child(pair, key); value != nil {
				return value, token
			}
		}
	case *ast.MappingValueNode:
		if n.Key.GetToken() != nil && n.Key.GetToken().Value == key {
			return n.Value, n.Key
		}
	case *ast.SequenceNode:
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(n.Values) {
			return n.Values[i], firstToken(n.Values[i])
		}
	}
	return nil, nil
}

// firstToken is the node that stands first: of a mapping its first key.
func firstToken(n ast.Node) ast.Node {
	switch v := n.(type) {
	case *ast.MappingNode:
		if len(v.Values) > 0 {
			return v.Values[0].Key
		}
	case *ast.MappingValueNode:
		return v.Key
	}
	return n
}

// spoken is a path in words, for people: "table 1: column closed: formats: ".
func spoken(doc any, path []string) string {
	var b strings.Builder
	for i, key := range path {
		switch d := doc.(type) {
		case map[string]any:
			doc = d[key]
			if _, list := doc.([]any); !list || i == len(path)-1 {
				b.WriteString(key + ": ")
			}
		case []any:
			n, err := strconv.Atoi(key)
			if err != nil || n >= len(d) {
				return b.String()
			}
			doc = d[n]
			fmt.Fprintf(&b, "%s %s: ", strings.TrimSuffix(path[i-1], "s"), itemName(doc, n))
		}
	}
	return b.String()
}

// itemName is what people call an item of a list: its name, or its number.
func itemName(item any, n int) string {
	if m, ok := item.(map[string]any); ok {
		for _, key := range []string{"name", "sheet", "record", "rule", "list"} {
			if s, ok := m[key].(string); ok {
				return s
			}
		}
	}
	return strconv.Itoa(n + 1)
}
