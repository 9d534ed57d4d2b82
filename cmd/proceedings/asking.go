package main

import (
	"context"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// asking is what every command that asks a warehouse begins with: what the figures speak for, and
// the limits and codes that were known then.
type asking struct {
	*global
	warehouse string
	period    queries.Period
	exports   []warehouse.Export // where not nil, these alone are read
	words     *vocab.Set
	folder    string // that the session may write files into; empty: none
}

func (g *global) asking(ctx context.Context, d *dates, file string) (asking, error) {
	period, err := d.resolve(ctx, g, file)
	if err != nil {
		return asking{}, err
	}
	words, err := g.wordsKnown(period.KnownAt)
	return asking{global: g, warehouse: file, period: period, words: words}, err
}

// open starts a session on the warehouse, with the program's own catalogue where that is nil. The caller closes it.
func (a asking) open(ctx context.Context, catalogue *queries.Catalogue) (*queries.Session, error) {
	settings := a.settings()
	settings.Folder = a.folder
	return queries.Open(ctx, queries.Options{Catalogue: catalogue, Warehouse: a.warehouse, Vocab: a.words, Period: a.period, Exports: a.exports, Settings: settings})
}
