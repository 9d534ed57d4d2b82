package main

import (
	"fmt"

	"proceedings/reports"
	"proceedings/reports/chart/dots"
	"proceedings/reports/document"
	"proceedings/reports/release"
)

// documents are the reports as office documents, where charts are drawn.
func (m *material) documents() ([]release.File, error) {
	if m.input.Draw == nil {
		return nil, nil
	}
	dots := dots.Maker{Wide: pictureWide}
	d, err := reports.BoardDocument(m.input, dots.PNG)
	if err != nil {
		return nil, err
	}
	var files []release.File
	for _, f := range document.Formats() {
		data, err := f.Write(d)
		if err != nil {
			return nil, fmt.Errorf("%s%s: %w", d.Name, f.Extension, err)
		}
		files = append(files, release.File{Path: d.Name + f.Extension, Bytes: data})
	}
	return files, nil
}

// pictureWide is how many dots wide the pictures of documents are, for programs that do not draw SVG.
const pictureWide = 1440
