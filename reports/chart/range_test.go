package chart

import (
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/reports/reportstest"
)

// What a chart shows is said with its ends and its extremes, of what may be shown alone; a funnel names no first and no last.
func TestRange(t *testing.T) {
	r := reportstest.Results()["net_flow"]
	said := func() string { return strings.Join(Range(worded("net_flow"), r), "; ") }
	if got := said(); !strings.Contains(got, ": from ") || !strings.Contains(got, ", lowest ") || !strings.Contains(got, ", highest ") {
		t.Errorf("net_flow: %q", got)
	}
	for _, row := range r.Rows {
		for i, c := range r.Columns {
			if c.Name == "net" {
				row[i] = queries.Withheld{}
			}
		}
	}
	if got := said(); got != "" {
		t.Errorf("withheld, yet %q", got)
	}
	funnel := reportstest.Results()["hearing_100wd_by_force"]
	got := strings.Join(Range(worded("hearing_100wd_by_force"), funnel), "; ")
	if !strings.Contains(got, "lowest") {
		t.Errorf("funnel: %q", got)
	}
	for _, row := range funnel.Rows {
		if strings.Contains(got, row[0].(string)) {
			t.Errorf("the funnel ranks forces: %q", got)
		}
	}
}

func worded(name string) Spec {
	s := specs[name]
	s.Text = text
	return s
}
