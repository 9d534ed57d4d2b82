package chart

import (
	"encoding/json"
	"strconv"
)

// narrowest to widest: the advance widths of Helvetica's letters, in thousandths of the
// type size, as Adobe's font metrics give them. Any other character is as wide as a figure.
var advances = map[int]string{
	191: "'", 222: "ijl’‘", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r“”", 334: "{}", 355: "\"", 389: "*", 469: "^",
	500: "cksvxyzJ", 584: "+<=>~−", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}

const figureWidth = 556

// letters are the arguments of static.js's measure.
func letters() string {
	widths := map[string]int{}
	for w, all := range advances {
		for _, r := range all {
			widths[string(r)] = w
		}
	}
	b, err := json.Marshal(widths)
	if err != nil {
		panic(err) // a map of numbers
	}
	return string(b) + "," + strconv.Itoa(figureWidth)
}
