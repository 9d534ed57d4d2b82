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

	"modernc.org/quickjs"

	"proceedings/reports/page"
)

// StillWidth is the width in pixels that charts are drawn at for paper, for readers
// without JavaScript and while a page loads.
const StillWidth = 720

// cached is how many drawings a folder keeps: those of some twenty releases.
const cached = 2000

// A Pen draws charts without a browser: ECharts itself, in a JavaScript engine that
// the first drawing starts. A chart is a pure function of its options, so drawings
// are kept by their hash where there is a Folder. A Pen is for one goroutine at a time.
type Pen struct {
	Folder string // where drawings are kept; none where empty. They hold figures: readable by its owner only
	vm     *quickjs.VM
}

// Close ends the engine and forgets the oldest of too many drawings.
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
	if svg, ok := kept(file); ok {
		return template.HTML(svg), nil
	}
	raw, err := p.raw(c)
	if err != nil {
		return "", fmt.Errorf("chart: %s cannot be drawn: %w", c.Kind, err)
	}
	svg, err := clean(raw)
	if err != nil {
		return "", fmt.Errorf("chart: %s: %w", c.Kind, err)
	}
	keep(file, svg)
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
	parts := [][]byte{[]byte(libraryHash), options, static, c.Options, fmt.Appendf(nil, "%d %s", StillWidth, page.Names())}
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

// kept reads a drawing back. One that does not begin with the hash of the rest was
// cut off and is made again.
func kept(file string) (string, bool) {
	if file == "" {
		return "", false
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", false
	}
	sum, svg, ok := strings.Cut(string(data), "\n")
	return svg, ok && sum == checksum(svg)
}

// keep writes a drawing aside and gives it its name. What cannot be kept is drawn
// again the next time, so that is no error.
func keep(file, svg string) {
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".new-")
	if err != nil {
		return
	}
	_, err = f.WriteString(checksum(svg) + "\n" + svg)
	if errors.Join(err, f.Close()) != nil || os.Rename(f.Name(), file) != nil {
		_ = os.Remove(f.Name())
	}
}

func checksum(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// prune removes the oldest drawings above the number that a folder keeps.
func (p *Pen) prune() {
	entries, err := os.ReadDir(p.Folder)
	if p.Folder == "" || err != nil || len(entries) <= cached {
		return
	}
	var files []fs.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), ".svg") {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, f := range files[min(cached, len(files)):] {
		_ = os.Remove(filepath.Join(p.Folder, f.Name()))
	}
}
