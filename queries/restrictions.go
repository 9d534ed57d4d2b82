package queries

import (
	"context"
	"fmt"
	"time"
)

// Restriction is an order, or a rule recorded like one, that keeps something of a case from being published.
type Restriction struct {
	Ref        string
	Kind       string // a code of list restriction_kind
	Case       string // empty where it names a proceeding alone
	Proceeding string // empty: every proceeding of the case
	Subject    string // empty: everyone in it
	From       time.Time
	Until      time.Time // its last day; zero: until further order
	Source     string    // the profile that it came by
	ByHand     bool      // entered by staff
	CaseHeld   bool      // its case stands in an export too
}

// Restrictions lists all that are on record, whenever they are in force: those that end first first, those without a
// last day behind them.
func (s *Session) Restrictions(ctx context.Context) ([]Restriction, error) {
	if err := s.state.Ensure(ctx, []string{"restriction", "case_", "proc_subject"}); err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, `SELECT restriction_ref, coalesce(kind, ''), coalesce(r.case_ref, ''), coalesce(proceeding_ref, ''), coalesce(subject_ref, ''),
		  coalesce(from_date, DATE '0001-01-01'), coalesce(until_date, DATE '0001-01-01'), r.source,
		  r.source IN (SELECT source FROM load.counted WHERE batch_no IN (SELECT batch_no FROM wh.load.entered)),
		  r.case_ref IN (SELECT case_ref FROM case_ UNION SELECT case_ref FROM proc_subject WHERE case_ref <> '')
		FROM restriction r ORDER BY until_date NULLS LAST, restriction_ref`)
	if err != nil {
		return nil, fmt.Errorf("list the restrictions: %w", err)
	}
	defer rows.Close()
	var out []Restriction
	for rows.Next() {
		var r Restriction
		var held *bool
		if err := rows.Scan(&r.Ref, &r.Kind, &r.Case, &r.Proceeding, &r.Subject, &r.From, &r.Until, &r.Source, &r.ByHand, &held); err != nil {
			return nil, err
		}
		r.CaseHeld = held != nil && *held
		out = append(out, r)
	}
	return out, rows.Err()
}

// Over says that its last day lies before a day.
func (r Restriction) Over(day time.Time) bool { return !r.Until.IsZero() && r.Until.Before(day) }

// Begun says that its first day has come by a day. One without a first day is taken as in force already.
func (r Restriction) Begun(day time.Time) bool { return r.From.IsZero() || !r.From.After(day) }

// Parts are the proceedings of a case, and the subjects in it or in one of its proceedings where that is named, as records name them.
func (s *Session) Parts(ctx context.Context, caseRef, proceeding string) (proceedings, subjects []string, err error) {
	if err := s.state.Ensure(ctx, []string{"proceeding", "proc_subject", "subject"}); err != nil {
		return nil, nil, err
	}
	proceedings, err = s.references(ctx, `SELECT proceeding_ref FROM proceeding WHERE case_ref = ? UNION SELECT proceeding_ref FROM proc_subject WHERE case_ref = ? ORDER BY 1`, caseRef, caseRef)
	if err != nil {
		return nil, nil, fmt.Errorf("proceedings of case %s: %w", caseRef, err)
	}
	subjects, err = s.references(ctx, `SELECT DISTINCT subject_ref FROM (
		  SELECT subject_ref FROM proc_subject WHERE case_ref = $1 AND proceeding_ref = coalesce(nullif($2, ''), proceeding_ref)
		  UNION ALL SELECT subject_ref FROM subject WHERE case_ref = $1 AND $2 = '')
		WHERE subject_ref <> '' ORDER BY len(subject_ref), subject_ref`, caseRef, proceeding)
	if err != nil {
		return nil, nil, fmt.Errorf("subjects of case %s: %w", caseRef, err)
	}
	return proceedings, subjects, nil
}

// Restricted are the references that the restrictions cover which are not over by a day (zero: all, also those that are): see
// state/31_under_restriction.sql.
func (s *Session) Restricted(ctx context.Context, day time.Time) ([]string, error) {
	if err := s.state.Ensure(ctx, []string{"under_restriction"}); err != nil {
		return nil, err
	}
	refs, err := s.references(ctx, "SELECT DISTINCT ref FROM under_restriction WHERE coalesce(until_date >= ?::DATE, true) ORDER BY ref", day)
	if err != nil {
		return nil, fmt.Errorf("list what is under restriction: %w", err)
	}
	return refs, nil
}
