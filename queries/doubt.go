package queries

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"proceedings/ingest/sqlfile"
	"proceedings/queries/state"
)

// doubts are what is said of a limit's number that was not read in the law in full, by its confidence.
var doubts = map[string]string{
	"Vp": "has been checked against the law only in part", "A": "has been checked against a like source, not against the law itself",
	"M+": "is still to be checked against the law", "M": "is still to be checked against the law", "M-": "is still to be checked against the law",
}

// Unsure says after a noun how far the number of a limit is unsure; nothing where it was read in the law.
func Unsure(confidence string) string { return doubts[confidence] }

// Doubt is the sentence about a limit whose number is unsure, by the limit's title; empty where it is not.
func Doubt(title string, n int64, unit, confidence string) string {
	words := LimitWords(n, unit)
	if doubts[confidence] == "" || words == "" {
		return ""
	}
	return title + ": the limit of " + words + " " + doubts[confidence] + "."
}

// LimitWords writes the number of a limit: "100 working days". It is empty for a unit that is not counted.
func LimitWords(n int64, unit string) string {
	words := map[string]string{"day": "day", "working_day": "working day", "month": "month"}[unit]
	switch {
	case words == "":
		return ""
	case n != 1:
		words += "s"
	}
	return fmt.Sprintf("%d %s", n, words)
}

var limitName = regexp.MustCompile(`'([A-Z]{3}-[A-Z0-9/-]+)'`)

// limitsOf are the limits that a query names, itself or in the state that it stands on.
func (c *Catalogue) limitsOf(q *Query) []string {
	var out []string
	for _, f := range append(c.below(q.file.Reads), q.file) {
		for _, m := range limitName.FindAllStringSubmatch(f.SQL, -1) {
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// below are the files of the state that names stand on, also through others.
func (c *Catalogue) below(names []string) []sqlfile.File {
	needed := map[string]bool{}
	for _, n := range names {
		needed[n] = true
	}
	var out []sqlfile.File
	for _, f := range slices.Backward(c.state) {
		if !needed[state.Name(f)] {
			continue
		}
		out = append(out, f)
		for _, n := range f.Reads {
			needed[n] = true
		}
	}
	return out
}

// doubted says of each limit that a query rests on how far its number is unsure.
func (s *Session) doubted(ctx context.Context, q *Query) ([]string, error) {
	var notes []string
	for _, id := range s.catalogue.limitsOf(q) {
		if err := s.state.Ensure(ctx, []string{"limit_now"}); err != nil {
			return nil, err
		}
		rows, err := s.db.QueryContext(ctx, "SELECT title, n::BIGINT AS n, unit, confidence FROM limit_now WHERE n IS NOT NULL AND standard_id = ?", id)
		if err != nil {
			return nil, err
		}
		t, err := readRows(rows)
		rows.Close()
		if err != nil {
			return nil, err
		}
		for _, row := range t.Rows {
			if d := Doubt(row[0].(string), row[1].(int64), row[2].(string), row[3].(string)); d != "" && !slices.Contains(notes, d) {
				notes = append(notes, d)
			}
		}
	}
	return notes, nil
}
