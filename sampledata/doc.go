// Package sampledata is an invented world of conduct proceedings and the exports that three invented systems would make of it.
//
// Nothing in it is real: the national body, the forces, the people and the cases are made up, and no name here is that of a force of England and
// Wales. It exists so that every figure of a release can be checked against a history that is known in full.
//
// The steps, one file each:
//
//	model.go     the records of the world, shaped like the records that exports are read into
//	calendar.go  days, working days and the bank holidays of England and Wales
//	story*.go    the history: people, cases, proceedings, learning, quality work, with the stories planted in them
//	extract.go   what an extract of a given date says of that history (late outcomes missing, wrong values not yet put right)
//	exports*.go  the columns of a force case system (CSV), a national register (workbook) and a hand-kept tracker (workbook)
//	labels.go    how each system prints the codes
//	faults.go    the few bad rows in the main sets
//	write.go     the two sets of exports as files
//	broken.go    small folders of exports with one fault each
//	truth*.go    the figures that the history has, counted without a database
//
// The package imports nothing of the project, so that a fault in the project cannot hide itself by being in both. The same seed gives the same
// bytes. EXPORTS.md beside this file says what every column of every file is.
package sampledata
