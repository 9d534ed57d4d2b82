package reports

import (
	"fmt"

	"proceedings/queries/stats"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// reviewDesigns are the figures of disclosure rework and of quality review in depth.
func reviewDesigns() map[string]design {
	return map[string]design{
		"disclosure_rework": {
			question: "Are disclosure schedules right first time?",
			measure:  "Batches by the quarter in which they were first served; returned for rework by the prosecutor or counsel.",
			say: series{period: "quarter", k: "returned", n: "served", rate: "returned_rate",
				what: "disclosure batches served in", did: "were returned for rework"}.controlled,
			empty: noneAtAll("disclosure batches served"),
			chart: &chart.Spec{Kind: chart.XmR, Category: "quarter", Percent: true, K: "returned", N: "served", Signal: stats.SignalColumn,
				YTitle: "Returned for rework", Parts: []chart.Part{{Column: "returned_rate", Name: "Returned for rework"}}},
			fewest: 2,
		},
		"disclosure_return_reasons": {
			question: "Why are disclosure schedules returned for rework?",
			measure:  "Batches returned {year}, by reason.",
			say:      func(t rows) finding { return t.reasons("returned", "returned batches") }, empty: none("returned batches"),
		},
		"reviewer_agreement": {
			question: "Do two reviewers of one file come to the same result?",
			measure:  "Items of files that two reviewers read. Kappa is the agreement beyond chance: 1 is full agreement, 0 is chance.",
			say:      sayAgreement, empty: noneAtAll("files reviewed twice"),
		},
		"pfd_gaps": {
			question: "Are reports to prevent future deaths sent more or less often?",
			measure:  "Days between one report and the next, in the ten years up to the end of the period. The limits are those of a T chart, for rare events.",
			say:      rare{what: "report to prevent future deaths", many: "reports to prevent future deaths", unit: "days", column: "days"}.say,
			empty:    noneAtAll("reports to prevent future deaths"),
			chart: &chart.Spec{Kind: chart.XmR, Category: "sent_date", Signal: stats.SignalColumn, YTitle: "Days since the one before", Unit: "days",
				Parts: []chart.Part{{Column: "days", Name: "Days since the one before"}}},
			fewest: 12,
		},
		"withdrawn_gaps": {
			question: "Are proceedings withdrawn or discontinued more or less often?",
			measure:  "Proceedings that ended another way between one that was withdrawn and the next. The limits are those of a G chart, for rare events.",
			say:      rare{what: "proceeding withdrawn", many: "proceedings withdrawn", unit: "other proceedings", column: "others"}.say,
			empty:    noneAtAll("proceedings withdrawn"),
			chart: &chart.Spec{Kind: chart.XmR, Category: "ended_date", Signal: stats.SignalColumn, YTitle: "Others in between",
				Parts: []chart.Part{{Column: "others", Name: "Others in between"}}},
			fewest: 12,
		},
		"qa_by_quarter": {
			question: "Did anything change how many items pass review?",
			measure:  "Items that applied, by the quarter of the first review. Limits are those of a P′ chart, which allows for the number of items.",
			say: series{period: "quarter", k: "passed", n: "applicable", rate: "pass_rate",
				what: "items reviewed in", did: "passed"}.controlled,
			empty: noneAtAll("reviews"),
			chart: &chart.Spec{Kind: chart.XmR, Category: "quarter", Percent: true, K: "passed", N: "applicable", Signal: stats.SignalColumn,
				YTitle: "Items passed", Parts: []chart.Part{{Column: "pass_rate", Name: "Items passed"}}},
			fewest: 2,
		},
		"qa_sample": {
			question: "Is the sample of reviewed files enough to say so?",
			measure:  "Files of proceedings concluded in each quarter, and how many were reviewed. The margin is that of a share near one half.",
			say:      saySum("reviewed", "concluded", "files of proceedings concluded in these quarters", "were reviewed"), empty: noneAtAll("concluded proceedings"),
		},
		"exhibit_audits": {
			question: "Were exhibits audited when due?",
			measure:  "Audits by the quarter in which they were due; overdue ones count as not done.",
			say: series{period: "quarter", k: "done", n: "due", rate: "done_rate",
				what: "exhibit audits due in", did: "are done"}.say,
			empty: noneAtAll("exhibit audits due"),
		},
	}
}

// serviceDesigns are the figures of how people are kept informed, of themes that come back, and of the steps
// after a charge.
func serviceDesigns() map[string]design {
	return map[string]design{
		"update_quality": {
			question: "Are the updates to complainants and families good?",
			measure:  "Updates sampled for a quality check, by audience and quarter; the interval allows for the share of updates that the sample is.",
			say:      saySum("passed", "sampled", "updates checked", "passed"), empty: noneAtAll("updates whose quality was checked"),
		},
		"contact_gaps": {
			question: "Who has waited longest for an update?",
			measure:  "Open cases without an update for longer than {MIS-CMP-UPD|#|the standard}, the longest first.",
			say: func(t rows) finding {
				return finding{headline: page.Plural(int64(t.Len()), "gap is", "gaps are") + " open past the date on which an update was due"}
			},
			empty: noneNow("gap past the date on which an update was due"),
		},
		"theme_recurrence": {
			question: "Did a theme come back after the action on it was done?",
			measure:  "Share of the debriefs held in the twelve months up to the day every action on a theme was done that found it, and of those held since. The difference is in percentage points, with a 95% interval.",
			say:      sayRecurrence, empty: noneAtAll("themes whose actions are done"),
		},
		"themes_by_result": {
			question: "Do themes go with how proceedings end?",
			measure:  "Debriefs of misconduct proceedings by theme and by whether misconduct was proven. An association is no cause.",
			say:      sayThemeResults, empty: none("debriefs of misconduct proceedings with a known finding"),
		},
		"themes_by_jurisdiction": {
			question: "Which themes recur in which jurisdiction?",
			measure:  "Debriefs held {year} by theme and jurisdiction; a debrief may have several themes.",
			say:      sayRows("pairs of theme and jurisdiction are shown"), empty: none("debriefs with a theme"),
		},
		"charge_checklist": {
			question: "Are the steps that follow a charge on record for every officer charged?",
			measure:  "Officers charged, by step. Steps without a number of days in law show the days taken only.",
			say:      sayWeakestStep, empty: noneAtAll("officers charged"),
		},
		"charge_exceptions": {
			question: "Which officers charged lack a step?",
			measure:  "Steps not on record, the longest since the charge first.",
			say: func(t rows) finding {
				return finding{headline: page.Plural(int64(t.Len()), "step is", "steps are") + " not on record, of " +
					page.Plural(int64(t.pairs("case_ref", "subject_ref")), "officer charged", "officers charged")}
			},
			empty: noneNow("officer charged without a step on record"),
		},
		"witness_care": {
			question: "Are witnesses contacted before the hearing, heard on the day, and told when it falls?",
			measure:  "Proceedings with days listed in the quarter: contact offered before, days on which witnesses attended, lost days of which they were told.",
			say: series{period: "quarter", k: "offered", n: "proceedings", rate: "offered_rate",
				what: "proceedings listed in", did: "had contact offered to witnesses on record"}.say,
			empty: noneAtAll("proceedings with witnesses"),
		},
	}
}

// sayAgreement speaks of all items together, the last row.
func sayAgreement(t rows) finding {
	at := t.Len() - 1
	return finding{
		headline: "Two reviewers agreed on " + page.Percent(num(t, at, "kappa_agreement")) + " of " + page.Count(t.n(at, "items")) + " items read twice",
		also: []string{fmt.Sprintf("Kappa %.2f (95%% interval %.2f to %.2f).",
			num(t, at, "kappa"), num(t, at, "kappa_low"), num(t, at, "kappa_high"))},
	}
}

// sayRecurrence names the themes whose share since is above that before beyond chance.
func sayRecurrence(t rows) finding {
	var back []string
	for i := range t.Len() {
		if t.Value(i, "difference_low") != nil && num(t, i, "difference_low") > 0 {
			back = append(back, fmt.Sprintf("%s (%s of debriefs before, %s since)", page.Lower(t.text(i, "theme")),
				page.Share(t.n(i, "before"), t.n(i, "before_held")), page.Share(t.n(i, "after"), t.n(i, "after_held"))))
		}
	}
	if len(back) == 0 {
		return finding{headline: "No theme came back, beyond chance, after the actions on it were done"}
	}
	return finding{headline: "Came back, beyond chance, after the actions on it were done: " + page.List(back)}
}

// sayThemeResults counts the themes that differ beyond chance.
func sayThemeResults(t rows) finding {
	apart := t.count(func(i int) bool {
		return t.Value(i, "difference_low") != nil && (num(t, i, "difference_low") > 0 || num(t, i, "difference_high") < 0)
	})
	f := finding{headline: "No theme comes up more or less often, beyond chance, where misconduct was proven"}
	if apart > 0 {
		f.headline = page.Plural(apart, "theme comes", "themes come") + " up more or less often, beyond chance, where misconduct was proven"
	}
	f.also = []string{"Debriefs of proceedings with misconduct proven " + page.Count(t.n(0, "proven")) + ", not proven " + page.Count(t.n(0, "not_proven")) + "."}
	return f
}

// sayWeakestStep names the step that is least often on record.
func sayWeakestStep(t rows) finding {
	worst := -1
	for i := range t.Len() {
		if t.n(i, "expected") > 0 && (worst < 0 || num(t, i, "done_rate") < num(t, worst, "done_rate")) {
			worst = i
		}
	}
	if worst < 0 {
		return finding{headline: "No step is due yet"}
	}
	return finding{headline: "Least often on record: " + page.Lower(t.text(worst, "item")) + ", for " +
		page.Share(t.n(worst, "done"), t.n(worst, "expected")) + " of those charged"}
}

// pairs counts the different pairs of two columns.
func (t rows) pairs(a, b string) int {
	seen := map[[2]string]bool{}
	for i := range t.Len() {
		seen[[2]string{t.Str(i, a), t.Str(i, b)}] = true
	}
	return len(seen)
}
