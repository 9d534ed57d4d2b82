package stats

import (
	"math"
	"testing"
)

// A share that sums up to everybody has no interval, whatever the last digit of the sum.
func TestIntervalOfEverybody(t *testing.T) {
	for n := int64(1); n <= 60; n++ {
		var seen []Duration
		for at := int64(1); at <= n; at++ {
			seen = append(seen, Duration{T: at, Events: 1})
		}
		if _, low, high := AalenJohansen(seen).Interval(n); !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("all of %d had the event: interval %v to %v", n, low, high)
		}
	}
}
