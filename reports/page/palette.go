package page

// The one home of colour. Categorical order and hexes are those of the
// Government Analysis Function; neighbours in the order keep 3:1 contrast, so
// the order is part of the palette. Colour never carries meaning alone.
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

// OnCategorical is the text colour that reads on each of Categorical.
var OnCategorical = [4]string{Paper, Ink, Paper, Ink}
