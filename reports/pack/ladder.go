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
	for i := range alleged.len() {
		people = include(people, alleged.str(i, "subject_ref"))
	}
	for i := range ended.len() {
		if ended.str(i, "proceeding_ref") != "" {
			people = include(people, ended.str(i, "subject_ref"))
		}
	}
	if len(people) == 0 {
		p.Say = c.lack("No subject, allegation, decision or outcome of this case is on record.")
		return p
	}
	slices.Sort(people)
	named := len(people)
	if contains(people, "") {
		named--
	}
	p.Say = []string{fmt.Sprintf("%s on record.", several(named, "subject"))}
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
	if contains(all, s) {
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
	up := table{Label: "allegations, " + lower(p.Title), Say: "Alleged and decided.",
		Head: []string{"Allegation", "What was alleged", "Standard", "Assessed severity", "Decision", "Decided by", "On", "Finding on it", "Source"}}
	for _, i := range alleged.where("subject_ref", ref) {
		status = alleged.str(i, "status")
		if row := c.allegation(alleged, i); row != nil {
			up.Rows = append(up.Rows, row)
		}
	}
	down := table{Label: "outcomes, " + lower(p.Title), Say: "Proceedings and what came of them.",
		Head: []string{"Proceeding", "Chair", "Presented by", "Opened", "Ended", "What came of it", "Source"}}
	for _, i := range ended.where("subject_ref", ref) {
		if ended.str(i, "proceeding_ref") == "" {
			continue
		}
		if status == "" {
			status = ended.str(i, "status")
		}
		down.Rows = append(down.Rows, []cell{text(c.label("proceeding_type", ended.str(i, "type")) + " " + ended.str(i, "proceeding_ref")), text(c.label("chair_type", ended.str(i, "chair_type"))),
			text(c.label("presenter", ended.str(i, "presenter"))), onDay(dayOr(ended.day(i, "started_date"), page.NotRecorded)), onDay(dayOr(ended.day(i, "completed_date"), "open")),
			strong(upper(c.result(ended, i))), text(c.from(ended.str(i, "source")))})
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
	ref, level := t.str(i, "allegation_ref"), t.str(i, "level")
	if ref == "" && level == "" {
		return nil
	}
	what := c.label(t.str(i, "scheme"), t.str(i, "code"))
	if ref == "" {
		ref, what = "the subject as a whole", "no allegation recorded"
	}
	decision, by := "no decision recorded", page.NotRecorded
	if level != "" {
		decision, by = c.label("decision_level", level), c.label("decider", t.str(i, "decider"))
		if s := t.str(i, "standing"); s != "final" {
			decision += " (" + orNone(s) + ")"
		}
	}
	finding := "none recorded on it"
	if f := t.str(i, "finding"); f != "" {
		finding = c.label(t.str(i, "finding_scheme"), f)
	}
	return []cell{text(ref), text(what), text(c.label("professional_standard", t.str(i, "standard"))), text(c.label("indication", t.str(i, "severity"))), text(decision), text(by),
		onDay(dayOr(t.day(i, "decided_date"), page.NotRecorded)), text(finding), text(c.from(t.str(i, "source"), t.str(i, "decision_source")))}
}
