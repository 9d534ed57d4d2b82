package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeRules runs axe-core and returns each violation in a line: its rule, how many elements, the first of them.
const axeRules = `axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
  .then(r => JSON.stringify(r.violations.map(v => v.id + ' (' + v.nodes.length + '): ' + v.nodes[0].target.join(' ') + ' ' + (v.nodes[0].failureSummary || '').replace(/\s+/g, ' ').slice(0, 200))))`

// TestPagesAreAccessible holds every page of the sample's release against the rules of WCAG 2.2 AA as axe-core
// checks them: in light at desk width, in dark at phone width, each with all that folds opened.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	longTests(t)
	path := os.Getenv("PROCEEDINGS_AXE")
	if path == "" {
		t.Fatal("needs PROCEEDINGS_AXE, the path that .ci/axe prints")
	}
	code, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	release := released(t, filepath.Join(demoDir(t), "release"))
	pages := pagesOf(t, release)
	packs, err := filepath.Glob(filepath.Join(release, "debrief", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	shared := pagesOf(t, released(t, filepath.Join(demoDir(t), "release-shareable")))
	ctx := browser(t)
	for _, file := range slices.Concat(pages, packs[:min(3, len(packs))], shared) {
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			for scheme, width := range map[string]int64{"light": 1280, "dark": 390} {
				for _, v := range violations(t, ctx, string(code), file, width, scheme) {
					t.Errorf("%s at %d: %s", scheme, width, v)
				}
			}
		})
	}
}

func violations(t *testing.T, parent context.Context, code, file string, width int64, scheme string) []string {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(fileURL(file)), chromedp.WaitReady("main")); err != nil {
		t.Fatal(err)
	}
	waitDrawn(t, ctx)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[int]("document.querySelectorAll('details').forEach(d => { d.open = true; }), 1")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[int](code+"\n;1")); err != nil {
		t.Fatal(err)
	}
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](axeRules, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&found); err != nil {
		t.Fatal(err)
	}
	return found
}
