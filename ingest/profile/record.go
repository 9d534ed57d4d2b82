package profile

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"proceedings/ingest/sqlfile"
	"proceedings/ingest/vocab"
)

// Always reports whether each row of the table makes a record of it.
func (r Record) Always() bool { return r.When == "" && r.Each == "" && r.Unpivot == nil }

// check holds a record against its kind: its key is given, every field exists
// and every column is of a type that the field can take.
func (r *Record) check(t *Table, words *vocab.Set) error {
	kind, ok := words.Record(r.Record)
	if !ok {
		kinds := []string{}
		for _, k := range words.Records() {
			kinds = append(kinds, k.Name)
		}
		return at(fmt.Errorf("there is no such kind of record; there are %s", strings.Join(kinds, ", ")), "record")
	}
	if err := scalar(r.When, t); err != nil {
		return at(fmt.Errorf("when: %w", err), "when")
	}
	if err := r.checkEach(t); err != nil {
		return at(err, "each")
	}
	given := map[string]bool{}
	for name := range r.Fields {
		given[name] = true
	}
	if u := r.Unpivot; u != nil {
		if err := u.check(r, t, kind, words, given); err != nil {
			return at(fmt.Errorf("unpivot: %w", err), "unpivot")
		}
	}
	for _, f := range kind.Fields {
		if f.Key == 1 && !given[f.Name] {
			return at(fmt.Errorf("its key %s is not given", f.Name), "fields")
		}
		if err := r.Fields[f.Name].check(r, t, f, words); err != nil {
			return at(fmt.Errorf("field %s: %w", f.Name, err), "fields", f.Name)
		}
		delete(given, f.Name)
	}
	return unknownField(kind, slices.Sorted(maps.Keys(given)))
}

// unknownField refuses the names that are left when a kind's fields are taken out.
func unknownField(kind vocab.Record, names []string) error {
	if len(names) == 0 {
		return nil
	}
	fields := []string{}
	for _, f := range kind.Fields {
		fields = append(fields, f.Name)
	}
	return at(fmt.Errorf("it has no field %s; its fields are %s", names[0], strings.Join(fields, ", ")), "fields", names[0])
}

func (r *Record) checkEach(t *Table) error {
	if r.Each == "" {
		return nil
	}
	c, ok := t.Column(r.Each)
	switch {
	case !ok:
		return fmt.Errorf("each names a column %s that the table does not have", r.Each)
	case c.Split == "":
		return fmt.Errorf("each names column %s, whose cells hold one value; give the column split", r.Each)
	case r.Unpivot != nil:
		return errors.New("each and unpivot cannot both make the records of one entry; write two entries under records")
	}
	return nil
}

// check holds the groups of an unpivot against the record and adds the fields
// that they give to given.
func (u *Unpivot) check(r *Record, t *Table, kind vocab.Record, words *vocab.Set, given map[string]bool) error {
	if err := u.form(); err != nil {
		return err
	}
	if u.Code != "" {
		given[u.Code] = true
	}
	groups := u.Wide()
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		filled := false
		for _, name := range slices.Sorted(maps.Keys(groups[key])) {
			if _, twice := r.Fields[name]; twice || name == u.Code {
				return fmt.Errorf("field %s is given twice: by the group %s and beside it", name, key)
			}
			given[name] = true
			filled = filled || groups[key][name].Column != ""
		}
		if !filled {
			return fmt.Errorf("group %s names no column, so that nothing says whether it is filled", key)
		}
	}
	for _, f := range kind.Fields {
		if err := u.checkField(r, t, f, words); err != nil {
			return err
		}
	}
	return nil
}

// form wants one of the two ways of writing groups, whole.
func (u *Unpivot) form() error {
	short := u.Value != "" || len(u.Columns) > 0
	switch {
	case short && len(u.Groups) > 0:
		return errors.New("groups take the place of value and columns; give one of them")
	case short && (u.Value == "" || len(u.Columns) == 0):
		return errors.New("value says which field the columns give, and columns which they are; give both")
	case !short && len(u.Groups) == 0:
		return errors.New("it says neither columns nor groups")
	case u.Code != "" && u.Code == u.Value:
		return fmt.Errorf("code and value are both %s", u.Code)
	}
	return nil
}

func (u *Unpivot) checkField(r *Record, t *Table, f vocab.Field, words *vocab.Set) error {
	for key, group := range u.Wide() {
		if f.Name == u.Code && f.List != "" && !known(words, f.List, key) {
			return fmt.Errorf("%q is not in list %s", key, f.List)
		}
		if f.Name == u.Code && f.Type != "text" && f.List == "" {
			return fmt.Errorf("code goes to field %s of type %s; it takes a text or a code", f.Name, f.Type)
		}
		if from, ok := group[f.Name]; ok {
			if err := from.check(r, t, f, words); err != nil {
				return fmt.Errorf("group %s: field %s: %w", key, f.Name, err)
			}
		}
	}
	return nil
}

func known(words *vocab.Set, list, code string) bool {
	return slices.ContainsFunc(words.Codes(list), func(c vocab.Code) bool { return c.Code == code })
}

