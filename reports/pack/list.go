package pack

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"proceedings/reports"
	"proceedings/reports/page"
)

// ListID is where the list of packs stands on its page.
const ListID = Concluded

// ListTitle heads the list of packs.
const ListTitle = "Which cases concluded in the period, and where is the pack of each?"

// List is the list of the cases whose proceedings ended in the period, each with a link to its pack. It is
// false where the release does not hold the cases, or its edition may not show them.
func List(in reports.Input) (template.HTML, bool, error) {
	r := in.Result(Concluded)
	if r == nil {
		return "", false, nil
	}
	c := &one{Book: &Book{in: in, packed: map[string]bool{}}}
	for _, ref := range in.Packed {
		c.packed[ref] = true
	}
	t, all := read(r), Cases(r)
	p := part{ID: ListID, Title: ListTitle, Say: []string{listWords(len(all), len(in.Packed), in)},
		More: &page.Link{Path: reports.DefinitionsPath + "#packs", Title: "How to get the pack of any other case"}}
	tab := table{Label: "debrief packs", Say: "Cases with a pack, the last concluded first; a case stands once for each of its proceedings that ended.",
		Head: []string{"Case", "Force", "What concluded", "Proceeding", "When", "For", "Of these by a conclusion", "Restriction"}}
	for i := range t.Len() {
		ref := t.Str(i, "case_ref")
		if !c.packed[ref] {
			continue
		}
		n, _ := t.Num(i, "subjects")
		k, _ := t.Num(i, "concluded")
		bound := ""
		if in.Restricted(ref) {
			bound = "check the order"
		}
		tab.Rows = append(tab.Rows, []cell{{Text: orNone(ref), Href: Path(ref)}, text(t.Str(i, "force")), text(c.label("proceeding_type", t.Str(i, "type"))), text(t.Str(i, "proceeding_ref")),
			day(t.Day(i, "ended_date"), page.NotRecorded), text(page.Plural(int(n), "subject", "subjects")), number(k), text(bound)})
	}
	tab.withWord(in)
	if len(tab.Rows) > 0 {
		p.Tables = []table{tab}
	}
	if len(all) > 0 {
		p.CSV = "data/" + Concluded + ".csv"
	}
	return p.list()
}

// list is a part on a page of others.
func (p part) list() (template.HTML, bool, error) {
	p.lean()
	var b bytes.Buffer
	if err := packTemplate.ExecuteTemplate(&b, "part", p); err != nil {
		return "", false, fmt.Errorf("list %s: %w", p.ID, err)
	}
	return template.HTML(b.String()), true, nil
}

// withWord adds the Word document that lies beside each page of a list, where there are such (see Paper.Page).
func (t *table) withWord(in reports.Input) {
	if in.Draw == nil {
		return
	}
	t.Head = append(t.Head, "File")
	for i, row := range t.Rows {
		t.Rows[i] = append(row, cell{Text: "Word", Href: strings.TrimSuffix(row[0].Href, ".html") + ".docx"})
	}
}

// listWords says how many cases ended and how many have a pack.
func listWords(ended, packed int, in reports.Input) string {
	if ended == 0 {
		return "No proceeding on record ended in the period, so there is no pack."
	}
	s := fmt.Sprintf("%s had a proceeding that ended from %s.", page.Upper(page.Plural(ended, "case", "cases")), page.Span(in.Period.From, in.Period.To))
	switch {
	case packed == 0:
		return s + " This release was made without packs."
	case packed < ended:
		return s + fmt.Sprintf(" The release holds the packs of the %s that ended last; the other %d were left out to bound its size.", page.Plural(packed, "case", "cases"), ended-packed)
	}
	return s + " Each has a pack."
}
