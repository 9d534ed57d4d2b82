package dots

import (
	"fmt"
	"image/color"
	"strings"
	"testing"
)

func drawing(inside string) []byte {
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">%s</svg>`, inside)
}

// Marks lie where the drawing says, twice as large.
func TestMarks(t *testing.T) {
	blue, white := color.RGBA{0x12, 0x43, 0x6D, 255}, color.RGBA{255, 255, 255, 255}
	for _, c := range []struct {
		name, svg string
		x, y      int
		want      color.RGBA
	}{
		{"a rectangle", `<rect x="10" y="10" width="20" height="20" fill="#12436D"/>`, 40, 40, blue},
		{"beside it", `<rect x="10" y="10" width="20" height="20" fill="#12436D"/>`, 62, 40, white},
		{"its last dot", `<rect x="10" y="10" width="20" height="20" fill="#12436D"/>`, 59, 59, blue},
		{"a line along", `<path d="M0 25L100 25" fill="none" stroke="#12436D" stroke-width="4"/>`, 100, 50, blue},
		{"a line does not fill", `<path d="M0 0L90 0L90 40" fill="none" stroke="#12436D"/>`, 150, 30, white},
		{"two lines of one path", `<path d="M0 10L100 10M0 40L100 40" stroke="#12436D" fill="none" stroke-width="4"/>`, 100, 80, blue},
		{"between them", `<path d="M0 10L100 10M0 40L100 40" stroke="#12436D" fill="none" stroke-width="4"/>`, 100, 50, white},
		{"a dash", `<path d="M0 25L100 25" stroke="#12436D" fill="none" stroke-width="4" stroke-dasharray="10 10"/>`, 10, 50, blue},
		{"after a dash", `<path d="M0 25L100 25" stroke="#12436D" fill="none" stroke-width="4" stroke-dasharray="10 10"/>`, 30, 50, white},
		{"a circle", `<circle cx="50" cy="25" r="10" fill="#12436D"/>`, 100, 32, blue},
		{"its corner", `<circle cx="50" cy="25" r="10" fill="#12436D"/>`, 83, 33, white},
		{"an arc", `<path d="M10 0A1 1 0 1 1 10 -0.1A1 1 0 0 1 10 0" transform="matrix(10,0,0,10,-40,25)" fill="#12436D"/>`, 100, 50, blue},
		{"moved", `<g transform="translate(50 0)"><rect width="10" height="10" fill="#12436D"/></g>`, 110, 10, blue},
		{"out of a group", `<g transform="translate(50 0)"></g><rect width="10" height="10" fill="#12436D"/>`, 10, 10, blue},
		{"half seen", `<rect width="50" height="50" fill="#000000" fill-opacity="0.5"/>`, 10, 10, color.RGBA{127, 127, 127, 255}},
		{"nothing", ``, 10, 10, white},
		{"title and words are not drawn", `<title>MMMM</title><desc>MMMM</desc>`, 10, 10, white},
	} {
		img, err := Image(drawing(c.svg), 200)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := img.RGBAAt(c.x, c.y); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// inked is the box of what is not white, in dots.
func inked(t *testing.T, svg string) (left, right int) {
	t.Helper()
	img, err := Image(drawing(svg), 200)
	if err != nil {
		t.Fatal(err)
	}
	left, right = 200, -1
	for y := range img.Bounds().Dy() {
		for x := range 200 {
			if img.RGBAAt(x, y).R < 200 {
				left, right = min(left, x), max(right, x)
			}
		}
	}
	return left, right
}

// Words stand where their anchor says. Four figures of 13 pixels are 4 × 0.556 × 13 = 28.9 wide, 57.8 dots.
func TestWords(t *testing.T) {
	for anchor, want := range map[string][2]int{"start": {100, 158}, "middle": {71, 129}, "end": {42, 100}} {
		left, right := inked(t, `<text x="50" y="30" text-anchor="`+anchor+`">8888</text>`)
		if left < want[0] || left > want[0]+4 || right > want[1] || right < want[1]-5 {
			t.Errorf("%s: from %d to %d, want about %v", anchor, left, right, want)
		}
	}
	plainLeft, plainRight := inked(t, `<text x="10" y="30">III</text>`)
	boldLeft, boldRight := inked(t, `<text x="10" y="30" font-weight="bold">MMM</text>`)
	if boldRight-boldLeft <= plainRight-plainLeft {
		t.Error("letters have one width")
	}
}

// What it does not know it refuses: a mark left out would be a figure that nobody sees.
func TestUnknownMarksAreRefused(t *testing.T) {
	for _, svg := range []string{`<image href="x"/>`, `<ellipse/>`, `<rect fill="red" width="1" height="1"/>`, `<rect fill="url(#a)" width="1" height="1"/>`, `<path d="M0 0X"/>`, `<g transform="rotate(5)"></g>`} {
		if _, err := Image(drawing(svg), 200); err == nil || !strings.HasPrefix(err.Error(), "dots: ") {
			t.Errorf("%s: %v", svg, err)
		}
	}
	for _, svg := range []string{``, `<g/>`, `<svg width="0" height="5"/>`, `<svg width="1" height="1e9"/>`, `<svg width="10" height="5">`} {
		if _, err := PNG([]byte(svg), 200); err == nil {
			t.Errorf("%q: no error", svg)
		}
	}
}

// A drawing is made once, and again for another.
func TestMaker(t *testing.T) {
	m := &Maker{Wide: 200}
	one, err := m.PNG(drawing(`<rect width="50" height="50" fill="#12436D"/>`))
	again, err2 := m.PNG(drawing(`<rect width="50" height="50" fill="#12436D"/>`))
	other, err3 := m.PNG(drawing(``))
	if err != nil || err2 != nil || err3 != nil || &one[0] != &again[0] || string(one) == string(other) {
		t.Errorf("%v %v %v", err, err2, err3)
	}
}
