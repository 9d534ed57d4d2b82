package vocab

import (
	"slices"
	"strings"
	"time"
)

// Code is one entry of one list.
type Code struct {
	List       string
	Code       string
	Label      string
	Rank       int       // order from low to high; 0 where the list has none
	ValidFrom  time.Time // zero where not dated
	ValidTo    time.Time // zero while in force
	MapsTo     string    // a code of the same list
	Confidence string    // empty for a list of this project

	Jurisdiction string // of a type of proceeding; empty where it has none
}

// Lists names every list, those with a file of their own among them.
func (s *Set) Lists() []string { return slices.Clone(s.listNames) }

// Codes are the entries of a list in file order, none where there is no such
// list. The lists proceeding_type, listing_kind, finding, sanction and standard come from
// the files of those names.
func (s *Set) Codes(list string) []Code { return slices.Clone(s.lists[list]) }

// Label is the label of a code, or the code itself where the list has none:
// a reader must see an unknown code, not a blank.
func (s *Set) Label(list, code string) string {
	if c, ok := s.code(list, code); ok {
		return c.Label
	}
	return code
}

// Has says whether a list holds a code, any list where its name is empty.
func (s *Set) Has(list, code string) bool {
	if list != "" {
		return s.has(list, code)
	}
	return slices.ContainsFunc(s.listNames, func(l string) bool { return s.has(l, code) })
}

func (s *Set) has(list, code string) bool {
	_, ok := s.code(list, code)
	return ok
}

func (s *Set) code(list, code string) (Code, bool) {
	codes := s.lists[list]
	i := slices.IndexFunc(codes, func(c Code) bool { return c.Code == code })
	if i < 0 {
		return Code{}, false
	}
	return codes[i], true
}

func (s *Set) addList(name string, codes []Code) {
	if len(codes) > 0 && len(s.lists[name]) == 0 {
		s.listNames = append(s.listNames, name)
	}
	s.lists[name] = append(s.lists[name], codes...)
}

// ownFile lists may not be given in code.csv as well: one home for each.
var ownFile = []string{"proceeding_type", "listing_kind", "finding", "sanction", "standard"}

func (s *Set) buildCodes(sh *sheet, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		c := Code{
			List:       p.required(r, "list"),
			Code:       p.required(r, "code"),
			Label:      p.required(r, "label"),
			Rank:       p.whole(r, "rank"),
			MapsTo:     r.get("maps_to"),
			Confidence: p.oneOf(r, "confidence", append([]string{""}, confidences...)),
		}
		c.ValidFrom, c.ValidTo = p.span(r)
		if slices.Contains(ownFile, c.List) {
			p.row(r, "list %s has a file of its own; move the row to %s.csv", c.List, c.List)
			continue
		}
		if p.unique(r, seen, "code "+c.Code+" of list "+c.List) {
			s.addList(c.List, []Code{c})
		}
	}
	s.checkMapsTo(sh, p)
	s.checkLabels(sh, p)
}

// checkLabels sees that a label means one code: exports hold labels as often
// as codes, in any case of letters.
func (s *Set) checkLabels(sh *sheet, p *problems) {
	meaning := map[string]string{} // list and name in lower case, to code
	for _, r := range sh.rows {
		meaning[r.get("list")+"\x00"+strings.ToLower(r.get("code"))] = r.get("code")
	}
	for _, r := range sh.rows {
		key := r.get("list") + "\x00" + strings.ToLower(r.get("label"))
		if other, ok := meaning[key]; ok && other != r.get("code") {
			p.row(r, "label %q already stands for code %s of list %s; word one of them differently",
				r.get("label"), other, r.get("list"))
		}
		meaning[key] = r.get("code")
	}
}

func (s *Set) checkMapsTo(sh *sheet, p *problems) {
	for _, r := range sh.rows {
		if to := r.get("maps_to"); to != "" && !s.has(r.get("list"), to) {
			p.row(r, "maps_to %q is not in list %s; correct it or add the code", to, r.get("list"))
		}
	}
}

func (s *Set) buildProceedingTypes(sh *sheet, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		c := Code{List: "proceeding_type", Code: p.required(r, "code"), Label: p.required(r, "label"), Jurisdiction: r.get("jurisdiction")}
		if j := r.get("jurisdiction"); !s.has("jurisdiction", j) {
			p.row(r, "jurisdiction %q is not in the list jurisdiction of code.csv; correct it", j)
		}
		if p.unique(r, seen, "proceeding type "+c.Code) {
			s.addList(c.List, []Code{c})
		}
	}
}

// buildListingKinds reads what a day can be listed for, each with the event that such a day begins or is.
func (s *Set) buildListingKinds(sh *sheet, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		c := Code{List: "listing_kind", Code: p.required(r, "code"), Label: p.required(r, "label")}
		if e := p.required(r, "event"); e != "" && !s.has("event", e) {
			p.row(r, "event %q is not in the list event of code.csv; correct it", e)
		}
		if p.unique(r, seen, "kind of listing "+c.Code) {
			s.addList(c.List, []Code{c})
		}
	}
}

// buildRanked reads finding.csv and sanction.csv, which have the same shape: a
// rank and two flags.
func (s *Set) buildRanked(sh *sheet, flag1, flag2 string, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		p.required(r, "rank")
		p.boolean(r, flag1)
		p.boolean(r, flag2)
		c := Code{List: sh.name, Code: p.required(r, "code"), Label: p.required(r, "label"), Rank: p.whole(r, "rank")}
		if p.unique(r, seen, sh.name+" "+c.Code) {
			s.addList(c.List, []Code{c})
		}
	}
}
