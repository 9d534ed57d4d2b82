package vocab

import (
	"strconv"
	"testing"
	"time"
)

// book is the calendar as a clock engine reads it.
type book struct {
	t       *testing.T
	working map[string]map[string]bool
	idx     map[string]map[string]int
	nth     map[string]map[int]string // the working day with that number
}

func open(t *testing.T) book {
	t.Helper()
	b := book{t, map[string]map[string]bool{}, map[string]map[string]int{}, map[string]map[int]string{}}
	for _, c := range calendars {
		b.working[c], b.idx[c], b.nth[c] = map[string]bool{}, map[string]int{}, map[int]string{}
	}
	tables := load(t).Tables()
	for _, r := range tables[len(tables)-1].Rows {
		c, day, working := r[0], r[1], r[2] == "true"
		idx, err := strconv.Atoi(r[3])
		if err != nil {
			t.Fatal(err)
		}
		b.working[c][day], b.idx[c][day] = working, idx
		if working {
			b.nth[c][idx] = day
		}
	}
	return b
}

// after is the nth working day strictly after x: FWD_AFTER.
func (b book) after(calendar, x string, n int) string {
	return b.nth[calendar][b.idx[calendar][x]+n]
}

// before is the nth working day strictly before x: BEFORE.
func (b book) before(calendar, x string, n int) string {
	last := b.idx[calendar][x]
	if b.working[calendar][x] {
		last--
	}
	return b.nth[calendar][last-n+1]
}

func TestWorkingDaysAfter(t *testing.T) {
	b := open(t)
	counts := []int{3, 5, 7, 10, 15, 20, 100}
	tests := []struct {
		start string
		due   [7]string
	}{
		{"2024-03-28", [7]string{"2024-04-04", "2024-04-08", "2024-04-10", "2024-04-15", "2024-04-22", "2024-04-29", "2024-08-21"}},
		{"2024-03-30", [7]string{"2024-04-04", "2024-04-08", "2024-04-10", "2024-04-15", "2024-04-22", "2024-04-29", "2024-08-21"}},
		{"2024-12-20", [7]string{"2024-12-27", "2024-12-31", "2025-01-03", "2025-01-08", "2025-01-15", "2025-01-22", "2025-05-19"}},
		{"2025-04-16", [7]string{"2025-04-23", "2025-04-25", "2025-04-29", "2025-05-02", "2025-05-12", "2025-05-19", "2025-09-10"}},
		{"2023-05-05", [7]string{"2023-05-11", "2023-05-15", "2023-05-17", "2023-05-22", "2023-05-30", "2023-06-06", "2023-09-27"}},
	}
	for _, tt := range tests {
		for i, n := range counts {
			if got := b.after("EW", tt.start, n); got != tt.due[i] {
				t.Errorf("%d working days after %s = %s, want %s", n, tt.start, got, tt.due[i])
			}
		}
	}
}

func TestWorkingDaysBefore(t *testing.T) {
	b := open(t)
	for _, tt := range []struct{ x, want string }{
		{"2024-04-08", "2024-03-28"}, // Monday; Easter Monday and Good Friday between
		{"2024-04-06", "2024-03-28"}, // the Saturday before counts back the same five
		{"2024-04-09", "2024-04-02"},
	} {
		if got := b.before("EW", tt.x, 5); got != tt.want {
			t.Errorf("5 working days before %s = %s, want %s", tt.x, got, tt.want)
		}
	}
}

// TestPlainDays: the sums that need no working days, in the arithmetic a clock
// engine must reproduce.
func TestPlainDays(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	corresponding := func(x string, months int) (due time.Time, exact bool) {
		d := day(x)
		due = time.Date(d.Year(), d.Month()+time.Month(months), d.Day(), 0, 0, 0, 0, time.UTC)
		if due.Day() != d.Day() { // no such day: the last of that month
			return time.Date(d.Year(), d.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC), false
		}
		return due, true
	}
	rules := map[string]func(x string, n int) time.Time{
		"DAY_OF":    func(x string, n int) time.Time { return day(x).AddDate(0, 0, n-1) },
		"DAY_AFTER": func(x string, n int) time.Time { return day(x).AddDate(0, 0, n) },
		"MONTHS_OF": func(x string, n int) time.Time { due, _ := corresponding(x, n); return due },
		"MONTHS_FROM": func(x string, n int) time.Time {
			due, exact := corresponding(x, n)
			if exact {
				due = due.AddDate(0, 0, -1)
			}
			return due
		},
	}
	for _, tt := range []struct {
		rule  string
		n     int
		start string
		want  string
	}{
		{"DAY_OF", 56, "2024-01-10", "2024-03-05"},
		{"DAY_AFTER", 56, "2024-01-10", "2024-03-06"},
		{"DAY_OF", 28, "2024-01-10", "2024-02-06"},
		{"DAY_OF", 14, "2024-01-10", "2024-01-23"},
		{"MONTHS_FROM", 12, "2024-01-15", "2025-01-14"},
		{"MONTHS_FROM", 12, "2024-02-29", "2025-02-28"},
		{"MONTHS_FROM", 12, "2023-03-01", "2024-02-29"},
		{"MONTHS_OF", 6, "2024-08-31", "2025-02-28"},
	} {
		if got := rules[tt.rule](tt.start, tt.n).Format(time.DateOnly); got != tt.want {
			t.Errorf("%s %d from %s = %s, want %s", tt.rule, tt.n, tt.start, got, tt.want)
		}
	}
}

