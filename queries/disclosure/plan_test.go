package disclosure

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// table makes a two-dimensional table with its margins from its inner counts, and says where each cell stands: margins last.
func table(b *builder, rows ...[]int64) func(r, c int) int {
	at := b.cube([]int{len(rows), len(rows[0])}, b.least, func(p []int) int {
		return b.cell(Cell{Value: rows[p[0]][p[1]], Least: b.least})
	})
	return func(r, c int) int { return at[key([]int{r, c})] }
}

// safe fails the test if the plan of b's system does not pass the audit and brute force, and returns the plan.
func safe(t *testing.T, b *builder) []Fate {
	t.Helper()
	fates := plan(t, b.System)
	for c, cell := range b.Cells {
		switch {
		case cell.Unprinted && fates[c] != Shown:
			t.Errorf("cell %d, which is not printed, has the fate %d", c, fates[c])
		case !cell.Unprinted && (cell.small() || cell.Sensitive) != (fates[c] == Primary):
			t.Errorf("cell %d of %+v has the fate %d", c, cell, fates[c])
		}
	}
	exposed, err := b.Audit(t.Context(), fates)
	if err != nil || len(exposed) > 0 {
		t.Errorf("the audit says %v, %v", exposed, err)
	}
	return fates
}

func count(fates []Fate, f Fate) (n int) {
	for _, g := range fates {
		if g == f {
			n++
		}
	}
	return n
}

func TestOneSmallCell(t *testing.T) {
	b := &builder{least: 5}
	at := table(b, []int64{20, 30, 3}, []int64{40, 50, 60}, []int64{70, 80, 90})
	fates := safe(t, b)
	// One circle of four is the least: the small cell, one beside it, one below it, and the one that closes it.
	if n := count(fates, Secondary); n != 3 {
		t.Errorf("%d cells hidden besides the small one, want 3", n)
	}
	for _, c := range []int{at(0, 3), at(1, 3), at(2, 3), at(3, 0), at(3, 1), at(3, 2), at(3, 3)} {
		if fates[c] != Shown {
			t.Errorf("the total %d is hidden", b.Cells[c].Value)
		}
	}
}

// Two tables break the same total down. One shows what the other hides: each is safe alone, and together they are not.
func TestTwoTablesTogether(t *testing.T) {
	b := &builder{least: 5}
	small, other, big := b.cell(Cell{Value: 3, Least: 5}), b.cell(Cell{Value: 20, Least: 5}), b.cell(Cell{Value: 50, Least: 5})
	total := b.total([]int{small, other, big}, 5)
	alone := make([]Fate, len(b.Cells))
	alone[small], alone[other] = Primary, Secondary
	if exposed, err := b.Audit(t.Context(), alone); err != nil || len(exposed) > 0 {
		t.Fatalf("the first table alone: %v, %v", exposed, err)
	}
	rest := b.cell(Cell{Value: 53, Least: 5}) // the second table: other, and all the rest
	b.Equations = append(b.Equations, Equation{total, []int{other, rest}})
	together := append(alone, Shown)
	exposed, err := b.Audit(t.Context(), together)
	if want := []Exposed{{small, 3, 3}, {other, 20, 20}}; err != nil || !slices.Equal(exposed, want) {
		t.Errorf("both: %v, %v, want %v", exposed, err, want)
	}
	safe(t, b)
}

func TestComplement(t *testing.T) {
	b := &builder{least: 5}
	k, rest := b.cell(Cell{Value: 29, Least: 5}), b.cell(Cell{Value: 1, Least: 5, Unprinted: true})
	n := b.total([]int{k, rest}, 5)
	exposed, err := b.Audit(t.Context(), make([]Fate, 3))
	if want := []Exposed{{rest, 1, 1}}; err != nil || !slices.Equal(exposed, want) {
		t.Errorf("with k and n shown: %v, %v, want %v", exposed, err, want)
	}
	fates := safe(t, b)
	if fates[k] == Shown && fates[n] == Shown {
		t.Error("29 of 30 is shown: the one that is not among them can be worked out")
	}
	if count(fates, Secondary) != 1 {
		t.Errorf("%v: hiding one of them is enough", fates)
	}
}

func TestZeros(t *testing.T) {
	b := &builder{least: 5}
	at := table(b, []int64{0, 2, 30, 8}, []int64{0, 0, 50, 9}, []int64{7, 8, 0, 60})
	fates := safe(t, b)
	for _, c := range []int{at(0, 0), at(1, 0), at(2, 2)} {
		if fates[c] != Shown {
			t.Errorf("a zero is hidden at cell %d", c)
		}
	}
}

func TestSmallTotal(t *testing.T) {
	b := &builder{least: 5}
	at := table(b, []int64{1, 1}, []int64{1, 0})
	fates := safe(t, b)
	if fates[at(2, 2)] != Primary {
		t.Error("the total of 3 is not hidden")
	}
}

// The only partners of the small cell in its row are zeros, so that its total says what it is.
func TestOnlyZerosBeside(t *testing.T) {
	b := &builder{least: 5}
	small := b.cell(Cell{Value: 3, Least: 5})
	zeros := []int{b.cell(Cell{Least: 5}), b.cell(Cell{Least: 5})}
	row := b.total(append([]int{small}, zeros...), 0) // this total may be shown, small as it is
	all := b.total([]int{row, b.cell(Cell{Value: 40, Least: 5})}, 5)
	fates := safe(t, b)
	if fates[row] == Shown {
		// Then a zero must be hidden: but 3 and 0 can be no more than 3 together, and 5 is wanted.
		t.Errorf("%v: the row's total bounds the small cell by 3", fates)
	}
	if fates[all] == Shown && count(fates, Secondary) < 2 {
		t.Errorf("%v: the total of all gives the row's total away", fates)
	}
}

