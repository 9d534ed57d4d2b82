package ingest

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"proceedings/ingest/warehouse"
)

// partMark ends the name of a file that is being written. One that a killed
// program left behind is written over by the next, and removed when a case is
// forgotten.
const partMark = ".part"

// replaceFile puts what write gives in the place of a file in one step, on the
// disk before it returns, for its owner only.
func replaceFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path+partMark, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = write(w)
	if err = errors.Join(err, w.Flush(), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path+partMark))
	}
	defer warehouse.SyncFolder(filepath.Dir(path))
	return os.Rename(path+partMark, path)
}

// writeWaiting writes a file of the quarantine store.
func writeWaiting(path string, rows []Waiting) error {
	return replaceFile(path, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, row := range rows {
			if err := enc.Encode(row); err != nil {
				return err
			}
		}
		return nil
	})
}
