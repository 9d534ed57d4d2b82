package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports/page"
)

// clockRow is one limit of a case: a row of the query case_clocks.
type clockRow struct {
	words *vocab.Set
	r     *queries.Result
	i     int
	of    queries.Case
}

func (c clockRow) value(column string) queries.Value {
	at := slices.IndexFunc(c.r.Columns, func(col queries.Column) bool { return col.Name == column })
	return c.r.Rows[c.i][at]
}

func (c clockRow) text(column string) string {
	s, _ := c.value(column).(string)
	return s
}

func (c clockRow) number(column string) (int64, bool) {
	switch n := c.value(column).(type) {
	case int64:
		return n, true
	case float64:
		return int64(n), true
	}
	return 0, false
}

func (c clockRow) label(column, list string) string { return c.words.Label(list, c.text(column)) }

// day writes a date of the row, empty where there is none.
func (c clockRow) day(column string) string {
	if t, ok := c.value(column).(time.Time); ok {
		return page.ShortDay(t)
	}
	return ""
}

// on names what a limit runs on.
func (c clockRow) on() string {
	subject := ""
	if s := c.text("subject_ref"); s != "" {
		subject = "Subject " + s
	}
	proceeding := ""
	if p := c.text("proceeding_ref"); p != "" {
		proceeding = strings.TrimSpace(page.Lower(c.label("type", "proceeding_type")+" ")) + " " + p
	}
	switch c.text("anchor") {
	case "proc_subject":
		if subject == "" {
			return strings.ToUpper(proceeding[:1]) + proceeding[1:]
		}
		return subject + " in " + proceeding
	case "case_subject":
		return subject + " in the investigation"
	case "recommendation":
		return "Recommendation " + c.text("reference")
	case "debrief":
		return "Debrief " + c.text("reference")
	}
	return "The case as a whole"
}

// write writes the limit, one line a fact; a fact that is not recorded and not expected has none.
func (c clockRow) write(b *strings.Builder) {
	title := c.text("title")
	if n, _ := c.number("occurrence"); n > 1 {
		title += fmt.Sprintf(" (occurrence %d)", n)
	}
	fmt.Fprintf(b, "  %s  %s\n", c.text("standard_id"), title)
	line := func(name, words string) {
		if words != "" {
			fmt.Fprintf(b, "    %-12s %s\n", name, words)
		}
	}
	line("rule", c.rule())
	line("basis", c.text("legal_basis")+" ("+page.Lower(c.label("statutory", "statutory"))+")")
	line("start", cmp.Or(c.day("start_date"), "not recorded"))
	line("due", c.due())
	for _, e := range c.extensions() {
		line("extended", e)
	}
	if x := c.day("ext_due_date"); x != "" {
		line("now due", x)
	}
	line("joint", c.joint())
	line("end", c.end())
	line("explained", c.day("explained_date"))
	if over := c.over(); over != "" {
		line("over", over+", without it")
	}
	line("state", c.state())
	line("elapsed", c.elapsed())
	for _, h := range c.holds() {
		line("hold", h)
	}
	line("not counted", c.notCounted())
	line("sure", c.sure())
	line("note", c.text("exceptions"))
}

func (c clockRow) rule() string {
	st := vocab.Standard{Rule: c.text("rule"), StartCode: c.text("start_code"), EndCode: c.text("end_code"), Unit: c.text("unit")}
	if st.StartCode == "came_to_attention" && c.of.MatterType == "complaint" {
		st.StartCode = "complaint_made" // a complaint's own day goes before any other
	}
	n, _ := c.number("n")
	most, _ := c.number("n_max")
	clear, _ := c.number("clear_days")
	st.N, st.NMax, st.ClearDays = int(n), int(most), clear > 0
	if st.StartCode == "" {
		st.Follows = []string{"the period before"}
	}
	words := c.words.RuleWords(st)
	if d := c.text("duty"); d != "duty" {
		words += " (" + page.Lower(c.words.Label("duty", d)) + ")"
	}
	return words
}

func (c clockRow) due() string {
	due, opens := c.day("due_date"), c.day("earliest_date")
	if opens != "" {
		return "from " + opens + " to " + due
	}
	return due
}