func TestOneOffHolidays(t *testing.T) {
	b := open(t)
	for _, tt := range []struct {
		day     string
		working bool
	}{
		{"2020-05-08", false}, {"2020-05-04", true}, // early May moved to VE Day
		{"2022-06-02", false}, {"2022-06-03", false}, {"2022-05-30", true}, // spring moved, Platinum Jubilee added
		{"2022-09-19", false},                                              // State Funeral
		{"2023-05-08", false},                                              // Coronation
		{"2012-06-04", false}, {"2012-06-05", false}, {"2012-05-28", true}, // Diamond Jubilee
		{"2021-12-27", false}, {"2021-12-28", false}, {"2022-01-03", false}, // substitutes for 25, 26 December and 1 January
		{"2016-12-27", false}, {"2017-01-02", false},
		{"2024-03-29", false}, {"2024-04-01", false}, {"2024-12-25", false}, {"2024-12-26", false},
	} {
		for _, c := range []string{"EW", "CORONER"} {
			if b.working[c][tt.day] != tt.working {
				t.Errorf("%s on %s: working %v", tt.day, c, !tt.working)
			}
		}
	}
}

func TestCalendarsDiffer(t *testing.T) {
	b := open(t)
	for _, day := range []string{
		"2024-08-05",               // summer bank holiday in Scotland, the one the ICO once left out
		"2024-01-02", "2024-12-02", // Scotland
		"2024-03-18", "2024-07-12", // Northern Ireland
	} {
		if !b.working["EW"][day] || !b.working["CORONER"][day] || b.working["UK"][day] {
			t.Errorf("%s: EW %v, CORONER %v, UK %v", day, b.working["EW"][day], b.working["CORONER"][day], b.working["UK"][day])
		}
	}
	for day, working := range b.working["UK"] {
		if working && !b.working["EW"][day] {
			t.Errorf("%s works in the UK calendar and not in EW", day)
		}
		if b.working["EW"][day] != b.working["CORONER"][day] {
			t.Errorf("%s differs between EW and CORONER", day)
		}
	}
	if got, want := b.after("UK", "2024-08-02", 1), "2024-08-06"; got != want {
		t.Errorf("the first UK working day after 2 August 2024 = %s, want %s", got, want)
	}
}

// TestCoronerHolidays: Christmas Day and Good Friday of every year are
// non-working, which the coroners' rules name apart from bank holidays.
func TestCoronerHolidays(t *testing.T) {
	b := open(t)
	for year := firstYear; year <= lastYear; year++ {
		christmas := time.Date(year, time.December, 25, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		goodFriday := easter(year).AddDate(0, 0, -2).Format(time.DateOnly)
		for _, day := range []string{christmas, goodFriday} {
			if b.working["CORONER"][day] {
				t.Errorf("%s is a working day", day)
			}
		}
	}
}

// easter is the Gregorian computus, so that Good Friday is checked against
// something other than the list.
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(y, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

func TestCalendarIndex(t *testing.T) {
	b := open(t)
	for _, tt := range []struct {
		calendar, day string
		idx           int
	}{
		{"EW", "2012-01-01", 0}, // Sunday
		{"EW", "2012-01-02", 0}, // substitute for New Year's Day
		{"EW", "2012-01-03", 1},
		{"EW", "2012-01-06", 4},
		{"EW", "2012-01-08", 4}, // a weekend adds nothing
		{"EW", "2012-12-31", 252},
		{"UK", "2012-01-03", 0}, // 2 January, Scotland, in lieu
		{"UK", "2012-01-04", 1},
	} {
		if got := b.idx[tt.calendar][tt.day]; got != tt.idx {
			t.Errorf("%s idx(%s) = %d, want %d", tt.calendar, tt.day, got, tt.idx)
		}
	}
	const days = 17*365 + 5 // leap years 2012, 2016, 2020, 2024, 2028
	for _, c := range calendars {
		if len(b.idx[c]) != days {
			t.Errorf("calendar %s has %d days, want %d", c, len(b.idx[c]), days)
		}
		if _, ok := b.idx[c]["2028-12-31"]; !ok {
			t.Errorf("calendar %s does not reach the end of 2028", c)
		}
		if _, ok := b.idx[c]["2029-01-01"]; ok {
			t.Errorf("calendar %s goes beyond 2028", c)
		}
	}
}
