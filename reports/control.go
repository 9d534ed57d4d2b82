package reports

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"

	"proceedings/queries"
	"proceedings/queries/stats"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// rare words a chart of rare events: how many there were and whether the time or
// the number between them changed.
type rare struct{ what, many, unit, column string }

func (r rare) say(t rows) finding {
	f := finding{headline: page.Plural(int64(t.Len()), r.what, r.many) + "; the last came "}
	last := t.Len() - 1
	if gap, ok := t.Num(last, r.column); ok {
		f.headline += page.Decimal(gap) + " " + r.unit + " after the one before"
	} else {
		f.headline = page.Plural(int64(t.Len()), r.what, r.many)
	}
	f.also = []string{page.Upper(t.variation()) + "."}
	return f
}

// variation says in words what a control chart shows: routine variation, or what stands out and
// when it last did.
func (t rows) variation() string {
	n := t.Len()
	if !t.judged() {
		return "too few points to tell routine variation from change"
	}
	marked, last := 0, -1
	for i := range n {
		if t.Str(i, stats.SignalColumn) != "" {
			marked, last = marked+1, i
		}
	}
	switch {
	case marked == 0:
		return "routine variation only: nothing stands out"
	case last == n-1:
		return "special cause at its last point, " + t.when(last) + ": " + t.text(last, stats.SignalColumn)
	}
	return "special cause earlier, last " + t.when(last) + " (" + t.text(last, stats.SignalColumn) + "); none at the " + page.Plural(int64(n-1-last), "point", "points") + " since"
}

// judged says that a control chart has points enough for limits.
func (t rows) judged() bool { _, ok := t.Num(t.Len()-1, stats.UpperColumn); return ok }

// news is the latest point of the period at which a control chart stands out; -1 where none does.
func (t rows) news() int {
	if !t.judged() {
		return -1
	}
	for i := t.Len() - 1; i >= 0 && t.inPeriod(i); i-- {
		if t.Str(i, stats.SignalColumn) != "" {
			return i
		}
	}
	return -1
}

// inPeriod says that a point of a control chart is of the period, so that a release of before did not have it.
func (t rows) inPeriod(row int) bool {
	name := t.Result.Columns[t.category()].Name
	if t.Result.Columns[t.category()].Kind == queries.Date {
		return !t.Day(row, name).Before(t.in.Period.From)
	}
	return t.Str(row, name) == queries.QuarterOf(t.in.Period.To)
}

// when says which point of a control chart: "in Jun 2026", "on 5 May 2026".
func (t rows) when(row int) string {
	name := t.Result.Columns[t.category()].Name
	if t.Result.Columns[t.category()].Kind == queries.Date && name != "month" {
		return "on " + t.text(row, name)
	}
	return "in " + t.text(row, name)
}

// category is the column that the points of a control chart are named by: its first date, or its first column.
func (t rows) category() int {
	if i := slices.IndexFunc(t.Result.Columns, func(c queries.Column) bool { return c.Kind == queries.Date }); i >= 0 {
		return i
	}
	return 0
}

// control is one of the small charts side by side.
type control struct {
	Name, Variation, Path string
	Chart                 *drawn
}

// controlled are the processes that are followed on control charts, with the name of each; the flow
// of work first.
var controlled = []struct{ query, name string }{
	{"net_flow", "Opened less closed, each month"},
	{"hearing_wait_by_month", "Median wait of those heard, each month"},
	{"disclosure_rework", "Disclosure returned for rework, each quarter"},
	{"qa_by_quarter", "Items that pass review, each quarter"},
	{"pfd_gaps", "Days between reports to prevent future deaths"},
	{"withdrawn_gaps", "Proceedings between two withdrawn"},
}

// followed reads one of the processes on control charts, where it can be drawn and nothing of it is withheld: what stands
// out is worked out from the whole series.
func (in Input) followed(query string) (t rows, d design, ok bool) {
	t, d = in.rows(query), designs()[query]
	in.filling = 0 // what is withheld is so, whatever is filled in for it
	return t, d, !t.empty() && t.drawable(d.chart) >= d.fewest && !in.rows(query).anyWithheld()
}

// Controls are small control charts side by side: is the work in control, process by
// process? where finds the figure of a query. It is empty where no process has records.
func (in Input) Controls(where func(query string) string) (template.HTML, error) {
	var all []control
	now, judged := int64(0), int64(0)
	for _, one := range controlled {
		t, d, ok := in.followed(one.query)
		if !ok {
			continue
		}
		f := Figure{ID: "small-" + one.query, Headline: one.name + ": " + t.variation() + "."}
		small := *d.chart
		small.Small = true
		d.chart = &small
		if err := in.draw(&f, d, t, false); err != nil {
			return "", fmt.Errorf("control charts: %w", err)
		}
		c := control{Name: one.name, Variation: page.Upper(t.variation()) + ".", Path: where(one.query), Chart: f.Chart}
		if c.Chart != nil {
			c.Chart.Keys = nil
		}
		if t.judged() {
			judged++
		}
		if t.news() >= 0 {
			now++
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return "", nil
	}
	var b bytes.Buffer
	err := figureTemplate.ExecuteTemplate(&b, "controls", struct {
		Headline string
		Charts   []control
		Keys     []chart.Key
	}{controlHeadline(now, judged), all, chart.ControlKeys()})
	return template.HTML(b.String()), err
}

func controlHeadline(now, of int64) string {
	if of == 0 {
		return "Too few points to tell routine variation from change"
	}
	if now == 0 {
		return "None of " + page.Plural(of, "process", "processes") + " shows a change beyond routine variation in the period"
	}
	return page.Count(now) + " of " + page.Plural(of, "process", "processes") + " " + page.Agree(now, "shows", "show") + " a change beyond routine variation in the period"
}
