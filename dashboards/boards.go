package dashboards

import "proceedings/reports/page"

func psu() board {
	return board{
		link: page.Link{Path: "psu.html", Title: "Trends",
			About: "For the proceedings support manager: open work, limits met and missed, where the time goes, what is due."},
		kicker: "Proceedings support unit", heading: "Trend review",
		lead: "Open work, limits met and missed, where the time goes, and which cases are due or at risk.",
		figures: []string{
			"open_proceedings", "net_flow", "open_age", "oldest_open",
			"limits_met", "overdue", "overdue_list", "hearing_100wd", "time_to_hearing", "stage_intervals",
			"slippage", "charge_decisions", "inquests", "case_time",
			"decision_to_finding", "withdrawn", "hearing_100wd_by_force", "proven_by_force",
			"proven_rate", "proven_by_regime", "due_soon", "due_list",
			"accelerated_window", "extensions", "extension_reasons", "hearing_days",
			"end_to_end_time", "completed_12_months", "time_to_trial", "pfd_responses",
			"decision_agreement", "proven_by_presenter", "dismissal_rate",
			"hearings_forecast", "hearing_costs",
		},
		unasked: []string{"Do we have the people for it? (the hearings to expect are shown; capacity is in no export)"},
	}
}

func quality() board {
	return board{
		link: page.Link{Path: "quality.html", Title: "Quality",
			About: "For the quality assurance lead: which files and fields fail, disclosure, recording, feedback acted on."},
		kicker: "Quality assurance", heading: "Files, disclosure and data",
		lead: "Which files and fields fail, whether disclosure is served in time, and what can and cannot be trusted in the data.",
		figures: []string{
			"qa_items", "disclosure_timeliness", "recording_lag", "completeness", "dq_results",
			"qa_by_quarter", "qa_sample", "reviewer_agreement", "disclosure_rework", "disclosure_return_reasons", "exhibit_audits",
			"contact_updates", "update_quality", "contact_gaps", "actions", "load_accounting", "load_problems", "sources",
		},
	}
}

func debrief() board {
	return board{
		link: page.Link{Path: "debrief.html", Title: "Debrief",
			About: "After proceedings, across cases: debriefs held, themes that recur, actions, recommendations, lost days."},
		kicker: "Post-proceedings debrief", heading: "Learning across cases",
		lead: "Whether debriefs were held, which themes recur, whether actions are done, and what became of recommendations.",
		figures: []string{
			"debriefs_held", "themes", "actions", "recommendation_acceptance",
			"theme_recurrence", "themes_by_jurisdiction", "themes_by_result", "witness_care",
			"recommendation_response", "recommendation_due_dates", "inquest_conclusions", "slippage",
		},
		packs:   true,
		unasked: []string{"What is good practice to spread?"},
	}
}

func boardPage() board {
	return board{
		link: page.Link{Path: "board.html", Title: "Board",
			About: "For the board: control of the work, legal limits, honest durations, decisions, results, learning, and how sure we are."},
		kicker: "Board", heading: "Quarterly position",
		lead: "Is the work in control, are legal limits met, do decisions stand up, is learning done, and how sure are we.",
		figures: []string{
			"open_proceedings", "net_flow", "limits_by_quarter", "time_to_hearing", "charge_decisions", "inquests",
			"decision_to_finding", "findings", "sanctions", "criminal_results", "inquest_conclusions",
			"recommendation_acceptance", "recommendation_response", "actions", "contact_updates",
			"open_age", "due_soon", "completeness", "load_accounting",
			"decision_agreement", "disproportionality_referral", "disproportionality_finding", "hearings_forecast",
		},
		control: true, law: true,
		unasked: []string{"Is referral fair by ethnic group, sex and age? (no export holds a headcount by them)"},
	}
}
