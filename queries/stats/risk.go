package stats

import (
	"fmt"
	"slices"
)

// Duration is what was seen at one time: how many reached the event, how many
// ended another way (a competing end) and how many were last seen with neither; and
// how many came under observation at it, if not all did at 0 (delayed entry).
type Duration struct {
	T                int64
	Events, Censored int64
	Competing        int64
	Entered          int64
}

func (d Duration) ends() int64 { return d.Events + d.Competing + d.Censored }

// riskSet is who was under observation just before a time. Known is false from
// the time at which nothing can be said of those who come under observation later.
type riskSet struct {
	Duration
	AtRisk int64
	Known  bool
}

// riskSets walks through the times. Durations of the same time are added up;
// who is censored at a time is still at risk of what happens at that time, and who comes
// under observation at a time above 0 is at risk after it. Without delayed entry (no
// Entered at all) everybody is at risk from 0.
//
// Delayed entry can leave nobody to learn from: none under observation at the
// beginning, or all under observation gone by a time while others are yet to come, or all
// of them gone by the event, which would say that nobody waits longer although those
// others did. From that time on nothing is known.
func riskSets(seen []Duration) []riskSet {
	merged := mergeTimes(seen)
	var ended, toCome, atRisk int64
	for _, d := range merged {
		ended += d.ends()
		if d.T > 0 {
			toCome += d.Entered
		} else {
			atRisk += d.Entered
		}
	}
	if atRisk+toCome == 0 {
		atRisk = ended
	}
	known := true // until none at risk, or all of them gone: 0 of 0 at the first entry too
	var out []riskSet
	for _, d := range merged {
		after := atRisk - d.ends()
		if d.T > 0 {
			after += d.Entered
		}
		if toCome > 0 && (after == 0 && toCome > d.Entered || d.Events+d.Competing == atRisk) {
			known = false
		}
		if d.ends() > 0 {
			out = append(out, riskSet{Duration: d, AtRisk: atRisk, Known: known})
		}
		atRisk = after
		if d.T > 0 {
			toCome -= d.Entered
		}
	}
	return out
}

func mergeTimes(seen []Duration) []Duration {
	sorted := slices.Clone(seen)
	slices.SortStableFunc(sorted, func(a, b Duration) int { return int(a.T - b.T) })
	var merged []Duration
	for _, d := range sorted {
		if d.ends()+d.Entered == 0 {
			continue
		}
		if last := len(merged) - 1; last >= 0 && merged[last].T == d.T {
			merged[last].Events += d.Events
			merged[last].Competing += d.Competing
			merged[last].Censored += d.Censored
			merged[last].Entered += d.Entered
			continue
		}
		merged = append(merged, d)
	}
	return merged
}

// checkEntries says what is wrong with delayed entries: as many must end as
// entered, and nobody may end at or before the time of entry.
func checkEntries(seen []Duration) error {
	var entered, ended int64
	for _, d := range seen {
		entered, ended = entered+d.Entered, ended+d.ends()
	}
	if entered == 0 && ended == 0 {
		return nil
	}
	if entered != ended {
		return fmt.Errorf("%d entered and %d ended; count both for the same people", entered, ended)
	}
	for _, r := range riskSets(seen) {
		if r.ends() > r.AtRisk {
			return fmt.Errorf("%d ended at %d, when %d were under observation; leave out who ended on the day of entry or before it", r.ends(), r.T, r.AtRisk)
		}
	}
	return nil
}
