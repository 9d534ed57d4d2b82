package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"proceedings/queries"
)

// roleWords are the roles as they are shown.
var roleWords = map[string]string{
	queries.MHUCaseManager: "Case manager of a misconduct hearings unit",
	queries.PSUSpecialist:  "Specialist of a proceedings support unit",
}

// served is a duty with the queries asked for that it opens.
type served struct {
	ID      string   `json:"id"`
	Role    string   `json:"role"`
	Duty    string   `json:"duty"`
	Opens   []string `json:"opens"`
	WhyNot  string   `json:"why_not"`
	NotHeld string   `json:"not_held"`

	queries []*queries.Query
}

// servedDuties are the duties asked for. Where only some questions are asked for, a duty that opens none of them is left out.
func (v *catalogueView) servedDuties(some []*queries.Query) []served {
	narrowed := v.audience != "" || v.topic != "" || v.measure != ""
	out := []served{}
	for _, d := range v.duties {
		s := served{ID: d.ID(), Role: d.Role, Duty: d.Text, Opens: []string{}, WhyNot: d.WhyNot, NotHeld: d.NotHeld}
		for _, name := range d.Opens {
			if i := slices.IndexFunc(some, func(q *queries.Query) bool { return q.Name == name }); i >= 0 {
				s.Opens = append(s.Opens, name)
				s.queries = append(s.queries, some[i])
			}
		}
		if v.wants(d) && (len(s.queries) > 0 || !narrowed) {
			out = append(out, s)
		}
	}
	return out
}

// writeDuties prints a block for each role: a duty, and under it what it opens.
func (v *catalogueView) writeDuties(w io.Writer, some []*queries.Query) error {
	name, _ := longest(some)
	var b strings.Builder
	role := ""
	for _, s := range v.servedDuties(some) {
		if s.Role != role {
			if role != "" {
				b.WriteByte('\n')
			}
			role = s.Role
			fmt.Fprintln(&b, strings.ToUpper(roleWords[role]))
		}
		fmt.Fprintln(&b, cut(fmt.Sprintf("%-7s %s", s.ID, s.Duty), pageWidth))
		for _, q := range s.queries {
			fmt.Fprintln(&b, cut(fmt.Sprintf("          %-*s  %s", name, q.Name, q.Question), pageWidth))
		}
		for _, line := range [][2]string{{"no question: ", s.WhyNot}, {"in no export: ", s.NotHeld}} {
			if line[1] != "" {
				fmt.Fprintln(&b, cut("          "+line[0]+line[1], pageWidth))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeDutiesCSV prints a row for each duty and query, one with no query for a duty that opens none.
func (v *catalogueView) writeDutiesCSV(w io.Writer, some []*queries.Query) error {
	rows := [][]string{{"id", "role", "duty", "query", "question", "why_not", "not_held"}}
	for _, s := range v.servedDuties(some) {
		if len(s.queries) == 0 {
			rows = append(rows, []string{s.ID, s.Role, s.Duty, "", "", s.WhyNot, s.NotHeld})
		}
		for _, q := range s.queries {
			rows = append(rows, []string{s.ID, s.Role, s.Duty, q.Name, q.Question, "", s.NotHeld})
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}
