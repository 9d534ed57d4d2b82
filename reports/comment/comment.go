// Package comment keeps what staff write of figures: a text bound to the value that a figure had, so that it is
// known when the figure has changed since.
//
// Comments lie in a file beside the warehouse, not in it: the warehouse holds what exports say and nothing else, can be
// made again from them, and is copied to others. The file is only ever added to, one event a line as JSON, and
// readable by its owner: what was said, by whom and when stays on record when it is reworded or removed.
package comment

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"
)

// Whom a comment is for.
const (
	Both       = "both"
	Restricted = "restricted"
	Shareable  = "shareable"
)

// What an event does to a comment.
const (
	Add    = "add"
	Reword = "reword"
	Renew  = "renew" // somebody looked again: it stands as it is
	Remove = "remove"
)

// Comment is a text bound to the value of a figure.
type Comment struct {
	ID      string   `json:"id"`
	Figure  string   `json:"figure"`        // query
	Row     []string `json:"row,omitempty"` // column=value of the rows that it speaks of; all where empty
	Text    string   `json:"text"`
	Edition string   `json:"edition"`
	By      string   `json:"by,omitempty"`
	On      string   `json:"on"` // day it was written, reworded or renewed
	Of      string   `json:"of"` // position of the figure that it was written of
	SHA256  string   `json:"figure_sha256,omitempty"`
}

// Event is one line of the file: a comment as it is from then on, and what was done.
type Event struct {
	Action string `json:"action"`
	Comment
}

// In says that a comment is shown in an edition.
func (c Comment) In(edition string) bool { return c.Edition == Both || c.Edition == edition }

// most is the length of a comment in characters.
const most = 1000

// Check says what is wrong with a comment.
func (c Comment) Check() error {
	switch {
	case strings.TrimSpace(c.Text) == "":
		return errors.New("a comment needs a text: --text \"…\"")
	case len([]rune(c.Text)) > most:
		return fmt.Errorf("the text has %d characters: say it in %d", len([]rune(c.Text)), most)
	case strings.ContainsFunc(c.Text, unicode.IsControl):
		return errors.New("the text holds a line break or another control character: write it as one paragraph")
	case strings.TrimSpace(c.By) == "" || strings.ContainsFunc(c.By, unicode.IsControl):
		return errors.New("say who writes it: --by NAME")
	case !slices.Contains([]string{Both, Restricted, Shareable}, c.Edition):
		return fmt.Errorf("--edition %q: there are both, restricted and shareable", c.Edition)
	}
	return nil
}

// Read reads the events of a file, oldest first. One that is not there holds none.
func Read(path string) ([]Event, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the comments cannot be read: %w", err)
	}
	var out []Event
	for n, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var e Event
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("%s, line %d: no comment that can be read: put the file back from a copy", path, n+1)
		}
		out = append(out, e)
	}
	return out, nil
}

// Live are the comments that stand after the events, in the order in which they were first written.
func Live(events []Event) []Comment {
	var out []Comment
	for _, e := range events {
		i := slices.IndexFunc(out, func(c Comment) bool { return c.ID == e.ID })
		switch {
		case e.Action == Remove && i >= 0:
			out = slices.Delete(out, i, i+1)
		case e.Action == Remove:
		case i >= 0:
			out[i] = e.Comment
		default:
			out = append(out, e.Comment)
		}
	}
	return out
}

// NextID is the name of a new comment.
func NextID(events []Event) string {
	n := 0
	for _, e := range events {
		if e.Action == Add {
			n++
		}
	}
	return fmt.Sprintf("c%d", n+1)
}

// Append adds an event to the file, which only its owner can read.
func Append(path string, e Event) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("the comment cannot be kept: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("the comment cannot be kept: %w", err)
	}
	return nil
}

// ErrNoRow is returned for a row that a figure does not have.
var ErrNoRow = errors.New("no such row")

// Value is the hash of what a comment speaks of, in the data of its figure as published: the rows of the
// values given as column=value, or all.
func Value(data []byte, row []string) (string, error) {
	h := sha256.New()
	if len(row) == 0 {
		h.Write(data)
		return hex.EncodeToString(h.Sum(nil)), nil
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(lines) == 0 {
		return "", fmt.Errorf("the data of the figure cannot be read: %w", err)
	}
	found := 0
	for _, line := range lines[1:] {
		ok := true
		for _, cond := range row {
			column, value, _ := strings.Cut(cond, "=")
			at := slices.Index(lines[0], column)
			if at < 0 {
				return "", fmt.Errorf("%w: there is no column %s; there are %s", ErrNoRow, column, strings.Join(lines[0], ", "))
			}
			ok = ok && line[at] == value
		}
		if ok {
			found++
			fmt.Fprintf(h, "%q %q\n", lines[0], line)
		}
	}
	if found == 0 {
		return "", fmt.Errorf("%w: no row has %s", ErrNoRow, strings.Join(row, " and "))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Stale reports whether a comment was written of another value than the data of its figure hold now; nil data are
// those of a figure that is not there.
func (c Comment) Stale(data []byte) bool {
	now, err := Value(data, c.Row)
	return data == nil || err != nil || now != c.SHA256
}
