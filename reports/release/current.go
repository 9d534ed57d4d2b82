package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

var pointsTo = regexp.MustCompile(`<a href="([^"]+)/index\.html">`)

// Current reads which release a folder's index.html points to, and its
// manifest. The name is empty where nothing has been published there.
func Current(out string) (name string, m Manifest, err error) {
	path := filepath.Join(out, "index.html")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", m, nil
	}
	if err != nil {
		return "", m, fmt.Errorf("the release cannot be read: %w", err)
	}
	found := pointsTo.FindSubmatch(data)
	if err := ours(path); err != nil || found == nil {
		return "", m, fmt.Errorf("%s points to no release of this program", path)
	}
	name = html.UnescapeString(string(found[1]))
	data, err = os.ReadFile(filepath.Join(out, name, manifestName))
	if err != nil {
		return "", m, fmt.Errorf("%s points to release %s, whose manifest cannot be read: publish again", path, name)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return "", m, fmt.Errorf("the manifest of release %s cannot be read: publish again", name)
	}
	return name, m, nil
}
