package disclosure

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"proceedings/queries"
)

// Frozen are the results of a shareable release, in which every cell that may not be shown is queries.Withheld. Only
// Freeze makes them, and renderers of shareable pages take nothing else.
type Frozen struct {
	results map[string]*queries.Result
	rules   []string
	said    []string
}

// Results are the frozen results by query.
func (f *Frozen) Results() map[string]*queries.Result { return f.results }

// Rules say for readers which thresholds hold, and which figures somebody has excepted.
func (f *Frozen) Rules() []string { return f.rules }

// Decisions say for the manifest, a line each, what was decided and how many cells of which query are withheld.
func (f *Frozen) Decisions() []string { return slices.Concat(f.rules, f.said) }

// Freeze plans disclosure control over all results of a release together and returns them with what is withheld taken
// out: counts by the plan, estimates by what they rest on, labels that no vocabulary knows, notes that count records.
// Results that name cases are left out. An error means that nothing may be published.
func Freeze(ctx context.Context, results map[string]*queries.Result, o Options) (*Frozen, error) {
	shown, err := o.shareable(results)
	if err != nil {
		return nil, err
	}
	f := &Frozen{results: map[string]*queries.Result{}, rules: []string{o.rules() + "."}}
	for _, e := range o.Exceptions {
		f.rules = append(f.rules, fmt.Sprintf("%s is shown as it is: %s decided so on %s, because: %s.", e.Query, e.By, e.On.Format("2 January 2006"), e.Reason))
	}
	d, err := o.decide(ctx, shown)
	if err != nil {
		return nil, err
	}
	for _, name := range d.leftOut {
		f.rules = append(f.rules, fmt.Sprintf("%s (%s) is left out: counts of it could be worked out whatever is withheld.", results[name].Query.Title, name))
	}
	if d.lost > 0 {
		f.said = append(f.said, fmt.Sprintf("counts that can be worked out, or nearly, from earlier releases, whatever this one withholds: %d", d.lost))
	}
	later := f.fill(o, shown, d)
	for _, e := range o.Earlier {
		if err := e.reveals(ctx, later, until(shown), o.Round); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// decided is what becomes of every cell.
type decided struct {
	system  *linkage
	fates   []Fate
	lost    int      // cells that earlier releases give away
	leftOut []string // queries that nothing protects
}

// decide plans what becomes of every cell. Results that nothing protects, whatever is withheld, it takes out of those shown.
func (o Options) decide(ctx context.Context, shown map[string]*queries.Result) (d decided, err error) {
	for {
		if d.system, err = link(shown, o); err != nil {
			return d, err
		}
		had := d.system.register(shown, o)
		d.fates, d.lost, err = o.protect(ctx, d.system.System, had)
		var u *Unsafe
		if errors.As(err, &u) {
			if names := d.system.queries(u.Left[0]); len(names) > 0 {
				for _, name := range names {
					delete(shown, name)
				}
				d.leftOut = append(d.leftOut, names...)
				continue
			}
		}
		if err != nil {
			return d, fmt.Errorf("disclosure control: %w", err)
		}
		if o.Round > 1 {
			return d, nil // what was shown and what differs is blurred like the rest
		}
		return d, errors.Join(d.system.differ(shown, o.Earlier, d.fates), d.system.told(shown, had.known))
	}
}

// places are those of the cells, by query.
func (d decided) places() map[string][]place {
	places := map[string][]place{}
	for p := range d.system.at {
		places[p.query] = append(places[p.query], p)
	}
	return places
}

// fill freezes the results with what is hidden in them taken out. It returns the counts that are shown, by name and before rounding.
func (f *Frozen) fill(o Options, shown map[string]*queries.Result, d decided) map[string]int64 {
	var all []*freezer
	borne, counts, places := map[string]bool{}, map[string]int64{}, d.places()
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		t := newFreezer(o, shown[name])
		for _, p := range places[name] {
			if d.fates[d.system.at[p]] != Shown {
				t.hide(p.row, p.col)
			}
		}
		t.estimates()
		for _, p := range places[name] {
			if !t.hidden(p.row, p.col) {
				counts[p.name(t.in)] = d.system.Cells[d.system.at[p]].Value
			}
		}
		if o.Round > 1 {
			t.round()
		}
		t.bear(borne)
		all = append(all, t)
	}
	for _, t := range all {
		t.labels(borne)
		t.order()
		name := t.in.Query.Name
		f.results[name] = t.out
		if t.out.Merged {
			f.said = append(f.said, name+": quarters put together to financial years")
		}
		if n := t.withheld(); n > 0 {
			f.said = append(f.said, fmt.Sprintf("%s: %d cells withheld", name, n))
		}
	}
	return counts
}

// until is the last day that results speak of, of their position and period.
func until(shown map[string]*queries.Result) (day time.Time) {
	for _, r := range shown {
		day = r.Period.To
		if r.Period.AsOf.Before(day) {
			day = r.Period.AsOf
		}
	}
	return day
}

// queries are those that show an exposed cell, or where it stands nowhere the count nearest to it.
func (k *linkage) queries(e Exposed) []string {
	p, err := newPlanner(k.System)
	if err != nil {
		return nil
	}
	nearest := int(p.nearest(int32(e.Cell), isPrinted))
	var names []string
	for p, at := range k.at {
		if at == nearest && !slices.Contains(names, p.query) {
			names = append(names, p.query)
		}
	}
	slices.Sort(names)
	return names
}

// shareable are the results that a shareable release may be made of, those put together that have too many small counts.
func (o Options) shareable(results map[string]*queries.Result) (map[string]*queries.Result, error) {
	shown := map[string]*queries.Result{}
	for _, name := range slices.Sorted(maps.Keys(results)) {
		if !queries.Shareable.Shows(results[name].Query.Sensitivity) {
			continue
		}
		r, err := o.merge(results[name])
		if err != nil {
			return nil, err
		}
		shown[name] = r
	}
	return shown, nil
}

// protect decides what becomes of every cell. What earlier releases have given away between them, and what follows from that, no
// plan protects any more: such cells are lost, and the rest is planned without protecting them. They stay withheld all the same.
// What is only likely to be known is left in doubt before that.
func (o Options) protect(ctx context.Context, s System, had register) (fates []Fate, lost int, err error) {
	s.Cells = slices.Clone(s.Cells)
	for {
		fates, err = o.fates(ctx, s)
		var u *Unsafe
		if !errors.As(err, &u) || !slices.Contains(had.known, true) {
			break
		}
		for _, e := range u.Left {
			switch cell := &s.Cells[e.Cell]; {
			case s.doubt(e.Cell, had):
			case had.kept[e.Cell] && !had.sure[e.Cell] && !cell.small():
				cell.Sensitive, had.kept[e.Cell] = false, false
			case cell.small(), cell.Sensitive:
				cell.Lost = true
				lost++
			default:
				cell.Given = true // as good as told, so that hiding it hides nothing: reveals says whether that harms
			}
		}
	}
	if err != nil {
		return nil, lost, err
	}
	for _, at := range had.follow {
		fates[at], s.Cells[at].Lost = Primary, true
	}
	if slices.ContainsFunc(s.Cells, func(c Cell) bool { return c.Lost && c.small() }) {
		fates, err = o.fates(ctx, s.alone(fates))
	}
	return fates, lost + len(had.follow), err
}

// doubt takes the cells beside one that are only likely to be known for unknown; false where there is none.
func (s System) doubt(cell int, had register) (any bool) {
	for _, e := range s.Equations {
		all := append(slices.Clone(e.Parts), e.Total)
		if !slices.Contains(all, cell) {
			continue
		}
		for _, at := range all {
			if s.Cells[at].Given && had.known[at] && !had.sure[at] {
				s.Cells[at].Given, had.sure[at], any = false, true, true // once
			}
		}
	}
	return any
}

// alone is the system for who has none of the earlier releases: what a plan withholds stays so, and no small count is lost yet.
func (s System) alone(fates []Fate) System {
	s.Cells = slices.Clone(s.Cells)
	for at := range s.Cells {
		cell := &s.Cells[at]
		cell.Given, cell.Lost = false, cell.Lost && !cell.small()
		cell.Sensitive = cell.Sensitive || fates[at] != Shown
	}
	return s
}

// fates decides what becomes of every cell: by the plan, or where counts are rounded, by what rounding does not protect.
func (o Options) fates(ctx context.Context, s System) ([]Fate, error) {
	if o.Round <= 1 {
		return s.Plan(ctx)
	}
	return s.PlanRounded(ctx, o.Round)
}

// rules says which thresholds are in force.
func (o Options) rules() string {
	if o.Round > 1 {
		return fmt.Sprintf("Every count is rounded to a multiple of %d by itself, so that parts need not add up to their totals; shares are worked out from rounded counts, and none on fewer than %d; what rests on exact counts is withheld",
			o.Round, EstimateThreshold)
	}
	return fmt.Sprintf("Counts of 1 to %d are withheld, of people by a protected characteristic 1 to %d; rates, medians and means on fewer than %d records; and as much more as keeps a reader from working them out",
		o.threshold()-1, max(o.threshold(), ProtectedThreshold)-1, max(o.threshold(), EstimateThreshold))
}
