package reports

import (
	"strings"

	"proceedings/queries"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// boardParts are the parts of the quarterly report that hold figures; those of lines are said without
// chart and table.
var boardParts = []struct {
	title   string
	figures []string
	lines   []string
}{
	{"1. Is the work in control?", []string{"open_proceedings", "net_flow"}, nil},
	{"2. Are legal limits met?", []string{"limits_by_quarter"}, nil},
	{"3. How long do things take?", []string{"time_to_hearing"}, []string{"charge_decisions", "inquests"}},
	{"4. Do our decisions stand up?", []string{"decision_to_finding", "proven_rate"}, nil},
	{"5. What were the results?", []string{"findings"}, []string{"sanctions", "criminal_results", "inquest_conclusions"}},
	{"6. Is learning accepted and done?", []string{"recommendation_acceptance"}, []string{"recommendation_response", "actions", "contact_updates"}},
}

// BoardDocument is the quarterly report to the board as a document, in the order of its page. A picture
// has no dots where nothing makes them.
func BoardDocument(in Input, dots Dots) (document.Document, error) {
	d := in.document(boardName, "Quarterly report to the board", "Timeliness, outcomes and learning of police misconduct, criminal and coronial proceedings")
	said, err := in.brief()
	if err != nil {
		return d, err
	}
	d.Parts = append(d.Parts, document.Part{Title: "In brief", Items: []document.Item{{Bullets: said}}})
	for _, p := range boardParts {
		part := document.Part{Title: p.title}
		for i, name := range append(append([]string{}, p.figures...), p.lines...) {
			it, ok, err := in.item(name, i >= len(p.figures), dots)
			if err != nil {
				return d, err
			}
			if ok {
				part.Items = append(part.Items, it)
			}
		}
		d.Parts = append(d.Parts, part)
	}
	sure, err := in.sure()
	if err != nil {
		return d, err
	}
	d.Parts = append(d.Parts, in.riskPart(), document.Part{Title: "8. How sure are we?", Items: []document.Item{{Bullets: sure}}}, in.lawPart())
	return d, nil
}

// document is an empty one that says what all documents of a release say.
func (in Input) document(name, title, subject string) document.Document {
	d := document.Document{Name: name, Title: title, Subject: subject, Period: page.Span(in.Period.From, in.Period.To), Revised: in.Period.AsOf}
	shell := in.Shell(nil)
	d.Head = append(d.Head, strings.TrimSpace(shell.Edition+". "+shell.Handle))
	if shell.Banner != "" {
		d.Head = append(d.Head, shell.Banner)
	}
	d.Head = append(d.Head, shell.Period)
	d.Foot = shell.Foot
	d.Marks = []document.Mark{{Sign: page.NotAvailable, Means: "not available"}, {Sign: page.Unreliable, Means: "too few records for an estimate"}}
	if !in.countsRows() {
		d.Marks = append([]document.Mark{{Sign: queries.WithheldMark, Means: "withheld, so that nobody can be known by a small number"}}, d.Marks...)
	}
	return d
}

// item is a figure, with its words alone where it is a line. The table of a line is in the workbook.
func (in Input) item(name string, line bool, dots Dots) (document.Item, bool, error) {
	f, ok, err := in.figure(name, true)
	if err != nil || !ok {
		return document.Item{}, false, err
	}
	if line {
		f.Chart = nil
	}
	it, err := f.Item(dots)
	if line {
		it.Notes = nil // those of its table
		for i := range it.Tables {
			it.Tables[i].Behind = true
		}
	}
	return it, true, err
}

func (in Input) riskPart() document.Part {
	p := document.Part{Title: "7. What could go wrong next quarter?"}
	var it document.Item
	for _, a := range in.boardRisks() {
		it.Bullets = append(it.Bullets, strings.TrimSpace(a.Big+" "+a.Headline+". "+a.Detail))
	}
	if it.Bullets == nil {
		it.Say = []string{"Nothing in the exports held calls for attention by the rules of this report."}
	}
	p.Items = []document.Item{it}
	return p
}

func (in Input) lawPart() document.Part {
	p := document.Part{Title: "9. What changed in law?"}
	recent := in.recentLaw()
	if len(recent) == 0 {
		p.Items = []document.Item{{Say: []string{"No change of law in the last three years is on record."}}}
		return p
	}
	p.Items = []document.Item{{Say: []string{"Outcomes before and after these dates are not alike. A difference between them is not proof of its cause: the mix of cases changed too."}, Tables: []document.Table{lawTable(recent)}}}
	return p
}
