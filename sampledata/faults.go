package sampledata

import "slices"

// Fault is a bad row planted in an export. No record of the history stands on such a row: a load that takes one is wrong.
type Fault struct {
	File   string
	Sheet  string // empty for a text file
	Row    int    // the record's number in the file or sheet, counted from 1 with the rows above the data
	Ref    string // what is in the first column of the row
	Column string
	Value  string
	Rule   string // what is wrong, in words
}

// bad copies the first row from a place on that has all of the named columns, changes it, and puts the copy into the sheet.
func (g *grid) bad(from int, needs []string, change map[string]string) int {
	for i := from; i < len(g.rows); i++ {
		if slices.ContainsFunc(needs, func(head string) bool { return g.rows[i][g.place(head)].empty() }) {
			continue
		}
		row := slices.Clone(g.rows[i])
		for head, value := range change {
			row[g.place(head)] = text(value)
		}
		g.insert(i+1, row...)
		return i + 1
	}
	panic("no row to copy in " + g.name)
}

func plantCaseFaults(file string, g *grid) []Fault {
	first := g.bad(12, []string{"Decision date"}, map[string]string{"Case ref": "ALD/90001/25", "Proceeding ref": "", "Decision date": "31/02/2025"})
	second := g.bad(30, []string{"Officer no."}, map[string]string{"Case ref": "", "Proceeding ref": ""})
	return []Fault{
		{file, "", g.row(first), "ALD/90001/25", "Decision date", "31/02/2025", "a date that does not exist"},
		{file, "", g.row(second), "", "Case ref", "", "a mandatory reference is missing"},
	}
}

func plantProceedingFaults(file string, g *grid) []Fault {
	first := g.bad(8, []string{"Finding"}, map[string]string{"Proceeding ref": "BRK-MH-9001", "Finding": "Proved in part (see note)"})
	second := g.bad(20, []string{"Finding"}, map[string]string{"Proceeding ref": "BRK-MH-9002", "Opened": "12/05/2025", "Completed": "02/04/2025"})
	return []Fault{
		{file, "", g.row(first), "BRK-MH-9001", "Finding", "Proved in part (see note)", "a label that the list does not have"},
		{file, "", g.row(second), "BRK-MH-9002", "Completed", "02/04/2025", "the end (Completed) is before the start (Opened, 12/05/2025)"},
	}
}

func plantListingFault(file string, g *grid) Fault {
	at := g.bad(40, []string{"Kind", "Listed for"}, map[string]string{"Listed for": "TBC"})
	return Fault{file, g.name, g.row(at), g.rows[at][0].plain(), "Listed for", "TBC", "a text in a mandatory date"}
}
