package dashboards

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"

	"proceedings/reports"
	"proceedings/reports/page"
)

//go:embed assets/shelf.html
var shelfHTML string

var shelfTemplate = template.Must(template.New("shelf").Parse(shelfHTML))

func reportsLink() page.Link {
	return page.Link{Path: "reports.html", Title: "Reports",
		About: "For meetings and paper: the reports of this release, to print or to open in Word, PowerPoint or Excel."}
}

// shelf lists the reports of a release, each as a page and in the formats that people hand round.
func shelf(in Input, shell page.Shell) (page.Page, error) {
	var b bytes.Buffer
	err := shelfTemplate.Execute(&b, struct {
		Reports []reports.Report
		In      Input
	}{reports.Reports(), in})
	if err != nil {
		return page.Page{}, fmt.Errorf("list of reports: %w", err)
	}
	return shell.Render(page.Content{Path: reportsLink().Path, Title: "Reports",
		Lead: "The same figures and the same words in each format.", Body: template.HTML(b.String())})
}
