package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// store is the rows held back of a warehouse, file by file.
type store struct {
	files map[string][]Waiting
	parts []string // what a load that was stopped left
}

func openStore(warehousePath string) (*store, error) {
	s := &store{files: map[string][]Waiting{}}
	folder := QuarantineFolder(warehousePath)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the quarantine cannot be read: %w", err)
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		switch filepath.Ext(path) {
		case ".jsonl":
			if s.files[path], err = readStore(path); err != nil {
				return nil, fmt.Errorf("the quarantine cannot be read: %w", err)
			}
		case partMark:
			s.parts = append(s.parts, path)
		}
	}
	return s, nil
}

// count counts the rows of one file of the store that hold one of the tokens.
func (s *store) count(path string, tokens []string) (n int64) {
	for _, w := range s.files[path] {
		if holdsToken(w.Cells, tokens) {
			n++
		}
	}
	return n
}

// countAll counts them in all files, also in those that no load that counts speaks of.
func (s *store) countAll(tokens []string) (n int64) {
	for path := range s.files {
		n += s.count(path, tokens)
	}
	return n
}

// spelt lists the sources of the rows that hold one of the tokens, each with how
// it writes the token: a cell may differ in capitals from what was asked for.
func (s *store) spelt(tokens []string) map[string]string {
	out := map[string]string{}
	for _, rows := range s.files {
		for _, w := range rows {
			for _, cell := range w.Cells {
				for _, token := range tokens {
					if strings.EqualFold(strings.TrimSpace(cell), token) {
						out[w.Source] = strings.TrimSpace(cell)
					}
				}
			}
		}
	}
	return out
}

// clear removes what loads that were stopped left.
func (s *store) clear() error {
	for _, part := range s.parts {
		if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// erase takes rows out of the store, in whatever file of it they are: those of loads
// that count no more keep values too.
func (s *store) erase(goes func(Waiting) bool) error {
	for path, rows := range s.files {
		keep := slices.DeleteFunc(slices.Clone(rows), goes)
		var err error
		switch {
		case len(keep) == len(rows):
		case len(keep) == 0:
			err = os.Remove(path)
		default:
			err = writeWaiting(path, keep)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
