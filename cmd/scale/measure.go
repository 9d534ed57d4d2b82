//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Stages of the flow, in their order.
const (
	stageLoad    = "load"                        // ten years, into a new warehouse
	stageSame    = "the same again"              // the same files, of which nothing is new
	stageRest    = "load but the last quarter"   // what the increment comes on top of
	stageQuarter = "load the last quarter"       // of ten years
	stageRelease = "release"                     // of ten years, nothing made before
	stageAfter   = "release after the increment" // of the rest, then of all: drawings that did not change are kept
)

var stages = []string{stageLoad, stageSame, stageRelease, stageRest, stageQuarter, stageAfter}

// The last quarter of the exports: its first day, and the days that they and the rest speak for.
const (
	quarterBegins = "2025-10-01"
	restSpeaks    = "2025-09-30"
	allSpeak      = "2025-12-31"
)

// measure carries out the stages of one size under one limit that the results lack.
func (o options) measure(r *results, size int, l limit) error {
	if _, done := r.find(size, l, stages[len(stages)-1]); done {
		return nil
	}
	exports, err := o.exports(size)
	if err != nil {
		return err
	}
	work := filepath.Join(o.work, "run")
	if err := os.RemoveAll(work); err != nil {
		return err
	}
	if err := os.Mkdir(work, 0o700); err != nil {
		return err
	}
	defer os.RemoveAll(work)
	run := func(stage string, args ...string) error {
		one, err := o.took(l, args...)
		if err != nil || stage == "" {
			return err
		}
		one.size, one.limit, one.stage = size, l, stage
		fmt.Printf("%10d cases  %-5s %d processors  %-28s %8.1f CPU s %8.1f s %6.0f MiB\n", size, l.memory, l.processors, stage, one.seconds, one.clock, one.mib)
		return r.add(one)
	}
	whole, parts := filepath.Join(work, "whole.duckdb"), filepath.Join(work, "parts.duckdb")
	ingest := func(stage, w, folder string) error {
		return run(stage, "ingest", "--quiet", "--warehouse", w, "--profiles", filepath.Join(folder, "profiles"), folder)
	}
	publish := func(stage, w, day string) error {
		return run(stage, "publish", "--quiet", "--warehouse", w, "--out", w+".release", "--as-of", day)
	}
	for _, step := range []func() error{
		func() error { return ingest(stageLoad, whole, filepath.Join(exports, "all")) },
		func() error { return ingest(stageSame, whole, filepath.Join(exports, "all")) },
		func() error { return publish(stageRelease, whole, allSpeak) },
		func() error { return os.RemoveAll(whole) },
		func() error { return ingest(stageRest, parts, filepath.Join(exports, "rest")) },
		func() error { return publish("", parts, restSpeaks) },
		func() error { return ingest(stageQuarter, parts, filepath.Join(exports, "quarter")) },
		func() error { return publish(stageAfter, parts, allSpeak) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// took runs the program and says what the run took.
func (o options) took(l limit, args ...string) (result, error) {
	if l.memory != "" {
		args = append(args, "--memory", l.engine())
	}
	cmd := exec.Command("taskset", append([]string{"--cpu-list", "0-" + strconv.Itoa(l.processors-1), o.program}, args...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return result{}, fmt.Errorf("%s: %w\n%s", strings.Join(args[:1], " "), err, said.String())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return result{
		seconds: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(),
		clock:   time.Since(began).Seconds(),
		mib:     float64(usage.Maxrss) / 1024,
	}, nil
}
