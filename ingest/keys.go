package ingest

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"proceedings/ingest/warehouse"
)

// Keys are the secrets, one a kind of person, under which identifiers become
// hashes. They live in a file of their own, never in the warehouse: without
// them nobody can work from a hash back to a warrant number by trying all numbers.
type Keys struct {
	secrets map[string][]byte
}

// personKinds are the kinds of person that have a key of their own, so that an
// officer who is also a complainant is not linked.
var personKinds = []string{"officer", "complainant", "deceased"}

// openKeys reads the keys of the run and holds them against those that the
// people in the warehouse were hashed with: with other keys the same people would
// count as new ones. Keys are made only for a warehouse that has none.
func (l *loader) openKeys(ctx context.Context) error {
	marks, err := keyMarks(ctx, l.db, "")
	if err != nil {
		return err
	}
	l.keys, err = readKeys(l.KeyFile)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(marks) > 0:
		return fmt.Errorf("the keys that people were hashed with are missing: restore %s from its copy, or name their file with --keys; with other keys the same people would count as new ones", l.KeyFile)
	case errors.Is(err, fs.ErrNotExist) && l.DryRun:
		l.keys, _, err = newKeys()
	case errors.Is(err, fs.ErrNotExist):
		l.keys, err = makeKeys(l.KeyFile)
		l.madeKeys = err == nil
	}
	if err != nil {
		return err
	}
	if err := l.openTombstones(ctx, marks); err != nil {
		return err
	}
	for _, kind := range personKinds {
		mark := l.keys.keyMark(kind)
		switch have, ok := marks[kind]; {
		case !ok:
			if _, err := l.db.ExecContext(ctx, "INSERT INTO load.key VALUES (?, ?)", kind, mark); err != nil {
				return engineError(err)
			}
		case have != mark:
			return fmt.Errorf("the keys in %s are not those that the people in the warehouse were hashed with: restore the right file, or load into a new warehouse", l.KeyFile)
		}
	}
	return nil
}

// keyMarks are what tells the keys of the warehouse that prefix names from others.
func keyMarks(ctx context.Context, db *warehouse.DB, prefix string) (map[string]string, error) {
	marks := map[string]string{}
	err := eachRow(ctx, db, "SELECT kind, mark FROM "+prefix+"load.key", func(rows *sql.Rows) error {
		var kind, mark string
		err := rows.Scan(&kind, &mark)
		marks[kind] = mark
		return err
	})
	return marks, err
}

// readKeys reads the keys at path.
func readKeys(path string) (*Keys, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the keys cannot be read: %w", err)
	}
	text := map[string]string{}
	if err := json.Unmarshal(data, &text); err != nil {
		return nil, fmt.Errorf("%s is not a file of keys: %w", path, err)
	}
	k := &Keys{secrets: map[string][]byte{}}
	for _, kind := range personKinds {
		secret, err := hex.DecodeString(text[kind])
		if err != nil || len(secret) < sha256.Size {
			return nil, fmt.Errorf("%s has no usable key for %s: restore the file from its copy; with other keys the same people would count as new ones", path, kind)
		}
		k.secrets[kind] = secret
	}
	if secret, err := hex.DecodeString(text[forgottenKind]); err == nil && len(secret) >= sha256.Size {
		k.secrets[forgottenKind] = secret
	}
	return k, nil
}

// newKeys draws keys; text is what a file of them holds.
func newKeys() (k *Keys, text map[string]string, err error) {
	k, text = &Keys{secrets: map[string][]byte{}}, map[string]string{}
	for _, kind := range personKinds {
		secret := make([]byte, sha256.Size)
		if _, err := rand.Read(secret); err != nil {
			return nil, nil, err
		}
		k.secrets[kind], text[kind] = secret, hex.EncodeToString(secret)
	}
	return k, text, nil
}

func makeKeys(path string) (*Keys, error) {
	k, text, err := newKeys()
	if err != nil {
		return nil, err
	}
	data, err := json.MarshalIndent(text, "", "  ")
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the keys cannot be written: %w", err)
	}
	_, err = f.Write(append(data, '\n'))
	err = errors.Join(err, f.Sync(), f.Close())
	warehouse.SyncFolder(filepath.Dir(path))
	return k, err // a hash must not outlive its key
}

// keyMark tells a key from others.
func (k *Keys) keyMark(kind string) string { return k.Pseudonym(kind, "mark of the key")[:16] }

// MakeKeys makes the keys of a warehouse to come, in a file that its owner
// alone can read.
func MakeKeys(path string) error {
	_, err := makeKeys(path)
	return err
}

// Pseudonym is the keyed hash (HMAC-SHA-256, its first 128 bits in hexadecimal)
// of a person's identifier.
func (k *Keys) Pseudonym(kind, id string) string {
	mac := hmac.New(sha256.New, k.secrets[kind])
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
