package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonElements are the elements of the outermost array of a JSON file, or its lines.
type jsonElements struct {
	closer io.Closer
	lap    *lap
	lines  bool
	dec    *json.Decoder
	text   *bufio.Reader // of lines
	prefix string
	depth  int // objects around the outermost array
	root   jsonRow
	ended  bool
	line   []byte
}

func openElements(s Source, l *jsonLayout, b *Budget) (*jsonElements, error) {
	in, err := s.stream(b)
	if err != nil {
		return nil, err
	}
	r, _, err := text(in, "")
	if err != nil {
		return nil, explain(errors.Join(err, in.Close()))
	}
	e := &jsonElements{closer: in, lines: l.lines, prefix: l.prefix, depth: len(l.outer), root: l.root, lap: newLap(r, recordLimit)}
	if l.lines {
		e.text = bufio.NewReaderSize(e.lap, 256<<10)
		return e, nil
	}
	e.dec = json.NewDecoder(e.lap)
	w := &jsonWalk{dec: e.dec, lap: e.lap, stop: true}
	if err := w.descend(l.outer, ""); err != nil {
		return nil, explain(errors.Join(err, in.Close()))
	}
	return e, nil
}

func (e *jsonElements) close() error { return e.closer.Close() }

// next is the text of the next element; io.EOF after the last.
func (e *jsonElements) next() ([]byte, error) {
	e.lap.reset()
	if e.lines {
		return e.nextLine()
	}
	if e.ended {
		return nil, io.EOF
	}
	if !e.dec.More() {
		return nil, e.end()
	}
	var raw json.RawMessage
	if err := e.dec.Decode(&raw); err != nil {
		return nil, jsonFault(err)
	}
	return raw, nil
}

// end reads to the end of the document, and wants nothing behind it: a second
// document would be lost in silence.
func (e *jsonElements) end() error {
	w := &jsonWalk{dec: e.dec, lap: e.lap}
	if err := w.skip(1 + e.depth); err != nil {
		return err
	}
	e.ended = true
	if _, err := e.dec.Token(); errors.Is(err, io.EOF) {
		return io.EOF
	}
	return refused("behind its first JSON document there is more: save the rows as one array, or as one document on each line (.ndjson)")
}

// nextLine is the next line that is not empty.
func (e *jsonElements) nextLine() ([]byte, error) {
	for {
		e.line = e.line[:0]
		for {
			part, err := e.text.ReadSlice('\n')
			e.line = append(e.line, part...)
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil && (!errors.Is(err, io.EOF) || len(e.line) == 0) {
				return nil, explain(err)
			}
			break
		}
		e.lap.reset()
		if line := bytes.TrimSpace(e.line); len(line) > 0 {
			return line, nil
		}
	}
}

// jsonFault says what is wrong with a document.
func jsonFault(err error) error {
	var syntax *json.SyntaxError
	var fault *faultError
	switch {
	case err == nil, errors.As(err, &fault):
		return err
	case errors.As(err, &syntax):
		return damaged("it is not JSON at byte %d", syntax.Offset)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errCut
	}
	return explain(err)
}

// jsonWalk goes from the root of a document to the outermost array.
type jsonWalk struct {
	dec   *json.Decoder
	lap   *lap
	stop  bool            // leave the decoder inside the array
	want  map[string]bool // paths that columns ask for, folded; nil: all before the array
	root  jsonRow         // what is said beside the array
	depth int             // how many segments lead to the array
	found bool
}

func (w *jsonWalk) token() (json.Token, error) {
	w.lap.reset()
	t, err := w.dec.Token()
	return t, jsonFault(err)
}

// descend reads the value at the segments walked so far.
func (w *jsonWalk) descend(segments []string, prefix string) error {
	t, err := w.token()
	if err != nil {
		return err
	}
	switch {
	case t == json.Delim('['):
		w.found = true
		if w.stop = w.stop || !w.lacks(prefix); w.stop {
			return nil
		}
		return w.skip(1)
	case t == json.Delim('{') && len(segments) > 0:
		return w.object(segments, prefix)
	case t == json.Delim('{'):
		return refused("the file is one JSON object: say in its profile where the array of rows is, as in json: {rows: cases}")
	case prefix == "":
		return refused("the file is JSON, but neither an array nor an object")
	}
	return nil
}

// lacks says whether a column asks for what is neither in the array nor before it.
func (w *jsonWalk) lacks(prefix string) bool {
	have := map[string]bool{}
	for _, f := range w.root.fields {
		have[fold(f.path)] = true
	}
	for path := range w.want {
		inside := prefix == "" || path == fold(prefix) || strings.HasPrefix(path, fold(prefix)+".")
		if !inside && !have[path] {
			return true
		}
	}
	return false
}

func (w *jsonWalk) object(segments []string, prefix string) error {
	for w.dec.More() {
		key, err := w.key()
		if err != nil {
			return err
		}
		if !w.found && len(segments) > 0 && key == segments[0] {
			w.depth++
			err = w.descend(segments[1:], join(prefix, key))
			if !w.found {
				w.depth-- // a name that stands twice may lead there the second time
			}
		} else {
			err = w.beside(join(prefix, key), 0)
		}
		if err != nil || (w.found && w.stop) {
			return err
		}
	}
	_, err := w.token()
	return err
}

func (w *jsonWalk) key() (string, error) {
	t, err := w.token()
	key, _ := t.(string)
	return key, err
}

// beside reads a value beside the array: its scalars, as far as columns ask
// for them, are said of every row.
func (w *jsonWalk) beside(path string, depth int) error {
	t, err := w.token()
	if err != nil {
		return err
	}
	switch {
	case t == json.Delim('{') && depth < jsonDepth:
		for w.dec.More() {
			key, err := w.key()
			if err != nil {
				return err
			}
			if err := w.beside(join(path, key), depth+1); err != nil {
				return err
			}
		}
		_, err := w.token()
		return err
	case t == json.Delim('{'), t == json.Delim('['):
		return w.skip(1)
	case w.want == nil || w.want[fold(path)]:
		w.root.add(path, t)
	}
	return nil
}

// skip reads over what is open, to the given depth, however large it is.
func (w *jsonWalk) skip(depth int) error {
	for depth > 0 {
		t, err := w.token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
	}
	return nil
}
