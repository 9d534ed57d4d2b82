package reports

import (
	"math"
	"slices"
	"strings"

	"proceedings/queries/stats"
	"proceedings/reports/page"
)

// Alert is one line of the front page: a number, what it is, and where to read
// on.
type Alert struct {
	Big      string
	Headline string
	Detail   string
	Path     string
}

// Attention lists what needs attention first, most pressing first: limits
// broken now, work about to break one, change beyond chance, then the data. A
// line stands only on a number that a figure shows. where finds that figure.
func (in Input) Attention(where func(query string) string) []Alert {
	return in.alerts(where, append([]rule{underOrder}, still...))
}

// rule is one thing that may need attention, and the query that shows it.
type rule func(Input) (query string, a Alert, ok bool)

// still are the rules of what can yet be helped; the harm of a publication under an order is done.
var still = []rule{overdue, dueSoon, hearings, outlierForces, flow, signals, oldWork, unanswered, restricted, quarantine, unfit}

func (in Input) alerts(where func(query string) string, rules []rule) []Alert {
	var out []Alert
	for _, rule := range rules {
		type told struct {
			query string
			Alert
			ok bool
		}
		all := steadily(in, func(in Input) (t told) { t.query, t.Alert, t.ok = rule(in); return t })
		if first := all[0].Detail; slices.ContainsFunc(all, func(t told) bool { return t.Detail != first }) {
			for i := range all {
				all[i].Detail = "" // of more than may be told
			}
		}
		one, ok := same(all)
		query, a := one.query, one.Alert
		if !ok || !one.ok {
			continue
		}
		a.Path = where(query)
		out = append(out, a)
	}
	return out
}

// underOrder says that something was published while an order of anonymity covered the person: that harms from the day it stands there.
func underOrder(in Input) (string, Alert, bool) {
	t := in.rows("dq_results")
	failing := int64(0)
	for i := range t.Len() {
		if t.Str(i, "id") == "DQ34" && t.Str(i, "outcome") == "fails" {
			failing += t.n(i, "failing")
		}
	}
	if failing == 0 || !in.countsRows() {
		return "", Alert{}, false // outsiders can check nothing
	}
	return "dq_results", Alert{Big: page.Count(failing), Headline: page.Agree(failing, "publication was", "publications were") + " made while an order of anonymity was in force",
		Detail: "Check at once (DQ34) whether the report or public notice kept to the order."}, true
}

func overdue(in Input) (string, Alert, bool) {
	if t := in.rows("overdue"); t.sum("newly_overdue") > 0 {
		n, all := t.sum("newly_overdue"), t.sum("overdue")
		return "overdue", Alert{Big: page.Count(n), Headline: page.Agree(n, "limit became", "limits became") + " overdue since " + page.Day(in.Period.From),
			Detail: "Of " + page.Count(all) + " overdue " + in.on() + ". Most frequent: " + t.mostly("newly_overdue") + "."}, true
	}
	t := in.rows("limits_met")
	n := t.sum("open_overdue")
	if n == 0 {
		return "", Alert{}, false
	}
	return "limits_met", Alert{Big: page.Count(n), Headline: page.Agree(n, "limit is overdue", "limits are overdue"),
		Detail: "Of limits that fell due " + in.year() + ". Most frequent: " + t.mostly("open_overdue") + "."}, true
}

func dueSoon(in Input) (string, Alert, bool) {
	t := in.rows("due_soon")
	n := t.sum("days_30")
	if n == 0 {
		return "", Alert{}, false
	}
	return "due_soon", Alert{Big: page.Count(n), Headline: page.Agree(n, "limit falls", "limits fall") + " due in the next 30 days",
		Detail: page.Count(t.sum("days_60")+t.sum("days_90")) + " more within 90 days of " + page.Day(in.Period.AsOf) + "."}, true
}

func hearings(in Input) (string, Alert, bool) {
	t := in.rows("limits_met")
	at := t.find("standard_id", "MIS-HRG-100")
	if at < 0 || t.n(at, "due_passed") == 0 || t.n(at, "met") == t.n(at, "due_passed") {
		return "", Alert{}, false
	}
	s := t.share(at, "met", "due_passed", "rate_original")
	of := page.Count(s.k) + " of " + page.Count(s.n)
	more := ""
	if n := t.n(at, "met_extension"); n > 0 {
		more = page.Count(n) + " more within an extension given in time"
	}
	rest := strings.TrimSuffix(strings.TrimSuffix(". "+sentence(s.interval(), more), " ")+" "+in.doubt("MIS-HRG-100"), " ")
	a := Alert{Big: of, Headline: in.fill("officers due a misconduct hearing had it begin within {MIS-HRG-100|#|the limit}"), Detail: "Due " + in.year() + rest}
	if s.n >= page.SmallN {
		a.Headline = "of " + a.Headline
		a.Big = page.Percent(float64(s.k) / float64(s.n))
		a.Detail = of + ", due " + in.year() + rest
	}
	return "limits_met", a, true
}