// check holds where a field comes from against what it is. Identifiers of
// people come from columns that are hashed as they are read, and from nowhere else.
func (f Field) check(r *Record, t *Table, field vocab.Field, words *vocab.Set) error {
	switch {
	case field.PersonKind != "" && f.Column == "" && f != (Field{}):
		return fmt.Errorf("an identifier of a person comes from a column of type person:%s", field.PersonKind)
	case f.Column != "":
		c, err := oneValue(r, t, f.Column)
		if err != nil {
			return err
		}
		return fits(c, field)
	case f.SchemeOf != "":
		return schemeFits(r, t, f.SchemeOf, field, words)
	case f.NumberOf != "" && (r.Each == "" || f.NumberOf != r.Each):
		return fmt.Errorf("number_of numbers the values of one cell: give column %[1]s split, such as \";\", and the record each: %[1]s; to tell several rows of a case apart use a column of the file", f.NumberOf)
	case f.NumberOf != "" && field.Type != "text" && field.Type != "integer":
		return fmt.Errorf("number_of is a number; the field takes %s", field.Type)
	case f.Value != nil:
		return constantFits(*f.Value, field, words)
	}
	return scalar(f.SQL, t)
}

// oneValue is a column that has one value in each record.
func oneValue(r *Record, t *Table, name string) (Column, error) {
	c, ok := t.Column(name)
	switch {
	case !ok:
		return c, fmt.Errorf("it comes from column %s, which the table does not have", name)
	case c.Split != "" && r.Each != name:
		return c, fmt.Errorf("it comes from column %s, whose cells hold several values; say each: %s, so that each makes a record", name, name)
	}
	return c, nil
}

// schemeFits wants the names of a column's schemes to be values of the field.
func schemeFits(r *Record, t *Table, name string, field vocab.Field, words *vocab.Set) error {
	c, err := oneValue(r, t, name)
	switch {
	case err != nil:
		return err
	case c.Type != "code" || (c.Schemes == nil && c.List == ""):
		return fmt.Errorf("scheme_of names column %s, which has neither schemes nor a list", name)
	case field.Type != "text" && field.List == "":
		return fmt.Errorf("the name of a scheme is a text; the field takes %s", field.Type)
	}
	for _, list := range c.lists() {
		if field.List != "" && !known(words, field.List, list) {
			return fmt.Errorf("scheme %s of column %s is not in list %s", list, name, field.List)
		}
	}
	return nil
}

// lists are the lists that the codes of a column can be of.
func (c *Column) lists() []string {
	if c.Schemes == nil {
		return []string{c.List}
	}
	out := []string{}
	for _, s := range c.Schemes.In {
		out = append(out, s.List)
	}
	return out
}

// constantFits wants a constant that the field can take.
func constantFits(value string, field vocab.Field, words *vocab.Set) error {
	switch field.Type {
	case "code":
		if !known(words, field.List, value) {
			return fmt.Errorf("%q is not in list %s", value, field.List)
		}
	case "date":
		return day("the constant", value)
	case "integer", "decimal":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return fmt.Errorf("the constant %q is not a number", value)
		}
	case "boolean":
		if value != "true" && value != "false" {
			return fmt.Errorf("the constant %q is neither true nor false", value)
		}
	}
	return nil
}

// fits wants a column's type to be the field's.
func fits(c Column, field vocab.Field) error {
	want := field.Type
	if field.PersonKind != "" {
		want = "person:" + field.PersonKind
	}
	switch {
	case want == c.Type && (want != "code" || field.List == "" || oneList(c.lists(), field.List)):
		return nil
	case want == "text" && (c.Type == "code" || c.Type == "integer"), want == "decimal" && c.Type == "integer":
		return nil
	case want == "code":
		return fmt.Errorf("column %s must be of type code and list %s", c.Name, field.List)
	}
	return fmt.Errorf("column %s is of type %s; the field takes %s", c.Name, c.Type, want)
}

// oneList reports whether all lists are the one.
func oneList(lists []string, want string) bool {
	return !slices.ContainsFunc(lists, func(l string) bool { return l != want })
}

// allowed are the words of a scalar expression beside the table's columns: no
// table, no file, no clock, no setting.
var allowed = strings.Fields(`and or not is null true false in between like ilike case when then else end
	cast try_cast as varchar text date integer bigint double decimal boolean interval day days month months year years
	lower upper trim ltrim rtrim replace regexp_replace regexp_extract regexp_matches regexp_full_match concat concat_ws coalesce nullif
	length left right substr substring split_part string_split contains starts_with ends_with lpad rpad strip_accents md5
	strptime try_strptime strftime date_part date_diff date_trunc make_date least greatest abs round floor ceil`)

// scalar refuses what is not an expression over the columns of the table.
func scalar(expr string, t *Table) error {
	if expr == "" {
		return nil
	}
	f, err := sqlfile.Parse("expression", expr)
	if err != nil {
		return fmt.Errorf("not a scalar expression: %w", err)
	}
	if strings.HasSuffix(strings.TrimSpace(expr), ";") || len(f.Parameters) > 0 {
		return errors.New("a scalar expression has no parameter and no semicolon")
	}
	for _, name := range f.Names {
		if _, ok := t.Column(strings.TrimSuffix(name, RawMark)); !ok && !slices.Contains(allowed, name) {
			return fmt.Errorf("%q is no column of the table and no function that a scalar expression may use", name)
		}
	}
	return nil
}
