package sampledata

import (
	"fmt"
	"time"
)

// Day is a date as days since 1 January 1970. The zero Day means "not recorded": the world begins in 2020, so the first of January 1970 is free.
type Day int32

// Date returns the Day of a date of the Gregorian calendar.
func Date(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads an ISO date; an empty text is the zero Day.
func ParseDay(text string) (Day, error) {
	if text == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("day %q: %w", text, err)
	}
	return Day(t.Unix() / 86400), nil
}

// Time returns midnight UTC of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns the ISO date, or "" when not recorded.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// IsZero says whether the day is not recorded.
func (d Day) IsZero() bool { return d == 0 }

// Add returns the day n days later, and keeps "not recorded".
func (d Day) Add(n int) Day {
	if d == 0 {
		return 0
	}
	return d + Day(n)
}

// AddMonths returns the corresponding date n months on, or the last day of that month when it has none.
func (d Day) AddMonths(n int) Day {
	if d == 0 {
		return 0
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(first.Year(), first.Month(), min(t.Day(), last))
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Year returns the calendar year.
func (d Day) Year() int { return d.Time().Year() }

// FinancialYear returns the label of the financial year (April to March), such as 2025-26.
func (d Day) FinancialYear() string {
	year := d.financialYear()
	return fmt.Sprintf("%d-%02d", year, (year+1)%100)
}

// FinancialQuarter returns the label of the financial quarter, such as 2025-26Q4 for January to March 2026.
func (d Day) FinancialQuarter() string {
	return fmt.Sprintf("%sQ%d", d.FinancialYear(), (int(d.Time().Month())+8)%12/3+1)
}

func (d Day) financialYear() int {
	t := d.Time()
	if t.Month() < time.April {
		return t.Year() - 1
	}
	return t.Year()
}

// Calendar bounds: working days are known between these days, both included.
var (
	CalendarFirst = Date(2020, time.January, 1)
	CalendarLast  = Date(2028, time.December, 31)
)

// workingIndex[i] is the number of working days from CalendarFirst up to and including the day i days after it.
var workingIndex = buildWorkingIndex()

func buildWorkingIndex() []int {
	holidays := make(map[Day]bool)
	for _, text := range bankHolidays {
		d, err := ParseDay(text)
		if err != nil {
			panic(err)
		}
		holidays[d] = true
	}
	index := make([]int, CalendarLast-CalendarFirst+1)
	total := 0
	for d := CalendarFirst; d <= CalendarLast; d++ {
		if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday && !holidays[d] {
			total++
		}
		index[d-CalendarFirst] = total
	}
	return index
}

// InCalendar says whether working days are known on the day.
func InCalendar(d Day) bool { return d >= CalendarFirst && d <= CalendarLast }

// IsWorkingDay says whether the day is a working day of England and Wales: no Saturday, Sunday or bank holiday.
func IsWorkingDay(d Day) bool {
	if !InCalendar(d) {
		return false
	}
	i := d - CalendarFirst
	return workingIndex[i] > 0 && (i == 0 || workingIndex[i] > workingIndex[i-1])
}

// WorkingDays returns the number of working days after a up to and including b; it is negative when b is before a. Both must be in the calendar.
func WorkingDays(a, b Day) int {
	return workingIndex[b-CalendarFirst] - workingIndex[a-CalendarFirst]
}

// AddWorkingDays returns the nth working day strictly after d, or strictly before it when n is negative.
func AddWorkingDays(d Day, n int) Day {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if d += step; !InCalendar(d) {
			panic(fmt.Sprintf("working day %d from %s is outside the calendar", n, d))
		}
		if IsWorkingDay(d) {
			n--
		}
	}
	return d
}

// bankHolidays are the bank holidays of England and Wales that the history and its plans can meet.
var bankHolidays = []string{
	"2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31", "2020-12-25", "2020-12-28",
	"2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28",
	"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27",
	"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26",
	"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26",
	"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
	"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
	"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
	"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
}
