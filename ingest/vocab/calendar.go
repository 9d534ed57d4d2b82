package vocab

import (
	"strconv"
	"time"
)

// The calendar spans the years of GOV.UK's list: a date outside gives a named
// state, never a number counted over holidays nobody has announced.
const (
	firstYear = 2012
	lastYear  = 2028
)

// fewestHolidays is the number of permanent bank holidays a year in England
// and Wales; a year with fewer is a list cut short.
const fewestHolidays = 8

func (s *Set) buildBankHolidays(sh *sheet, p *problems) {
	seen := map[string]int{}
	perYear := map[string]map[int]int{}
	for _, c := range calendars {
		s.bankHoliday[c], perYear[c] = map[string]bool{}, map[int]int{}
	}
	for _, r := range sh.rows {
		before := len(p.list)
		calendar := p.oneOf(r, "calendar_id", calendars)
		p.required(r, "day")
		p.required(r, "title")
		day := p.date(r, "day")
		if len(p.list) > before || !p.unique(r, seen, r.get("day")+" of calendar "+calendar) {
			continue
		}
		if day.Year() < firstYear || day.Year() > lastYear {
			p.row(r, "day %s is outside the calendar, %d to %d; remove the row", r.get("day"), firstYear, lastYear)
			continue
		}
		s.bankHoliday[calendar][r.get("day")] = true
		perYear[calendar][day.Year()]++
	}
	checkHolidays(sh, perYear, p)
}

func checkHolidays(sh *sheet, perYear map[string]map[int]int, p *problems) {
	for _, c := range calendars {
		for year := firstYear; year <= lastYear; year++ {
			if n := perYear[c][year]; n < fewestHolidays {
				p.add(sh.path, 0, "calendar %s has %d bank holidays in %d where there are %d at least; add the missing days",
					c, n, year, fewestHolidays)
			}
		}
	}
}

// calendarTable gives each day of each calendar with the number of working
// days up to and including it.
func (s *Set) calendarTable() Table {
	t := Table{Name: "calendar", Columns: []string{"calendar_id", "day", "working", "idx"}}
	end := time.Date(lastYear, time.December, 31, 0, 0, 0, 0, time.UTC)
	for _, c := range calendars {
		idx := 0
		for d := time.Date(firstYear, time.January, 1, 0, 0, 0, 0, time.UTC); !d.After(end); d = d.AddDate(0, 0, 1) {
			day := d.Format(time.DateOnly)
			working := isWeekday(d) && !s.bankHoliday[c][day]
			if working {
				idx++
			}
			t.Rows = append(t.Rows, []string{c, day, strconv.FormatBool(working), strconv.Itoa(idx)})
		}
	}
	return t
}

func isWeekday(d time.Time) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}
