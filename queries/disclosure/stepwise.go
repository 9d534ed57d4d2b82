package disclosure

import (
	"slices"

	"proceedings/queries"
)

// Stepwise says that the answers of a query are the steps of a curve, of which each is an event or a few: no shareable
// release holds them.
func Stepwise(q *queries.Query) bool {
	return slices.ContainsFunc(q.Then, func(s queries.Step) bool { return s.Func == "km_curve" })
}
