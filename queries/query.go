package queries

import (
	"slices"

	"proceedings/ingest/sqlfile"
)

// Query is one question of the catalogue: the header of its .sql file, parsed,
// and its one statement.
type Query struct {
	Name        string   // the file's name without .sql
	Topic       string   // the folder: timeliness, outcomes, learning, quality
	Title       string   // a short name for lists
	Question    string   // what a reader asks, in their words
	Audience    []string // psu, quality, debrief, board
	Measures    []string // M05 …
	Population  string
	Numerator   string
	Denominator string
	Clock       string
	Censoring   string
	Grain       string
	Source      string   // where the definition comes from, in law or method
	Caveats     []string // printed under every result
	Parameters  []string // the named parameters, exactly those of the statement
	Then        []Step   // statistics applied to the rows
	Columns     []Column // what comes out, after Then
	Totals      string   // how rows or columns add up, in words and equations
	Sums        []Sum    // the equations of Totals, from which disclosure control is planned
	Same        []Same   // which of its counts other rows or tables give too
	Merge       string   // the column of quarters whose counts add up to financial years; empty where they do not
	Protected   bool     // groups people by a protected characteristic
	Sensitivity string   // Aggregate, CaseLevel or RowLevel: see Edition
	SQL         string
	Path        string // for messages
	Fingerprint string // SHA-256 of this file and of what all figures rest on: see baseFingerprint

	file sqlfile.File
}

// Published reports whether releases hold the query's answer: not where it traces figures
// to rows, nor where it is asked of cases by name: debrief packs hold that.
func (q *Query) Published() bool {
	return q.Sensitivity != RowLevel && !q.OfCases()
}

// OfCases reports whether the query is asked of cases by their references: see Session.RunFor.
func (q *Query) OfCases() bool { return slices.Contains(q.Parameters, "cases") }

// Key is the names of the columns that tell the rows of an answer apart: its dimensions.
func (q *Query) Key() []string {
	key := []string{}
	for _, c := range q.Columns {
		if c.Role == "dimension" {
			key = append(key, c.Name)
		}
	}
	return key
}

// Step names a function of package stats and its arguments.
type Step struct {
	Func string
	Args map[string]string
}
