package reports

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/queries/stats"
)

// What was published under an order of anonymity comes first of all, with the number of the check.
func TestAttentionNamesWhatWasPublishedUnderAnOrder(t *testing.T) {
	in := input()
	r := *in.Answers.results["dq_results"]
	at := slices.IndexFunc(r.Rows, func(row []queries.Value) bool { return row[0] == "DQ17" })
	r.Rows = slices.Clone(r.Rows)
	r.Rows[at] = slices.Clone(r.Rows[at])
	r.Rows[at][0] = "DQ34"
	results := map[string]*queries.Result{}
	for name, was := range in.Answers.results {
		results[name] = was
	}
	results["dq_results"] = &r
	in.Answers = Restricted(results)
	first := in.Attention(func(q string) string { return q })[0]
	if first.Big != "7" || first.Headline != "publications were made while an order of anonymity was in force" || first.Path != "dq_results" || !strings.HasPrefix(first.Detail, "Check at once (DQ34)") {
		t.Errorf("first is %+v", first)
	}
	said := func(say func(Input) ([]string, error), in Input) bool {
		lines, err := say(in)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(strings.Join(lines, "\n"), "7 publications were made while")
	}
	if !said(briefly, in) || !said(risks, in) || said(avoidable, in) {
		t.Error("it heads the brief and what needs attention, and is no risk of the quarter to come")
	}
	in.Answers.edition = queries.Shareable
	if said(briefly, in) || said(risks, in) {
		t.Error("outsiders are told to check it")
	}
	in.Answers.edition = queries.Restricted
	r.Rows[at][9] = "none_fails"
	if a := in.Attention(func(q string) string { return q })[0]; a.Path == "dq_results" {
		t.Errorf("nothing fails, yet %+v", a)
	}
}

// A process of which anything is withheld is in no count of those that stand out, whatever is filled in for what is withheld.
func TestSignalsAreOfWhatIsShown(t *testing.T) {
	in := input()
	r := *in.Answers.results["qa_by_quarter"]
	last := len(r.Rows) - 1
	r.Rows = slices.Clone(r.Rows)
	r.Rows[last] = slices.Clone(r.Rows[last])
	signal := slices.IndexFunc(r.Columns, func(c queries.Column) bool { return c.Name == stats.SignalColumn })
	r.Rows[last][0], r.Rows[last][signal] = queries.QuarterOf(in.Period.To), "run_above"
	in.Answers = Answers{queries.Shareable, map[string]*queries.Result{"qa_by_quarter": &r}}
	at := func() []Alert { return in.Attention(func(q string) string { return q }) }
	if a := at(); !slices.ContainsFunc(a, func(a Alert) bool { return a.Path == "qa_by_quarter" && a.Big == "1" && a.Detail != "" }) {
		t.Errorf("a signal that is shown: %+v", a)
	}
	r.Rows[last][signal] = queries.Withheld{}
	if a := at(); slices.ContainsFunc(a, func(a Alert) bool { return a.Path == "qa_by_quarter" }) {
		t.Errorf("a signal that is withheld: %+v", a)
	}
	for way := range fillings {
		in.filling = way + 1
		if _, _, ok := in.followed("qa_by_quarter"); ok {
			t.Errorf("filling %d: a process of which something is withheld is followed", way)
		}
	}
	if filling(0, queries.Label, 1, 1) != "" {
		t.Error("no way of filling in leaves a mark out")
	}
}

// A chart of months stands out at any point of the quarter, not at its last alone.
func TestSignalOfAnEarlierMonth(t *testing.T) {
	in := input()
	r := *in.Answers.results["net_flow"]
	signal := slices.IndexFunc(r.Columns, func(c queries.Column) bool { return c.Name == stats.SignalColumn })
	in.Answers = Answers{queries.Restricted, map[string]*queries.Result{"net_flow": &r}}
	last := len(r.Rows) - 1
	from, found := in.Period.From, map[int]int{}
	for back, row := range map[int]int{0: last, 2: last - 2, 3: last - 3} {
		rows := r.Rows
		r.Rows = nil
		for i, values := range rows {
			values = slices.Clone(values)
			values[0], values[signal] = from.AddDate(0, 2-(last-i), 0), ""
			r.Rows = append(r.Rows, values)
		}
		r.Rows[row][signal] = stats.AboveLimit
		found[back] = in.rows("net_flow").news()
		r.Rows = rows
	}
	if want := map[int]int{0: last, 2: last - 2, 3: -1}; !maps.Equal(found, want) {
		t.Errorf("points of the period %v, want %v", found, want)
	}
}
