package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPacksInABrowser opens the lightest and the heaviest pack of the sample's release at desk and phone width,
// and follows every link of the list of packs.
func TestPacksInABrowser(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	release := released(t, filepath.Join(demoDir(t), "release"))
	packs, err := filepath.Glob(filepath.Join(release, "debrief", "*.html"))
	if err != nil || len(packs) < 2 {
		t.Fatalf("packs: %v %v", packs, err)
	}
	slices.SortFunc(packs, func(a, b string) int { return int(weight(t, a) - weight(t, b)) })
	for _, file := range []string{packs[0], packs[len(packs)-1]} {
		for _, width := range []int64{1280, 390} {
			t.Run(fmt.Sprintf("%s/%d", filepath.Base(file), width), func(t *testing.T) { openPage(t, ctx, file, width) })
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(filepath.Join(release, "debrief.html"))), chromedp.WaitReady("main")); err != nil {
		t.Fatal(err)
	}
	links, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('#cases_concluded tbody a')].map(a => decodeURIComponent(new URL(a.href).pathname))`))
	if err != nil || len(links) < 20 {
		t.Fatalf("%d links: %v", len(links), err)
	}
	for _, l := range links {
		if _, err := os.Stat(l); err != nil {
			t.Errorf("a link of the list leads nowhere: %v", err)
		}
	}
}

func weight(t *testing.T, file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
