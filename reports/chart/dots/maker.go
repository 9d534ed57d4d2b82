package dots

import "crypto/sha256"

// Maker makes pictures of one width, each drawing once: documents of a release share their charts.
// It is for one goroutine at a time.
type Maker struct {
	Wide int // dots
	made map[[sha256.Size]byte][]byte
}

// PNG draws an SVG.
func (m *Maker) PNG(svg []byte) ([]byte, error) {
	of := sha256.Sum256(svg)
	if data, ok := m.made[of]; ok {
		return data, nil
	}
	data, err := PNG(svg, m.Wide)
	if err != nil {
		return nil, err
	}
	if m.made == nil {
		m.made = map[[sha256.Size]byte][]byte{}
	}
	m.made[of] = data
	return data, nil
}
