package queries

import "testing"

func TestEditionsShow(t *testing.T) {
	for _, tt := range []struct {
		edition     Edition
		sensitivity string
		want        bool
	}{
		{Restricted, Aggregate, true}, {Restricted, CaseLevel, true}, {Restricted, RowLevel, false}, {Restricted, "", false},
		{Shareable, Aggregate, true}, {Shareable, CaseLevel, false}, {Shareable, RowLevel, false}, {Shareable, "", false},
		{"", Aggregate, false}, {"Restricted", CaseLevel, false}, {"public", Aggregate, false},
	} {
		if got := tt.edition.Shows(tt.sensitivity); got != tt.want {
			t.Errorf("%q shows %q: %v", tt.edition, tt.sensitivity, got)
		}
	}
	if Restricted.Chosen() != 3 || Shareable.Chosen() != 0 || Edition("").Chosen() != 0 {
		t.Error("another number of choices together")
	}
}
