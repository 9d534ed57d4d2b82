package sampledata

import "testing"

func TestTruthExact(t *testing.T) {
	for _, c := range []struct {
		part, of  int
		low, high float64 // per cent, to one place
	}{{70, 87, 70.6, 88.2}, {5, 7, 29.0, 96.3}, {0, 9, 0, 33.6}, {3, 3, 29.2, 100}} {
		cells := exactCells(c.part, c.of)
		near(t, "exact low", 100*cells[1].(float64), c.low, 0.05001)
		near(t, "exact high", 100*cells[2].(float64), c.high, 0.05001)
	}
}

// Newcombe 1998, table II, comparison (a) by method 10: 56/70 and 48/80 differ by 0.2, from 0.0524 to 0.3339: in percentage points.
func TestTruthNewcombe(t *testing.T) {
	for i, want := range []float64{20, 5.24, 33.39} {
		near(t, "difference", newcombeCells(56, 70, 48, 80)[i].(float64), want, 0.005)
	}
}

// Two readers, 50 files: both yes 20, both no 15, 5 and 10 apart. Alike 0.7, by chance 0.5, kappa 0.4. The variance of kappa
// is (0.4 (0.5 - 1.1 × 0.3)² + 0.3 (0.5 - 0.9 × 0.3)² + 0.09 (0.1 × 1.1² + 0.2 × 0.9²) - (0.35 - 1 + 0.7)²) / (50 × 0.5⁴).
func TestTruthKappa(t *testing.T) {
	cells := agreementTable{{"yes", "yes"}: 20, {"yes", "no"}: 5, {"no", "yes"}: 10, {"no", "no"}: 15}.kappaCells()
	near(t, "kappa", cells[1].(float64), 0.4, 1e-12)
	near(t, "alike", cells[4].(float64), 0.7, 1e-12)
	near(t, "low", cells[2].(float64), 0.1511, 0.0005)
	if cells := (agreementTable{{"yes", "yes"}: 3, {"no", "no"}: 2}).kappaCells(); cells[1] != 1.0 || cells[2] != nil {
		t.Errorf("all alike: %v", cells)
	}
	if cells := (agreementTable{{"yes", "yes"}: 3}).kappaCells(); cells[1] != nil {
		t.Errorf("one rating alone: %v", cells)
	}
}

// A sample of everything is certain; of a very large whole the interval is Wilson's.
func TestTruthFinite(t *testing.T) {
	if cells := finiteCells(3, 4, 4); cells[1] != 0.75 || cells[2] != 0.75 {
		t.Errorf("all of the whole: %v", cells)
	}
	large, wilson := finiteCells(70, 87, 1_000_000_000), wilsonCells(70, 87)
	near(t, "low", large[1].(float64), wilson[1].(float64), 1e-6)
	near(t, "high", large[2].(float64), wilson[2].(float64), 1e-6)
}

// Shares 1/10, 3/10, 2/10: pooled 0.2, each error 0.12649; z -0.79057, 0.79057, 0: moves 1.58114 and 0.79057, mean 1.18585; three times it over 1.128 is
// 3.15386 errors, 0.39894 either way.
func TestTruthSharesChart(t *testing.T) {
	cells := sharesChart([]int{1, 3, 0, 2}, []int{10, 10, 0, 10})
	near(t, "pooled", cells[0][0].(float64), 0.2, 1e-12)
	near(t, "upper", cells[0][2].(float64), 0.59894, 0.00001)
	if cells[0][1] != 0.0 || cells[2][1] != nil {
		t.Errorf("lower limits %v and %v, want 0 and none", cells[0][1], cells[2][1])
	}
}
