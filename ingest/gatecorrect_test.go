package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// TestWithdrawsWhatWasPutRight wants a record that came by workbook, and that the next
// snapshot lacks, counted as withdrawn.
func TestWithdrawsWhatWasPutRight(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", deskExport))
	d.load(d.edit(d.faults("f.xlsx"), sheet+"!J2", "sergeant"))
	if got := d.report(d.file("c_2026-04-30.csv", "ref,no,warrant,rank,closed\nC1,1,W1,constable,01/02/2026\n")).Files[0].Withdrawn; got != 2 {
		t.Errorf("%d records are withdrawn, want the case and the subject that were put right", got)
	}
}

// TestCollapseOfWhatWasPutRight wants rows put right to count in the snapshot before,
// and a workbook to be no snapshot that could collapse.
func TestCollapseOfWhatWasPutRight(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var good, bad strings.Builder
	for i := range 15 {
		fmt.Fprintf(&good, "G%d,1,W,constable,\n", i)
		fmt.Fprintf(&bad, "B%d,1,W,corporal,\n", i)
	}
	const head = "ref,no,warrant,rank,closed\n"
	d.load(d.file("c_2026-03-31.csv", head+good.String()+bad.String()))
	cells := []string{}
	for i := range 15 {
		cells = append(cells, fmt.Sprintf("%s!J%d", sheet, i+2), "sergeant")
	}
	d.load(d.edit(d.faults("f.xlsx"), cells...))
	next := d.file("c_2026-04-30.csv", head+strings.Join(strings.SplitAfter(good.String(), "\n")[:12], "")+"G14,1,W,corporal,\n")
	d.refused(next, "collapsed")
	opt := d.options()
	opt.Accept = "they are closed"
	if _, err := Load(t.Context(), opt, next); err != nil {
		t.Fatal(err)
	}
	d.wants(d.load(d.edit(d.faults("g.xlsx"), "c_2026-04-30!J2", "sergeant")), "read 1 = accepted 1 + unchanged 0 + quarantined 0 + skipped 0; 1 of c_2026-04-30.csv closed\n")
}
