package disclosure

// Cell is one number of the release, or one that follows from its numbers.
type Cell struct {
	Value int64 // 0 or more
	// Least is the smallest count that may be shown or worked out: a cell of 1 to Least-1 is hidden. It is also how wide
	// the range must be in which a reader can place a cell that is hidden.
	Least     int64
	Sensitive bool  // hidden whatever its value: it would reveal a certainty, or an order forbids it
	Unprinted bool  // stands nowhere in the release and is only to be protected from being worked out, such as a complement
	Given     bool  // readers have it from elsewhere: hiding it hides nothing
	Lost      bool  // nothing protects it any more, and it stays unknown all the same: see protect
	Cost      int64 // what is lost by hiding it; 0 counts as its Value
}

// Equation says that the cells Parts add up to the cell Total. All are indices of the System's cells.
type Equation struct {
	Total int
	Parts []int
}

// System is every number of a release that disclosure control has to do with, and how they hang together.
type System struct {
	Cells     []Cell
	Equations []Equation
}

// Fate is what becomes of a cell.
type Fate uint8

// The fates. A reader is never told which of the two a hidden cell is.
const (
	Shown     Fate = iota
	Primary        // hidden for its own sake
	Secondary      // hidden so that another cannot be worked out
)
