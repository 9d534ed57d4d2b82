package reportstest

import "strings"

// Label labels a few codes as the vocabulary does; the rest fall back to words.
func Label(list, code string) string {
	return map[string]string{
		"proceeding_type/MH": "Misconduct hearing", "proceeding_type/MM": "Misconduct meeting",
		"proceeding_type/AH": "Accelerated misconduct hearing", "proceeding_type/CRM-MC": "Magistrates’ court",
		"proceeding_type/CRM-CC": "Crown Court", "proceeding_type/INQ-J": "Inquest with a jury",
		"territory/EW": "England and Wales", "territory/US-DETROIT": "Detroit, United States",
		"legal_basis/para_28A": "Paragraph 28A", "legal_basis/s10_general": "Section 10", "legal_basis/pfd": "Prevention of future deaths",
		"legal_basis/hmicfrs": "HMICFRS", "legal_basis/quick_time": "Quick-time learning",
		"theme/vawg_da": "Violence against women and girls, domestic abuse", "theme/information_it": "Information and IT",
		"theme/listing_logistics":                        "Listing and logistics",
		"decision_level/case_to_answer_gross_misconduct": "Case to answer, gross misconduct",
		"decision_level/case_to_answer_misconduct":       "Case to answer, misconduct",
	}[list+"/"+code]
}

// Limit gives the limits that figures name: number, unit and confidence.
func Limit(standardID string) (title string, n int, unit, confidence string) {
	switch standardID {
	case "MIS-HRG-100":
		return "Misconduct hearing begun", 100, "working_day", "Vp"
	case "LRN-28A-RESP":
		return "Response to a paragraph 28A recommendation", 56, "day", "V"
	case "LRN-DEBRIEF-30":
		return "Debrief held within 30 days (local standard)", 30, "day", "M+"
	case "MIS-CMP-UPD":
		return "Update to those interested", 28, "day", "M+"
	case "COR-6M":
		return "Inquest concluded within 6 months", 6, "month", "V"
	case "COR-12M":
		return "Inquests past 12 months reported", 12, "month", "A"
	}
	return "", 0, "", ""
}

// Jurisdiction is that of a type of proceeding or of a limit; another code is its own.
func Jurisdiction(code string) string {
	switch {
	case code == "MH" || code == "MM" || code == "AH" || strings.HasPrefix(code, "MIS-"):
		return "misconduct"
	case strings.HasPrefix(code, "CRM-"):
		return "criminal"
	case strings.HasPrefix(code, "INQ") || strings.HasPrefix(code, "COR-"):
		return "coronial"
	}
	return code
}
