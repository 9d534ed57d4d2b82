package chart

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modernc.org/quickjs"

	"proceedings/reports/page"
)

// StillWidth is the width in pixels that charts are drawn at for paper, for readers
// without JavaScript and while a page loads.
const StillWidth = 720

// unfinished begins the names of drawings that are being written.
const unfinished = ".new-"

// lately is how often a drawing says that it is used; what was not finished within one never will be.
const lately = 24 * time.Hour

// cached is how many drawings a folder keeps: those of some twenty releases.
const cached = 2000

// A Pen draws charts without a browser: ECharts itself, in a JavaScript engine that
// the first drawing starts. A chart is a pure function of its options, so drawings
// are kept by their hash where there is a Folder. A Pen is for one goroutine at a time.
type Pen struct {
	Folder string // where drawings are kept; none where empty. They hold figures: readable by its owner only
	vm     *quickjs.VM
	at     time.Time // see now
}

// Close ends the engine and forgets those of too many drawings that were used longest ago.
func (p *Pen) Close() error {
	p.prune()
	if p.vm == nil {
		return nil
	}
	vm := p.vm
	p.vm = nil
	return vm.Close()
}

// Draw returns a chart as SVG for a page, StillWidth pixels wide.
func (p *Pen) Draw(c Chart) (template.HTML, error) {
	file := p.file(c)
	if raw, ok := kept(file); ok {
		// Whoever can write to the folder can write the checksum too: what is kept is let
		// into a page by the lists that a fresh drawing passes.
		if svg, err := clean(raw); err == nil {
			p.used(file)
			return template.HTML(svg), nil
		}
	}
	raw, err := p.raw(c)
	if err != nil {
		return "", fmt.Errorf("chart: %s cannot be drawn: %w", c.Kind, err)
	}
	svg, err := clean(raw)
	if err != nil {
		return "", fmt.Errorf("chart: %s: %w", c.Kind, err)
	}
	keep(file, raw)
	return template.HTML(svg), nil
}

func (p *Pen) raw(c Chart) (string, error) {
	if err := p.start(); err != nil {
		return "", fmt.Errorf("the drawing engine does not start: %w", err)
	}
	out, err := p.vm.Call("still", string(c.Options), StillWidth)
	if err != nil {
		return "", err
	}
	svg, ok := out.(string)
	if !ok {
		return "", errors.New("the drawing engine gave no drawing")
	}
	return svg, nil
}

func (p *Pen) start() error {
	if p.vm != nil {
		return nil
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		return err
	}
	for _, code := range []string{string(static), string(library), string(options), "measure(" + letters() + ")"} {
		if _, err := vm.Eval(code, quickjs.EvalGlobal); err != nil {
			return errors.Join(err, vm.Close())
		}
	}
	p.vm = vm
	return nil
}

// drawing is the code that a drawing depends on beside its options and scripts: where it
// changes, no drawing of before is taken.
//
//go:embed svg.go letters.go
var drawing embed.FS

// file is where the drawing of a chart is kept.
func (p *Pen) file(c Chart) string {
	if p.Folder == "" {
		return ""
	}
	h := sha256.New()
	parts := [][]byte{[]byte(libraryHash), options, static, c.Options, fmt.Appendf(nil, "as drawn %d %s", StillWidth, page.Names())}
	for _, name := range []string{"svg.go", "letters.go"} {
		code, err := drawing.ReadFile(name)
		if err != nil {
			panic(err) // it is built in
		}
		parts = append(parts, code)
	}
	for _, part := range parts {
		fmt.Fprintf(h, "%d:", len(part))
		h.Write(part)
	}
	return filepath.Join(p.Folder, hex.EncodeToString(h.Sum(nil))+".svg")
}

// kept reads a drawing back, as ECharts drew it. One that does not begin with the hash of
// the rest was damaged, such as cut off, and is made again. The hash is no defence against
// who means harm.
func kept(file string) (string, bool) {
	if file == "" {
		return "", false
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", false
	}
	sum, raw, ok := strings.Cut(string(data), "\n")
	return raw, ok && sum == checksum(raw)
}

// keep writes a drawing aside and gives it its name. What cannot be kept is drawn
// again the next time, so that is no error.
func keep(file, raw string) {
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(file), unfinished)
	if err != nil {
		return
	}
	_, err = f.WriteString(checksum(raw) + "\n" + raw)
	if errors.Join(err, f.Close()) != nil || os.Rename(f.Name(), file) != nil {
		_ = os.Remove(f.Name())
	}
}

func checksum(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// now is the time by the clock of the folder, which a network share may keep itself: that
// of a file just written there. It is zero where nothing can be written.
func (p *Pen) now() time.Time {
	if !p.at.IsZero() {
		return p.at
	}
	f, err := os.CreateTemp(p.Folder, unfinished)
	if err != nil {
		return time.Time{}
	}
	if info, err := f.Stat(); err == nil {
		p.at = info.ModTime()
	}
	_, _ = f.Close(), os.Remove(f.Name())
	return p.at
}

// used notes that a kept drawing is still of use, so that others are forgotten first.
func (p *Pen) used(file string) {
	info, err := os.Stat(file)
	if now := p.now(); err == nil && now.Sub(info.ModTime()) > lately {
		_ = os.Chtimes(file, now, now)
	}
}

// prune removes what a run that was killed left unfinished, and the drawings used longest
// ago above the number that a folder keeps.
func (p *Pen) prune() {
	entries, err := os.ReadDir(p.Folder)
	if p.Folder == "" || err != nil {
		return
	}
	var files []fs.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case err != nil:
		case strings.HasSuffix(e.Name(), ".svg"):
			files = append(files, info)
		case strings.HasPrefix(e.Name(), unfinished) && p.now().Sub(info.ModTime()) > lately:
			_ = os.Remove(filepath.Join(p.Folder, e.Name()))
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, f := range files[min(cached, len(files)):] {
		_ = os.Remove(filepath.Join(p.Folder, f.Name()))
	}
}
