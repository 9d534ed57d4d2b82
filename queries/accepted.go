package queries

import (
	"context"
	"fmt"
	"time"
)

// Accepted is one loss of a full snapshot against the one before it that was
// loaded all the same, with the reason that was given.
type Accepted struct {
	Profile     string
	Scope       string
	ExtractDate time.Time
	Since       time.Time // extract date of the snapshot before
	What        string    // what was counted, in words
	Before      int64
	OfBefore    int64 // 0 where Before is no part of a whole
	Now         int64
	OfNow       int64
	Reason      string
}

// Accepted lists the losses accepted in the extracts that the session stands on.
func (s *Session) Accepted(ctx context.Context) ([]Accepted, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT source, scope, extract_date, since, what, before, of_before, now, of_now, reason
		FROM wh.load.accepted a SEMI JOIN load.file f USING (batch_no, source, extract_date)
		ORDER BY source, scope, extract_date, what`)
	if err != nil {
		return nil, fmt.Errorf("list what was accepted: %w", err)
	}
	defer rows.Close()
	var out []Accepted
	for rows.Next() {
		var a Accepted
		if err := rows.Scan(&a.Profile, &a.Scope, &a.ExtractDate, &a.Since, &a.What, &a.Before, &a.OfBefore, &a.Now, &a.OfNow, &a.Reason); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}
