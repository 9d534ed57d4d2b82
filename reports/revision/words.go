package revision

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

// recordWords are the kinds of record as a reader of figures calls them: one, several.
var recordWords = map[string][2]string{
	"case": {"case", "cases"}, "subject": {"person subject to a case", "people subject to cases"}, "allegation": {"allegation", "allegations"},
	"decision": {"decision", "decisions"}, "proceeding": {"proceeding", "proceedings"}, "proc_subject": {"outcome of a proceeding", "outcomes of proceedings"},
	"event": {"step", "steps"}, "hold": {"hold", "holds"}, "extension": {"extension", "extensions"}, "listing": {"listing", "listings"},
	"attendance": {"attendance", "attendances"}, "recommendation": {"recommendation", "recommendations"}, "response": {"response", "responses"},
	"debrief": {"debrief", "debriefs"}, "debrief_theme": {"theme of a debrief", "themes of debriefs"}, "action": {"action", "actions"},
	"qa_review": {"quality review", "quality reviews"}, "qa_item": {"item of a quality review", "items of quality reviews"},
	"disclosure_batch": {"disclosure batch", "disclosure batches"}, "exhibit_audit": {"exhibit audit", "exhibit audits"},
	"contact_update": {"update", "updates"}, "instruction": {"instruction", "instructions"}, "case_review": {"case review", "case reviews"},
	"restriction": {"restriction", "restrictions"}, "headcount": {"headcount", "headcounts"}, "cost": {"cost", "costs"},
}

// changeWords are what is said of records that changed in each way, and the reason that it is.
var changeWords = map[string]Reason{
	queries.ChangeLate:      {Late, "recorded or received only since"},
	queries.ChangeCorrected: {Corrected, "corrected in a later extract"},
	queries.ChangeWithdrawn: {Withdrawn, "withdrawn: no longer held"},
	queries.ChangeRecoded:   {Recoded, "of a source whose profile changed"},
	queries.ChangeNew:       {NewSource, "of a source that is new"},
	queries.ChangeGone:      {Withdrawn, "of a source that is held no longer"},
}

// said is how many kinds of record a reason names.
const said = 3

// Reasons are the reasons that changed records give, those of most records first. Without counts it names the kinds alone.
func Reasons(changes []queries.RecordChange, counts bool) []Reason {
	var kinds []string
	parts := map[string][]string{}
	for _, c := range changes {
		if parts[c.Kind] == nil {
			kinds = append(kinds, c.Kind)
		}
		parts[c.Kind] = append(parts[c.Kind], recordsInWords(c, counts))
	}
	var out []Reason
	for _, k := range kinds {
		what := parts[k]
		if n := len(what) - said; n > 0 {
			what = append(what[:said:said], "other records")
		}
		w := changeWords[k]
		out = append(out, Reason{w.Code, page.List(what) + " " + w.Text})
	}
	return out
}

func recordsInWords(c queries.RecordChange, counts bool) string {
	words, ok := recordWords[c.Record]
	if !ok {
		words = [2]string{c.Record, c.Record}
	}
	if !counts {
		return words[1]
	}
	return page.Count(c.N) + " " + page.Agree(c.N, words[0], words[1])
}

// cell is a published value as the pages write it.
func cell(in reports.Input, c queries.Column, text string) string {
	if mark(text) {
		return text
	}
	return in.Text(c, parse(c, text))
}

// parse turns a value of the data back into what it was.
func parse(c queries.Column, text string) queries.Value {
	if text == "" {
		return nil
	}
	switch {
	case c.Kind == queries.Date:
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return day
		}
	case figure(c.Kind):
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			if c.Kind == queries.Rate {
				return float64(n)
			}
			return n
		}
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			return x
		}
	}
	return text
}

// place says which row of a figure is meant.
func place(in reports.Input, r Revision, key []string) string {
	var parts []string
	for i, name := range key {
		at := slices.IndexFunc(r.Query.Columns, func(c queries.Column) bool { return c.Name == name })
		if at < 0 || i >= len(r.Row) {
			continue
		}
		parts = append(parts, in.Text(r.Query.Columns[at], parse(r.Query.Columns[at], r.Row[i])))
	}
	if len(parts) == 0 {
		return "The whole"
	}
	return strings.Join(parts, ", ")
}

// before and after in words.
func (r Revision) before(in reports.Input) string {
	if r.New {
		return "no such row"
	}
	return cell(in, r.Column, r.Before)
}

func (r Revision) after(in reports.Input) string {
	if r.Gone {
		return "no such row"
	}
	return cell(in, r.Column, r.After)
}

// difference in words: a share in points, a count with its share of what it was.
func (r Revision) difference() string {
	d, ok := r.Difference()
	if !ok {
		return ""
	}
	sign := "+"
	if d < 0 {
		sign = "−"
	}
	switch r.Column.Kind {
	case queries.Rate:
		return sign + page.Decimal(math.Abs(d*100)) + " points"
	case queries.Count:
		text := sign + page.Count(int64(math.Round(math.Abs(d))))
		if share, ok := r.Relative(); ok {
			text += " (" + sign + page.Percent(math.Abs(share)) + ")"
		}
		return text
	}
	return sign + page.Decimal(math.Abs(d))
}
