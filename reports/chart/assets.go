package chart

import (
	_ "embed"
	"encoding/json"

	"proceedings/reports/page"
)

//go:embed assets/echarts.common.min.js
var library []byte

//go:embed assets/options.js
var options []byte

//go:embed assets/draw.js
var draw []byte

//go:embed assets/static.js
var static []byte

// libraryHash is the SHA-256 of dist/echarts.common.min.js in echarts 6.1.0 as npm
// publishes it. The file is carried unchanged, with its LICENSE and NOTICE. It is
// ECharts' own smaller build: lines, bars and scatters are all that is drawn here.
const libraryHash = "61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5"

// Scripts are what a page with charts must carry, in order.
func Scripts() [][]byte { return [][]byte{library, options, darkScript(), draw} }

// darkScript tells the page which hex each colour has on a dark screen.
func darkScript() []byte {
	hexes, err := json.Marshal(page.Dark())
	if err != nil {
		panic(err) // a map of strings
	}
	return []byte("var proceedingsDark = " + string(hexes) + ";\n")
}
