package sampledata

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// sampleWorld is the history of the sample, told once for all tests: they must leave it as it is.
var sampleWorld = sync.OnceValue(func() *World { return Build(Seed) })

// sampleSets are the exports of the sample, made once for all tests: they must leave them as they are.
var sampleSets = [...]func() (*exports, error){
	sync.OnceValues(func() (*exports, error) { return exportSet(sampleWorld().Extract(0)) }),
	sync.OnceValues(func() (*exports, error) { return exportSet(sampleWorld().Extract(1)) }),
}

func sampleSet(t *testing.T, n int) *exports {
	t.Helper()
	set, err := sampleSets[n]()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestSameSeedSameWorld(t *testing.T) {
	if !reflect.DeepEqual(Build(7), Build(7)) {
		t.Error("one seed made two histories")
	}
	if reflect.DeepEqual(Build(7).Cases, Build(8).Cases) {
		t.Error("two seeds made one history")
	}
	w := Build(Seed)
	second := w.Extract(1)
	w.story = nil
	if !reflect.DeepEqual(w, second) {
		t.Error("the last extract is not the history as finally known")
	}
}

// TestSameBytes makes the sample twice: clocks, maps and paths must not show.
func TestSameBytes(t *testing.T) {
	first, second := t.TempDir(), filepath.Join(t.TempDir(), "a", "longer path")
	if err := Write(first); err != nil {
		t.Fatal(err)
	}
	for n, folder := range Folders {
		if err := writeFiles(filepath.Join(second, folder), sampleSet(t, n).files); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeBroken(second, sampleWorld().Extract(0)); err != nil {
		t.Fatal(err)
	}
	files := 0
	err := filepath.Walk(first, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		files++
		name, _ := filepath.Rel(first, path)
		a, _ := os.ReadFile(path)
		b, err := os.ReadFile(filepath.Join(second, name))
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs between two writes", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if least := 2*18 + 2*len(brokenFaults); files < least {
		t.Errorf("%d files, want at least %d", files, least)
	}
}

func TestBrokenFoldersSayWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	if err := writeBroken(dir, sampleWorld().Extract(0)); err != nil {
		t.Fatal(err)
	}
	for _, f := range brokenFaults {
		readme, err := os.ReadFile(filepath.Join(dir, "broken-"+f.name, "README.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Count(readme, []byte("\n")) != 1 {
			t.Errorf("README.txt of broken-%s is not one line", f.name)
		}
	}
}

// TestNamesStayInExports: every planted name is in some export, and in no field of the world that a load would keep.
func TestNamesStayInExports(t *testing.T) {
	w := sampleWorld()
	set := sampleSet(t, 1)
	var all strings.Builder
	for _, f := range set.files {
		if plain, err := charmap.Windows1252.NewDecoder().Bytes(f.data); err == nil && strings.HasSuffix(f.name, ".csv") {
			all.Write(plain)
		}
	}
	for _, name := range PlantedNames {
		if !strings.Contains(all.String(), name) {
			t.Errorf("%s stands in no text file", name)
		}
	}
	for _, c := range w.Cases {
		for _, field := range []string{c.CaseRef, c.Force, c.Category, c.Severity, c.Region} {
			for _, name := range PlantedNames {
				if strings.Contains(field, name) {
					t.Errorf("%s stands in case %s", name, c.CaseRef)
				}
			}
		}
	}
}

// plans are the dates that may lie after an extract.
var plans = map[string]bool{
	"Listing.ListedDate": true, "Recommendation.DueDate": true, "Recommendation.ExtendedDueDate": true, "Action.DueDate": true, "DisclosureBatch.DueDate": true,
	"ExhibitAudit.DueDate": true, "CaseReview.DueDate": true, "Restriction.UntilDate": true, "Extension.NewDueDate": true,
}

func TestNothingButPlansLiesAhead(t *testing.T) {
	w := sampleWorld()
	for n := range Folders {
		v := reflect.ValueOf(*w.Extract(n))
		for i := range v.NumField() {
			if v.Field(i).Kind() == reflect.Slice {
				checkDates(t, v.Field(i), ExtractDates[n])
			}
		}
	}
}

func checkDates(t *testing.T, records reflect.Value, extract Day) {
	t.Helper()
	kind := records.Type().Elem()
	for f := range kind.NumField() {
		if kind.Field(f).Type != reflect.TypeFor[Day]() || !kind.Field(f).IsExported() {
			continue
		}
		name := kind.Name() + "." + kind.Field(f).Name
		for i := range records.Len() {
			switch d := Day(records.Index(i).Field(f).Int()); {
			case d > extract && !plans[name]:
				t.Errorf("%s is %s in the extract of %s", name, d, extract)
			case d != 0 && !InCalendar(d) && name != "Case.IncidentDate":
				t.Errorf("%s is %s, outside the calendar", name, d)
			}
		}
	}
}

// TestVolumes holds the size of the world to that of a small national body.
func TestVolumes(t *testing.T) {
	w := sampleWorld()
	types := make(map[string]int)
	for _, p := range parts(w) {
		types[p.p.Type]++
	}
	for kind, want := range map[string][2]int{
		"MH": {400, 550}, "MM": {300, 420}, "AH": {120, 200}, "AM": {15, 45}, "PAT": {12, 45}, "STF": {30, 50}, "CRM-MC": {150, 280}, "CRM-CC": {120, 250},
		"INQ": {200, 280}, "INQ-J": {80, 150},
	} {
		if n := types[kind]; n < want[0] || n > want[1] {
			t.Errorf("%d parts in proceedings of type %s, want %d to %d", n, kind, want[0], want[1])
		}
	}
	if n := len(w.Cases); n < 2200 || n > 2700 {
		t.Errorf("%d cases", n)
	}
	bases, codes := make(map[string]int), make(map[string]int)
	for _, r := range w.Recommendations {
		bases[r.LegalBasis]++
	}
	for _, l := range basisLabels.pairs {
		if bases[l.code] == 0 {
			t.Errorf("no recommendation of basis %s", l.code)
		}
	}
	for _, e := range w.Events {
		codes[e.Code]++
	}
	for _, code := range strings.Fields("came_to_attention report_submitted referral_decided reg30_served reg51_served officer_response docs_to_chair " +
		"prehearing_held public_notice_published hearing_day_start hearing_completed report_to_aa officer_notified report_published full_file_to_cps " +
		"charging_decision requisition_issued first_appearance trial_start verdict sentence reported_to_coroner inquest_opened pirh_held inquest_start " +
		"conclusion pfd_issued closed explanation_sent") {
		if codes[code] < 20 {
			t.Errorf("only %d events %s", codes[code], code)
		}
	}
}

// TestKeysAreUnique: a snapshot holds no natural key twice.
func TestKeysAreUnique(t *testing.T) {
	w := sampleWorld()
	sorted := *w
	sorted.sort()
	for i, c := range counts(w) {
		if after := counts(&sorted)[i]; after.n != c.n {
			t.Errorf("%s: %d records, %d keys", c.name, c.n, after.n)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	for _, v := range []struct {
		start Day
		n     int
		want  Day
	}{
		{Date(2024, time.March, 28), 3, Date(2024, time.April, 4)},
		{Date(2024, time.March, 30), 15, Date(2024, time.April, 22)},
		{Date(2024, time.December, 20), 100, Date(2025, time.May, 19)},
		{Date(2025, time.April, 16), 10, Date(2025, time.May, 2)},
		{Date(2023, time.May, 5), 20, Date(2023, time.June, 6)},
		{Date(2024, time.April, 4), -3, Date(2024, time.March, 28)},
	} {
		if got := AddWorkingDays(v.start, v.n); got != v.want {
			t.Errorf("working day %d from %s is %s, want %s", v.n, v.start, got, v.want)
		}
		if v.n > 0 && WorkingDays(v.start, v.want) != v.n {
			t.Errorf("%d working days from %s to %s, want %d", WorkingDays(v.start, v.want), v.start, v.want, v.n)
		}
	}
	if got := Date(2024, time.August, 31).AddMonths(6); got != Date(2025, time.February, 28) {
		t.Errorf("six months on from 31 August 2024 is %s", got)
	}
	if got := Date(2026, time.March, 31).FinancialQuarter(); got != "2025-26Q4" {
		t.Errorf("31 March 2026 is in %s", got)
	}
}
