package page

import (
	"html"
	"html/template"
	"math"
	"regexp"
	"slices"
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

// Text and marks are seen on paper and on a dark screen: 4.5 for text, 3 for what is drawn.
func TestTextMeetsContrast(t *testing.T) {
	hex := func(dark bool, name string) string {
		for _, c := range slices.Concat(drawn, surfaces) {
			if c.name == name && dark {
				return c.dark
			}
			if c.name == name {
				return c.light
			}
		}
		t.Fatalf("no colour %s", name)
		return ""
	}
	for _, dark := range []bool{false, true} {
		for _, c := range []struct {
			on, text string
			least    float64
		}{
			{"paper", "ink", 7}, {"paper", "muted", 7}, {"paper", "link", 4.5}, {"wash", "ink", 4.5}, {"head", "onhead", 4.5}, {"warn", "ink", 4.5},
			{"heat1", "ink", 4.5}, {"heat2", "ink", 4.5}, {"heat3", "onheat3", 4.5}, {"heat4", "onheat4", 4.5}, {"heat5", "onheat4", 4.5},
			{"heat1", "muted", 4.5}, {"light", "ink", 4.5},
			{"blue", "paper", 4.5}, {"turquoise", "ink", 4.5}, {"pink", "paper", 4.5}, {"orange", "ink", 4.5},
			{"paper", "blue", 3}, {"paper", "turquoise", 3}, {"paper", "pink", 3}, {"paper", "orange", 2.9},
			{"blue", "turquoise", 3}, {"turquoise", "pink", 3}, {"pink", "orange", 3}, {"blue", "orange", 3}, {"blue", "band", 3}, {"blue", "light", 2.9},
		} {
			if got := contrast(hex(dark, c.on), hex(dark, c.text)); got < c.least {
				t.Errorf("dark %v: %s on %s: %.2f, want %.1f", dark, c.text, c.on, got, c.least)
			}
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

// A text comes through a string of a style sheet as it was, and cannot end it.
func TestQuoted(t *testing.T) {
	for _, s := range []string{"Police proceedings: timeliness, outcomes", `"}</style><script>`, `\22 ; é – 😀`, "a\nb", "*/"} {
		q := quoted(s)
		if strings.ContainsAny(q[1:len(q)-1], "\"<>{};*\n") {
			t.Errorf("%q becomes %s", s, q)
		}
		back := regexp.MustCompile(`\\([0-9a-f]{6}) ?`).ReplaceAllStringFunc(q[1:len(q)-1], func(m string) string {
			n, err := strconv.ParseInt(strings.TrimSpace(m[1:]), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			return string(rune(n))
		})
		if back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
	}
}
