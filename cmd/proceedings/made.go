package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
	"proceedings/reports/release"
)

// keptFolder is where what can be made again is kept of a warehouse: the drawings of its charts
// and which release was made of what.
func keptFolder(path string) string {
	return warehouse.Beside(path) + ".kept"
}

// made remembers which release was made of what, so that nothing is worked out
// twice. What it was made of is everything: the bytes of the program and of the
// warehouse, the standards, the dates and the edition.
type made struct {
	file string
	of   string // SHA-256 of all that
}

func (o *publishOptions) made(ctx context.Context, p queries.Period, words *vocab.Set) (made, error) {
	m := made{file: filepath.Join(keptFolder(o.warehouse), "releases.json")}
	h := sha256.New()
	program, err := os.Executable()
	if err != nil {
		return m, fmt.Errorf("the program cannot be found: %w", err)
	}
	for _, file := range []string{program, o.warehouse, o.warehouse + ".wal", o.disclose.exceptions, commentFile(o.warehouse)} {
		if err := hashFile(h, file); err != nil {
			return m, err
		}
	}
	if warehouse.IsLake(o.warehouse) {
		state, err := warehouse.LakeState(ctx, o.warehouse, o.settings())
		if err != nil {
			return m, err
		}
		fmt.Fprintln(h, state)
	}
	fmt.Fprintln(h, words.Fingerprint(), o.edition, o.packs, o.undrawn, o.printed, o.follows, o.disclose.threshold, o.disclose.round)
	for _, day := range []time.Time{p.AsOf, p.From, p.To, p.KnownAt} {
		fmt.Fprintln(h, day.Format(time.DateOnly))
	}
	m.of = hex.EncodeToString(h.Sum(nil))
	return m, nil
}

func hashFile(h hash.Hash, path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(h, "none")
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	defer f.Close()
	n, err := io.Copy(h, f)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	fmt.Fprintln(h, n)
	return nil
}

func (m made) read() map[string]string {
	names := map[string]string{}
	if data, err := os.ReadFile(m.file); err != nil || json.Unmarshal(data, &names) != nil {
		return map[string]string{}
	}
	return names
}

// remembered is the number of releases that are remembered.
const remembered = 50

// keep remembers a release. That this cannot be written is no error: it is made anew the next time.
func (m made) keep(name string) {
	names := m.read()
	if len(names) >= remembered {
		clear(names)
	}
	names[m.of] = name
	data, err := json.MarshalIndent(names, "", " ")
	if err != nil || os.MkdirAll(filepath.Dir(m.file), 0o700) != nil {
		return
	}
	_ = os.WriteFile(m.file, data, 0o600)
}

// again points to the release that was made of the same, where it still stands whole. The name is
// empty where there is none.
func (o *publishOptions) again(m made) (string, error) {
	name := m.read()[m.of]
	if name == "" || name != filepath.Base(name) {
		return "", nil
	}
	stands := false
	err := o.readable(func() (err error) {
		stands, err = release.Again(o.out, name)
		return err
	})
	if err != nil || !stands {
		return "", err
	}
	o.progress("nothing has changed since %s was made: its files were checked and it is pointed to again", name)
	return name, nil
}