// Everything that the cell is part of is hidden as well.
func TestAllParentsHidden(t *testing.T) {
	b := &builder{least: 5}
	c := b.cell(Cell{Value: 2, Least: 5})
	up := b.total([]int{c, b.cell(Cell{Value: 1, Least: 5})}, 5)
	top := b.total([]int{up, b.cell(Cell{Value: 1, Least: 5})}, 5)
	fates := safe(t, b)
	if count(fates, Shown) != 0 || fates[top] != Primary {
		t.Errorf("%v", fates)
	}
}

func TestSensitive(t *testing.T) {
	b := &builder{least: 5}
	at := table(b, []int64{70, 0, 0}, []int64{10, 20, 30}, []int64{5, 6, 7})
	b.Cells[at(0, 0)].Sensitive = true // the whole row is one cell: a certainty
	fates := safe(t, b)
	if fates[at(0, 0)] != Primary || count(fates, Secondary) < 3 {
		t.Errorf("%v", fates)
	}
	// Nothing protects a sensitive zero whose total is always 0.
	b = &builder{least: 5}
	c := b.cell(Cell{Sensitive: true, Least: 5})
	d, e := b.cell(Cell{Value: 9}), b.cell(Cell{Value: 9})
	b.Equations = []Equation{{d, []int{e, c}}, {e, []int{d}}}
	if fates, err := b.Plan(t.Context()); err == nil || !strings.Contains(err.Error(), "cell 0, placed from 0 to 0") {
		t.Errorf("%v, %v", fates, err)
	}
}

// A count without a threshold is never small, and if it is hidden all the same it must be possible otherwise.
func TestNoThreshold(t *testing.T) {
	b := &builder{}
	parts := []int{b.cell(Cell{Value: 1}), b.cell(Cell{Value: 2})}
	b.total(parts, 0)
	if fates := plan(t, b.System); count(fates, Shown) != 3 {
		t.Errorf("%v", fates)
	}
	exposed, err := b.Audit(t.Context(), []Fate{Secondary, Shown, Shown})
	if want := []Exposed{{0, 1, 1}}; err != nil || !slices.Equal(exposed, want) {
		t.Errorf("%v, %v", exposed, err)
	}
}

func TestRefusals(t *testing.T) {
	two := []Cell{{Value: 3, Least: 5}, {Value: 4, Least: 5}}
	for want, s := range map[string]System{
		"add up to 3, its total is 4": {two, []Equation{{1, []int{0}}}},
		"names cell 2 of 2":           {two, []Equation{{1, []int{2}}}},
		"must be counts":              {[]Cell{{Value: -1}}, nil},
	} {
		if _, err := s.Plan(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Plan says %v, want %q", err, want)
		}
		if _, err := s.Audit(t.Context(), make([]Fate, 2)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Audit says %v, want %q", err, want)
		}
	}
	if _, err := (System{Cells: two}).Audit(t.Context(), nil); err == nil {
		t.Error("an audit without fates passed")
	}
	// A small cell that is shown is exposed, whatever the equations say.
	if exposed, err := (System{Cells: two}).Audit(t.Context(), []Fate{Primary, Shown}); err != nil || !slices.Equal(exposed, []Exposed{{1, 4, 4}}) {
		t.Errorf("%v, %v", exposed, err)
	}
}

// Out of time there is no plan, and never half of one.
func TestOutOfTime(t *testing.T) {
	_, s := drawTable(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if fates, err := s.Plan(ctx); !errors.Is(err, errTime) || fates != nil {
		t.Errorf("Plan: %v, %v", fates, err)
	}
	fates := plan(t, s)
	if _, err := s.Audit(ctx, fates); !errors.Is(err, errTime) {
		t.Errorf("Audit: %v", err)
	}
}

func TestSamePlan(t *testing.T) {
	for number := range 50 {
		_, s := drawTable(number)
		if !slices.Equal(plan(t, s), plan(t, s)) {
			t.Errorf("table %d has two plans", number)
		}
	}
}

// What does not satisfy the equations, or moves what is shown or below 0, proves nothing.
func TestFalseAlternatives(t *testing.T) {
	b := &builder{least: 5}
	parts := []int{b.cell(Cell{Value: 3, Least: 5}), b.cell(Cell{Value: 9, Least: 5})}
	b.total(parts, 5)
	p, err := newProver(b.System)
	if err != nil {
		t.Fatal(err)
	}
	p.fates[0], p.fates[1] = Primary, Secondary
	for _, wrong := range [][]move{{{0, 2}}, {{0, 2}, {1, -1}}, {{0, 2}, {2, 2}}, {{0, -4}, {1, 4}}} {
		if p.learn(wrong) || p.low[0] != 3 || p.high[0] != 3 {
			t.Errorf("%v was taken for an alternative", wrong)
		}
	}
	if !p.learn([]move{{0, 2}, {1, -2}}) || p.high[0] != 5 || p.low[1] != 7 {
		t.Error("an alternative was not taken")
	}
}
