// Package document writes a report as the files that people hand round: Word
// (.docx), PowerPoint (.pptx), Excel (.xlsx), OpenDocument (.ods) and CSV.
//
// A report is a value, a Document, made once from the figures of a release; every
// writer says the same words and the same values. Nothing is worked out here: what
// a cell says is its text, as the pages print it, and a spreadsheet types the value
// beside it. A value that must not be shown is not in the Document at all.
//
// The files are plain: real headings, captions, lists and header rows, alt text on
// every picture, the language, the title and the position date in the properties,
// and nothing that a program made on the way, so that the same Document gives the
// same bytes. They follow the checklist for accessible spreadsheets of the
// Government Analysis Function.
package document
