package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a release: which file, by its path in it, and what of it.
type Problem struct{ Path, What string }

// Open finds the release that a path means: a release's folder, or a folder of releases, of which it is the
// one that readers are sent to.
func Open(folder string) (Standing, error) {
	absolute, err := filepath.Abs(folder) // "." has a name too
	if err != nil {
		return Standing{}, fmt.Errorf("%s cannot be read: %w", folder, err)
	}
	if info, err := os.Stat(absolute); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return Standing{}, fmt.Errorf("there is no folder %s: name a release's folder, or the folder of releases", folder)
	}
	if _, err := os.Stat(filepath.Join(absolute, manifestName)); err == nil {
		return stand(absolute)
	}
	name, _, err := Current(absolute)
	if err != nil {
		return Standing{}, err
	}
	if name == "" {
		return Standing{}, fmt.Errorf("%s is neither a release nor a folder of releases: it has no %s and no index.html of this program", folder, manifestName)
	}
	return stand(filepath.Join(absolute, name))
}

// Check lists what is not as the release was published, by path: its folder is named for the manifest, each file
// that the manifest lists is there with its bytes, and nothing more but what file managers leave.
func (s Standing) Check() ([]Problem, error) {
	want := map[string]string{manifestName: hash(s.data)}
	var problems []Problem
	if name := s.Manifest.name(s.data); name != s.Name() {
		problems = append(problems, Problem{manifestName, "is not the one that the folder is named for: it comes to " + name})
	}
	for _, f := range s.Manifest.Files {
		if _, twice := want[f.Path]; twice {
			problems = append(problems, Problem{f.Path, "stands twice in the manifest"})
		}
		want[f.Path] = f.SHA256
	}
	found, err := look(s.Folder, want)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", s.Folder, err)
	}
	return append(problems, found...), nil
}

// hashedOnly says of a file that it is not made again byte for byte: a browser prints its time into a PDF.
func hashedOnly(file string) bool { return strings.EqualFold(path.Ext(file), ".pdf") }

// Against lists where a release that was made again differs from the one that stands, by path. Its PDF files are
// not compared: Check has held them against the manifest.
func (b Built) Against(s Standing) ([]Problem, error) {
	var problems []Problem
	made := map[string]string{}
	for _, f := range b.Files {
		if f.Path != manifestName && !hashedOnly(f.Path) {
			made[f.Path] = hash(f.Bytes)
		}
	}
	m := b.manifest
	var files []HashedFile
	for _, f := range s.Manifest.Files {
		again, ok := made[f.Path]
		switch {
		case hashedOnly(f.Path):
			files = append(files, f)
		case !ok:
			problems = append(problems, Problem{f.Path, "is not made again"})
		case again != f.SHA256:
			problems = append(problems, Problem{f.Path, "comes out otherwise"})
		}
		delete(made, f.Path)
	}
	for name := range made {
		problems = append(problems, Problem{name, "is made now and is not in the release"})
	}
	data, _, err := m.sealWith(b.Files, files)
	if err != nil {
		return nil, err
	}
	if string(data) != string(s.data) {
		problems = append(problems, Problem{manifestName, "comes out otherwise"})
	}
	return sorted(problems), nil
}

func sorted(problems []Problem) []Problem {
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return problems
}
