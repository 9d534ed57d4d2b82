package reports

import (
	"math"
	"time"

	"proceedings/queries"
	"proceedings/queries/stats"
	"proceedings/reports/page"
)

// rows reads a result by column name. A column that is not there reads as
// missing: sentences then leave their clause out.
type rows struct {
	queries.Reader
	in     Input
	strict bool // gives no median on fewer than ten records: see few
}

func (in Input) rows(name string) rows {
	r := in.Result(name)
	if r != nil && r.Merged {
		r = nil // sentences are of rows as the query gives them
	}
	return in.read(r)
}

func (in Input) read(r *queries.Result) rows {
	t := rows{Reader: queries.Read(r), in: in}
	if in.met != nil {
		t.Reader = t.Watch(in.met)
	}
	return t
}

// n is a count; missing counts are 0, which no sentence states.
func (t rows) n(row int, name string) int64 {
	switch v := t.Value(row, name).(type) {
	case int64:
		return v
	case float64:
		return int64(math.Round(v))
	}
	return 0
}

// text is a cell in words, as tables print it.
func (t rows) text(row int, name string) string {
	c, ok := t.Column(name)
	if !ok {
		return ""
	}
	return t.in.Text(c, t.Value(row, name))
}

func (t rows) sum(name string) int64 {
	var total int64
	for i := range t.Len() {
		total += t.n(i, name)
	}
	return total
}

// withheldNote explains the mark in a figure that has it.
const withheldNote = queries.WithheldMark + ": withheld, so that nobody can be known by a small number, nor a small number be worked out from others."

// unsaid is said with it where the headline is a name alone.
const unsaid = " No finding is stated, as it would rest on what is withheld."

// unwatched reads what is withheld as missing, and nobody is told.
func (t rows) unwatched() rows {
	t.in.met, t.Reader = nil, queries.Read(t.Result)
	return t
}

// anyWithheld says that a cell of the result is.
func (t rows) anyWithheld() bool {
	for i := range t.Len() {
		for j := range t.Result.Columns {
			if _, is := t.Result.Rows[i][j].(queries.Withheld); is {
				return true
			}
		}
	}
	return false
}

// top are the rows with the largest count, and that count; none where it is 0.
func (t rows) top(count func(row int) int64) (at []int, most int64) {
	for i := range t.Len() {
		n := count(i)
		if n > most {
			at, most = nil, n
		}
		if n == most && n > 0 {
			at = append(at, i)
		}
	}
	return at, most
}

// list joins cells of some rows in running text.
func (t rows) list(at []int, name string) string {
	var words []string
	for _, i := range at {
		words = append(words, page.Lower(t.text(i, name)))
	}
	return page.List(words)
}

// quoted joins the titles of some rows, each in quotation marks.
func (t rows) quoted(at []int, name string) string {
	var words []string
	for _, i := range at {
		words = append(words, quote(t.text(i, name)))
	}
	return page.List(words)
}

// verbatim joins names that are said as they are written.
func (t rows) verbatim(at []int, name string) string {
	var words []string
	for _, i := range at {
		words = append(words, t.text(i, name))
	}
	return page.List(words)
}

// latest is the last row in which a count is over 0; -1 where none is.
func (t rows) latest(name string) int { return t.before(t.Len(), name) }

// before is the last such row before another.
func (t rows) before(row int, name string) int {
	for i := row - 1; i >= 0; i-- {
		if t.n(i, name) > 0 {
			return i
		}
	}
	return -1
}

// find is the row whose column holds a code; -1 where none does.
func (t rows) find(name, code string) int {
	for i := range t.Len() {
		if t.Str(i, name) == code {
			return i
		}
	}
	return -1
}

// empty says that a result has nothing to show: no rows, or only noughts.
func (t rows) empty() bool {
	counts := false
	for i := range t.Len() {
		for j, c := range t.Result.Columns {
			if c.Kind != queries.Count {
				continue
			}
			counts = true
			switch n := t.Result.Rows[i][j].(type) {
			case int64:
				if n != 0 {
					return false
				}
			case queries.Withheld:
				return false
			}
		}
	}
	return t.Len() == 0 || counts
}

// Text writes a cell in words: the label of a code, a date, a figure in the
// format of its kind.
func (in Input) Text(c queries.Column, v queries.Value) string {
	switch v := v.(type) {
	case nil:
		return missing(c)
	case queries.Withheld:
		return queries.WithheldMark
	case string:
		return in.label(c, v)
	case time.Time:
		if c.Name == "month" {
			return page.ShortMonth(v)
		}
		return page.ShortDay(v)
	case int64:
		return page.Count(v)
	case float64:
		if c.Kind == queries.Rate {
			return page.Percent(v)
		}
		return page.Decimal(v)
	}
	return page.NotAvailable
}

