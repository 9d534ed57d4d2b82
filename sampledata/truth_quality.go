package sampledata

import "sort"

// Measures of the quality of files and records.

// qaItems is the share of reviewed files that pass each item; second readings are left out.
func (t *truth) qaItems() Table {
	first := make(map[string]bool)
	for _, v := range t.QAReviews {
		if v.SecondOf == "" && t.inYears(v.ReviewedDate, 1) {
			first[v.ReviewRef] = true
		}
	}
	counts := make(map[string][2]int)
	for _, i := range t.QAItems {
		if !first[i.ReviewRef] || !oneOf(i.Result, "pass", "fail") {
			continue
		}
		n := counts[i.Item]
		n[0]++
		if i.Result == "pass" {
			n[1]++
		}
		counts[i.Item] = n
	}
	table := newTable("item applicable passed", wilsonColumns("pass_rate"))
	for _, item := range sortedLabels(counts) {
		n := counts[item]
		table.add(item, n[0], n[1], wilsonCells(n[1], n[0]))
	}
	return table
}

// fieldKey names a field of a force's records.
type fieldKey struct{ force, field string }

// fieldTally counts records and those that have the field.
type fieldTally map[fieldKey][2]int

func (n fieldTally) count(force, field string, recorded bool) {
	k := fieldKey{named(force), field}
	c := n[k]
	c[0]++
	if recorded {
		c[1]++
	}
	n[k] = c
}

// completeness is how many records of each force have the fields that measures rest on. Cases of England and Wales, by the force of the case.
func (t *truth) completeness() Table {
	n := make(fieldTally)
	for _, c := range t.Cases {
		if c.Territory == "EW" {
			n.count(c.Force, "attention_date", c.AttentionDate != 0)
		}
	}
	for _, s := range t.Subjects {
		if t.inTerritory(s.CaseRef) {
			n.count(t.caseOf(s.CaseRef).Force, "ethnicity", s.Ethnicity != "")
			n.count(t.caseOf(s.CaseRef).Force, "rank_band", s.RankBand != "")
		}
	}
	for _, a := range t.Allegations {
		if t.inTerritory(a.CaseRef) {
			n.count(t.caseOf(a.CaseRef).Force, "severity", a.Severity != "")
		}
	}
	t.partCompleteness(n)
	return n.table()
}

// partCompleteness counts the notice of each misconduct hearing opened in the twelve months and the finding of whatever was completed.
func (t *truth) partCompleteness(n fieldTally) {
	for _, p := range t.parts {
		if !t.inTerritory(p.CaseRef) {
			continue
		}
		force := t.caseOf(p.CaseRef).Force
		if p.kind == "MH" && t.inYears(p.started, 1) {
			n.count(force, "reg30_served", p.reached("reg30_served"))
		}
		if oneOf(p.kind, findingKinds...) && !p.open() {
			n.count(force, "finding", p.Finding != "" && p.Finding != "not_recorded")
		}
	}
}

func (n fieldTally) table() Table {
	var keys []fieldKey
	for k := range n {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i].force < keys[j].force || keys[i].force == keys[j].force && keys[i].field < keys[j].field
	})
	table := newTable("force field records recorded")
	for _, k := range keys {
		table.add(k.force, k.field, n[k][0], n[k][1])
	}
	return table
}

// lagBands are the bands of days between an event and its entry, in the order of their rows.
var lagBands = []string{"0-1", "2-7", "8-30", "31-90", "over 90", "before event", "not recorded"}

// recordingLag is how soon the events of the twelve months were entered.
func (t *truth) recordingLag() Table {
	counts := make(map[string]int)
	for _, e := range t.Events {
		if t.inTerritory(e.CaseRef) && t.inYears(e.EventDate, 1) {
			counts[lagBand(e)]++
		}
	}
	table := newTable("band events")
	for _, band := range lagBands {
		table.add(band, counts[band])
	}
	return table
}

func lagBand(e Event) string {
	days := e.RecordedDate - e.EventDate
	switch {
	case e.RecordedDate == 0:
		return "not recorded"
	case days < 0:
		return "before event"
	case days <= 1:
		return "0-1"
	case days <= 7:
		return "2-7"
	case days <= 30:
		return "8-30"
	case days <= 90:
		return "31-90"
	}
	return "over 90"
}
