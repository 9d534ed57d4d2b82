package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

type runOptions struct {
	publishOptions
	in     ingestOptions
	inbox  string
	days   int
	alerts string // as asked for
	asJSON bool
}

func newRun(g *global) *cobra.Command {
	o := &runOptions{publishOptions: publishOptions{global: g}}
	c := &cobra.Command{
		Use:   "run --inbox FOLDER --warehouse FILE --out FOLDER",
		Short: "The scheduled job: load the inbox, then publish",
		Long:  runHelp,
		Example: `  proceedings run --inbox inbox --warehouse w.duckdb --out release
  proceedings run --alerts alerts --json --quiet`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if o.inbox == "" {
				return usage("say which folder the exports lie in with --inbox FOLDER")
			}
			o.in.global, o.in.warehouse = o.global, o.warehouse
			return o.run(c)
		},
	}
	needWarehouse(c, &o.warehouse)
	o.dates.flags(c)
	o.outFlags(c)
	c.Flags().StringVar(&o.inbox, "inbox", "", "folder that the exports lie in (required, here or in the configuration)")
	c.Flags().IntVar(&o.days, "quarantine-days", -1, "remove the values of quarantined rows that were loaded more days ago (default: leave them)")
	c.Flags().StringVar(&o.alerts, "alerts", "", "write what is new to FILE.json and FILE.txt and end with exit code 3 where there is any (default: alerts beside the releases, exit code 0)")
	c.Flags().BoolVar(&o.asJSON, "json", false, "every line that is said as a JSON object on standard error, and a summary as JSON on standard output")
	o.in.readFlags(c)
	fromConfig(c, "inbox", keyInbox)
	fromConfig(c, "quarantine-days", keyQuarantineDays)
	return c
}

const runHelp = `Load what lies in the inbox, then publish. Files loaded before are noted and left
alone, so the inbox need not be emptied. Where loading fails nothing is published and
the last release stands.

It is made for a scheduler. Two runs on one warehouse never meet: the second does nothing. A run
that was killed stands in no way of the next. What is new since the last release is written to
alerts.json and alerts.txt beside restricted releases, or to --alerts FILE: limits that became overdue, signals in
control charts, checks of the data that rows now fail, rows held back, comments on figures that have
changed, and a run that failed. alerts.txt is empty where there is nothing; it names no case.

Exit codes:
  0  loaded and published, also where nothing had changed
  1  refused, failed or stopped: the last release stands
  2  the call was wrong
  3  loaded and published, and there are alerts (only with --alerts)
  4  another run is under way: nothing was done

cron, every working day at six; mail goes out only where something is new:
  0 6 * * 1-5  cd /srv/proceedings && proceedings run --quiet --alerts alerts >> run.log 2>&1; test -s alerts.txt && mail -s "Proceedings" psd@example.org < alerts.txt

systemd, a service that a timer with OnCalendar=Mon..Fri 06:00 starts:
  [Service]
  Type=oneshot
  WorkingDirectory=/srv/proceedings
  ExecStart=/usr/local/bin/proceedings run --json --alerts alerts
  SuccessExitStatus=3

Windows Task Scheduler, from a command prompt:
  schtasks /Create /TN Proceedings /SC WEEKLY /D MON,TUE,WED,THU,FRI /ST 06:00 /TR "cmd /c cd /d C:\proceedings && proceedings.exe run --quiet --alerts alerts >> run.log 2>&1"`

// runSummary is what a run ends with.
type runSummary struct {
	Files     int    `json:"files_loaded"`
	Known     int    `json:"files_known"` // loaded before
	Rows      int64  `json:"rows_loaded"`
	Held      int64  `json:"rows_held_back"`
	Release   string `json:"release,omitempty"`
	New       bool   `json:"release_is_new"`
	Alerts    int    `json:"alerts"`
	AlertFile string `json:"alert_file,omitempty"`
	Failed    string `json:"failed,omitempty"`
}

