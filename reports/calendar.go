package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"proceedings/reports/ics"
	"proceedings/reports/page"
)

// CalendarPath is where a release that may list cases has its calendar to import.
const CalendarPath = "data/due.ics"

// ahead is how far a calendar looks, in days: as far as the query on what is due.
const ahead = 90

// span is the step in which it is counted, as the columns of the query on what is due are.
const span = 30

// Near is how many days ahead a hearing is near: as far as the query of briefing notes looks.
const Near = 30

var nearDays = strconv.Itoa(Near) + " days"

// dueList is the query of what is due, case by case.
const dueList = "due_list"

// Calendar writes what falls due as a calendar to import: a day, a limit, the
// reference of a case and whether that is under restriction, and no more. It is nil where nothing is due, and where the
// edition may not show the list of it.
func (in Input) Calendar() []byte {
	t := in.rows(dueList)
	if t.Len() == 0 {
		return nil
	}
	c := ics.Calendar{
		Name:    "Due dates of proceedings",
		About:   "Legal limits that fall due in the " + strconv.Itoa(ahead) + " days after " + page.Day(in.Period.AsOf) + ", as the exports held that day record them. Restricted: case references. Import it into a calendar of its own and empty that before the next: a later one moves what was extended and removes nothing.",
		Written: in.Period.AsOf,
	}
	if in.Facts.Banner != "" {
		c.About = in.Facts.Banner + ". " + c.About
	}
	times := map[string]int{}
	for i := range t.Len() {
		uid := t.obligation(i)
		times[uid]++
		c.Events = append(c.Events, ics.Event{
			UID: uid + "-" + strconv.Itoa(times[uid]) + "@proceedings", Day: t.Day(i, "due"),
			Summary: t.text(i, "title") + ": " + t.caseNamed(i),
			About:   "Limit " + t.Str(i, "standard_id") + ". From figures of " + page.Day(in.Period.AsOf) + "; check the case before relying on it.",
		})
	}
	return c.Bytes()
}

// caseNamed is the reference of a row's case in a sentence, with the mark that its cell of a table has: of the case, or of the row's proceeding.
func (t rows) caseNamed(row int) string {
	if t.in.Restricted(t.Str(row, "case_ref")) || t.in.Restricted(t.Str(row, "proceeding_ref")) {
		return t.text(row, "case_ref") + " (" + boundWords + ")"
	}
	return t.text(row, "case_ref")
}

// obligation names what is due by what it is and not by its day, so that a calendar
// that takes a later release in moves the entry of a limit that was extended.
func (t rows) obligation(row int) string {
	var parts []string
	for _, c := range []string{"standard_id", "case_ref", "subject_ref", "proceeding_ref", "force"} {
		parts = append(parts, strconv.Quote(t.Str(row, c)))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, " ")))
	return hex.EncodeToString(sum[:16])
}

// dates adds to the figures of what is due the link to the calendar and, to the list, its months.
func (in Input) dates(f *Figure, t rows) {
	if (f.ID == dueList || f.ID == "due_soon") && in.rows(dueList).Len() > 0 {
		f.Calendar = CalendarPath
	}
	if f.ID == dueList {
		f.Months = t.months()
		f.Also = append(f.Also, t.spans())
	}
}

// spans says how many fall due in each thirty days: "In 30 days, to 30 July 2026: 13; …".
func (t rows) spans() string {
	from := t.in.Period.AsOf
	var parts []string
	for day, start := span, 0; day <= ahead; day, start = day+span, day+1 {
		n := int64(0)
		for i := range t.Len() {
			if left := t.n(i, "days_left"); left >= int64(start) && left <= int64(day) {
				n++
			}
		}
		within := "in " + strconv.Itoa(start) + " to " + strconv.Itoa(day) + " days"
		if start == 0 {
			within = "within " + strconv.Itoa(day) + " days"
		}
		parts = append(parts, within+", to "+page.Day(from.AddDate(0, 0, day))+": "+page.Count(n))
	}
	return page.Upper(strings.Join(parts, "; ")) + "."
}

// month is a month of the calendar view, by weeks from Monday.
type month struct {
	Title string
	Sum   string
	Weeks [][7]dayCell
}

// dayCell is one day: what is due on it links to the first row of that day.
type dayCell struct {
	Day     int // 0: no day of this month
	Weekday string
	Month   string
	Due     int64
	Row     string
	Mark    string // the end of a span of thirty days
	Class   string
}

// months lays out the days from the position date to ninety days later.
func (t rows) months() []month {
	from := t.in.Period.AsOf
	to := from.AddDate(0, 0, ahead)
	due := map[string]int64{}
	for i := range t.Len() {
		due[page.Raw(t.Day(i, "due"))]++
	}
	var out []month
	for first := from.AddDate(0, 0, 1-from.Day()); !first.After(to); first = first.AddDate(0, 1, 0) {
		if first.AddDate(0, 1, -1).After(from) || due[page.Raw(from)] > 0 {
			m := monthOf(first, from, to, due)
			m.unlink(t.Day(t.shown()-1, "due"))
			out = append(out, m)
		}
	}
	return out
}

func monthOf(first, from, to time.Time, due map[string]int64) month {
	m := month{Title: page.Month(first)}
	var total int64
	at := (int(first.Weekday()) + 6) % 7 // Monday is the first
	for d := first; d.Month() == first.Month(); d = d.AddDate(0, 0, 1) {
		if len(m.Weeks) == 0 || at == 7 {
			m.Weeks, at = append(m.Weeks, [7]dayCell{}), at%7
		}
		c := dayCell{Day: d.Day(), Weekday: d.Format("Mon"), Month: d.Format("January"), Due: due[page.Raw(d)], Row: dueRow(d)}
		switch days := int(d.Sub(from).Hours() / 24); {
		case d.After(to):
		case days > 0 && days%span == 0:
			c.Mark = "day " + strconv.Itoa(days)
		}
		if c.Due > 0 {
			c.Class = "due"
		}
		total += c.Due
		m.Weeks[len(m.Weeks)-1][at] = c
		at++
	}
	m.Sum = page.Count(total) + " due"
	return m
}

// unlink takes away the links to days after the last that the list shows.
func (m month) unlink(last time.Time) {
	for w := range m.Weeks {
		for i, c := range m.Weeks[w] {
			if c.Row > dueRow(last) {
				m.Weeks[w][i].Row = ""
			}
		}
	}
}

// dueRow is the anchor of the first row of a day.
func dueRow(d time.Time) string { return "due-" + page.Raw(d) }

// anchor gives the first row of each day of the list an identifier to link to.
func (out table) anchor(t rows) {
	for i, cells := range out.Rows {
		if d := t.Day(i, "due"); i == 0 || !d.Equal(t.Day(i-1, "due")) {
			cells[0].ID = dueRow(d)
		}
	}
}
