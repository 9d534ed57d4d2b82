//go:build duckdb_arrow && unix

package warehouse

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// likeFolder carries out work whose new files are for whoever the folder is for: its group too, where the folder is its
// group's. A program's other files have rights of their own, and are its owner's alone.
func likeFolder(folder string, work func() error) error {
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm()&0o020 == 0 {
		return work()
	}
	was := syscall.Umask(0o007)
	err = work()
	syscall.Umask(was)
	return errors.Join(err, shareFolders(folder))
}

// shareFolders lets the group write to the folders in a folder that are this program's: the engine makes them for their owner to write to.
func shareFolders(folder string) error {
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Mode().Perm()&0o020 != 0 {
			return err
		}
		if err := os.Chmod(path, info.Mode()|0o070); errors.Is(err, fs.ErrPermission) {
			return nil // another's, who has seen to it
		}
		return err
	})
}
