package release

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// removing begins the names of folders of releases on their way out.
const removing = ".removing-"

// Keep removes the releases of a folder but the last n of each edition. By position, and among those of one position by when
// their folders were made, the latest come last. What readers are sent to stays, and so does each that is signed off and
// each that one of all these is compared with: it is needed to make that one again. A folder that is not a whole release of
// this program is left alone. It returns the names of those removed.
func Keep(out string, n int) ([]string, error) {
	if n < 1 {
		return nil, nil
	}
	if err := sweep(out); err != nil {
		return nil, err
	}
	list, err := List(out)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(s Standing) bool { return s.Manifest.name(s.data) != s.Name() }) // no release, or one that somebody changed
	kept, err := worthKeeping(out, n, list)
	if err != nil {
		return nil, err
	}
	var gone []string
	for _, s := range list {
		if kept[s.Name()] {
			continue
		}
		if err := remove(s.Folder); err != nil {
			return gone, err
		}
		gone = append(gone, s.Name())
	}
	return gone, nil
}

// worthKeeping names the releases that stay.
func worthKeeping(out string, n int, list []Standing) (map[string]bool, error) {
	kept := map[string]bool{}
	current, _, err := Current(out)
	if err != nil {
		return nil, err
	}
	kept[current] = true
	signed, err := Signoffs(out)
	if err != nil {
		return nil, err
	}
	for _, s := range signed {
		kept[s.Release] = true
	}
	last := slices.Clone(list)
	made := map[string]int64{}
	for _, s := range last {
		if info, err := os.Stat(s.Folder); err == nil {
			made[s.Name()] = info.ModTime().UnixNano()
		}
	}
	slices.SortFunc(last, func(a, b Standing) int {
		if c := strings.Compare(b.Manifest.AsOf, a.Manifest.AsOf); c != 0 {
			return c
		}
		if x, y := made[a.Name()], made[b.Name()]; x != y {
			return map[bool]int{true: -1, false: 1}[x > y]
		}
		return strings.Compare(b.Name(), a.Name())
	})
	of := map[string]int{}
	for _, s := range last {
		if of[s.Manifest.Edition]++; of[s.Manifest.Edition] <= n {
			kept[s.Name()] = true
		}
	}
	var followed []string // by those kept for themselves alone, lest all are
	for _, s := range list {
		if kept[s.Name()] {
			followed = append(followed, s.Manifest.Follows)
		}
	}
	for _, name := range followed {
		kept[name] = true
	}
	return kept, nil
}

// remove takes a release away: it first loses its name, so that nobody finds half of it.
func remove(folder string) error {
	aside := filepath.Join(filepath.Dir(folder), removing+filepath.Base(folder))
	if err := os.Rename(folder, aside); err != nil {
		return fmt.Errorf("the release %s cannot be removed: a file of it may be open: close it and publish again: %w", folder, err)
	}
	_ = os.RemoveAll(aside) // what somebody has open stays behind under that name, for the next sweep
	return nil
}

// sweep removes what an earlier removal left behind.
func sweep(out string) error {
	left, err := filepath.Glob(filepath.Join(out, removing+"*"))
	if err != nil {
		return fmt.Errorf("the folder of releases cannot be read: %w", err)
	}
	for _, folder := range left {
		_ = os.RemoveAll(folder)
	}
	return nil
}
