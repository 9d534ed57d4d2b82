package main

import (
	"fmt"

	"proceedings/queries"
	"proceedings/reports/release"
)

// releaseFolder is where the releases of an edition go unless another folder is named: each edition has its own, so
// that nobody who is given one finds the other in it.
func releaseFolder(e queries.Edition) string {
	if e == queries.Shareable {
		return "release-shareable"
	}
	return "release"
}

// ownFolder keeps the releases of the editions apart.
func (o *publishOptions) ownFolder() error {
	if o.edition == string(queries.Shareable) && o.out == releaseFolder(queries.Restricted) {
		o.out = releaseFolder(queries.Shareable)
	}
	list, err := release.List(o.out)
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.Manifest.Edition != o.edition {
			return fmt.Errorf("the folder %s holds releases of the %s edition: name another for the %s one with --out, so that whoever is given a folder finds one edition in it", o.out, s.Manifest.Edition, o.edition)
		}
	}
	return nil
}
