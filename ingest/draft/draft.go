package draft

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"proceedings/ingest"
	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Options of a draft.
type Options struct {
	Source      read.Source
	ID          string // of the profile; made of the file's name where empty
	Sheet       string // the only sheet to draft; all that look like data where empty
	Words       *vocab.Set
	Settings    warehouse.Settings
	MaxUnpacked int64
	Progress    func(what string) // may be nil
}

// Result is a profile, and what its author should know.
type Result struct {
	ID     string
	YAML   []byte
	Report []string
	// Undated says that a profile can find no date that the file speaks for: whoever loads it has to give one.
	Undated bool
}

// peekRows is how many rows of each sheet are looked at for its shape.
const peekRows = 200

// drafter is one draft on its way.
type drafter struct {
	Options
	sniff  *read.Sniff
	tables []*table
	date   extract
	words  *words
	dates  []dateForm
	db     *warehouse.DB
	file   *read.File
	orders orders // of the dates of all columns measured so far
}

// Draft draws up a profile of one export.
func Draft(ctx context.Context, opt Options) (*Result, error) {
	sniff, err := read.Peek(opt.Source, peekRows, opt.MaxUnpacked)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", opt.Source, err)
	}
	d := &drafter{Options: opt, sniff: sniff, dates: dateForms()}
	if d.words, err = newWords(opt.Words); err != nil {
		return nil, err
	}
	if d.ID == "" {
		d.ID = idOf(opt.Source.Name())
	}
	for _, s := range sniff.Sheets {
		d.tables = append(d.tables, judge(s, opt.Sheet))
	}
	d.spare()
	if err := d.anyTable(); err != nil {
		return nil, fmt.Errorf("%s: %w", opt.Source, err)
	}
	d.date = findExtract(opt.Source.Name(), d.sniff, d.tables)
	if err := d.survey(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", opt.Source, err)
	}
	if err := d.anyTable(); err != nil {
		return nil, fmt.Errorf("%s: %w", opt.Source, err)
	}
	text := d.write()
	p, err := profile.Parse(d.ID+".yaml", text, opt.Words)
	if err == nil {
		err = ingest.Compile(ctx, p, opt.Words)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the draft would not hold, which is a fault of this program: %w", opt.Source, err)
	}
	return &Result{ID: d.ID, YAML: text, Report: d.report(), Undated: d.undated()}, nil
}

// spare leaves out short sheets that nobody has named beside one that is long.
func (d *drafter) spare() {
	long := 0
	for _, t := range d.tables {
		if t.why == "" {
			long = max(long, len(t.info.Rows))
		}
	}
	for _, t := range d.tables {
		if t.why == "" && d.Sheet == "" && spareSheet.MatchString(strings.TrimSpace(t.info.Name)) && len(t.info.Rows)*10 < long {
			t.why = "it is short and nobody has named it"
		}
	}
}

// anyTable wants a table that can be read.
func (d *drafter) anyTable() error {
	said := []string{}
	for _, t := range d.tables {
		if t.why == "" {
			return nil
		}
		said = append(said, t.place()+": "+t.why)
	}
	if len(said) > 8 {
		said = append(said[:8], "…")
	}
	if d.Sheet == "" && len(d.tables) > 1 {
		said = append(said, "name the sheet that holds the data with --sheet")
	}
	return errors.New("nothing in it looks like data: " + strings.Join(said, "; "))
}

// period is a word of a file's name that the next file will not have.
var period = regexp.MustCompile(`^(to|q[1-4]|\d+|v\d+|\d+q[1-4]|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)$`)

// idOf makes the id of a profile of a file's name: its words, without dates.
func idOf(name string) string {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	parts := strings.FieldsFunc(stem, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	kept := []string{}
	for _, p := range parts {
		if !period.MatchString(p) {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return "my-source"
	}
	return strings.Join(kept, "-")
}
