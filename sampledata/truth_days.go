package sampledata

import "time"

// Periods and the rules by which limits count days.

// monthStart returns the first day of the month.
func monthStart(d Day) Day {
	t := d.Time()
	return Date(t.Year(), t.Month(), 1)
}

// monthEnd returns the last day of the month.
func monthEnd(d Day) Day { return monthStart(d).AddMonths(1) - 1 }

// quarterStart returns the first day of the financial quarter; quarters begin in April, July, October and January.
func quarterStart(d Day) Day {
	t := d.Time()
	return Date(t.Year(), t.Month()-(t.Month()-time.January)%3, 1)
}

// span is a labelled run of days, both ends included.
type span struct {
	label       string
	first, last Day
}

func (s span) has(d Day) bool { return d != 0 && d >= s.first && d <= s.last }

// lastQuarters returns the last n financial quarters up to that of the end of the period, oldest first.
func (t *truth) lastQuarters(n int) []span {
	spans := make([]span, 0, n)
	for i := n - 1; i >= 0; i-- {
		first := quarterStart(t.to).AddMonths(-3 * i)
		spans = append(spans, span{first.FinancialQuarter(), first, monthEnd(first.AddMonths(2))})
	}
	return spans
}

// completeMonths returns the last n months that had ended by the end of the period.
func (t *truth) completeMonths(n int) []span {
	last := monthStart(t.to)
	if monthEnd(t.to) != t.to {
		last = last.AddMonths(-1)
	}
	spans := make([]span, 0, n)
	for i := n - 1; i >= 0; i-- {
		first := last.AddMonths(-i)
		spans = append(spans, span{first.String(), first, monthEnd(first)})
	}
	return spans
}

// inYears says whether a day is in the n years that end with the period.
func (t *truth) inYears(d Day, n int) bool { return d != 0 && d > yearsBefore(t.to, n) && d <= t.to }

// yearsBefore is the last day before the n years that end with a day: the same date n years earlier, and for the last day of a month the last day of that
// month, which in February need not be the same date.
func yearsBefore(d Day, n int) Day {
	before := d.AddMonths(-12 * n)
	if d == monthEnd(d) {
		return monthEnd(before)
	}
	return before
}

// financialYears returns the labels of the last n financial years up to that of the end of the period, oldest first.
func (t *truth) financialYears(n int) []string {
	labels := make([]string, 0, n)
	for i := n - 1; i >= 0; i-- {
		labels = append(labels, t.to.AddMonths(-12*i).FinancialYear())
	}
	return labels
}

// workingDaysBetween counts the working days after a up to and including b; ok is false where either is not recorded or outside the calendar.
func workingDaysBetween(a, b Day) (days int, ok bool) {
	if !InCalendar(a) || !InCalendar(b) {
		return 0, false
	}
	return WorkingDays(a, b), true
}

// nthWorkingDay returns the nth working day strictly after d, or strictly before it for a negative n; 0 where the calendar does not reach.
func nthWorkingDay(d Day, n int) Day {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for InCalendar(d) {
		if n == 0 {
			return d
		}
		if d += step; IsWorkingDay(d) {
			n--
		}
	}
	return 0
}

// The rules. Each returns the last lawful day; 0 where the calendar does not reach.

// dueDayOf is "n days beginning with the day d": d is the first of them.
func dueDayOf(d Day, n int) Day { return d + Day(n) - 1 }

// dueDayAfter is "within n days of d": the day after d is the first of them.
func dueDayAfter(d Day, n int) Day { return d + Day(n) }

// dueMonthsOf is "within n months of d": the corresponding date, or the last day of that month where it has none.
func dueMonthsOf(d Day, n int) Day { return d.AddMonths(n) }

// dueMonthsFrom is "n months beginning with d": the day before the corresponding date, or the last day of that month where it has none.
func dueMonthsFrom(d Day, n int) Day {
	due := d.AddMonths(n)
	if due.Time().Day() == d.Time().Day() {
		due--
	}
	return due
}

// dueBy gives the last lawful day of a rule, and for a window its first.
func dueBy(rule string, start Day, n, most int) (earliest, due Day) {
	switch rule {
	case "FWD_AFTER":
		return 0, nthWorkingDay(start, n)
	case "WINDOW_AFTER":
		return nthWorkingDay(start, n), nthWorkingDay(start, most)
	case "BEFORE":
		return 0, nthWorkingDay(start, -n)
	case "DAY_OF":
		return 0, dueDayOf(start, n)
	case "DAY_AFTER":
		return 0, dueDayAfter(start, n)
	case "MONTHS_FROM":
		return 0, dueMonthsFrom(start, n)
	case "MONTHS_OF":
		return 0, dueMonthsOf(start, n)
	}
	panic("no such rule: " + rule)
}
