package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"proceedings/ingest"
	"proceedings/queries"
	"proceedings/queries/stats"
	"proceedings/reports"
	"proceedings/reports/page"
	"proceedings/reports/release"
	"proceedings/reports/revision"
)

// alert is one thing that is new since the last run and that somebody should look at. It names no case.
type alert struct {
	Kind   string `json:"kind"`
	Text   string `json:"text"`
	Figure string `json:"figure,omitempty"` // query
}

// The kinds of alert.
const (
	alertFailed = "failed"        // nothing was loaded or published
	alertHeld   = "rows held"     // rows were held back
	alertLeft   = "file left"     // a file could not be taken for an export
	alertBreach = "new breach"    // limits became overdue
	alertSignal = "new signal"    // a process changed beyond routine variation
	alertCheck  = "failed check"  // more rows fail a check of the data
	alertStale  = "stale comment" // a figure changed under what was said of it
)

// alertFile is what a run leaves for a mail job.
type alertFile struct {
	At      string  `json:"at"`
	Release string  `json:"release,omitempty"`
	Since   string  `json:"since,omitempty"` // the release that it is compared with
	Alerts  []alert `json:"alerts"`
}

// writeAlerts puts the alerts into FILE.json and, a line each, into FILE.txt, which is empty where there are none.
func (o *publishOptions) writeAlerts(base string, f alertFile) error {
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, a := range f.Alerts {
		fmt.Fprintf(&text, "%s: %s\n", page.Upper(a.Kind), a.Text)
	}
	return o.readable(func() error {
		return errors.Join(release.Replace(base+".json", append(data, '\n')), release.Replace(base+".txt", []byte(text.String())))
	})
}

// alertBase is where alerts go: a name without an ending, beside the releases unless another is asked for.
func (o *publishOptions) alertBase(asked string) string {
	if asked == "" {
		return filepath.Join(o.out, "alerts")
	}
	return strings.TrimSuffix(strings.TrimSuffix(asked, ".json"), ".txt")
}

// loadAlerts are those of a load.
func loadAlerts(r *ingest.Report) []alert {
	if r == nil {
		return nil
	}
	var out []alert
	loaded := false
	for _, f := range r.Files {
		loaded = loaded || !f.Already
		if f.Quarantined > 0 && !f.Already {
			out = append(out, alert{Kind: alertHeld, Text: fmt.Sprintf("%s of %s held back", count(f.Quarantined, "row"), filepath.Base(f.Path))})
		}
	}
	for _, i := range r.Ignored {
		if !loaded { // it lay there at the last run too
			break
		}
		out = append(out, alert{Kind: alertLeft, Text: i})
	}
	return out
}

