package profile

// Profile says how one system's export becomes records.
type Profile struct {
	Version   int     `yaml:"profile"`
	ID        string  `yaml:"id"`
	Title     string  `yaml:"title"`
	Namespace string  `yaml:"namespace"`
	Match     Match   `yaml:"match"`
	Format    string  `yaml:"format"`
	CSV       CSV     `yaml:"csv"`
	Extract   Extract `yaml:"extract"`
	Tables    []Table `yaml:"tables"`

	// Fingerprint is the SHA-256 of the profile's bytes.
	Fingerprint string `yaml:"-"`
	// Path is where the profile was read, for messages.
	Path string `yaml:"-"`
}

// Match says which files a profile is for. A file must have one of the names
// (shell patterns, upper and lower case alike) and every column the profile reads.
type Match struct {
	Names []string `yaml:"names"`
}

// CSV says how a text file is written.
type CSV struct {
	Encoding  string `yaml:"encoding"`  // utf-8 (default; a byte order mark is dropped) or windows-1252
	Delimiter string `yaml:"delimiter"` // one character; a comma by default
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

// Table is one sheet of a workbook, or the whole of a text file.
type Table struct {
	Sheet   string   `yaml:"sheet"`
	Header  Header   `yaml:"header"`
	Skip    []Skip   `yaml:"skip"`
	Columns []Column `yaml:"columns"`
	Records []Record `yaml:"records"`
}

// Header says where the header row is: its number (1 by default) or the first
// row that holds all the names in find. Headers of two rows are joined with " / ",
// a merged upper cell counting for every column that it spans.
type Header struct {
	Row  int      `yaml:"row"`
	Find []string `yaml:"find"`
	Rows int      `yaml:"rows"`
}

// Skip names a rule and the rows that it leaves out.
type Skip struct {
	Rule   string   `yaml:"rule"`
	Column string   `yaml:"column"` // profile name of a column
	Equals []string `yaml:"equals"` // upper and lower case alike
	Match  string   `yaml:"match"`  // regular expression on the whole value
	Counts string   `yaml:"counts"` // column of a totals row that says how many rows the file has
	Blank  []string `yaml:"blank"`  // all of these columns are empty
}

// Column types one column of the export under a name of the profile's own.
type Column struct {
	Name     string            `yaml:"name"`
	From     string            `yaml:"from"`
	Type     string            `yaml:"type"`
	Optional bool              `yaml:"optional"` // the export may lack the column
	Required bool              `yaml:"required"` // a row without a value is quarantined
	Formats  []string          `yaml:"formats"`  // dates: tried in order
	Codes    map[string]string `yaml:"codes"`    // label in the export → code (upper and lower case alike)
	List     string            `yaml:"list"`     // vocabulary list that the codes are of; labels of the list are accepted as they are
	Missing  []string          `yaml:"missing"`  // values that mean "not recorded"; counted
	Earliest string            `yaml:"earliest"` // dates before it are treated by bad
	Latest   string            `yaml:"latest"`
	Bad      string            `yaml:"bad"` // quarantine (default), blank or warn
}

// Record is one kind of record that each row makes.
type Record struct {
	Record  string   `yaml:"record"`
	When    string   `yaml:"when"` // scalar SQL condition over the table's columns
	Unpivot *Unpivot `yaml:"unpivot"`
	// Conflict says what happens to rows that give one record different values:
	// quarantine (default) holds them all back; keep loads one of them, always the
	// same whatever the order of the rows, and counts the others.
	Conflict string           `yaml:"conflict"`
	Fields   map[string]Field `yaml:"fields"`
}

// Unpivot makes one record of each of several columns that has a value: the
// column's key goes to the field named by code, its value to the field named by value.
type Unpivot struct {
	Code    string            `yaml:"code"`
	Value   string            `yaml:"value"`
	Columns map[string]string `yaml:"columns"` // key → column
}

// Field is where a record's field comes from: exactly one of a column, a
// constant and a scalar SQL expression over the table's columns.
type Field struct {
	Column string
	Value  *string
	SQL    string
}

// UnmarshalYAML reads `name`, `{value: constant}` or `{sql: expression}`.
func (f *Field) UnmarshalYAML(unmarshal func(any) error) error {
	if err := unmarshal(&f.Column); err == nil {
		return nil
	}
	var long struct {
		Value *string `yaml:"value"`
		SQL   string  `yaml:"sql"`
	}
	if err := unmarshal(&long); err != nil {
		return err
	}
	f.Column, f.Value, f.SQL = "", long.Value, long.SQL
	return nil
}

// Column returns the column of that name.
func (t Table) Column(name string) (Column, bool) {
	for _, c := range t.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}
