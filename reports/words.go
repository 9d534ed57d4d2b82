package reports

import (
	"strings"
	"time"

	"proceedings/queries/stats"
	"proceedings/reports/page"
)

// share is k of n with its 95% interval, where the result has one.
type share struct {
	k, n      int64
	low, high float64
	bounds    bool
}

// share reads a rate of a row: k from its count, the bounds from the columns
// beside the rate.
func (t rows) share(row int, k, n, rate string) share {
	s := share{k: t.n(row, k), n: t.n(row, n)}
	if low, ok := t.Num(row, rate+"_low"); ok {
		if high, ok := t.Num(row, rate+"_high"); ok {
			s.low, s.high, s.bounds = low, high, true
		}
	}
	return s
}

func (s share) String() string { return page.Share(s.k, s.n) }

// long adds the interval: "79% (41 of 52; 95% interval 66% to 88%)".
func (s share) long() string {
	of := page.Count(s.k) + " of " + page.Count(s.n)
	if s.n < page.SmallN || !s.bounds {
		return s.String()
	}
	return page.Percent(float64(s.k)/float64(s.n)) + " (" + of + "; 95% interval " +
		page.Percent(s.low) + " to " + page.Percent(s.high) + ")"
}

// of heads a sentence: "62% of hearings due in 2025-26 started in time (36 of
// 58)", and without the percentage "5 of 8 hearings due in …".
func (s share) of(what, did string) string {
	of := page.Count(s.k) + " of " + page.Count(s.n)
	if s.n < page.SmallN {
		if rest, ok := strings.CutPrefix(did, "were "); ok && s.k == 1 {
			did = "was " + rest
		}
		return of + " " + what + " " + did
	}
	return page.Percent(float64(s.k)/float64(s.n)) + " of " + what + " " + did + " (" + of + ")"
}

// wilson gives a share the 95% score interval where the result carries none.
func (s share) wilson() share {
	if s.bounds || s.n == 0 {
		return s
	}
	s.low, s.high = stats.Wilson(s.k, s.n)
	s.bounds = true
	return s
}

// apart says how a share lies to another beyond chance, by the 95% interval of their difference
// (Newcombe): 1 higher, -1 lower, 0 no clear difference, which also holds wherever one of them is small.
func (s share) apart(o share) int {
	if s.n < page.SmallN || o.n < page.SmallN {
		return 0
	}
	switch _, low, high := stats.Newcombe(s.k, s.n, o.k, o.n); {
	case low > 0:
		return 1
	case high < 0:
		return -1
	}
	return 0
}

// against words a comparison: "no clear difference from 2024-25, 78% (39 of 50)".
func (s share) against(o share, when string) string {
	switch {
	case o.n == 0:
		return ""
	case s.n < page.SmallN || o.n < page.SmallN:
		return "too few to compare with " + when + ", " + o.String()
	}
	switch s.apart(o) {
	case 1:
		return "higher than in " + when + ", " + o.String()
	case -1:
		return "lower than in " + when + ", " + o.String()
	}
	return "no clear difference from " + when + ", " + o.String()
}

// year is "in the 12 months to 30 June 2026".
func (in Input) year() string { return "in the 12 months to " + page.Day(in.Period.To) }

// fiveYears is the first day of the five financial years up to that of the
// period's end.
func (in Input) fiveYears() time.Time {
	year := in.Period.To.Year()
	if in.Period.To.Month() < time.April {
		year--
	}
	return time.Date(year-4, time.April, 1, 0, 0, 0, 0, time.UTC)
}

// on is "on 30 June 2026".
func (in Input) on() string { return "on " + page.Day(in.Period.AsOf) }

// sentence joins clauses, starts with a capital and ends with one full stop.
func sentence(clauses ...string) string {
	var kept []string
	for _, c := range clauses {
		if c != "" {
			kept = append(kept, c)
		}
	}
	s := strings.Join(kept, "; ")
	if s == "" {
		return ""
	}
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return page.Upper(s)
}

// quote puts what a code or a rule is called into a sentence.
func quote(name string) string { return "“" + name + "”" }

func are(n int64) string  { return page.Agree(n, "is", "are") }
func have(n int64) string { return page.Agree(n, "has", "have") }

// noneOr is a count, and in words where it is 0: "none of them".
func noneOr(n int64) string {
	if n == 0 {
		return "none"
	}
	return page.Count(n)
}

// counted is a count with its verb: "none is", "1 is", "3 are".
func counted(n int64) string {
	if n == 0 {
		return "none is"
	}
	return page.Count(n) + " " + are(n)
}
