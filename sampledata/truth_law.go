package sampledata

import "time"

// The changes of law at which a series of outcomes breaks.

// lawChanges are the sets of rules, each in force from its day until the next.
var lawChanges = []struct {
	from  Day
	label string
}{
	{Date(2020, time.February, 1), "2020 Conduct Regulations"},
	{Date(2024, time.May, 7), "2024 amendments"},
	{Date(2025, time.May, 28), "2025 amendments"},
}

// rulesOn names the rules in force on a day, empty before the first.
func rulesOn(d Day) any {
	var label any
	for _, l := range lawChanges {
		if d >= l.from {
			label = l.label
		}
	}
	return label
}

// lawChange says what changed in a span of days, empty where nothing did. No two changes fall into one quarter.
func lawChange(s span) any {
	for _, l := range lawChanges {
		if s.has(l.from) {
			return shortDay(l.from) + ": " + l.label
		}
	}
	return nil
}

// shortDay writes a day as in 7 May 2024.
func shortDay(d Day) string { return d.Time().Format("2 Jan 2006") }
