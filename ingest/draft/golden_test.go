package draft

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what drafts say now into testdata")

// TestGolden wants drafts and reports as they stand in testdata, whole.
func TestGolden(t *testing.T) {
	for _, name := range []string{"log_2026-03-31.csv", "recs.json"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			r := drawnFile(t, path)
			got := string(r.YAML) + "# report:\n# " + strings.Join(r.Report, "\n# ") + "\n"
			want := path + ".golden"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(want)
			if err != nil || got != string(text) {
				t.Errorf("the draft is another (go test ./ingest/draft -update writes it down; read the difference): %v\n%s", err, got)
			}
		})
	}
}

// TestSplit wants cells of several values split only where each makes a record,
// and kept whole in a field of one value.
func TestSplit(t *testing.T) {
	themes := []string{"Training; Supervision", "Training", "Supervision; Custody care", "Custody care"}
	standards := []string{"Use of force|Confidentiality", "Confidentiality", "Use of force"}
	r := drawn(t, "debriefs.csv", rowsOf("Debrief ref,Held,Themes,Concluded,Region", 20, func(i int) string {
		return "D" + string(rune('a'+i)) + ",2026-03-0" + string(rune('1'+i%9)) + "," + themes[i%4] + ",2026-02-01," + []string{"North|South", "North"}[i%2]
	}))
	holds(t, r, `split: ";"`, "list: theme", "each: themes", "theme: themes", "No record uses", `- {name: region, from: "Region"`)
	r = drawn(t, "cases.csv", rowsOf("Case ref,Closed,Case category,Standard breached", 20, func(i int) string {
		return "C" + string(rune('a'+i)) + ",2026-03-0" + string(rune('1'+i%9)) + "," + []string{"Custody; Driving", "Driving", "Custody"}[i%3] + "," + standards[i%3]
	}))
	holds(t, r, "each: standard_breached", "allegation_ref: {number_of: standard_breached}", `split: "|"`, `{name: case_category, from: "Case category"}`, "the field takes one text, so they stay together", "category: case_category")
	if strings.Contains(string(r.YAML), `split: ";"`) {
		t.Errorf("a field of one value is split:\n%s", r.YAML)
	}
}

// TestQuotes wants quotation marks within a cell read as they stand, and a row that
// they spoil said in the report and left out of what is counted.
func TestQuotes(t *testing.T) {
	r := drawn(t, "x.csv", rowsOf("Case ref,Status,Remark code", 20, func(i int) string {
		switch i {
		case 4:
			return `C4,Open,the "red" file`
		case 9:
			return `C9,Open,"a "b" c"`
		}
		return "C" + string(rune('a'+i)) + ",Open,x"
	}))
	holds(t, r, "20 rows read below the header, 20 of them data", "19 of 20 filled", "like \"a\", \"aaa \\\"aaa\\\" aaaa\"")
	if said := strings.Join(r.Report, "\n"); !strings.Contains(said, "1 row with too many or too few cells, or bad quotation marks") {
		t.Errorf("the report does not tell of the row:\n%s", said)
	}
}
