package reports

import (
	"maps"
	"sync"

	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// designs are all figures, by query name.
var designs = sync.OnceValue(func() map[string]design {
	all := map[string]design{}
	for _, some := range []map[string]design{
		workDesigns(), limitDesigns(), timeDesigns(), resultDesigns(), forceDesigns(), learningDesigns(), qualityDesigns(), measureDesigns(), fairnessDesigns(), listDesigns(), stepDesigns(), exploreDesigns(), reviewDesigns(), serviceDesigns(),
	} {
		maps.Copy(all, some)
	}
	return all
})

// none makes the sentence of an empty figure: what the exports held do not
// have, and for when.
func none(what string) func(Input) string {
	return func(in Input) string { return "No " + what + " in the exports held, " + in.year() + "." }
}

// noneNow is none for a position on a day.
func noneNow(what string) func(Input) string {
	return func(in Input) string { return "No " + what + " in the exports held " + in.on() + "." }
}

// noneAtAll is none for a series of years or quarters.
func noneAtAll(what string) func(Input) string {
	return func(in Input) string {
		return "No " + what + " in the exports held, up to " + page.Day(in.Period.To) + "."
	}
}

// rateParts draws a rate with its Wilson interval.
func rateParts(column, name string) []chart.Part {
	return []chart.Part{{Column: column, Name: name, Low: column + "_low", High: column + "_high"}}
}

// series says what the latest period of a rate shows, beside the one before.
type series struct {
	period, k, n, rate string
	what, did          string // "officers due a hearing in", "had it begin in time"
}

// row is the period to speak of: the latest with ten records or more, since a
// year just begun says little; the latest at all where none has ten.
func (s series) row(t rows) int {
	for i := t.Len() - 1; i >= 0; i-- {
		if t.n(i, s.n) >= page.SmallN {
			return i
		}
	}
	return t.latest(s.n)
}

// say words that period: "62% of actions due in 2025-26 were done in time (36
// of 58)", beside the period before, and what came since.
func (s series) say(t rows) finding {
	at := s.row(t)
	if at < 0 {
		return finding{headline: "No " + s.what + " any period shown"}
	}
	now := t.share(at, s.k, s.n, s.rate)
	f := finding{headline: now.of(s.what+" "+t.text(at, s.period), s.did)}
	clauses := []string{now.interval()}
	if was := t.before(at, s.n); was >= 0 {
		clauses = append(clauses, now.against(t.share(was, s.k, s.n, s.rate), t.text(was, s.period)))
	}
	if since := t.latest(s.n); since > at {
		clauses = append(clauses, "since, in "+t.text(since, s.period)+", "+t.share(since, s.k, s.n, s.rate).String())
	}
	if words := sentence(clauses...); words != "" {
		f.also = append(f.also, words)
	}
	return f
}

// controlled says it of a rate with a control chart, and what that shows: a run can tell of a change where two
// periods beside each other do not differ clearly.
func (s series) controlled(t rows) finding {
	f := s.say(t)
	f.also = append(f.also, standsOut(t, s.period))
	return f
}

func (s share) interval() string {
	if s.n < page.SmallN || !s.bounds {
		return ""
	}
	return "95% interval " + page.Percent(s.low) + " to " + page.Percent(s.high)
}
