package vocab

import (
	"fmt"
	"hash"
	"slices"
	"time"
)

// knownColumns may end the header of any file: the first and the last day on
// which a row was believed. Both may be empty.
var knownColumns = []string{"known_from", "known_to"}

// keepKnown drops the rows that were not believed on a day, or for a zero day
// those that are believed no longer, and then the two columns: what is left is the
// file as it stood.
func (sh *sheet) keepKnown(day time.Time, p *problems) {
	n := len(sh.columns) - len(knownColumns)
	if n < 0 || !slices.Equal(sh.columns[n:], knownColumns) {
		return
	}
	kept := []row{}
	for _, r := range sh.rows {
		from, to := p.date(r, "known_from"), p.date(r, "known_to")
		if !from.IsZero() && !to.IsZero() && to.Before(from) {
			p.row(r, "known_to %s is before known_from %s; correct one of them", r.get("known_to"), r.get("known_from"))
		}
		if known(from, to, day) {
			r.cells = r.cells[:n]
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		p.add(sh.path, 0, "no row of the file was known on %s; leave known_from empty for rows that were there from the start", day.Format(time.DateOnly))
	}
	sh.columns, sh.rows = sh.columns[:n], kept
}

func known(from, to, day time.Time) bool {
	if day.IsZero() {
		return to.IsZero()
	}
	return !from.After(day) && (to.IsZero() || !to.Before(day))
}

// hash adds the rows to a fingerprint. Every part is framed by its length, so
// that text cannot move from one cell or file to the next unseen.
func (sh *sheet) hash(h hash.Hash) {
	fmt.Fprintf(h, "%s %d %d\n", sh.name, len(sh.columns), len(sh.rows))
	for _, r := range sh.rows {
		for _, c := range r.cells {
			fmt.Fprintf(h, "%d:%s", len(c), c)
		}
	}
}
