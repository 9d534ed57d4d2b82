package reports

import (
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// listDesigns are the figures of working lists: what is listed, served, reviewed, closed and still to do.
func listDesigns() map[string]design {
	return map[string]design{
		"hearing_calendar": {
			question: "What is listed in the next 90 days?",
			measure:  "Days listed in the 90 days after the date of the figures, a row for each proceeding, day and kind of listing.",
			say:      sayCalendar, empty: noneNow("days listed in the next 90 days"),
		},
		"briefing": {
			question: "Which hearings are near, and what could go wrong?",
			measure:  "Proceedings with a day listed in the " + nearDays + " after the date of the figures.",
			say:      sayBriefing, empty: noneNow("hearings listed in the next " + nearDays),
		},
		"restrictions_in_force": {
			question: "Which restrictions are in force or to come?",
			measure:  "Anonymity, reporting and privacy restrictions that are not over {on}, the last day counted as in force.",
			say: func(t rows) finding {
				n := int64(t.Len())
				return finding{headline: page.Plural(n, "restriction is", "restrictions are") + " in force or to come"}
			},
			empty: noneNow("restrictions in force or to come"),
		},
		"reviews_overdue": {
			question: "Which case reviews are overdue?",
			measure:  "Open cases with a review due and not done {on}, and none done since it was due.",
			say:      sayReviews, empty: noneNow("overdue case reviews"),
		},
		"notices_served": {
			question: "When was each notice served?",
			measure:  "Services of notices of referral and of accelerated hearing {year}, a row for each service on each subject. Limits run from the first.",
			say:      sayServices, empty: none("notices served"),
		},
		"iopc_presented": {
			question: "Which proceedings does the national body present?",
			measure:  "Subjects in proceedings presented by the Director General, open {on} or ended in the year up to it.",
			say:      sayPresented, empty: noneNow("proceedings presented by the Director General"),
		},
		"warnings_expiring": {
			question: "Which warnings run out next?",
			measure:  "Written and final written warnings whose last day is in the six months after the date of the figures.",
			say: func(t rows) finding {
				n := int64(t.Len())
				return finding{headline: page.Plural(n, "warning expires", "warnings expire") + " in the next six months, the first on " + page.Day(t.Day(0, "expires"))}
			},
			empty: noneNow("warnings that expire in the next six months"),
		},
		"closure_checklist": {
			question: "What is left to do on concluded proceedings?",
			measure:  "Subjects of misconduct proceedings that concluded in the six months up to the date of the figures, with the steps that no export has a date for.",
			say:      sayClosure, empty: noneNow("misconduct proceedings concluded in the six months before"),
		},
		"actions_open": {
			question: "Which actions are open?",
			measure:  "Actions from debriefs raised and not done {on}.",
			say:      sayOpenActions, empty: noneNow("open actions"),
		},
		"actions_by_force": {
			question: "Where do open actions wait?",
			measure:  "Actions from debriefs raised and not done {on}, by how long they are overdue.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "force", Parts: []chart.Part{
				{Column: "not_due", And: []string{"no_date"}, Name: "Not due yet, or no date"}, {Column: "overdue_30", Name: "Up to 30 days overdue"},
				{Column: "overdue_90", Name: "31 to 90"}, {Column: "overdue_more", Name: "Over 90"}}},
			say: sayActionsByForce, empty: noneNow("open actions"),
		},
	}
}

