// Package profile holds source profiles: YAML files that say how one system's
// export becomes records. A new source needs a new profile and no code.
//
// The format is fixed by profile.schema.json (version 1), whose descriptions say
// what each key does. What the schema cannot say is checked here (check.go,
// column.go, record.go, join.go); an error is one sentence with the file, the line,
// the table and the column, record or rule (place.go). Profiles of the sample
// systems, of two public exports and of the benchmark are built in; a folder of
// profiles adds to them and replaces those of the same id.
package profile