func missing(c queries.Column) string {
	if words, ok := ownMissing[c.Name]; ok {
		return words
	}
	switch c.Kind {
	case queries.Label:
		return page.NotRecorded
	case queries.Date:
		return page.NoDay
	}
	return page.NotAvailable
}

func (in Input) label(c queries.Column, code string) string {
	if words, ok := ownWords[c.Name][code]; ok {
		return words
	}
	if code == "" {
		return page.NotRecorded
	}
	if c.Name == "proceedings" && in.Jurisdiction(code) == code {
		return page.Words(code)
	}
	if c.List != "" && in.Facts.Label != nil {
		if s := in.Facts.Label(c.List, code); s != "" {
			return s
		}
	}
	if codeColumns[c.Name] || c.List != "" {
		return page.Words(code)
	}
	if c.Name == "quarter" {
		return page.Quarter(code)
	}
	return code
}

// ownMissing says what an empty cell means where it means something.
var ownMissing = map[string]string{
	"hold_kind": "none", "median_wd": "not reached, or too few", "force": "Force not recorded", stats.SignalColumn: "none", "break": "none", "source": "all", "later": "nothing on record",
	"key": "by its row", "record": "row as sent", "file": "by its reference", "sheet": "none", "put_right_by": "none",
}

// codeColumns hold codes that no vocabulary list labels, or might not.
var codeColumns = map[string]bool{
	"jurisdiction": true, "decided": true, "result": true, "sanction": true, "status": true,
	"conclusion": true, "legal_basis": true, "theme": true, "item": true, "reason": true,
	"audience": true, "field": true, "hold_kind": true, "severity": true,
}

// ownWords are codes that queries make themselves.
var ownWords = map[string]map[string]string{
	stats.SignalColumn: {
		"": "none", stats.AboveLimit: "above the upper limit", stats.BelowLimit: "below the lower limit",
		stats.RunAbove: "seven or more in a row above the mean", stats.RunBelow: "seven or more in a row below the mean",
		stats.TrendUp: "seven in a row rising", stats.TrendDown: "seven in a row falling",
		stats.TwoOfThreeHigh: "two of three in a row near the upper limit",
		stats.TwoOfThreeLow:  "two of three in a row near the lower limit",
	},
	"position": {
		stats.Within: "within the 95% limits", stats.Below95: "below the 95% limit", stats.Above95: "above the 95% limit",
		stats.Below998: "below the 99.8% limit", stats.Above998: "above the 99.8% limit",
	},
	"result": {
		"ended_otherwise": "Ended without a finding", "not_yet_concluded": "Not yet concluded", "no_proceeding": "No proceeding",
	},
	"confidence": {
		"V": "limit checked against the law", "Vp": "limit checked in part", "A": "limit checked against a like source",
		"M+": "limit still to be checked", "M": "limit still to be checked", "M-": "limit still to be checked", "M−": "limit still to be checked",
	},
	"outcome": {
		"fails": "Rows fail", "none_fails": "No row fails", "no_rows": "No rows to look at",
		"refused": "A file that fails is refused", "not_checked": "Not checked",
	},
	"proceedings": {All: "All proceedings"}, "year": {All: "All six years"},
	"force": {All: "All forces", "": "Force not recorded", "not recorded": "Force not recorded"},
	"field": {
		"attention_date": "Day it came to attention", "ethnicity": "Ethnicity", "rank_band": "Rank band",
		"reg30_served": "Notice of referral", "finding": "Finding", "severity": "Severity",
	},
	"band": {
		"0-1": "Same or next day", "2-7": "2 to 7 days", "8-30": "8 to 30 days", "31-90": "31 to 90 days",
		"over 90": "Over 90 days", "before event": "Before the event", "not recorded": "Entry not dated",
	},
	"severity":  {"quarantine": "Quarantine: the row waits", "exclude": "Exclude: left out of the measures that need it", "blank": "Blank: the field is emptied", "warn": "Warn: nothing is changed"},
	"horizon":   {"next_quarter": "The next quarter", "quarter_after": "The quarter after"},
	"since":     {"in_period": "in the period", "before": "before it"},
	"stage":     {"preparing": "Preparing", "waiting": "Waiting", "under_way": "Under way", "on_hold": "On hold"},
	"hold_kind": {"": "none"}, "subject_ref": {"": "none"}, "proceeding_ref": {"": "none"},
}
