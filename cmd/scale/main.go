//go:build linux

package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// options are what a measurement is asked for.
type options struct {
	program, gen, work, out string
	sizes                   []int
	fine                    int // the size that is measured under several limits
	most                    int // the size that is measured under one limit alone, of 4 GiB
}

func main() {
	o, sizes := options{}, ""
	flag.StringVar(&o.program, "program", "./proceedings", "the program to measure")
	flag.StringVar(&o.gen, "gen", "", "folder of the benchmark's generator of exports, a Go program that is given a number of cases and a folder (required)")
	flag.StringVar(&o.work, "work", "", "folder to work in, with room for ten times the exports (required)")
	flag.StringVar(&o.out, "out", "cmd/scale/results", "folder for the page and the table; a size and limit that the table has whole is not run again")
	flag.StringVar(&sizes, "sizes", "2000,20000,200000,1000000,10000000", "cases")
	flag.IntVar(&o.fine, "fine", 1_000_000, "the size that is measured under limits of 1, 2 and 4 GiB, on one and on two processors")
	flag.IntVar(&o.most, "most", 10_000_000, "the size that is measured under 4 GiB alone")
	flag.Parse()
	if err := o.run(sizes); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func (o options) run(sizes string) error {
	if o.work == "" || o.gen == "" {
		return errors.New("name a folder to work in with --work, and the folder of the generator with --gen")
	}
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("--sizes: %q is not a number of cases", text)
		}
		o.sizes = append(o.sizes, n)
	}
	var err error
	for _, path := range []*string{&o.program, &o.gen, &o.work, &o.out} {
		if *path, err = filepath.Abs(*path); err != nil {
			return err
		}
	}
	r, err := readResults(filepath.Join(o.out, "results.csv"))
	if err != nil {
		return err
	}
	for _, size := range o.sizes {
		for _, l := range o.limits(size) {
			if err := o.measure(r, size, l); err != nil {
				return fmt.Errorf("%d cases under %s on %d processors: %w", size, orOwn(l.memory), l.processors, err)
			}
		}
	}
	return errors.Join(os.WriteFile(filepath.Join(o.out, "README.md"), []byte(r.page()), 0o644), os.WriteFile(filepath.Join(o.out, "cost.svg"), []byte(r.plot()), 0o644))
}

// limit is what a run may use.
type limit struct {
	memory     string // that the process should stay below; empty: the program's own choice
	processors int
}

// mib is the limit of memory, 0 where there is none.
func (l limit) mib() float64 {
	var gib float64
	_, _ = fmt.Sscanf(l.memory, "%fGiB", &gib)
	return 1024 * gib
}

// engine is what the engine is let use, as --memory has it: half. The rest is for the rows on their way into it and out of
// it, and for what it does not count.
func (l limit) engine() string { return fmt.Sprintf("%.0fMiB", l.mib()/2) }

func (o options) limits(size int) []limit {
	switch size {
	case o.most:
		return []limit{{"4GiB", 2}}
	case o.fine:
		out := []limit{}
		for _, memory := range []string{"1GiB", "2GiB", "4GiB"} {
			out = append(out, limit{memory, 1}, limit{memory, 2})
		}
		return out
	}
	return []limit{{"", 2}}
}

// result is what one run took.
type result struct {
	size           int
	limit          limit
	stage          string
	seconds, clock float64 // of processors, and on the wall
	mib            float64 // the most memory at once
}

// results are all runs, in the order in which they were made.
type results struct {
	path string
	runs []result
}

var columns = []string{"cases", "memory", "processors", "stage", "cpu_s", "wall_s", "peak_mib"}

func readResults(path string) (*results, error) {
	r := &results{path: path}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, row := range rows[min(1, len(rows)):] {
		var one result
		one.limit.memory, one.stage = row[1], row[3]
		_, err := fmt.Sscan(strings.Join([]string{row[0], row[2], row[4], row[5], row[6]}, " "), &one.size, &one.limit.processors, &one.seconds, &one.clock, &one.mib)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r.runs = append(r.runs, one)
	}
	return r, nil
}

// add keeps a run at once, so that a measurement that is stopped begins again with the size and limit that it was at.
func (r *results) add(one result) error {
	r.runs = append(r.runs, one)
	if err := os.MkdirAll(filepath.Dir(r.path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(r.path + ".new")
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	rows := [][]string{columns}
	for _, x := range r.runs {
		rows = append(rows, []string{strconv.Itoa(x.size), x.limit.memory, strconv.Itoa(x.limit.processors), x.stage,
			fmt.Sprintf("%.2f", x.seconds), fmt.Sprintf("%.2f", x.clock), fmt.Sprintf("%.0f", x.mib)})
	}
	if err := errors.Join(w.WriteAll(rows), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), r.path)
}

// find is the last run of a stage.
func (r *results) find(size int, l limit, stage string) (found result, ok bool) {
	for _, x := range r.runs {
		if x.size == size && x.limit == l && x.stage == stage {
			found, ok = x, true
		}
	}
	return found, ok
}
