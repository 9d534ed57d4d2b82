// Package reports turns named results into what people read: figures, and the
// quarterly board report.
//
// A figure is one question answered: a finding in words, a chart where one
// helps, the figures as a real table, and the definition with its SQL. How each
// query is shown is a design (see designs): its question, its chart, its
// sentence. Pages of package dashboards and the board report use the same
// designs, so that one query reads the same everywhere.
//
// Sentences are computed from the result they stand beside and say no more
// than it does: k of n and a period; a fraction and no percentage below ten
// records; no difference between shares where the 95% interval of their difference holds nought.
//
// The words that pages use have one home, glossary.csv; the terms of the law and
// the codes come from the standards in force. What falls due is also written as a
// calendar to import (package ics) in a restricted release.
//
// The same figures become documents: a figure is an item of a package document's Document, which is written
// as Word, PowerPoint, Excel and OpenDocument files; its chart is a picture of its own (see chart.Alone).
//
// Only results enter. Nothing here queries, counts rows of its own or reads a
// clock.
package reports