// run carries out the job under the lock of the warehouse, and leaves the alerts.
func (o *runOptions) run(c *cobra.Command) error {
	out := o.stdout
	if o.asJSON {
		log := &jobLog{to: o.stderr, now: o.now, level: "info"}
		o.stdout, o.stderr = log, log
	}
	if err := os.MkdirAll(filepath.Dir(warehouse.Beside(o.warehouse)), 0o755); err != nil {
		return fmt.Errorf("the warehouse's folder cannot be made: %w", err)
	}
	if err := o.ownFolder(); err != nil {
		return err
	}
	leave, err := warehouse.Alone(warehouse.Beside(o.warehouse) + ".run")
	if errors.Is(err, warehouse.ErrLocked) {
		return &codedError{exitBusy, fmt.Sprintf("another run on %s is under way: nothing was done", o.warehouse)}
	}
	if err != nil {
		return err
	}
	defer leave()
	s := runSummary{}
	if o.alerts != "" || o.edition == string(queries.Restricted) { // not into a folder that is given to others
		s.AlertFile = o.alertBase(o.alerts) + ".txt"
	}
	alerts, failed := o.work(c, &s)
	if errors.Is(failed, errUsage) || errors.Is(failed, context.Canceled) {
		return failed
	}
	if failed != nil {
		s.Failed = failed.Error()
		alerts.Alerts = append(alerts.Alerts, alert{Kind: alertFailed, Text: failed.Error() + ". The last release stands."})
	}
	alerts.At, s.Alerts = o.now().UTC().Format(time.RFC3339), len(alerts.Alerts)
	if _, err := os.Stat(filepath.Dir(s.AlertFile)); err == nil && s.AlertFile != "" {
		if err := o.writeAlerts(o.alertBase(o.alerts), alerts); err != nil {
			return errors.Join(failed, fmt.Errorf("the alerts cannot be written: %w", err))
		}
	}
	if err := o.summary(out, s); err != nil {
		return err
	}
	if failed == nil && o.alerts != "" && s.Alerts > 0 {
		return &codedError{code: exitAlerts}
	}
	return failed
}

// work loads and publishes, and finds what is new.
func (o *runOptions) work(c *cobra.Command, s *runSummary) (f alertFile, err error) {
	f.Alerts = []alert{}
	report, err := loadInbox(c, &o.in, o.inbox)
	if err != nil {
		return f, err
	}
	s.count(report)
	f.Alerts = append(f.Alerts, loadAlerts(report)...)
	if o.days >= 0 {
		if err := expireQuarantine(c, o.global, o.warehouse, o.days); err != nil {
			return f, err
		}
	}
	before, beforeErr := release.Open(o.out) // what is not there or not whole is compared with nothing
	if err := o.publishAndSay(c.Context()); err != nil {
		return f, err
	}
	now, err := release.Open(o.out)
	if err != nil {
		return f, err
	}
	f.Release, s.Release, s.New = now.Name(), now.Name(), beforeErr != nil || before.Name() != now.Name()
	if beforeErr != nil {
		before = now
	} else {
		f.Since = before.Name()
	}
	words, err := o.words()
	if err != nil {
		return f, err
	}
	catalogue, err := queries.Load()
	if err != nil {
		return f, err
	}
	in := reports.Input{Answers: reports.Restricted(nil), Facts: reports.Facts{Label: words.Label, Jurisdiction: jurisdictions(words)}}
	found, err := releaseAlerts(catalogue, in, before, now)
	if errors.Is(err, release.ErrChanged) { // of the release before: the new one has just been written
		o.progress("note: what is new is not known: %v", err)
		err = nil
	}
	f.Alerts = append(f.Alerts, found...)
	return f, err
}

func (s *runSummary) count(r *ingest.Report) {
	if r == nil {
		return
	}
	for _, f := range r.Files {
		if f.Already {
			s.Known++
			continue
		}
		s.Files++
		s.Rows += f.Accepted + f.Unchanged
		s.Held += f.Quarantined
	}
}

func (o *runOptions) summary(out io.Writer, s runSummary) error {
	if o.asJSON {
		return json.NewEncoder(out).Encode(s)
	}
	fmt.Fprintf(out, "Done: %s loaded (%s, %s held back)", count(int64(s.Files), "file"), count(s.Rows, "row"), page.Count(s.Held))
	switch {
	case s.Failed != "":
		fmt.Fprint(out, "; nothing published")
	case s.New:
		fmt.Fprint(out, "; a new release")
	default:
		fmt.Fprint(out, "; the release is the same as before")
	}
	if s.Alerts == 0 {
		fmt.Fprintln(out, "; no alert.")
		return nil
	}
	fmt.Fprintf(out, "; %s", count(int64(s.Alerts), "alert"))
	if s.AlertFile != "" {
		fmt.Fprintf(out, ": see %s", s.AlertFile)
	}
	fmt.Fprintln(out)
	return nil
}

// loadInbox loads the inbox. One without an export is no fault once a warehouse
// is there, whatever else lies in it.
func loadInbox(c *cobra.Command, in *ingestOptions, inbox string) (*ingest.Report, error) {
	if _, err := os.ReadDir(inbox); err != nil {
		return nil, fmt.Errorf("the inbox %s cannot be read: make the folder or name another with --inbox", inbox)
	}
	report, err := in.load(c.Context(), inbox)
	if errors.Is(err, ingest.ErrNoExports) {
		if _, missing := os.Stat(in.warehouse); missing == nil {
			fmt.Fprintln(in.stdout, "The inbox holds no export: nothing to load.")
			return nil, nil
		}
	}
	if err != nil {
		return nil, err
	}
	in.say(report)
	return report, nil
}
