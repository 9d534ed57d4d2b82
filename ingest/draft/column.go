package draft

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"proceedings/ingest"
	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// column is what a draft knows of one column.
type column struct {
	heading string
	said    string // the heading without the path to the rows
	staged  string // its name in the engine
	name    string // its name in the profile
	left    string // why it is left out of the profile; empty where it is in it
	kind    string // type, as a profile says it
	rows    int64  // rows looked at
	filled  int64
	cells   map[string]*int64 // separator: the cells that hold it
	values  int64             // different ones
	longest int64
	mean    float64
	formats []string
	orders  orders // of its dates
	bare    int64  // rows that hold nothing but it, of a reference
	worded  int64  // values that could be headings among the rows
	missing []string
	labels  []label // of a column with few values
	list    string
	split   string
	repair  string
	notes   []string
	require bool
	blank   bool // what cannot be read is emptied
	idle    bool // no record uses it and no skip rule looks at it
}

// label is a value of a column with few of them, and how often it stands there.
type label struct {
	text string
	rows int64
	code string // of the list; empty where none is known
	own  bool   // the list does not accept the text as it is
	near string // of a label without a code: the one that it may mean
	show bool   // it may stand in a draft; of others only their shape does
}

// fewLabels and longLabel bound what may be a code rather than a text.
const (
	fewLabels = 40
	longLabel = 60
)

// newColumns makes a column of each heading that can be named.
func newColumns(names []string) []*column {
	times := map[string]int{}
	for _, n := range names {
		times[fold(n)]++
	}
	out := []*column{}
	bare := 0
	for i, n := range names {
		c := &column{heading: strings.Join(strings.Fields(n), " "), staged: "c" + strconv.Itoa(i), kind: "text"}
		switch {
		case fold(n) == "":
			bare++
			continue
		case times[fold(n)] > 1:
			c.left = fmt.Sprintf("the heading stands over %d columns: rename the one that is meant in the export, or have it exported without the others", times[fold(n)])
			c.staged = ""
		}
		out = append(out, c)
	}
	if bare > 0 {
		out = append(out, &column{heading: fmt.Sprintf("(%d without a heading)", bare), left: "a column without a heading cannot be named; name it in the export if it is needed"})
	}
	return out
}

// measure counts what a column holds and decides what it is.
func (d *drafter) measure(ctx context.Context, t *table, c *column) error {
	c.rows = t.data
	if err := d.valuesOf(ctx, c); err != nil {
		return err
	}
	if err := d.count(ctx, c); err != nil || c.filled == 0 {
		if c.filled == 0 && err == nil {
			d.empty(c)
		}
		return err
	}
	for _, try := range []func(context.Context, *column) (bool, error){d.tryPerson, d.tryDate, d.tryBoolean, d.trySplit, d.tryLabels, d.tryNumber, d.tryFree} {
		done, err := try(ctx, c)
		if err != nil || done {
			return err
		}
	}
	return d.textMissing(ctx, c)
}

// valuesOf puts the values of a column of the table in hand into table v, with their rows.
func (d *drafter) valuesOf(ctx context.Context, c *column) error {
	_, err := d.db.ExecContext(ctx, fmt.Sprintf("CREATE OR REPLACE TEMP TABLE v AS SELECT %s AS value, count(*) AS n FROM t ANTI JOIN skipped USING (%s) WHERE %[1]s IS NOT NULL AND NOT %[3]s GROUP BY 1",
		c.staged, read.Row, read.Quoted))
	return ingest.EngineError(err)
}

// count looks at all values at once, as a query costs more than what it looks at.
func (d *drafter) count(ctx context.Context, c *column) error {
	c.cells = map[string]*int64{}
	sums, into := "", []any{&c.filled, &c.values, &c.longest, &c.mean, new(int64), new(int64)}
	for _, sep := range separators() {
		c.cells[sep] = new(int64)
		into = append(into, c.cells[sep])
		sums += fmt.Sprintf(", CAST(coalesce(sum(n) FILTER (contains(value, '%s')), 0) AS BIGINT)", sep)
	}
	err := d.scan(ctx, `SELECT CAST(coalesce(sum(n), 0) AS BIGINT), count(*), coalesce(max(length(value)), 0), coalesce(sum(length(value) * n) / sum(n), 0),
		CAST(coalesce(sum(n) FILTER (regexp_matches(value, 'Ã[\x{80}-\x{BF}]|â€|Â[\x{A0}-\x{BF}]')), 0) AS BIGINT), CAST(coalesce(sum(n) FILTER (regexp_matches(value, '‚Ä|√[©®¢§¶´ ]|¬£')), 0) AS BIGINT)`+sums+" FROM v", into...)
	switch windows, mac := *into[4].(*int64), *into[5].(*int64); {
	case err != nil:
	case windows > mac:
		c.repair = "utf8-as-windows-1252"
	case mac > 0:
		c.repair = "utf8-as-macroman"
	}
	return err
}

// empty types a column without any value by its heading alone.
func (d *drafter) empty(c *column) {
	switch h := d.words.of(c.said); {
	case h.name != "":
		c.left = "its heading is that of " + h.name
	case h.person != "":
		c.kind = "person:" + h.person
	case h.date:
		c.kind, c.formats = "date", []string{"%d/%m/%Y"}
		c.notes = append(c.notes, "? the column is empty in this file: how its dates are written is not known")
	case len(h.fields) == 0:
		c.left = "it is empty in this file"
	default:
		c.notes = append(c.notes, "? the column is empty in this file")
	}
}

