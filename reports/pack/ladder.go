package pack

import (
	"fmt"
	"slices"

	"proceedings/reports/page"
)

// ladder is what was alleged, decided, found and imposed, a block for each person.
func (c *one) ladder() part {
	p := part{ID: "ladder", Title: "From allegation to outcome, for each person"}
	alleged, ended := c.of("case_allegations", c.ref), c.of("case_outcomes", c.ref)
	var people []string
	for i := range alleged.Len() {
		people = include(people, alleged.Str(i, "subject_ref"))
	}
	for i := range ended.Len() {
		if ended.Str(i, "proceeding_ref") != "" {
			people = include(people, ended.Str(i, "subject_ref"))
		}
	}
	if len(people) == 0 {
		p.Say = c.lack("No subject, allegation, decision or outcome of this case is on record.")
		return p
	}
	slices.Sort(people)
	named := len(people)
	if slices.Contains(people, "") {
		named--
	}
	p.Say = []string{fmt.Sprintf("%s on record.", page.Plural(named, "subject", "subjects"))}
	if named == 0 {
		p.Say = []string{"No subject is on record by a reference."}
	}
	for n, ref := range people {
		p.People = append(p.People, c.person(n, ref, alleged, ended))
	}
	p.Notes = []string{"The finding of a proceeding is the highest recorded for the person, and may rest on any of the allegations. Codes stand for what was alleged; no words of the allegation are shown."}
	return p
}

func include(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

func (c *one) person(n int, ref string, alleged, ended rows) part {
	p := part{ID: fmt.Sprintf("person-%d", n+1), Title: "Subject " + ref}
	if ref == "" {
		p.Title = "Without a subject on record"
	}
	status := ""
	up := table{Label: "allegations, " + page.Lower(p.Title), Say: "Alleged and decided.",
		Head: []string{"Allegation", "What was alleged", "Standard", "Assessed severity", "Decision", "Decided by", "On", "Finding on it", "Source"}}
	for _, i := range alleged.where("subject_ref", ref) {
		status = alleged.Str(i, "status")
		if row := c.allegation(alleged, i); row != nil {
			up.Rows = append(up.Rows, row)
		}
	}
	down := table{Label: "outcomes, " + page.Lower(p.Title), Say: "Proceedings and what came of them.",
		Head: []string{"Proceeding", "Chair", "Presented by", "Opened", "Ended", "What came of it", "Source"}}
	for _, i := range ended.where("subject_ref", ref) {
		if ended.Str(i, "proceeding_ref") == "" {
			continue
		}
		if status == "" {
			status = ended.Str(i, "status")
		}
		down.Rows = append(down.Rows, []cell{text(c.label("proceeding_type", ended.Str(i, "type")) + " " + ended.Str(i, "proceeding_ref")), text(c.label("chair_type", ended.Str(i, "chair_type"))),
			text(c.label("presenter", ended.Str(i, "presenter"))), day(ended.Day(i, "started_date"), page.NotRecorded), day(ended.Day(i, "completed_date"), "open"),
			text(page.Upper(c.result(ended, i))).strong(), text(c.from(ended.Str(i, "source")))})
	}
	if status != "" {
		p.Title += ", " + c.low("subject_status", status)
	}
	if len(up.Rows) == 0 {
		p.Say = append(p.Say, "No allegation and no decision is on record.")
	} else {
		p.Tables = append(p.Tables, up)
	}
	if len(down.Rows) == 0 {
		p.Say = append(p.Say, "No proceeding is on record.")
	} else {
		p.Tables = append(p.Tables, down)
	}
	return p
}

// allegation is one rung: nil for a subject with neither allegation nor decision.
func (c *one) allegation(t rows, i int) []cell {
	ref, level := t.Str(i, "allegation_ref"), t.Str(i, "level")
	if ref == "" && level == "" {
		return nil
	}
	what := c.label(t.Str(i, "scheme"), t.Str(i, "code"))
	if ref == "" {
		ref, what = "the subject as a whole", "no allegation recorded"
	}
	decision, by := "no decision recorded", page.NotRecorded
	if level != "" {
		decision, by = c.label("decision_level", level), c.label("decider", t.Str(i, "decider"))
		if s := t.Str(i, "standing"); s != "final" {
			decision += " (" + orNone(s) + ")"
		}
	}
	finding := "none recorded on it"
	if f := t.Str(i, "finding"); f != "" {
		finding = c.label(t.Str(i, "finding_scheme"), f)
	}
	return []cell{text(ref), text(what), text(c.label("professional_standard", t.Str(i, "standard"))), text(c.label("indication", t.Str(i, "severity"))), text(decision), text(by),
		day(t.Day(i, "decided_date"), page.NotRecorded), text(finding), text(c.from(t.Str(i, "source"), t.Str(i, "decision_source")))}
}
