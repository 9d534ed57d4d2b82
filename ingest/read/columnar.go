package read

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// Values of the columnar formats as text:
//
//   - dates as 2024-05-03; a moment without a time zone at midnight too, since that
//     is how systems without dates keep them, and otherwise as 2024-05-03T10:30:00
//   - a moment with a time zone likewise in that zone, with its offset
//     (2024-05-03T00:30:00+01:00, Z for UTC) except at midnight: a moment of
//     23:00 UTC may be the next day in this country, which nobody but the
//     profile can say
//   - decimals exactly, other numbers in full and never with an exponent
//   - values of a structure under their dotted path, as in JSON; a list of
//     scalars joined by "; "
//   - nothing for null, and for a number that is none (NaN)

// dayText is a date as the number of days since 1970.
func dayText(out []byte, days int64) []byte {
	return time.Unix(0, 0).UTC().AddDate(0, 0, int(days)).AppendFormat(out, time.DateOnly)
}

// stampText is a moment; zoned where it says which one, and not only what a
// clock on some wall showed.
func stampText(out []byte, t time.Time, zoned bool) []byte {
	if h, m, s := t.Clock(); h == 0 && m == 0 && s == 0 && t.Nanosecond() == 0 {
		return t.AppendFormat(out, time.DateOnly)
	}
	if zoned {
		return t.AppendFormat(out, "2006-01-02T15:04:05.999999999Z07:00")
	}
	return t.AppendFormat(out, "2006-01-02T15:04:05.999999999")
}

// clockText is a time of day.
func clockText(out []byte, since time.Duration) []byte {
	return time.Unix(0, 0).UTC().Add(since).AppendFormat(out, "15:04:05.999999999")
}

func floatText(out []byte, n float64, bits int) []byte {
	if math.IsNaN(n) {
		return out
	}
	return strconv.AppendFloat(out, n, 'f', -1, bits)
}

func decimalText(out []byte, unscaled *big.Int, scale int32) []byte {
	if scale <= 0 {
		return append(out, new(big.Int).Mul(unscaled, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-scale)), nil)).String()...)
	}
	digits := new(big.Int).Abs(unscaled).String()
	if short := int(scale) + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	if unscaled.Sign() < 0 {
		out = append(out, '-')
	}
	point := len(digits) - int(scale)
	return append(append(append(out, digits[:point]...), '.'), digits[point:]...)
}

// bigEndian reads a number in two's complement, the largest byte first.
func bigEndian(bytes []byte) *big.Int {
	n := new(big.Int).SetBytes(bytes)
	if len(bytes) > 0 && bytes[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(bytes))))
	}
	return n
}

// listSeparator stands between the values of a list.
const listSeparator = "; "

// allocLimit is the most that is allocated at once for a columnar file, such
// as for the texts of one column of a batch, which cannot take more.
const allocLimit = math.MaxInt32

// limited refuses to allocate what a file that lies about its sizes asks for.
type limited struct{ memory.Allocator }

func newLimited() limited { return limited{memory.DefaultAllocator} }

func (l limited) Allocate(size int) []byte {
	l.check(size)
	return l.Allocator.Allocate(size)
}

func (l limited) Reallocate(size int, b []byte) []byte {
	l.check(size)
	return l.Allocator.Reallocate(size, b)
}

// check panics, as the interface has no error; guard turns that into one.
func (l limited) check(size int) {
	if size < 0 || size > allocLimit {
		panic(damaged("a part of it is said to be larger than any can be"))
	}
}
