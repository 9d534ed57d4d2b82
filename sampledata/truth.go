package sampledata

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Table is one measure counted in plain Go: the columns of the query of the same name, its rows in the query's order. A cell is nil, a string (an ISO
// date where the column is a day), an int or a float64.
type Table struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

// Truth counts every measure over what an extract says, as at asOf, for the period from from to to (all days included). The tables are named as the
// queries are. Nothing here is SQL and nothing is shared with the project, so that the two ways of counting check each other.
//
// Definitions that the catalogue of measures leaves open are settled here:
//
//   - a due date that is asOf itself has passed: the day is over;
//   - a limit ends with the first end on or after its start; where all ends lie before it the clock is in error (end_before_start);
//   - a recorded end decides the state alone; only without one does an ending of another kind, on or before the date then due (the extended one
//     where it was extended in time), make the limit not applicable. Later than that the limit was missed and stays open_overdue;
//   - an extension counts if decided on or before the date then due and if it moves that date forward. A recommendation's extended date has no day
//     of decision and is taken as granted in time;
//   - a limit that runs back from a hearing does not exist before the hearing has begun;
//   - the share who reached the event by a time is empty where nobody was followed that long and somebody had not reached it;
//   - a proceeding that ended without a hearing day has ended otherwise, whatever the source calls the end;
//   - a code that nobody recorded is "not recorded" where rows are grouped by it.
func Truth(w *World, asOf, from, to Day) map[string]Table {
	t := newTruth(w, asOf, from, to)
	tables := make(map[string]Table, len(truthMeasures)+len(workMeasures))
	for name, measure := range truthMeasures {
		tables[name] = measure(t)
	}
	for name, measure := range workMeasures {
		tables[name] = measure(t)
	}
	return tables
}

// truthMeasures are the measures by name, one function each.
var truthMeasures = map[string]func(*truth) Table{
	"open_proceedings":             (*truth).openProceedings,
	"net_flow":                     (*truth).netFlow,
	"open_age":                     (*truth).openAge,
	"oldest_open":                  (*truth).oldestOpen,
	"limits_met":                   (*truth).limitsMet,
	"limits_by_quarter":            (*truth).limitsByQuarter,
	"hearing_100wd":                (*truth).hearing100,
	"hearing_100wd_by_force":       (*truth).hearing100ByForce,
	"time_to_hearing":              (*truth).timeToHearing,
	"time_to_hearing_curve":        (*truth).timeToHearingCurve,
	"stage_intervals":              (*truth).stageIntervals,
	"slippage":                     (*truth).slippage,
	"charge_decisions":             (*truth).chargeDecisions,
	"inquests":                     (*truth).inquests,
	"due_soon":                     (*truth).dueSoon,
	"due_list":                     (*truth).dueList,
	"overdue":                      (*truth).overdueNow,
	"overdue_list":                 (*truth).overdueList,
	"case_time":                    (*truth).caseTime,
	"disclosure_timeliness":        (*truth).disclosureTimeliness,
	"findings":                     (*truth).findings,
	"proven_rate":                  (*truth).provenRate,
	"proven_by_regime":             (*truth).provenByRegime,
	"proven_by_force":              (*truth).provenByForce,
	"decision_to_finding":          (*truth).decisionToFinding,
	"sanctions":                    (*truth).sanctions,
	"withdrawn":                    (*truth).withdrawn,
	"criminal_results":             (*truth).criminalResults,
	"inquest_conclusions":          (*truth).inquestConclusions,
	"recommendation_response":      (*truth).recommendationResponse,
	"recommendation_acceptance":    (*truth).recommendationAcceptance,
	"recommendation_due_dates":     (*truth).recommendationDueDates,
	"debriefs_held":                (*truth).debriefsHeld,
	"themes":                       (*truth).themes,
	"actions":                      (*truth).actions,
	"contact_updates":              (*truth).contactUpdates,
	"qa_items":                     (*truth).qaItems,
	"completeness":                 (*truth).completeness,
	"recording_lag":                (*truth).recordingLag,
	"accelerated_window":           (*truth).acceleratedWindow,
	"end_to_end_time":              (*truth).endToEndTime,
	"completed_12_months":          (*truth).completed12Months,
	"extensions":                   (*truth).extensions,
	"extension_reasons":            (*truth).extensionReasons,
	"hearing_days":                 (*truth).hearingDays,
	"dismissal_rate":               (*truth).dismissalRate,
	"decision_agreement":           (*truth).decisionAgreement,
	"proven_by_presenter":          (*truth).provenByPresenter,
	"time_to_trial":                (*truth).timeToTrial,
	"pfd_responses":                (*truth).pfdResponses,
	"hearings_forecast":            (*truth).hearingsForecast,
	"hearing_costs":                (*truth).hearingCosts,
	"disproportionality_referral":  (*truth).disproportionalityReferral,
	"disproportionality_finding":   (*truth).disproportionalityFinding,
	"closed_case_days":             (*truth).closedCaseDays,
	"investigations_100wd":         (*truth).investigations100,
	"closed_case_days_by_force":    (*truth).closedCaseDaysByForce,
	"milestone_gaps":               (*truth).milestoneGaps,
	"hearing_wait_by_month":        (*truth).hearingWaitByMonth,
	"caseload_by_quarter":          (*truth).caseloadByQuarter,
	"milestones_reached":           (*truth).milestonesReached,
	"allegation_findings":          (*truth).allegationFindings,
	"allegation_findings_by_force": (*truth).allegationFindingsByForce,
	"recommendations_by_theme":     (*truth).recommendationsByTheme,
	"recommendation_status":        (*truth).recommendationStatus,
	"recommendations_by_force":     (*truth).recommendationsByForce,
}

// truthOf is the truth of one extract for the financial quarter that its date ends.
type truthOf struct {
	KnownAt  string           `json:"known_at"`
	Period   string           `json:"period"`
	Measures map[string]Table `json:"measures"`
}

// WriteTruth writes truth.json into a folder: for each extract, by its date, every measure of the quarter ending then. The bytes are always the same.
func WriteTruth(dir string) error {
	w := Build(Seed)
	all := make(map[string]truthOf, len(ExtractDates))
	for n, day := range ExtractDates {
		all[day.String()] = truthOf{
			KnownAt:  day.String(),
			Period:   day.FinancialQuarter(),
			Measures: Truth(w.Extract(n), day, quarterStart(day), day),
		}
	}
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return fmt.Errorf("truth of the sample: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "truth.json"), append(text, '\n'), 0o644); err != nil {
		return fmt.Errorf("truth of the sample: %w", err)
	}
	return nil
}

// newTable names the columns of a table in one text.
func newTable(columns ...string) Table {
	return Table{Columns: strings.Fields(strings.Join(columns, " ")), Rows: [][]any{}}
}

// add appends a row. A slice of cells among them is spread.
func (t *Table) add(cells ...any) {
	var row []any
	for _, c := range cells {
		if several, ok := c.([]any); ok {
			row = append(row, several...)
			continue
		}
		row = append(row, c)
	}
	t.Rows = append(t.Rows, row)
}

// wilsonColumns names a rate and its interval.
func wilsonColumns(rate string) string { return rate + " " + rate + "_low " + rate + "_high" }

// named gives a code as the label of a group.
func named(code string) string {
	if code == "" {
		return "not recorded"
	}
	return code
}

// codeCell gives a code as a cell, empty where it is not recorded.
func codeCell(code string) any {
	if code == "" {
		return nil
	}
	return code
}

// dayCell gives a day as a cell.
func dayCell(d Day) any {
	if d == 0 {
		return nil
	}
	return d.String()
}
