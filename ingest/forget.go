package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// ForgetOptions say which case to erase.
type ForgetOptions struct {
	Warehouse string
	Case      string // its reference, with or without the namespace of its source
	Reason    string
	KeyFile   string
	Profiles  []*profile.Profile
	Words     *vocab.Set
	Now       time.Time // for the audit log only
	Settings  warehouse.Settings
	Progress  func(done, total int, what string) // may be nil
}

// ForgetPlan is what erasing a case takes out.
type ForgetPlan struct {
	Case        string // its reference as stored
	Again       bool   // it was forgotten before, and rows of it are still there
	Kinds       []KindCount
	Files       []HeldFile
	Alone       []KindCount // what belongs to the case alone and is kept away with it
	Shared      []KindCount // what other cases share: it stays, without the reference of this one
	Quarantined int64       // rows held back that are removed from the quarantine store
	Remains     []string    // where the reference stands and is not erased
}

// KindCount is how many of one kind of record.
type KindCount struct {
	Kind string
	N    int64
}

// HeldFile is a loaded export that holds the case.
type HeldFile struct {
	Source      string
	Name        string
	SHA256      string
	ExtractDate time.Time
	Batch       int
	Records     int64 // versions of records that it showed
	Quarantined int64 // rows of it that are held back
	no          int
}

// ErrNotHeld is returned for a case that the warehouse does not hold.
var ErrNotHeld = errors.New("the warehouse holds no such case")

// PlanForget says what erasing a case would take out, and changes nothing.
func PlanForget(ctx context.Context, opt ForgetOptions) (*ForgetPlan, error) {
	db, err := warehouse.OpenSession(ctx, opt.Warehouse, opt.Settings)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	f, err := planForget(ctx, db, opt)
	if err != nil {
		return nil, forgetError(err)
	}
	return &f.plan, nil
}

// forgetError gives an error of the engine in words that fit the erasing.
func forgetError(err error) error {
	plain := plainError(err)
	switch {
	case errors.Is(plain, ErrDiskFull):
		return errors.New("the disk is full: writing the warehouse anew needs room for a second copy of it; free some space and repeat the call; nothing was erased")
	case errors.Is(plain, ErrMemory):
		return errors.New("the memory that the engine may use is not enough: raise it with --memory and repeat the call; nothing was erased")
	}
	return plain
}

// Forget erases a case: every version of every record of it, from the file's
// bytes too, and its rows in the quarantine store. A tombstone under a key of the
// key file keeps it away when an old export is loaded again.
func Forget(ctx context.Context, opt ForgetOptions) (*ForgetPlan, error) {
	if _, err := PlanForget(ctx, opt); err != nil { // before the key file is touched
		return nil, err
	}
	keys, err := addForgottenKey(opt.KeyFile)
	if err != nil {
		return nil, err
	}
	var f *forgetting
	err = warehouse.WriteAnew(ctx, opt.Warehouse, opt.Settings, func(db *warehouse.DB) (*warehouse.Rewrite, error) {
		var err error
		if f, err = planForget(ctx, db, opt); err != nil {
			return nil, err
		}
		return f.rewrite(ctx, keys)
	})
	if errors.Is(err, warehouse.ErrLeft) {
		return nil, errors.Join(err, f.eraseHeld())
	}
	if err != nil {
		return nil, forgetError(err)
	}
	// Last: stopped before this, the rows are found again and removed when the verb is repeated.
	return &f.plan, f.eraseHeld()
}

// eraseHeld takes the rows of the case out of the store.
func (f *forgetting) eraseHeld() error {
	err := errors.Join(f.store.clear(), f.store.erase(func(w Waiting) bool { return holdsToken(w.Cells, f.tokens) }))
	if err != nil {
		return fmt.Errorf("the case is out of the warehouse but not out of the quarantine, repeat the call: %w", err)
	}
	return nil
}

// forgetting is one case on its way out. The warehouse is attached as wh; the
// tables of the work are in the session.
type forgetting struct {
	ForgetOptions
	db     *warehouse.DB
	reach  *reach
	plan   ForgetPlan
	store  *store
	tokens []string // how exports write the references that go
}

func planForget(ctx context.Context, db *warehouse.DB, opt ForgetOptions) (*forgetting, error) {
	r, err := newReach(opt.Words)
	if err != nil {
		return nil, err
	}
	f := &forgetting{ForgetOptions: opt, db: db, reach: r}
	if f.store, err = openStore(opt.Warehouse); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{f.refuseNamedReason, f.resolve, f.followRefs, f.listDoomed, f.countKinds, f.listFiles, f.countQuarantined, f.findBefore, f.listRemains} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *forgetting) exec(ctx context.Context, format string, args ...any) error {
	if _, err := f.db.ExecContext(ctx, fmt.Sprintf(format, args...)); err != nil {
		return engineError(err)
	}
	return nil
}