// stepDesigns are the figures of intake, of steps towards a hearing and of how work is written down.
func stepDesigns() map[string]design {
	return map[string]design{
		"intake": {
			question: "How many cases arrive, and how complete are they?",
			measure:  "Cases by the month in which they were recorded; the key fields are read from the latest extract.",
			say:      sayIntake, empty: none("cases recorded"),
		},
		"intake_by_force": {
			question: "Which forces send complete cases?",
			measure:  "Cases recorded {year}; share with all five key fields filled.",
			say:      sayIntake, empty: none("cases recorded"),
		},
		"plan_in_place": {
			question: "How soon is there a first step?",
			measure:  "Proceedings referred {year}, by the days from referral to the first dated step towards a hearing.",
			say:      sayPlans, empty: none("proceedings referred"),
		},
		"pirh": {
			question: "Are pre-inquest reviews held?",
			measure:  "Pre-inquest reviews listed in each of the last eight quarters, and those held on a day not listed.",
			say: func(t rows) finding {
				held, listed := t.sum("held"), t.sum("listed")
				f := finding{headline: share{k: held, n: listed}.of("pre-inquest reviews listed", "were held")}
				if listed == 0 {
					f.headline = "No pre-inquest review was listed in the last eight quarters"
				}
				return f
			},
			empty: noneAtAll("pre-inquest reviews"),
		},
		"cps_correspondence": {
			question: "How soon are letters answered?",
			measure:  "CPS action plans and defence statements received in each of the last eight quarters, a defendant each, by the days to the answer.",
			say: func(t rows) finding {
				received := t.sum("received")
				if received == 0 {
					return finding{headline: "No action plan or defence statement is recorded in the last eight quarters"}
				}
				f := finding{headline: share{k: t.sum("days_28"), n: received}.of("action plans and defence statements", "were answered within 28 days")}
				f.also = []string{sentence(counted(t.sum("waiting"))+" waiting", page.Count(t.sum("ended"))+" ended without an answer")}
				return f
			},
			empty: noneAtAll("action plans or defence statements"),
		},
		"hearing_utilisation": {
			question: "How many listed days were used?",
			measure:  "Hearing, trial and inquest days listed {year}; share used of those whose use is recorded.",
			unlike:   "Days of police staff and civil proceedings are counted here; the days used and lost by quarter leave them out.",
			say: func(t rows) finding {
				known := t.sum("known")
				if known == 0 {
					return finding{headline: "The use of no listed day is recorded"}
				}
				return finding{headline: share{k: t.sum("used"), n: known}.of("listed days whose use is recorded", "were used")}
			},
			empty: none("days listed"),
		},
		"decision_log": {
			question: "Are decisions written down, and do they hold?",
			measure:  "Decisions made and events that happened {year}, by type of matter.",
			say: func(t rows) finding {
				events, final := t.sum("events"), t.sum("final")
				f := finding{headline: page.Plural(final, "final decision is", "final decisions are") + " on record, " + noneOr(t.sum("made_again")) + " of them made again"}
				if dated := events - t.sum("not_recorded"); dated > 0 {
					f.also = []string{share{k: t.sum("days_7"), n: dated}.of("events with a day of record", "were recorded within 7 days") + "."}
				}
				return f
			},
			empty: none("decisions or events"),
		},
		"risk_changes": {
			question: "Does risk rise or fall between reviews?",
			measure:  "Case reviews done {year}, by the risk at the review before and now.",
			say:      sayRisk, empty: none("case reviews"),
		},
	}
}

func sayCalendar(t rows) finding {
	n := int64(t.Len())
	f := finding{headline: page.Plural(n, "day is", "days are") + " listed in the next 90 days, the first on " + page.Day(t.Day(0, "listed_date"))}
	over := t.count(func(i int) bool { return t.n(i, "subjects") == 0 })
	if over > 0 {
		f.also = []string{page.Plural(over, "listed day has", "listed days have") + " nobody left in the proceeding, as far as the exports say."}
	}
	return f
}

func sayBriefing(t rows) finding {
	n := int64(t.Len())
	high := t.count(func(i int) bool { return t.Str(i, "risk") == "high" })
	f := finding{headline: page.Plural(n, "proceeding is", "proceedings are") + " listed in the next " + nearDays + "; the last review called the risk of " + page.Count(high) + " high"}
	restricted := t.count(func(i int) bool { return t.n(i, "restrictions") > 0 })
	held := t.count(func(i int) bool { return t.n(i, "held") > 0 })
	late := t.count(func(i int) bool { return t.n(i, "days_late") > 0 })
	silent := t.count(func(i int) bool { return !t.Day(i, "notice_due").IsZero() })
	past := t.count(func(i int) bool { d := t.Day(i, "notice_due"); return !d.IsZero() && !d.After(t.Result.Period.AsOf) })
	f.also = []string{sentence(page.Plural(restricted, "has", "have")+" a restriction", page.Plural(held, "has", "have")+" a subject on hold",
		page.Plural(late, "is", "are")+" listed after the limit for the first day", page.Plural(silent, "still needs", "still need")+" a public notice, "+page.Count(past)+" of them past the last day for it")}
	return f
}

