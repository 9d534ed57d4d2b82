package profile

import (
	"maps"
	"slices"
	"strings"
)

// Profile says how one system's export becomes records.
type Profile struct {
	Version   int     `yaml:"profile"`
	ID        string  `yaml:"id"`
	Title     string  `yaml:"title"`
	Namespace string  `yaml:"namespace"`
	Match     Match   `yaml:"match"`
	Format    string  `yaml:"format"`
	CSV       CSV     `yaml:"csv"`
	JSON      JSON    `yaml:"json"`
	Extract   Extract `yaml:"extract"`
	Tables    []Table `yaml:"tables"`

	// Fingerprint is the SHA-256 of the profile's bytes.
	Fingerprint string `yaml:"-"`
	// Path is where the profile was read, for messages.
	Path string `yaml:"-"`

	text []byte // as it was read, to find lines in
}

// Match says which files a profile is for. A file must have one of the names
// (shell patterns, upper and lower case alike) and every column the profile reads.
type Match struct {
	Names []string `yaml:"names"`
}

// CSV says how a text file is written.
type CSV struct {
	// Encoding is utf-8 (default), utf-16le, utf-16be, windows-1252 or
	// iso-8859-1. A byte order mark wins over what is declared, and is dropped.
	Encoding  string `yaml:"encoding"`
	Delimiter string `yaml:"delimiter"` // one character; a comma by default
}

// JSON says where the rows of a JSON file are.
type JSON struct {
	// Rows is the dotted path to the array of rows, such as cases.allegations;
	// empty where the file is an array of rows, or has one on each line. Columns
	// are named by their dotted path from the root downwards.
	Rows string `yaml:"rows"`
}

// Extract says what an export speaks for.
type Extract struct {
	Date  ExtractDate `yaml:"date"`
	Kind  string      `yaml:"kind"`  // full: what is absent is withdrawn within the scope; changes: absence says nothing
	Scope []string    `yaml:"scope"` // columns (by their profile names) whose values a full snapshot speaks for
}

// ExtractDate says where the extract date is found: a value, a part of the
// file's name (the pattern's first group) or a cell.
type ExtractDate struct {
	Value  string `yaml:"value"`
	Name   string `yaml:"name"`
	Sheet  string `yaml:"sheet"`
	Cell   string `yaml:"cell"`
	Format string `yaml:"format"` // DuckDB's strptime letters; %Y-%m-%d by default
}

// Place says in words where the date is found.
func (d ExtractDate) Place() string {
	switch {
	case d.Name != "":
		return "the file's name"
	case d.Cell != "":
		return "cell " + d.Cell + " of sheet " + d.Sheet
	}
	return "no place"
}

// Table is one sheet of a workbook, or the whole of another file. Rows are read
// from below its header; what stands above it is no row.
type Table struct {
	Sheet   string   `yaml:"sheet"`
	Repair  string   `yaml:"repair"` // how the text of every column was misread; see Column
	Header  Header   `yaml:"header"`
	Skip    []Skip   `yaml:"skip"`
	Missing []string `yaml:"missing"` // values that mean "not recorded" in every column, beside the column's own
	Repeats *Repeats `yaml:"repeats"`
	Join    *Join    `yaml:"join"`
	Columns []Column `yaml:"columns"`
	Records []Record `yaml:"records"`
}

// Repeats counts, as a warning, the rows whose columns are all the same as those
// of a row above but for the ones named: the number a system gives each line, say.
type Repeats struct {
	Ignoring []string `yaml:"ignoring"`
}

// Header says where the header row is: its number (1 by default) or the first
// row that holds all the names in find. Headers of two rows are joined with " / ",
// a merged upper cell counting for every column that it spans.
type Header struct {
	Row  int      `yaml:"row"`
	Find []string `yaml:"find"`
	Rows int      `yaml:"rows"`
}

// Skip names a rule and the rows that it leaves out: those that meet every
// condition given. Conditions look at the text of the columns the profile names,
// never at identifiers of people, which are hashed as they are read.
type Skip struct {
	Rule        string   `yaml:"rule"`
	Column      string   `yaml:"column"`        // profile name of a column
	Equals      []string `yaml:"equals"`        // upper and lower case alike
	Match       string   `yaml:"match"`         // regular expression on the whole value of the column
	Blank       []string `yaml:"blank"`         // all of these columns are empty
	Any         string   `yaml:"any"`           // regular expression on the whole of any one value of the row
	Header      bool     `yaml:"header"`        // every filled column holds its own heading
	CellsAtMost int      `yaml:"cells_at_most"` // cells of the row that hold something, named by the profile or not
	ToEnd       bool     `yaml:"to_end"`        // leaves out all that follows the first such row too
	Counts      string   `yaml:"counts"`        // column of a totals row that says how many rows the file has
	Sums        []string `yaml:"sums"`          // columns of a totals row that hold the column's sum
}

