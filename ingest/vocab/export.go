package vocab

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Export writes the built-in files into a folder for a domain owner to edit, and returns
// their paths. The folder is made where it is not there; nothing is overwritten.
func Export(dir string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("the folder %s cannot be made: %w", dir, err)
	}
	var paths []string
	for _, name := range fileNames() {
		path := filepath.Join(dir, name)
		switch _, err := os.Lstat(path); {
		case err == nil:
			return nil, fmt.Errorf("%s is there already and is not overwritten; name an empty folder, or move the file away", path)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("%s cannot be looked at: %w", path, err)
		}
		paths = append(paths, path)
	}
	for i, name := range fileNames() {
		data, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(paths[i], data, 0o666); err != nil {
			return nil, fmt.Errorf("%s cannot be written: %w", paths[i], err)
		}
	}
	return paths, nil
}
