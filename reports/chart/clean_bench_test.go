package chart

import (
	"testing"

	"proceedings/reports/reportstest"
)

// BenchmarkClean is what it costs to hold a kept drawing against the lists of what may stand
// in a page, as a fresh one is.
func BenchmarkClean(b *testing.B) {
	p := &Pen{}
	defer p.Close()
	var raws []string
	for name := range specs {
		r, ok := reportstest.Results()[name]
		if !ok {
			continue
		}
		spec := specs[name]
		spec.Text = text
		c, err := Build(spec, r)
		if err != nil {
			b.Fatal(err)
		}
		raw, err := p.raw(c)
		if err != nil {
			b.Fatal(err)
		}
		raws = append(raws, raw)
	}
	n := 0
	for b.Loop() {
		n = 0
		for _, r := range raws {
			n += len(r)
			if _, err := clean(r); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(n)/float64(len(raws)), "bytes/drawing")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(raws)), "us/drawing")
}
