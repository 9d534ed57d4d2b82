package chart

import (
	"bytes"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"proceedings/reports/chart/dots"
	"proceedings/reports/reportstest"
)

// A picture stands on its own: it is drawn by dots, which refuses what it does not know, and
// needs neither style sheet nor page.
func TestPicturesStandAlone(t *testing.T) {
	p := pen(t, "")
	for name := range specs {
		c := build(t, name, reportstest.Results()[name])
		still, err := p.Draw(c)
		if err != nil {
			t.Fatal(err)
		}
		one, err := Alone(still, c.Keys, `What "it" shows & <more>`, "In words.")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		svg := string(one.SVG)
		if regexp.MustCompile(`var\(|class=|style=|data-|url\(`).MatchString(svg) || !strings.Contains(svg, "<title>What &#34;it&#34; shows &amp; &lt;more&gt;</title><desc>In words.</desc>") {
			t.Errorf("%s: needs its page: %.300s", name, svg)
		}
		for _, k := range c.Keys {
			if !strings.Contains(svg, ">"+strings.ReplaceAll(k.Text, "&", "&amp;")+"</text>") {
				t.Errorf("%s: the legend lacks %q", name, k.Text)
			}
		}
		data, err := dots.PNG(one.SVG, 1440)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Dx() != 1440 || img.Bounds().Dy() != 2*one.High {
			t.Errorf("%s: %v, %v", name, img.Bounds(), err)
		}
		if again, err := dots.PNG(one.SVG, 1440); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: two pictures differ", name)
		}
		if len(data) > 90_000 {
			t.Errorf("%s: %d bytes", name, len(data))
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	c := build(b, "time_to_hearing_curve", reportstest.Results()["time_to_hearing_curve"])
	still, err := (&Pen{}).Draw(c)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		one, err := Alone(still, c.Keys, "a", "b")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := dots.PNG(one.SVG, 1440); err != nil {
			b.Fatal(err)
		}
	}
}
