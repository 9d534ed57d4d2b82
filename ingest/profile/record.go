package profile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/sqlfile"
	"proceedings/ingest/vocab"
)

// check holds a record against its kind: its key is given, every field exists
// and every column is of a type that the field can take.
func (r *Record) check(t *Table, words *vocab.Set) error {
	kind, ok := words.Record(r.Record)
	if !ok {
		kinds := []string{}
		for _, k := range words.Records() {
			kinds = append(kinds, k.Name)
		}
		return fmt.Errorf("there is no such kind of record; there are %s", strings.Join(kinds, ", "))
	}
	if err := scalar(r.When, t); err != nil {
		return fmt.Errorf("when: %w", err)
	}
	given := map[string]bool{}
	for name := range r.Fields {
		given[name] = true
	}
	if u := r.Unpivot; u != nil {
		given[u.Value] = true
		if u.Code != "" {
			given[u.Code] = true
		}
		if err := u.check(t, kind, words); err != nil {
			return fmt.Errorf("unpivot: %w", err)
		}
	}
	for _, f := range kind.Fields {
		if f.Key == 1 && !given[f.Name] {
			return fmt.Errorf("its key %s is not given", f.Name)
		}
		if err := r.Fields[f.Name].check(t, f, words); err != nil {
			return fmt.Errorf("field %s: %w", f.Name, err)
		}
		delete(given, f.Name)
	}
	for name := range given {
		fields := []string{}
		for _, f := range kind.Fields {
			fields = append(fields, f.Name)
		}
		return fmt.Errorf("it has no field %s; its fields are %s", name, strings.Join(fields, ", "))
	}
	return nil
}

func (u *Unpivot) check(t *Table, kind vocab.Record, words *vocab.Set) error {
	for _, f := range kind.Fields {
		if f.Name == u.Code && f.List != "" {
			for code := range u.Columns {
				if !known(words, f.List, code) {
					return fmt.Errorf("%q is not in list %s", code, f.List)
				}
			}
		}
		if f.Name != u.Value {
			continue
		}
		for _, name := range u.Columns {
			if err := (Field{Column: name}).check(t, f, words); err != nil {
				return err
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
func (f Field) check(t *Table, field vocab.Field, words *vocab.Set) error {
	switch {
	case f.Column != "":
		c, ok := t.Column(f.Column)
		if !ok {
			return fmt.Errorf("it comes from column %s, which the table does not have", f.Column)
		}
		return fits(c, field)
	case field.PersonKind != "" && (f.Value != nil || f.SQL != ""):
		return fmt.Errorf("an identifier of a person comes from a column of type person:%s", field.PersonKind)
	case f.Value != nil && field.List != "" && !known(words, field.List, *f.Value):
		return fmt.Errorf("%q is not in list %s", *f.Value, field.List)
	}
	return scalar(f.SQL, t)
}

// fits wants a column's type to be the field's.
func fits(c Column, field vocab.Field) error {
	want := field.Type
	if field.PersonKind != "" {
		want = "person:" + field.PersonKind
	}
	switch {
	case want == c.Type && (want != "code" || field.List == "" || c.List == field.List):
		return nil
	case want == "text" && (c.Type == "code" || c.Type == "integer"), want == "decimal" && c.Type == "integer":
		return nil
	case want == "code":
		return fmt.Errorf("column %s must be of type code and list %s", c.Name, field.List)
	}
	return fmt.Errorf("column %s is of type %s; the field takes %s", c.Name, c.Type, want)
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
		if _, ok := t.Column(name); !ok && !slices.Contains(allowed, name) {
			return fmt.Errorf("%q is no column of the table and no function that a scalar expression may use", name)
		}
	}
	return nil
}
