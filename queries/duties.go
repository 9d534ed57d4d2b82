package queries

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The roles whose duties the catalogue serves.
const (
	MHUCaseManager = "mhu_case_manager" // case manager of a misconduct hearings unit
	PSUSpecialist  = "psu_specialist"   // specialist of a proceedings support unit
)

// Roles are the roles in the order in which their duties are listed.
func Roles() []string { return []string{MHUCaseManager, PSUSpecialist} }

// maxUnserved is how many duties the catalogue may leave without a query.
const maxUnserved = 6

// Duty is one duty of a role, in our words, and what a holder of the role opens for it.
type Duty struct {
	Role    string
	No      int      // from 1 within the role
	Text    string   // the duty, short
	Opens   []string // names of queries; none where WhyNot says why
	WhyNot  string   // why no export can serve the duty; empty where Opens is not
	NotHeld string   // what part of it no export holds; may be empty
}

// ID names a duty in short: "psu-7".
func (d Duty) ID() string {
	short, _, _ := strings.Cut(d.Role, "_")
	return short + "-" + strconv.Itoa(d.No)
}

//go:embed duties.csv
var dutiesSource string

var dutyColumns = []string{"role", "no", "duty", "opens", "why_not", "not_held"}

// Duties are the duties of both roles in order. That each query that they name exists and has something to show is
// held by a test on the sample.
func Duties() ([]Duty, error) { return readDuties(dutiesSource) }

func readDuties(text string) ([]Duty, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("duties.csv: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], dutyColumns) {
		return nil, fmt.Errorf("duties.csv:1: the columns are not %s", strings.Join(dutyColumns, ","))
	}
	var out []Duty
	var problems []error
	unserved := 0
	for i, row := range rows[1:] {
		d, err := readDuty(row, out)
		if err != nil {
			problems = append(problems, fmt.Errorf("duties.csv:%d: %w", i+2, err))
		}
		if len(d.Opens) == 0 {
			unserved++
		}
		out = append(out, d)
	}
	if unserved > maxUnserved {
		problems = append(problems, fmt.Errorf("duties.csv: %d duties have no query, more than %d", unserved, maxUnserved))
	}
	return out, errors.Join(problems...)
}

// readDuty reads a row that follows the duties before it.
func readDuty(row []string, before []Duty) (Duty, error) {
	d := Duty{Role: row[0], Text: row[2], WhyNot: row[4], NotHeld: row[5]}
	if row[3] != "" {
		d.Opens = strings.Split(row[3], "|")
	}
	want := 1
	if n := len(before); n > 0 && before[n-1].Role == d.Role {
		want = before[n-1].No + 1
	}
	var err error
	switch d.No, err = strconv.Atoi(row[1]); {
	case err != nil || d.No != want:
		return d, fmt.Errorf("the number is %q, not %d", row[1], want)
	case !slices.Contains(Roles(), d.Role):
		return d, fmt.Errorf("role %q is not one of %s", d.Role, strings.Join(Roles(), ", "))
	case d.Text == "":
		return d, errors.New("the duty is empty")
	case (len(d.Opens) == 0) != (d.WhyNot != ""):
		return d, errors.New("a duty has either queries that it opens or a reason why not")
	}
	return d, nil
}

// Serves are the duties that open the query, in order.
func Serves(duties []Duty, name string) []Duty {
	var out []Duty
	for _, d := range duties {
		if slices.Contains(d.Opens, name) {
			out = append(out, d)
		}
	}
	return out
}
