//go:build linux

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// exports makes the exports of so many cases, whole and cut into a last quarter and the rest, each with the profiles that it is read by.
func (o options) exports(size int) (string, error) {
	dir := filepath.Join(o.work, strconv.Itoa(size))
	if _, err := os.Stat(filepath.Join(dir, "made")); err == nil {
		return dir, nil
	}
	all := filepath.Join(dir, "all")
	if err := os.MkdirAll(all, 0o755); err != nil {
		return "", err
	}
	cmd := exec.Command("go", "run", ".", strconv.Itoa(size), all)
	cmd.Dir = o.gen
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the exports cannot be made: %w\n%s", err, out)
	}
	if err := cut(all, filepath.Join(dir, "rest"), filepath.Join(dir, "quarter")); err != nil {
		return "", err
	}
	for _, p := range []struct{ folder, speaks, kind string }{{"all", allSpeak, "full"}, {"rest", restSpeaks, "full"}, {"quarter", allSpeak, "changes"}} {
		if err := profiles(filepath.Join(dir, p.folder, "profiles"), p.speaks, p.kind); err != nil {
			return "", err
		}
	}
	return dir, os.WriteFile(filepath.Join(dir, "made"), nil, 0o644)
}

// profiles writes the profiles of the benchmark's exports for an extract of one day and kind.
func profiles(folder, speaks, kind string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	found, err := filepath.Glob("ingest/profile/builtin/bench-*.yaml")
	if err != nil || len(found) == 0 {
		return fmt.Errorf("the profiles are looked for in the folder of the repository, call it there: %w", errors.Join(err, os.ErrNotExist))
	}
	for _, name := range found {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		data = bytes.Replace(data, []byte(`extract: {date: {value: "2025-12-31"}, kind: full}`), fmt.Appendf(nil, `extract: {date: {value: %q}, kind: %s}`, speaks, kind), 1)
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(name)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// openedColumn is the place of the day on which a case was opened.
const openedColumn = 5

// cut shares out the rows of the exports in one folder: those of cases that were opened in the last quarter, and the rest.
func cut(from, rest, quarter string) error {
	late := map[string]bool{}
	for _, name := range []string{"cases.csv", "milestones.csv", "outcomes.csv", "learning.csv"} {
		err := cutFile(name, from, rest, quarter, func(line []byte) bool {
			id, _, _ := bytes.Cut(line, []byte(","))
			if name == "cases.csv" {
				if cells := bytes.Split(line, []byte(",")); len(cells) > openedColumn && string(cells[openedColumn]) >= quarterBegins {
					late[string(id)] = true
				}
			}
			return late[string(id)]
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func cutFile(name, from, rest, quarter string, isLate func(line []byte) bool) (err error) {
	in, err := os.Open(filepath.Join(from, name))
	if err != nil {
		return err
	}
	defer in.Close()
	var to [2]*bufio.Writer
	for i, folder := range []string{rest, quarter} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		to[i] = bufio.NewWriterSize(f, 1<<20)
		defer func() { err = errors.Join(err, to[i].Flush(), f.Close()) }()
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	headings, err := lines.ReadBytes('\n')
	if err != nil {
		return err
	}
	for _, w := range to {
		if _, err := w.Write(headings); err != nil {
			return err
		}
	}
	for {
		line, readErr := lines.ReadBytes('\n')
		w := to[0]
		if isLate(line) {
			w = to[1]
		}
		if _, err := w.Write(line); err != nil || errors.Is(readErr, io.EOF) {
			return err
		}
		if readErr != nil {
			return readErr
		}
	}
}
