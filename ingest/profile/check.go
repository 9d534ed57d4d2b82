package profile

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"proceedings/ingest/vocab"
)

// check holds a profile against what the schema cannot say: names that must
// exist, keys that exclude each other, lists and records of words.
func (p *Profile) check(words *vocab.Set) error {
	if err := patterns(p.Match.Names...); err != nil {
		return at(err, "match", "names")
	}
	if err := p.Extract.check(); err != nil {
		return at(err, "extract")
	}
	if err := p.checkFormat(); err != nil {
		return err
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		where := "table " + t.Sheet
		if t.Sheet == "" {
			where = fmt.Sprintf("table %d", i+1)
		}
		if err := cmp.Or(t.checkPlace(p), t.checkAlone(p.Tables[:i], p.sheets())); err != nil {
			return at(fmt.Errorf("%s: %w", where, err), "tables", strconv.Itoa(i))
		}
		if err := t.check(p, words); err != nil {
			return at(fmt.Errorf("%s: %w", where, err), "tables", strconv.Itoa(i))
		}
	}
	return nil
}

func (e *Extract) check() error {
	if e.Date.Name != "" {
		re, err := regexp.Compile(e.Date.Name)
		if err != nil || re.NumSubexp() != 1 {
			return at(errors.New("extract date: name must be a regular expression with one group, such as (\\d{4}-\\d{2}-\\d{2})"), "date", "name")
		}
	}
	return at(day("the extract date", e.Date.Value), "date", "value")
}

// day wants a date written as 2026-03-31, or nothing.
func day(what, text string) error {
	if text == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return fmt.Errorf("%s %q is not a date such as 2026-03-31", what, text)
	}
	return nil
}

// patterns wants shell patterns that can be matched.
func patterns(names ...string) error {
	for _, name := range names {
		if _, err := path.Match(name, "x"); err != nil {
			return fmt.Errorf("%q is no pattern of names: a bracket in it is not closed", name)
		}
	}
	return nil
}

// pattern wants a regular expression that both Go and the engine can read.
func pattern(what, text string) error {
	if text == "" {
		return nil
	}
	if _, err := regexp.Compile(text); err != nil {
		return fmt.Errorf("%s %q is not a regular expression: %s", what, text, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return nil
}

func (t *Table) check(p *Profile, words *vocab.Set) error {
	if err := patterns(t.Sheet); err != nil {
		return at(err, "sheet")
	}
	names := map[string]bool{}
	own := len(t.Columns)
	t.addJoined()
	for i := range t.Columns {
		c := &t.Columns[i]
		where := []string{"columns", strconv.Itoa(i)}
		if i >= own {
			where = []string{"join", "columns", strconv.Itoa(i - own)}
		}
		if names[c.Name] {
			return at(fmt.Errorf("column %s is named twice", c.Name), where...)
		}
		names[c.Name] = true
		if err := c.fill(t, words); err != nil {
			return at(fmt.Errorf("column %s: %w", c.Name, err), where...)
		}
	}
	if err := t.Join.check(p, t, words); err != nil {
		return at(err, "join")
	}
	for _, s := range p.Extract.Scope {
		c, ok := t.Column(s)
		if !ok {
			return fmt.Errorf("the scope names a column %s that the table does not have", s)
		}
		if c.Split != "" {
			return fmt.Errorf("the scope names column %s, whose cells hold several values", s)
		}
	}
	for i, s := range t.Skip {
		if err := s.check(t); err != nil {
			return at(fmt.Errorf("skip rule %q: %w", s.Rule, err), "skip", strconv.Itoa(i))
		}
	}
	if err := t.Repeats.check(t); err != nil {
		return at(err, "repeats", "ignoring")
	}
	for i := range t.Records {
		if err := t.Records[i].check(t, words); err != nil {
			return at(fmt.Errorf("record %s: %w", t.Records[i].Record, err), "records", strconv.Itoa(i))
		}
	}
	return nil
}

func (r *Repeats) check(t *Table) error {
	if r == nil {
		return nil
	}
	for _, name := range r.Ignoring {
		if _, ok := t.Column(name); !ok {
			return fmt.Errorf("repeats ignores a column %s that the table does not have", name)
		}
		if err := t.ownOnly(name); err != nil {
			return fmt.Errorf("repeats: %w", err)
		}
	}
	if len(r.Ignoring) >= len(t.Own().Columns) {
		return errors.New("repeats ignores every column of the table; leave in those that make rows differ")
	}
	return nil
}

func (s Skip) check(t *Table) error {
	named := append(slices.Clone(s.Blank), s.Sums...)
	for _, name := range append(named, s.Column, s.Counts) {
		if _, ok := t.Column(name); name != "" && !ok {
			return fmt.Errorf("it names a column %s that the table does not have", name)
		}
	}
	if err := t.ownOnly(append(named, s.Column, s.Counts)...); err != nil {
		return err
	}
	for _, name := range []string{s.Column, s.Counts} {
		if c, ok := t.Column(name); ok && strings.HasPrefix(c.Type, "person:") {
			return fmt.Errorf("it looks at column %[1]s, whose values are hashed as they are read; read the heading a second time, as {name: %[1]s_text, from: %[2]q}, and let the rule look at that: what no record uses is not stored", name, c.From)
		}
	}
	if err := cmp.Or(pattern("match", s.Match), pattern("any", s.Any)); err != nil {
		return err
	}
	for _, name := range s.Sums {
		if c, _ := t.Column(name); c.Type != "integer" && c.Type != "decimal" || c.Split != "" {
			return at(fmt.Errorf("column %s cannot be summed: it is of type %s", name, c.Type), "sums")
		}
	}
	return s.sense()
}

// sense wants conditions that go together and are not met by every row.
func (s Skip) sense() error {
	looks := len(s.Equals) > 0 || s.Match != ""
	switch {
	case s.Column != "" && !looks:
		return errors.New("it names a column but neither equals nor match says what stands in it")
	case s.Column == "" && looks:
		return errors.New("equals and match need a column; any looks at all of them")
	case s.Column == "" && len(s.Blank) == 0 && s.Any == "" && !s.Header && s.CellsAtMost == 0:
		return errors.New("it says neither a column nor which rows it means: give column, blank, any, header or cells_at_most")
	case s.ToEnd && (s.Counts != "" || len(s.Sums) > 0):
		return errors.New("a rule of totals (counts, sums) is about one row and cannot go to_end; make two rules")
	}
	return nil
}
