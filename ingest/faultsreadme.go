package ingest

import (
	"errors"
	"fmt"
	"sort"
	"strconv"
)

// Heads of the first sheet.
const (
	headTitle  = "Rows of your exports that could not be loaded"
	headDo     = "What to do"
	headAgain  = "When to send the export again instead"
	headExport = "Export"
)

// readMe writes the first sheet: what this is and what to do with it.
func (b *faultsBook) readMe() error {
	w, err := b.NewStreamWriter(readMeSheet)
	if err != nil {
		return err
	}
	lines := [][]string{
		{headTitle},
		{fmt.Sprintf("%s of %s could not be read without guessing, and so are in no figure until they are put right. The other rows are loaded.", plural(b.report.Rows, "row"), plural(int64(b.report.Files), "export"))},
		{"This workbook holds personal data as it was sent. Keep it where the exports are kept, send it by the same route, and delete it when it has been loaded."},
		{""},
		{headDo},
		{"1. On each of the next sheets the coloured cells are those that something is wrong with. “What is wrong” says what, and “What to do” what can be typed there. Rows that disagree with each other stand one below the other."},
		{"2. Type the right value into the coloured cell, here in this workbook. A date may also be typed as your spreadsheet writes dates."},
		{"3. Put the same right in your own system, or the next export will have the fault again."},
		{"4. Leave the first columns, the headings and the names of the sheets as they are: they say which row it is. Sorting and filtering do no harm."},
		{"5. Rows that you leave as they are, or remove, go on waiting."},
		{"6. Save the workbook and send it back. Whoever keeps the figures loads it with: proceedings ingest WORKBOOK"},
		{""},
		{headAgain},
		{"Where it is less work, correct your own system and send the whole export again under the same file name. It takes the place of the faulty one, and this workbook is then no longer needed."},
		{"Send the export where a row that is loaded already is wrong, since such a row is not in this workbook, and where “What to do” says that a row cannot be put right here."},
		{""},
		{headExport, "What is wrong", "Rows"},
	}
	for _, p := range b.parts {
		for _, c := range b.rulesOf(p) {
			lines = append(lines, []string{p.File, c.Rule, strconv.FormatInt(c.Rows, 10)})
		}
	}
	if b.expired > 0 {
		lines = append(lines, []string{""}, []string{plural(b.expired, "row") + " more could not be loaded either; they are kept here no longer. Please send those exports again."})
	}
	if err := errors.Join(w.SetColWidth(1, 1, 100), w.SetColWidth(2, 2, 50), w.SetColWidth(3, 3, 8)); err != nil {
		return err
	}
	for i, line := range lines {
		style := b.prose
		switch line[0] {
		case headTitle, headDo, headAgain, headExport:
			style = b.head
		}
		if err := b.row(w, i+1, style, line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// rulesOf counts the rows of an export by what is wrong with them.
func (b *faultsBook) rulesOf(p faultPart) []RuleCount {
	counts := map[string]int64{}
	for _, t := range p.Tables {
		for _, r := range t.Rows {
			rules := map[string]bool{}
			for _, problem := range b.rows[r.id].Problems {
				rules[problem.Rule] = true
			}
			for rule := range rules {
				counts[rule]++
			}
		}
	}
	out := []RuleCount{}
	for rule, n := range counts {
		out = append(out, RuleCount{Rule: rule, Rows: n})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Rule < out[j].Rule })
	return out
}
