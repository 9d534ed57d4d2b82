package dashboards

import (
	"fmt"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/queries/disclosure"
	"proceedings/reports"
	debriefs "proceedings/reports/pack"
	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

// told are answers in which every row of one that names cases says so in each of its labels.
func told() map[string]*queries.Result {
	results := reportstest.Results()
	period := reportstest.Period()
	for name, r := range results {
		if r.Query.Sensitivity != queries.CaseLevel {
			continue
		}
		if len(r.Rows) == 0 {
			row := make([]queries.Value, len(r.Columns))
			for i, c := range r.Columns {
				switch c.Kind {
				case queries.Date:
					row[i] = period.To
				case queries.Count:
					row[i] = int64(1)
				}
			}
			r.Rows = append(r.Rows, row)
		}
		for n, row := range r.Rows {
			for i, c := range r.Columns {
				if c.Kind == queries.Label {
					row[i] = fmt.Sprintf("secret %s %d", name, n)
				}
			}
		}
	}
	return results
}

// An edition that may not show cases has nothing of an answer that names them: in no page, list, report, calendar,
// choice or pack. The restricted one has, so that this can fail.
func TestNoCaseWhereNoneMayBeShown(t *testing.T) {
	in, results := input(), told()
	in.Answers = reports.Restricted(results)
	if pages := release(t, in); !strings.Contains(everything(t, pages), "secret due_list") || in.Calendar() == nil {
		t.Fatal("the restricted edition lists no case")
	}
	frozen, err := disclosure.Freeze(t.Context(), results, disclosure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Answers = reports.Shareable(frozen)
	pages := release(t, in)
	text := everything(t, pages)
	if at := strings.Index(text, "secret "); at >= 0 {
		t.Errorf("a page names a case: %q", text[max(0, at-100):at+100])
	}
	for name, r := range results {
		if r.Query.Sensitivity != queries.CaseLevel {
			continue
		}
		for _, mark := range []string{`id="` + name + `"`, "data/" + name + ".csv", "#" + name + `"`} {
			if strings.Contains(text, mark) {
				t.Errorf("a page has %s of a query that names cases", mark)
			}
		}
		if in.Result(name) != nil {
			t.Errorf("%s is shown", name)
		}
	}
	if strings.Contains(text, reports.CalendarPath) || in.Calendar() != nil {
		t.Error("there is a calendar of cases")
	}
	if _, ok, err := debriefs.List(in); ok || err != nil {
		t.Errorf("there is a list of packs: %v", err)
	}
	if _, err := debriefs.NewBook(in, nil, nil, nil); err == nil {
		t.Error("there are packs")
	}
}

// everything is what pages hold, the choices of the one that can be filtered among it.
func everything(t *testing.T, pages []page.Page) string {
	t.Helper()
	var b strings.Builder
	for _, p := range pages {
		b.Write(p.HTML)
		if p.Path == exploreLink().Path {
			held, _ := unpacked(t, p)
			for _, s := range held.Texts {
				b.WriteString(string(s))
			}
		}
	}
	return b.String()
}
