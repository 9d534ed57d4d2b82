// Package checks is the catalogue of data-quality checks: one SQL file a check,
// each with a header that says what it looks for, how bad that is, who can mend it
// and what to tell the sender.
//
// The files here run while a file is loaded. Those that can be asked of the
// records held only (across files and sources) lie in queries/quality/checks and
// have the same header; the package queries makes one catalogue of both.
//
//	id, title     DQ06 and its name; several checks of one rule of the field have its number and a letter, DQ05a, DQ05b
//	rule          the short name shown in accounting; no two checks share one
//	severity      quarantine (the row waits), exclude (it is loaded, left out of the measures that
//	              need what is wrong with it, and counted beside them) or warn (nothing is changed)
//	owner         who can mend it: sender, PSU, QA lead or analyst
//	place         where it runs: reading, load, gate or state (see below)
//	record        the kind of record looked at; needs: another kind that the statement reads
//	sentence      for the sender: what is wrong and what to do
//	why           why it matters, or what the figures do about it
//	source        of the rule in law or method; threshold: a number it rests on, with its source
//	status        "not applicable yet" with a reason, where nothing can be checked so far
//
// Places:
//
//	reading  built into the reading and typing of a file. The statement finds, in load.problem, what the rules of
//	         rules.csv with this id found: source, file, extract_date, sheet, row, put_right_by, field, rule, severity.
//	load     the statement looks at the records that one file made (tables new_RECORD) before they are
//	         stored, and returns tab, row_no, field and value of each it objects to
//	gate     a file, a run or a shareable release that fails is refused whole; nothing that fails is ever held, or read by others
//	state    the statement looks at the records held as known at a date and returns every one it can judge: source, key,
//	         field and whether it fails
//
// rules.csv gives each rule that reading and typing can name its id, severity, owner and
// sentence. [Remedy] finds the sentence of any rule. The severity of a rule of reading is
// the usual one: a profile may let a column's rows wait where another empties the field.
//
// Upstream: ingest/sqlfile. Downstream: ingest, queries.
package checks
