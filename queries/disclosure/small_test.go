package disclosure

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestSpeed(t *testing.T) {
	s := linked(rand.New(rand.NewPCG(1, 2)))
	primaries, printed := 0, 0
	for _, c := range s.Cells {
		if !c.Unprinted {
			printed++
			if c.small() {
				primaries++
			}
		}
	}
	t.Log(len(s.Cells), len(s.Equations), printed, primaries)
	for range 1 {
		start := time.Now()
		f, err := s.Plan(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Log("plan", time.Since(start))
		start = time.Now()
		left, _ := s.Audit(t.Context(), f)
		t.Log("audit", time.Since(start), len(left))
		n := map[Fate]int{}
		for _, f := range f {
			n[f]++
		}
		t.Log(n)
	}
}
