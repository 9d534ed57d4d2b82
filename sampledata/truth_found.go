package sampledata

// found is the finding of a part; one that ended withdrawn, discontinued or stayed without any was discontinued.
func (p *truthPart) found() string {
	if oneOf(p.Finding, "", "not_recorded") && oneOf(p.EndedHow, "withdrawn", "discontinued", "stayed") {
		return "discontinued"
	}
	return p.Finding
}

func (t *truth) isStaff(caseRef, subjectRef string) bool {
	s := t.subjects[subjectKey{caseRef, subjectRef}]
	return s != nil && s.Status == "staff"
}
