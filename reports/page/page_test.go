package page

import (
	"html"
	"html/template"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestFormats(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Day(time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)), "5 May 2026"},
		{Day(time.Time{}), "[x]"},
		{Span(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)), "1 April to 30 June 2026"},
		{Span(time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)), "1 December 2025 to 31 January 2026"},
		{Quarter("2025-26Q4"), "2025-26 Q4"}, {Quarter("Q4"), "Q4"},
		{Count(0), "0"}, {Count(999), "999"}, {Count(1000), "1,000"}, {Count(-1234567), "−1,234,567"},
		{Decimal(112.5), "112.5"}, {Decimal(103), "103"}, {Decimal(-15.34), "−15.3"}, {Decimal(1234.96), "1,235"}, {Decimal(-0.04), "0"},
		{Percent(0.788), "79%"}, {Percent(0), "0%"}, {Percent(1), "100%"}, {Percent(0.004), "under 1%"}, {Percent(0.997), "over 99%"},
		{Share(41, 52), "79% (41 of 52)"}, {Share(5, 7), "5 of 7"}, {Share(1200, 2400), "50% (1,200 of 2,400)"},
		{List([]string{"a", "b", "c"}), "a, b and c"}, {List([]string{"a"}), "a"},
		{Words("officer_ill"), "Officer ill"}, {Words(""), "not recorded"},
		{Raw(int64(1000)), "1000"}, {Raw(0.1), "0.1"}, {Raw(nil), ""}, {Raw(time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)), "2026-05-05"},
		{string(Unbroken("in 2025-26 Q4 <b>")), `in <span class="nb">2025-26 Q4</span> &lt;b&gt;`},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// The policy allows the page's own script and style and nothing else, and the
// hashes are of what the file holds, byte for byte.
func TestPolicyIsOfWhatIsThere(t *testing.T) {
	s := Shell{Site: "Site", Edition: "Restricted", Nav: []Link{{Path: "index.html", Title: "Overview"}}}
	p, err := s.Render(Content{Path: "index.html", Title: "T", Body: template.HTML("<p>x</p>"),
		Scripts: [][]byte{[]byte("var a = \"<b>\" && 1 < 2;\n"), []byte("'use strict';")}})
	if err != nil {
		t.Fatal(err)
	}
	out := string(p.HTML)
	m := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(out)
	if m == nil {
		t.Fatal("no policy")
	}
	policy := html.UnescapeString(m[1])
	for _, re := range []string{`(?s)<style>(.*?)</style>`, `(?s)<script>(.*?)</script>`} {
		for _, found := range regexp.MustCompile(re).FindAllStringSubmatch(out, -1) {
			if !strings.Contains(policy, hash([]byte(found[1]))) {
				t.Errorf("the policy lacks the hash of %.30q", found[1])
			}
		}
	}
	if strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("policy: %s", policy)
	}
	if regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(out) {
		t.Error("the page reaches for the network")
	}
	if !strings.Contains(out, `lang="en-GB"`) || !strings.Contains(out, `aria-current="page"`) || !strings.Contains(out, `href="#main"`) {
		t.Error("the page lacks its language, its place in the navigation or its skip link")
	}
}

func TestTextMeetsContrast(t *testing.T) {
	for _, c := range []struct {
		on, text string
		least    float64
	}{
		{Paper, Ink, 7}, {Paper, Muted, 7}, {DarkBlue, Paper, 4.5}, {MidBlue, Paper, 4.5}, {LightBlue, Ink, 4.5},
		{"#C3DBF1", Ink, 4.5}, {"#E9F1F9", Ink, 4.5}, {Paper, "#0B4F96", 4.5},
		{Turquoise, Ink, 4.5}, {DarkPink, Paper, 4.5}, {Orange, Ink, 4.5},
		{Paper, DarkBlue, 3}, {Paper, Turquoise, 3}, {Paper, DarkPink, 3},
		{DarkBlue, Turquoise, 3}, {Turquoise, DarkPink, 3}, {DarkPink, Orange, 3},
	} {
		if got := contrast(c.on, c.text); got < c.least {
			t.Errorf("%s on %s: %.2f, want %.1f", c.text, c.on, got, c.least)
		}
	}
	for i, c := range Categorical {
		if got := contrast(c, OnCategorical[i]); got < 4.5 {
			t.Errorf("label %d: %.2f", i, got)
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func luminance(hex string) float64 {
	var out float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		out += weight * v
	}
	return out
}
