package queries

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Case is what is said of a case above what is asked of it; nothing where not recorded.
type Case struct {
	Ref, Territory, Force, MatterType, Mode string
}

// ErrNoCase is returned for a reference that no case has as of the day asked for.
var ErrNoCase = errors.New("no such case")

// fewestNear is how many references like one that is not there are named.
const fewestNear = 5

// Case finds a case by its reference. Where there is none the error is ErrNoCase, and near
// are the references most like it, the nearest first.
func (s *Session) Case(ctx context.Context, ref string) (c Case, near []string, err error) {
	if err := s.state.Ensure(ctx, []string{"case_", "proc_subject", "recommendation"}); err != nil {
		return c, nil, err
	}
	const known = `(SELECT case_ref, territory, force, matter_type, mode FROM case_ UNION ALL BY NAME
		SELECT DISTINCT case_ref FROM (SELECT case_ref FROM proc_subject UNION SELECT case_ref FROM recommendation) ANTI JOIN case_ USING (case_ref) WHERE case_ref <> '')`
	row := s.db.QueryRowContext(ctx, "SELECT case_ref, coalesce(territory, ''), coalesce(force, ''), coalesce(matter_type, ''), coalesce(mode, '') FROM "+known+" WHERE case_ref = ?", ref)
	switch err := row.Scan(&c.Ref, &c.Territory, &c.Force, &c.MatterType, &c.Mode); {
	case err == nil:
		return c, nil, nil
	case !errors.Is(err, sql.ErrNoRows):
		return c, nil, fmt.Errorf("case %s: %w", ref, err)
	}
	// One letter or digit in three may be wrong; a part of a reference finds the whole.
	rows, err := s.db.QueryContext(ctx, `SELECT case_ref FROM `+known+` WHERE damerau_levenshtein(lower(case_ref), lower(?)) <= greatest(1, len(?) // 3) OR (len(?) > 2 AND contains(lower(case_ref), lower(?)))
		ORDER BY damerau_levenshtein(lower(case_ref), lower(?)), case_ref LIMIT ?`, ref, ref, ref, ref, ref, fewestNear)
	if err != nil {
		return c, nil, fmt.Errorf("case %s: %w", ref, err)
	}
	defer rows.Close()
	for rows.Next() {
		var r string
		if err := rows.Scan(&r); err != nil {
			return c, nil, fmt.Errorf("case %s: %w", ref, err)
		}
		near = append(near, r)
	}
	if err := rows.Err(); err != nil {
		return c, nil, fmt.Errorf("case %s: %w", ref, err)
	}
	return c, near, ErrNoCase
}
