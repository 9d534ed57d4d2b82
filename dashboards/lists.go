package dashboards

import "proceedings/reports/page"

// lists is the page of those who work the cases: what is listed, served, due and left to do, case by case.
func lists() board {
	return board{
		link: page.Link{Path: "lists.html", Title: "Work lists",
			About: "For case managers and specialists: hearings to come, each with a briefing note for chief officers, notices, reviews, warnings, closure, actions and intake, case by case."},
		kicker: "Case work", heading: "Work lists",
		notes: true,
		lead:  "What is listed, what was served, what is due and what is left to do, case by case.",
		parts: []part{
			{"Hearings to come", []string{
				"briefing", "hearing_calendar", "restrictions_in_force", "plan_in_place", "hearing_utilisation",
				"pirh",
			}},
			{"Cases under review", []string{
				"reviews_overdue", "risk_changes", "decision_log",
			}},
			{"Service and correspondence", []string{
				"notices_served", "cps_correspondence", "iopc_presented",
			}},
			{"After a charge", []string{
				"charge_checklist", "charge_exceptions",
			}},
			{"Closing and learning", []string{
				"closure_checklist", "warnings_expiring", "actions_by_force", "actions_open",
			}},
			{"Intake", []string{
				"intake", "intake_by_force",
			}},
		},
	}
}
