package queries

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/warehouse"
)

// EnteredHash is one hash of all that was entered by hand; empty where nothing was. What leaves the team tells it in place of the entries,
// whose number and days may say what was ordered and when.
func EnteredHash(sources []Source) string {
	var entries []warehouse.Export
	for _, s := range sources {
		if s.ByHand {
			entries = append(entries, warehouse.Export{Source: s.Profile, SHA256: s.SHA256, ProfileSHA256: s.ProfileSHA256, ExtractDate: s.ExtractDate})
		}
	}
	return hashEntries(entries)
}

func hashEntries(entries []warehouse.Export) string {
	if len(entries) == 0 {
		return ""
	}
	var lines []string
	for _, e := range entries {
		lines = append(lines, fmt.Sprintf("%s %s profile %s day %s", e.Source, e.SHA256, e.ProfileSHA256, e.ExtractDate.Format(time.DateOnly)))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// EnteredThen are the entries by hand of an EnteredHash that was told when more or fewer stood in the warehouse than now: those of the first so
// many, less the first so many that were taken back since, known at a date (zero: all). There are none where the warehouse never held them so.
func EnteredThen(ctx context.Context, path string, s warehouse.Settings, knownAt time.Time, hash string) ([]warehouse.Export, error) {
	db, err := warehouse.OpenSession(ctx, path, s)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var limit any
	if !knownAt.IsZero() {
		limit = knownAt
	}
	// rowid is the order in which batches were taken back.
	rows, err := db.QueryContext(ctx, `WITH undone AS (SELECT batch_no, row_number() OVER (ORDER BY min(rowid)) AS place FROM wh.load.undone GROUP BY batch_no)
		SELECT f.source, f.sha256, f.profile_sha256, f.extract_date, coalesce(u.place, 0)
		FROM wh.load.file f SEMI JOIN wh.load.entered USING (batch_no) LEFT JOIN undone u USING (batch_no)
		WHERE f.extract_date <= coalesce(?::DATE, f.extract_date) ORDER BY f.file_no`, limit)
	if err != nil {
		return nil, fmt.Errorf("list what was entered by hand: %w", err)
	}
	defer rows.Close()
	var entries []warehouse.Export
	var takenBack []int // the place of each among those taken back; 0: it stands
	for rows.Next() {
		var e warehouse.Export
		var place int
		if err := rows.Scan(&e.Source, &e.SHA256, &e.ProfileSHA256, &e.ExtractDate, &place); err != nil {
			return nil, err
		}
		entries, takenBack = append(entries, e), append(takenBack, place)
	}
	return standing(entries, takenBack, hash), rows.Err()
}

// standing goes back through the states that entries and their taking back can have passed through, to that of a hash.
func standing(entries []warehouse.Export, takenBack []int, hash string) []warehouse.Export {
	cuts := slices.Compact(slices.Sorted(slices.Values(append([]int{0}, takenBack...))))
	for n := len(entries); n > 0; n-- {
		for _, cut := range slices.Backward(cuts) {
			var then []warehouse.Export
			for i, e := range entries[:n] {
				if takenBack[i] == 0 || takenBack[i] > cut {
					then = append(then, e)
				}
			}
			if hashEntries(then) == hash {
				return then
			}
		}
	}
	return nil
}
