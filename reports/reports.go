package reports

// Reports are those of a release, in the order in which they are listed.
func Reports() []Report {
	return []Report{boardReport(), trendReview(), qualityReport(), debriefReport(), outcomeNotice(), forwardLook()}
}

// brief heads a report.
func brief(say func(Input) ([]string, error)) chapter {
	return chapter{"In brief", true, []piece{told(say)}}
}

// ending are the chapters that every report ends with.
func ending() []chapter {
	return []chapter{{"How sure are we?", false, []piece{told(sure), definitions}}, {"What changed in law?", false, []piece{changesOfLaw}}}
}

// one is the pieces of a chapter in one list.
func one(lists ...[]piece) []piece {
	var out []piece
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// boardReport keeps the rules of what a board reads: at most six charts, four pages of A4, no colour without words, no
// ranking of forces, and each chart with a sentence for a title, its n, its period and its source.
func boardReport() Report {
	return Report{
		Name: "board-report", Title: "Quarterly report to the board", tight: true,
		Subject: "Timeliness, outcomes and learning of police misconduct, criminal and coronial proceedings",
		About:   "For the board, each quarter: is the work in control, are limits met, do decisions stand up, is learning done, and how sure are we. Made for paper.",
		chapters: append([]chapter{
			brief(briefly),
			{"Is the work in control?", false, one(figures("open_proceedings", "net_flow"), []piece{beside(openedThen, closedThen, hearingThen, debriefThen)})},
			{"Are legal limits met?", false, figures("limits_by_quarter")},
			{"How long do things take?", false, one(figures("time_to_hearing"), inWords("charge_decisions", "inquests"))},
			{"Do our decisions stand up?", false, figures("decision_to_finding", "proven_rate")},
			{"What were the results?", false, one(figures("findings"), inWords("sanctions", "criminal_results", "inquest_conclusions"))},
			{"Is learning accepted and done?", false, one(figures("recommendation_acceptance"), inWords("recommendation_response", "actions", "contact_updates"))},
			{"What needs attention, now and next quarter?", false, []piece{told(avoidable)}},
		}, ending()...),
	}
}

// trendReview is what a manager of proceedings goes through each month or quarter.
func trendReview() Report {
	return Report{
		Name: "trend-review", Title: "Trend review of proceedings",
		Subject: "Open work, limits, time, hearings and decisions, for the manager of the proceedings support unit",
		About:   "For the proceedings support manager: open work, limits met and missed, where the time goes, why hearings slip, what is due.",
		chapters: append([]chapter{
			brief(findings("net_flow", "limits_met", "time_to_hearing", "slippage", "decision_to_finding", "hearings_forecast")),
			{"What needs attention?", false, []piece{told(risks)}},
			{"Is there more work, and is it older?", false, one(figures("open_proceedings", "net_flow"), []piece{beside(openedThen, closedThen, hearingThen, servedThen)}, figures("open_age", "oldest_open"))},
			{"Are limits met, and which fail?", false, one(figures("limits_met", "overdue"), inWords("accelerated_window", "extensions"), figures("extension_reasons"))},
			{"Where does the time go?", false, one(figures("time_to_hearing", "stage_intervals"), inWords("hearing_wait_by_month", "charge_decisions", "time_to_trial", "inquests", "pfd_responses", "end_to_end_time"))},
			{"Why do hearings slip?", false, one(figures("slippage"), inWords("hearing_days"))},
			{"Do decisions hold up?", false, one(figures("decision_to_finding"), inWords("decision_agreement", "withdrawn", "proven_rate", "dismissal_rate"), figures("proven_by_regime"))},
			{"Is any force unlike the rest?", false, inWords("hearing_100wd_by_force", "proven_by_force")},
			{"What is coming?", false, figures("due_soon", "hearings_forecast")},
		}, ending()...),
	}
}

// qualityReport is what a quality assurance lead reports: files, disclosure, updates, data.
func qualityReport() Report {
	return Report{
		Name: "quality-report", Title: "Quality assurance report",
		Subject: "Files, disclosure, updates to people and data that can be trusted",
		About:   "For the quality assurance lead: which items fail, whether disclosure is right first time, whether feedback changed anything, which data cannot be trusted.",
		chapters: append([]chapter{
			brief(findings("qa_items", "qa_by_quarter", "disclosure_rework", "disclosure_timeliness", "contact_updates", "completeness")),
			{"Do files meet the standard?", false, one(figures("qa_items", "qa_by_quarter"), inWords("qa_sample", "reviewer_agreement"))},
			{"Is disclosure right first time?", false, one(figures("disclosure_rework", "disclosure_return_reasons"), inWords("disclosure_timeliness", "exhibit_audits"), []piece{beside(reviewThen, servedThen)})},
			{"Are people kept informed?", false, figures("contact_updates", "update_quality", "outcome_notified")},
			{"Was feedback acted on?", false, figures("actions")},
			{"Are decisions recorded near the time?", false, inWords("decision_log", "recording_lag")},
			{"Which data cannot be trusted?", false, figures("completeness", "dq_results", "load_accounting", "load_problems")},
		}, ending()...),
	}
}

// debriefReport is the debrief across cases.
func debriefReport() Report {
	return Report{
		Name: "debrief-report", Title: "Debrief across cases",
		Subject: "Debriefs held, themes that recur, actions and recommendations",
		About:   "For post-proceedings debriefs: whether they were held, which themes recur, whether actions are done, what became of recommendations.",
		chapters: append([]chapter{
			brief(findings("debriefs_held", "theme_recurrence", "actions", "recommendation_acceptance", "slippage")),
			{"Were debriefs held when due?", false, one(figures("debriefs_held"), []piece{beside(debriefThen, answeredThen)}, figures("cases_concluded"))},
			{"Which themes recur?", false, figures("themes", "theme_recurrence", "themes_by_jurisdiction", "themes_by_result")},
			{"Are actions done?", false, figures("actions", "action_funnel")},
			{"Which learning was accepted?", false, one(figures("recommendation_acceptance"), inWords("recommendation_response"))},
			{"What do coroners conclude?", false, one(figures("inquest_conclusions"), inWords("pfd_responses"))},
			{"Which days were lost, and were witnesses cared for?", false, one(figures("slippage"), inWords("witness_care"))},
		}, ending()...),
	}
}

// outcomeNotice tells those outside the unit what was decided.
func outcomeNotice() Report {
	return Report{
		Name: "outcome-notice", Title: "Notice of outcomes",
		Subject: "What was decided in police misconduct, criminal and coronial proceedings",
		About:   "For stakeholders, agencies and interested parties: findings, outcomes, results at court, conclusions of inquests, and whether people were told.",
		chapters: append([]chapter{
			brief(findings("findings", "sanctions", "dismissal_rate", "criminal_results", "inquest_conclusions")),
			{"What was found at misconduct proceedings?", false, one(figures("findings", "sanctions"), inWords("dismissal_rate", "proven_rate", "withdrawn"), []piece{beside(provenThen)})},
			{"What were the results at court?", false, figures("criminal_results")},
			{"What did inquests conclude?", false, figures("inquest_conclusions")},
			{"Were people told, and was it published?", false, figures("outcome_notified", "publication")},
			{"What was learnt?", false, inWords("recommendation_acceptance", "recommendation_response")},
			{"Which cases concluded?", false, figures("cases_concluded")},
		}, ending()...),
	}
}

// forwardLook is what is to come: hearings and limits.
func forwardLook() Report {
	return Report{
		Name: "forward-look", Title: "Forward look of hearings and limits",
		Subject: "What is listed, what falls due and what is overdue",
		About:   "For planning: hearings listed and to expect, limits that fall due in the next 90 days, what is overdue.",
		ahead:   true,
		chapters: append([]chapter{
			brief(findings("briefing", "due_soon", "overdue", "hearings_forecast", "plan_in_place")),
			{"What is listed?", false, one(figures("hearings_forecast", "briefing", "hearing_calendar"), inWords("plan_in_place", "hearing_utilisation"))},
			{"What falls due?", false, figures("due_soon", "due_list", "warnings_expiring")},
			{"What is overdue?", false, figures("overdue", "overdue_list")},
			{"Which restrictions are in force?", false, figures("restrictions_in_force")},
		}, ending()...),
	}
}
