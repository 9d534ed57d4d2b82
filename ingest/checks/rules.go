package checks

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

//go:embed rules.csv
var rulesFile []byte

// A Rule is what reading and typing can find wrong with a row.
type Rule struct {
	Rule     string // as in the accounting; a * stands for any text
	ID       string
	Severity string // the usual one; a profile may choose otherwise
	Owner    string
	Sentence string
	Workbook string // what to do where the row lies open in a workbook of faults; empty for a rule that holds no row back
}

// Matches reports whether the name of a rule in the accounting is this one.
func (r Rule) Matches(name string) bool {
	parts := strings.Split(r.Rule, "*")
	rest, ok := strings.CutPrefix(name, parts[0])
	for _, part := range parts[1:] {
		if !ok {
			return false
		}
		if part == "" {
			return true
		}
		_, rest, ok = strings.Cut(rest, part)
	}
	return ok && rest == ""
}

// Rules are the rows of rules.csv.
var Rules = sync.OnceValues(func() ([]Rule, error) {
	rows, err := csv.NewReader(bytes.NewReader(rulesFile)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("rules.csv: %w", err)
	}
	var out []Rule
	for i, r := range rows[1:] {
		rule := Rule{Rule: r[0], ID: r[1], Severity: r[2], Owner: r[3], Sentence: r[4], Workbook: r[5]}
		if rule.Rule == "" || rule.Sentence == "" || !idForm.MatchString(rule.ID) {
			return nil, fmt.Errorf("rules.csv:%d: a rule needs its name, an id such as DQ05 and a sentence", i+2)
		}
		out = append(out, rule)
	}
	return out, nil
})

// InWorkbook is the sentence for a sender who has the row before him in a
// workbook of faults; empty for a rule without one. In the place of {} goes what
// the column can hold.
func InWorkbook(name string) string {
	rules, err := Rules()
	if err != nil {
		return ""
	}
	for _, r := range rules {
		if r.Matches(name) {
			return r.Workbook
		}
	}
	return ""
}

var built = sync.OnceValues(Built)

// Remedy is the sentence for the sender of a rule in the accounting: what is
// wrong and what to do. It is empty for a rule that nobody knows.
func Remedy(name string) string {
	rules, err := Rules()
	if err != nil {
		return ""
	}
	for _, r := range rules {
		if r.Matches(name) {
			return r.Sentence
		}
	}
	files, err := built()
	if err != nil {
		return ""
	}
	for _, c := range files {
		if c.Place == Load && c.Rule == name {
			return c.Sentence
		}
	}
	return ""
}
