package disclosure

import (
	"time"

	"proceedings/queries"
)

// The thresholds that hold where nothing else is asked for.
const (
	// Threshold is the smallest count that a shareable release shows.
	Threshold = 5
	// ProtectedThreshold is that of what groups people by a protected characteristic.
	ProtectedThreshold = 10
	// EstimateThreshold is the fewest records on which a rate, median or mean is shown.
	EstimateThreshold = 10
)

// Options are what the data owner has decided.
type Options struct {
	Threshold  int64                        // smallest count shown; 0: Threshold. The other thresholds are never lower
	Round      int64                        // round counts to multiples of this in place of hiding; 0: hide
	Known      func(list, code string) bool // whether a list of the vocabulary holds a code, any list where its name is empty
	Exceptions []Exception
	Earlier    []Earlier // shareable releases of before
}

// Exception is a query that somebody answers for showing as it is.
type Exception struct {
	Query  string
	By     string // who decided
	Reason string
	On     time.Time
}

func (o Options) threshold() int64 {
	if o.Threshold > 0 {
		return o.Threshold
	}
	return Threshold
}

// least is the smallest count that the answers of a query may show.
func (o Options) least(q *queries.Query) int64 {
	switch {
	case o.excepted(q.Name):
		return 1
	case q.Protected:
		return max(o.threshold(), ProtectedThreshold)
	}
	return o.threshold()
}

// estimate is the fewest records that a rate or median of a query may rest on.
func (o Options) estimate(q *queries.Query) int64 {
	return max(o.least(q), EstimateThreshold)
}

// known says that a list holds a code, or any list where none is named.
func (o Options) known(list, code string) bool { return o.Known != nil && o.Known(list, code) }

func (o Options) excepted(query string) bool {
	for _, e := range o.Exceptions {
		if e.Query == query {
			return true
		}
	}
	return false
}
