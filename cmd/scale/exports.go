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
	"regexp"
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
		const whole = `extract: {date: {value: "2025-12-31"}, kind: full}`
		if !bytes.Contains(data, []byte(whole)) {
			return fmt.Errorf("%s has no line %q to change", name, whole)
		}
		data = bytes.Replace(data, []byte(whole), fmt.Appendf(nil, `extract: {date: {value: %q}, kind: %s}`, speaks, kind), 1)
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(name)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Places of the days of a case.
const (
	openedColumn = 5
	endColumn    = 6
	closedColumn = 7
)

// day is a cell that is a day.
var day = regexp.MustCompile(`(?:^|,)(\d{4}-\d\d-\d\d)(?:,|\r?\n|$)`)

// isLate reports whether a cell is a day of the last quarter.
func isLate(cell []byte) bool { return string(cell) >= quarterBegins }

// cut shares out the rows of the exports in one folder as two extracts would have them: the rest as it was when the last quarter began, and the quarter
// with what was recorded in it, which is new rows and the cases that it ended.
func cut(from, rest, quarter string) error {
	if err := cutFile("cases.csv", from, rest, quarter, cutCase); err != nil {
		return err
	}
	for _, name := range []string{"milestones.csv", "outcomes.csv", "learning.csv"} {
		err := cutFile(name, from, rest, quarter, func(line []byte) (before, after []byte) {
			if m := day.FindSubmatch(line); m != nil && isLate(m[1]) {
				return nil, line
			}
			return line, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// cutCase is the row of a case before the last quarter, when what happened in it was not known, and in it.
func cutCase(line []byte) (before, after []byte) {
	cells := bytes.Split(line, []byte(","))
	if len(cells) <= closedColumn {
		return line, nil
	}
	if isLate(cells[openedColumn]) {
		return nil, line
	}
	for _, c := range []int{endColumn, closedColumn} {
		if known := bytes.TrimRight(cells[c], "\r\n"); isLate(known) {
			cells[c] = cells[c][len(known):]
			after = line
		}
	}
	return bytes.Join(cells, []byte(",")), after
}

func cutFile(name, from, rest, quarter string, share func(line []byte) (before, after []byte)) (err error) {
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
		before, after := share(line)
		if _, err := to[0].Write(before); err != nil {
			return err
		}
		if _, err := to[1].Write(after); err != nil || errors.Is(readErr, io.EOF) {
			return err
		}
		if readErr != nil {
			return readErr
		}
	}
}