func outlierForces(in Input) (string, Alert, bool) {
	t := in.rows("hearing_100wd_by_force")
	var names []string
	for i := range t.Len() {
		if t.Str(i, "position") == stats.Below998 && t.n(i, "due_passed") >= page.SmallN {
			names = append(names, t.text(i, "force"))
		}
	}
	n := int64(len(names))
	if n == 0 {
		return "", Alert{}, false
	}
	return "hearing_100wd_by_force", Alert{Big: page.Count(n), Headline: page.Agree(n, "force has", "forces have") + " fewer hearings begun on time than chance explains",
		Detail: page.List(names) + ": below the 99.8% limit of all forces together."}, true
}

func flow(in Input) (string, Alert, bool) {
	t := in.rows("net_flow")
	for i := t.Len() - 1; i >= max(0, t.Len()-3); i-- {
		if s := t.Str(i, stats.SignalColumn); s != "" {
			n, ok := t.Num(i, "net")
			if !ok {
				continue
			}
			more, less := "opened", "closed"
			if n < 0 {
				more, less = less, more
			}
			return "net_flow", Alert{Big: page.Decimal(math.Abs(n)), Headline: "more " + page.Agree(int64(math.Abs(n)), "proceeding ", "proceedings ") + more + " than " + less + " in " + page.Month(t.Day(i, "month")) + ": not routine",
				Detail: page.Upper(t.text(i, stats.SignalColumn)) + ": " + page.Count(t.n(i, "opened")) + " opened and " + page.Count(t.n(i, "closed")) + " closed in the month."}, true
		}
	}
	return "", Alert{}, false
}

// signals says which processes beside the flow of work stand out at a point of the period.
func signals(in Input) (string, Alert, bool) {
	var names []string
	first := ""
	for _, one := range controlled[1:] {
		t, _, ok := in.followed(one.query)
		if !ok {
			continue
		}
		at := t.news()
		if at < 0 {
			continue
		}
		if first == "" {
			first = one.query
		}
		names = append(names, page.Lower(one.name)+" ("+t.text(at, stats.SignalColumn)+" "+t.when(at)+")")
	}
	n := int64(len(names))
	if n == 0 {
		return "", Alert{}, false
	}
	return first, Alert{Big: page.Count(n), Headline: page.Agree(n, "process shows", "processes show") + " a change beyond routine variation",
		Detail: page.Upper(page.List(names)) + "."}, true
}

func oldWork(in Input) (string, Alert, bool) {
	t := in.rows("open_age")
	n, total := t.sum("wd_over_200"), t.sum("total")
	if n == 0 {
		return "", Alert{}, false
	}
	return "open_age", Alert{Big: page.Count(n), Headline: page.Agree(n, "open proceeding is", "open proceedings are") + " more than 200 working days old",
		Detail: "Of those open " + in.on() + ": " + page.Share(n, total) + "."}, true
}

func unanswered(in Input) (string, Alert, bool) {
	t := in.rows("recommendation_acceptance")
	n := t.sum("awaiting")
	if n == 0 {
		return "", Alert{}, false
	}
	return "recommendation_acceptance", Alert{Big: page.Count(n), Headline: page.Agree(n, "recommendation has", "recommendations have") + " no response on record",
		Detail: "Of " + page.Count(t.sum("made")) + " made since " + page.Day(in.fiveYears()) + "."}, true
}

// restricted says how many restrictions bind whoever publishes anything of the cases.
func restricted(in Input) (string, Alert, bool) {
	t := in.rows("restrictions_in_force")
	n := int64(t.Len())
	if n == 0 {
		return "", Alert{}, false
	}
	detail := "Check the order before anything about the case is published."
	if near := t.count(func(i int) bool {
		day := t.Day(i, "next_listed")
		return !day.IsZero() && day.Sub(in.Period.AsOf).Hours() <= Near*24
	}); near > 0 {
		detail = "For " + page.Count(near) + " of them a day is listed in the next " + nearDays + ". " + detail
	}
	return "restrictions_in_force", Alert{Big: page.Count(n), Headline: page.Agree(n, "restriction is", "restrictions are") + " in force or to come", Detail: detail}, true
}

func quarantine(in Input) (string, Alert, bool) {
	s := in.current()
	q := total(s, quarantined)
	if q == 0 {
		return "", Alert{}, false
	}
	return "load_accounting", Alert{Big: page.Count(q), Headline: page.Agree(q, "row waits", "rows wait") + " in quarantine",
		Detail: "Of " + page.Count(total(s, read)) + " read from the exports in use. " + page.Agree(q, "It is in no figure until it is", "They are in no figure until they are") + " put right."}, true
}

func unfit(in Input) (string, Alert, bool) {
	t := in.rows("limits_met")
	n := t.sum("start_not_recorded")
	if n == 0 {
		return "", Alert{}, false
	}
	return "limits_met", Alert{Big: page.Count(n), Headline: page.Agree(n, "limit cannot", "limits cannot") + " be timed",
		Detail: "The start is not recorded, so " + page.Agree(n, "it is", "they are") + " in no rate."}, true
}
