package release

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Beside opens a release by its name in a folder of releases.
func Beside(out, name string) (Standing, error) {
	if name == "" || name != filepath.Base(name) {
		return Standing{}, fmt.Errorf("%q is no name of a release", name)
	}
	return stand(filepath.Join(out, name))
}

// Before finds the release that one in the making follows: from the one that readers are sent to back along those
// that each follows, the first of the edition that was made of something else and speaks for no later day. Where
// readers are sent to another edition, the search begins at the last of this one in the folder. It is false where there is none.
func Before(out, edition, asOf, inputs string) (Standing, bool, error) {
	name, m, err := Current(out)
	if err != nil {
		return Standing{}, false, nil // what cannot be read is compared with nothing; Publish says what is wrong
	}
	if m.Edition != edition {
		if name, err = last(out, edition); err != nil {
			return Standing{}, false, err
		}
	}
	for name != "" {
		s, err := Beside(out, name)
		if errors.Is(err, errNoRelease) {
			return Standing{}, false, nil
		}
		if err != nil {
			return Standing{}, false, err
		}
		if s.Manifest.Edition == edition && s.Manifest.Inputs != inputs && s.Manifest.AsOf <= asOf {
			return s, true, nil
		}
		name = s.Manifest.Follows
	}
	return Standing{}, false, nil
}

// last is the release of an edition with the latest position that no other of them follows; by name where there are several.
func last(out, edition string) (string, error) {
	list, err := List(out)
	if err != nil {
		return "", err
	}
	followed := map[string]bool{}
	for _, s := range list {
		followed[s.Manifest.Follows] = true
	}
	name, asOf := "", ""
	for _, s := range list {
		if s.Manifest.Edition == edition && !followed[s.Name()] && s.Manifest.AsOf >= asOf {
			name, asOf = s.Name(), s.Manifest.AsOf
		}
	}
	return name, nil
}

// Data reads a file of the release and holds it against the manifest.
func (s Standing) Data(file string) ([]byte, error) {
	for _, f := range s.Manifest.Files {
		if f.Path != file {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.Folder, filepath.FromSlash(file)))
		if err != nil || hash(data) != f.SHA256 || strings.Contains(file, "..") {
			return nil, fmt.Errorf("%w: %s of release %s is not what was published", ErrChanged, file, s.Name())
		}
		return data, nil
	}
	return nil, fmt.Errorf("%w: release %s has no %s", ErrChanged, s.Name(), file)
}

// ErrChanged is returned where a release is not as it was published.
var ErrChanged = errors.New("changed since")
