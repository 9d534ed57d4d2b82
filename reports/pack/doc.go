// Package pack makes the debrief pack of a case: one page that says what
// happened when, which limits were met and who moved them, what was alleged,
// decided and found, what was lost, served, told and learnt, what the page rests
// on and what no export records.
//
// It also makes the briefing note of a proceeding that is listed in the days ahead: two
// sides for a chief officer, of the same answers. Either is a Paper: parts with sentences,
// drawings and tables, worked out once, of which its page and its document for office
// programs are made.
//
// A Book holds the answers to the questions about some cases (see Questions),
// asked of all of them at once; Pack and Briefing make the paper of one. Nothing here
// asks a warehouse: the caller runs the questions.
//
// A paper states facts of one case. It gives no statistics of one: where the case
// is set beside others, the class, its size and a band stand there, and with few
// others only their range. It carries no chart library and no script; what is
// drawn is drawn by a template, with the same facts in a table beside it, and
// dressed for a document in the looks of its style sheet. Coded values alone are
// shown, people by their references.
//
// Packs and notes name cases and people: an edition that may not show cases has
// none (see queries.Edition). Neighbours: package reports gives the frame and the facts of a
// release, package page the shell, package document the files; package dashboards lists both.
package pack
