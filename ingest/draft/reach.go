package draft

import (
	"context"
	"slices"
)

// Reach is what of the records made reaches no figure, for want of another record.
type Reach struct {
	Proceedings int64 // all that were made
	NoSubject   int64 // of them without a proc_subject
	Notices     int64 // events notice_served of hearings, where no event is reg30_served
}

// reach counts the records that figures would pass over in silence.
func (c *checker) reach(ctx context.Context) error {
	one := func(query string, into ...any) error {
		return each(ctx, c.db, query, func(scan func(...any) error) error { return scan(into...) })
	}
	if c.makes("proceeding") {
		if err := one(`SELECT count(DISTINCT p.proceeding_ref), count(DISTINCT p.proceeding_ref) FILTER (s.proceeding_ref IS NULL)
			FROM wh.rec.proceeding p LEFT JOIN wh.rec.proc_subject s USING (proceeding_ref)`, &c.out.Reach.Proceedings, &c.out.Reach.NoSubject); err != nil {
			return err
		}
	}
	if !c.makes("event") {
		return nil
	}
	return one(`SELECT CASE WHEN bool_or(code = 'reg30_served') OR NOT bool_or(proceeding_ref <> '' OR code = 'hearing_day_start') THEN 0
			ELSE count(*) FILTER (code = 'notice_served') END FROM wh.rec.event HAVING count(*) > 0`, &c.out.Reach.Notices)
}

// makes reports whether records of a kind were tried.
func (c *checker) makes(kind string) bool {
	return slices.ContainsFunc(c.out.Records, func(f Filled) bool { return f.Record == kind && f.Records > 0 })
}
