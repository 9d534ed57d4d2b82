package stats

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
)

// The sources are part of the program so that a changed formula changes the
// fingerprint of the figures made with it.
//
//go:embed args.go dispersion.go exact.go finite.go forecast.go funnel.go incidence.go
//go:embed kappa.go kappastep.go km.go kmsteps.go laney.go maturity.go proportion.go rare.go
//go:embed raresteps.go risk.go steps.go two_rates.go unsettled.go xmr.go xmrsteps.go
var sources embed.FS

// Fingerprint is the hash of the files that define the steps.
func Fingerprint() (string, error) {
	names, err := fs.Glob(sources, "*.go") // sorted
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, name := range names {
		text, err := sources.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
