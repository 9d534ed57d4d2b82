package sampledata

// Each subject's wait for a hearing beside those of others like it.

// fewestAlike is how many others make a class.
const fewestAlike = 20

// alike is a subject of a hearing, meeting or accelerated hearing who was served with its notice.
type alike struct {
	part              *truthPart
	outcome           string
	wait              int
	timed             bool // the wait is known
	presenter, regime string
	officers          string
	heard             Day
}

// referenceClass lists the subjects whose proceeding is open or ended in the 24 months, each beside the narrowest class of 20 others or more.
func (t *truth) referenceClass() Table {
	var all, heard []alike
	presenters, subjects := make(map[string]string), make(map[string]int)
	for _, p := range t.Proceedings {
		presenters[p.ProceedingRef] = p.Presenter
	}
	for _, p := range t.parts {
		if t.inTerritory(p.CaseRef) {
			subjects[p.ProceedingRef]++
		}
	}
	for _, p := range t.parts {
		notice := p.first["reg30_served"]
		if p.kind == "AH" {
			notice = p.first["reg51_served"]
		}
		if notice == 0 || !oneOf(p.kind, findingKinds...) || !t.inTerritory(p.CaseRef) {
			continue
		}
		a := t.waited(p, notice)
		a.presenter, a.officers, a.regime = named(presenters[p.ProceedingRef]), "one officer", "earlier rules"
		if subjects[p.ProceedingRef] > 1 {
			a.officers = "several officers"
		}
		if rules, ok := rulesOn(notice).(string); ok {
			a.regime = rules
		}
		all = append(all, a)
		if a.outcome == "heard" && a.timed && t.inYears(a.heard, 5) {
			heard = append(heard, a)
		}
	}
	table := newTable("case_ref proceeding_ref subject_ref type outcome wait_wd class class_n p25 median p75 band range_low range_high")
	for _, a := range all {
		if a.part.open() || t.inYears(a.part.CompletedDate, 2) {
			class, waits := a.class(heard)
			table.add(a.cells(class, waits))
		}
	}
	table.byText(0, 1, 2)
	return table
}

// waited says how the wait from a notice went, and for how many working days.
func (t *truth) waited(p *truthPart, notice Day) alike {
	a := alike{part: p, heard: p.first["hearing_day_start"]}
	until := p.CompletedDate
	switch {
	case a.heard != 0 && !p.leftBefore(a.heard):
		a.outcome, until = "heard", a.heard
	case p.open():
		a.outcome, until = "waiting", t.asOf
	case p.EndedHow == "concluded":
		a.outcome = "hearing day not recorded"
	default:
		a.outcome = "ended another way"
	}
	if until >= notice {
		a.wait, a.timed = workingDaysBetween(notice, until)
	}
	return a
}

// class is the narrowest class with others enough, else the widest, and their waits. Nobody of the case itself is in it.
func (a alike) class(heard []alike) (words string, waits []int) {
	by := map[string]string{"aa": "the authority", "dg": "the IOPC"}[a.presenter]
	if by == "" {
		by = a.presenter
	}
	for _, c := range []struct {
		words string
		like  func(alike) bool
	}{
		{a.part.kind + ", " + a.officers + ", presented by " + by + ", " + a.regime, func(o alike) bool {
			return o.officers == a.officers && o.presenter == a.presenter && o.regime == a.regime
		}},
		{a.part.kind + ", " + a.officers, func(o alike) bool { return o.officers == a.officers }},
		{a.part.kind, func(alike) bool { return true }},
	} {
		words, waits = c.words, nil
		for _, o := range heard {
			if o.part.kind == a.part.kind && o.part.CaseRef != a.part.CaseRef && c.like(o) {
				waits = append(waits, o.wait)
			}
		}
		if len(waits) >= fewestAlike {
			break
		}
	}
	return words, waits
}

// cells is the subject's row: quartiles and band of a class, or the range of few others.
func (a alike) cells(class string, waits []int) []any {
	var wait any
	if a.timed && oneOf(a.outcome, "heard", "waiting") {
		wait = a.wait
	}
	row := []any{a.part.CaseRef, a.part.ProceedingRef, a.part.SubjectRef, a.part.kind, a.outcome, wait, class, len(waits)}
	if len(waits) < fewestAlike {
		if len(waits) == 0 {
			return append(row, nil, nil, nil, nil, nil, nil)
		}
		return append(row, nil, nil, nil, nil, quantile(waits, 0), quantile(waits, 1))
	}
	quartiles := []any{quantile(waits, 0.25), quantile(waits, 0.5), quantile(waits, 0.75)}
	return append(append(row, quartiles...), a.band(quartiles), nil, nil)
}

// band places a wait among the quarters of its class; one that is not over by those that it has passed.
func (a alike) band(quartiles []any) any {
	passed := 0
	for _, q := range quartiles {
		if float64(a.wait) >= q.(float64) {
			passed++
		}
	}
	switch {
	case !a.timed:
		return nil
	case a.outcome == "heard":
		return []string{"0–25", "25–50", "50–75", "75–100"}[passed]
	case a.outcome == "waiting" && passed > 0:
		return []string{"past 25", "past 50", "past 75"}[passed-1]
	}
	return nil
}
