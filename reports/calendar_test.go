package reports

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/reports/page"
)

// unfolded is a calendar with its lines whole.
func unfolded(b []byte) string { return strings.ReplaceAll(string(b), "\r\n ", "") }

func TestCalendarHoldsWhatIsDue(t *testing.T) {
	in := input()
	data := in.Calendar()
	if !bytes.Equal(data, in.Calendar()) {
		t.Error("the same figures give another calendar")
	}
	text, list := unfolded(data), in.Answers.results["due_list"]
	if n := strings.Count(text, "BEGIN:VEVENT"); n != len(list.Rows) || n == 0 {
		t.Fatalf("%d days in the calendar, %d rows in the list", n, len(list.Rows))
	}
	r := in.rows("due_list")
	for i := range r.Len() {
		day := strings.ReplaceAll(page.Raw(r.Day(i, "due")), "-", "")
		want := regexp.MustCompile(`DTSTART;VALUE=DATE:` + day + `\r\nDTEND;VALUE=DATE:\d{8}\r\nSUMMARY:` + regexp.QuoteMeta(strings.ReplaceAll(r.text(i, "title"), ",", `\,`)) + `: ` + regexp.QuoteMeta(r.text(i, "case_ref")) + "\r\n")
		if !want.MatchString(text) {
			t.Errorf("row %d is not in the calendar: %s", i, want)
		}
	}
	if !strings.Contains(text, "DTSTAMP:20260630T000000Z") || strings.Contains(text, r.Str(0, "proceeding_ref")) {
		t.Error("the calendar is not of the position date, or says more than a limit and a case")
	}
	in.Answers.edition = "shareable"
	if in.Calendar() != nil {
		t.Error("a shareable release has a calendar of cases")
	}
	in = input()
	in.Answers.results["due_list"].Rows = nil
	if in.Calendar() != nil {
		t.Error("nothing is due and there is a calendar")
	}
}

// What is under restriction is marked where a calendar or a sentence names it, as in tables.
func TestCalendarMarksRestrictions(t *testing.T) {
	in := input()
	r := in.rows("due_list")
	first, second := r.Str(0, "case_ref"), r.Str(1, "proceeding_ref")
	if first == r.Str(1, "case_ref") {
		t.Fatal("both rows are of one case")
	}
	in.Facts.Restricted = []string{first, second}
	slices.Sort(in.Facts.Restricted)
	text := unfolded(in.Calendar())
	for i := range r.Len() {
		ref := r.Str(i, "case_ref")
		want := ": " + ref + "\r\n"
		if ref == first || r.Str(i, "proceeding_ref") == second {
			want = ": " + ref + " (under restriction)\r\n"
		}
		if !strings.Contains(text, want) {
			t.Errorf("row %d is not %q in the calendar", i, want)
		}
	}
	list := in.Answers.results["due_list"]
	list.Rows = list.Rows[:1]
	if said := sayDueList(in.rows("due_list")).headline; !strings.HasSuffix(said, first+" (under restriction)") {
		t.Errorf("the sentence says %q", said)
	}
}

// A limit that was extended keeps its entry; two that are alike have two.
func TestCalendarEntriesAreOfTheObligation(t *testing.T) {
	uids := func(in Input) []string {
		return regexp.MustCompile(`(?m)^UID:(.*)\r$`).FindAllString(unfolded(in.Calendar()), -1)
	}
	in := input()
	before := uids(in)
	list := in.Answers.results["due_list"]
	list.Rows[0][0] = in.Period.AsOf.AddDate(0, 0, 88)
	if after := uids(in); after[0] != before[0] {
		t.Error("a later day makes another entry")
	}
	list.Rows = append(list.Rows, list.Rows[0])
	seen := map[string]bool{}
	for _, u := range uids(in) {
		if seen[u] {
			t.Errorf("%s twice", u)
		}
		seen[u] = true
	}
}

func TestCalendarTakesNoMarkup(t *testing.T) {
	for _, payload := range append(payloads, "a\r\nEND:VEVENT\r\nBEGIN:VALARM", "a;b,c\\n") {
		in := input()
		list := in.Answers.results["due_list"]
		for _, row := range list.Rows {
			for i := range row {
				if s, ok := row[i].(string); ok && list.Columns[i].Kind == queries.Label {
					row[i] = s + payload
				}
			}
		}
		text := unfolded(in.Calendar())
		if strings.Count(text, "\r\nEND:VEVENT\r\n") != len(list.Rows) || strings.Contains(text, "\r\nBEGIN:VALARM") {
			t.Errorf("%q breaks out of its line", payload)
		}
	}
}

// Each day of the months counts the rows of that day and leads to the first of them.
func TestMonthsCountTheList(t *testing.T) {
	in := input()
	f := figure(t, in, "due_list")
	want, r := map[string]int64{}, in.rows("due_list")
	for i := range r.Len() {
		want[dueRow(r.Day(i, "due"))]++
	}
	got := map[string]int64{}
	for _, m := range f.Months {
		days := 0
		for _, w := range m.Weeks {
			for i, d := range w {
				if d.Day > 0 {
					days++
					if names := "MonTueWedThuFriSatSun"; d.Weekday != names[3*i:3*i+3] {
						t.Errorf("%d %s stands under %s and is a %s", d.Day, m.Title, names[3*i:3*i+3], d.Weekday)
					}
				}
				if d.Due > 0 {
					got[d.Row] += d.Due
				}
			}
		}
		if days < 28 {
			t.Errorf("%s has %d days", m.Title, days)
		}
	}
	if len(got) != len(want) {
		t.Errorf("days %v, want %v", got, want)
	}
	src, err := f.HTML()
	if err != nil {
		t.Fatal(err)
	}
	for row, n := range want {
		if got[row] != n {
			t.Errorf("%s: %d in the months, %d in the list", row, got[row], n)
		}
		if strings.Count(string(src), `id="`+row+`"`) != 1 || !strings.Contains(string(src), `href="#`+row+`"`) {
			t.Errorf("%s is not one row that a day leads to", row)
		}
	}
	var total int64
	for _, m := range regexp.MustCompile(`: (\d+)[;.]`).FindAllStringSubmatch(f.Also[len(f.Also)-1], -1) {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		total += n
	}
	if total != int64(r.Len()) {
		t.Errorf("%q does not add up to %d", f.Also, r.Len())
	}
}

// The query of briefing notes looks as far ahead as words and notes say that it does.
func TestNear(t *testing.T) {
	all, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	q, err := all.Get("briefing")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(q.SQL, "BETWEEN 1 AND "+strconv.Itoa(Near)+"\n") {
		t.Errorf("the statement of %s does not look %s ahead", q.Name, nearDays)
	}
	for _, text := range []string{q.Title, q.Question, q.Population} {
		if !strings.Contains(text, nearDays) {
			t.Errorf("%q does not say %s", text, nearDays)
		}
	}
}
