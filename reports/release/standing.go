package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Standing is a release that lies in a folder of releases.
type Standing struct {
	Folder   string
	Manifest Manifest

	data []byte // the manifest as it lies there
}

// List reads the manifests of the releases in a folder, by name. A folder that
// does not exist holds none.
func List(out string) ([]Standing, error) {
	entries, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the folder of releases cannot be read: %w", err)
	}
	var list []Standing
	for _, e := range entries {
		folder := filepath.Join(out, e.Name())
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		s, err := stand(folder)
		if errors.Is(err, errNoRelease) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

var errNoRelease = errors.New("no release")

// stand reads the manifest of a release's folder.
func stand(folder string) (Standing, error) {
	s := Standing{Folder: folder}
	var err error
	if s.data, err = os.ReadFile(filepath.Join(folder, manifestName)); err != nil {
		return s, fmt.Errorf("%s: %w: it has no %s that can be read", folder, errNoRelease, manifestName)
	}
	if err := json.Unmarshal(s.data, &s.Manifest); err != nil {
		return s, fmt.Errorf("the manifest of %s cannot be read: %w", folder, err)
	}
	return s, nil
}

// Name is the name of the release: that of its folder.
func (s Standing) Name() string { return filepath.Base(s.Folder) }

// StandsOn says whether the release was made from one of these exports, known by
// the SHA-256 of their bytes.
func (s Standing) StandsOn(exports map[string]bool) bool {
	for _, source := range s.Manifest.Sources {
		if exports[source.SHA256] {
			return true
		}
	}
	return false
}

// Again points out/index.html to a release that lies there already, where it is whole: its
// manifest is the one it is named for and every file is what the manifest lists. It is
// false where there is none or something in it was changed; then it must be built.
func Again(out, name string) (bool, error) {
	s, err := stand(filepath.Join(out, name))
	if err != nil {
		return false, nil
	}
	if problems, err := s.Check(); err != nil || len(problems) > 0 {
		return false, nil
	}
	if err := ours(filepath.Join(out, "index.html")); err != nil {
		return false, err
	}
	return true, replace(filepath.Join(out, "index.html"), pointer(name))
}
