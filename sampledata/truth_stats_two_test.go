package sampledata

import (
	"math"
	"testing"
)

func nearCells(t *testing.T, what string, got []any, want ...float64) {
	t.Helper()
	for i, w := range want {
		if v, ok := got[i].(float64); !ok || math.Abs(v-w) > 5e-5 {
			t.Errorf("%s %d: %v, want %v", what, i, got[i], w)
		}
	}
}

// Of ten, one has the event at 1 and one ends another way at 2, one is censored at 3, and one has the event at 4: 1/10, then 8/10 of a 7th.
func TestIncidenceBy(t *testing.T) {
	all := []fate{{1, theEvent}, {2, endedAnother}, {3, stillWaiting}, {4, theEvent}}
	for range 6 {
		all = append(all, fate{9, stillWaiting})
	}
	nearCells(t, "by 4", incidenceCells(all, 4), 0.1+0.8/7)
	nearCells(t, "other by 4", incidenceCells(all, 4)[3:], 0.1)
	if cells := incidenceCells(all, 10); cells[0] != nil {
		t.Errorf("nobody was followed to 10: %v", cells)
	}
	// Without competing ends or censoring it is a plain share: 3 of 10, variance p (1-p) / n.
	var plain []fate
	for i := range 10 {
		plain = append(plain, fate{i, theEvent})
	}
	now, _ := incidenceBy(plain, 2)
	nearCells(t, "plain", []any{now.event, now.se}, 0.3, math.Sqrt(0.3*0.7/10))
}

// Newcombe 1998, table II, method 10: 56/70 and 48/80.
func TestDifference(t *testing.T) {
	nearCells(t, "difference", differenceCells(56, 70, 48, 80), 20, 5.2431, 33.3873) // percentage points
}

// At the limits of a ratio its chi-squared is that of 95 %.
func TestRatio(t *testing.T) {
	cells := ratioCells(36, 40, 16, 80)
	nearCells(t, "ratio", cells, 4.5)
	for _, limit := range cells[1:] {
		if chi := koopman(36, 40, 16, 80, limit.(float64)); math.Abs(chi-z95*z95) > 1e-6 {
			t.Errorf("chi-squared at %v is %v", limit, chi)
		}
	}
	nearCells(t, "Koopman 1984", cells[1:], 2.9396, 7.1522) // Koopman 1984 prints 2.94 and 7.15
}
