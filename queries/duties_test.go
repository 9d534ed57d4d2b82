package queries

import (
	"strings"
	"testing"
)

// TestDuties: each row of both roles is there, in order, and few have no query.
func TestDuties(t *testing.T) {
	duties, err := Duties()
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, d := range duties {
		count[d.Role]++
		seen := map[string]bool{}
		for _, name := range d.Opens {
			if seen[name] {
				t.Errorf("duty %s opens %s twice", d.ID(), name)
			}
			seen[name] = true
		}
	}
	if count[MHUCaseManager] != 14 || count[PSUSpecialist] != 23 {
		t.Errorf("duties by role: %v", count)
	}
	if got := Serves(duties, "pirh"); len(got) != 1 || got[0].ID() != "psu-7" {
		t.Errorf("pirh serves %v", got)
	}
}

func TestDutiesRefused(t *testing.T) {
	head := strings.Join(dutyColumns, ",") + "\n"
	for text, want := range map[string]string{
		"role,no\n":                             "columns",
		head + "psu_specialist,2,Plan,pirh,,\n": `the number is "2", not 1`,
		head + "psu_specialist,1,Plan,pirh,,\nmhu_case_manager,2,Plan,pirh,,\n":   "not 1",
		head + "chef,1,Cook,pirh,,\n":                                             `role "chef"`,
		head + "psu_specialist,1,,pirh,,\n":                                       "empty",
		head + "psu_specialist,1,Plan,,,\n":                                       "reason why not",
		head + "psu_specialist,1,Plan,pirh,No export,\n":                          "reason why not",
		head + "psu_specialist,1,Plan,pirh\n":                                     "wrong number of fields",
		head + strings.Repeat("psu_specialist,N,Plan,,No export holds it.,\n", 7): "more than 6",
		head + "psu_specialist,1,Plan,pirh,,\npsu_specialist,one,Plan,pirh,,\n":   "duties.csv:3",
	} {
		for n := 1; strings.Contains(text, ",N,"); n++ {
			text = strings.Replace(text, ",N,", ","+string(rune('0'+n))+",", 1)
		}
		if _, err := readDuties(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
