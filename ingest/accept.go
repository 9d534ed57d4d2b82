package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// AcceptOptions say which rows are given up, and why.
type AcceptOptions struct {
	Warehouse string
	Words     *vocab.Set
	Settings  warehouse.Settings
	IDs       []string // or as much of each as no other row has
	Reason    string
	By        string    // who gives them up, where that is known
	Now       time.Time // for the audit log only
}

// Accept closes rows that nobody will put right: they are lost, and stay counted
// as quarantined in the accounting of their file, but wait no longer. All are
// closed or none; their values are removed from the store.
func Accept(ctx context.Context, o AcceptOptions) ([]Waiting, error) {
	if strings.TrimSpace(o.Reason) == "" {
		return nil, errors.New("say why these rows are given up as lost, for those who will ask")
	}
	held, err := ListQuarantine(ctx, o.Warehouse, o.Words, o.Settings)
	if err != nil {
		return nil, err
	}
	var rows []Waiting
	files := map[string]*WaitingFile{}
	for _, id := range o.IDs {
		f, row, err := held.find(id)
		if err != nil {
			return nil, err
		}
		if files[row.ID] == nil {
			rows, files[row.ID] = append(rows, *row), f
		}
	}
	if err := writeAccepted(ctx, o, rows, files); err != nil {
		return nil, err
	}
	if err := eraseAccepted(o.Warehouse, files, rows); err != nil {
		return nil, fmt.Errorf("the rows are closed, but their values could not be removed from the quarantine store: %w", err)
	}
	return rows, nil
}

// ErrNoRow is returned for an ID that is of no row that waits.
var ErrNoRow = errors.New("no row waits")

// find is the row that waits whose ID begins so.
func (h *Held) find(id string) (file *WaitingFile, row *Waiting, err error) {
	id = strings.ToLower(strings.TrimSpace(id))
	for i := range h.Files {
		for j := range h.Files[i].Rows {
			w := &h.Files[i].Rows[j]
			if id == "" || !strings.HasPrefix(w.ID, id) {
				continue
			}
			if row != nil && row.ID != w.ID {
				return nil, nil, fmt.Errorf("%s and %s both begin with %q: give more of the ID", row.ID, w.ID, id)
			}
			file, row = &h.Files[i], w
		}
	}
	if row != nil {
		return file, row, nil
	}
	for _, c := range h.Closed {
		if id != "" && strings.HasPrefix(c.ID, id) {
			return nil, nil, fmt.Errorf("row %s waits no longer: it was %s (%s)", c.ID, c.How, c.Why)
		}
	}
	return nil, nil, fmt.Errorf("%w under the ID %q", ErrNoRow, id)
}

func writeAccepted(ctx context.Context, o AcceptOptions, rows []Waiting, files map[string]*WaitingFile) error {
	return plainError(warehouse.Edit(ctx, o.Warehouse, o.Settings, func(db *warehouse.DB) error {
		var batch int
		if err := db.QueryRowContext(ctx, "SELECT coalesce(max(batch_no), 0) + 1 FROM (SELECT batch_no FROM load.file UNION ALL SELECT batch_no FROM load.closed)").Scan(&batch); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "INSERT INTO load.given_up VALUES (?, ?, nullif(?, ''))", batch, o.Now.UTC().Truncate(time.Second), o.By); err != nil {
			return err
		}
		for _, w := range rows {
			if _, err := db.ExecContext(ctx, "INSERT INTO load.closed VALUES (?, ?, ?, ?, ?, NULL, ?, ?)", files[w.ID].no, w.ID, w.Sheet, w.Row, closedAccepted, batch, o.Reason); err != nil {
				return err
			}
		}
		return nil
	}))
}

// eraseAccepted removes the values of the rows given up, also from what earlier
// corrections of them left in the store.
func eraseAccepted(path string, files map[string]*WaitingFile, rows []Waiting) error {
	s, err := openStore(path)
	if err != nil {
		return err
	}
	gone := map[string]bool{}
	for _, w := range rows {
		gone[w.ID], gone[olderID(files[w.ID].SHA256, w.Sheet, int(w.Row))] = true, true
	}
	return s.erase(func(w Waiting) bool { return gone[w.ID] })
}