func (f *forgetting) int64(ctx context.Context, format string, args ...any) (n int64, err error) {
	if err := f.db.QueryRowContext(ctx, fmt.Sprintf(format, args...)).Scan(&n); err != nil {
		return 0, engineError(err)
	}
	return n, nil
}

// text reads the one column of a query.
func (f *forgetting) text(ctx context.Context, stmt string) (out []string, err error) {
	err = eachRow(ctx, f.db, stmt, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}

// refuseNamedReason keeps the reference out of the reason, which stays.
func (f *forgetting) refuseNamedReason(context.Context) error {
	f.Case = strings.TrimSpace(f.Case)
	if f.Case == "" {
		return errors.New("name the case by its reference")
	}
	if holdsToken([]string{f.Reason}, []string{f.Case, f.bare(f.Case)}) {
		return errors.New("the reason names the case, and would keep it after all else is erased: give a reason without the reference")
	}
	return nil
}

// namespaces are those that references of the known sources carry.
func (f *forgetting) namespaces() []string {
	out := []string{}
	for _, p := range f.Profiles {
		if p.Namespace != "" && !slices.Contains(out, p.Namespace) {
			out = append(out, p.Namespace)
		}
	}
	slices.Sort(out)
	return out
}

// bare is a stored reference as its export writes it.
func (f *forgetting) bare(stored string) string {
	for _, ns := range f.namespaces() {
		if rest, ok := strings.CutPrefix(stored, ns+"/"); ok {
			return rest
		}
	}
	return stored
}

// resolve finds the reference as stored. Given without a namespace it must be one
// case's only.
func (f *forgetting) resolve(ctx context.Context) error {
	asked := []string{f.Case}
	for _, ns := range f.namespaces() {
		asked = append(asked, ns+"/"+f.Case)
	}
	parts := []string{}
	for _, kind := range f.reach.kinds {
		if hasField(kind, caseRef) {
			parts = append(parts, fmt.Sprintf("SELECT case_ref FROM wh.rec.%s WHERE case_ref IN (%s)", warehouse.Ident(kind.Name), quoteAll(asked, nil)))
		}
	}
	found, err := f.text(ctx, "SELECT DISTINCT * FROM ("+strings.Join(parts, " UNION ALL ")+") ORDER BY ALL")
	if err != nil {
		return err
	}
	if len(found) == 0 {
		found = f.inStore()
	}
	switch {
	case slices.Contains(found, f.Case):
		f.plan.Case = f.Case
	case len(found) == 1:
		f.plan.Case = found[0]
	case len(found) > 1:
		return fmt.Errorf("more than one source has a case of that reference (%s): name the one meant in full", strings.Join(found, ", "))
	default:
		return f.notHeld(ctx, asked)
	}
	return nil
}

// inStore are the references, as they would be stored, of a case that is held back only.
func (f *forgetting) inStore() []string {
	out := []string{}
	for source, stored := range f.store.spelt([]string{f.Case, f.bare(f.Case)}) {
		for _, p := range f.Profiles {
			if p.ID == source && p.Namespace != "" {
				stored = p.Namespace + "/" + f.bare(stored)
			}
		}
		if !slices.Contains(out, stored) {
			out = append(out, stored)
		}
	}
	slices.Sort(out)
	return out
}

// notHeld says why nothing can be erased.
func (f *forgetting) notHeld(ctx context.Context, asked []string) error {
	stones, keys, err := f.known(ctx)
	if err != nil {
		return err
	}
	for _, ref := range asked {
		if keys != nil && stones.has(keys, "case", ref) {
			return fmt.Errorf("the case %s was forgotten before: nothing of it is held", f.Case)
		}
	}
	return fmt.Errorf("%w as %s: check the reference; nothing was erased", ErrNotHeld, f.Case)
}

// known reads the tombstones and the keys that they can be read with; nil where
// there are none.
func (f *forgetting) known(ctx context.Context) (tombstones, *Keys, error) {
	stones, err := readTombstones(ctx, f.db, "wh.")
	if err != nil || len(stones) == 0 {
		return nil, nil, err
	}
	keys, err := readKeys(f.KeyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("the keys are missing: restore %s from its copy", f.KeyFile)
	}
	if err != nil {
		return nil, nil, err
	}
	marks, err := keyMarks(ctx, f.db, "wh.")
	if err != nil {
		return nil, nil, err
	}
	return stones, keys, checkForgottenKey(keys, marks, f.KeyFile)
}

func (f *forgetting) findBefore(ctx context.Context) error {
	stones, keys, err := f.known(ctx)
	if err == nil && keys != nil {
		f.plan.Again = stones.has(keys, "case", f.plan.Case)
	}
	return err
}
