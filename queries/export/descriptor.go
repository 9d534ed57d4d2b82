package export

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"proceedings/queries"
)

const (
	descriptorName = "datapackage.json"
	madeBy         = "proceedings export"
)

// Restricted is what an export says of itself wherever it speaks.
const Restricted = "Restricted: case-level records, for use inside the team only. Identifiers of people are keyed hashes; references of cases are readable."

// Descriptor is datapackage.json: a Data Package of Frictionless Standards, version 2, with what figures need beside it.
type Descriptor struct {
	Schema      string     `json:"$schema"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	MadeBy      string     `json:"madeBy"`
	Edition     string     `json:"edition"`
	Licence     string     `json:"licence"`
	AsOf        string     `json:"asOf"`
	KnownAt     string     `json:"knownAt,omitempty"`
	PeriodFrom  string     `json:"periodFrom,omitempty"`
	PeriodTo    string     `json:"periodTo,omitempty"`
	Vocabulary  string     `json:"vocabulary"` // fingerprints
	Catalogue   string     `json:"catalogue"`
	Sources     []Source   `json:"sources"`
	Resources   []Resource `json:"resources"`
}

// Source is an export of a source system that the records come from.
type Source struct {
	Title         string   `json:"title"`
	Path          string   `json:"path"` // the name of its file
	Hash          string   `json:"hash"`
	ExtractDate   string   `json:"extractDate"`
	Kind          string   `json:"kind"` // full or changes
	Profile       string   `json:"profile"`
	ProfileSHA256 string   `json:"profileHash"`
	Current       bool     `json:"current"` // it still speaks: no later full extract has taken its place
	Corrections   []string `json:"corrections,omitempty"`
}

// Resource is one table.
type Resource struct {
	Name        string      `json:"name"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Type        string      `json:"type"`
	Path        []string    `json:"path"`
	Format      string      `json:"format"`
	MediaType   string      `json:"mediatype"`
	Encoding    string      `json:"encoding,omitempty"`
	Dialect     *Dialect    `json:"dialect,omitempty"`
	Bytes       int64       `json:"bytes"`
	Hash        string      `json:"hash,omitempty"` // of the one file; several have theirs in files
	Rows        int64       `json:"rows"`
	Files       []File      `json:"files"`
	Partitions  []Partition `json:"partitions,omitempty"`
	Query       string      `json:"query,omitempty"` // fingerprint of the query and all that it rests on
	Notes       []string    `json:"notes,omitempty"`
	Schema      TableSchema `json:"schema"`
}

// File is one file of a table.
type File struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Hash  string `json:"hash"`
	Rows  int64  `json:"rows"`
}

// Partition is one level of the folders of a table.
type Partition struct {
	Field string `json:"field"`
	From  string `json:"from"` // which field gives it
}

// Dialect is how a CSV file is written.
type Dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
}

// TableSchema says what the columns of a table are. Where folders hold columns, the files have fewer.
type TableSchema struct {
	FieldsMatch string      `json:"fieldsMatch,omitempty"`
	Fields      []Field     `json:"fields"`
	PrimaryKey  []string    `json:"primaryKey,omitempty"`
	ForeignKeys []Reference `json:"foreignKeys,omitempty"`
	Unmatched   []Reference `json:"unmatchedReferences,omitempty"` // references that some rows leave empty, or that find nothing
}

// Field is one column.
type Field struct {
	Name          string       `json:"name"`
	Type          string       `json:"type"`
	Title         string       `json:"title"`
	Description   string       `json:"description,omitempty"`
	Unit          string       `json:"unit,omitempty"`
	List          string       `json:"list,omitempty"` // of the vocabulary: its codes
	Categories    []Category   `json:"categories,omitempty"`
	MissingValues *[]string    `json:"missingValues,omitempty"`
	Constraints   *Constraints `json:"constraints,omitempty"`
}

// Category is a code with its label.
type Category struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Constraints hold for every row.
type Constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// Reference is that of some fields to the key of another table. Rows is how many find none there.
type Reference struct {
	Fields    []string `json:"fields"`
	Reference Target   `json:"reference"`
	Rows      int64    `json:"rows,omitempty"`
}

// Target is the key that a reference names.
type Target struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func (w *writer) descriptor(sources []queries.Source) *Descriptor {
	p := w.session.Period()
	d := &Descriptor{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: "proceedings-export", Title: "Records of proceedings as of " + iso(p.AsOf),
		Description: Restricted + " Each kind of record is as known and cut at the as-of date: what happened after it counts nowhere.",
		MadeBy:      madeBy, Edition: string(queries.Restricted), Licence: "none: nothing in this folder may be passed on",
		AsOf: iso(p.AsOf), KnownAt: iso(p.KnownAt),
		Vocabulary: w.Words.Fingerprint(), Catalogue: w.session.Catalogue().Fingerprint(), Sources: []Source{}, Resources: w.resources,
	}
	if len(w.Queries) > 0 {
		d.Title = "Answers to questions as of " + iso(p.AsOf)
		d.Description = Restricted + " Each table is the answer to one question of the catalogue, with small counts."
		d.PeriodFrom, d.PeriodTo = iso(p.From), iso(p.To)
	}
	if w.Format == CSV {
		d.Description += " A text that a spreadsheet would run as a formula has an apostrophe before it."
	}
	for _, s := range sources {
		one := Source{Title: s.Title, Path: s.File, Hash: hashMark + s.SHA256, ExtractDate: iso(s.ExtractDate), Kind: s.Kind, Profile: s.Profile, ProfileSHA256: hashMark + s.ProfileSHA256, Current: s.Current}
		for _, c := range s.Corrections {
			one.Corrections = append(one.Corrections, hashMark+c)
		}
		d.Sources = append(d.Sources, one)
	}
	return d
}

// hashMark says which hash one is.
const hashMark = "sha256:"

func iso(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

func (d *Descriptor) write(folder string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(d); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, descriptorName), b.Bytes(), 0o600)
}
