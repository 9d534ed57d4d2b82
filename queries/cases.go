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

// mostNear is how many references like one that is not there are named.
const mostNear = 5

// Case finds a case by its reference, in large letters or small where one case alone is meant. Where there is none the error is ErrNoCase, and near
// are the cases of a proceeding that has the reference, else the references most like it, the nearest first.
func (s *Session) Case(ctx context.Context, ref string) (c Case, near []string, err error) {
	if err := s.state.Ensure(ctx, []string{"case_", "proc_subject", "recommendation"}); err != nil {
		return c, nil, err
	}
	const known = `(SELECT case_ref, territory, force, matter_type, mode FROM case_ UNION ALL BY NAME
		SELECT DISTINCT case_ref FROM (SELECT case_ref FROM proc_subject UNION SELECT case_ref FROM recommendation) ANTI JOIN case_ USING (case_ref) WHERE case_ref <> '')`
	row := s.db.QueryRowContext(ctx, "SELECT case_ref, coalesce(territory, ''), coalesce(force, ''), coalesce(matter_type, ''), coalesce(mode, '') FROM "+known+" WHERE lower(case_ref) = lower(?) QUALIFY case_ref = ? OR count(*) OVER () = 1", ref, ref)
	switch err := row.Scan(&c.Ref, &c.Territory, &c.Force, &c.MatterType, &c.Mode); {
	case err == nil:
		return c, nil, nil
	case !errors.Is(err, sql.ErrNoRows):
		return c, nil, fmt.Errorf("case %s: %w", ref, err)
	}
	near, err = s.references(ctx, "SELECT DISTINCT case_ref FROM proc_subject WHERE proceeding_ref = ? ORDER BY case_ref LIMIT ?", ref, mostNear)
	if err == nil && len(near) == 0 {
		// One letter or digit in three may be wrong; a part of a reference finds the whole.
		near, err = s.references(ctx, `SELECT case_ref FROM `+known+` WHERE damerau_levenshtein(lower(case_ref), lower(?)) <= greatest(1, len(?) // 3) OR (len(?) > 2 AND contains(lower(case_ref), lower(?)))
			ORDER BY damerau_levenshtein(lower(case_ref), lower(?)), case_ref LIMIT ?`, ref, ref, ref, ref, ref, mostNear)
	}
	if err != nil {
		return c, nil, fmt.Errorf("case %s: %w", ref, err)
	}
	return c, near, ErrNoCase
}

// Named are the references of cases and proceedings that a text holds, in large letters or small.
func (s *Session) Named(ctx context.Context, text string) ([]string, error) {
	if err := s.state.Ensure(ctx, []string{"case_", "proc_subject", "recommendation"}); err != nil {
		return nil, err
	}
	return s.references(ctx, `SELECT DISTINCT ref FROM (SELECT case_ref AS ref FROM case_ UNION SELECT case_ref FROM proc_subject UNION SELECT proceeding_ref FROM proc_subject UNION SELECT case_ref FROM recommendation)
		WHERE ref <> '' AND contains(lower(?), lower(ref)) ORDER BY ref`, text)
}

func (s *Session) references(ctx context.Context, statement string, args ...any) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var ref string
		if err := rows.Scan(&ref); err != nil {
			return nil, err
		}
		out = append(out, ref)
	}
	return out, rows.Err()
}
