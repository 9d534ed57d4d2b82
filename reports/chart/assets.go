package chart

import _ "embed"

//go:embed assets/echarts.min.js
var library []byte

//go:embed assets/draw.js
var draw []byte

// libraryHash is the SHA-256 of dist/echarts.min.js in echarts 6.1.0 as npm
// publishes it. The file is carried unchanged, with its LICENSE and NOTICE.
const libraryHash = "b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0"

// Scripts are what a page with charts must carry, in order.
func Scripts() [][]byte { return [][]byte{library, draw} }
