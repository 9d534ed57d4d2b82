//go:build linux

// Command scale measures what the pipeline costs from some thousand cases to ten million, and writes a page of the results
// and a table of every run:
//
//	go build -tags duckdb_arrow -o proceedings ./cmd/proceedings
//	go run ./cmd/scale --program ./proceedings --gen GENERATOR --work /var/tmp/scale --out cmd/scale/results
//
// For each size, each limit of memory and each number of processors it loads ten years of exports, loads them again,
// loads a last quarter on top of the rest, and publishes a release before and after that. The engine is let use half of
// the memory that the process should stay below. A run is a process of its own, and what it took is what the system says
// of it: processor seconds of user and system, and the most memory that it held at once.
// Runs are one after the other; results of a busy machine are of no use. The page has a plot of cost against size on logarithmic axes.
package main
