//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// settle takes the log that another program left beside the warehouse, or an older one of
// this, into the file, as the engine does when it opens both, but on a copy.
//
// A log must not stand beside a file that holds what is in it: all of it would be taken in
// twice. The engine marks the log before it writes the header of a file that needs it no
// more, and disregards a log that has the mark of the header; with the header from before
// it takes the log in. So the marked log takes the place of the log first, then the copy
// that of the file, and then the log can go.
func (a *aside) settle(ctx context.Context, s Settings) error {
	logs := withLogs(a.target)[1:]
	for _, log := range logs[1:] {
		if _, err := os.Stat(log); err == nil {
			return unsettled(log)
		}
	}
	if _, err := os.Stat(logs[0]); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(a.target); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the log %s lies there without its warehouse: put the warehouse back beside it, or move the log away", logs[0])
	}
	from, err := a.copy(ctx, s)
	if err != nil {
		return err
	}
	defer from.close()
	marked, err := a.takeIn(ctx, s, logs[0])
	if err != nil {
		return err
	}
	if marked != "" { // something was in it
		if err := errors.Join(syncFile(marked), os.Rename(marked, logs[0])); err != nil {
			return err
		}
		SyncFolder(filepath.Dir(logs[0]))
		if err := a.place(ctx, s, from.close, a.rename); err != nil {
			return err
		}
	}
	err = errors.Join(from.close(), os.Remove(logs[0]), a.clear())
	SyncFolder(filepath.Dir(logs[0])) // before a file without a log takes the place of this one
	return err
}

// takeIn takes the log of the copy into it, and returns the name of the log as the engine
// marked it; "" where it was of no use any more.
func (a *aside) takeIn(ctx context.Context, s Settings, log string) (string, error) {
	own, marked := withLogs(a.fresh)[1], a.fresh+".marked"
	if err := a.link(own, marked); err != nil { // a second name, for the engine removes the first
		return a.takeInElsewhere(ctx, s, log)
	}
	nothing := func(*DB) error { return nil }
	if err := a.work(ctx, s, nothing); err != nil || !a.written() {
		return "", err
	}
	// The copy with the marked log is what anyone finds who comes before the log is gone.
	if info, err := os.Stat(marked); err != nil || info.Size() == 0 {
		return "", unsettled(log)
	}
	if err := errors.Join(a.link(marked, own), os.Chtimes(a.fresh, longAgo(), longAgo()), a.work(ctx, s, nothing)); err != nil {
		return "", err
	}
	if _, err := os.Stat(own); err == nil || a.written() {
		return "", unsettled(log)
	}
	return marked, nil
}

// takeInElsewhere does the same where a file cannot have two names, as on some network shares,
// in the system's folder for what need not stay, and brings back what came of it.
func (a *aside) takeInElsewhere(ctx context.Context, s Settings, log string) (string, error) {
	e, err := takeTemp(a.target)
	if err != nil {
		return "", err
	}
	defer e.leave()
	for i := range 2 { // the file and its log
		if err := moveFile(withLogs(a.fresh)[i], withLogs(e.fresh)[i]); err != nil {
			return "", err
		}
	}
	if err := os.Chtimes(e.fresh, longAgo(), longAgo()); err != nil {
		return "", err
	}
	second := e.fresh + ".second"
	if err := e.link(e.fresh, second); err != nil {
		return "", fmt.Errorf("%s: neither its folder nor %s lets a file have two names, which this needs: set TMPDIR to a folder on a disk of this computer, and try again", log, os.TempDir())
	}
	if err := os.Remove(second); err != nil {
		return "", err
	}
	marked, err := e.takeIn(ctx, s, log)
	if err != nil || marked == "" {
		return "", err
	}
	own := a.fresh + ".marked"
	return own, errors.Join(moveFile(e.fresh, a.fresh), moveFile(marked, own))
}

// moveFile takes a file to another disk. What is needed of it is put on that disk by whoever
// gives it its last name.
func moveFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	return errors.Join(copyTo(in, to), in.Close(), os.Remove(from))
}

func unsettled(log string) error {
	return fmt.Errorf("%s is a log that a program left which was stopped, and cannot be taken into the warehouse: keep a copy of both, open the warehouse once with DuckDB for writing, close it, and try again", log)
}
