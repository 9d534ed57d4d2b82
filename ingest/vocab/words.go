package vocab

import (
	"fmt"
	"strings"
)

// unitWords are the words for the units of limits, for one and for more.
var unitWords = map[string][2]string{
	"day": {"day", "days"}, "working_day": {"working day", "working days"}, "month": {"month", "months"},
}

// RuleWords says in words how a limit counts: "within 100 working days after: Notice
// of referral served (reg 30)". The milestones are named by their labels.
func (s *Set) RuleWords(st Standard) string {
	start := s.milestone(st.StartCode)
	length := st.Length()
	clear := ""
	if st.ClearDays {
		clear = "clear "
	}
	switch st.Rule {
	case "FWD_AFTER", "DAY_AFTER", "MONTHS_OF":
		return "within " + length + " after: " + start
	case "WINDOW_AFTER":
		return fmt.Sprintf("not less than %d %sand not more than %d working days after: %s", st.N, clear, st.NMax, start)
	case "BEFORE":
		return "at least " + strings.Replace(length, "working", clear+"working", 1) + " before: " + start
	case "DAY_OF", "MONTHS_FROM":
		return length + " beginning with the day of: " + start
	case "PERIODIC":
		if len(st.Follows) > 0 {
			return "each further " + length + " after the period before"
		}
		return "every " + length + " from: " + start + ", and from each: " + s.milestone(st.EndCode)
	case "ASAP":
		if len(st.Follows) > 0 {
			return "as soon as practicable after the end of the period; no number of days"
		}
		return "as soon as practicable after: " + start + "; no number of days"
	}
	return "no limit"
}

// Length is the number of a limit with its unit, empty where it has none.
func (st Standard) Length() string {
	words, ok := unitWords[st.Unit]
	switch {
	case !ok || st.N == 0:
		return ""
	case st.N == 1:
		return "1 " + words[0]
	}
	return fmt.Sprintf("%d %s", st.N, words[1])
}

// milestone is the label of an event or of a date that a record carries.
func (s *Set) milestone(code string) string {
	if c, ok := s.code("event", code); ok {
		return c.Label
	}
	if code == "" {
		return "a day that no event of the list records"
	}
	return s.Label("record_date", code)
}
