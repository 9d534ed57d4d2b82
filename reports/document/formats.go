package document

// Format is a kind of file that a document is written as.
type Format struct {
	Extension string // with its dot
	Program   string // what people know it by
	Write     func(Document) ([]byte, error)
}

// Formats are all of them, in the order in which pages offer them.
func Formats() []Format {
	return []Format{
		{".docx", "Word", Document.Word},
		{".pptx", "PowerPoint", Document.Slides},
		{".xlsx", "Excel", Document.Excel},
		{".ods", "OpenDocument", Document.OpenSheet},
		{".csv", "CSV", Document.CSV},
	}
}
