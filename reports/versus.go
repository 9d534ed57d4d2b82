package reports

import (
	"proceedings/queries"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// versus is a measure that is set beside itself in other quarters: k of n in the rows of a query that has a row a
// quarter, or a count (no n) in the rows of one that has a row a month. Of counts the difference is said and no judgement:
// people come in groups, and control charts judge the flow of work.
type versus struct {
	what     string // in words, filled (see fill)
	query    string
	k, n     string // columns
	standard string // of these rows alone; all where empty
}

// flows of work are set beside other quarters in several reports.
var (
	openedThen   = versus{"Proceedings opened, by subject", "net_flow", "opened", "", ""}
	closedThen   = versus{"Proceedings closed, by subject", "net_flow", "closed", "", ""}
	hearingThen  = versus{"Misconduct hearings begun within {MIS-HRG-100|#|the limit}", "limits_by_quarter", "met", "due_passed", "MIS-HRG-100"}
	provenThen   = versus{"Misconduct proven, of known findings", "proven_rate", "proven", "known", ""}
	debriefThen  = versus{"Debriefs held in time", "debriefs_held", "in_time", "due", ""}
	answeredThen = versus{"Recommendations answered in time", "recommendation_response", "met", "due_passed", ""}
	servedThen   = versus{"Disclosure served in time", "disclosure_timeliness", "in_time", "due", ""}
	reviewThen   = versus{"Items that pass review", "qa_by_quarter", "passed", "applicable", ""}
)

// quarterly is one measure in one quarter.
type quarterly struct {
	share
	held     bool // there is a row
	withheld bool
}

// beside is the piece that sets measures of the last quarter of the period beside the quarter before and the same
// quarter a year before, and says of shares which differ beyond chance, by the interval of their difference (Newcombe).
func beside(all ...versus) piece {
	return func(c *Composed) (shown, bool, error) {
		it, ok := c.in.beside(all)
		if ok && c.in.provisional() {
			c.marks = append(c.marks, document.Mark{Sign: provisionalMark, Means: "provisional: not every source has an extract of three months after the quarter, and late records may change it"})
		}
		return shown{item: it}, ok, nil
	}
}

const provisionalMark = "[p]"

// settledAfter is how long after a quarter an extract counts as having seen what was recorded late.
const settledAfter = 3 // months

// provisional says that a source in use has no extract of so long after the period's quarter.
func (in Input) provisional() bool {
	settled := in.Period.To.AddDate(0, 0, 1).AddDate(0, settledAfter, -1)
	for _, s := range in.Facts.Sources {
		if s.Current && !s.ByHand && s.ExtractDate.Before(settled) {
			return true
		}
	}
	return false
}

func (in Input) beside(all []versus) (document.Item, bool) {
	to := in.Period.To
	quarters := []string{queries.QuarterOf(to), queries.QuarterOf(to.AddDate(0, 0, 1).AddDate(0, -3, -1)), queries.QuarterOf(to.AddDate(-1, 0, 0))}
	now := page.Quarter(quarters[0])
	if in.provisional() {
		now += " " + provisionalMark
	}
	before, yearBefore := page.Quarter(quarters[1]), page.Quarter(quarters[2])
	t := document.Table{Name: "beside_other_quarters", Caption: "Measures of " + page.Quarter(quarters[0]) + " beside the quarter before and the same quarter a year before."}
	t.Heads = []document.Head{{Title: "Measure"}, heading(now), heading(before), heading(yearBefore), {Title: "Against " + before}, {Title: "Against " + yearBefore}}
	var apart [2][]string
	judged, withheld := [2]int64{}, false
	for _, v := range all {
		var q [3]quarterly
		held := false
		for i, name := range quarters {
			q[i] = in.quarterly(v, name)
			withheld = withheld || q[i].withheld
			held = held || q[i].withheld || q[i].k+q[i].n > 0
		}
		if !held {
			continue
		}
		row := []document.Cell{{Text: in.fill(v.what), Row: true}, q[0].cell(v), q[1].cell(v), q[2].cell(v)}
		for i, other := range q[1:] {
			words, way, ok := q[0].beside(other, v)
			row = append(row, document.Cell{Text: words})
			if ok {
				judged[i]++
			}
			if way != 0 {
				apart[i] = append(apart[i], page.Lower(in.fill(v.what))+", "+words)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	it := document.Item{ID: "beside", Headline: differ(apart[0], judged[0], withheld, before), Tables: []document.Table{t}}
	it.Say = []string{differ(apart[1], judged[1], withheld, yearBefore) + "."}
	if judged[0]+judged[1] > 0 {
		it.Say[0] += " Clearly means that the 95% interval of the difference leaves out nought. Chance alone does so in about one comparison of twenty, and more often here: each person of a proceeding is counted, and people of one proceeding tend to fare alike."
	}
	if in.provisional() {
		it.Notes = []string{provisionalMark + " means provisional: not every source has an extract of three months after the quarter, and late records may change it."}
	}
	return it, len(t.Rows) > 0
}

func heading(quarter string) document.Head {
	return document.Head{Title: quarter, Figure: true, Sub: []string{"count", "of"}}
}

// differ says how many of the shares that can be compared differ from another quarter, and which.
func differ(apart []string, judged int64, withheld bool, quarter string) string {
	if judged == 0 && withheld {
		return "No share that may be shown can be compared with " + quarter
	}
	if judged == 0 {
		return "Too few records to compare with " + quarter
	}
	n := int64(len(apart))
	if n == 0 {
		if judged == 1 {
			return "Against " + quarter + ", the one share of this table that can be compared does not differ clearly"
		}
		return "Against " + quarter + ", none of the " + page.Count(judged) + " shares of this table that can be compared differs clearly"
	}
	return "Against " + quarter + ", " + page.Count(n) + " of " + page.Plural(judged, "share", "shares") + " of this table that can be compared " + page.Agree(n, "differs", "differ") + " clearly: " + page.List(apart)
}

// quarterly reads a measure of one quarter.
func (in Input) quarterly(v versus, quarter string) quarterly {
	t := in.rows(v.query)
	var q quarterly
	if t.Result == nil {
		return q // none, or quarters put together to years
	}
	for i := range t.Len() {
		if v.standard != "" && t.Str(i, "standard_id") != v.standard || !inQuarter(t, i, quarter) {
			continue
		}
		q.held = true
		q.k += t.n(i, v.k)
		q.withheld = q.withheld || t.Withheld(i, v.k)
		if v.n != "" {
			q.n += t.n(i, v.n)
			q.withheld = q.withheld || t.Withheld(i, v.n)
		}
	}
	return q
}

func inQuarter(t rows, row int, quarter string) bool {
	if t.Result.Columns[0].Kind == queries.Date {
		return queries.QuarterOf(t.Day(row, t.Result.Columns[0].Name)) == quarter
	}
	return t.Str(row, "quarter") == quarter
}

// cell is a measure of a quarter as a table has it.
func (q quarterly) cell(v versus) document.Cell {
	switch {
	case q.withheld:
		return document.Cell{Text: queries.WithheldMark}
	case !q.held || v.n != "" && q.n == 0:
		return document.Cell{Text: "none"}
	case v.n == "":
		return document.Cell{Text: page.Count(q.k), Value: q.k}
	}
	of := page.Count(q.k) + " of " + page.Count(q.n)
	c := document.Cell{Text: of, Sub: []document.Cell{{Text: page.Count(q.k), Value: q.k}, {Text: page.Count(q.n), Value: q.n}}}
	if q.n >= page.SmallN {
		rate := float64(q.k) / float64(q.n)
		c.Text, c.Value, c.Percent, c.Under = page.Percent(rate), rate, true, of
	}
	return c
}

// beside says how a quarter lies to another: in words, as 1, -1 or 0, and whether it was judged.
func (q quarterly) beside(o quarterly, v versus) (words string, way int, judged bool) {
	switch {
	case q.withheld || o.withheld:
		return "not compared: " + queries.WithheldMark, 0, false
	case !q.held || !o.held:
		return "nothing to compare with", 0, false
	case v.n == "":
		return moreOrFewer(q.k - o.k), 0, false
	case q.n < page.SmallN || o.n < page.SmallN:
		return "too few to compare", 0, false
	}
	way = q.apart(o.share)
	return map[int]string{1: "higher", -1: "lower", 0: "no clear difference"}[way], way, true
}

func moreOrFewer(n int64) string {
	switch {
	case n > 0:
		return page.Count(n) + " more"
	case n < 0:
		return page.Count(-n) + " fewer"
	}
	return "as many"
}
