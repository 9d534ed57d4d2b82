package reports

import (
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
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
	r.Rows[at][9] = "none_fails"
	if a := in.Attention(func(q string) string { return q })[0]; a.Path == "dq_results" {
		t.Errorf("nothing fails, yet %+v", a)
	}
}
