//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// The engine writes parts of a file that it still needs: a block of 256 KiB holds up to
// 64 pieces of what describes the tables, those of the last checkpoint among them, and a
// new piece is put into a free place of such a block and the block written again where
// it is, under one checksum. A program killed in the middle of that leaves a file that
// nothing can read. So no warehouse is ever written where it is. All that changes one is
// done on a copy in a folder beside it, which takes its place by one rename when it is
// whole and on the disk.

// aside is that folder, held by one program at a time.
type aside struct {
	target string // the warehouse itself, where path leads by a link
	fresh  string // the copy
	lock   *os.File
	link   func(string, string) error // os.Link; some network shares have no such thing
}

// asideFolder is where a warehouse is worked on, readable by its owner only.
func asideFolder(target string) string { return target + ".rewriting" }

// errGone is returned where the program that had the folder has just removed it.
var errGone = errors.New("removed meanwhile")

// takeTries is how often the folder of a program that is leaving is waited for.
const takeTries = 2000

// takeAside takes the folder of the warehouse at path, and removes what a program left
// there that was killed.
func takeAside(path string) (*aside, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	a := &aside{target: path, fresh: filepath.Join(asideFolder(path), filepath.Base(path)), link: os.Link}
	for try := 0; ; try++ {
		if err := os.Mkdir(asideFolder(path), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, explain(path, err)
		}
		if info, err := os.Lstat(asideFolder(path)); err == nil && !info.IsDir() {
			return nil, fmt.Errorf("%s is not a folder of this program: move it away", asideFolder(path))
		}
		var err error
		a.lock, err = takeLock(a.fresh + ".lock")
		switch {
		case err == nil:
			if err := a.clear(); err != nil {
				a.leave()
				return nil, err
			}
			return a, nil
		case try < takeTries && (errors.Is(err, errGone) || errors.Is(err, fs.ErrNotExist)):
			time.Sleep(time.Millisecond) // the program that had it is removing it
			continue
		}
		return nil, explain(path, err)
	}
}

// clear removes all that is in the folder but the lock.
func (a *aside) clear() error {
	return clearBut(filepath.Dir(a.fresh), a.lock)
}

// leave removes the folder. What cannot be removed, the next program to take it removes.
func (a *aside) leave() {
	_ = a.clear()
	if a.lock != nil {
		leaveLock(a.lock)
	}
	_ = os.Remove(filepath.Dir(a.fresh)) // another program may have taken it already
}

// change carries out work on a copy and puts that in its place.
func (a *aside) change(ctx context.Context, s Settings, work func(*DB) error) error {
	from, err := a.copy(ctx, s)
	if err != nil {
		return err
	}
	defer from.close()
	if err := a.work(ctx, s, work); err != nil || !a.written() {
		return err
	}
	return a.replace(ctx, s, from.close)
}

// work carries out work on the copy, in one transaction, and leaves it without a log.
func (a *aside) work(ctx context.Context, s Settings, work func(*DB) error) error {
	db, err := openFile(ctx, a.fresh, s, false)
	if err != nil {
		return explain(a.target, err)
	}
	err = db.transact(ctx, func() error { return work(db) })
	if err == nil {
		_, err = db.ExecContext(ctx, "CHECKPOINT wh")
	}
	return errors.Join(err, db.Close())
}

// longAgo is when a copy says that it was written last, until it is.
func longAgo() time.Time { return time.Unix(0, 0) }

// written reports whether the copy is another than the warehouse.
func (a *aside) written() bool {
	info, err := os.Stat(a.fresh)
	return err != nil || !info.ModTime().Equal(longAgo())
}

// replace puts the copy in the place of the warehouse where no log would be taken for one of it.
func (a *aside) replace(ctx context.Context, s Settings, letGo func() error) error {
	return a.place(ctx, s, letGo, func() error {
		for _, log := range append(withLogs(a.target)[1:], withLogs(a.fresh)[1:]...) {
			if _, err := os.Stat(log); !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("%s is still there; try again", log)
			}
		}
		return a.rename()
	})
}

// rename gives the copy the name of the warehouse.
func (a *aside) rename() error { return os.Rename(a.fresh, a.target) }

// place puts the copy in the place of the warehouse by rename. letGo is called where the system refuses
// that while the old file is open; what others have open is waited for.
func (a *aside) place(ctx context.Context, s Settings, letGo, rename func() error) error {
	likeOwner(a.fresh, a.target)
	// What was written before, such as the keys, must be on the disk before what needs it.
	SyncFolder(filepath.Dir(a.target))
	if err := errors.Join(os.Chmod(a.fresh, 0o600), syncFile(a.fresh)); err != nil {
		return err
	}
	if err := rename(); err != nil {
		if err := errors.Join(letGo(), s.tryAgain(ctx, readersKeep, rename)); err != nil {
			return fmt.Errorf("the new copy of the warehouse cannot be put in its place, the old one stands: %w", err)
		}
	}
	SyncFolder(filepath.Dir(a.target))
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncFolder puts the names in a folder on the disk, where the system can.
func SyncFolder(path string) {
	if f, err := os.Open(path); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

// held is a warehouse that is being copied. While it is held, no other program, this one
// or another, writes to it; all may read.
type held struct {
	db    *DB
	files []*os.File
}

// copy copies the warehouse, with its logs, into the folder. One that does not exist yet
// has nothing to copy.
func (a *aside) copy(ctx context.Context, s Settings) (*held, error) {
	from := &held{}
	if _, err := os.Stat(a.target); errors.Is(err, fs.ErrNotExist) {
		return from, nil
	}
	var err error
	if from.db, err = holdFile(ctx, a.target, Settings{Threads: 1, Secret: s.Secret, Extensions: s.Extensions}); err != nil {
		return nil, err
	}
	for i, name := range withLogs(a.target) {
		if err := from.copyFile(name, withLogs(a.fresh)[i]); err != nil && !(i > 0 && errors.Is(err, fs.ErrNotExist)) {
			return nil, errors.Join(noCopy(a.target, err), from.close())
		}
	}
	if err := errors.Join(ctx.Err(), os.Chtimes(a.fresh, longAgo(), longAgo())); err != nil {
		return nil, errors.Join(err, from.close())
	}
	return from, nil
}

// copyFile leaves the file that it copied open: on some systems a program that closes a
// file loses what locks it has on it.
func (s *held) copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	s.files = append(s.files, in)
	return copyTo(in, to)
}

func copyTo(in io.Reader, to string) error {
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// close lets the warehouse go.
func (s *held) close() error {
	var err error
	if s.db != nil {
		err = s.db.Close()
	}
	for _, f := range s.files {
		err = errors.Join(err, f.Close())
	}
	s.db, s.files = nil, nil
	return err
}

func noCopy(path string, err error) error {
	info, statErr := os.Stat(path)
	if errors.Is(err, syscall.ENOSPC) && statErr == nil {
		return fmt.Errorf("the disk is full: %s is changed on a copy of it, which needs %d MB beside it: free some space and try again; nothing was changed", path, info.Size()/1e6+1)
	}
	return fmt.Errorf("the warehouse cannot be copied, nothing was changed: %w", err)
}

// takeTemp makes a private folder for a copy that is to be dropped. Who is killed leaves it to
// the next program that needs such a folder, as it leaves the one beside the warehouse.
func takeTemp(path string) (*aside, error) {
	dir, err := takeTempFolder()
	if err != nil {
		return nil, err
	}
	return &aside{target: path, fresh: filepath.Join(dir.path, "warehouse.duckdb"), lock: dir.lock, link: os.Link}, nil
}
