package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Standing is a release that lies in a folder of releases.
type Standing struct {
	Folder   string
	Manifest Manifest
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
		data, err := os.ReadFile(filepath.Join(folder, manifestName))
		if err != nil || !e.IsDir() {
			continue // no release
		}
		s := Standing{Folder: folder}
		if err := json.Unmarshal(data, &s.Manifest); err != nil {
			return nil, fmt.Errorf("the manifest of %s cannot be read: %w", folder, err)
		}
		list = append(list, s)
	}
	return list, nil
}

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
	folder := filepath.Join(out, name)
	data, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		return false, nil
	}
	var m Manifest
	if json.Unmarshal(data, &m) != nil || m.name(data) != name {
		return false, nil
	}
	want := map[string]string{manifestName: hash(data)}
	for _, f := range m.Files {
		want[f.Path] = f.SHA256
	}
	if holds(folder, want) != nil {
		return false, nil
	}
	if err := ours(filepath.Join(out, "index.html")); err != nil {
		return false, err
	}
	return true, replace(filepath.Join(out, "index.html"), pointer(name))
}
