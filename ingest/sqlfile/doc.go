// Package sqlfile finds .sql files, splits their headers from their one
// statement, and binds named parameters exactly.
//
// A file is a header of YAML in "-- " comments that ends at a line "-- ---",
// then one statement. A file without that line has no header: all of it is the
// statement. What the header means is for the package that owns the files
// (queries, checks, the state of a session); it reads the header with Decode.
//
// The driver binds a named parameter that is missing or misspelt by position,
// in silence. Bind therefore compares the two sets of names before anything
// runs. Every message begins with file:line.
package sqlfile
