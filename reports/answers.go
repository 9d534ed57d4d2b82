package reports

import (
	"proceedings/queries"
	"proceedings/queries/disclosure"
)

// Answers are the results of a release, of one edition. A result as it was asked cannot become part of a shareable
// edition: that is made of frozen results only, which only disclosure control makes.
type Answers struct {
	edition queries.Edition
	results map[string]*queries.Result // by query name
}

// Restricted are the answers of an edition that stays inside the team.
func Restricted(results map[string]*queries.Result) Answers {
	return Answers{queries.Restricted, results}
}

// Shareable are those of an edition for a board, partners, publication.
func Shareable(f *disclosure.Frozen) Answers { return Answers{queries.Shareable, f.Results()} }

// telling calls say with an input that notices cells that are withheld, and says whether it read one. What is said
// from such a cell is not to be shown: a sum without it is a wrong sum, a comparison with it tells it.
func (in Input) telling(say func(Input)) (withheld bool) {
	in.met = &withheld
	say(in)
	return withheld
}
