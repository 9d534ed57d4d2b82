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
	"io"
	"io/fs"
	"os"

	"proceedings/ingest/warehouse"
)

// forgottenKind is the key under which the references of what was forgotten are
// hashed: without it nobody can tell from a tombstone which case it was.
const forgottenKind = "forgotten"

// skipForgotten is the rule that leaves out rows of a forgotten case.
const skipForgotten = "the case was forgotten"

// tombstones are the marks of what was forgotten, by kind of record and mark.
type tombstones map[string]map[string]bool

// has knows a reference however it is capitalised; of what earlier programs marked,
// as it was marked.
func (t tombstones) has(k *Keys, kind, ref string) bool {
	marks := t[kind]
	return len(marks) > 0 && (marks[k.tombstone(kind, ref)] || ref != fold(ref) && marks[k.markAsWritten(kind, ref)])
}

// tombstone is the mark that a forgotten reference leaves.
func (k *Keys) tombstone(kind, ref string) string { return k.markAsWritten(kind, fold(ref)) }

func (k *Keys) markAsWritten(kind, ref string) string {
	mac := hmac.New(sha256.New, k.secrets[forgottenKind])
	mac.Write([]byte(kind + "\n" + ref))
	return hex.EncodeToString(mac.Sum(nil))
}

func readTombstones(ctx context.Context, db *warehouse.DB, prefix string) (tombstones, error) {
	out := tombstones{}
	err := eachRow(ctx, db, "SELECT kind, mark FROM "+prefix+"load.tombstone", func(rows *sql.Rows) error {
		var kind, mark string
		err := rows.Scan(&kind, &mark)
		if out[kind] == nil {
			out[kind] = map[string]bool{}
		}
		out[kind][mark] = true
		return err
	})
	return out, err
}

// openTombstones reads what was forgotten, and wants the key that it can be known by.
func (l *loader) openTombstones(ctx context.Context, marks map[string]string) (err error) {
	if l.tombstones, err = readTombstones(ctx, l.db, ""); err != nil || len(l.tombstones) == 0 {
		return err
	}
	if l.reach, err = newReach(l.Words); err != nil {
		return err
	}
	return checkForgottenKey(l.keys, marks, l.KeyFile)
}

func checkForgottenKey(k *Keys, marks map[string]string, path string) error {
	have, ok := marks[forgottenKind]
	if ok && (k.secrets[forgottenKind] == nil || k.keyMark(forgottenKind) != have) {
		return fmt.Errorf("%s lacks the key by which cases that were forgotten are kept away: restore the file from its latest copy", path)
	}
	return nil
}

// addForgottenKey reads the keys at path and adds the one for what is forgotten where
// it lacks it. The file is replaced in one step, with all that it held.
func addForgottenKey(path string) (*Keys, error) {
	k, err := readKeys(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the keys are missing: restore %s from its copy; what is forgotten is marked under a key of that file", path)
	}
	if err != nil || k.secrets[forgottenKind] != nil {
		return k, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text := map[string]any{}
	if err := json.Unmarshal(data, &text); err != nil {
		return nil, fmt.Errorf("%s is not a file of keys: %w", path, err)
	}
	secret := make([]byte, sha256.Size)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	k.secrets[forgottenKind], text[forgottenKind] = secret, hex.EncodeToString(secret)
	if data, err = json.MarshalIndent(text, "", "  "); err != nil {
		return nil, err
	}
	if err := replaceFile(path, func(w io.Writer) error { _, err := w.Write(append(data, '\n')); return err }); err != nil {
		return nil, fmt.Errorf("the keys cannot be written: %w", err)
	}
	return k, nil
}

// keepAway takes the rows out that refer to something forgotten, with all the
// records they would make and all that is wrong with them.
func (f *fileLoad) keepAway(ctx context.Context) error {
	if len(f.tombstones) == 0 {
		return nil
	}
	found := 0
	for _, m := range f.made {
		refs := f.reach.refs(m.Record)
		if hasField(m.Record, caseRef) {
			refs = append(refs, ref{field: caseRef, kind: "case"})
		}
		for _, r := range refs {
			hits, err := f.forgottenRefs(ctx, m.Name, r)
			if err != nil || len(hits) == 0 {
				if err != nil {
					return err
				}
				continue
			}
			found += len(hits)
			if err := f.exec(ctx, "INSERT INTO forgotten SELECT tab, row_no FROM %s WHERE %s IN (%s)", newName(m.Name), warehouse.Ident(r.field), quoteAll(hits, nil)); err != nil {
				return err
			}
		}
	}
	if found == 0 {
		return nil
	}
	return f.dropForgotten(ctx)
}

// forgottenRefs are the references in a field of the records made that have a tombstone.
func (f *fileLoad) forgottenRefs(ctx context.Context, record string, r ref) (hits []string, err error) {
	if len(f.tombstones[r.kind]) == 0 {
		return nil, nil
	}
	stmt := fmt.Sprintf("SELECT DISTINCT %[1]s FROM %[2]s WHERE %[1]s <> ''", warehouse.Ident(r.field), newName(record))
	err = eachRow(ctx, f.db, stmt, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if f.tombstones.has(f.keys, r.kind, text) {
			hits = append(hits, text)
		}
		return err
	})
	return hits, err
}

func (f *fileLoad) dropForgotten(ctx context.Context) error {
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE forgotten AS SELECT DISTINCT * FROM forgotten"); err != nil {
		return err
	}
	if err := f.exec(ctx, "DELETE FROM problem n USING forgotten f WHERE n.tab = f.tab AND n.row_no = f.row_no"); err != nil {
		return err
	}
	return f.drop(ctx, "forgotten")
}

// ofForgotten finds in a row that is held back, whose cells may have lost their
// columns, a reference that was forgotten.
func (f *fileLoad) ofForgotten(cells []string) bool {
	for _, cell := range cells {
		for text := range references(cell) {
			if f.export.profile.Namespace != "" {
				text = f.export.profile.Namespace + "/" + text
			}
			for kind := range f.tombstones {
				if f.tombstones.has(f.keys, kind, text) {
					return true
				}
			}
		}
	}
	return false
}
