package main

import (
	"context"

	"proceedings/ingest/vocab"
	"proceedings/queries"
)

// asking is what every command that asks a warehouse begins with: what the figures speak for, and
// the limits and codes that were known then.
type asking struct {
	*global
	warehouse string
	period    queries.Period
	words     *vocab.Set
}

func (g *global) asking(ctx context.Context, d *dates, warehouse string) (asking, error) {
	period, err := d.resolve(ctx, g, warehouse)
	if err != nil {
		return asking{}, err
	}
	words, err := g.wordsKnown(period.KnownAt)
	return asking{g, warehouse, period, words}, err
}

// open starts a session on the warehouse, with the program's own catalogue where that is nil. The caller closes it.
func (a asking) open(ctx context.Context, catalogue *queries.Catalogue) (*queries.Session, error) {
	return queries.Open(ctx, queries.Options{Catalogue: catalogue, Warehouse: a.warehouse, Vocab: a.words, Period: a.period, Settings: a.settings()})
}