func sayReviews(t rows) finding {
	n := int64(t.Len())
	high := t.count(func(i int) bool { return t.Str(i, "risk") == "high" })
	return finding{headline: page.Plural(n, "open case has", "open cases have") + " an overdue review; the last review called the risk of " + page.Count(high) + " high"}
}

func sayServices(t rows) finding {
	n := int64(t.Len())
	again := t.count(func(i int) bool { return t.n(i, "service_no") > 1 })
	return finding{headline: page.Plural(n, "service of a notice is", "services of notices are") + " recorded, " + noneOr(again) + " of them served again"}
}

func sayPresented(t rows) finding {
	open := t.count(func(i int) bool { return t.Value(i, "completed_date") == nil })
	n := int64(t.Len())
	return finding{headline: page.Plural(n, "subject is", "subjects are") + " listed in proceedings that the Director General presents, " + page.Count(open) + " still open"}
}

func sayClosure(t rows) finding {
	n := int64(t.Len())
	left := t.count(func(i int) bool { return t.n(i, "left_to_do") > 0 })
	return finding{headline: "Of " + page.Plural(n, "subject", "subjects") + " whose proceedings concluded, " + page.Count(left) + " " + have(left) + " a step that is not recorded"}
}

func sayOpenActions(t rows) finding {
	n := int64(t.Len())
	late := t.count(func(i int) bool { return t.Value(i, "overdue_days") != nil })
	return finding{headline: page.Plural(n, "action is", "actions are") + " open, " + page.Count(late) + " overdue"}
}

func sayActionsByForce(t rows) finding {
	late := t.sum("overdue_30") + t.sum("overdue_90") + t.sum("overdue_more")
	f := finding{headline: page.Plural(t.sum("open"), "action is", "actions are") + " open, " + page.Count(late) + " overdue"}
	if more := t.sum("overdue_more"); more > 0 {
		f.also = []string{counted(more) + " overdue by more than 90 days."}
	}
	return f
}

func sayIntake(t rows) finding {
	cases := t.sum("cases")
	if cases == 0 {
		return finding{headline: "No case was recorded in the twelve months"}
	}
	return finding{headline: share{k: t.sum("complete"), n: cases}.of("cases recorded in the twelve months", "have their key fields filled")}
}

func sayPlans(t rows) finding {
	all := t.sum("proceedings")
	f := finding{headline: share{k: t.sum("days_28"), n: all}.of("proceedings referred", "had a first step within 28 days")}
	f.also = []string{sentence(page.Count(t.sum("listed_only"))+" more have days listed and no dated step", page.Count(t.sum("none_yet"))+" have nothing yet")}
	return f
}

func sayRisk(t rows) finding {
	height := map[string]int{"low": 1, "medium": 2, "high": 3}
	var rose, fell, compared int64
	for i := range t.Len() {
		before, now := height[t.Str(i, "before")], height[t.Str(i, "now")]
		if before == 0 || now == 0 {
			continue
		}
		compared += t.n(i, "reviews")
		switch {
		case now > before:
			rose += t.n(i, "reviews")
		case now < before:
			fell += t.n(i, "reviews")
		}
	}
	return finding{headline: "Of " + page.Plural(compared, "review", "reviews") + " with a risk before and now, " + page.Count(rose) + " raised it and " + page.Count(fell) + " lowered it"}
}

// count is how many rows are so.
func (t rows) count(is func(row int) bool) int64 {
	n := int64(0)
	for i := range t.Len() {
		if is(i) {
			n++
		}
	}
	return n
}
