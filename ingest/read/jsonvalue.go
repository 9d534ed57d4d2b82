package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// jsonObject is an object with its keys in the order of the file.
type jsonObject []jsonMember

type jsonMember struct {
	key   string
	value any // jsonObject, []any, json.Number, string, bool or nil
}

// jsonDepth is how deeply values may lie in each other.
const jsonDepth = 200

var errJSON = errors.New("not JSON")

// parseJSON decodes one value. A key that stands twice in an object is no
// value that can be trusted. The library says whether the text is JSON; what it
// holds is then read here, since the library's tokens cost ten times as much.
func parseJSON(raw []byte) (any, error) {
	if !json.Valid(raw) {
		return nil, errJSON
	}
	p := &jsonParser{text: raw}
	v := p.value(0)
	return v, p.err
}

// jsonParser reads text that is known to be JSON.
type jsonParser struct {
	text []byte
	at   int
	err  error
}

// next skips white space and says which sign is next, without taking it.
func (p *jsonParser) next() byte {
	for strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
	return p.text[p.at]
}

func (p *jsonParser) value(depth int) any {
	if depth > jsonDepth {
		p.err = errJSON
	}
	if p.err != nil {
		return nil
	}
	switch p.next() {
	case '{':
		return p.object(depth)
	case '[':
		return p.list(depth)
	case '"':
		return p.string()
	case 't':
		p.at += len("true")
		return true
	case 'f':
		p.at += len("false")
		return false
	case 'n':
		p.at += len("null")
		return nil
	}
	from := p.at
	for p.at < len(p.text) && strings.IndexByte("+-.0123456789eE", p.text[p.at]) >= 0 {
		p.at++
	}
	return json.Number(p.text[from:p.at])
}

func (p *jsonParser) list(depth int) any {
	out := []any{}
	p.at++
	for p.err == nil && p.next() != ']' {
		out = append(out, p.value(depth+1))
		p.comma()
	}
	p.at++
	return out
}

func (p *jsonParser) object(depth int) any {
	out := jsonObject{}
	p.at++
	for p.err == nil && p.next() != '}' {
		key := p.string()
		p.next()
		p.at++ // the colon
		out = append(out, jsonMember{key, p.value(depth + 1)})
		p.comma()
	}
	p.at++
	if out.repeats() {
		p.err = errJSON
	}
	return out
}

// comma takes the comma behind an element, if there is one.
func (p *jsonParser) comma() {
	if p.err == nil && p.next() == ',' {
		p.at++
	}
}

func (p *jsonParser) string() string {
	from := p.at
	plain := true
	for p.at++; p.text[p.at] != '"'; p.at++ {
		if c := p.text[p.at]; c == '\\' {
			plain = false
			p.at++
		} else if c >= utf8.RuneSelf {
			plain = false
		}
	}
	p.at++
	if plain {
		return string(p.text[from+1 : p.at-1])
	}
	var out string
	if err := json.Unmarshal(p.text[from:p.at], &out); err != nil {
		p.err = errJSON
	}
	return out
}

// repeats says whether a key stands twice.
func (o jsonObject) repeats() bool {
	if len(o) > 16 {
		seen := make(map[string]bool, len(o))
		for _, m := range o {
			if seen[m.key] {
				return true
			}
			seen[m.key] = true
		}
		return false
	}
	for i, m := range o {
		for _, other := range o[:i] {
			if other.key == m.key {
				return true
			}
		}
	}
	return false
}

// jsonRow is one row: its scalars by their path from the root.
type jsonRow struct {
	fields []jsonField
	raw    []byte // of a row that is no JSON
}

type jsonField struct {
	path string
	text []byte
}

func (r *jsonRow) add(path string, v any) {
	r.fields = append(r.fields, jsonField{path, scalarText(v)})
}

// scalarText is a value as text: nothing for null, numbers as they are written.
func scalarText(v any) []byte {
	switch v := v.(type) {
	case string:
		return []byte(v)
	case json.Number:
		return []byte(v)
	case bool:
		if v {
			return []byte("true")
		}
		return []byte("false")
	}
	return nil
}

// rowsLimit is how many rows one element of the outermost array may hold.
const rowsLimit = 1 << 20

// expand makes the rows that an element holds: itself, or the elements of the
// arrays on the way. Each row carries what its parents say. A parent without
// any row still makes one, so that it is not lost.
func expand(v any, prefix string, path []string, parent *jsonRow) ([]*jsonRow, error) {
	object, ok := v.(jsonObject)
	if list, isList := v.([]any); isList && len(path) > 0 {
		return expandList(list, prefix, path, parent)
	}
	row := &jsonRow{fields: append([]jsonField(nil), parent.fields...)}
	if !ok {
		row.flatten(prefix, v)
		return []*jsonRow{row}, nil
	}
	var child any
	for _, m := range object {
		if len(path) > 0 && m.key == path[0] {
			child = m.value
			continue
		}
		row.flatten(join(prefix, m.key), m.value)
	}
	if len(path) == 0 {
		return []*jsonRow{row}, nil
	}
	return expandChild(child, join(prefix, path[0]), path[1:], row)
}

func expandChild(child any, prefix string, path []string, row *jsonRow) ([]*jsonRow, error) {
	if list, ok := child.([]any); ok {
		return expandList(list, prefix, path, row)
	}
	if child == nil {
		return []*jsonRow{row}, nil
	}
	return expand(child, prefix, path, row)
}

func expandList(list []any, prefix string, path []string, parent *jsonRow) ([]*jsonRow, error) {
	if len(list) == 0 {
		return []*jsonRow{parent}, nil
	}
	var out []*jsonRow
	for _, v := range list {
		more, err := expand(v, prefix, path, parent)
		if err != nil {
			return nil, err
		}
		if out = append(out, more...); len(out) > rowsLimit {
			return nil, refused("one element of its outermost array holds more than %d rows", rowsLimit)
		}
	}
	return out, nil
}

func join(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

// flatten adds the scalars of a value: those of an object under their own
// paths, those of an array joined by "; ", and any other array as JSON.
func (r *jsonRow) flatten(path string, v any) {
	switch v := v.(type) {
	case jsonObject:
		for _, m := range v {
			r.flatten(join(path, m.key), m.value)
		}
	case []any:
		r.fields = append(r.fields, jsonField{path, listText(v)})
	default:
		r.add(path, v)
	}
}

func listText(list []any) []byte {
	parts := []string{}
	for _, v := range list {
		switch v.(type) {
		case jsonObject, []any:
			var b bytes.Buffer
			writeJSON(&b, list)
			return b.Bytes()
		}
		if t := scalarText(v); len(t) > 0 {
			parts = append(parts, string(t))
		}
	}
	return []byte(strings.Join(parts, "; "))
}

// writeJSON writes a value with its keys in the order of the file.
func writeJSON(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case jsonObject:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, m.key)
			b.WriteByte(':')
			writeJSON(b, m.value)
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, item)
		}
		b.WriteByte(']')
	default:
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(v) // a string, number, boolean or null cannot fail
		b.Truncate(b.Len() - 1)
	}
}
