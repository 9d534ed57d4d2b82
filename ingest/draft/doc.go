// Package draft draws up a first source profile for an export that nobody has
// described yet, and tries a profile on exports without keeping anything.
//
// The steps of a draft:
//
//  1. look: what the bytes are, which sheets hold data, where the header is
//     (sheet.go, header.go).
//  2. stage: every column is read as text into the engine, so that all rows are
//     looked at and memory stays bounded (survey.go).
//  3. leave out: totals, separators, repeated headers and notes become skip rules
//     (skip.go); a row with nothing but a reference stays (alone.go).
//  4. measure: what each column holds, counted by the engine with the same SQL that
//     a load reads values with (column.go, date.go, order.go, code.go). Names of people and free
//     text are left out of the profile.
//  5. map: headings and vocabularies say which kinds of record the rows make
//     (words.csv, heading.go, match.go, record.go), what they are known by
//     (reference.go) and what follows from each other (complete.go).
//  6. settle: columns that no record uses leave the profile, so that they never hold
//     a row back (settle.go).
//  7. write: YAML with what was found as comments; what cannot be known is marked
//     "# ?" (write.go and its neighbours).
//
// What stands in a draft may be passed on: headings, labels of codes, and values only
// as patterns (99/99/9999). A draft parses and compiles as it stands.
package draft