// Column types one column of the export under a name of the profile's own.
type Column struct {
	Name     string            `yaml:"name"`
	From     string            `yaml:"from"`
	Type     string            `yaml:"type"`
	Optional bool              `yaml:"optional"`  // the export may lack the column
	Required bool              `yaml:"required"`  // a row without a value is quarantined
	Split    string            `yaml:"split"`     // the cell holds several values with this between them
	Formats  []string          `yaml:"formats"`   // dates: the first that gives a day from earliest to latest is taken
	Codes    map[string]string `yaml:"codes"`     // label in the export → code (upper and lower case alike)
	List     string            `yaml:"list"`      // vocabulary list that the codes are of; labels of the list are accepted as they are
	Spelling bool              `yaml:"spelling"`  // notes labels in other upper and lower case than the list's and the profile's
	Schemes  *Schemes          `yaml:"schemes"`   // for codes whose list depends on a date of the row
	Missing  []string          `yaml:"missing"`   // values that mean "not recorded"; counted, each by itself
	Repair   string            `yaml:"repair"`    // what its UTF-8 had been misread as; a value that can be read back is, and its row noted
	FillDown bool              `yaml:"fill_down"` // an empty cell has the value above it: of merged cells the first alone has one
	Earliest string            `yaml:"earliest"`  // dates before it are treated by bad
	Latest   string            `yaml:"latest"`
	Bad      string            `yaml:"bad"` // quarantine (default), blank or warn
	Joined   bool              `yaml:"-"`   // it comes from the file that the table joins
}

// Schemes are the lists of one column's codes, each with the days on which it
// was in force; a date of the row picks the one.
type Schemes struct {
	By string   `yaml:"by"` // name of a date column
	In []Scheme `yaml:"in"`
}

// Scheme is one list of codes with its first and last day (either may be open).
type Scheme struct {
	List  string            `yaml:"list"`
	From  string            `yaml:"from"`
	Until string            `yaml:"until"`
	Codes map[string]string `yaml:"codes"` // label in the export → code, under this scheme
}

// Record is one kind of record that each row makes.
type Record struct {
	Record  string   `yaml:"record"`
	When    string   `yaml:"when"` // scalar SQL condition over the table's columns
	Each    string   `yaml:"each"` // a split column: one record for each value of its cell
	Unpivot *Unpivot `yaml:"unpivot"`
	// Conflict says what happens to rows that give one record different values:
	// quarantine (default) holds them all back; keep loads one of them, always the
	// same whatever the order of the rows, and counts the others.
	Conflict string           `yaml:"conflict"`
	Fields   map[string]Field `yaml:"fields"`
}

// Unpivot makes one record of each group of columns in which any is filled. The
// group's key goes to the field named by code. A group is a map of field to
// column (groups); where each is one column of one field, columns and value say it shorter.
type Unpivot struct {
	Code    string                      `yaml:"code"`
	Value   string                      `yaml:"value"`
	Columns map[string]string           `yaml:"columns"` // key → column
	Groups  map[string]map[string]Field `yaml:"groups"`  // key → field → column
}

// Field is where a record's field comes from: exactly one of a column, a
// constant, a scalar SQL expression over the table's columns, the scheme (list)
// that a code column's value is of, and the place of a value in its split cell.
type Field struct {
	Column   string
	Value    *string
	SQL      string
	SchemeOf string
	NumberOf string
}

// UnmarshalYAML reads `name`, `{value: constant}`, `{sql: expression}`,
// `{scheme_of: column}` or `{number_of: column}`.
func (f *Field) UnmarshalYAML(unmarshal func(any) error) error {
	if err := unmarshal(&f.Column); err == nil {
		return nil
	}
	var long struct {
		Value    *string `yaml:"value"`
		SQL      string  `yaml:"sql"`
		SchemeOf string  `yaml:"scheme_of"`
		NumberOf string  `yaml:"number_of"`
	}
	if err := unmarshal(&long); err != nil {
		return err
	}
	*f = Field{Value: long.Value, SQL: long.SQL, SchemeOf: long.SchemeOf, NumberOf: long.NumberOf}
	return nil
}

// Wide is the groups of an unpivot, whichever way they are written.
func (u *Unpivot) Wide() map[string]map[string]Field {
	if len(u.Groups) > 0 {
		return u.Groups
	}
	out := make(map[string]map[string]Field, len(u.Columns))
	for key, column := range u.Columns {
		out[key] = map[string]Field{u.Value: {Column: column}}
	}
	return out
}

// RawMark is what an expression adds to a column's name to mean its text as
// read, before it was parsed: closed__raw.
const RawMark = "__raw"

// Column returns the column of that name.
func (t Table) Column(name string) (Column, bool) {
	for _, c := range t.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

// Sources are the places that a field of a record comes from: one, or with
// groups of columns one a group.
func (r Record) Sources(field string) []Field {
	out := []Field{}
	if f, ok := r.Fields[field]; ok {
		out = append(out, f)
	}
	if r.Unpivot == nil {
		return out
	}
	groups := r.Unpivot.Wide()
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		if f, ok := groups[key][field]; ok {
			out = append(out, f)
		}
	}
	return out
}

// RawNames are the columns whose text an expression of the table asks for.
func (t Table) RawNames() []string {
	asked := map[string]bool{}
	for _, r := range t.Records {
		asked[r.When] = true
		kinds := []map[string]Field{r.Fields}
		if r.Unpivot != nil {
			kinds = slices.AppendSeq(kinds, maps.Values(r.Unpivot.Wide()))
		}
		for _, fields := range kinds {
			for _, f := range fields {
				asked[f.SQL] = true
			}
		}
	}
	out := []string{}
	for _, c := range t.Columns {
		for expr := range asked {
			if strings.Contains(strings.ToLower(expr), c.Name+RawMark) && !slices.Contains(out, c.Name) {
				out = append(out, c.Name)
			}
		}
	}
	return out
}
