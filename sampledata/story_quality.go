package sampledata

import "time"

// coaching is when reviewers' feedback on schedules and reasons was taught: two items pass more often after it.
var coaching = Date(2024, time.November, 1)

// passRates are the shares of items passed before and after the coaching, in hundredths.
var passRates = map[string][2]int{
	"notice_complete": {91, 92}, "notice_served_in_time": {84, 84}, "decision_reasons": {70, 84}, "disclosure_schedule": {56, 72},
	"unused_material": {67, 69}, "family_update": {78, 80}, "exhibit_continuity": {88, 88}, "closure_checklist": {82, 85},
}

func (s *story) tellQuality() {
	days := openings(newRNG(s.Seed, "quality days", 0), []year{{2021, 40}, {2022, 90}, {2023, 110}, {2024, 120}, {2025, 130}, {2026, 36}})
	for i, reviewed := range days {
		r := newRNG(s.Seed, "quality", i)
		c := s.caseBefore(r, reviewed-60)
		v := QAReview{ReviewRef: s.number("QA"), CaseRef: c.CaseRef, Force: c.Force, ReviewedDate: reviewed, trace: trace{known: reviewed}}
		results := s.readFile(r, v, nil)
		if r.chance(13) {
			second := v
			second.ReviewRef, second.SecondOf = s.number("QA"), v.ReviewRef
			second.ReviewedDate = workdayFrom(reviewed + Day(r.between(1, 20)))
			second.known = second.ReviewedDate
			s.readFile(r, second, results)
		}
	}
}

// readFile reviews a file item by item. A second reader agrees with the first nine times in ten.
func (s *story) readFile(r *rng, v QAReview, first map[string]string) map[string]string {
	s.QAReviews = append(s.QAReviews, v)
	results := make(map[string]string)
	for _, item := range qaItems {
		result := itemResult(r, item, v.ReviewedDate)
		if first != nil && !r.chance(10) {
			result = first[item]
		}
		results[item] = result
		if result != "" {
			s.QAItems = append(s.QAItems, QAItem{ReviewRef: v.ReviewRef, Item: item, Result: result, trace: trace{known: v.ReviewedDate}})
		}
	}
	return results
}

func itemResult(r *rng, item string, day Day) string {
	rate := passRates[item][0]
	if day >= coaching {
		rate = passRates[item][1]
	}
	switch u := r.below(100); {
	case u < 14:
		return "not_applicable"
	case u < 16:
		return ""
	case r.chance(rate):
		return "pass"
	default:
		return "fail"
	}
}
