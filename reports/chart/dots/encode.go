package dots

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// encode writes a picture with at most 256 colours, which charts never need more of: a few, and the
// shades at their edges. The most used keep their own; the others take the nearest.
func encode(img *image.RGBA) ([]byte, error) {
	counts := map[uint32]int{}
	runs(img, func(k uint32, _, n int) { counts[k] += n })
	order := make([]uint32, 0, len(counts))
	for k := range counts {
		order = append(order, k)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	var palette color.Palette
	place := map[uint32]uint8{}
	for _, k := range order[:min(256, len(order))] {
		place[k] = uint8(len(palette))
		palette = append(palette, color.RGBA{uint8(k >> 16), uint8(k >> 8), uint8(k), 255})
	}
	for _, k := range order[len(palette):] {
		place[k] = uint8(palette.Index(color.RGBA{uint8(k >> 16), uint8(k >> 8), uint8(k), 255}))
	}
	out := image.NewPaletted(img.Bounds(), palette)
	runs(img, func(k uint32, from, n int) {
		p := place[k]
		for i := range out.Pix[from : from+n] {
			out.Pix[from+i] = p
		}
	})
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := e.Encode(&b, out); err != nil {
		return nil, fmt.Errorf("dots: %w", err)
	}
	return b.Bytes(), nil
}

// key is the colour of a dot. The picture is opaque.
func key(p []byte) uint32 { return uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2]) }

// runs goes through the dots that follow each other in one colour: where they begin and how many they are.
func runs(img *image.RGBA, do func(k uint32, from, n int)) {
	total := len(img.Pix) / 4
	for from := 0; from < total; {
		k, n := key(img.Pix[4*from:]), 1
		for from+n < total && key(img.Pix[4*(from+n):]) == k {
			n++
		}
		do(k, from, n)
		from += n
	}
}
