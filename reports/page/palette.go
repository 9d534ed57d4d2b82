package page

import (
	"fmt"
	"slices"
	"strings"
)

// The one home of colour. Categorical order and hexes are those of the
// Government Analysis Function; neighbours in the order keep 3:1 contrast, so
// the order is part of the palette. Colour never carries meaning alone.
//
// A colour is named by its hex on white paper. On dark screens each has a hex of
// its own (see drawn): the light ones would not be seen there.
const (
	DarkBlue  = "#12436D"
	Turquoise = "#28A197"
	DarkPink  = "#801650"
	Orange    = "#F46A25"

	MidBlue   = "#2073BC"
	LightBlue = "#6BACE6"

	Ink   = "#1B1F24" // text
	Muted = "#4B5560" // secondary text: 7.5:1 on white
	Rule  = "#C9D0D8" // hairlines
	Grid  = "#E4E8ED" // chart grid
	Band  = "#DCE6F1" // intervals around a line, behind dark blue
	Paper = "#FFFFFF"
)

// Categorical is the order in which categories take colours. Four at most.
var Categorical = [4]string{DarkBlue, Turquoise, DarkPink, Orange}

// OnCategorical is the text colour that reads on each of Categorical, in light
// and, as Ink and Paper change places there, in dark.
var OnCategorical = [4]string{Paper, Ink, Paper, Ink}

// tone is a colour: its name in the style sheet, its hex on white paper and on a
// dark screen.
type tone struct{ name, light, dark string }

// drawn are the colours of charts and text, surfaces those of the page alone.
var (
	drawn = []tone{
		{"blue", DarkBlue, "#A3D0FB"}, {"turquoise", Turquoise, "#187569"}, {"pink", DarkPink, "#FFB3DE"}, {"orange", Orange, "#B2430D"},
		{"mid", MidBlue, "#5FA0DF"}, {"light", LightBlue, "#3268A0"},
		{"ink", Ink, "#E9EDF2"}, {"muted", Muted, "#B3BDC8"}, {"rule", Rule, "#46515C"}, {"grid", Grid, "#2C343D"}, {"band", Band, "#28486A"}, {"paper", Paper, "#15191E"},
	}
	surfaces = []tone{
		{"head", DarkBlue, "#0D2B47"}, {"onhead", Paper, "#E9EDF2"}, {"link", "#0B4F96", "#8CC3F7"}, {"wash", "#F5F7F9", "#1D232A"}, {"warn", Orange, "#7A3A12"},
		{"shadow", "#1B1F2424", "#00000080"}, {"clear", "#FFFFFF00", "#15191E00"},
		{"heat1", "#E9F1F9", "#1B2836"}, {"heat2", "#C3DBF1", "#1F3B57"}, {"heat3", LightBlue, "#2A5B8C"}, {"heat4", MidBlue, "#5FA0DF"}, {"heat5", DarkBlue, "#B5D9F8"},
		{"onheat3", Ink, "#FFFFFF"}, {"onheat4", Paper, "#15191E"},
	}
)

// Var is how the style sheet and drawings name a colour, such as var(--blue), so
// that it follows the reader's light or dark screen. It is false for a hex that
// charts do not use.
func Var(hex string) (string, bool) {
	for _, t := range drawn {
		if strings.EqualFold(t.light, hex) {
			return "var(--" + t.name + ")", true
		}
	}
	return "", false
}

// Names tells the colours that charts use with their names, for what is kept of drawings.
func Names() string { return fmt.Sprint(drawn) }

// Dark gives, for each colour that charts use, its hex on a dark screen.
func Dark() map[string]string {
	out := map[string]string{}
	for _, t := range drawn {
		out[t.light] = t.dark
	}
	return out
}

// colours hands the palette to the style sheet. Paper is always white.
func colours() string {
	var light, dark strings.Builder
	for _, t := range slices.Concat(drawn, surfaces) {
		fmt.Fprintf(&light, "--%s:%s;", t.name, t.light)
		fmt.Fprintf(&dark, "--%s:%s;", t.name, t.dark)
	}
	return ":root{color-scheme:light dark;" + light.String() + "}\n@media screen and (prefers-color-scheme:dark){:root{" + dark.String() + "}}\n"
}

// Hex is the colour on white paper that the style sheet names so, such as var(--blue); false for other names.
func Hex(named string) (string, bool) {
	for _, t := range drawn {
		if named == "var(--"+t.name+")" {
			return t.light, true
		}
	}
	return "", false
}
