package read

import (
	"fmt"
	"io"
)

// DefaultMaxUnpacked is how many bytes a file or archive may unpack to where
// nothing else is said.
const DefaultMaxUnpacked = 8 << 30

// Budget is what one file or archive may unpack to, against archives that
// explode. Bytes are counted as they come: the sizes that an archive states are
// what its maker wrote, and are not looked at.
type Budget struct{ max, left int64 }

// NewBudget allows so many bytes; 0 stands for DefaultMaxUnpacked.
func NewBudget(maxUnpacked int64) *Budget {
	if maxUnpacked <= 0 {
		maxUnpacked = DefaultMaxUnpacked
	}
	return &Budget{max: maxUnpacked, left: maxUnpacked}
}

// meter takes what is read of r from the budget.
func (b *Budget) meter(r io.Reader, what string) io.Reader {
	return &metered{r: r, budget: b, what: what}
}

// spend takes n bytes from the budget.
func (b *Budget) spend(n int, what string) error {
	if b.left -= int64(n); b.left < 0 {
		return TooLarge(what, b.max)
	}
	return nil
}

type metered struct {
	r      io.Reader
	budget *Budget
	what   string
}

func (m *metered) Read(p []byte) (int, error) {
	if m.budget.left < 0 {
		return 0, TooLarge(m.what, m.budget.max)
	}
	if int64(len(p)) > m.budget.left+1 {
		p = p[:m.budget.left+1]
	}
	n, err := m.r.Read(p)
	m.budget.left -= int64(n)
	if m.budget.left < 0 {
		return 0, TooLarge(m.what, m.budget.max)
	}
	return n, err
}

// TooLarge refuses what unpacks to more than may be unpacked.
func TooLarge(what string, limit int64) error {
	return fmt.Errorf("%s unpacks to more than %s: if it is to be trusted, allow more with --max-unpacked", what, sizeText(limit))
}

// sizeText writes a number of bytes in the largest unit that divides it.
func sizeText(n int64) string {
	for _, u := range []struct {
		name string
		of   int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if n >= u.of && n%u.of == 0 {
			return fmt.Sprintf("%d %s", n/u.of, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// recordLimit is the most that one record (a row of a sheet, an element of a
// JSON array, a line) may take: far more than a person or a system writes, and
// little enough to hold.
const recordLimit = 64 << 20

// lap refuses to read more than limit bytes between two calls of reset, so
// that a parser which holds a record whole cannot be made to hold a file whole.
type lap struct {
	r           io.Reader
	limit, left int64
}

func newLap(r io.Reader, limit int64) *lap { return &lap{r: r, limit: limit, left: limit} }

func (l *lap) reset() { l.left = l.limit }

func (l *lap) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, damaged("one record is larger than %s", sizeText(l.limit))
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	return n, err
}
