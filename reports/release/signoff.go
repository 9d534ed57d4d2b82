package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// signoffName is the file beside the releases that says who signed which.
const signoffName = "signoffs.json"

// Signoff says that somebody stands for a release. It lies beside the releases: what is in one is made of its inputs alone.
type Signoff struct {
	Release string `json:"release"` // its name, which follows from all that is in it
	By      string `json:"by"`
	Role    string `json:"role"`
	Note    string `json:"note,omitempty"`
	At      string `json:"at"` // moment, UTC
}

// Signoffs reads who signed which release of a folder, oldest first.
func Signoffs(out string) ([]Signoff, error) {
	path := filepath.Join(out, signoffName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	var list []Signoff
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("%s cannot be read: put it back from a copy", path)
	}
	return list, nil
}

// Signed are the sign-offs of the release.
func (s Standing) Signed() ([]Signoff, error) {
	all, err := Signoffs(filepath.Dir(s.Folder))
	var out []Signoff
	for _, one := range all {
		if one.Release == s.Name() {
			out = append(out, one)
		}
	}
	return out, err
}

// ErrSigned says that the same person signed a release in the same role before, and says no more of it now.
var ErrSigned = errors.New("it was signed so before")

// Sign records a sign-off of a release that is whole, by replacing one small file. The error says what is wrong where it is not.
func (s Standing) Sign(by Signoff) error {
	problems, err := s.Check()
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return fmt.Errorf("%w: %s %s", ErrChanged, problems[0].Path, problems[0].What)
	}
	out := filepath.Dir(s.Folder)
	list, err := Signoffs(out)
	if err != nil {
		return err
	}
	by.Release = s.Name()
	if slices.ContainsFunc(list, func(one Signoff) bool {
		return one.Release == by.Release && one.By == by.By && one.Role == by.Role && (by.Note == "" || by.Note == one.Note)
	}) {
		return ErrSigned
	}
	data, err := json.MarshalIndent(append(list, by), "", "  ")
	if err != nil {
		return err
	}
	return replace(filepath.Join(out, signoffName), append(data, '\n'))
}