// joint says when a proceeding with several subjects has to keep the limit: by the first of their dates.
func (c clockRow) joint() string {
	n, _ := c.number("joint")
	if n < 2 {
		return ""
	}
	return fmt.Sprintf("first due of %s subjects of this proceeding: %s", page.Count(n), c.day("joint_due_date"))
}

// end says also that an act due as soon as practicable is not recorded: its time is then the time up to the as-of date.
func (c clockRow) end() string {
	if day := c.day("end_date"); day != "" || c.text("state") != "no_limit" || c.over() != "" {
		return day
	}
	return "not recorded by " + page.ShortDay(c.r.Period.AsOf)
}

func (c clockRow) over() string {
	if c.day("end_date") != "" {
		return ""
	}
	return c.day("over_date")
}

// extensions say of each decision by whom, why and whether it was in time.
func (c clockRow) extensions() []string {
	var out []string
	for _, f := range c.parts("extensions", 5) {
		by, why := "", ""
		if f[2] != "" {
			by = " by: " + page.Lower(c.words.Label("extension_decider", f[2]))
		}
		if f[3] != "" {
			why = " (" + page.Lower(c.words.Label("extension_reason", f[3])) + ")"
		}
		counts := ", in time"
		if f[4] != "in time" {
			counts = ", retrospective: it moves nothing"
		}
		out = append(out, "to "+isoDay(f[1])+", decided "+isoDay(f[0])+by+why+counts)
	}
	return out
}

func (c clockRow) holds() []string {
	var out []string
	for _, f := range c.parts("holds", 3) {
		to := "still open"
		if f[2] != "" {
			to = "to " + isoDay(f[2])
		}
		out = append(out, page.Lower(c.words.Label("hold_kind", f[0]))+" "+isoDay(f[1])+" "+to+": not subtracted")
	}
	return out
}

// parts reads a column that holds several facts, each of n values.
func (c clockRow) parts(column string, n int) [][]string {
	var out [][]string
	if c.text(column) == "" {
		return nil
	}
	for _, one := range strings.Split(c.text(column), "; ") {
		if f := strings.Split(one, "|"); len(f) == n {
			out = append(out, f)
		}
	}
	return out
}

func isoDay(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return page.ShortDay(t)
}

// noBreach are the words of states of what is no duty.
var noBreach = map[string]map[string]string{
	"right": {"met": "used in time", "met_late": "used late", "met_within_extension": "used within the extension"},
	"explain": {"met_late": "done after the period, which is no breach in itself", "open_overdue": "past the period, which is no breach in itself",
		"missed": "over without it, after the period, which is no breach in itself"},
	"minimum": {"met": "kept"},
}

func (c clockRow) state() string {
	if w := noBreach[c.text("duty")][c.text("state")]; w != "" {
		return w
	}
	return page.Lower(c.words.Label("clock_state", c.text("state")))
}

func (c clockRow) elapsed() string {
	days, ok := c.number("elapsed_days")
	if !ok {
		return ""
	}
	said := page.Count(days) + page.Agree(days, " day", " days")
	if wd, ok := c.number("elapsed_wd"); ok {
		said += ", " + page.Count(wd) + page.Agree(wd, " working day", " working days")
	}
	net, ok := c.number("net_days")
	wd, both := c.number("net_wd")
	if c.text("holds") == "" || !ok || !both {
		return said
	}
	return said + "; net of holds " + page.Count(net) + page.Agree(net, " day", " days") + ", " + page.Count(wd) + page.Agree(wd, " working day", " working days")
}

// notCounted names the days between start and due that are no working days.
func (c clockRow) notCounted() string {
	if c.text("unit") != "working_day" || c.day("due_date") == "" {
		return ""
	}
	n, _ := c.number("weekend_days")
	said := page.Count(n) + page.Agree(n, " weekend day", " weekend days")
	var named []string
	if all := c.text("bank_holidays"); all != "" {
		for _, h := range strings.Split(all, "; ") {
			day, title, _ := strings.Cut(h, " ")
			named = append(named, strings.TrimSpace(isoDay(day)+" "+title))
		}
	}
	if len(named) == 0 {
		return said + "; no bank holiday"
	}
	return said + "; bank holidays: " + strings.Join(named, ", ")
}

// sure says how far the limit was checked against the law.
func (c clockRow) sure() string {
	return page.Lower(c.label("confidence", "confidence")) + " (" + c.text("confidence") + ")"
}
