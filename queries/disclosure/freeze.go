package disclosure

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"proceedings/queries"
)

// Frozen are the results of a shareable release, in which every cell that may not be shown is queries.Withheld. Only
// Freeze makes them, and renderers of shareable pages take nothing else.
type Frozen struct {
	results map[string]*queries.Result
	said    []string
}

// Results are the frozen results by query.
func (f *Frozen) Results() map[string]*queries.Result { return f.results }

// Decisions say for the manifest, a line each, what was decided and how many cells of which query are withheld.
func (f *Frozen) Decisions() []string { return f.said }

// Freeze plans disclosure control over all results of a release together and returns them with what is withheld taken
// out: counts by the plan, estimates by what they rest on, labels that no vocabulary knows, notes that count records.
// Results that name cases are left out. An error means that nothing may be published.
func Freeze(ctx context.Context, results map[string]*queries.Result, o Options) (*Frozen, error) {
	f := &Frozen{results: map[string]*queries.Result{}}
	shown := map[string]*queries.Result{}
	for _, name := range slices.Sorted(maps.Keys(results)) {
		if queries.Shareable.Shows(results[name].Query.Sensitivity) {
			r, err := o.merge(results[name])
			if err != nil {
				return nil, err
			}
			shown[name] = r
		}
	}
	system, err := link(shown, o)
	if err != nil {
		return nil, err
	}
	fates, err := system.Plan(ctx)
	if err != nil {
		return nil, fmt.Errorf("disclosure control: %w", err)
	}
	f.said = append(f.said, o.rules())
	for _, e := range o.Exceptions {
		f.said = append(f.said, fmt.Sprintf("%s is shown as it is: %s decided so on %s, because: %s", e.Query, e.By, e.On.Format("2 January 2006"), e.Reason))
	}
	places := map[string][]place{}
	for p, at := range system.at {
		if fates[at] != Shown {
			places[p.query] = append(places[p.query], p)
		}
	}
	var all []*freezer
	borne := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		t := newFreezer(o, shown[name])
		for _, p := range places[name] {
			t.hide(p.row, p.col)
		}
		t.estimates()
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
	return f, nil
}

// rules says which thresholds are in force.
func (o Options) rules() string {
	return fmt.Sprintf("Counts of 1 to %d are withheld, of people by a protected characteristic 1 to %d; rates, medians and means on fewer than %d records; and as much more as keeps a reader from working them out",
		o.threshold()-1, max(o.threshold(), ProtectedThreshold)-1, max(o.threshold(), EstimateThreshold))
}
