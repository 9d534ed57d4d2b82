package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"proceedings/ingest/warehouse"
)

// Place is where an export is built, and the folder that it becomes.
type Place struct {
	Folder  string // to write into
	target  string
	replace bool
	leave   func()
}

// ErrThere is returned where the target is an export already and is not to be replaced.
var ErrThere = errors.New("there is an export already")

// Take makes a folder to build in, beside the target and readable by its owner only, under a lock. What a run that was
// killed left there is removed. The target may not exist, or may be empty; with replace it may be an
// export that nobody has added files to.
func Take(target string, replace bool) (*Place, error) {
	target, err := filepath.Abs(target)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(target); err == nil {
		target = real
	}
	p := &Place{Folder: target + ".exporting", target: target, replace: replace}
	if err := p.free(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return nil, fmt.Errorf("the folder %s cannot be made: %w", filepath.Dir(target), reason(err))
	}
	unlock, err := warehouse.Alone(p.Folder + ".lock")
	switch {
	case errors.Is(err, warehouse.ErrLocked):
		return nil, fmt.Errorf("another export to %s is under way: wait until it has finished", target)
	case err != nil:
		return nil, fmt.Errorf("nothing can be written beside %s: %w", target, reason(err))
	}
	p.leave = func() {
		_ = os.RemoveAll(p.Folder)
		unlock()
	}
	if err := errors.Join(p.comeBack(), p.free()); err != nil {
		p.leave()
		return nil, err
	}
	if err := errors.Join(os.RemoveAll(filepath.Dir(p.old())), os.RemoveAll(p.Folder), os.Mkdir(p.Folder, 0o700)); err != nil {
		p.leave()
		return nil, fmt.Errorf("nothing can be written beside %s: %w", target, reason(err))
	}
	return p, nil
}

// old is where an export stands while another takes its place.
func (p *Place) old() string { return filepath.Join(p.Folder+".old", filepath.Base(p.target)) }

// comeBack brings back the export of a run that was killed between the two steps of Settle.
func (p *Place) comeBack() error {
	err := os.Rename(p.old(), p.target)
	_ = os.Remove(filepath.Dir(p.old())) // an empty folder only
	if _, there := os.Lstat(p.target); err == nil || there == nil || errors.Is(err, fs.ErrNotExist) {
		return nil // what stands there is the new one, or there is none to come back
	}
	return fmt.Errorf("the export that was in %s lies in %s and cannot be moved back: %w", p.target, p.old(), reason(err))
}

// Leave removes what was built and not settled.
func (p *Place) Leave() { p.leave() }

// Settle gives the folder its name. An export that was there steps back first and is removed last.
func (p *Place) Settle() error {
	if err := p.free(); err != nil {
		return err
	}
	old := p.old()
	switch _, err := os.Lstat(p.target); {
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(p.Folder, p.target)
	case err != nil:
		return err
	}
	if err := errors.Join(os.RemoveAll(filepath.Dir(old)), os.Mkdir(filepath.Dir(old), 0o700)); err != nil {
		return err
	}
	defer os.Remove(filepath.Dir(old)) // an empty folder only: nothing is lost if the old could not come back
	if err := os.Rename(p.target, old); err != nil {
		return fmt.Errorf("%s cannot be replaced: %w", p.target, reason(err))
	}
	if err := os.Rename(p.Folder, p.target); err != nil {
		return fmt.Errorf("%s cannot be replaced: %w", p.target, errors.Join(reason(err), os.Rename(old, p.target)))
	}
	return os.RemoveAll(filepath.Dir(old))
}

// free says why the target may not be taken.
func (p *Place) free() error {
	info, err := os.Lstat(p.target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s cannot be looked at: %w", p.target, reason(err))
	case !info.IsDir():
		return fmt.Errorf("%s is a file: name a folder", p.target)
	}
	files, err := filesOf(p.target)
	if err != nil || len(files) == 0 {
		return err
	}
	known, ok := exported(p.target)
	switch {
	case !ok:
		return fmt.Errorf("%s holds files and is no export of this program: name a new or an empty folder", p.target)
	case !p.replace:
		return fmt.Errorf("%w in %s", ErrThere, p.target)
	}
	for _, f := range files {
		if !slices.Contains(known, f) {
			return fmt.Errorf("%s is not of the export in %s, which would be removed with it: move it away, or name another folder", f, p.target)
		}
	}
	return nil
}

// exported are the files of the export in a folder, and whether there is one.
func exported(folder string) ([]string, bool) {
	data, err := os.ReadFile(filepath.Join(folder, descriptorName))
	if err != nil {
		return nil, false
	}
	var d Descriptor
	if json.Unmarshal(data, &d) != nil || d.MadeBy != madeBy {
		return nil, false
	}
	files := []string{descriptorName}
	for _, r := range d.Resources {
		files = append(files, r.Path...)
	}
	slices.Sort(files)
	return files, true
}

// filesOf lists the files below a folder by their paths in it.
func filesOf(folder string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(folder, name)
		out = append(out, filepath.ToSlash(rel))
		return err
	})
	return out, err
}

// reason is what the system said, without the call and the path that the sentence around it names.
func reason(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}
