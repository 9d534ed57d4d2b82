package queries

import (
	"context"
	"fmt"
	"time"
)

// Source is one export that a session stands on. Rows read are rows loaded
// (accepted or unchanged, which depends on the order of loading and so is not told
// apart here), quarantined or skipped.
type Source struct {
	Profile       string
	Title         string
	ProfileSHA256 string
	File          string
	SHA256        string
	ExtractDate   time.Time
	Kind          string // full or changes
	Current       bool   // the file still speaks as known at the date: no later full snapshot has taken its place
	Read          int64
	Loaded        int64
	Quarantined   int64
	Skipped       int64
	SkippedBy     map[string]int64
	ByHand        bool     // entered by somebody rather than exported by a system: no other record follows from its day
	Corrections   []string // hashes of what put rows of it right, sorted; those rows count among the loaded
}

// Sources lists the exports that the session stands on, and what was entered by hand, by profile, extract
// date and file name.
func (s *Session) Sources(ctx context.Context) ([]Source, error) {
	rows, err := s.db.QueryContext(ctx, `WITH held AS (
		  SELECT *, false AS by_hand FROM load.file
		  UNION ALL BY NAME
		  SELECT * EXCLUDE (corrects), file_no IN (SELECT file_no FROM load.valid) AS speaks, true AS by_hand FROM load.counted WHERE batch_no IN (SELECT batch_no FROM wh.load.entered))
		SELECT file_no, source, title, profile_sha256, name, sha256, extract_date, kind, rows_read, rows_accepted + rows_unchanged, rows_quarantined, rows_skipped, speaks, by_hand
		FROM held ORDER BY source, extract_date, name, sha256`)
	if err != nil {
		return nil, fmt.Errorf("list the sources: %w", err)
	}
	defer rows.Close()
	var out []Source
	at := map[int]int{}
	for rows.Next() {
		var no int
		v := Source{SkippedBy: map[string]int64{}}
		if err := rows.Scan(&no, &v.Profile, &v.Title, &v.ProfileSHA256, &v.File, &v.SHA256, &v.ExtractDate, &v.Kind, &v.Read, &v.Loaded, &v.Quarantined, &v.Skipped, &v.Current, &v.ByHand); err != nil {
			return nil, err
		}
		at[no] = len(out)
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if err := s.corrections(ctx, out, at); err != nil {
		return nil, err
	}
	return out, s.skips(ctx, out, at)
}

func (s *Session) corrections(ctx context.Context, sources []Source, at map[int]int) error {
	rows, err := s.db.QueryContext(ctx, "SELECT corrects, sha256 FROM load.counted WHERE corrects IS NOT NULL ORDER BY corrects, sha256")
	if err != nil {
		return fmt.Errorf("list the corrections: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var no int
		var sha string
		if err := rows.Scan(&no, &sha); err != nil {
			return err
		}
		sources[at[no]].Corrections = append(sources[at[no]].Corrections, sha)
	}
	return rows.Err()
}

func (s *Session) skips(ctx context.Context, sources []Source, at map[int]int) error {
	rows, err := s.db.QueryContext(ctx, `SELECT coalesce(f.corrects, f.file_no), s.rule, s.rows
		FROM wh.load.skip s JOIN load.counted f USING (file_no) WHERE f.corrects IS NULL OR s.rule = 'row makes no record'`)
	if err != nil {
		return fmt.Errorf("list the rows skipped: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var no int
		var rule string
		var n int64
		if err := rows.Scan(&no, &rule, &n); err != nil {
			return err
		}
		sources[at[no]].SkippedBy[rule] += n
	}
	return rows.Err()
}
