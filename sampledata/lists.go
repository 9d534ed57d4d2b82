package sampledata

// Weighted lists that the stories draw from. Codes are those of the vocabularies.

var priorities = []choice{{"Standard", 62}, {"High", 24}, {"Critical", 6}, {"", 8}}

var categories = map[string][]string{
	"complaint":                 {"Stop and search", "Arrest and custody", "Neighbour dispute", "Domestic incident", "Road traffic", "Correspondence"},
	"conduct_matter":            {"Off-duty conduct", "Workplace behaviour", "Timekeeping and duties", "Use of systems"},
	"recordable_conduct_matter": {"Off-duty conduct", "Use of force", "Abuse of position", "Use of systems", "Sexual misconduct"},
	"dsi_matter":                {"Road traffic fatality", "Death in or following custody", "Apparent suicide following custody", "Other death following contact"},
}

var allegationCodes = []choice{
	{"A", 46}, {"B", 6}, {"B1", 5}, {"B4", 12}, {"C", 5}, {"D", 5}, {"E", 3}, {"F", 3}, {"G", 3}, {"H", 8}, {"J", 2}, {"K", 4}, {"L", 3},
}

var conductCodes = []choice{
	{"Misuse of police systems", 18}, {"Discreditable conduct off duty", 20}, {"Honesty in statements or records", 14}, {"Use of force", 12},
	{"Sexual misconduct", 10}, {"Failure in duty", 14}, {"Discriminatory behaviour", 8}, {"Driving", 4},
}

var professionalStandards = []choice{
	{"honesty_and_integrity", 16}, {"authority_respect_and_courtesy", 18}, {"equality_and_diversity", 7}, {"use_of_force", 12},
	{"orders_and_instructions", 7}, {"duties_and_responsibilities", 16}, {"confidentiality", 7}, {"fitness_for_duty", 2}, {"discreditable_conduct", 12},
	{"challenging_and_reporting_improper_conduct", 2}, {"", 1},
}

// indications are the assessed severities behind each level of decision.
var indications = map[string][]choice{
	"":                                    {{"none", 40}, {"misconduct", 40}, {"gross_misconduct", 15}, {"criminal_offence", 5}},
	"case_to_answer_gross_misconduct":     {{"gross_misconduct", 84}, {"misconduct", 8}, {"criminal_offence", 8}},
	"case_to_answer_misconduct":           {{"misconduct", 80}, {"gross_misconduct", 20}},
	"no_case_to_answer":                   {{"none", 35}, {"misconduct", 50}, {"gross_misconduct", 15}},
	"practice_requiring_improvement_rprp": {{"none", 40}, {"misconduct", 60}},
	"unsatisfactory_performance":          {{"none", 70}, {"misconduct", 30}},
}

var extensionReasons = []choice{
	{"officer_ill", 18}, {"counsel_availability", 26}, {"witness_availability", 12}, {"disclosure", 14}, {"panel_availability", 16},
	{"criminal_proceedings", 8}, {"other", 6},
}

var lostReasons = []choice{
	{"officer_ill", 30}, {"legal_representative_unavailable", 22}, {"disclosure_incomplete", 18}, {"witness_unavailable", 11}, {"panel_unavailable", 10},
	{"court_overrun", 5}, {"other", 4},
}

var themeChoices = []choice{
	{"policy_guidance", 14}, {"training", 16}, {"supervision", 14}, {"information_it", 8}, {"equipment", 3}, {"partnership", 4}, {"custody_care", 7},
	{"use_of_force", 7}, {"vawg_da", 6}, {"mental_health", 4}, {"rtc_pursuit", 4}, {"call_handling", 3}, {"search_stop", 3}, {"witness_care", 6},
	{"file_quality", 9}, {"listing_logistics", 8}, {"press", 2},
}

var qaItems = []string{
	"notice_complete", "notice_served_in_time", "decision_reasons", "disclosure_schedule", "unused_material", "family_update", "exhibit_continuity",
	"closure_checklist",
}
