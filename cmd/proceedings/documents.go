package main

import (
	"fmt"

	"proceedings/dashboards"
	"proceedings/reports"
	"proceedings/reports/chart/dots"
	"proceedings/reports/document"
	"proceedings/reports/release"
)

// reports are the reports of a release as pages and, where charts are drawn, in the formats that people hand round.
func (m *material) reports() ([]release.File, error) {
	dots := dots.Maker{Wide: pictureWide}
	var files []release.File
	for _, r := range reports.Reports() {
		c, err := reports.Compose(m.input, r)
		if err != nil {
			return nil, err
		}
		p, err := c.Page(dashboards.Nav(m.edition))
		if err != nil {
			return nil, err
		}
		files = append(files, release.File{Path: p.Path, Bytes: p.HTML})
		if m.input.Draw == nil {
			continue
		}
		d, err := c.Document(dots.PNG)
		if err != nil {
			return nil, err
		}
		written, err := formats(d)
		if err != nil {
			return nil, err
		}
		files = append(files, written...)
	}
	return files, nil
}

// formats are a document as files.
func formats(d document.Document) ([]release.File, error) {
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
