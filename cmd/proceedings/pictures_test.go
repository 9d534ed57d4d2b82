package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestPictures makes the pictures of pages that the README shows, of the sample's release:
//
//	PROCEEDINGS_PICTURES=$PWD/dashboards/pictures go test -tags duckdb_arrow -run TestPictures ./cmd/proceedings
func TestPictures(t *testing.T) {
	folder := os.Getenv("PROCEEDINGS_PICTURES")
	if folder == "" {
		t.Skip("set PROCEEDINGS_PICTURES to the folder of the pictures to make them anew")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	release := released(t, filepath.Join(demoDir(t), "release"))
	packs, err := filepath.Glob(filepath.Join(release, "debrief", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(pagesOf(t, release), packs[:min(1, len(packs))]...) {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		if filepath.Base(filepath.Dir(file)) == "debrief" {
			name = "pack"
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1200, 1000), chromedp.Navigate(fileURL(file)), chromedp.WaitReady("main")); err != nil {
			t.Fatal(err)
		}
		waitDrawn(t, ctx)
		shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "webp", Quality: new(int64(70))})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".webp"), shot.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
