package revision

import (
	"slices"
	"strings"

	"proceedings/queries"
)

// Reason is why a figure changed.
type Reason struct {
	Code string // one of the constants below
	Text string // in words, with counts where there are some
}

// The reasons.
const (
	Definition  = "definition"  // the figure is defined otherwise now
	Limit       = "limit"       // other limits or lists are in force
	Erased      = "erased"      // records were erased, or an export was taken back
	Late        = "late"        // happened before the earlier position and is known since
	Corrected   = "corrected"   // a value changed in a later extract
	Withdrawn   = "withdrawn"   // a record is gone
	Recoded     = "recoded"     // a source is read by another profile
	NewSource   = "new source"  // a source that was not held before
	Loads       = "loads"       // other exports are held
	Matured     = "matured"     // time passed: cases then open are followed longer
	Suppression = "suppression" // withheld on one side
	Unexplained = "unexplained"
)

// Between are figures worked out between two releases. A nil step is one that cannot differ.
type Between struct {
	// Redone is a figure as now defined, with the limits of now, from what the earlier release stood on and at its position.
	Redone func(query string) (Table, error)
	// Restated is the same from what is held now.
	Restated func(query string) (Table, error)
	// Changed says what of the records that a query reads is held otherwise now, of those that the earlier
	// position counts, most frequent first. Row and key tell which row of the query is meant.
	Changed func(q *queries.Query, key, row []string) ([]Reason, error)
	// Limits says that other limits and lists were in force, and Erased that not all that the earlier release stood
	// on is held still.
	Limits, Erased bool
	// Frozen says that both releases hold what disclosure control froze, which nothing worked out in between can be held
	// against: the reasons are then those that a figure may have, without a count.
	Frozen bool
}

// Explain gives every revision its reasons, and takes out rows that come or go because the span of a series
// moved with the position.
func (c *Comparison) Explain(b Between) error {
	tables := &between{Between: b, c: c, read: map[string][2]*keyed{}}
	var kept []Revision
	for _, r := range c.Revisions {
		moved, err := tables.explain(&r)
		if err != nil {
			return err
		}
		if moved {
			c.Compared--
			c.Moved++
			continue
		}
		kept = append(kept, r)
	}
	c.Revisions, c.Explained = kept, true
	return nil
}

// between reads each figure in between once.
type between struct {
	Between
	c    *Comparison
	read map[string][2]*keyed
}

// tables are the figure redone and restated; nil where that cannot differ from the step before.
func (b *between) tables(query string) ([2]*keyed, error) {
	if t, ok := b.read[query]; ok {
		return t, nil
	}
	var out [2]*keyed
	for i, make := range []func(string) (Table, error){b.Redone, b.Restated} {
		if make == nil {
			continue
		}
		t, err := make(query)
		if err != nil {
			return out, err
		}
		k, _ := t.by(b.c.keys[query])
		out[i] = &k
	}
	b.read[query] = out
	return out, nil
}

// value is a cell or that there is none, so that steps can be compared.
type value struct {
	text string
	row  bool
}

func (r *Revision) in(k *keyed, or value) value {
	if k == nil {
		return or
	}
	text, ok := k.cell(r.id, r.Column.Name)
	return value{text, ok}
}

// explain finds the steps between two releases at which a figure changed. It is true where the row itself comes or goes
// with time.
func (b *between) explain(r *Revision) (moved bool, err error) {
	if b.Frozen {
		return false, b.mayBe(r)
	}
	t, err := b.tables(r.Query.Name)
	if err != nil {
		return false, err
	}
	before, after := value{r.Before, !r.New}, value{r.After, !r.Gone}
	redone := r.in(t[0], before)
	restated := r.in(t[1], after)
	if (r.New || r.Gone) && restated.row == before.row {
		return true, nil
	}
	if withheld(*r) {
		r.Reasons = append(r.Reasons, suppressed)
	}
	if redone != before {
		r.Reasons = append(r.Reasons, b.redefined(r)...)
	}
	if restated != redone {
		changed, err := b.Changed(r.Query, b.c.keys[r.Query.Name], r.Row)
		if err != nil {
			return false, err
		}
		r.Reasons = append(r.Reasons, changed...)
	}
	if after != restated {
		r.Reasons = append(r.Reasons, matured)
	}
	if len(r.Reasons) == 0 {
		r.Reasons = []Reason{unexplained}
	}
	return false, nil
}

// mayBe gives a frozen figure the reasons that it may have.
func (b *between) mayBe(r *Revision) error {
	if withheld(*r) {
		r.Reasons = append(r.Reasons, suppressed)
	}
	r.Reasons = append(r.Reasons, b.redefined(r)...)
	changed, err := b.Changed(r.Query, nil, nil) // of the figure as a whole: of one row they could tell that it has some
	if err != nil {
		return err
	}
	r.Reasons = append(r.Reasons, changed...)
	if b.c.Earlier.Position != b.c.Later.Position {
		r.Reasons = append(r.Reasons, matured)
	}
	if len(r.Reasons) == 0 {
		r.Reasons = []Reason{unexplained}
	}
	return nil
}

// What is said of reasons without records.
var (
	suppressed  = Reason{Suppression, "withheld in one of the two releases, as disclosure control decides for each as a whole"}
	matured     = Reason{Matured, "time passed: it has been followed longer"}
	unexplained = Reason{Unexplained, "not explained"}
)

// redefined says why a figure is not what it was although it is worked out from the same exports.
func (b *between) redefined(r *Revision) []Reason {
	var out []Reason
	if !b.c.Earlier.Defined(r.Query) {
		out = append(out, Reason{Definition, "the figure is defined otherwise now"})
	}
	if b.Limits {
		out = append(out, Reason{Limit, "other limits or lists are in force"})
	}
	if b.Erased {
		out = append(out, Reason{Erased, "records that it stood on were erased or taken back"})
	}
	return out
}

// withheld says that a figure is shown in one release and not in the other: a mark stands in its place.
func withheld(r Revision) bool {
	return figure(r.Column.Kind) && !r.New && !r.Gone && mark(r.Before) != mark(r.After)
}

// mark says that a cell holds a mark such as [c] in place of a figure.
func mark(cell string) bool { return len(cell) > 2 && cell[0] == '[' && cell[len(cell)-1] == ']' }

// Unexplained are the revisions for which no reason was found.
func (c *Comparison) Unexplained() []Revision {
	var out []Revision
	for _, r := range c.Revisions {
		if slices.ContainsFunc(r.Reasons, func(w Reason) bool { return w.Code == Unexplained }) {
			out = append(out, r)
		}
	}
	return out
}

// Told gives every revision what the two manifests alone tell of it.
func (c *Comparison) Told(limits bool, sources []string) {
	for i, r := range c.Revisions {
		b := between{Between: Between{Limits: limits}, c: c}
		c.Revisions[i].Reasons = b.redefined(&r)
		if len(sources) > 0 {
			c.Revisions[i].Reasons = append(c.Revisions[i].Reasons, Reason{Loads, "other exports: " + strings.Join(sources, ", ")})
		}
		if c.Earlier.Position != c.Later.Position {
			c.Revisions[i].Reasons = append(c.Revisions[i].Reasons, matured)
		}
	}
}

// Queries are those with revisions, in the order in which they were compared.
func (c *Comparison) Queries() []string {
	var out []string
	for _, r := range c.Revisions {
		if !slices.Contains(out, r.Query.Name) {
			out = append(out, r.Query.Name)
		}
	}
	return out
}