// releaseAlerts are what a release says that the one before did not.
func releaseAlerts(catalogue *queries.Catalogue, in reports.Input, before, now release.Standing) ([]alert, error) {
	w := &watch{catalogue: catalogue, in: in, before: before, now: now}
	var out []alert
	if before.Name() != now.Name() && before.Manifest.Edition == now.Manifest.Edition {
		for _, look := range []func() ([]alert, error){w.breaches, w.signals, w.checks} {
			found, err := look()
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	for _, c := range now.Manifest.Comments {
		data, err := now.Data(dataPath(c.Figure))
		if c.SHA256 != "" && (err != nil || c.Stale(data)) {
			out = append(out, alert{Kind: alertStale, Figure: c.Figure, Text: fmt.Sprintf("comment %s was written of an earlier figure (%s): renew, reword or remove it", c.ID, c.Figure)})
		}
	}
	return out, nil
}

// watch looks at two releases for what is new in the later one.
type watch struct {
	catalogue   *queries.Catalogue
	in          reports.Input
	before, now release.Standing
}

// rows reads the data of a query in a release as rows by column; none where the release does not hold it.
func rowsOf(s release.Standing, query string) ([]map[string]string, error) {
	if !slices.ContainsFunc(s.Manifest.Figures, func(f release.Figure) bool { return f.Query == query }) {
		return nil, nil
	}
	data, err := s.Data(dataPath(query))
	if err != nil {
		return nil, err
	}
	t, err := revision.Read(data)
	var out []map[string]string
	for _, r := range t.Rows {
		row := map[string]string{}
		for i, c := range t.Columns {
			row[c] = r[i]
		}
		out = append(out, row)
	}
	return out, err
}

// both are the rows of a query in the two releases, those of the earlier by some columns.
func (w *watch) both(query string, key ...string) (now []map[string]string, before map[string]map[string]string, err error) {
	then, err := rowsOf(w.before, query)
	if err != nil {
		return nil, nil, err
	}
	before = map[string]map[string]string{}
	for _, r := range then {
		before[keyed(r, key)] = r
	}
	now, err = rowsOf(w.now, query)
	return now, before, err
}

func keyed(row map[string]string, key []string) string {
	parts := make([]string, len(key))
	for i, c := range key {
		parts[i] = row[c]
	}
	return strings.Join(parts, "\x1f")
}

// breaches counts, by limit, the limits that are overdue and were not.
func (w *watch) breaches() ([]alert, error) {
	key := []string{"standard_id", "case_ref", "subject_ref", "proceeding_ref", "due"}
	now, before, err := w.both("overdue_list", key...)
	if err != nil {
		return nil, err
	}
	n, titles := map[string]int64{}, []string{}
	for _, r := range now {
		if before[keyed(r, key)] != nil {
			continue
		}
		title := r["title"]
		if n[title] == 0 {
			titles = append(titles, title)
		}
		n[title]++
	}
	slices.SortFunc(titles, func(a, b string) int {
		if n[a] != n[b] {
			return int(n[b] - n[a])
		}
		return strings.Compare(a, b)
	})
	var out []alert
	for _, t := range titles {
		out = append(out, alert{Kind: alertBreach, Figure: "overdue_list", Text: t + ": " + page.Count(n[t]) + " overdue that " + page.Agree(n[t], "was", "were") + " not at the last release"})
	}
	return out, nil
}

// signals lists the points of control charts that stand out and did not.
func (w *watch) signals() ([]alert, error) {
	var out []alert
	for _, f := range w.now.Manifest.Figures {
		q, err := w.catalogue.Get(f.Query)
		if err != nil || slices.Contains(reports.ChoiceQueries(), q.Name) {
			continue
		}
		at := slices.IndexFunc(q.Columns, func(c queries.Column) bool { return c.Name == stats.SignalColumn })
		if at < 0 {
			continue
		}
		now, before, err := w.both(q.Name, q.Key()...)
		if err != nil {
			return nil, err
		}
		for i, r := range now {
			was := before[keyed(r, q.Key())]
			if r[stats.SignalColumn] == "" || was != nil && was[stats.SignalColumn] != "" || i < len(now)-newestPoints {
				continue
			}
			out = append(out, alert{Kind: alertSignal, Figure: q.Name, Text: q.Title + ", " + strings.Join(w.place(q, r), ", ") + ": " + w.in.Text(q.Columns[at], r[stats.SignalColumn])})
		}
	}
	return out, nil
}

// newestPoints are those of a chart that can be news: the months of a quarter.
const newestPoints = 3

func (w *watch) place(q *queries.Query, row map[string]string) []string {
	var out []string
	for _, c := range q.Columns {
		if c.Role != "dimension" {
			continue
		}
		var v queries.Value = row[c.Name]
		if day, err := time.Parse(time.DateOnly, row[c.Name]); err == nil && c.Kind == queries.Date {
			v = day
		}
		out = append(out, w.in.Text(c, v))
	}
	return out
}

// checks lists the checks of the data that more rows fail.
func (w *watch) checks() ([]alert, error) {
	key := []string{"id", "rule", "source"}
	now, before, err := w.both("dq_results", key...)
	if err != nil {
		return nil, err
	}
	var out []alert
	for _, r := range now {
		was := before[keyed(r, key)]
		if r["outcome"] != "fails" || was != nil && was["outcome"] == "fails" {
			continue
		}
		text := fmt.Sprintf("%s, %s", r["id"], r["rule"])
		if r["source"] != "" {
			text += " (" + r["source"] + ")"
		}
		if n := r["failing"]; n != "" {
			text += ": rows that fail: " + n
		}
		out = append(out, alert{Kind: alertCheck, Figure: "dq_results", Text: text})
	}
	return out, nil
}
