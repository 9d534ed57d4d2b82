package dashboards

import (
	"proceedings/reports/page"
	"proceedings/reports/revision"
)

// Revisions is the page of what changed since the release before; none says why nothing is compared where c is nil.
func Revisions(in Input, c *revision.Comparison, none string) (page.Page, error) {
	in.Where = anyPage(in.Edition())
	return revision.Page(in, c, none, Nav(in.Edition()))
}
