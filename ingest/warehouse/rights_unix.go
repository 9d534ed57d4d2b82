//go:build duckdb_arrow && unix

package warehouse

import (
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
	defer syscall.Umask(syscall.Umask(0o007))
	err = work()
	shareFolders(folder)
	return err
}

// shareFolders lets the group write to the folders in a folder that are this program's: the engine makes them for their owner to write to.
// Those of others, who have seen to theirs, are passed over: what is saved is saved.
func shareFolders(folder string) {
	_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipDir
		}
		if info, err := e.Info(); e.IsDir() && err == nil && info.Mode().Perm()&0o020 == 0 {
			_ = os.Chmod(path, info.Mode()|0o070)
		}
		return nil
	})
}