// tryPerson goes by the heading: names are left out, identifiers are hashed.
func (d *drafter) tryPerson(ctx context.Context, c *column) (bool, error) {
	h := d.words.of(c.said)
	switch {
	case h.name != "":
		// A column of yes and no, of dates or of known labels names nobody, whatever its heading.
		for _, try := range []func(context.Context, *column) (bool, error){d.tryBoolean, d.tryDate} {
			if ok, err := try(ctx, c); ok || err != nil {
				return ok, err
			}
		}
		if ok, err := d.known(ctx, c); ok || err != nil {
			return ok, err
		}
		c.left, c.repair = "its heading is that of "+h.name, ""
		return true, nil
	case h.person == "officer" && len(h.fields) > 0 && c.longest <= 2:
		return false, nil // the number of a person within the case
	case h.person != "":
		c.kind, c.repair = "person:"+h.person, ""
		c.notes = append(c.notes, "an identifier of a person: hashed as it is read")
		return true, nil
	}
	return false, nil
}

func (d *drafter) tryBoolean(ctx context.Context, c *column) (bool, error) {
	if c.values > 20 {
		return false, nil
	}
	var yes, words int64
	reads := ingest.ReadingSQL(read.CSV, profile.Column{Type: "boolean"}, "value", false, d.Words)
	err := d.scan(ctx, fmt.Sprintf("SELECT CAST(coalesce(sum(n) FILTER ((%s) IS NOT NULL), 0) AS BIGINT), count(*) FILTER (lower(value) NOT IN ('1', '0')) FROM v", reads), &yes, &words)
	if err != nil || yes < c.filled || words == 0 {
		return false, err
	}
	c.kind = "boolean"
	return true, nil
}

func (d *drafter) tryNumber(ctx context.Context, c *column) (bool, error) {
	if h := d.words.of(c.said); h.ref {
		return false, nil
	}
	for _, kind := range []string{"integer", "decimal"} {
		var fit, zero int64
		reads := ingest.ReadingSQL(read.CSV, profile.Column{Type: kind}, "value", false, d.Words)
		if err := d.scan(ctx, fmt.Sprintf("SELECT CAST(coalesce(sum(n) FILTER ((%s) IS NOT NULL), 0) AS BIGINT), count(*) FILTER (regexp_matches(value, '^0\\d')) FROM v", reads), &fit, &zero); err != nil {
			return false, err
		}
		if fit*10 < c.filled*9 || zero > 0 {
			continue
		}
		c.kind = kind
		return true, d.unfit(ctx, c, reads)
	}
	return false, nil
}

// nameLike is what names of people mostly look like.
const nameLike = `^((Mr|Mrs|Ms|Miss|Dr|PC|DC|PS|DS|Insp|DI|DCI)\.? )?[\p{Lu}][\p{Ll}''’-]+(,| [\p{Lu}]\.?)? [\p{Lu}][\p{L}''’-]+$|^[\p{Lu}][\p{Ll}]+, ?[\p{Lu}]|^[\p{Lu}]\.? [\p{Lu}][\p{Ll}]+$|^[\p{Lu}''-]{2,}, ?[\p{Lu}]`

// tryFree leaves out free text, and what looks like names.
func (d *drafter) tryFree(ctx context.Context, c *column) (bool, error) {
	h := d.words.of(c.said)
	var wordy, names, addresses int64
	err := d.scan(ctx, fmt.Sprintf(`SELECT CAST(coalesce(sum(n) FILTER (regexp_matches(value, '\S+\s+\S+\s+\S+\s+\S+')), 0) AS BIGINT), CAST(coalesce(sum(n) FILTER (regexp_matches(value, %s)), 0) AS BIGINT),
		CAST(coalesce(sum(n) FILTER (regexp_matches(value, '@\w+\.|^(\+44|0)[\d ]{9,}$|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$')), 0) AS BIGINT) FROM v`, warehouse.Quote(nameLike)), &wordy, &names, &addresses)
	different := c.values*10 > c.filled*3 || c.values > 200
	switch {
	case err != nil:
	case addresses*3 > c.filled:
		c.left = "its values look like addresses, telephone numbers or post codes of people"
	case h.free || (!h.ref && c.mean > 40 && different) || (!h.ref && wordy*2 > c.filled && different):
		c.left = "it is free text"
	case len(h.fields) == 0 && !h.ref && names*2 > c.filled && c.values > 3:
		c.left = "its values look like names of people; name it as a column if they are not"
	}
	if c.left != "" {
		c.repair, c.missing = "", nil
	}
	return c.left != "", err
}

var wordSigns = regexp.MustCompile(`[^a-z0-9]+`)

// reserved are names that an expression could not use as they are.
const reserved = " all and any as asc between both case cast check collate column create default desc distinct do else end except exists false fetch for from grant group having in into is join leading like limit not null offset on only or order primary references returning right left select some table then to true union unique user using when where with window date text interval "

// nameColumns gives each column that is read its name within the profile.
func nameColumns(columns []*column) {
	taken := map[string]bool{}
	for _, c := range columns {
		if c.left != "" {
			continue
		}
		stem := strings.Trim(wordSigns.ReplaceAllString(strings.ToLower(camel(c.said)), "_"), "_")
		stem = strings.Trim(stem[:min(len(stem), 40)], "_")
		if stem == "" || stem[0] < 'a' || strings.Contains(reserved, " "+stem+" ") {
			stem = strings.Trim("col_"+stem, "_")
		}
		for strings.Contains(stem, profile.RawMark) {
			stem = strings.ReplaceAll(stem, profile.RawMark, "_raw")
		}
		name := stem
		for i := 2; taken[name]; i++ {
			name = fmt.Sprintf("%s_%d", stem, i)
		}
		taken[name] = true
		c.name = name
	}
}
