package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"proceedings/queries"
	"proceedings/reports/page"
)

// dates are the flags that say what figures speak for.
type dates struct {
	asOf, knownAt, period string
}

func (d *dates) flags(c *cobra.Command) {
	c.Flags().StringVar(&d.asOf, "as-of", "", "events after this date count nowhere (default: end of the last complete financial quarter that the exports reach)")
	c.Flags().StringVar(&d.knownAt, "known-at", "", "read only extracts dated on or before this date (default: all)")
	c.Flags().StringVar(&d.period, "period", "", "financial quarter, such as 2025-26Q4 (default: the last one complete at --as-of)")
}

// resolve works out what figures speak for. Without --as-of it is the last
// financial quarter that is complete today and that the exports held reach: a later
// date would call overdue what no export could tell. A later date that is asked
// for is taken, and said.
func (d *dates) resolve(ctx context.Context, g *global, warehousePath string) (queries.Period, error) {
	p, err := d.read(g.now())
	if err != nil {
		return p, err
	}
	latest, err := queries.LatestExtract(ctx, warehousePath, p.KnownAt, g.settings())
	if err != nil || latest.IsZero() || !latest.Before(p.AsOf) {
		return p, err
	}
	if d.asOf == "" && d.period == "" {
		known := p.KnownAt
		p = queries.LastCompleteQuarter(latest.AddDate(0, 0, 1))
		p.KnownAt = known
		g.progress("The exports held speak for days up to %s: figures are as of %s (choose with --as-of).", page.Day(latest), page.Day(p.AsOf))
		return p, nil
	}
	g.progress("Warning: the exports held speak for days up to %s only. What happened between then and %s is not in them; open work and overdue limits may be overstated.", page.Day(latest), page.Day(p.AsOf))
	return p, nil
}

// read reads the flags. Today decides only where they do not.
func (d *dates) read(today time.Time) (queries.Period, error) {
	var p queries.Period
	asOf, err := day("--as-of", d.asOf)
	if err != nil {
		return p, err
	}
	known, err := day("--known-at", d.knownAt)
	if err != nil {
		return p, err
	}
	if asOf.After(today) {
		return p, usage("--as-of %s lies in the future", d.asOf)
	}
	p = queries.LastCompleteQuarter(today)
	if !asOf.IsZero() {
		p = queries.LastCompleteQuarter(asOf.AddDate(0, 0, 1))
		p.AsOf = asOf
	}
	p.KnownAt = known
	if d.period == "" {
		return p, nil
	}
	from, to, err := queries.ParseQuarter(d.period)
	if err != nil {
		return p, usage("--period: %v", err)
	}
	if to.After(today) {
		return p, usage("--period %s is not over yet: it ends on %s", d.period, page.Day(to))
	}
	p.From, p.To = from, to
	if asOf.IsZero() {
		p.AsOf = to
	}
	if p.To.After(p.AsOf) {
		return p, usage("--period %s ends on %s, after --as-of %s: choose an earlier quarter or a later date", d.period, to.Format(time.DateOnly), p.AsOf.Format(time.DateOnly))
	}
	return p, nil
}
