package dashboards

import "proceedings/reports/page"

func psu() board {
	return board{
		link: page.Link{Path: "psu.html", Title: "Trends",
			About: "For the proceedings support manager: open work, limits met and missed, where the time goes, what is due."},
		kicker: "Proceedings support unit", heading: "Trend review",
		lead: "Open work, limits met and missed, where the time goes, and which cases are due or at risk.",
		parts: []part{
			{"Open work", []string{
				"open_proceedings", "net_flow", "open_age", "oldest_open",
			}},
			{"Limits", []string{
				"limits_met", "overdue", "overdue_list", "due_soon", "due_list", "accelerated_window",
				"extensions", "extension_reasons",
			}},
			{"Time", []string{
				"hearing_100wd", "time_to_hearing", "hearing_wait_by_month", "stage_intervals", "charge_decisions", "time_to_trial",
				"inquests", "pfd_responses", "end_to_end_time", "completed_12_months", "case_time",
			}},
			{"Hearings", []string{
				"slippage", "hearing_days", "hearings_forecast", "hearing_costs",
			}},
			{"Decisions and results", []string{
				"decision_to_finding", "decision_agreement", "withdrawn", "proven_rate", "proven_by_regime",
				"proven_by_presenter", "dismissal_rate",
			}},
			{"Forces side by side", []string{
				"hearing_100wd_by_force", "proven_by_force",
			}},
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
		parts: []part{
			{"Files and review", []string{
				"qa_items", "qa_by_quarter", "qa_sample", "reviewer_agreement",
			}},
			{"Disclosure and exhibits", []string{
				"disclosure_timeliness", "disclosure_rework", "disclosure_return_reasons", "exhibit_audits",
			}},
			{"Updates to people", []string{
				"contact_updates", "update_quality", "contact_gaps",
			}},
			{"Feedback acted on", []string{
				"actions",
			}},
			{"Data", []string{
				"completeness", "dq_results", "rows_to_fix", "recording_lag", "load_accounting", "load_problems", "sources",
			}},
		},
	}
}

func debrief() board {
	return board{
		link: page.Link{Path: "debrief.html", Title: "Debrief",
			About: "After proceedings, across cases: debriefs held, themes that recur, actions, recommendations, lost days."},
		kicker: "Post-proceedings debrief", heading: "Learning across cases",
		lead: "Whether debriefs were held, which themes recur, whether actions are done, and what became of recommendations.",
		parts: []part{
			{"Debriefs and actions", []string{
				"debriefs_held", "actions",
			}},
			{"Themes", []string{
				"themes", "theme_recurrence", "themes_by_jurisdiction", "themes_by_result",
			}},
			{"Recommendations", []string{
				"recommendation_acceptance", "recommendation_response", "recommendation_due_dates", "inquest_conclusions",
			}},
			{"Hearings and people", []string{
				"slippage", "witness_care",
			}},
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
		parts: []part{
			{"Open work", []string{
				"open_proceedings", "net_flow", "open_age",
			}},
			{"Limits and time", []string{
				"limits_by_quarter", "due_soon", "time_to_hearing", "charge_decisions", "inquests", "hearings_forecast",
			}},
			{"Decisions and results", []string{
				"decision_to_finding", "decision_agreement", "findings", "sanctions", "criminal_results",
				"inquest_conclusions",
			}},
			{"Learning and people", []string{
				"recommendation_acceptance", "recommendation_response", "actions", "contact_updates",
			}},
			{"Fairness", []string{
				"disproportionality_referral", "disproportionality_finding",
			}},
			{"How sure are we?", []string{
				"completeness", "load_accounting",
			}},
		},
		control: true, law: true,
		unasked: []string{"Is referral fair by ethnic group, sex and age? (no export holds a headcount by them)"},
	}
}
