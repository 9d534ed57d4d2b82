package main

import (
	"fmt"
	"io"

	"proceedings/ingest/draft"
)

// writeReach warns of records that are loaded and yet in no figure.
func writeReach(out io.Writer, r draft.Reach) {
	if r.NoSubject > 0 {
		fmt.Fprintf(out, "\nWarning: %d of %s have no proc_subject; they are in no figure of open work and in none of findings.\n"+
			"Make a proc_subject for every subject in a proceeding, also while it is open, unless another export gives them.\n", r.NoSubject, count(r.Proceedings, "proceeding"))
	}
	if r.Notices > 0 {
		fmt.Fprintf(out, "\nWarning: %s of code notice_served and none of code reg30_served: limits of hearings and meetings start at reg30_served,\n"+
			"the notice of referral to proceedings (reg 30), and find no start here. notice_served is the notice of investigation.\n", count(r.Notices, "event"))
	}
}
