package chart

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"proceedings/queries"
	"proceedings/reports/page"
	"proceedings/reports/reportstest"
)

func text(c queries.Column, v queries.Value) string {
	switch v := v.(type) {
	case string:
		return page.Quarter(v)
	case time.Time:
		return page.ShortMonth(v)
	}
	return page.Raw(v)
}

var specs = map[string]Spec{
	"open_proceedings": {Kind: Stacked, Category: "jurisdiction", Parts: []Part{
		{Column: "preparing", Name: "Preparing"}, {Column: "waiting", Name: "Waiting"},
		{Column: "under_way", Name: "Under way"}, {Column: "on_hold", Name: "On hold"}}},
	"net_flow": {Kind: XmR, Category: "month", Signal: "signal", Parts: []Part{{Column: "net", Name: "Net flow"}}},
	"proven_rate": {Kind: Lines, Category: "quarter", Percent: true, K: "proven", N: "known",
		Marks: []Mark{{On: day(2024, 5, 7), Text: "7 May 2024"}, {On: day(2025, 5, 28), Text: "28 May 2025"}, {On: day(2020, 2, 1), Text: "1 Feb 2020"}},
		Parts: []Part{{Column: "proven_rate", Name: "Proven", Low: "proven_rate_low", High: "proven_rate_high"}}},
	"time_to_hearing_curve": {Kind: Survival, Series: "cohort", X: "t", Percent: true, Limit: 100, LimitAt: "100",
		Parts: []Part{{Column: "survival", Name: "Waiting"}}},
	"hearing_100wd_by_force": {Kind: Funnel, Category: "force", X: "due_passed", N: "due_passed", K: "met", Percent: true,
		Parts: []Part{{Column: "rate_original", Name: "One force"}}},
	"slippage": {Kind: Pareto, Category: "reason", Parts: []Part{
		{Column: "lost_days", Name: "Days"}, {Column: "share"}, {Column: "cumulative", Name: "cumulative "}}},
	"inquest_conclusions": {Kind: Bars, Category: "conclusion", Parts: []Part{{Column: "inquests", Name: "Inquests"}}},
	"stage_intervals":     {Kind: Interval, Category: "stage", Parts: []Part{{Column: "median", Name: "Median", Low: "p25", High: "p75"}}},
	"qa_items": {Kind: DotCI, Category: "item", Percent: true, K: "passed", N: "applicable",
		Parts: []Part{{Column: "pass_rate", Name: "Passed", Low: "pass_rate_low", High: "pass_rate_high"}}},
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func build(t testing.TB, name string, r *queries.Result) Chart {
	t.Helper()
	s := specs[name]
	s.Text = text
	c, err := Build(s, r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}

// The file is carried unchanged: what was looked at is what runs.
func TestLibraryIsUnchanged(t *testing.T) {
	sum := sha256.Sum256(library)
	if got := hex.EncodeToString(sum[:]); got != libraryHash {
		t.Errorf("echarts.common.min.js has hash %s, want %s", got, libraryHash)
	}
	for _, code := range Scripts() {
		if bytes.Contains(bytes.ToLower(code), []byte("</script")) || bytes.Contains(code, []byte("<!--")) {
			t.Error("a script would end or blank the page that carries it")
		}
	}
}

func TestKindsBuild(t *testing.T) {
	results := reportstest.Results()
	named := regexp.MustCompile(`(?m)^    ([a-zA-Z]+): function`)
	allowed := map[string]bool{}
	for _, m := range named.FindAllSubmatch(options, -1) {
		allowed[string(m[1])] = true
	}
	for name := range specs {
		c := build(t, name, results[name])
		if again := build(t, name, reportstest.Results()[name]); !bytes.Equal(c.Options, again.Options) {
			t.Errorf("%s: two builds differ", name)
		}
		var o struct {
			Bind   []bind
			Option struct {
				Series  []map[string]any
				Tooltip map[string]any
				UseUTC  bool
				Color   any
				Toolbox any
			}
		}
		if err := json.Unmarshal(c.Options, &o); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, b := range o.Bind {
			if !allowed[b.Fn] {
				t.Errorf("%s binds %s to %q, which draw.js does not know", name, b.Path, b.Fn)
			}
		}
		if fmt.Sprint(o.Option.Color) != fmt.Sprint(page.Categorical) || o.Option.Toolbox != nil {
			t.Errorf("%s carries go-echarts' own palette or toolbox", name)
		}
		if !o.Option.UseUTC || o.Option.Tooltip["renderMode"] != "richText" {
			t.Errorf("%s: options are not those of a safe page", name)
		}
		for _, bad := range []string{"pie", "yAxisIndex\":1", "function", "#5470c6"} {
			if strings.Contains(string(c.Options), bad) {
				t.Errorf("%s: options hold %q", name, bad)
			}
		}
	}
}

func TestBarsStartAtZero(t *testing.T) {
	for _, name := range []string{"open_proceedings", "slippage", "inquest_conclusions", "stage_intervals"} {
		c := build(t, name, reportstest.Results()[name])
		var o struct {
			Option struct{ XAxis []struct{ Min any } }
		}
		if err := json.Unmarshal(c.Options, &o); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(o.Option.XAxis[0].Min) != "0" {
			t.Errorf("%s: axis starts at %v", name, o.Option.XAxis[0].Min)
		}
	}
}

// A name from an export is text wherever it lands.
func TestHostileNamesStayText(t *testing.T) {
	for _, payload := range []string{`</script><script>alert(1)</script>`, `__f__alert(1)__f__`, `<!--<script>`, `{a}{b}`, "fn:tip"} {
		for name, s := range specs {
			r := reportstest.Results()[name]
			for i, c := range r.Columns {
				if c.Name == s.Category || c.Name == s.Series {
					if _, isDate := r.Rows[0][i].(time.Time); !isDate {
						r.Rows[0][i] = payload
					}
				}
			}
			c := build(t, name, r)
			if strings.ContainsAny(string(c.Options), "<>") {
				t.Errorf("%s: options hold a raw angle bracket for %q", name, payload)
			}
			if n := strings.Count(string(c.Options), `"fn":"tip"`); n != 1 {
				t.Errorf("%s: %d bindings of tip", name, n)
			}
		}
	}
}

func TestMarksFallInsideTheirQuarter(t *testing.T) {
	s := specs["proven_rate"]
	s.Text = text
	tab, err := newTable(s, reportstest.Results()["proven_rate"])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		on   time.Time
		want float64
		ok   bool
	}{
		{day(2024, 5, 7), 11 - 0.5 + 36.0/91, true},  // 2024-25 Q1 is the 12th quarter; 7 May is 36 days into it
		{day(2025, 5, 28), 15 - 0.5 + 57.0/91, true}, // 2025-26 Q1 is the 16th
		{day(2020, 2, 1), 0, false},                  // before the series
		{day(2021, 7, 1), 0, false},                  // the first day of the series breaks nothing
	} {
		got, ok := tab.position(c.on)
		if ok != c.ok || ok && (got-c.want > 1e-9 || c.want-got > 1e-9) {
			t.Errorf("%s at %v, %v; want %v, %v", c.on.Format(time.DateOnly), got, ok, c.want, c.ok)
		}
	}
}

// Only places beyond the wider limits, on ten records or more, are named.
func TestFunnelNamesOnlyOutliers(t *testing.T) {
	c := build(t, "hearing_100wd_by_force", reportstest.Results()["hearing_100wd_by_force"])
	names := regexp.MustCompile(`"text":"([^"]+)"`).FindAllStringSubmatch(string(c.Options), -1)
	if len(names) != 1 || names[0][1] != "Fenland" {
		t.Errorf("named: %v", names)
	}
}

func TestMissingColumnIsAnError(t *testing.T) {
	s := specs["slippage"]
	s.Text, s.Category = text, "absent"
	if _, err := Build(s, reportstest.Results()["slippage"]); err == nil || !strings.Contains(err.Error(), "absent") {
		t.Errorf("error %v", err)
	}
	if _, err := Build(Spec{Kind: "pie", Text: text}, reportstest.Results()["slippage"]); err == nil {
		t.Error("a pie was drawn")
	}
}
